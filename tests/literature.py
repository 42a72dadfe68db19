"""Worked examples of agreement from books, papers and manuals: the figures, and where they are printed."""

from __future__ import annotations

from dataclasses import dataclass, field

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Ratings as a row per unit ("" not coded), what to say of them, and what is printed of each coefficient.

    ``printed``: by name, as text: it counts to its last decimal. ``se``: the same of standard errors; ``se_by_n``: of
    those that divide by n where ours divide by n - 1.
    """

    source: str
    rows: tuple[Row, ...]
    options: tuple[str, ...] = ()
    printed: dict[str, str]
    se: dict[str, str] = field(default_factory=dict)
    se_by_n: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As a table."""
        head = ",".join(["unit", *(f"coder-{at + 1}" for at in range(len(self.rows[0])))])
        return "\n".join([head, *(",".join([f"u{at}", *row]) for at, row in enumerate(self.rows)), ""])


def columns(*coders: str) -> tuple[Row, ...]:
    """A row per unit from what each coder gave, a mark per unit, ``.`` where they did not code it."""
    return tuple(tuple("" if mark == "." else mark for mark in row) for row in zip(*coders, strict=True))


def crossed(*table: tuple[int, ...]) -> tuple[Row, ...]:
    """Ratings from a table of two coders: rows the first's values 1, 2, …, columns the second's."""
    return tuple(
        (str(first), str(second))
        for first, line in enumerate(table, 1)
        for second, many in enumerate(line, 1)
        for _ in range(many)
    )


def spread(*table: tuple[int, ...]) -> tuple[Row, ...]:
    """Ratings from how many coders gave each value 1, 2, … to each unit; who gave which does not matter."""
    return tuple(tuple(str(value) for value, many in enumerate(line, 1) for _ in range(many)) for line in table)


OBSERVERS = columns("123321412...", "1233224125..", ".33323422513", "12332441251.")
TRIADS = columns("112412132", "122442232", "122442332")
PATIENTS = columns("33345523522615221243", "36462424332333221334", "21443216111233113322")

