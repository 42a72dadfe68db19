"""Agreement by code, group and pair of coders as tables: for people in pieces that fit, for programs in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imcommerce_qual.render.agreementtext import decimal, interval_words, percent
from imcommerce_qual.render.forest import AXIS, bar

if TYPE_CHECKING:
    from imcommerce_qual.core.agreement.estimate import Estimate
    from imcommerce_qual.core.reliability.basis import StudyAgreement
    from imcommerce_qual.core.reliability.values import CodeAgreement, PairAgreement

#: So many groups are listed on a terminal.
MOST_GROUPS = 40
_USUAL = ("krippendorff_alpha", "percent_agreement", "ppos", "pneg", "cohen_kappa")

Cell = str | int | float | None
#: A title and its cells.
Column = tuple[str, list[str]]
#: Titles where there is little room.
_SHORTER = {"positive": "pos.", "negative": "neg."}
#: Columns that are no numbers.
_LEFT = frozenset({"95 % interval", AXIS, "lowest", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A table for people: its heading, titles, rows, and which columns are numbers."""

    heading: str = ""
    titles: tuple[str, ...]
    rows: list[tuple[str, ...]]
    right: tuple[str, ...] = ()


def code_tables(found: StudyAgreement, *, width: int, shorts: dict[str, str]) -> tuple[Shown, ...]:
    """The codes as applied (or themes) first, then what they roll up into. *shorts*: how coefficients are headed."""
    applied = [each for each in found.codes if each.level != "rolled up"]
    above = [each for each in found.codes if each.level == "rolled up"]
    tables: list[Shown] = []
    for heading, codes in (("", applied), ("Rolled up: with all codes under them, not the headline", above)):
        if codes:
            tables += _of(found, codes, heading, width, shorts)
    return tuple(tables)


