"""What became of codings when a text was edited, for people: a line for the coding, then its words in context."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from imcommerce_qual.core.matching import Candidate
from imcommerce_qual.core.texts import Fate
from imcommerce_qual.model.edit import Edit
from imcommerce_qual.render.words import count

#: Words longer than this are shown by their beginning and end.
_LONG = 120


def render_fates(fates: Iterable[Fate], hidden: Iterable[str] = ()) -> Iterator[str]:
    """Counts, then what was changed and what was lost, coder by coder; kept codings are only counted."""
    known = sorted(fates, key=lambda fate: fate.coding.coder)
    yield f"{render_counts(Counter(fate.verdict for fate in known))}"
    for coder, of_coder in groupby(known, key=lambda fate: fate.coding.coder):
        theirs = [fate for fate in of_coder if fate.verdict != "kept"]
        if theirs:
            yield f"{coder}:"
        for fate in theirs:
            yield from render_fate(fate)
    coders = ", ".join(hidden)
    if coders:
        yield f"carried too, but not shown to you before you are done: codings of {coders}"


def render_counts(verdicts: Counter[str]) -> str:
    """``14 codings kept, 2 changed, 1 lost``."""
    return f"{count(verdicts['kept'], 'coding')} kept, {verdicts['changed']} changed, {verdicts['lost']} lost"


def render_fate(fate: Fate) -> Iterator[str]:
    """One coding that was changed or lost."""
    coding = fate.coding
    yield f"  {fate.verdict}  {coding.id[:8]}  {coding.transcript}  {coding.code}"
    if fate.was is not None:
        yield f"    before  {render_place(fate.was)}"
    else:
        yield f"    coded   [{_line(coding.anchor.quote)}]"
    if fate.now is not None:
        yield f"    now     {render_place(fate.now)}"
    for number, candidate in enumerate(fate.candidates, 1):
        yield f"    like it, {number}: {render_place(candidate)}"


def render_place(place: Candidate) -> str:
    """Turn, positions, speaker, and the words in brackets between those around them."""
    where = f"turn {place.turn} ({place.span.start}:{place.span.end}) {place.speaker}: " if place.turn else ""
    return f"{where}{_line(place.before)}[{_line(place.words)}]{_line(place.after)}"


def render_change(edits: Iterable[Edit]) -> str:
    """How much of a text an edit changed."""
    changed = [each for edit in edits for each in edit.changed]
    moved = sum(len(edit.moved) for edit in edits)
    out, in_ = sum(a1 - a0 for a0, a1, _, _ in changed), sum(b1 - b0 for _, _, b0, b1 in changed)
    said = f"{count(len(changed), 'place')} changed ({count(out, 'character')} out, {in_} in)"
    return f"{said}, {count(moved, 'passage')} moved" if moved else said


def _line(words: str) -> str:
    """Words on one line; a character that a terminal would obey becomes a space."""
    if len(words) > _LONG:
        words = f"{words[: _LONG // 2]} … {words[-_LONG // 2 :]}"
    return "".join(" " if unicodedata.category(mark) in {"Cc", "Cf", "Zl", "Zp"} else mark for mark in words)
