"""A quotation beside the words of one speaker: what is the same, what differs, and whether it is the same passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from imcommerce_qual.core.excerpts import excerpt_of
from imcommerce_qual.core.quoting.aligning import LEFT_OUT, PUT_IN, UNKNOWN, Step, align
from imcommerce_qual.core.quoting.corpus import Corpus, Told
from imcommerce_qual.core.quoting.hedges import FILLERS, denies, weighty
from imcommerce_qual.core.quoting.spelling import joined
from imcommerce_qual.core.quoting.tokens import HAS_CJK, Token
from imcommerce_qual.model.quoted import Difference, Source
from imcommerce_qual.model.span import Span

#: Interviews with more words by one speaker are searched around the likeliest place only.
_WHOLE = 30_000
#: So many words left out without a sign are a passage, not a word.
CUT, CUT_CHINESE = 3, 5
#: An ellipsis that leads over more turns joins what was not said together.
FAR = 4


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


def compare(corpus: Corpus, quotation: Quoted, place: int, start: int, end: int) -> Match:
    """The quotation along the words ``[start, end)`` of the corpus, which are those of ``corpus.told[place]``."""
    told = corpus.told[place]
    if LEFT_OUT in quotation.codes and told.end - told.start <= _WHOLE:
        start, end = told.start, told.end
    said = corpus.words[start:end]
    alignment = align(list(quotation.codes), said)
    reader = _Reader(corpus, quotation, told, start)
    for step in alignment.steps:
        reader.read(step)
    return Match(
        told=told,
        quoted=quotation,
        base=start,
        steps=alignment.steps,
        cost=alignment.cost,
        same=reader.same,
        run=reader.longest,
        differences=tuple(reader.differences),
        tidied=tuple(reader.tidied),
        jumps=tuple(reader.jumps),
        far=tuple(reader.far),
    )


class _Reader:
    """Walks through an alignment and says what each step is to a reader."""

    def __init__(self, corpus: Corpus, quotation: Quoted, told: Told, base: int) -> None:
        self.corpus = corpus
        self.quotation = quotation
        self.told = told
        self.base = base
        self.text = corpus.text(told)
        self.same = 0
        self.run = 0
        self.longest = 0
        self.last: int | None = None
        self.differences: list[Difference] = []
        self.tidied: list[str] = []
        self.jumps: list[tuple[int, int, int]] = []
        self.far: list[tuple[int, int]] = []

    def read(self, step: Step) -> None:
        w0, w1 = self.base + step.w0, self.base + step.w1
        if step.op == "same":
            self._same(step.q1 - step.q0, w0, w1)
            return
        if step.op in {"left out", "put in"}:
            self._sign(step, w0, w1)
            return
        keys = [each.key for each in self.quotation.tokens[step.q0 : step.q1]]
        said = [self.corpus.keys[n] for n in self.corpus.words[w0:w1]]
        if keys and said and joined(keys) == joined(said):
            self._same(len(keys), w0, w1)
            return
        kept = [word for word in said if word not in FILLERS]
        if len(kept) < len(said) and (kept == keys or (keys and joined(kept) == joined(keys))):
            self.tidied.append(self._said(w0, w1))
            self._same(len(keys), w0, w1)
            return
        if not keys and self._again(w0, w1):
            self.tidied.append(self._said(w0, w1))
            self._stay(w0, w1)
            return
        self.run = 0
        self._difference(step, w0, w1, said)
        if w1 > w0:
            self._stay(w0, w1)

    def _same(self, count: int, w0: int, w1: int) -> None:
        self._stay(w0, w1)
        self.same += count
        self.run += count
        self.longest = max(self.longest, self.run)

    def _stay(self, w0: int, w1: int) -> None:
        """Words that stand side by side in the draft: do they in the interview?"""
        if self.told.form is None:
            turns = self.corpus.turns
            first = w0 if self.last is None else self.last
            for n in range(first, w1 - 1):
                if turns[n] != turns[n + 1]:
                    between = sum(
                        len(list(self._words_of(number))) for number in range(int(turns[n]) + 1, int(turns[n + 1]))
                    )
                    self.jumps.append((int(turns[n]), int(turns[n + 1]), between))
        self.last = w1 - 1 if w1 > w0 else self.last

    def _words_of(self, number: int) -> list[str]:
        transcript = self.corpus.transcripts[self.told.transcript]
        lines = transcript.turns[number - 1].lines(self.told.side)
        text = " ".join(transcript.text[line.span.start : line.span.end] for line in lines)
        return re.findall(r"[\u3400-\u9fff]|\w+", re.sub(r"[\[［][^\]］]*[\]］]", "", text))

    def _sign(self, step: Step, w0: int, w1: int) -> None:
        token = self.quotation.tokens[step.q0]
        shown = self.quotation.text[token.start : token.end]
        said = self._said(w0, w1)
        if (step.op == "left out" and w1 > w0) or step.op == "put in":
            heavy = weighty(said)
            kind = "left out" if step.op == "left out" else "put in"
            at = (token.start - self.quotation.start, token.end - self.quotation.start)
            self.differences.append(
                Difference(kind=kind, draft=shown, said=said, at=at, weighty=heavy)  # type: ignore[arg-type]
            )
        self._far(w0, w1)
        self.last = None
        self.run = 0

    def _far(self, w0: int, w1: int) -> None:
        if self.told.form is None and w0 > self.told.start and w1 < self.told.end and w1 > w0:
            before, after = int(self.corpus.turns[w0 - 1]), int(self.corpus.turns[w1])
            if after - before > FAR:
                self.far.append((before, after))

    def _difference(self, step: Step, w0: int, w1: int, said: list[str]) -> None:
        tokens = self.quotation.tokens[step.q0 : step.q1]
        if tokens:
            begin, end = tokens[0].start, tokens[-1].end
        else:
            begin = end = self.quotation.tokens[step.q0 - 1].end if step.q0 else self.quotation.start
        draft = self.quotation.text[begin:end]
        shown = self._said(w0, w1)
        keys = [each.key for each in tokens]
        lost = [each for each in said if each not in keys]
        there = weighty(draft)
        heavy = tuple(each for each in weighty(shown, lost) if each not in there)
        at = (begin - self.quotation.start, end - self.quotation.start)
        kind = step.op
        self.differences.append(
            Difference(kind=kind, draft=draft, said=shown, at=at, weighty=heavy)  # type: ignore[arg-type]
        )

    def _said(self, w0: int, w1: int) -> str:
        """Words ``[w0, w1)`` as they stand in the text, less what lies between two turns."""
        if w0 >= w1:
            return ""
        parts: list[str] = []
        begin = w0
        for n in range(w0, w1):
            if n + 1 == w1 or self.corpus.turns[n] != self.corpus.turns[n + 1]:
                parts.append(self.text[self.corpus.starts[begin] : self.corpus.ends[n]])
                begin = n + 1
        return re.sub(r"\s*\n\s*(?:=\s)?", " ", " / ".join(parts))

    def _again(self, w0: int, w1: int) -> bool:
        """Whether words that were left out were said twice in a row, with or without a sound between."""
        kept = self._unfilled(w0, w1)
        n = len(kept)
        if not 0 < n <= 6:
            return False
        return self._unfilled(w1, w1 + n + 2)[:n] == kept or self._unfilled(max(0, w0 - n - 2), w0)[-n:] == kept

    def _unfilled(self, w0: int, w1: int) -> list[str]:
        return [word for n in self.corpus.words[w0:w1] if (word := self.corpus.keys[n]) not in FILLERS]


def shorn(corpus: Corpus, match: Match) -> str | None:
    """The *not* that was said right before the quotation, with nothing between: so that it says the contrary."""
    first = match.base + match.steps[0].w0
    if first <= match.told.start or corpus.turns[first - 1] != corpus.turns[first]:
        return None
    begin, end = int(corpus.starts[first - 1]), int(corpus.ends[first - 1])
    text = corpus.text(match.told)
    between = text[end : int(corpus.starts[first])]
    word = text[begin:end]
    return word if not between.strip() and denies(word) else None


def is_cut(difference: Difference) -> bool:
    """Whether a passage is missing, rather than a word or two."""
    if difference.kind != "dropped":
        return False
    characters = len(HAS_CJK.findall(difference.said))
    return characters >= CUT_CHINESE or (len(re.findall(r"\w+(?:['’]\w+)*", difference.said)) >= CUT and not characters)


def source_of(corpus: Corpus, match: Match) -> Source:
    """Where the matched words stand, from the first to the last of them."""
    touched = [step for step in match.steps if step.op in {"same", "other"} and step.w1 > step.w0]
    touched = touched or [step for step in match.steps if step.w1 > step.w0]
    first, last = match.base + touched[0].w0, match.base + touched[-1].w1 - 1
    told = match.told
    turns: tuple[int, ...]
    span = Span(int(corpus.starts[first]), int(corpus.ends[last]))
    if told.form is not None:
        form = corpus.forms[told.form]
        words, turns, span = form.words, (form.turn,), form.span
    else:
        excerpt = excerpt_of(corpus.transcripts[told.transcript], span)
        words = excerpt.words if excerpt is not None else corpus.text(told)[span.start : span.end]
        turns = tuple(dict.fromkeys((int(corpus.turns[first]), int(corpus.turns[last]))))
    return Source(
        transcript=told.transcript,
        side=told.side,
        speaker=told.speaker,
        participant=told.participant,
        role=told.role,
        turns=turns,
        time=corpus.transcripts[told.transcript].turns[turns[0] - 1].time,
        span=span,
        words=words,
        form=told.form,
    )


def corrected(match: Match) -> str:
    """The quotation with the transcript's words where it differs; a passage that is missing becomes ``[…]``.

    A word that denies or hedges is put back, however long the passage is in which it stands.
    """
    quotation = match.quoted
    text = quotation.text[quotation.start : quotation.end]
    spaced = not quotation.chinese
    for each in reversed(match.changes):
        start, end = each.at
        put = each.said
        if is_cut(each) and not each.weighty:
            put = "[…]" if spaced else "［……］"
        before, after = text[:start], text[end:]
        if not put:
            before = before.rstrip() if after[:1] in {"", " ", ".", ",", "!", "?"} else before
            text = before + after
        elif start == end:
            glue = " " if spaced and before and not before.endswith((" ", "“", "‘")) else ""
            text = f"{before}{glue}{put}{after}"
        else:
            text = before + put + after
    return text.strip()
