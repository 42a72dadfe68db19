"""A quotation beside the words of one speaker: what is the same, what differs, and whether it is the same passage."""

from __future__ import annotations

import re

from imcommerce_qual.core.quoting.aligning import LEFT_OUT, Step, align
from imcommerce_qual.core.quoting.corpus import Corpus, Told
from imcommerce_qual.core.quoting.hedges import FILLERS, weighty
from imcommerce_qual.core.quoting.matches import Match, Quoted
from imcommerce_qual.core.quoting.spelling import joined
from imcommerce_qual.model.quoted import Difference

#: Interviews with more words by one speaker are searched around the likeliest place only.
_WHOLE = 30_000
#: So many words after the last one changed may belong to its clause.
_HANGING = 3
#: An ellipsis that leads over more turns joins what was not said together.
FAR = 4


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
        if step.op == "other" and step.q1 == len(self.quotation.tokens):
            w1 = self._to_the_stop(w1)
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

    def _to_the_stop(self, w1: int) -> int:
        """Where the clause ends that the last words of a quotation stand for, where that is near: no words hang."""
        n = w1
        while n < self.told.end and n - w1 <= _HANGING and self.corpus.turns[n] == self.corpus.turns[n - 1]:
            if re.search(r"[.,;:!?…。，；：！？—]", self.text[self.corpus.ends[n - 1] : self.corpus.starts[n]]):
                return n
            n += 1
        return n if n - w1 <= _HANGING else w1

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
