"""The codings that an analysis counts, placed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from imcommerce_qual.core.evidence import all_placed, passages
from imcommerce_qual.core.themes import basis
from imcommerce_qual.model.evidence import Basis, Passage, Placed
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.model.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A study with the codings that count, by transcript, and what tables from them rest on."""

    study: Study
    placed: Mapping[str, tuple[Placed, ...]]
    basis: Basis

    def own(self, transcript: str) -> dict[str, list[Passage]]:
        """The excerpts of one transcript by code, without what rolls up into it; overlapping ones are one."""
        by_code: dict[str, list[Placed]] = {}
        for each in self.placed.get(transcript, ()):
            by_code.setdefault(each.standing.code, []).append(each)
        return {code: list(passages(found)) for code, found in by_code.items()}

    def in_tree_order(self, codes: set[str]) -> tuple[str, ...]:
        """These codes as the codebook has them."""
        return tuple(code for code in self.study.codebook.codes if code in codes)


def ground(study: Study, presence: Presence, coders: frozenset[str] | None = None) -> Ground:
    """The codings of *coders* (None: all) that the viewer may see."""
    used = (each for each in presence.standing if coders is None or each.coder in coders)
    placed, outside = all_placed(study, used)
    return Ground(
        study=study,
        placed={name: tuple(found) for name, found in sorted(placed.items())},
        basis=basis(study, presence, coders, outside),
    )
