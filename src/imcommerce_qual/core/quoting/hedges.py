"""Words without which a sentence says something else: what denies, and what makes it less certain."""

from __future__ import annotations

import re
from collections.abc import Iterable

from imcommerce_qual.core.quoting.spelling import key
from imcommerce_qual.core.quoting.tokens import WORD, cached_key

NEGATIONS = frozenset(
    key(word)
    for word in [
        "no",
        "not",
        "never",
        "none",
        "nobody",
        "nothing",
        "nowhere",
        "neither",
        "nor",
        "cannot",
        "can't",
        "don't",
        "doesn't",
        "didn't",
        "won't",
        "wouldn't",
        "shouldn't",
        "couldn't",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "haven't",
        "hasn't",
        "hadn't",
        "mustn't",
        "needn't",
        "ain't",
        "without",
        "hardly",
        "barely",
        "scarcely",
        "rarely",
        "seldom",
    ]
)
HEDGES = frozenset(
    key(word)
    for word in [
        "maybe",
        "perhaps",
        "probably",
        "possibly",
        "might",
        "may",
        "could",
        "seem",
        "seems",
        "seemed",
        "apparently",
        "likely",
        "sometimes",
        "occasionally",
        "often",
        "usually",
        "mostly",
        "generally",
        "almost",
        "nearly",
        "quite",
        "rather",
        "somewhat",
        "fairly",
        "kind",
        "sort",
        "guess",
        "suppose",
        "think",
        "believe",
        "reckon",
        "feel",
        "somehow",
        "roughly",
        "about",
        "around",
        "sometime",
        "partly",
        "largely",
        "hopefully",
        "supposedly",
        "allegedly",
        "if",
        "unless",
        "except",
        "only",
        "just",
        "some",
    ]
)
_CHINESE_NEGATIONS = re.compile("不是|没有|不会|不能|不要|不敢|不想|从来不|并非|未必|不|没|无|别|未|非|莫")
_CHINESE_HEDGES = re.compile(
    "也许|可能|大概|好像|似乎|大约|差不多|有点|有些|有时|偶尔|一般|多半|估计|应该|恐怕|或许|说不定|我觉得|我想|感觉|算是|"
    "基本上|几乎|左右|吧|如果|除非|只是|不一定"
)


def weighty(text: str, keys: Iterable[str] | None = None) -> tuple[str, ...]:
    """The negations and hedges in a stretch of text, as they are written there; of words, only those in *keys*.

    >>> weighty("I don't really mind", ["i", "dont", "really", "mind"]), weighty("可能不买")
    (("don't",), ('不', '可能'))
    """
    wanted = None if keys is None else frozenset(keys)
    found = [
        match[0].lower()
        for match in WORD.finditer(text)
        if (word := cached_key(match[0])) in NEGATIONS | HEDGES and (wanted is None or word in wanted)
    ]
    found += [match[0] for match in _CHINESE_NEGATIONS.finditer(text)]
    found += [match[0] for match in _CHINESE_HEDGES.finditer(text)]
    return tuple(dict.fromkeys(found))


#: As in German and French, whose authors quote in English.
_FOREIGN_NEGATIONS = re.compile(
    r"\b(?:nicht|kein\w*|nie(?:mand|mals)?|weder|ohne|pas|jamais|aucune?|sans|non|ningun\w*|nunca)\b"
)


def denies(text: str) -> bool:
    """Whether a stretch of text has a word that denies.

    >>> denies("She did not"), denies("她不"), denies("She did")
    (True, True, False)
    """
    if any(cached_key(match[0]) in NEGATIONS for match in WORD.finditer(text)):
        return True
    return bool(re.search("[不没]", text) or _FOREIGN_NEGATIONS.search(text.lower()))


#: Sounds of somebody looking for words.
FILLERS = frozenset(
    ["um", "uh", "erm", "er", "hm", "hmm", "mm", "mhm", "ah", "eh", "uhm", "ehm", "嗯", "呃", "额", "唔"]
)
