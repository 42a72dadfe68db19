"""Counts of transcripts made into numbers: by code, over codes, by pair of coders, by group of transcripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

import numpy as np

from imcommerce_qual.core.agreement.counts import Counts
from imcommerce_qual.core.agreement.distances import SetDistance
from imcommerce_qual.core.agreement.estimate import Estimate, Reason, undefined
from imcommerce_qual.core.agreement.estimates import THRESHOLDS, Spread, estimate
from imcommerce_qual.core.agreement.named import Scale, statistic
from imcommerce_qual.core.agreement.pooled import pooled_kappa
from imcommerce_qual.core.agreement.setalpha import alpha_on_sets
from imcommerce_qual.core.agreement.statistic import sums, value_of
from imcommerce_qual.core.reliability.counting import ANY, TextCount
from imcommerce_qual.core.reliability.levels import Row
from imcommerce_qual.core.reliability.setcounts import SetCounts, sets_counted
from imcommerce_qual.core.reliability.unitizing import unitizing_of
from imcommerce_qual.core.reliability.values import (
    CodeAgreement,
    GroupAgreement,
    Overall,
    PairAgreement,
    Swapped,
)
from imcommerce_qual.core.units.matches import SpanMatches, summed
from imcommerce_qual.core.units.tally import counts_by_code

ALPHA = "krippendorff_alpha"
#: What stands in every row.
USUAL = (ALPHA, "percent_agreement", "ppos", "pneg")


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """``coefs``: asked for beside the usual ones; ``spread``: the intervals' kind, of alphas and of what was asked."""

    coefs: tuple[str, ...] = ()
    spread: Spread = "jackknife"
    seed: int = 1
    replicates: int = 1000
    distances: tuple[SetDistance, ...] = ("jaccard",)
    unitizing: tuple[str, ...] = ()


