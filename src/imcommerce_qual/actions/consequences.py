"""What a change of a study does to its counts and quotations, as far as one coder may see them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.evidence import all_placed


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCount:
    """A code whose counts change: codings and participants, before and after."""

    code: str
    codings: tuple[int, int]
    participants: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """Counts that change, codings whose words do, and pairs of coder and transcript that were not looked at."""

    counts: tuple[CodeCount, ...] = ()
    quotations: int = 0
    hidden: int = 0


def consequences(before: Opened, after: Opened, viewer: str) -> Consequences:
    """What is different *after*, in the codings that *viewer* may see."""
    was, is_ = _counts(before, viewer), _counts(after, viewer)
    counts = tuple(
        CodeCount(code=code, codings=(was[0][code], is_[0][code]), participants=(len(was[1][code]), len(is_[1][code])))
        for code in sorted(was[0] | is_[0])
        if was[0][code] != is_[0][code] or len(was[1][code]) != len(is_[1][code])
    )
    old, new = _words(before, viewer), _words(after, viewer)
    changed = sum(old[coding] != new[coding] for coding in old.keys() & new.keys())
    return Consequences(counts=counts, quotations=changed, hidden=len(before.presence(viewer=viewer).hidden))


def _counts(opened: Opened, viewer: str) -> tuple[Counter[str], dict[str, set[str]]]:
    codings: Counter[str] = Counter()
    participants: dict[str, set[str]] = {}
    placed, _ = all_placed(opened.study, opened.presence(viewer=viewer).standing)
    for each in (one for several in placed.values() for one in several):
        codings[each.standing.code] += 1
        participants.setdefault(each.standing.code, set()).update(each.participants)
    return codings, {code: participants.get(code, set()) for code in opened.study.codebook.codes} | participants


def _words(opened: Opened, viewer: str) -> dict[str, str]:
    texts = opened.study.transcripts
    return {
        each.coding.id: texts[each.transcript].text[each.span.start : each.span.end]
        for each in opened.presence(viewer=viewer).standing
    }
