"""Everything that was said, as numbered words, so that a quotation is found among hundreds of interviews at once."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from imcommerce_qual.core.excerpts import SIDES
from imcommerce_qual.core.quoting.tokens import HAS_CJK, WORD, cached_key
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Side, Transcript

#: Pairs of words that occur no more often than so lead to where a run of words is from.
_TELLING = 200
#: What is in brackets in a transcript was not said.
_MARK = re.compile(r"[\[［【][^\[\]]{0,120}[\]］】]")
#: Pairs of words that occur more often say little about where a quotation is from.
_COMMON = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that one speaker says in one transcript, in one language: words ``[start, end)`` of the corpus.

    ``form`` names the kept quotation that these words are the published form of, where they are not a transcript's.
    """

    transcript: str
    side: Side
    speaker: str
    participant: str | None
    role: str
    start: int
    end: int
    chinese: bool
    form: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A kept quotation in the words in which it is printed: of whom, from where."""

    id: str
    transcript: str
    participant: str | None
    turn: int
    span: Span
    words: str


@dataclass
class Corpus:
    """Words by number, over all of ``told``: where each stands in its transcript's text, and in which turn."""

    transcripts: Mapping[str, Transcript]
    forms: Mapping[str, Form]
    told: list[Told] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    words: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    starts: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    ends: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    turns: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))

    def text(self, told: Told) -> str:
        """The text that positions of these words are in."""
        return self.forms[told.form].words if told.form is not None else self.transcripts[told.transcript].text

    @cached_property
    def keys(self) -> list[str]:
        """The word of each number."""
        return list(self.numbers)

    def near(
        self, quoted: list[int], *, most: int = 3, among: Iterable[int] | None = None
    ) -> list[tuple[int, int, int]]:
        """Where the quotation may be from: (place in ``told``, words ``[start, end)`` of the corpus), likeliest first.

        At most one stretch of each ``told``, of at most *most* of them, or of those in *among* (places in ``told``).
        """
        return self._index.near(quoted, most, None if among is None else frozenset(among))

    def pairs(self, first: int, second: int) -> list[int]:
        """The places in ``words`` where the word *first* stands and *second* follows; none where that is everywhere."""
        return self._index.pairs(first, second)

    @cached_property
    def _index(self) -> _Index:
        return _Index(self)


