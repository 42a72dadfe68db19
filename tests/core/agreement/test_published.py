"""Every published or settled case reproduces, through the library."""

from __future__ import annotations

import numpy as np
import pytest
from tests.oracle_cases import ABSENT, FILE, cases

from imcommerce_qual.core.agreement.alpha import alpha_distances
from imcommerce_qual.core.agreement.counts import confusion, count
from imcommerce_qual.core.agreement.distances import masi_distance
from imcommerce_qual.core.agreement.estimate import undefined
from imcommerce_qual.core.agreement.estimates import estimate
from imcommerce_qual.core.agreement.linear import unit_error
from imcommerce_qual.core.agreement.named import TITLES, Scale, statistic
from imcommerce_qual.core.agreement.pairs import cohen_error
from imcommerce_qual.core.agreement.statistic import sums
from imcommerce_qual.core.agreement.sweep import character_counts
from imcommerce_qual.core.agreement.unitizing import cu_alpha, cu_coverage, ku_alpha, u_alpha, unitized

#: Other names for what we have.
SAME = {"hubert_kappa": "conger_kappa", "alpha_nominal_sets": "krippendorff_alpha"}


def counted(case: dict):
    """The case's ratings as counts, and the scale of its values."""
    given, metric = case["input"], case.get("params", {}).get("metric", "nominal")
    if given["type"] == "confusion":
        positive = 0 if len(given["table"]) == 2 else None
        return confusion(given["table"], positive=positive), Scale(measure=metric)
    rows = given["units_by_coders"]
    if given["type"] == "set_ratings":
        rows = [[None if cell is None else frozenset(cell) for cell in row] for row in rows]
        names = sorted(
            {cell for row in rows for cell in row if cell is not None}, key=lambda name: (len(name), sorted(name))
        )
    else:
        names = sorted({cell for row in rows for cell in row if cell is not None} | set(given.get("categories", ())))
    index = {name: n for n, name in enumerate(names)}
    states = np.array([[-1 if cell is None else index[cell] for cell in row] for row in rows], dtype=np.int64)
    declared = len(names) if "categories" in given else None
    positive = index.get(1) if set(names) == {0, 1} else None
    numbers = all(isinstance(name, int | float) for name in names)
    scale = Scale(
        measure=metric,
        points=np.array(names, dtype=float) if numbers else None,
        sets=tuple(names) if given["type"] == "set_ratings" and case["coefficient"] != "alpha_nominal_sets" else None,
    )
    return count(states, values=declared, positive=positive), scale


def of_spans(case: dict) -> float:
    """What the case asks about spans."""
    given, name = case["input"], case["coefficient"]
    spans = [[span[:2] for span in sorted(own)] for own in given["coders"].values()]
    if name == "percent_agreement":
        table = character_counts(given["length"], spans)
        return estimate(statistic(name, table, Scale()), table).value
    codes = sorted({span[2] for own in given["coders"].values() for span in own})
    named = [[codes.index(span[2]) for span in sorted(own)] for own in given["coders"].values()]
    total = unitized(given["length"], spans, named, len(codes))
    if name == "ku_alpha":
        return float(ku_alpha(total, codes.index(case["params"]["value"])))
    return float({"u_alpha": u_alpha, "cu_alpha": cu_alpha, "cu_coverage": cu_coverage}[name](total))


def reproduced(case: dict):
    """Our value for the case, and the reason where there is none."""
    name, given = case["coefficient"], case["input"]
    if given["type"] == "sets":
        return masi_distance(set(given["a"]), set(given["b"])), None
    if given["type"] == "spans":
        return of_spans(case), None
    table, scale = counted(case)
    if name == "krippendorff_alpha_weighted":
        return estimate(alpha_distances(np.array(case["params"]["distance"])), table).value, None
    if name == "fleiss_per_category":
        table = table.against(case["params"]["category"] - 1)
        name = "fleiss_kappa"
    if name == "cohen_kappa_se_1960":
        return cohen_error(given["table"]), None
    if name.endswith(("_se", "_se_table")):
        name, _, rest = name.partition("_se")
        made = statistic(SAME.get(name, name), table, scale)
        return unit_error(made, table, sums(made, table).sum(axis=0), table=rest == "_table"), None
    found = estimate(statistic(SAME.get(name, name), table, scale), table)
    return found.value, found.why_undefined


@pytest.mark.skipif(not FILE.is_file(), reason=ABSENT)
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_published_case_reproduces(case):
    """Within the rounding of its source; a case without a value has a reason instead."""
    value, why = reproduced(case)

    if case["expected"] is None:
        assert (None, True) == (value, why is not None)
    else:
        assert value == pytest.approx(case["expected"], abs=case["tolerance"])
        if case.get("exact") is not None and case["status"] == "verified":
            assert value == pytest.approx(case["exact"], abs=1e-9)


def test_every_name_of_the_table_is_a_statistic():
    """What can be asked for by name is there."""
    table = confusion([[3, 1], [1, 3]], positive=0)

    assert [] == [name for name in TITLES if estimate(statistic(name, table, Scale()), table).value is None]
    assert undefined("no-units").value is None


OBSERVERS = [
    [1, 1, None, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [None, 5, 5, 5],
    [None, None, 1, 1],
    [None, None, 3, None],
]


@pytest.mark.parametrize(
    ("measure", "printed"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_the_four_observers_is_as_printed(measure, printed):
    """Krippendorff (2011), example with missing codes, all four measures."""
    states = np.array([[-1 if cell is None else cell - 1 for cell in row] for row in OBSERVERS])
    table = count(states)
    scale = Scale(measure=measure, points=np.arange(1.0, 6.0))

    assert printed == round(estimate(statistic("krippendorff_alpha", table, scale), table).value, 3)


@pytest.mark.parametrize(
    ("table", "kappa", "pabak", "prevalence", "bias"),
    [
        ([[40, 9], [6, 45]], 0.70, 0.70, 0.05, 0.03),
        ([[80, 10], [5, 5]], 0.32, 0.70, 0.75, 0.05),
        ([[45, 15], [25, 15]], 0.13, 0.20, 0.30, 0.10),
        ([[25, 35], [5, 35]], 0.26, 0.20, 0.10, 0.30),
    ],
)
def test_bias_and_prevalence_explain_kappa(table, kappa, pabak, prevalence, bias):
    """The tables of Feinstein & Cicchetti (1990); kappa = (PABAK - PI² + BI²) / (1 - PI² + BI²), Byrt et al. (1993)."""
    counts = confusion(table, positive=0)
    found = [
        estimate(statistic(name, counts, Scale()), counts).value
        for name in ("cohen_kappa", "pabak", "prevalence_index", "bias_index")
    ]

    assert [kappa, pabak, prevalence, bias] == [round(each, 2) for each in found]
    whole, adjusted, pi, bi = found
    assert whole == pytest.approx((adjusted - pi**2 + bi**2) / (1 - pi**2 + bi**2))


def test_specific_agreement_of_many_coders_is_that_of_the_coincidences():
    """A code of a unit that three coded weighs as much as one of a unit that two coded: 3 of 4 were met."""
    table = count([[1, 1, 1], [1, 0, -1], [0, 0, -1]], values=2, positive=1)

    found = estimate(statistic("ppos", table, Scale()), table), estimate(statistic("pneg", table, Scale()), table)

    assert (0.75, 2 / 3) == pytest.approx(tuple(each.value for each in found))
