"""A quotation in which two speak: the participant's words and what was said between, as they stand in the interview."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imcommerce_qual.core.quoting.corpus import Corpus
from imcommerce_qual.core.quoting.matches import Match
from imcommerce_qual.core.quoting.tokens import Token
from imcommerce_qual.core.quoting.tokens import words as words_in
from imcommerce_qual.model.transcript import Transcript

#: What shows a reader that somebody else speaks from here on.
_CHANGE = re.compile(r"[/|\n—–]|[:：]\s*$")
_MARK = re.compile(r"[\[［【][^\[\]]{0,120}[\]］】]")


def spoken_together(corpus: Corpus, match: Match) -> bool:
    """Whether the whole quotation stands there word by word, over turns of two speakers, each change with a sign.

    Ours are printed so, ``… not before. / And after? / After, yes.``: nothing is left out, and nobody is given what the
    other said. Without a sign the interviewer's words would read as the participant's.
    """
    tokens = [each for each in match.quoted.tokens if each.kind == "word"]
    if match.told.form is not None:
        return False
    touched = [
        int(corpus.turns[n])
        for step in match.steps
        if step.op == "same"
        for n in range(match.base + step.w0, match.base + step.w1)
    ]
    if not touched:
        return False
    transcript = corpus.transcripts[match.told.transcript]
    said = list(_said(transcript, match, min(touched) - 1, max(touched) + 1))
    keys = [each.key for each in tokens]
    for at in range(len(said) - len(keys) + 1):
        if [word for word, _ in said[at : at + len(keys)]] == keys:
            return _shown(match.quoted.text, tokens, [who for _, who in said[at : at + len(keys)]])
    return False


def _said(transcript: Transcript, match: Match, first: int, last: int) -> Iterator[tuple[str, str]]:
    """Every word of these turns, whoever said it, with who did."""
    for turn in transcript.turns[max(0, first - 1) : last]:
        for line in turn.lines(match.told.side):
            text = _MARK.sub(" ", transcript.text[line.span.start : line.span.end])
            yield from ((each.key, turn.speaker) for each in words_in(text))


def _shown(text: str, tokens: list[Token], who: list[str]) -> bool:
    """Whether two speak, and each change from one to the other has a sign."""
    changes = [n for n in range(1, len(who)) if who[n] != who[n - 1]]
    return bool(changes) and all(_CHANGE.search(text, tokens[n - 1].end, tokens[n].start) for n in changes)