class _Index:
    """Where each word, and each pair of words, stands."""

    def __init__(self, corpus: Corpus) -> None:
        self.words = corpus.words
        self.bounds = np.array([each.start for each in corpus.told] or [0], dtype=np.int64)
        self.told = corpus.told
        self.base = len(corpus.numbers) + 1
        self.by_word = np.argsort(self.words, kind="stable")
        self.sorted_words = self.words[self.by_word]
        pairs = self.words[:-1].astype(np.int64) * self.base + self.words[1:]
        self.by_pair = np.argsort(pairs, kind="stable")
        self.sorted_pairs = pairs[self.by_pair]

    def pairs(self, first: int, second: int) -> list[int]:
        pair = first * self.base + second
        lo, hi = np.searchsorted(self.sorted_pairs, [pair, pair + 1])
        return self.by_pair[lo:hi].tolist() if hi - lo <= _TELLING else []

    def near(self, quoted: list[int], most: int, among: frozenset[int] | None) -> list[tuple[int, int, int]]:
        hits, weights = self._hits(quoted)
        if not len(hits):
            return []
        places = np.searchsorted(self.bounds, hits, side="right") - 1
        if among is not None:
            keep = np.isin(places, list(among))
            hits, weights, places = hits[keep], weights[keep], places[keep]
            if not len(hits):
                return []
        width = max(48, 2 * len(quoted))
        order = np.argsort(hits, kind="stable")
        hits, weights, places = hits[order], weights[order], places[order]
        # The weight within *width* words from each hit on, and not beyond what the same speaker says there.
        total = np.concatenate([[0.0], np.cumsum(weights)])
        ends = np.array([each.end for each in self.told], dtype=np.int64)
        last = np.searchsorted(hits, np.minimum(hits + width, ends[places]), side="left")
        mass = total[last] - total[np.arange(len(hits))]
        found: dict[int, tuple[float, int]] = {}
        for index in np.argsort(-mass, kind="stable")[:400]:
            found.setdefault(int(places[index]), (float(mass[index]), int(hits[index])))
            if len(found) >= most:
                break
        return [
            (place, max(self.told[place].start, hit - width), min(self.told[place].end, hit + 2 * width))
            for place, (_, hit) in found.items()
        ]

    def _hits(self, quoted: list[int]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        positions: list[npt.NDArray[np.int64]] = []
        weights: list[npt.NDArray[np.float64]] = []

        def add(found: npt.NDArray[np.int64], worth: float) -> None:
            if len(found):
                positions.append(found)
                weights.append(np.full(len(found), worth * np.log1p(len(self.words) / len(found))))

        pairs = {(a, b) for a, b in pairwise(quoted) if a >= 0 and b >= 0}
        rare = 0
        for a, b in sorted(pairs):
            pair = a * self.base + b
            lo, hi = np.searchsorted(self.sorted_pairs, [pair, pair + 1])
            if 0 < hi - lo <= _COMMON:
                rare += 1
                add(self.by_pair[lo:hi].astype(np.int64), 1.0)
        limit = _COMMON if len(pairs) < 4 or not rare else 400
        for a in sorted({each for each in quoted if each >= 0}):
            lo, hi = np.searchsorted(self.sorted_words, [a, a + 1])
            if 0 < hi - lo <= limit:
                add(self.by_word[lo:hi].astype(np.int64), 0.4)
        if not positions:
            return np.zeros(0, np.int64), np.zeros(0)
        return np.concatenate(positions), np.concatenate(weights)


def corpus_of(transcripts: Mapping[str, Transcript], forms: Iterable[Form] = ()) -> Corpus:
    """The corpus of these transcripts, and of the printed forms that were kept of what stands in them."""
    corpus = Corpus(transcripts=transcripts, forms={each.id: each for each in forms})
    gathered = _Gathered(corpus.numbers)
    for name in sorted(transcripts):
        transcript = transcripts[name]
        for side in SIDES:
            for label, speaker in transcript.speakers.items():
                begin = len(gathered.words)
                for turn in transcript.turns:
                    if turn.speaker == label:
                        for line in turn.lines(side):
                            gathered.add(transcript.text, line.span.start, line.span.end, turn.number)
                if len(gathered.words) > begin:
                    sample = "".join(
                        transcript.text[gathered.starts[n]] for n in range(begin, min(begin + 300, len(gathered.words)))
                    )
                    corpus.told.append(
                        Told(
                            transcript=name,
                            side=side,
                            speaker=label,
                            participant=speaker.participant,
                            role=speaker.role,
                            start=begin,
                            end=len(gathered.words),
                            chinese=2 * len(HAS_CJK.findall(sample)) > len(sample),
                        )
                    )
                    gathered.stop()
    for form in corpus.forms.values():
        begin = len(gathered.words)
        gathered.add(form.words, 0, len(form.words), form.turn)
        if len(gathered.words) > begin:
            corpus.told.append(
                Told(
                    transcript=form.transcript,
                    side="translation",
                    speaker=form.participant or "",
                    participant=form.participant,
                    role="participant",
                    start=begin,
                    end=len(gathered.words),
                    chinese=bool(HAS_CJK.search(form.words)),
                    form=form.id,
                )
            )
            gathered.stop()
    corpus.words = np.frombuffer(gathered.words, dtype=np.int32) if gathered.words else corpus.words
    corpus.starts = np.frombuffer(gathered.starts, dtype=np.int32) if gathered.starts else corpus.starts
    corpus.ends = np.frombuffer(gathered.ends, dtype=np.int32) if gathered.ends else corpus.ends
    corpus.turns = np.frombuffer(gathered.turns, dtype=np.int32) if gathered.turns else corpus.turns
    return corpus


class _Gathered:
    def __init__(self, numbers: dict[str, int]) -> None:
        self.numbers = numbers
        self.words = array("i")
        self.starts = array("i")
        self.ends = array("i")
        self.turns = array("i")

    def add(self, text: str, start: int, end: int, turn: int) -> None:
        """The words of ``text[start:end]``, without what stands in brackets."""
        at = start
        marks = list(_MARK.finditer(text, start, end)) if "[" in text[start:end] or "［" in text[start:end] else []
        for stop, after in [*((mark.start(), mark.end()) for mark in marks), (end, end)]:
            for match in WORD.finditer(text, at, stop):
                word = cached_key(match[0])
                self.words.append(self.numbers.setdefault(word, len(self.numbers)))
                self.starts.append(match.start())
                self.ends.append(match.end())
                self.turns.append(turn)
            at = max(at, after)

    def stop(self) -> None:
        """A word that nobody says, so that no pair of words leads from one speaker to the next."""
        self.words.append(self.numbers.setdefault("\0", len(self.numbers)))
        self.starts.append(0)
        self.ends.append(0)
        self.turns.append(0)
