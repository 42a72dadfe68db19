"""Two rows at the bottom of a meeting: who, which, how far; and what was said last, or the keys of the moment."""

from __future__ import annotations

from rich.text import Text

from imcommerce_qual.tui.reconcile.session import Meeting
from imcommerce_qual.tui.reconcile.walking import ORDER_WORDS
from imcommerce_qual.tui.widgets.tworows import BAD, BOLD, DIM, TwoRows, kept, message

#: From this width on every key that settles is named.
_WIDE = 110


class MeetingStatus(TwoRows):
    """Who decides, place, progress; below it the last message, or the keys that settle."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__("meeting-status")
        self.meeting = meeting

    def show(self) -> None:
        """Write it again."""
        self.show_rows(self._standing(), self._said())

    def _standing(self) -> Text:
        """Who decides, place, progress."""
        meeting, agenda = self.meeting, self.meeting.agenda
        found = Text()
        if meeting.choosing is not None:
            found.append(f"NEW CODING {len(meeting.made) + 1}" if meeting.made else "NEW ENDS", BAD).append(" ")
        if meeting.apart:
            found.append(f"{meeting.writer} proposes", BOLD)
        else:
            found.append(", ".join(meeting.by or meeting.compared), BOLD)
        if agenda.items:
            found.append(f" {meeting.index + 1}/{len(agenda.items)}", BOLD)
        else:
            found.append(" nothing is open", BOLD)
        found.append(f" {ORDER_WORDS[agenda.order]}")
        if agenda.order == "codes" and meeting.current is not None and agenda.alike(meeting.current) > 1:
            found.append(f", {agenda.alike(meeting.current)} of these")
        progress = agenda.progress
        if meeting.apart:
            found.append(f" · {agenda.own_proposals} of {len(agenda.items)} proposed")
        else:
            found.append(f" · {progress.settled} of {progress.of} settled")
        if progress.postponed:
            found.append(f" · {progress.postponed} postponed")
        return found.append_text(kept(failed=agenda.failed, synthetic=meeting.opened.study.synthetic))

    def _said(self) -> Text:
        """The last message, or the keys that settle."""
        meeting = self.meeting
        if meeting.said:
            return message(meeting.said, failed=meeting.failed)
        each = meeting.current
        if each is None:
            return Text("l settled · U undo · Q leave · ? keys", DIM)
        takes = "1" if len(each.coders) == 1 else f"1–{len(each.coders)}"
        rest = "b both · n neither · u union · i common · A ends · C code · p postpone · r needs a rule · ? keys"
        if self.size.width < _WIDE:
            rest = "b both · n neither · u union · i common · A C p r … · ? keys"
        return Text(f"{takes} take · {rest}", DIM)
