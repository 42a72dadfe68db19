"""Two rows at the bottom of a meeting: who, which, how far; and what was said last, or the keys of the moment."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from imcommerce_qual.tui.reconcile.session import Meeting
from imcommerce_qual.tui.reconcile.walking import ORDER_WORDS

#: From this width on every key that settles is named.
_WIDE = 110
_BOLD, _DIM, _BAD = Style(bold=True), Style(dim=True), Style(bold=True, reverse=True)


class MeetingStatus(Static):
    """Who decides, place, progress; below it the last message, or the keys that settle."""

    DEFAULT_CSS = """
    MeetingStatus { height: 2; background: $panel; color: $foreground; padding: 0 1; text-wrap: nowrap; }
    """

    def __init__(self, meeting: Meeting) -> None:
        super().__init__("", id="meeting-status", markup=False)
        self.meeting = meeting

    def show(self) -> None:
        """Write it again."""
        rows = (self._standing(), self._said())
        for row in rows:
            row.truncate(max(10, self.size.width - 2), overflow="ellipsis")
        self.update(Text("\n").join(rows), layout=False)

    def _standing(self) -> Text:
        meeting, agenda = self.meeting, self.meeting.agenda
        found = Text()
        if agenda.failed:
            # What does not fit is cut off at the end: bad news stands first.
            found.append("NOT SAVED", _BAD).append(" ")
        if meeting.choosing is not None:
            found.append(f"NEW CODING {len(meeting.made) + 1}" if meeting.made else "NEW ENDS", _BAD).append(" ")
        if meeting.apart:
            found.append(f"{meeting.writer} proposes", _BOLD)
        else:
            found.append(", ".join(meeting.by or meeting.compared), _BOLD)
        if agenda.items:
            found.append(f" {meeting.index + 1}/{len(agenda.items)}", _BOLD)
        else:
            found.append(" nothing is open", _BOLD)
        found.append(f" {ORDER_WORDS[agenda.order]}")
        progress = agenda.progress
        if meeting.apart:
            found.append(f" · {agenda.own_proposals} of {len(agenda.items)} proposed")
        else:
            found.append(f" · {progress.settled} of {progress.of} settled")
        if progress.postponed:
            found.append(f" · {progress.postponed} postponed")
        found.append("" if agenda.failed else " · saved")
        if meeting.opened.study.synthetic:
            found.append(" · synthetic", _DIM)
        return found

    def _said(self) -> Text:
        meeting = self.meeting
        if meeting.said:
            return Text(meeting.said.replace("\n", " "), _BAD if meeting.failed else Style())
        each = meeting.current
        if each is None:
            return Text("l settled · U undo · Q leave · ? keys", _DIM)
        takes = "1" if len(each.coders) == 1 else f"1–{len(each.coders)}"
        rest = "b both · n neither · u union · i common · A ends · C code · p postpone · r needs a rule · ? keys"
        if self.size.width < _WIDE:
            rest = "b both · n neither · u union · i common · A C p r … · ? keys"
        return Text(f"{takes} take · {rest}", _DIM)
