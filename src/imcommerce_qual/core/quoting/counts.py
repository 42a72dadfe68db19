"""Counts as numbers and shares, and whether such a count agrees with what the codings have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from imcommerce_qual.core.quoting.spelling import NUMBERS

NUMBER_WORDS = {**NUMBERS, "one": "1", "a dozen": "12", "dozen": "12", "half a dozen": "6"}
_SHARES = {
    "half": Fraction(1, 2), "半数": Fraction(1, 2), "一半": Fraction(1, 2), "two thirds": Fraction(2, 3),
    "one third": Fraction(1, 3), "a third": Fraction(1, 3), "three quarters": Fraction(3, 4),
    "a quarter": Fraction(1, 4), "one quarter": Fraction(1, 4), "three fourths": Fraction(3, 4),
    "a fifth": Fraction(1, 5), "one fifth": Fraction(1, 5),
}  # fmt: skip
_ORDINALS = {"second": 2, "other": 2, "third": 3, "fourth": 4, "fifth": 5}
_ALL = {
    "all", "both", "every", "each", "every one", "each one", "everybody", "everyone",
    "全部", "全体", "所有", "每位", "每一位", "人人",
}  # fmt: skip
_NONE = {"none", "no", "not one", "not a single", "nobody", "no one", "没有一位", "没有任何", "没有人", "无人", "没有"}
_FEW = {"few", "very few", "hardly any", "a few", "only a few", "a handful", "a minority", "少数"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A count as a draft has it: ``[start, end)`` of a block; a number, or a *share* in words; a *total* or None.

    *who* is what those counted are called there, with the words before it (*older participants*); empty where nothing
    is said. *most* is the upper end of *seven to nine*. *listed* are participants who are named instead of counted,
    all of those meant where *only* they are; *but* are those excepted from *all*. *place* is where the count stands
    among others that are given *respectively*: the first is 0, of so many. *again* marks one that is a count only
    beside another: *eight (67 %)*.
    """

    block: int
    start: int
    end: int
    words: str
    number: int | None = None
    share: str | None = None
    total: int | None = None
    bound: str = ""
    who: str = ""
    most: int | None = None
    listed: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    place: tuple[int, int] | None = None
    again: bool = False


def number_of(written: str) -> int | None:
    """A number in digits, English or Chinese words; None: none.

    >>> number_of("Twelve"), number_of("十二"), number_of("两"), number_of("3")
    (12, 12, 2, 3)
    """
    plain = written.lower()
    if plain.isdigit():
        return int(plain)
    if plain in NUMBER_WORDS:
        return int(NUMBER_WORDS[plain])
    digits = {mark: n for n, mark in enumerate("一二三四五六七八九", 1)} | {"两": 2}
    hundreds, hundred, rest = plain.rpartition("百")
    tens, ten, units = rest.lstrip("零〇").partition("十")
    total = 100 * digits.get(hundreds, 1) if hundred else 0
    if ten:
        return total + 10 * (digits.get(tens, 0) if tens else 1) + (digits.get(units, 0) if units else 0)
    return total + digits[tens] if tens in digits else (total or None)


def holds(claim: Claim, counted: int, total: int) -> bool:
    """Whether a count agrees with *counted* of *total*; words such as *most* only have to be not plainly false."""
    if claim.number is not None:
        least, most = _range(claim, total)
        return least <= counted <= most
    return _share_holds(claim.share or "", claim.bound, counted, total)


def _range(claim: Claim, total: int) -> tuple[int, int]:
    n = claim.number or 0
    if claim.most is not None:
        return n, claim.most
    if claim.bound in {"at least", "no fewer than", "no less than", "至少"}:
        return n, total
    if claim.bound in {"more than", "over", "超过"}:
        return n + 1, total
    if claim.bound in {"fewer than", "less than", "不到"}:
        return 0, n - 1
    if claim.bound in {"up to", "at most", "no more than", "最多"}:
        return 0, n
    if claim.bound in {"about", "around", "roughly", "approximately", "some", "nearly", "almost", "大约", "约", "近"}:
        return n - 1, n + 1
    return n, n


def _share_holds(share: str, bound: str, counted: int, total: int) -> bool:
    fraction = _fraction(share)
    if fraction is not None:
        off = abs(counted - total * fraction)
        if bound in {"more than", "over", "at least", "超过", "至少", "no fewer than"}:
            return counted >= total * fraction
        if bound in {"less than", "fewer than", "不到", "at most"}:
            return counted <= total * fraction
        loose = bound in {"about", "around", "roughly", "approximately", "nearly", "almost", "some", "大约", "约", "近"}
        exact = share.endswith("%") and "." in share
        return off * 100 < total * Fraction(1, 5) if exact and not loose else off < (2 if loose else 1)
    if share.startswith("all but "):
        return counted == total - (number_of(share.removeprefix("all but ")) or 0)
    for words, rule in _RULES:
        if share in words:
            return rule(counted, total)
    return 2 * counted > total  # most, the majority, more than half


_RULES: tuple[tuple[frozenset[str], Callable[[int, int], bool]], ...] = (
    (frozenset(_ALL), lambda counted, total: counted == total),
    (frozenset({"not all"}), lambda counted, total: counted < total),
    (frozenset(_NONE), lambda counted, _: counted == 0),
    (
        frozenset({"almost all", "nearly all", "virtually all", "绝大多数", "绝大部分", "the vast majority"}),
        lambda counted, total: 4 * counted >= 3 * total,
    ),
    (frozenset({"less than half", "fewer than half", "近半", "近半数"}), lambda counted, total: 2 * counted < total),
    (frozenset(_FEW), lambda counted, total: 2 * counted <= total),
)


def _fraction(share: str) -> Fraction | None:
    if share in _SHARES:
        return _SHARES[share]
    if share.endswith("%"):
        return Fraction(share[:-1]) / 100
    if match := re.fullmatch(r"(.+) (?:in|out of) (.+)", share):
        return Fraction(number_of(match[1]) or 0, number_of(match[2]) or 1)
    if match := re.fullmatch(r"every (.+)", share):
        return Fraction(1, _ORDINALS[match[1]]) if match[1] in _ORDINALS else None
    if match := re.fullmatch("百分之(.+)", share):
        return Fraction(number_of(match[1]) or 0, 100)
    if match := re.fullmatch("(.)分之(.)", share):
        return Fraction(number_of(match[2]) or 0, number_of(match[1]) or 1)
    if match := re.fullmatch("(.)成", share):
        return Fraction(number_of(match[1]) or 0, 10)
    return None
