"""The names by which a draft may speak of a finding, a theme or a code, and how sure each is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from imcommerce_qual.core.quoting.amounts import SAID
from imcommerce_qual.core.quoting.tokens import HAS_CJK, words
from imcommerce_qual.model.evidence import Counted


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a stretch of text, ``[start, end)``; *sure* where it cannot well be common language."""

    start: int
    end: int
    about: tuple[Counted, ...]
    sure: bool


_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "be",
        "been",
        "being",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "not",
        "of",
        "off",
        "on",
        "or",
        "our",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "up",
        "was",
        "were",
        "what",
        "when",
        "with",
    ]
)
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"))
#: Further apart, words are not one name.
_FAR = 80
_RANK = {"theme": 0, "code": 1, "finding": 2}
_SAID_BEFORE = re.compile(
    rf"(?:\b{SAID}|\b(?:codes?|themes?|notion|idea|topic|matter|issue|importance|role|lack) (?:of|is|are|was)?)\s+"
    r"(?:(?:the|a|an|their|also|on|about|of)\s+)*$|(?:提到|谈到|提及|谈及|谈论|说到|强调|讨论|关注|涉及|提出)了?(?:的是)?\s*$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?()\[\]—–，。；：！？、（）\n]|(?:and|or|while|whereas|but|as|when|in the|in their|at least|more|"
    r"too|several|repeatedly|explicitly|\d)\b|[这的]|主题|问题|方面|与|和)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"\s+(?:is|was|were|are|came|comes|had been|has been)\s+(?:\w+ly\s+|also\s+)?(?:{SAID}|up|mentioned|coded|present|"
    r"found|absent|salient|central)\b|\s*[（(:：]|\s*(?:被|由|得到)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Nameable:
    """The names of what is counted: rows of stems, the longest first; each with what it may mean."""

    names: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[Counted, ...], bool], ...]
    loose: tuple[tuple[frozenset[str], int, Counted], ...]

    def find(self, text: str) -> list[Mention]:
        """Every name in the text, in order. One common word is sure only where it is set off or the thing spoken of."""
        tokens = list(words(text))
        keys = [each.key for each in tokens]
        stems = [stem(each) for each in keys]
        found: list[Mention] = []
        for name, exact, about, single in self.names:
            for n in range(len(stems) - len(name) + 1):
                if tuple(stems[n : n + len(name)]) != name:
                    continue
                start, end = tokens[n].start, tokens[n + len(name) - 1].end
                if any(start < each.end and each.start < end for each in found):
                    continue
                same = tuple(keys[n : n + len(name)]) == exact
                sure = same if not single else same and (_set_off(text, start, end) or _spoken_of(text, start, end))
                found.append(Mention(start, end, about, sure))
        spots = {each: tokens[n] for n, each in enumerate(stems)}
        for wanted, enough, counted in self.loose:
            have = [spots[each] for each in wanted & spots.keys()]
            if len(have) < enough or any(counted in each.about for each in found):
                continue
            start, end = min(each.start for each in have), max(each.end for each in have)
            hidden = [each for each in found if start < each.end and each.start < end]
            # The words of a longer name, in another order, say more than one of them that is a name by itself.
            if end - start <= _FAR and all(each.end - each.start < (end - start) // 2 for each in hidden):
                found = [each for each in found if each not in hidden]
                inside = [stems[n] for n, each in enumerate(tokens) if start <= each.start < end]
                order = tuple(each for each in inside if each not in _SMALL)
                found.append(Mention(start, end, (counted,), order == _content(counted.label)))
        return sorted(found, key=lambda each: each.start)


def stem(key: str) -> str:
    """A word without its simple endings.

    >>> [stem(each) for each in ("prices", "trusted", "rules", "buying", "families", "trust")]
    ['price', 'trust', 'rule', 'buy', 'family', 'trust']
    """
    if len(key) < 5 or not key.isascii():
        return key
    for ending, put in _ENDINGS:
        if key.endswith(ending):
            return key[: -len(ending)] + put
    for ending in ("ing", "ed"):
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            return key[: -len(ending)]
    return key[:-1] if key.endswith("s") and not key.endswith(("ss", "us", "is")) else key


def _set_off(text: str, start: int, end: int) -> bool:
    """Whether a word is used as a name: quoted, with a capital inside a sentence, or called a code or a theme."""
    before, after = text[:start], text[end:]
    if before[-1:] in {*"“\"‘'`「『《\ue010"} and after[:1] in {*"”\"’'`」』》\ue011,."}:
        return True
    if re.match(r"[”\"’'\s]*(?:themes?|codes?|category|categories|主题|编码|代码|类目)\b", after, re.IGNORECASE):
        return True
    if re.search(r"(?:themes?|codes?|category|主题|编码|代码)(?:\s+of)?[\s:：“\"‘(]*$", before, re.IGNORECASE):
        return True
    return text[start].isupper() and bool(before.strip()) and before.rstrip()[-1] not in ".!?:。！？：\ue010"


def _spoken_of(text: str, start: int, end: int) -> bool:
    """Whether somebody *mentioned* just this word, and not *price increases*; or *price was mentioned by* somebody."""
    if _SAID_BEFORE.search(text[:start]) and _ENDS.match(text, end):
        return True
    before = text[:start].rstrip()
    return (not before or before[-1] in ".!?;,。！？；，" or before.endswith("while")) and bool(
        _PASSIVE.match(text, end)
    )


def nameable(counted: Iterable[Counted]) -> Nameable:
    """The names of what is counted: labels, ids, ids with spaces, aliases; and the weighty words of labels."""
    found: dict[tuple[str, ...], tuple[tuple[str, ...], dict[str, Counted]]] = {}
    dotted: set[tuple[str, ...]] = set()
    loose: list[tuple[frozenset[str], int, Counted]] = []
    for each in counted:
        leaf = each.id.rpartition(".")[2]
        for name in dict.fromkeys((each.label, each.id, *([leaf] if "_" in leaf else []), *each.aliases)):
            row = tuple(token.key for token in words(name.replace("_", " ")))
            if not row:
                continue
            stems = tuple(map(stem, row))
            found.setdefault(stems, (row, {}))[1].setdefault(f"{each.kind} {each.id}", each)
            if name == each.id and ("." in name or "_" in name):
                dotted.add(stems)
        if len(weighty := _weighty(each.label)) >= 2:
            loose.append((weighty, len(weighty), each))
        if len(weighty := _weighty(each.statement)) >= 4:
            loose.append((weighty, max(4, (3 * len(weighty) + 4) // 5), each))
    rows = [
        (
            stems,
            row,
            tuple(sorted(about.values(), key=lambda each: _RANK.get(each.kind, 3))),
            _single(row, stems, dotted),
        )
        for stems, (row, about) in found.items()
    ]
    return Nameable(tuple(sorted(rows, key=lambda each: (-len(each[0]), each[0]))), tuple(loose))


def _content(text: str) -> tuple[str, ...]:
    """The stems that carry meaning, in order."""
    return tuple(stem(token.key) for token in words(text) if token.key not in _SMALL)


def _weighty(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning; none for Chinese, whose words have no gaps."""
    if HAS_CJK.search(text):
        return frozenset()
    return frozenset(_content(text))


def _single(row: tuple[str, ...], stems: tuple[str, ...], dotted: set[tuple[str, ...]]) -> bool:
    """Whether a name is one word; in Chinese, up to three characters."""
    if stems in dotted and len(row) > 1:
        return False
    return len(row) == 1 or (len(row) <= 3 and all(HAS_CJK.match(each) for each in row))