class Summed:
    """All transcripts' counts together; numbers are made of them as they are asked for."""

    def __init__(
        self,
        texts: Sequence[TextCount],
        rows: Sequence[Row],
        names: Sequence[str],
        how: How,
        *,
        by_character: bool = False,
    ) -> None:
        """*by_character*: the characters are the units, and the turns stand beside."""
        self.texts, self.rows, self.names, self.how = tuple(texts), tuple(rows), tuple(names), how
        units = counts_by_code([each.units for each in texts])
        characters = counts_by_code([each.characters for each in texts])
        self.units, self.beside = (characters, units) if by_character else (units, characters)
        self.headline = tuple(row for row in rows if row.level != "rolled up")
        mixed = any(each.units.mixed for each in texts), any(each.characters.mixed for each in texts)
        self.mixed = (mixed[1], mixed[0]) if by_character else mixed

    def codes(self, reopened: Mapping[str, Mapping[str, int]]) -> tuple[CodeAgreement, ...]:
        """Every row; *reopened*: by code, who is to look again in how many transcripts."""
        return tuple(self._code(row, reopened) for row in self.rows)

    def _code(self, row: Row, reopened: Mapping[str, Mapping[str, int]]) -> CodeAgreement:
        counts = self.units[row.key]
        kept = counts.take(counts.shared)
        there, absent = kept.states == 1, kept.states == 0
        weight = kept.weight[:, None]
        differ = there.any(axis=1) & absent.any(axis=1)
        lone = there & (there.sum(axis=1) == 1)[:, None] & differ[:, None]
        wanted = [*USUAL, *(["cohen_kappa"] if len(self.names) == 2 else []), *self.how.coefs]
        again: dict[str, int] = {}
        for code in sorted(row.codes & reopened.keys()):
            for coder, many in reopened[code].items():
                again[coder] = max(again.get(coder, 0), many)
        found = {
            name: self._language(self._estimate(name, counts), mixed=self.mixed[0]) for name in dict.fromkeys(wanted)
        }
        if self.how.unitizing:
            found |= unitizing_of(
                [each.unitized[row.key] for each in self.texts], self.how.unitizing, 1, overlapping=False
            )
            if row.level != "rolled up" and "ku_alpha" in self.how.unitizing:
                found |= self._unitizing(("ku_alpha",), code=self.headline.index(row))
        return CodeAgreement(
            code=row.name,
            level=row.level,
            n_units=round(float(kept.weight.sum())),
            transcripts=len(np.unique(kept.cluster)),
            by_coder=self._by_coder((there * weight).sum(axis=0)),
            looked=self._by_coder(((there | absent) * weight).sum(axis=0)),
            differ=round(float(kept.weight[differ].sum())),
            alone=self._by_coder((lone * weight).sum(axis=0)),
            estimates=found,
            beside=self._language(self._estimate(ALPHA, self.beside[row.key]), mixed=self.mixed[1]),
            matches=self._matched([row.key]),
            reopened=again,
        )

    def _by_coder(self, numbers: Iterable[float]) -> dict[str, int]:
        return {name: round(float(each)) for name, each in zip(self.names, numbers, strict=True)}

    def _estimate(self, name: str, counts: Counts) -> Estimate:
        spread: Spread = self.how.spread if name == ALPHA or name in self.how.coefs else "none"
        return estimate(
            statistic(name, counts, Scale()),
            counts,
            spread=spread,
            seed=self.how.seed,
            replicates=self.how.replicates,
            thresholds=THRESHOLDS if name == ALPHA else (),
        )

    def _language(self, found: Estimate, *, mixed: bool) -> Estimate:
        """Where nothing is left because coders worked on different languages, that is the reason."""
        gone = found.value is None and not found.n_units and len(self.names) > 1
        return undefined("different-language") if gone and mixed else found

    def _matched(self, keys: Iterable[str]) -> SpanMatches | None:
        wanted = frozenset(keys)
        every = [met for each in self.texts for (_, key), met in each.matches.items() if key in wanted]
        return summed(every) if every else None

    def overall(self, codes: Iterable[CodeAgreement]) -> Overall:
        """Over the codes as applied, or the themes."""
        found = [each for each in codes if each.level != "rolled up"]
        low, least, lowest = _spread_of({each.code: each.alpha.value for each in found})
        keys = [row.key for row in self.headline]
        beside = [each.beside.value for each in found if each.beside.value is not None]
        counts = sets_counted(self.texts)
        return Overall(
            median=low,
            minimum=least,
            lowest=lowest,
            defined=sum(each.alpha.value is not None for each in found),
            of=len(found),
            pooled_kappa=self._language(pooled_kappa([self.units[key] for key in keys]), mixed=self.mixed[0]),
            on_sets={
                name: self._language(self._on_sets(counts, name, self.how.spread), mixed=self.mixed[0])
                for name in self.how.distances
            },
            median_beside=median(beside) if beside else None,
            matches=self._matched(keys),
            unitizing=self._unitizing(self.how.unitizing) if self.how.unitizing else {},
        )

    def _unitizing(self, names: Iterable[str], code: int | None = None) -> dict[str, Estimate]:
        """Of all codes as applied together."""
        found = unitizing_of(
            [each.unitized[""] for each in self.texts],
            names,
            len(self.headline),
            overlapping=any(each.overlapping for each in self.texts),
            code=code,
        )
        if "u_alpha_binary" in found:  # where some code stands: no matter how many stand on one place
            places = [each.unitized[ANY] for each in self.texts]
            found["u_alpha_binary"] = unitizing_of(places, ("u_alpha",), 1, overlapping=False)["u_alpha"]
        return found

    def _on_sets(self, found: SetCounts | None, distance: SetDistance, spread: Spread) -> Estimate:
        if found is None:
            return undefined("single-coder" if len(self.names) < 2 else "no-shared-units")
        if spread != "bootstrap":
            return alpha_on_sets(found.sets, found.counts, distance, interval=spread == "jackknife")
        name = f"alpha_{distance}"
        return estimate(
            statistic(name, found.counts, Scale(sets=found.sets, distance=distance)),
            found.counts,
            spread=spread,
            seed=self.how.seed,
            replicates=self.how.replicates,
            thresholds=THRESHOLDS,
        )

    def pairs(self) -> tuple[PairAgreement, ...]:
        """Every two coders, where there are more than two."""
        if len(self.names) < 3:
            return ()
        found = []
        for one, two in combinations(range(len(self.names)), 2):
            counts = {row.name: self.units[row.key].only((one, two)) for row in self.headline}
            values = {
                name: estimate(statistic(ALPHA, each, Scale()), each, spread="none").value
                for name, each in counts.items()
            }
            known = [value for value in values.values() if value is not None]
            met = {int(c) for each in counts.values() for c in np.unique(each.cluster[each.shared])}
            found.append(
                PairAgreement(
                    coders=(self.names[one], self.names[two]),
                    transcripts=len(met),
                    median=median(known) if known else None,
                    defined=len(known),
                    pooled_kappa=pooled_kappa(list(counts.values())),
                )
            )
        return tuple(found)

    def swapped(self, most: int = 10) -> tuple[Swapped, ...]:
        """Pairs of codes that stood for one another, most frequent first."""
        every = [each.swapped for each in self.texts if each.swapped is not None]
        if not every:
            return ()
        total = np.triu(sum(every[1:], start=every[0]), 1)
        names = [row.name for row in self.headline]
        found = [
            Swapped(codes=(names[x], names[y]), units=int(total[x, y])) for x, y in np.argwhere(total > 0).tolist()
        ]
        return tuple(sorted(found, key=lambda each: (-each.units, each.codes))[:most])

    def groups(self, of: Mapping[str, Sequence[str]]) -> tuple[GroupAgreement, ...]:
        """*of*: for every group its transcripts. One pass over the sums, however many groups there are."""
        place = {each.name: number for number, each in enumerate(self.texts)}
        member = np.zeros((len(of), len(self.texts)))
        for number, names in enumerate(of.values()):
            member[number, [place[name] for name in names if name in place]] = 1
        alphas: dict[str, tuple[list[float | None], list[Reason]]] = {}
        units = np.zeros(len(of))
        for row in self.headline:
            counts = self.units[row.key]
            made = statistic(ALPHA, counts, Scale())
            numbers = value_of(made, member @ sums(made, counts))
            kept = counts.take(counts.shared)
            shared, present = np.zeros(len(self.texts)), np.zeros(len(self.texts))
            np.add.at(shared, kept.cluster, kept.weight)
            np.add.at(present, kept.cluster, kept.weight * (kept.states == 1).any(axis=1))
            shared, present = member @ shared, member @ present
            units = np.maximum(units, shared)
            alphas[row.name] = (
                [float(each) + 0.0 if np.isfinite(each) else None for each in numbers],
                [
                    "no-shared-units" if not all_of else "code-unused" if not used else "no-variation"
                    for all_of, used in zip(shared, present, strict=True)
                ],
            )
        # Intervals of many groups are many replicates; nobody reads them one by one.
        spread: Spread = self.how.spread if len(of) <= 50 else "none"
        found = []
        for number, (group, names) in enumerate(of.items()):
            own = {name: each[0][number] for name, each in alphas.items()}
            middle, least, lowest = _spread_of(own)
            there = [self.texts[place[name]] for name in names if name in place]
            found.append(
                GroupAgreement(
                    group=group,
                    transcripts=tuple(each.name for each in there),
                    coders=self.names,
                    n_units=round(float(units[number])),
                    median=middle,
                    minimum=least,
                    lowest=lowest,
                    defined=sum(value is not None for value in own.values()),
                    of=len(own),
                    on_sets=self._on_sets(sets_counted(there), self.how.distances[0], spread),
                    alphas=own,
                    why={name: each[1][number] for name, each in alphas.items() if own[name] is None},
                )
            )
        return tuple(found)


def _spread_of(values: Mapping[str, float | None]) -> tuple[float | None, float | None, str | None]:
    """Median and minimum of those that are defined, and whose the minimum is."""
    known = {name: value for name, value in values.items() if value is not None}
    if not known:
        return None, None, None
    lowest = min(known, key=lambda name: (known[name], name))
    return float(median(known.values())) + 0.0, known[lowest], lowest
