"""Choosing words of an excerpt: other ends for it, or where to split it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.core.segments import joined
from imcommerce_qual.core.strand import Step
from imcommerce_qual.core.wrapping import width_of
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.tui.place import Place, Walk

_STEPS: tuple[Step, ...] = ("character", "word", "clause", "sentence", "turn")
#: Columns for the words chosen, in a message.
_WORDS = 34
#: Where a split is offered first: at the widest of these that has a border inside.
_BORDERS: tuple[Step, ...] = ("turn", "sentence", "clause", "word", "character")


@dataclass(frozen=True, slots=True)
class Choosing:
    """A choice begun: moves give another. ``what``: ``ends`` moves one end, ``split`` the place of the cut."""

    what: Literal["ends", "split"]
    whole: Span
    walk: Walk
    place: Place

    @classmethod
    def begin(cls, transcript: Transcript, whole: Span, what: Literal["ends", "split"]) -> Choosing | None:
        """A choice in an excerpt; None where it cannot be split."""
        walk = Walk(transcript)
        place = walk.on_span(whole, side_of(transcript, whole))
        if what == "ends":
            return cls(what, whole, walk, replace(place, visual=True))
        strand = walk.strand(place)
        starts = (strand.next_start(whole.start, step) for step in _BORDERS)
        at = next((start for start in starts if start is not None and start < whole.end), None)
        return None if at is None else cls(what, whole, walk, Place(place.side, at))

    @property
    def span(self) -> Span:
        """The words chosen; while splitting, those of the second part."""
        if self.what == "split":
            return Span(self.place.cursor, self.whole.end)
        return self.place.selection.span if self.place.selection else self.whole

    def moved(self, name: str) -> Choosing:
        """After an action of that name; a cut stays inside."""
        stem, _, way = name.removeprefix("extend-").rpartition("-")
        step = next((each for each in _STEPS if each == stem), None)
        if step is not None:
            place = self.walk.moved(self.place, step, forward=way == "on")
        elif name == "sentence" and self.what == "ends":
            place = replace(self.walk.select(self.place, "sentence"), visual=True)
        elif name == "other-end" and self.what == "ends":
            place = self.walk.flipped(self.place)
        else:
            return self
        if self.what == "split" and not self.whole.start < place.cursor < self.whole.end:
            return self
        return replace(self, place=place)

    @property
    def words(self) -> str:
        """What enter would save, in words."""
        text = self.walk.transcript.text
        span = self.span
        if self.what == "split":
            return f"enter splits before “{_some(text[span.start : span.end])}” · escape leaves it"
        chosen = " ".join(text[span.start : span.end].split())
        whole = width_of(chosen) <= _WORDS
        ends = chosen if whole else f"{_some(chosen, _WORDS // 2 - 3)} {_last(chosen, _WORDS // 2 - 3)}"
        return f"enter saves “{ends}” · O moves the other end · escape leaves it"


def _some(words: str, room: int = 28) -> str:
    """The first few characters, whole as people see them."""
    flat = " ".join(words.split())
    end = len(flat)
    while width_of(flat[:end]) > room or joined(flat, end):
        end -= 1
    return flat[:end] + ("…" if end < len(flat) else "")


def _last(flat: str, room: int) -> str:
    """The last few."""
    start = 0
    while width_of(flat[start:]) > room or joined(flat, start):
        start += 1
    return flat[start:]