def _of(
    found: StudyAgreement, codes: Sequence[CodeAgreement], heading: str, width: int, shorts: dict[str, str]
) -> Iterable[Shown]:
    first = found.basis.level
    beside = "by turn" if found.basis.unit == "character" else "by char."
    alpha: Column = ("alpha", [decimal(each.alpha.value) or "—" for each in codes])
    intervals: Column = ("95 % interval", [_interval(each.alpha) for each in codes])
    numbers: list[Column] = []
    if len(found.basis.coders) == 2:
        numbers.append(("kappa", [decimal(each.estimates["cohen_kappa"].value) or "—" for each in codes]))
    numbers.append((beside, [decimal(each.beside.value) or "—" for each in codes]))
    others = dict.fromkeys(name for each in codes for name in each.estimates if name not in _USUAL)
    numbers += [(shorts.get(name, name), [_value(each, name) for each in codes]) for name in others]
    if any(each.matches is not None for each in codes):
        numbers += [
            ("matched", [_share(each.matches.share if each.matches else None) for each in codes]),
            ("precision", [_share(each.matches.precision if each.matches else None) for each in codes]),
            ("recall", [_share(each.matches.recall if each.matches else None) for each in codes]),
        ]
    seen: list[Column] = [
        (_unit_title(found.basis.unit), [str(each.n_units) for each in codes]),
        *((coder, [_given(each, coder) for each in codes]) for coder in found.basis.coders),
        ("agree", [decimal(each.estimates["percent_agreement"].value) or "—" for each in codes]),
        ("positive", [decimal(each.estimates["ppos"].value) or "—" for each in codes]),
        ("negative", [decimal(each.estimates["pneg"].value) or "—" for each in codes]),
        ("differ", [str(each.differ) for each in codes]),
    ]
    names: Column = (first, [_short(each.code, width // 3) for each in codes])
    # Where there is room for bars, they say what is undefined, and the intervals are narrow.
    drawn: list[Column] = [
        (intervals[0], [interval_words(each.alpha) for each in codes]),
        (AXIS, [_bar(each.alpha) or f"undefined: {each.alpha.why_undefined}" for each in codes]),
    ]
    numbers = [alpha, *(drawn if _fit([names, alpha, *drawn, *numbers], width) else [intervals]), *numbers]
    if _fit([names, *numbers, *seen], width):
        return packed(heading, names, [*numbers, *seen], width)
    whole, close = packed("", names, seen, width), _closer(names, seen, width)
    return [*packed(heading, names, numbers, width), *(close if len(close) < len(whole) else whole)]


def _closer(names: Column, seen: Sequence[Column], width: int) -> list[Shown]:
    """The same in less room: where all codes have as many units that is said above, and titles are shorter."""
    units, *others = [(_SHORTER.get(title, title), cells) for title, cells in seen]
    if len(set(units[1])) > 1:
        return packed("", names, [units, *others], width)
    return packed(f"{units[1][0]} {units[0]} for every code", names, others, width)


def packed(heading: str, names: Column, columns: Sequence[Column], width: int) -> list[Shown]:
    """As many tables as it takes: a column is never cut, what does not fit stands in a further one."""
    tables: list[list[Column]] = [[names]]
    for column in columns:
        if len(tables[-1]) > 1 and not _fit([*tables[-1], column], width):
            tables.append([names])
        tables[-1].append(column)
    return [_shown(heading if number == 0 else "", each) for number, each in enumerate(tables)]


def _fit(columns: Sequence[Column], width: int) -> bool:
    """Whether they stand side by side, three characters between them."""
    return sum(max(map(len, (title, *cells))) for title, cells in columns) + 3 * (len(columns) - 1) <= width


def _short(name: str, most: int) -> str:
    """A long name without its middle."""
    most = max(most, 12)
    return name if len(name) <= most else f"{name[: most // 2]}…{name[-(most - most // 2 - 1) :]}"


def _shown(heading: str, columns: Sequence[Column]) -> Shown:
    titles = tuple(title for title, _ in columns)
    left = {titles[0], *_LEFT}
    return Shown(
        heading=heading,
        titles=titles,
        rows=list(zip(*(cells for _, cells in columns), strict=True)),
        right=tuple(title for title in titles if title not in left),
    )


def _unit_title(unit: str) -> str:
    return {"span-match": "turns", "character": "characters", "given": "units"}.get(unit, f"{unit}s")


def _interval(found: Estimate) -> str:
    if found.why_undefined:
        return f"undefined: {found.why_undefined}"
    return interval_words(found) or f"none: {found.why_no_interval}"


def _bar(found: Estimate) -> str:
    low, high = found.interval or (None, None)
    return bar(found.value, low, high)


def _value(each: CodeAgreement, name: str) -> str:
    found = each.estimates.get(name)
    return decimal(found.value) or "—" if found is not None else "—"


def _share(number: float | None) -> str:
    return "—" if number is None else f"{number:.0%}"


def _given(each: CodeAgreement, coder: str) -> str:
    """On how many units, and their share: ``12 (4%)``."""
    looked = each.looked[coder]
    return f"{each.by_coder[coder]} ({percent(each.by_coder[coder] / looked)})" if looked else "—"


def code_rows_plain(found: StudyAgreement) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """For programs: a row a code and level, numbers in full; what is undefined is empty, with its reason."""
    coders = found.basis.coders
    others = tuple(dict.fromkeys(name for each in found.codes for name in each.estimates))
    titles = (
        "code",
        "level",
        "n_units",
        "transcripts",
        *(f"n {coder}" for coder in coders),
        *(f"prevalence {coder}" for coder in coders),
        "differ",
        *others,
        "low",
        "high",
        "why_undefined",
        "why_no_interval",
        "flags",
        "alpha_turn" if found.basis.unit == "character" else "alpha_character",
        "why_undefined_beside",
        *(("matched", "precision", "recall") if any(each.matches for each in found.codes) else ()),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in found.codes:
        low, high = each.alpha.interval or (None, None)
        met = each.matches
        rows.append(
            (
                each.code,
                each.level,
                each.n_units,
                each.transcripts,
                *(each.by_coder[coder] for coder in coders),
                *(each.by_coder[coder] / each.looked[coder] if each.looked[coder] else None for coder in coders),
                each.differ,
                *(each.estimates[name].value if name in each.estimates else None for name in others),
                low,
                high,
                each.alpha.why_undefined,
                each.alpha.why_no_interval,
                ",".join(each.alpha.flags) or None,
                each.beside.value,
                each.beside.why_undefined,
                *((met.share, met.precision, met.recall) if met is not None else ()),
            )
        )
    width = len(titles)
    return titles, [row + (None,) * (width - len(row)) for row in rows]


def group_rows_plain(found: StudyAgreement) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """A row a group, for programs."""
    titles = (
        "group", "transcripts", "n_units", "median", "minimum", "lowest", "defined", "of",
        f"alpha_{found.basis.distance}", "low", "high", "why_undefined", "note",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for each in found.groups:
        low, high = each.on_sets.interval or (None, None)
        rows.append(
            (each.group, len(each.transcripts), each.n_units, each.median, each.minimum, each.lowest, each.defined,
             each.of, each.on_sets.value, low, high, each.on_sets.why_undefined, each.note or None)
        )  # fmt: skip
    return titles, rows


def group_tables(found: StudyAgreement, width: int) -> list[Shown]:
    """For people; of very many, those that agree least."""
    groups = found.groups
    heading = ""
    if len(groups) > MOST_GROUPS:
        groups = tuple(
            sorted(groups, key=lambda each: 2.0 if each.on_sets.value is None else each.on_sets.value)[:MOST_GROUPS]
        )
        heading = f"The {MOST_GROUPS} of {len(found.groups)} that agree least (a pipe and --json have all)"
    columns: list[Column] = [
        ("transcripts", [str(len(each.transcripts)) for each in groups]),
        (_unit_title(found.basis.unit), [str(each.n_units) for each in groups]),
        ("codes", [f"{each.defined}/{each.of}" for each in groups]),
        ("median", [decimal(each.median) or "—" for each in groups]),
        ("minimum", [decimal(each.minimum) or "—" for each in groups]),
        ("lowest", [_short(each.lowest or "", 20) for each in groups]),
        ("on sets", [decimal(each.on_sets.value) or "—" for each in groups]),
        ("95 % interval", [interval_words(each.on_sets) for each in groups]),
        ("", [_short(each.note, 60) for each in groups]),
    ]
    kept = [each for each in columns if any(each[1]) and not (each[0] == "transcripts" and set(each[1]) == {"1"})]
    return packed(heading, (found.by or "group", [_short(each.group, width // 3) for each in groups]), kept, width)


def pair_tables(pairs: Sequence[PairAgreement], coders: Sequence[str], width: int) -> list[Shown]:
    """Pooled kappa of every two coders, and in how many transcripts they met."""
    known = {frozenset(each.coders): each for each in pairs}
    columns = [(two, [_met(known.get(frozenset({one, two}))) for one in coders]) for two in coders]
    heading = "Every two coders: pooled kappa over codes, in how many transcripts"
    return packed(heading, ("", list(coders)), columns, width)


def _met(each: PairAgreement | None) -> str:
    if each is None:
        return "·"
    if each.pooled_kappa.value is None:
        return "—" if each.transcripts else "never met"
    return f"{decimal(each.pooled_kappa.value)} in {each.transcripts}"
