"""“This needs a rule”: other words for a code's entry, typed in the meeting, looked at, and written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.app import SuspendNotSupported

from imcommerce_qual.actions.errors import ActionError
from imcommerce_qual.model.codebook import ChangeKind
from imcommerce_qual.tui.editor import edit_file, edit_text
from imcommerce_qual.tui.reconcile import entry
from imcommerce_qual.tui.reconcile.begun import entry_of, reason_of
from imcommerce_qual.tui.screens.ask import MemoScreen
from imcommerce_qual.tui.screens.choose import Entry

if TYPE_CHECKING:
    from imcommerce_qual.tui.reconcile.screen import MeetingScreen

_YES = "yes"


class Wording:
    """The questions that lead to it: which code, which field, the words, what the change is, why; then what it does.

    The words are kept from the first key until they are in the codebook or given up.
    """

    def __init__(self, screen: MeetingScreen) -> None:
        self.screen = screen
        self.meeting = screen.meeting

    def begin(self, *, editor: bool = False) -> None:
        """Which code: one in question, or one whose entry was begun."""
        meant = self.meeting.meant
        if self.meeting.apart or not meant:
            self.meeting.say("that is for the meeting" if meant else "nothing is open here", failed=True)
            return
        begun = dict(reversed(self.meeting.entries_begun()))
        codes = tuple(dict.fromkeys([*meant, *begun]))
        if len(codes) == 1:
            self._field(codes[0], editor=editor)
            return
        entries = []
        for code in codes:
            each = self.screen.entry_of(code)
            told = f"begun: {entry.FIELDS[begun[code]]} · {each.about}" if code in begun else each.about
            entries.append(Entry(each.id, each.name, told, each.mark))
        title = "Which code's entry needs a rule?"
        self.screen.choose(title, entries, lambda code: self._field(code, editor=editor))

    def _field(self, code: str, *, editor: bool) -> None:
        words: Mapping[str, str] = {
            name: entry.words_of(self.meeting.opened, code, name) or "(nothing yet)" for name in entry.FIELDS
        }
        begun = {name: self.meeting.begun.words(entry_of(code, name)) for name in entry.FIELDS}
        fields = [
            Entry(
                name, title, f"begun: {begun[name]}" if begun[name] is not None else words[name], more=Text(words[name])
            )
            for name, title in sorted(entry.FIELDS.items(), key=lambda pair: begun[pair[0]] is None)
        ]
        title = f"What of {code} is to be put right?"
        self.screen.choose(title, fields, lambda field: self._reword(code, field, editor=editor))

    def _reword(self, code: str, field: str, *, editor: bool) -> None:
        old = entry.words_of(self.meeting.opened, code, field)
        name, begun = entry_of(code, field), self.meeting.begun
        typed = begun.words(name)

        def reworded(words: str | None) -> None:
            if words is None or words.strip() == old.strip():
                begun.drop(name)
                self.meeting.say("the codebook is as it was")
            else:
                self._meaning(code, field, " ".join(words.split()) if "\n" not in old else words.strip())
            self.screen.show()

        if not editor:
            again = "begun · " if typed is not None else ""
            title = f"{entry.FIELDS[field]} of {code} · {again}escape goes on · ctrl+g gives up"
            shown = old if typed is None else typed
            self.screen.app.push_screen(MemoScreen(title, shown, begun.keeper(name, old)), reworded)
            return
        try:
            with self.screen.app.suspend():
                found = self._edited(name, old, typed)
        except SuspendNotSupported:
            found = self._edited(name, old, typed)
        if found is None:
            self.meeting.say("the editor did not end well; the codebook is as it was", failed=True)
        else:
            reworded(found)

    def _edited(self, name: str, old: str, typed: str | None) -> str | None:
        """As the user's editor leaves it; the editor works on what is kept, so that a crash leaves what it wrote."""
        begun = self.meeting.begun
        words = old if typed is None else typed
        # Also words as they are in the codebook, for the editor needs a file.
        if not begun.keeper(name)(words or " "):
            return edit_text(words, self.screen.environment)
        found = edit_file(begun.file(name), self.screen.environment)
        kept = begun.words(name)
        begun.keeper(name, old)(kept if kept is not None else old)
        return found

    def _meaning(self, code: str, field: str, words: str) -> None:
        entries = [Entry(name, name, told) for name, told in entry.MEANING_WORDS.items()]

        def act(meaning: str) -> None:
            wanted = entry.EntryChange(code=code, field=field, words=words, meaning=cast("ChangeKind", meaning))
            title = f"Why is {code} {meaning}?"
            self.screen.ask_why(title, f"change {code}", lambda why: self._look_at(wanted, why), last=False)

        self.screen.choose(f"What is this change of {code}?", entries, act)

    def _look_at(self, wanted: entry.EntryChange, why: str) -> None:
        meeting = self.meeting
        try:
            planned = entry.plan_entry(meeting.opened, meeting.writer, wanted, why)
        except ActionError as error:
            meeting.say(f"{error}" + (f" · {error.remedy}" if error.remedy else ""), failed=True)
            return
        told = entry.effects(planned)
        name, reason = entry_of(wanted.code, wanted.field), reason_of(f"change {wanted.code}")

        def act(chosen: str) -> None:
            if chosen != _YES:
                for each in (name, reason):
                    meeting.begun.drop(each)
                meeting.say("the codebook is as it was")
                return
            try:
                written = entry.write_entry(meeting.opened, planned)
            except ActionError as error:
                meeting.say(f"{error}", failed=True)
                return
            for each in (name, reason):
                meeting.begun.drop(each)
            meeting.changed_codebook(written.undo, f"{wanted.code} {wanted.meaning}, revision {written.revision}")

        more = Text("\n".join((*told, "", f"{entry.FIELDS[wanted.field]}: {wanted.words}")))
        entries = [Entry(_YES, f"write it: {wanted.code} {wanted.meaning}", told[0], more=more)]
        entries.append(Entry("", "leave the codebook as it was"))
        self.screen.choose(f"{entry.FIELDS[wanted.field]} of {wanted.code}", entries, act)
