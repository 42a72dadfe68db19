"""A study's agreement as plain data for programs."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from imcommerce_qual.render.agreementtext import plain_estimate
from imcommerce_qual.render.stampwords import provenance_lines

if TYPE_CHECKING:
    from imcommerce_qual.core.reliability.basis import StudyAgreement


def plain_study(found: StudyAgreement) -> dict[str, Any]:
    """The fields of the envelope; every estimate is as `agree --table --json` has it."""
    basis = found.basis
    negotiated = found.negotiated
    return {
        "notice": list(provenance_lines(basis.constructed, synthetic=basis.synthetic)),
        "codes": [
            {
                **_fields(each, "estimates", "beside", "matches"),
                "estimates": _estimates(each.estimates),
                "alpha_turn" if basis.unit == "character" else "alpha_character": plain_estimate(each.beside),
                "matches": _matches(each.matches),
            }
            for each in found.codes
        ],
        "overall": {
            **_fields(found.overall, "pooled_kappa", "on_sets", "unitizing", "matches"),
            "pooled_kappa": plain_estimate(found.overall.pooled_kappa),
            "on_sets": _estimates(found.overall.on_sets),
            "unitizing": _estimates(found.overall.unitizing),
            "matches": _matches(found.overall.matches),
        },
        "pairs": [
            {**_fields(each, "pooled_kappa"), "pooled_kappa": plain_estimate(each.pooled_kappa)} for each in found.pairs
        ],
        "odd_one_out": found.odd,
        "talk_about": found.talk,
        "swapped": found.swapped,
        "generous": None
        if found.generous is None
        else dict(zip(("most", "least", "times"), found.generous, strict=True)),
        "boundaries": None
        if found.boundaries is None
        else dict(zip(("by_unit", "by_character"), found.boundaries, strict=True)),
        "by": found.by,
        "groups": [{**_fields(each, "on_sets"), "on_sets": plain_estimate(each.on_sets)} for each in found.groups],
        "negotiated": None if negotiated is None else _fields(negotiated, "code", "coders"),
        "with_reconciled": []
        if negotiated is None
        else [{**_fields(each), "reconciled": each.reconciled} for each in negotiated.coders],
        "basis": {**_fields(basis, "excluded", "hidden", "absent", "other_language"), **_pairs(basis)},
    }


def _pairs(basis: Any) -> dict[str, Any]:
    """Tuples as named fields."""
    return {
        "excluded": [dict(zip(("coder", "transcript", "why"), each, strict=True)) for each in basis.excluded],
        "hidden": [dict(zip(("coder", "transcript"), each, strict=True)) for each in basis.hidden],
        "absent": [dict(zip(("coder", "transcript", "turns"), each, strict=True)) for each in basis.absent],
        "other_language": dict(zip(("unit", "character"), basis.other_language, strict=True)),
    }


def _fields(value: Any, *less: str) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in dataclasses.fields(value) if each.name not in less}


def _estimates(named: Any) -> dict[str, Any]:
    return {name: plain_estimate(each) for name, each in named.items()}


def _matches(found: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    return {**_fields(found), "share": found.share, "precision": found.precision, "recall": found.recall}
