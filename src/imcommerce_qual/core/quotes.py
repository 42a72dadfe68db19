"""Which excerpts to print: exemplars first, then a rule that anybody can check.

The rule. Passages whose speakers may not be quoted are never offered. Exemplars come first, in the order of
transcripts. Then, one at a time, the passage of the participant quoted least so far; among equals the one with the highest
readability, then the first by transcript and place. Readability is the sum of the weights below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from imcommerce_qual.core.evidence import may_quote
from imcommerce_qual.core.excerpts import excerpt_of
from imcommerce_qual.model.evidence import Passage, Placed
from imcommerce_qual.model.study import Study

#: An excerpt that begins where a sentence or a turn begins can be read without what came before.
BEGINS_WHOLE = 2
#: One that ends with a sentence's end does not break off.
ENDS_WHOLE = 3
#: Between these many words (a Chinese character counts half a word) an excerpt fits a table and says something.
WORDS = (8, 70)
FITS = 4
#: One voice reads better than an exchange.
ONE_TURN = 1
#: What nobody could hear, or what the coder doubts, is a poor example.
INAUDIBLE = -3
UNSURE = -2

_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’」』)\]）】]*\s*\Z")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def choose(study: Study, passages: Iterable[Passage], n: int) -> tuple[tuple[Passage, Placed], ...]:
    """At most *n* passages to print, each with the coding whose excerpt is shown."""
    offered = [(each, _shown(study, each)) for each in passages if may_quote(study, each.participants)]
    scores = {id(each): readability(study, shown) for each, shown in offered}
    offered.sort(key=lambda pair: (pair[0].transcript, pair[0].start))
    chosen = [pair for pair in offered if pair[1].standing.coding.exemplar][:n]
    quoted = Counter(who for each, _ in chosen for who in each.participants)
    rest = [pair for pair in offered if pair not in chosen]
    while rest and len(chosen) < n:
        best = min(
            rest,
            key=lambda pair: (max((quoted[who] for who in pair[0].participants), default=99), -scores[id(pair[0])]),
        )
        rest.remove(best)
        chosen.append(best)
        quoted.update(best[0].participants)
    return tuple(chosen)


def _shown(study: Study, passage: Passage) -> Placed:
    """The coding of a passage whose excerpt is shown: an exemplar, else the most readable, else the first."""
    return min(
        passage.members,
        key=lambda each: (
            not each.standing.coding.exemplar,
            -readability(study, each),
            each.counted,
            each.standing.coder,
            each.standing.coding.id,
        ),
    )


def readability(study: Study, placed: Placed) -> int:
    """How well the excerpt stands alone; see the weights above."""
    transcript = study.transcripts[placed.standing.transcript]
    excerpt = excerpt_of(transcript, placed.standing.span)
    if excerpt is None:
        return -99
    start = placed.standing.span.start
    first_line = next(
        line for line in transcript.turns[excerpt.turns[0] - 1].lines(excerpt.side) if line.span.end > start
    )
    before = transcript.text[first_line.span.start : start]
    score = 0
    if not before.strip() or _SENTENCE_END.search(before):
        score += BEGINS_WHOLE
    if _SENTENCE_END.search(excerpt.words):
        score += ENDS_WHOLE
    if WORDS[0] <= word_count(excerpt.words) <= WORDS[1]:
        score += FITS
    if len(excerpt.turns) == 1:
        score += ONE_TURN
    if "[inaudible" in excerpt.words or "[听不清" in excerpt.words:
        score += INAUDIBLE
    return score + (UNSURE if placed.standing.coding.unsure else 0)


def word_count(words: str) -> float:
    """Words between white space; a Chinese character counts half a word.

    >>> word_count("two words"), word_count("四个汉字")
    (2.0, 2.0)
    """
    characters = len(_CJK.findall(words))
    return len(_CJK.sub(" ", words).split()) + characters / 2
