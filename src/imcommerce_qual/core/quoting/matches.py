"""A quotation in words and signs, and the passage of an interview that it is laid along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from imcommerce_qual.core.quoting.aligning import LEFT_OUT, PUT_IN, UNKNOWN, Step
from imcommerce_qual.core.quoting.corpus import Corpus, Told
from imcommerce_qual.core.quoting.tokens import HAS_CJK, Token
from imcommerce_qual.model.quoted import Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation's tokens and their numbers in the corpus; *text* is the block's, which tokens' places are in."""

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    codes: tuple[int, ...]

    @property
    def spoken(self) -> int:
        """How many words it has that somebody must have said."""
        return sum(each.kind == "word" for each in self.tokens)

    @property
    def chinese(self) -> bool:
        """Whether most of it is Chinese."""
        characters = sum(bool(HAS_CJK.match(each.key)) for each in self.tokens if each.kind == "word")
        return 2 * characters > self.spoken

    def part(self, first: int, last: int) -> Quoted:
        """Tokens ``[first, last)`` alone."""
        tokens = self.tokens[first:last]
        return Quoted(
            text=self.text, start=tokens[0].start, end=tokens[-1].end, tokens=tokens, codes=self.codes[first:last]
        )


def quoted(corpus: Corpus, text: str, start: int, end: int, tokens: Sequence[Token]) -> Quoted:
    """The tokens with their numbers; ellipses at the ends say nothing and go."""
    kept = list(tokens)
    while kept and kept[0].kind == "left out":
        kept.pop(0)
    while kept and kept[-1].kind == "left out":
        kept.pop()
    signs = {"left out": LEFT_OUT, "put in": PUT_IN}
    codes = tuple(signs.get(each.kind, corpus.numbers.get(each.key, UNKNOWN)) for each in kept)
    return Quoted(text=text, start=start, end=end, tokens=tuple(kept), codes=codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A quotation laid along what one speaker said.

    ``same`` counts its words that are there, ``run`` the longest row of them; ``tidied`` are sounds and repetitions
    left out; ``jumps`` are pairs of turns that stand side by side without a sign, and how many words
    were said between them.
    """

    told: Told
    quoted: Quoted
    base: int
    steps: tuple[Step, ...]
    cost: float
    same: int
    run: int
    differences: tuple[Difference, ...]
    tidied: tuple[str, ...]
    jumps: tuple[tuple[int, int, int], ...]
    far: tuple[tuple[int, int], ...] = field(default=())

    @property
    def likeness(self) -> float:
        """The share of the quotation's words that are there, 0 to 1."""
        return self.same / max(1, self.quoted.spoken)

    @property
    def changes(self) -> tuple[Difference, ...]:
        """Differences that no sign of the draft's tells of."""
        return tuple(each for each in self.differences if each.kind in {"other", "added", "dropped"})

    @property
    def exact(self) -> bool:
        """Whether the words are there as quoted, apart from what signs tell."""
        return not self.changes and not self.jumps and not self.far

    @property
    def found(self) -> bool:
        """Whether this is the passage that is quoted, whatever was done to it."""
        n = self.quoted.spoken
        if n <= 3:
            return self.same == n
        chinese = self.quoted.chinese
        if self.run < min(n, (4 if chinese else 3) if n >= 6 else 2):
            return False
        return self.likeness >= (0.62 if n < 8 or chinese else 0.55)
