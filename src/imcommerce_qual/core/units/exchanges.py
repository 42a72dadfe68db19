"""Turns put together to exchanges: a question with its answer, listeners' sounds absorbed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imcommerce_qual.model.transcript import Transcript, Turn

#: Sounds of somebody who listens, whoever makes them.
_SOUNDS = frozenset(
    [
        "m",
        "mm",
        "mmm",
        "mhm",
        "mmhm",
        "mhmm",
        "hm",
        "hmm",
        "hmhm",
        "uh",
        "uhhuh",
        "uhuh",
        "huh",
        "ah",
        "aha",
        "oh",
        "ooh",
        "mmm",
        "嗯",
        "嗯嗯",
        "嗯哼",
        "哦",
        "噢",
        "喔",
        "啊",
        "呃",
        "唔",
        "哼",
    ]
)
#: Words by which an interviewer says "go on".
_GO_ON = _SOUNDS | frozenset(
    [
        "yes",
        "yeah",
        "yep",
        "ok",
        "okay",
        "right",
        "sure",
        "see",
        "good",
        "fine",
        "i",
        "really",
        "interesting",
        "great",
        "well",
        "对",
        "对对",
        "对对对",
        "是",
        "是的",
        "是吗",
        "好",
        "好的",
        "好吧",
        "行",
        "明白",
        "了解",
        "这样",
        "这样啊",
        "原来如此",
    ]
)
_NOTE = re.compile(r"\[[^\[\]]*\]|［[^［］]*］|（[^（）]*）|\([^()]*\)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ASKS = ("?", "？")


def exchanges(transcript: Transcript) -> tuple[tuple[int, ...], ...]:
    """The numbers of the turns of each exchange, in order; every turn is in one.

    An exchange begins with an interviewer's turn that is more than a listener's sound, after somebody else spoke. What
    comes before the first question is one too. A participant's "mm-hm" in the middle of a question does not end it,
    but after a question mark it is an answer.
    """
    found: list[list[int]] = []
    asking = False
    before = ""
    for turn in transcript.turns:
        asks = transcript.speakers[turn.speaker].role == "interviewer"
        words = " ".join(transcript.text[line.span.start : line.span.end] for line in turn.words).strip()
        aside = is_aside(words, by_interviewer=asks) and bool(found) and (asks or not before.endswith(_ASKS))
        if not found or (asks and not asking and not aside):
            found.append([])
        found[-1].append(turn.number)
        if not aside:
            asking, before = asks, words
    return tuple(map(tuple, found))


def is_aside(words: str, *, by_interviewer: bool) -> bool:
    """Whether a turn is nothing but a listener's sound ("mm-hm", 嗯), or an interviewer's "right, okay".

    >>> is_aside("Mm-hm. [laughs]", by_interviewer=False), is_aside("嗯，嗯。", by_interviewer=True)
    (True, True)
    >>> is_aside("Right, I see.", by_interviewer=True), is_aside("Right.", by_interviewer=False)
    (True, False)
    """
    if words.rstrip("”’\"' ").endswith(_ASKS):
        return False
    spoken = [word.casefold().replace("-", "") for word in _WORD.findall(_NOTE.sub(" ", words))]
    return all(word in (_GO_ON if by_interviewer else _SOUNDS) for word in spoken)


def grouped(transcript: Transcript, turns: tuple[Turn, ...]) -> Iterator[tuple[Turn, ...]]:
    """The exchanges, only with those of *turns* in them; exchanges without any are left out."""
    wanted = {turn.number: turn for turn in turns}
    for numbers in exchanges(transcript):
        own = tuple(wanted[number] for number in numbers if number in wanted)
        if own:
            yield own
