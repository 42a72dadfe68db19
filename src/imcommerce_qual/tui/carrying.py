"""Cursor and selection, when the transcript changes on the disk while it is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from imcommerce_qual.core.excerpts import anchor_at, side_of
from imcommerce_qual.model.edit import Edit, Kept, Lost
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.tui.place import Place, Walk


def carry_place(old: Transcript, place: Place, walk: Walk) -> tuple[Place, bool]:
    """The same words in the transcript as it is now, and whether the selection (if there was one) is still whole.

    Where the words under the cursor are gone, the cursor stands at the turn of the same number.
    """
    from imcommerce_qual.core.anchoring import carry_anchor
    from imcommerce_qual.core.difference import difference

    new = walk.transcript
    changed, moved = difference(old.text, new.text)
    edit = Edit(id="", at=datetime.now(UTC), by="", from_=old.hash, to=new.hash, changed=changed, moved=moved)

    def carried(span: Span) -> Span | None:
        found = carry_anchor(anchor_at(old, span), path=(edit,), new_text=new.text)
        return None if isinstance(found, Lost) else found.span if isinstance(found, Kept) else None

    if place.selection is not None:
        span = carried(place.selection.span)
        if span is not None and side_of(new, span) == place.side:
            there = walk.on_span(span, place.side)
            return (there if place.selection.forward else walk.flipped(there)), True
    at = carried(Span(place.cursor, place.cursor + 1))
    if at is None:
        before = sum(turn.extent.start <= place.cursor for turn in old.turns)
        there = walk.at_turn(before, place.side)
    else:
        there = walk.put(at.start, place.side)
    return replace(there, selection=None, visual=False), place.selection is None
