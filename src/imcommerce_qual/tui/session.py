"""Coding one transcript after another, as a state machine: keys go in, what to show comes out. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from imcommerce_qual.actions.errors import BusyError
from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.core.fuzzy import code_choice, ranked
from imcommerce_qual.core.hotkeys import hotkeys
from imcommerce_qual.core.strand import Step
from imcommerce_qual.model.event import Stance
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.position import Position, read_position, write_position
from imcommerce_qual.tui.carrying import carry_place
from imcommerce_qual.tui.keymap import Keymap, keymap
from imcommerce_qual.tui.place import Place, Walk
from imcommerce_qual.tui.room import Room, by_turn
from imcommerce_qual.tui.seeking import next_coding, next_of_speaker, next_uncoded, occurrences

_NOTHING = "select words first: space takes the sentence, enter the turn"
_NO_CODING = "no coding of yours is here"
_STEPS: tuple[Step, ...] = ("character", "word", "clause", "sentence", "turn")


class Session:
    """A coder at work. ``do`` carries out an action by its name; ``type`` takes a letter of a code's key.

    ``said`` is the last message, ``failed`` whether it is bad news; ``typed`` the letters of a key begun. Actions that
    need words (a memo, a code to choose) are methods that the screen calls with them.
    """

    def __init__(
        self, opened: Opened, coder: str, transcript: str, *, keys: Keymap | None = None, see: Iterable[str] = ()
    ) -> None:
        self.coder = coder
        self.keys = keys or keymap()
        self.see = tuple(see)
        self.said = ""
        self.failed = False
        self.typed = ""
        self.adjusting: str | None = None
        self.filter: frozenset[str] | None = None
        self.query = ""
        self.version = 0
        self._enter(opened, known_transcript(opened.study, transcript).id)

    # where we are

    def _enter(self, opened: Opened, name: str) -> None:
        self.room = Room.enter(opened, self.coder, name, self.see)
        self.last_code = self.room.last_code
        self.hits: tuple[Span, ...] = ()
        self._read()
        self.place = self._remembered()
        self._kept = self.place

    def _read(self) -> None:
        """What follows from the room: after it was read again, and after every change."""
        room = self.room
        self.walk = Walk(room.transcript)
        self.hotkeys = hotkeys(room.codes, self.keys.reserved)
        self.by_hotkey = {key: code for code, key in self.hotkeys.items()}
        self._index()

    def _index(self) -> None:
        self.version += 1
        self.shown = tuple(
            each for each in (*self.room.standing, *self.room.others) if self.filter is None or each.code in self.filter
        )
        self.by_turn = by_turn(self.room.transcript, sorted(self.shown, key=lambda each: (each.span, each.code)))
        self._chosen: str | None = None
        counts: dict[str, int] = {}
        for each in self.room.standing:
            counts[each.code] = counts.get(each.code, 0) + 1
        self.counts: Mapping[str, int] = counts

    def _remembered(self) -> Place:
        kept = read_position(self.room.opened.root, self.coder, self.room.name)
        if kept is None:
            return self.walk.start()
        if kept.text == self.transcript.hash:
            return self.walk.put(kept.cursor)
        return self.walk.at_turn(kept.turn)

    @property
    def transcript(self) -> Transcript:
        """The transcript that is open."""
        return self.room.transcript

    @property
    def turn(self) -> int:
        """The number of the turn under the cursor."""
        return self.walk.turn(self.place.cursor)

    @property
    def selected(self) -> Span | None:
        """The words selected."""
        return self.place.selection.span if self.place.selection else None

    @property
    def here(self) -> tuple[Standing, ...]:
        """The codings on the character under the cursor, the shortest first."""
        on = [
            each
            for each in self.by_turn.get(self.turn, ())
            if each.span.start <= self.place.cursor < each.span.end
            and side_of(self.transcript, each.span) == self.place.side
        ]
        return tuple(sorted(on, key=lambda each: (each.coder != self.coder, len(each.span), each.coding.made)))

    @property
    def current(self) -> Standing | None:
        """The coding that memo, marks and changes are about; None where none of the coder's own is under the cursor."""
        own = [each for each in self.here if each.coder == self.coder]
        return next((each for each in own if each.coding.id == self._chosen), own[0] if own else None)

    @property
    def progress(self) -> tuple[int, int]:
        """Turns of participants that have codings of the coder's own, and all of them."""
        spoken = [turn for turn in self.transcript.turns if self._is_participants(turn.speaker) and turn.words]
        own = by_turn(self.transcript, self.room.standing)
        return sum(turn.number in own for turn in spoken), len(spoken)

    def _is_participants(self, label: str) -> bool:
        return self.transcript.speakers[label].role == "participant"

    @property
    def elsewhere(self) -> Mapping[str, int]:
        """How often the coder used each code in other transcripts."""
        return self.room.elsewhere

    # actions without words

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
            "first": lambda: self.put(0),
            "last": lambda: self.put(len(self.transcript.text)),
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
            "undo": lambda: self._wrote(self.room.undo()),
            "redo": lambda: self._wrote(self.room.redo()),
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

    def _set(self, place: Place) -> None:
        self.place = place

    def _say(self, said: str, *, failed: bool = False) -> None:
        self.said, self.failed = said, failed

    def put(self, offset: int) -> None:
        """The cursor at the words nearest to *offset* (a mouse click, or a row up or down)."""
        if self.place.visual:
            self.place = self.walk.dragged(self.place, offset)
            return
        self.place = self.walk.put(offset)

    def drag(self, offset: int) -> None:
        """Select up to *offset*."""
        self.place = self.walk.dragged(self.place, offset)

    def select(self, step: Step) -> None:
        """The unit under the cursor, and more where it is selected already."""
        self.place = self.walk.select(self.place, step)

    def extend(self, step: Step, *, forward: bool) -> None:
        """The moving end of the selection one unit on or back."""
        self.place = self.walk.extended(self.place, step, forward=forward)

    def _go(self, turn: int | None) -> None:
        if turn is None:
            self._say("there is no other")
        else:
            self.place = self.walk.at_turn(turn, self.place.side)

    def _uncoded(self, *, forward: bool) -> None:
        own = by_turn(self.transcript, self.room.standing)
        turn = next_uncoded(self.transcript, own, self.turn, forward=forward)
        if turn is None:
            self._say("no turn without codings after this" if forward else "no turn without codings before this")
        else:
            self._go(turn)

    def _coding(self, *, forward: bool) -> None:
        found = next_coding(self.shown, self.place.cursor, forward=forward)
        if found is None:
            self._say("no coding after this" if forward else "no coding before this")
            return
        self.place = self.walk.put(found.span.start, side_of(self.transcript, found.span))
        self._chosen = found.coding.id

    def _across(self) -> None:
        there = self.walk.across(self.place)
        if there == self.place:
            self._say("this turn has no translation")
        self.place = there

    def _visual(self) -> None:
        self.place = self.walk.visual(self.place)
        if self.place.visual:
            self._say("visual: every move selects; v or escape ends it")

    def _clear(self) -> None:
        if self.typed:
            self.typed = ""
            return
        if self.adjusting:
            self._say("the ends stay as they were")
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
            self._say(_NOTHING, failed=True)
        elif self.adjusting:
            self._say("enter saves the new ends first, escape leaves them", failed=True)
        elif self._as_read():
            said = self.room.apply(code, self.selected)
            self._wrote(said)
            if not self.room.failed:
                self.last_code = code

    def _same_again(self) -> None:
        if self.last_code is None:
            self._say("no code was put on yet", failed=True)
        else:
            self.apply(self.last_code)

    def propose(self, label: str) -> None:
        """A new code, called *label*, on the words selected."""
        if self.selected is None:
            self._say(_NOTHING, failed=True)
        elif self._as_read():
            self._wrote(self.room.propose(self.selected, label))
            if not self.room.failed:
                self.last_code = self.room.last_code
                self._read()

    # the coding under the cursor

    def recode(self, code: str) -> None:
        """Another code for the current coding."""
        self._amend({"code": code})

    def memo(self, text: str) -> None:
        """The memo of the current coding; an empty one clears it."""
        self._amend({"memo": text.strip() or None})

    def stance(self, stance: Stance | None, toward: str | None = None) -> None:
        """What the current coding does to a finding."""
        self._amend({"stance": stance, "toward": toward})

    def _mark(self, name: str) -> None:
        if self.current is not None:
            self._amend({name: not getattr(self.current.coding, name)})
        else:
            self._say(_NO_CODING, failed=True)

    def _amend(self, wanted: Mapping[str, object]) -> None:
        current = self.current
        if current is None:
            self._say(_NO_CODING, failed=True)
        elif self._as_read():
            self._wrote(self.room.amend(current.coding, wanted))
            self._chosen = current.coding.id

    def _uncode(self) -> None:
        current = self.current
        if current is None:
            self._say(_NO_CODING, failed=True)
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
            self._say(_NO_CODING, failed=True)
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
        found = next((each for each in self.room.standing if each.coding.id == self.adjusting), None)
        span = self.selected
        if found is None or span is None:
            self.adjusting = None
            self._say(_NOTHING, failed=True)
        elif self._as_read():
            self._wrote(self.room.amend(found.coding, {"at": (span.start, span.end)}))
            if not self.room.failed:
                self.adjusting = None
                self._chosen = found.coding.id
                self.place = replace(self.place, selection=None, visual=False)

    # finding

    def search(self, words: str) -> None:
        """Every place of these words; the first from the cursor on is selected."""
        self.query, self.hits = words, occurrences(self.transcript, words)
        if not self.hits:
            self._say(f"not found: {words}", failed=True)
        else:
            self._hit(forward=True, same=True)

    def _hit(self, *, forward: bool, same: bool = False) -> None:
        if not self.hits:
            self._say("nothing was searched for: / searches", failed=True)
            return
        at = self.place.cursor if self.place.selection is None else self.place.selection.span.start
        after = [hit for hit in self.hits if (hit.start >= at if same else hit.start > at)]
        before = [hit for hit in self.hits if hit.start < at]
        hit = (after or list(self.hits))[0] if forward else (before or list(self.hits))[-1]
        self.place = self.walk.on_span(hit, side_of(self.transcript, hit))
        self._say(f"{self.hits.index(hit) + 1} of {len(self.hits)}: {self.query}")

    def show_only(self, code: str | None) -> None:
        """Show only codings under that code and what is counted in it; None shows all."""
        self.filter = None if code is None else self.room.opened.study.codebook.rolled_up(code)
        self._index()
        self._say("all codes are shown" if code is None else f"only {code} is shown; F shows all again")

    # the transcript

    def _complete(self) -> None:
        if self._as_read():
            lost = self.room.lost
            done, all_ = self.progress
            self._wrote(self.room.complete())
            if self.room.completed and not self.room.failed:
                more = f"; {lost} codings lost their words: `imqual check`" if lost else ""
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
        self.adjusting, self.typed = None, ""
        self._say(f"{name} is open")

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

    def keep_position(self) -> None:
        """Remember where the coder is reading."""
        self._kept = self.place
        kept = Position(text=self.transcript.hash, cursor=self.place.cursor, turn=self.turn)
        write_position(self.room.opened.root, self.coder, self.room.name, kept)

    def keep_moved(self) -> None:
        """The same, where the coder moved since."""
        if self._kept.cursor != self.place.cursor:
            self.keep_position()

    def close(self) -> None:
        """Leave: the position is kept, and others may have the file."""
        self.keep_position()
        self.room.leave()
