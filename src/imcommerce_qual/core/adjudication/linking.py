"""Which codings belong together: overlapping ones of one code, and, across codes, what coders chose instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from imcommerce_qual.core.adjudication.marks import order_of
from imcommerce_qual.model.adjudication import Mark
from imcommerce_qual.model.span import Span

Group = tuple[Mark, ...]


def groups(marks: Iterable[Mark]) -> tuple[Group, ...]:
    """Connected sets of overlapping codings of one code, in order.

    What a decision left links with other coders' codings only: what it settled is not taken up again.
    """
    found: list[Group] = []
    by_code: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=order_of):
        by_code.setdefault(mark.code, []).append(mark)
    for each in by_code.values():
        found += _connected(each)
    return tuple(sorted(found, key=lambda group: order_of(group[0])))


def _connected(marks: Sequence[Mark]) -> list[Group]:
    """A sweep over starts: each new coding links with those that have not ended, and joins their sets."""
    if len(marks) == 1:
        return [(marks[0],)]
    root = list(range(len(marks)))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    going: list[int] = []
    for n, mark in enumerate(marks):
        going = [each for each in going if marks[each].extent.end > mark.extent.start]
        for each in going:
            if _links(marks[each], mark):
                root[find(each)] = find(n)
        going.append(n)
    sets: dict[int, list[Mark]] = {}
    for n, mark in enumerate(marks):
        sets.setdefault(find(n), []).append(mark)
    return [tuple(each) for each in sets.values()]


def _links(one: Mark, other: Mark) -> bool:
    if one.decision is None and other.decision is None:
        return True
    return not (one.coders & other.coders)


def pair_across(lonely: Iterable[tuple[Group, frozenset[str]]]) -> tuple[tuple[int, int], ...]:
    """Which groups of different codes, by disjoint coders, stand for one another: (place, place) in *lonely*.

    The largest overlap first, then by place, code and id; each group is paired once.

    Args:
        lonely: groups that not every coder compared has, each with the coders compared.
    """
    groups_in = list(lonely)
    spans = [_covered(group) for group, _ in groups_in]
    candidates = []
    ends: list[int] = []
    order = sorted(range(len(groups_in)), key=lambda n: (spans[n][0].start, n))
    for n in order:
        ends = [each for each in ends if spans[each][-1].end > spans[n][0].start]
        for each in ends:
            if _may_pair(groups_in[each], groups_in[n]) and (shared := _shared(spans[each], spans[n])):
                first, second = sorted((each, n), key=lambda k: order_of(groups_in[k][0][0]))
                key = (-shared, order_of(groups_in[first][0][0]), order_of(groups_in[second][0][0]))
                candidates.append((key, first, second))
        ends.append(n)
    taken: set[int] = set()
    pairs = []
    for _, first, second in sorted(candidates):
        if first not in taken and second not in taken:
            taken |= {first, second}
            pairs.append((first, second))
    return tuple(sorted(pairs))


def _may_pair(one: tuple[Group, frozenset[str]], other: tuple[Group, frozenset[str]]) -> bool:
    have, theirs = coders_in(one[0]), coders_in(other[0])
    together = one[1] & other[1]
    return one[0][0].code != other[0][0].code and not (have & theirs) and have <= together and theirs <= together


def coders_in(group: Iterable[Mark]) -> frozenset[str]:
    """Everybody whom one of these codings stands for."""
    marks = tuple(group)
    if len(marks) == 1:
        return marks[0].coders
    return frozenset(coder for mark in marks for coder in mark.coders)


def _covered(group: Group) -> list[Span]:
    """What a group covers, as spans that do not touch."""
    found: list[Span] = []
    for mark in sorted(group, key=order_of):
        if found and mark.extent.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, mark.extent.end))
        else:
            found.append(mark.extent)
    return found


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def common_share(marks: Iterable[Mark]) -> float:
    """Of all that these codings cover, the share that everybody who is in them covers: 0 to 1."""
    by_coder: dict[frozenset[str], list[Mark]] = {}
    for mark in marks:
        by_coder.setdefault(mark.coders, []).append(mark)
    covered = [_covered(tuple(each)) for each in by_coder.values()]
    whole = sum(len(span) for span in _covered(tuple(mark for each in by_coder.values() for mark in each)))
    common = covered[0]
    for each in covered[1:]:
        common = [
            Span(max(a.start, b.start), min(a.end, b.end))
            for a in common
            for b in each
            if max(a.start, b.start) < min(a.end, b.end)
        ]
    return sum(len(span) for span in common) / whole if whole else 0.0
