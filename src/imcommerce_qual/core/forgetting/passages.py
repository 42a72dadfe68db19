"""Everything that one participant said: in transcripts by turns, elsewhere by passages that repeat it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from imcommerce_qual.core.excerpts import excerpt_of
from imcommerce_qual.model.forgetting import ERASED, Cut
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript

#: Letters (or, in Chinese, characters) that must be the same in a row for a passage to count as somebody's words.
LETTERS, CHARACTERS = 24, 8


def is_in(transcript: Transcript, participant: str) -> bool:
    """Whether they were interviewed there, be it that only a speaker says so."""
    speaks = any(each.participant == participant for each in transcript.speakers.values())
    return speaks or participant in transcript.participants


def is_alone(transcript: Transcript, participant: str) -> bool:
    """Whether nobody else was interviewed there: then the questions are about that participant too."""
    return {each.participant for each in transcript.speakers.values() if each.participant} == {participant}


def cuts_of(transcript: Transcript, participant: str) -> tuple[Cut, ...]:
    """Every line that the participant said, or all lines and headings where nobody else was interviewed."""
    alone = is_alone(transcript, participant)
    headings = (heading.span for heading in transcript.headings if alone)
    found = [span for span in headings if not transcript.text.startswith("@", span.start)]
    for turn in transcript.turns:
        if alone or transcript.speakers[turn.speaker].participant == participant:
            found += [line.span for line in (*turn.words, *turn.translation)]
    left = (span for span in sorted(found) if transcript.text[span.start : span.end] != ERASED)
    return tuple(Cut(span.start, span.end, ERASED) for span in left)


def lines_of(transcript: Transcript, participant: str) -> Iterator[str]:
    """What the participant said, line by line, and its translation; nobody else's words."""
    for turn in transcript.turns:
        if transcript.speakers[turn.speaker].participant == participant:
            for line in (*turn.words, *turn.translation):
                yield transcript.text[line.span.start : line.span.end]


def is_erased(transcript: Transcript, span: Span) -> bool:
    """Whether nothing but what was put in the place of words is left under the span."""
    excerpt = excerpt_of(transcript, span)
    return excerpt is not None and not excerpt.words.replace(ERASED, "").strip(" /\n")


@dataclass(frozen=True, slots=True)
class Passages:
    """Words that somebody said, to be known again where they were copied. Called with a text, it finds the copies."""

    grams: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Passages:
        """All runs of letters and characters, long enough to be theirs, of some lines; short lines have none."""
        return cls(frozenset(gram for line in words for _, gram in _grams(line)))

    def __call__(self, text: str) -> tuple[Cut, ...]:
        """The longest passages of *text* that are made of their runs."""
        found: list[Cut] = []
        if not self.grams:
            return ()
        for start, gram in sorted(_grams(text)):
            if gram in self.grams:
                end = start + len(gram)
                if found and start <= found[-1].end:
                    start, end = found[-1].start, max(end, found.pop().end)  # noqa: PLW2901 - one passage
                found.append(Cut(start, end, ERASED))
        return tuple(found)


def _grams(text: str) -> Iterator[tuple[int, str]]:
    for start in range(len(text) - CHARACTERS + 1):
        short = text[start : start + CHARACTERS]
        if all(character >= "\u2e80" for character in short):
            yield start, short
    for start in range(len(text) - LETTERS + 1):
        yield start, text[start : start + LETTERS]
