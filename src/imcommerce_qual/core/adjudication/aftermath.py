"""What became of disagreements, code by code: negotiated agreement, whose codings stand, each coder beside the result.

Printed after reliability and never in its place: on a fully settled text agreement would be complete by construction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from imcommerce_qual.core.adjudication.measures import negotiated, settled_in, taken_from
from imcommerce_qual.model.adjudication import Comparison, Mark
from imcommerce_qual.model.decided import CoderShare, Settlement


def settlements(comparisons: Iterable[Comparison], codes: Iterable[str] = ()) -> tuple[Settlement, ...]:
    """That of all codes together, then that of each code that anything was agreed, settled or left open about.

    Args:
        comparisons: transcripts compared.
        codes: the order of the codes; those that are not in it come last, by name.
    """
    found = tuple(comparisons)
    used = {mark.code for one in found for mark in _marks(one)}
    order = [*(code for code in dict.fromkeys(codes) if code in used), *sorted(used - set(codes))]
    return (settlement(found), *(settlement(found, code) for code in order))


def settlement(comparisons: Iterable[Comparison], code: str | None = None) -> Settlement:
    """Negotiated agreement of one code, or of all, with how it came about."""
    found = tuple(comparisons)
    counts = negotiated(found, code)
    settled = [each for each in settled_in(found) if code is None or code in {mark.code for mark in each.marks}]
    return Settlement(
        code=code,
        agreed=counts.agreed,
        settled=counts.settled,
        by_others=counts.by_others,
        open=counts.open,
        share=counts.share,
        settled_to=dict(Counter(map(taken_from, settled)).most_common()),
        hows=counts.hows,
        kinds=counts.kinds,
        coders=tuple(_share(coder, found, code) for coder in sorted({name for one in found for name in one.coders})),
    )


def _share(coder: str, comparisons: Iterable[Comparison], code: str | None) -> CoderShare:
    same = overlapping = missing = dropped = 0
    for one in comparisons:
        if coder not in one.coders:
            continue
        stands = [mark for mark in _standing(one) if code in {None, mark.code}]
        own = [mark for mark in _own(one, coder) if code in {None, mark.code}]
        by_code: dict[str, list[Mark]] = {}
        for mark in own:
            by_code.setdefault(mark.code, []).append(mark)
        for mark in stands:
            theirs = by_code.get(mark.code, ())
            if any(each.extent == mark.extent for each in theirs):
                same += 1
            elif any(each.extent.overlap(mark.extent) for each in theirs):
                overlapping += 1
            else:
                missing += 1
        left: dict[str, list[Mark]] = {}
        for mark in stands:
            left.setdefault(mark.code, []).append(mark)
        dropped += sum(not any(mark.extent.overlap(each.extent) for each in left.get(mark.code, ())) for mark in own)
    return CoderShare(coder=coder, same=same, overlapping=overlapping, missing=missing, dropped=dropped)


def _standing(one: Comparison) -> Iterable[Mark]:
    """What was agreed on or settled, each once; what is open is left out."""
    yield from (each.marks[0] for each in one.agreements)
    taken_up = {mark.id for each in one.agreements for mark in each.marks}
    taken_up |= {mark.id for each in one.disagreements for mark in each.marks}
    taken_up |= {mark.id for each in one.settled for mark in each.marks}
    yield from (mark for each in one.settled for mark in each.outcomes if mark.id not in taken_up)


def _own(one: Comparison, coder: str) -> Iterable[Mark]:
    groups = [*(each.marks for each in one.agreements), *(each.marks for each in one.settled)]
    return (mark for marks in groups for mark in marks if mark.decision is None and coder in mark.coders)


def _marks(one: Comparison) -> Iterable[Mark]:
    groups = [*(each.marks for each in one.agreements), *(each.marks for each in one.disagreements)]
    groups += [(*each.marks, *each.outcomes) for each in one.settled]
    return (mark for marks in groups for mark in marks)