EXAMPLES = (
    Example(
        source="Krippendorff (1980) p. 133, and (2011) example A",
        rows=columns("0100000010", "1110010000"),
        printed={"krippendorff_alpha": ".095", "percent_agreement": ".60"},
    ),
    Example(source="Krippendorff (1980) p. 139", rows=TRIADS, printed={"krippendorff_alpha": ".642"}),
    Example(
        source="Krippendorff (1980) p. 139, interval",
        rows=TRIADS,
        options=("--measure", "interval"),
        printed={"krippendorff_alpha": ".547"},
    ),
    Example(
        source="Krippendorff (1980) p. 139, ratio",
        rows=TRIADS,
        options=("--measure", "ratio"),
        printed={"krippendorff_alpha": ".483"},
    ),
    *(
        Example(
            source=f"Krippendorff (2011) example C, {measure}",
            rows=OBSERVERS,
            options=("--measure", measure),
            printed={"krippendorff_alpha": value},
        )
        for measure, value in (("nominal", ".743"), ("ordinal", ".815"), ("interval", ".849"), ("ratio", ".797"))
    ),
    Example(
        source="Gwet (2014), as the manual of R irrCAC prints it (cac.raw4raters)",
        rows=OBSERVERS,
        printed={
            "ac1": ".77544",
            "fleiss_kappa": ".76117",
            "krippendorff_alpha": ".74342",
            "conger_kappa": ".76282",
            "brennan_prediger": ".77273",
            "percent_agreement": ".81818",
        },
        se={
            "ac1": ".14295",
            "fleiss_kappa": ".15302",
            "krippendorff_alpha": ".14557",
            "conger_kappa": ".14917",
            "brennan_prediger": ".14472",
        },
    ),
    Example(
        source="The same raters, quadratic weights, irrCAC 0.4.4 for Python",
        rows=OBSERVERS,
        options=("--measure", "interval"),
        printed={"krippendorff_alpha": ".84911"},
        se={"krippendorff_alpha": ".12913"},
    ),
    Example(
        source="The same raters, ratio weights, irrCAC 0.4.4 for Python",
        rows=OBSERVERS,
        options=("--measure", "ratio"),
        printed={"krippendorff_alpha": ".79740"},
        se={"krippendorff_alpha": ".14048"},
    ),
    Example(
        source="Gwet (2014), as the manual of R irrCAC prints it (cont3x3abstractors)",
        rows=crossed((13, 0, 0), (0, 20, 7), (0, 4, 56)),
        printed={
            "cohen_kappa": ".7964094",
            "scott_pi": ".7962397",
            "ac1": ".8493305",
            "brennan_prediger": ".835",
            "percent_agreement": ".89",
        },
        se_by_n={
            "cohen_kappa": ".05891072",
            "scott_pi": ".05905473",
            "ac1": ".04321747",
            "brennan_prediger": ".04693346",
            "percent_agreement": ".03128898",
        },
    ),
    Example(
        source="Wikipedia, Krippendorff's alpha (three coders, fifteen units)",
        rows=columns(".....34121133.3", "1.213343.......", "..21344.21133.4"),
        printed={"krippendorff_alpha": ".691"},
    ),
    Example(
        source="Wikipedia, Fleiss' kappa (ten subjects, fourteen raters)",
        rows=spread(
            (0, 0, 0, 0, 14),
            (0, 2, 6, 4, 2),
            (0, 0, 3, 5, 6),
            (0, 3, 9, 2, 0),
            (2, 2, 8, 1, 1),
            (7, 7, 0, 0, 0),
            (3, 2, 6, 3, 0),
            (2, 5, 3, 2, 2),
            (6, 5, 2, 1, 0),
            (0, 2, 2, 3, 7),
        ),
        printed={"fleiss_kappa": ".210", "percent_agreement": ".378"},
    ),
    Example(
        source="Wikipedia, Cohen's kappa",
        rows=crossed((20, 5), (10, 15)),
        printed={"cohen_kappa": ".4", "percent_agreement": ".7"},
    ),
    Example(
        source="Wikipedia, Cohen's kappa, same percentages but different numbers (1)",
        rows=crossed((45, 15), (25, 15)),
        printed={"cohen_kappa": ".1304", "percent_agreement": ".60"},
    ),
    Example(
        source="Wikipedia, Cohen's kappa, same percentages but different numbers (2)",
        rows=crossed((25, 35), (5, 35)),
        printed={"cohen_kappa": ".2593", "percent_agreement": ".60"},
    ),
    Example(
        source="Cohen (1960) table 2",
        rows=crossed((88, 14, 18), (10, 40, 10), (2, 6, 12)),
        printed={"cohen_kappa": ".492", "kappa_max": ".831", "percent_agreement": ".70"},
    ),
    Example(
        source="Fleiss, Cohen & Everitt (1969): variance .002885",
        rows=crossed((106, 10, 4), (22, 28, 10), (2, 12, 6)),
        printed={"cohen_kappa": ".429"},
        se_by_n={"cohen_kappa": ".0537"},
    ),
    Example(
        source="Fleiss (1981) table 13.1",
        rows=crossed((75, 1, 4), (5, 4, 1), (0, 0, 10)),
        printed={"cohen_kappa": ".68", "percent_agreement": ".89"},
    ),
    Example(
        source="Agresti (1992) p. 202, from Landis & Koch (1977)",
        rows=crossed((22, 2, 2, 0), (5, 7, 14, 0), (0, 2, 36, 0), (0, 1, 17, 10)),
        printed={"cohen_kappa": ".493"},
        se_by_n={"cohen_kappa": ".057"},
    ),
    Example(
        source="SAS, PROC FREQ, as the tests of statsmodels print it",
        rows=crossed((0, 4, 1), (0, 8, 0), (0, 1, 5)),
        printed={"cohen_kappa": ".4842", "weighted_kappa": ".4701"},
        se_by_n={"cohen_kappa": ".1380", "weighted_kappa": ".1457"},
    ),
    Example(
        source="R irr, kappa2(anxiety[, 2:3]): it counts the steps between values that occur",
        rows=tuple(row[1:] for row in PATIENTS),
        options=("--categories", "1,2,3,4,6"),
        printed={"cohen_kappa": "-.006289308", "weighted_kappa": ".1459075"},
    ),
    Example(
        source="R irr, kappa2(anxiety[, 2:3], 'squared')",
        rows=tuple(row[1:] for row in PATIENTS),
        options=("--categories", "1,2,3,4,6", "--weights", "quadratic"),
        printed={"weighted_kappa": ".2520325"},
    ),
    Example(
        source="R irr, kappa2(anxiety[, 1:2], 'squared')",
        rows=tuple(row[:2] for row in PATIENTS),
        options=("--weights", "quadratic"),
        printed={"weighted_kappa": ".297", "cohen_kappa": ".119"},
    ),
    Example(
        source="scikit-learn, cohen_kappa_score",
        rows=(
            ("negative", "negative"),
            ("positive", "positive"),
            ("negative", "negative"),
            ("neutral", "neutral"),
            ("positive", "negative"),
        ),
        printed={"cohen_kappa": ".6875"},
    ),
    Example(
        source="Randolph's calculator, as the tests of statsmodels print it (1)",
        rows=spread((7, 1), (3, 5)),
        printed={"fleiss_kappa": ".161905", "randolph_kappa": ".214286", "percent_agreement": ".607143"},
    ),
    Example(
        source="Randolph's calculator, as the tests of statsmodels print it (2)",
        rows=spread((6, 1, 0), (0, 7, 0)),
        options=("--categories", "1,2,3"),
        printed={"fleiss_kappa": ".708333", "randolph_kappa": ".785714", "percent_agreement": ".857143"},
    ),
    Example(
        source="Artstein & Poesio (2008) p. 558",
        rows=crossed((20, 10), (20, 50)),
        printed={"bennett_s": ".40", "scott_pi": ".341", "cohen_kappa": ".348", "ppos": ".571", "pneg": ".769"},
    ),
    Example(
        source="Artstein & Poesio (2008) p. 568; `check` is half-way between the two others",
        rows=tuple(
            pair
            for pair, many in (
                (("stat", "stat"), 46),
                (("request", "stat"), 6),
                (("request", "request"), 32),
                (("request", "check"), 6),
                (("check", "check"), 10),
            )
            for _ in range(many)
        ),
        options=("--categories", "stat,check,request"),
        printed={"bennett_s": ".82", "scott_pi": ".7995", "cohen_kappa": ".8013", "weighted_kappa": ".8163"},
    ),
    Example(
        source="Cicchetti & Feinstein (1990), table 2 of the paradoxes; indices of Byrt, Bishop & Carlin (1993)",
        rows=crossed((80, 10), (5, 5)),
        printed={
            "ppos": ".91",
            "pneg": ".40",
            "cohen_kappa": ".32",
            "pabak": ".70",
            "prevalence_index": ".75",
            "bias_index": ".05",
        },
    ),
    Example(
        source="Sim & Wright (2005): two physiotherapists, 39 patients",
        rows=crossed((22, 2), (4, 11)),
        printed={"percent_agreement": ".8462", "cohen_kappa": ".67", "kappa_max": ".89", "pabak": ".69"},
    ),
    Example(
        source="Gwet (2008), on table 2 of Cohen (1960), as the tests of DKPro Statistics print it",
        rows=crossed((88, 14, 18), (10, 40, 10), (2, 6, 12)),
        printed={"ac1": ".5760"},
    ),
    Example(
        source="Bennett, Alpert & Goldstein (1954), by Zwick (1988) p. 376",
        rows=crossed((20, 5, 5, 10), (0, 10, 5, 5), (0, 5, 10, 5), (0, 0, 0, 20)),
        printed={"bennett_s": ".467", "cohen_kappa": ".474"},
    ),
    Example(
        source="Holsti (1969): 2 · 3 agreements beside 5 and 4 decisions",
        rows=columns("11222", "111.2"),
        printed={"holsti": ".667", "percent_agreement": ".75"},
    ),
)
