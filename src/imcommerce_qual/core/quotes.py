"""Which excerpts to print: exemplars first, then a rule that anybody can check.

The rule. Passages whose speakers may not be quoted are never offered. Of the rest, one at a time: exemplars before
others; among those, the passage of the participants quoted least so far; then the one with the highest readability;
then the first by transcript and place. Readability is the sum of the weights below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

from imcommerce_qual.core.evidence import may_quote
from imcommerce_qual.core.excerpts import join_pieces, pieces
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

#: The most that an excerpt can score.
BEST = BEGINS_WHOLE + ENDS_WHOLE + FITS + ONE_TURN
#: Passages in which no participant speaks go last.
_NOBODY = 10**9
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’」』)\]）】]*\s*\Z")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def choose(
    study: Study,
    passages: Iterable[Passage],
    n: int,
    scores: dict[str, int] | None = None,
    *,
    quoted: Mapping[str, int] | None = None,
) -> tuple[tuple[Passage, Placed], ...]:
    """At most *n* passages to print, each with the coding whose excerpt is shown.

    *scores* keeps readabilities by coding between calls on one study; *quoted* says how often participants are quoted
    already.
    """
    scores = {} if scores is None else scores
    counts: Counter[str] = Counter(quoted or {})

    def rank(passage: Passage, shown: Placed | None) -> tuple[bool, int, int, str, int]:
        """The order in which passages are taken, as things stand now; the least goes first.

        Without *shown* it is the best that the passage can be.
        """
        return (
            not any(each.standing.coding.exemplar for each in passage.members),
            max((counts[who] for who in passage.participants), default=_NOBODY),
            -BEST if shown is None else -_score(study, shown, scores),
            passage.transcript,
            passage.start,
        )

    if n < 1:
        return ()
    offered = [each for each in passages if may_quote(study, each.participants)]
    shown: dict[int, Placed] = {}
    heap = [(rank(each, None), place) for place, each in enumerate(offered)]
    heapify(heap)
    chosen: list[tuple[Passage, Placed]] = []
    while heap and len(chosen) < n:
        was, place = heappop(heap)
        passage = offered[place]
        if place not in shown:  # most never come so far, and are not read
            shown[place] = _shown(study, passage, scores)
        now = rank(passage, shown[place])
        if now != was:  # it reads worse than it might, or its participants have been quoted since
            heappush(heap, (now, place))
            continue
        chosen.append((passage, shown[place]))
        counts.update(passage.participants)
    return tuple(chosen)


def _shown(study: Study, passage: Passage, scores: dict[str, int]) -> Placed:
    """The coding of a passage whose excerpt is shown: an exemplar, else the most readable, else the first."""
    if len(passage.members) == 1:
        return passage.members[0]
    return min(
        passage.members,
        key=lambda each: (
            not each.standing.coding.exemplar,
            -_score(study, each, scores),
            each.counted,
            each.standing.coder,
            each.standing.coding.id,
        ),
    )


def _score(study: Study, placed: Placed, scores: dict[str, int]) -> int:
    key = placed.standing.coding.id
    if key not in scores:
        scores[key] = readability(study, placed)
    return scores[key]


def readability(study: Study, placed: Placed) -> int:
    """How well the excerpt stands alone; see the weights above."""
    transcript = study.transcripts[placed.standing.transcript]
    turns = [transcript.turns[number - 1] for number in placed.turns]
    span = placed.standing.span
    words = join_pieces(transcript.text, tuple(pieces(turns, span, placed.side)))
    first_line = next(line for line in turns[0].lines(placed.side) if line.span.end > span.start)
    before = transcript.text[first_line.span.start : span.start]
    score = 0
    if not before.strip() or _ends_whole(before):
        score += BEGINS_WHOLE
    if _ends_whole(words):
        score += ENDS_WHOLE
    if WORDS[0] <= word_count(words) <= WORDS[1]:
        score += FITS
    if len(turns) == 1:
        score += ONE_TURN
    if "[inaudible" in words or "[听不清" in words:
        score += INAUDIBLE
    return score + (UNSURE if placed.standing.coding.unsure else 0)


def _ends_whole(words: str) -> bool:
    """Whether the words end with a sentence; only their end is looked at."""
    return _SENTENCE_END.search(words[-200:].rstrip()[-8:]) is not None


def word_count(words: str) -> float:
    """Words between white space; a Chinese character counts half a word.

    >>> word_count("two words"), word_count("四个汉字")
    (2.0, 2.0)
    """
    if words.isascii():
        return float(len(words.split()))
    characters = len(_CJK.findall(words))
    return len(_CJK.sub(" ", words).split()) + characters / 2
