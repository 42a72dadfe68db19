"""Agreement after talking: how many disagreements were settled, how, and what is still open. Never a coefficient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from imcommerce_qual.core.adjudication.linking import coders_in
from imcommerce_qual.model.adjudication import TAKE, Comparison, Disagreement, Kind, Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiated:
    """Counts of one code (or of all): ``settled`` are those settled between the coders, ``by_others`` by somebody else.

    ``share`` is (agreed + settled) / (agreed + settled + settled by others + open), 0 to 1; None where nothing was
    compared.
    """

    agreed: int = 0
    settled: int = 0
    by_others: int = 0
    open: int = 0
    hows: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[Kind, int] = field(default_factory=dict)

    @property
    def of(self) -> int:
        """Agreements and disagreements together."""
        return self.agreed + self.settled + self.by_others + self.open

    @property
    def share(self) -> float | None:
        """Negotiated agreement."""
        return (self.agreed + self.settled) / self.of if self.of else None


def negotiated(comparisons: Iterable[Comparison], code: str | None = None) -> Negotiated:
    """Negotiated agreement over transcripts, of one *code* or of all.

    A disagreement between two codes counts for each of them, and once in the whole. What a decision left counts as
    settled, also where a further coder agrees with it.
    """
    found = tuple(comparisons)
    agreed = sum(
        code in {None, each.marks[0].code} and all(mark.decision is None for mark in each.marks)
        for one in found
        for each in one.agreements
    )
    still = [each for one in found for each in one.disagreements if code is None or code in each.codes]
    settled = [each for each in settled_in(found) if code is None or code in {mark.code for mark in each.marks}]
    between = [each for each in settled if set(each.decision.by) <= set(each.decision.coders)]
    return Negotiated(
        agreed=agreed,
        settled=len(between),
        by_others=len(settled) - len(between),
        open=len(still),
        hows=dict(Counter(each.decision.how for each in settled).most_common()),
        kinds=dict(Counter([each.kind for each in still] + [each.kind for each in settled if each.kind]).most_common()),
    )


def settled_in(comparisons: Iterable[Comparison]) -> tuple[Settled, ...]:
    """Decisions in force that were between at least two of the coders compared."""
    return tuple(
        each for one in comparisons for each in one.settled if len(set(each.decision.coders) & set(one.coders)) > 1
    )


def code_pairs(comparisons: Iterable[Comparison]) -> tuple[tuple[tuple[str, str], int, int], ...]:
    """Pairs of codes that stood for one another: (codes, how often, how many of them settled), most frequent first."""
    still: Counter[tuple[str, str]] = Counter()
    done: Counter[tuple[str, str]] = Counter()
    found = tuple(comparisons)
    for one in found:
        for each in one.disagreements:
            if each.kind == "code":
                still[_pair(each.codes)] += 1
    for settled in settled_in(found):
        if settled.kind == "code":
            done[_pair(mark.code for mark in settled.marks)] += 1
    pairs = [(pair, still[pair] + done[pair], done[pair]) for pair in still.keys() | done.keys()]
    return tuple(sorted(pairs, key=lambda each: (-each[1], each[0])))


def open_by_code(found: Iterable[Disagreement]) -> Mapping[str, Counter[Kind]]:
    """How many are open about each code, by kind, the code with most first; one about two codes counts for both."""
    counted: dict[str, Counter[Kind]] = {}
    for each in found:
        for code in set(each.codes):
            counted.setdefault(code, Counter())[each.kind] += 1
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1].total(), pair[0])))


def pair_outcomes(comparisons: Iterable[Comparison]) -> Mapping[tuple[str, str], Counter[str]]:
    """For each pair of codes that was settled, how often each of the two was left alone, both, neither, or another.

    What is left is told by its codes, whoever had them: ``first``, ``second``, ``both``, ``neither``, ``other``.
    """
    found: dict[tuple[str, str], Counter[str]] = {}
    for settled in settled_in(tuple(comparisons)):
        if settled.kind != "code":
            continue
        pair = _pair(mark.code for mark in settled.marks)
        left = {mark.code for mark in settled.outcomes}
        first, second = pair
        way = {(True, False): "first", (False, True): "second", (True, True): "both"}.get(
            (first in left, second in left)
        )
        found.setdefault(pair, Counter())[way or ("other" if left else "neither")] += 1
    return found


def _pair(codes: Iterable[str]) -> tuple[str, str]:
    first, *rest = sorted(set(codes))
    return (first, rest[0] if rest else first)


def taken_from(settled: Settled) -> str:
    """Whose codings stand after a decision, in a word: a coder, ``both``, ``neither``, or ``new``.

    A union, an intersection or new ends that are just what somebody had coded are theirs, and new only where nobody
    had coded so. Where several had, they are named together.
    """
    how = settled.decision.how
    if how.startswith(TAKE):
        return how.removeprefix(TAKE)
    if how in {"both", "neither"}:
        return how
    left = {(mark.code, mark.extent, mark.stance) for mark in settled.outcomes}
    theirs = [
        coder
        for coder in sorted(coders_in(settled.marks))
        if left == {(mark.code, mark.extent, mark.stance) for mark in settled.marks if coder in mark.coders}
    ]
    return " and ".join(theirs) if left and theirs else "new"


def asked(comparison: Comparison) -> tuple[str, ...]:
    """The coders whose codings are open there."""
    return tuple(sorted({coder for each in comparison.disagreements for coder in coders_in(each.marks)}))
