"""Coding one transcript after another, as a state machine: keys go in, what to show comes out. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from imcommerce_qual.actions.errors import BusyError
from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.excerpts import side_of, turns_under
from imcommerce_qual.core.fuzzy import code_choice, ranked
from imcommerce_qual.core.strand import Step
from imcommerce_qual.model.event import Stance
from imcommerce_qual.model.span import Span
from imcommerce_qual.store.drafts import drafted
from imcommerce_qual.tui.carrying import carry_place
from imcommerce_qual.tui.keymap import Keymap
from imcommerce_qual.tui.reader import Reader
from imcommerce_qual.tui.room import brief
from imcommerce_qual.tui.seeking import next_of_speaker

NOTHING = "select words first: space takes the sentence, enter the turn"
NO_CODING = "no coding of yours is here"
_STEPS: tuple[Step, ...] = ("character", "word", "clause", "sentence", "turn")


class Session(Reader):
    """A coder at work. ``do`` carries out an action by its name; ``type`` takes a letter of a code's key.

    ``said`` is the last message, ``failed`` whether it is bad news; ``typed`` the letters of a key begun. Actions that
    need words (a memo, a code to choose) are methods that the screen calls with them.
    """

    def __init__(
        self, opened: Opened, coder: str, transcript: str, *, keys: Keymap | None = None, see: Iterable[str] = ()
    ) -> None:
        super().__init__(opened, coder, known_transcript(opened.study, transcript).id, keys=keys, see=see)
        self.last_code = self.room.last_code
        self.typed = ""
        self.adjusting: str | None = None
        self.looking: str | None = None
        self.remind()

    def do(self, name: str) -> None:
        """Carry out the action of that name.

        Raises:
            KeyError: it is none that works without the screen.
        """
        if name not in {"clear", "turn"}:
            self.typed = ""
        self.said, self.failed = "", False
        stem, _, way = name.rpartition("-")
        if stem in _STEPS:
            self.place = self.walk.moved(self.place, stem, forward=way == "on")
        elif stem.startswith("extend-"):
            self.extend(next(step for step in _STEPS if stem == f"extend-{step}"), forward=way == "on")
        else:
            self._actions()[name]()

    def _actions(self) -> Mapping[str, Callable[[], None]]:
        return {
            "first": lambda: self.put(0, self.place.side),
            "last": lambda: self.put(len(self.transcript.text), self.place.side),
            "speaker-on": lambda: self._go(next_of_speaker(self.transcript, self.turn, forward=True)),
            "speaker-back": lambda: self._go(next_of_speaker(self.transcript, self.turn, forward=False)),
            "uncoded-on": lambda: self._uncoded(forward=True),
            "uncoded-back": lambda: self._uncoded(forward=False),
            "coding-on": lambda: self._coding(forward=True),
            "coding-back": lambda: self._coding(forward=False),
            "across": self._across,
            "sentence": lambda: self.select("sentence"),
            "turn": self._turn_or_save,
            "visual": self._visual,
            "other-end": lambda: self._set(self.walk.flipped(self.place)),
            "clear": self._clear,
            "same-again": self._same_again,
            "undo": lambda: self._take_back(self.room.undo),
            "redo": lambda: self._take_back(self.room.redo),
            "next-here": self._next_here,
            "change-ends": self._change_ends,
            "exemplar": lambda: self._mark("exemplar"),
            "unsure": lambda: self._mark("unsure"),
            "uncode": self._uncode,
            "search-on": lambda: self._hit(forward=True),
            "search-back": lambda: self._hit(forward=False),
            "complete": self._complete,
            "next-transcript": self._next_transcript,
        }

    def _clear(self) -> None:
        if self.typed:
            self.typed = ""
            return
        found = next((each for each in self.room.standing if each.coding.id == self.adjusting), None)
        if self.adjusting is not None:
            self._say("the ends stay as they were")
        if found is not None:
            self.place = self.walk.put(found.span.start, self.place.side)
            self._chosen = found.coding.id
        self.adjusting = None
        self.place = replace(self.place, selection=None, visual=False)

    # codes

    def type(self, letter: str) -> None:
        """A letter of a code's key: the code is put on the words selected when the key is whole."""
        self.said, self.failed = "", False
        self.typed += letter
        if self.typed in self.by_hotkey:
            code, self.typed = self.by_hotkey[self.typed], ""
            self.apply(code)
        elif not any(key.startswith(self.typed) for key in self.by_hotkey):
            self._say(f"no code has the key {self.typed}; ' finds one by its name", failed=True)
            self.typed = ""

    def matching(self) -> tuple[str, ...]:
        """The codes whose keys begin with what was typed."""
        return tuple(code for code, key in self.hotkeys.items() if key.startswith(self.typed))

    def find_codes(self, typed: str) -> tuple[str, ...]:
        """Codes by some letters of id, label or alias, the best first."""
        return ranked(typed, map(code_choice, self.room.codes))

    def apply(self, code: str) -> None:
        """Put a code on the words selected; they stay selected, for another code."""
        if self.selected is None:
            self._say(NOTHING, failed=True)
        elif self.adjusting:
            self._say("enter saves the new ends first, escape leaves them", failed=True)
        elif self._as_read():
            self._wrote(self.room.apply(code, self.selected) + self._whose(self.selected))
            if not self.room.failed:
                self.last_code = code
                self._spend()

    def _whose(self, span: Span) -> str:
        """Words that no participant said are coded by mistake more often than on purpose."""
        under = turns_under(self.transcript, span)
        return "" if any(self.is_participants(turn.speaker) for turn in under) else " (no participant says them)"

    def _spend(self) -> None:
        """These words have their code: they stay selected for another one, and what selects begins anew."""
        self.place = replace(self.place, visual=False)
        self.coded = self.place.selection

    def _same_again(self) -> None:
        if self.last_code is None:
            self._say("no code was put on yet", failed=True)
        else:
            self.apply(self.last_code)

    def propose(self, label: str) -> None:
        """A new code, called *label*, on the words selected."""
        if self.selected is None:
            self._say(NOTHING, failed=True)
        elif self._as_read():
            self._wrote(self.room.propose(self.selected, label))
            if not self.room.failed:
                self.last_code = self.room.last_code
                self._read()
                self._spend()

    # the coding under the cursor

    def recode(self, code: str) -> None:
        """Another code for the current coding."""
        self._amend({"code": code})

    def memo(self, text: str) -> None:
        """The memo of the current coding; an empty one clears it."""
        self._amend({"memo": text.strip() or None})

    def save_memo(self, coding: str, text: str) -> bool:
        """The memo of the current coding, which had that id when it was begun; whether it stands there now."""
        self.memo(text)
        standing = {each.coding.id: each.coding.memo for each in self.room.standing}
        return standing.get(coding, text) == (text.strip() or None)

    def stance(self, stance: Stance | None, toward: str | None = None) -> None:
        """What the current coding does to a finding."""
        self._amend({"stance": stance, "toward": toward})

    def _mark(self, name: str) -> None:
        if self.current is not None:
            self._amend({name: not getattr(self.current.coding, name)})
        else:
            self._say(NO_CODING, failed=True)

    def _amend(self, wanted: Mapping[str, object]) -> None:
        current = self.current
        if current is None:
            self._say(NO_CODING, failed=True)
        elif self._as_read():
            self._wrote(self.room.amend(current.coding, wanted))
            self._chosen = current.coding.id

    def _take_back(self, act: Callable[[], str]) -> None:
        """Undo or redo, and go to the words that it was about: they are selected, as after coding."""
        before = {each.coding.id: each for each in self.room.standing}
        self._wrote(act())
        after = {each.coding.id: each for each in self.room.standing}
        ids = [each for each in (*before, *after) if before.get(each) != after.get(each)]
        if self.room.failed or not ids:
            return
        found = after.get(ids[0]) or before[ids[0]]
        self.adjusting = None
        self.place = self.walk.on_span(found.span, side_of(self.transcript, found.span))
        self.coded, self._chosen = self.place.selection, found.coding.id
        self.said += f" on {brief(self.transcript.text[found.span.start : found.span.end])}"

    def _uncode(self) -> None:
        current = self.current
        if current is None:
            self._say(NO_CODING, failed=True)
        elif self._as_read():
            self._wrote(self.room.uncode(current.coding))

    def _next_here(self) -> None:
        own = [each.coding.id for each in self.here if each.coder == self.coder]
        if len(own) > 1 and self.current is not None:
            self._chosen = own[(own.index(self.current.coding.id) + 1) % len(own)]
        else:
            self._say("no other coding of yours is here")

    def _change_ends(self) -> None:
        if self.adjusting:
            self._save_ends()
        elif self.current is None:
            self._say(NO_CODING, failed=True)
        else:
            self.adjusting = self.current.coding.id
            self.place = self.walk.on_span(self.current.span, self.place.side)
            self._say("select the words that it should have (O: the other end); enter saves, escape leaves them")

    def _turn_or_save(self) -> None:
        if self.adjusting:
            self._save_ends()
        else:
            self.select("turn")

    def _save_ends(self) -> None:
        found = self.room.find(self.adjusting or "")
        span = self.selected
        if found is None or span is None:
            self.adjusting = None
            self._say(NOTHING, failed=True)
        elif self._as_read():
            self._wrote(self.room.amend(found, {"at": (span.start, span.end)}))
            if not self.room.failed:
                self.adjusting = None
                self._chosen = found.id
                self.place = replace(self.place, selection=None, visual=False)

    # the transcript

    def _complete(self) -> None:
        if self.looking is not None and self._as_read():
            self._wrote(self.room.looked_through(self.looking))
        elif self._as_read():
            lost = self.room.lost
            done, all_ = self.progress
            self._wrote(self.room.complete())
            if self.room.completed and not self.room.failed:
                keyed = " or ".join(self.keys.keys_of("lost"))
                more = f"; {lost} codings lost their words: {keyed} lists them" if lost else ""
                self._say(f"completed, {done} of {all_} turns of participants have codings{more}; U takes it back")

    def _next_transcript(self) -> None:
        names = list(self.room.opened.study.transcripts)
        at = names.index(self.room.name)
        if at + 1 == len(names):
            self._say("this is the last transcript; S chooses another")
        else:
            self.open(names[at + 1])

    def open(self, name: str) -> None:
        """Go on with another transcript; where somebody else has it, say so and stay."""
        if name == self.room.name:
            return
        self.keep_position()
        old = self.room
        try:
            self._enter(old.opened, name)
        except BusyError as error:
            self._say(str(error), failed=True)
            return
        old.leave()
        self.last_code = self.room.last_code
        self.adjusting, self.looking, self.typed = None, None, ""
        self._say(f"{name} is open")
        self.remind()

    def visit(self, offset: int, coding: str | None = None, *, ends: bool = False) -> None:
        """To a place, with that coding the current one; *ends*: other words are to be chosen for it."""
        found = next((each for each in self.room.standing if each.coding.id == coding), None)
        self.place = self.walk.put(offset, side_of(self.transcript, found.span) if found else None)
        self._chosen = coding
        known = self.room.find(coding) if ends and coding is not None else None
        if known is not None:
            self.adjusting = coding
            self._say(f"select the words for {known.code}; enter saves, escape leaves it as it is")

    def look_for(self, code: str, words: Iterable[str] = ()) -> None:
        """Look through this transcript for one code: the key that puts the last code on puts it on."""
        self.looking, self.last_code = code, code
        for each in words:
            self.search(each)
        put_on, done = (" or ".join(self.keys.keys_of(name)) for name in ("same-again", "complete"))
        self._say(f"looking for {code}: {put_on} puts it on, {done} says that all was looked through for it")

    def catch_up(self) -> None:
        """What was written to the coder's file from another screen of this program."""
        self.room.catch_up()
        self._index()

    def look(self) -> bool:
        """Whether a file was changed by somebody else: then it is read again, and the place is carried."""
        changed = self.room.changed_outside()
        if not changed:
            return False
        old, place = self.transcript, self.place
        self.room.read_again()
        self._read()
        self.hits = ()
        said = f"{', '.join(changed)} changed on disk: read again"
        if self.transcript.hash != old.hash:
            self.place, kept = carry_place(old, place, self.walk)
            self.adjusting = None
            lost = f", {self.room.lost} lost theirs" if self.room.lost else ""
            said += f"; codings were carried to their words{lost}" + ("" if kept else "; select again")
        elif self.transcript is old:
            said = f"{', '.join(changed)} changed on disk and cannot be read now: `imqual check`; going on as opened"
        self._say(said, failed=True)
        return True

    def tell(self, said: str, *, failed: bool = False) -> None:
        """Something that the screen has to say."""
        self._say(said, failed=failed)

    def remind(self) -> None:
        """Go to a coding whose memo was begun and not finished, as when the terminal was closed over it."""
        begun = drafted(self.room.opened.root, self.coder, self.room.name)
        standing = {each.coding.id: each for each in self.room.standing}
        found = next((standing[each] for each in begun if each in standing), None)
        if found is not None:
            self.place = self.walk.put(found.span.start, side_of(self.transcript, found.span))
            self._chosen = found.coding.id
            key = next(iter(self.keys.keys_of("memo")), "memo")
            self._say(f"a memo on {found.code} was begun here and not saved: {key} goes on with it")

    def _as_read(self) -> bool:
        """Whether nothing changed underneath; where it did, it is shown first, and the key must be pressed again."""
        if self.look():
            self.said += "; nothing was written, press the key again"
            return False
        return True

    def _wrote(self, said: str) -> None:
        self._say(said, failed=self.room.failed)
        chosen = self._chosen
        self._index()
        self._chosen = chosen
        self.keep_position()

    def close(self) -> None:
        """Leave: the position is kept, and others may have the file."""
        self.keep_position()
        self.room.leave()
