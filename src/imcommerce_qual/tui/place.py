"""Where somebody is in a transcript: a cursor, and the words that they selected."""

from __future__ import annotations

from dataclasses import dataclass, replace

from imcommerce_qual.core.excerpts import side_of, turns_under
from imcommerce_qual.core.segments import joined
from imcommerce_qual.core.strand import Step, Strand, snapped, strands
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Side, Transcript


@dataclass(frozen=True, slots=True)
class Selection:
    """Words selected: ``anchor`` stays, ``head`` is the end that moves; they differ, and both are positions."""

    anchor: int
    head: int

    @property
    def span(self) -> Span:
        """The words, whichever end moves."""
        return Span(min(self.anchor, self.head), max(self.anchor, self.head))

    @property
    def forward(self) -> bool:
        """Whether the end moves, and not the beginning."""
        return self.head > self.anchor


@dataclass(frozen=True, slots=True)
class Place:
    """A cursor on a character of the words of one side; in *visual* mode every move selects."""

    side: Side
    cursor: int
    selection: Selection | None = None
    visual: bool = False


class Walk:
    """Every way to move and to select in one transcript. Places go in, places come out."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.strands = strands(transcript)

    def strand(self, place: Place) -> Strand:
        """The words of the side that the place is on."""
        return self.strands[place.side]

    def start(self, wanted: Side = "source") -> Place:
        """The first word of the side that is wanted, or of the only one that there is."""
        side = wanted if wanted in self.strands else next(iter(self.strands))
        return Place(side, self.strands[side].units(0, "character")[0].start)

    def put(self, offset: int, side: Side | None = None) -> Place:
        """The place nearest to *offset* on the side named, or else on the side that has words there."""
        offset = snapped(self.transcript.text, max(0, min(offset, len(self.transcript.text))))
        if side not in self.strands:
            here = side_of(self.transcript, Span(offset, offset + 1)) if offset < len(self.transcript.text) else None
            side = here if here in self.strands else self.start().side
        assert side is not None
        return Place(side, self.strands[side].at(offset, "character").start)

    def moved(self, place: Place, step: Step, *, forward: bool) -> Place:
        """The cursor at the beginning of the next or the last unit; in visual mode what lies between is selected."""
        if place.visual:
            return self.extended(place, step, forward=forward)
        strand = self.strand(place)
        to = strand.next_start(place.cursor, step) if forward else strand.last_start(place.cursor, step)
        if to is None and forward:
            to = strand.last_start(len(self.transcript.text), "character")
        return replace(place, cursor=place.cursor if to is None else to, selection=None)

    def extended(self, place: Place, step: Step, *, forward: bool) -> Place:
        """The moving end of the selection one unit on or back; the character that it began with stays in it."""
        strand = self.strand(place)
        chosen = place.selection
        if chosen is None:
            return self._with(place, _begun(strand, place.cursor, step, forward=forward))
        if chosen.forward == forward:
            to = strand.next_end(chosen.head, step) if forward else strand.last_start(chosen.head, step)
            return self._with(place, Selection(chosen.anchor, chosen.head if to is None else to))
        return self._with(place, _shrunk(strand, chosen, step))

    def flipped(self, place: Place) -> Place:
        """The other end of the selection moves from now on."""
        if place.selection is None:
            return place
        return self._with(place, Selection(place.selection.head, place.selection.anchor))

    def select(self, place: Place, step: Step) -> Place:
        """The unit under the cursor; where it is selected already, the next one too."""
        unit = self.strand(place).at(place.cursor, step)
        chosen = place.selection
        if chosen is not None and chosen.forward and chosen.span.contains(unit):
            end = self.strand(place).next_end(chosen.head, step)
            return self._with(place, Selection(chosen.anchor, end or chosen.head))
        return self._with(place, Selection(unit.start, unit.end))

    def select_anew(self, place: Place, step: Step) -> Place:
        """The unit under the cursor, as if nothing were selected; the next one where it is what is selected."""
        chosen, strand = place.selection, self.strand(place)
        cursor = place.cursor
        if chosen is not None and chosen.span.contains(strand.at(cursor, step)):
            cursor = strand.next_start(chosen.span.end - 1, step) or cursor
        unit = strand.at(cursor, step)
        return self._with(place, Selection(unit.start, unit.end))

    def on_span(self, span: Span, side: Side | None = None) -> Place:
        """A span selected."""
        place = self.put(span.start, side)
        return self._with(place, Selection(span.start, span.end))

    def visual(self, place: Place) -> Place:
        """Visual mode on, with the character under the cursor selected; or off, with the selection as it is."""
        if place.visual:
            return replace(place, visual=False)
        unit = self.strand(place).at(place.cursor, "character")
        return replace(place, visual=True, selection=place.selection or Selection(unit.start, unit.end))

    def dragged(self, place: Place, offset: int) -> Place:
        """Everything from the anchor (or the cursor) to the character at *offset*, on the same side."""
        strand = self.strand(place)
        start = strand.at(place.cursor if place.selection is None else _first(place.selection), "character")
        to = strand.at(snapped(self.transcript.text, offset), "character")
        chosen = Selection(start.end, to.start) if to.start < start.start else Selection(start.start, to.end)
        return self._with(place, chosen)

    def across(self, place: Place) -> Place:
        """The same turn on the other side; the same place where there is only one."""
        other: Side = "translation" if place.side == "source" else "source"
        turn = self.turn(place.cursor)
        lines = self.transcript.turns[turn - 1].lines(other)
        return Place(other, self.strands[other].at(lines[0].span.start, "character").start) if lines else place

    def turn(self, offset: int) -> int:
        """The number of the turn that has the character at *offset*."""
        return turns_under(self.transcript, Span(offset, offset + 1))[0].number

    def at_turn(self, number: int, side: Side | None = None) -> Place:
        """The first word of the turn on that side, or on the other where there is none."""
        turn = self.transcript.turns[max(1, min(number, len(self.transcript.turns))) - 1]
        for each in (side, "source", "translation"):
            if each is not None and turn.lines(each):
                return Place(each, self.strands[each].at(turn.lines(each)[0].span.start, "character").start)
        return self.put(turn.extent.start)

    def _with(self, place: Place, chosen: Selection) -> Place:
        """The place with that selection; the cursor is on its moving end."""
        at = chosen.head
        if chosen.forward:
            at -= 1
            while joined(self.transcript.text, at):
                at -= 1
        return replace(place, cursor=at, selection=chosen)


def _begun(strand: Strand, cursor: int, step: Step, *, forward: bool) -> Selection:
    """A selection from the character under the cursor on, or back."""
    unit = strand.at(cursor, "character")
    if forward:
        return Selection(unit.start, strand.next_end(unit.start, step) or unit.end)
    to = strand.last_start(unit.start, step)
    return Selection(unit.end, unit.start if to is None else to)


def _shrunk(strand: Strand, chosen: Selection, step: Step) -> Selection:
    """The moving end nearer to the anchor; past it where only the first character was left."""
    ending = chosen.forward
    kept = strand.at(_first(chosen), "character")
    to = strand.last_end(chosen.head, step) if ending else strand.next_start(chosen.head, step)
    if to is not None and (to >= kept.end if ending else to <= kept.start):
        return Selection(chosen.anchor, to)
    if chosen.span == kept:
        return _begun(strand, kept.start, step, forward=not ending) if ending else _grown(strand, kept, step)
    return Selection(chosen.anchor, kept.end if ending else kept.start)


def _grown(strand: Strand, kept: Span, step: Step) -> Selection:
    return Selection(kept.start, strand.next_end(kept.end, step) or kept.end)


def _first(selection: Selection) -> int:
    """The character that a selection began with."""
    return selection.anchor if selection.forward else selection.anchor - 1
