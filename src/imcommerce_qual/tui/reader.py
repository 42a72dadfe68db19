"""Reading one transcript: where the coder is, what is shown there, and every way to get elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.core.hotkeys import hotkeys
from imcommerce_qual.core.strand import Step
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.transcript import Side, Transcript
from imcommerce_qual.store.position import Position, read_position, write_position
from imcommerce_qual.tui.keymap import Keymap, keymap
from imcommerce_qual.tui.place import Place, Selection, Walk
from imcommerce_qual.tui.room import Room, by_turn
from imcommerce_qual.tui.seeking import next_coding, next_uncoded, occurrences


class Reader:
    """A coder with a transcript open: the place, the codings shown, and moves. Changes nothing that stands."""

    def __init__(
        self, opened: Opened, coder: str, transcript: str, *, keys: Keymap | None = None, see: Iterable[str] = ()
    ) -> None:
        self.coder = coder
        self.keys = keys or keymap()
        self.see = tuple(see)
        self.said = ""
        self.failed = False
        self.filter: frozenset[str] | None = None
        self.query = ""
        self.version = 0
        self._enter(opened, transcript)

    def _enter(self, opened: Opened, name: str) -> None:
        self.room = Room.enter(opened, self.coder, name, self.see)
        self.hits: tuple[Span, ...] = ()
        self._read()
        self.place = self._remembered()
        self.coded: Selection | None = None
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
        transcript, order = self.room.transcript, lambda each: (each.span.start, each.span.end, each.code)
        self.by_turn = by_turn(transcript, sorted(self.shown, key=order))
        own = self.shown == self.room.standing
        self.own_by_turn = self.by_turn if own else by_turn(transcript, self.room.standing)
        self._chosen: str | None = None
        counts: dict[str, int] = {}
        for each in self.room.standing:
            counts[each.code] = counts.get(each.code, 0) + 1
        self.counts: Mapping[str, int] = counts

    def _remembered(self) -> Place:
        kept = read_position(self.room.opened.root, self.coder, self.room.name)
        if kept is None:
            return self.walk.start(self.room.opened.study.coder(self.coder).side(self.room.name))
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
        spoken = [turn for turn in self.transcript.turns if self.is_participants(turn.speaker) and turn.words]
        return sum(turn.number in self.own_by_turn for turn in spoken), len(spoken)

    def is_participants(self, label: str) -> bool:
        """Whether the label is a participant's."""
        return self.transcript.speakers[label].role == "participant"

    @property
    def elsewhere(self) -> Mapping[str, int]:
        """How often the coder used each code in other transcripts."""
        return self.room.elsewhere

    def _set(self, place: Place) -> None:
        self.place = place

    def _say(self, said: str, *, failed: bool = False) -> None:
        self.said, self.failed = said, failed

    def put(self, offset: int, side: Side | None = None) -> None:
        """The cursor at the words nearest to *offset*, of that side (a mouse click, or a row up or down)."""
        if self.place.visual:
            self.place = self.walk.dragged(self.place, offset)
            return
        self.place = self.walk.put(offset, side)

    def drag(self, offset: int) -> None:
        """Select up to *offset*."""
        self.place = self.walk.dragged(self.place, offset)

    def select(self, step: Step) -> None:
        """The unit under the cursor, and more where it is selected already; after a code was put on, the next one."""
        spent = self.place.selection is not None and self.place.selection == self.coded
        self.place = self.walk.select_anew(self.place, step) if spent else self.walk.select(self.place, step)

    def extend(self, step: Step, *, forward: bool) -> None:
        """The moving end of the selection one unit on or back."""
        self.place = self.walk.extended(self.place, step, forward=forward)

    def _go(self, turn: int | None) -> None:
        if turn is None:
            self._say("there is no other")
        else:
            self.place = self.walk.at_turn(turn, self.place.side)

    def _uncoded(self, *, forward: bool) -> None:
        turn = next_uncoded(self.transcript, self.own_by_turn, self.turn, forward=forward)
        if turn is None:
            self._say("no turn without codings after this" if forward else "no turn without codings before this")
        else:
            self._go(turn)

    def _coding(self, *, forward: bool) -> None:
        # Back from the middle or the end of a coding is the one before it, not its own beginning.
        here = self.current or next(iter(self.here), None)
        at = self.place.cursor if forward or here is None else here.span.start
        found = next_coding(self.shown, at, forward=forward)
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

    def keep_position(self) -> None:
        """Remember where the coder is reading."""
        self._kept = self.place
        kept = Position(text=self.transcript.hash, cursor=self.place.cursor, turn=self.turn)
        write_position(self.room.opened.root, self.coder, self.room.name, kept)

    def keep_moved(self) -> None:
        """The same, where the coder moved since."""
        if self._kept.cursor != self.place.cursor:
            self.keep_position()
