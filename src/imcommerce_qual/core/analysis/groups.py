"""Groups of participants side by side: counts and proportions, without any test.

People were chosen on purpose, and few of them: a difference between groups is something to read about, not to infer.
"""

from __future__ import annotations

from collections.abc import Sequence

from imcommerce_qual.core.analysis.ground import Ground
from imcommerce_qual.core.evidence import passages
from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.model.analysis import Comparison, Group, GroupRow
from imcommerce_qual.model.evidence import Passage
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.transcript import AttributeValue

NUMBERS = ("integer", "number")


def compare_groups(found: Ground, attribute: str, cuts: Sequence[float] = ()) -> Comparison:
    """Themes and codes by the values of *attribute*; a number is cut at *cuts*, or else once, at its median.

    Counted are participants of completed transcripts, as everywhere.
    """
    groups, cut = groups_of(found.study, found.basis.participants, attribute, cuts)
    codebook = found.study.codebook
    rows = [
        _row("theme", theme.id, theme.label, _under(found, theme_codes(theme, codebook)), groups)
        for theme in found.study.findings.themes
    ]
    rows += [
        _row("code", code.id, code.label, _under(found, codebook.rolled_up(code.id)), groups)
        for code in codebook.codes.values()
    ]
    return Comparison(attribute=attribute, groups=groups, rows=tuple(rows), cut=cut)


def groups_of(
    study: Study, participants: Sequence[str], attribute: str, cuts: Sequence[float] = ()
) -> tuple[tuple[Group, ...], str]:
    """The groups, those whose value is not stated last, and what to say about where a number was cut."""
    values = {who: study.participants[who].attributes.get(attribute) for who in participants}
    declared = study.attributes.get(attribute, "text")
    if declared in NUMBERS:
        return _bands(values, cuts)
    stated = {str(value) for value in values.values() if value is not None}
    order = [*declared, *sorted(stated - set(declared))] if isinstance(declared, tuple) else sorted(stated)
    groups = [Group(value=name, participants=_with(values, name)) for name in order]
    return (*groups, *_unstated(values)), ""


def _with(values: dict[str, AttributeValue], name: str) -> tuple[str, ...]:
    return tuple(sorted(who for who, value in values.items() if value is not None and str(value) == name))


def _unstated(values: dict[str, AttributeValue]) -> tuple[Group, ...]:
    missing = tuple(sorted(who for who, value in values.items() if value is None))
    return (Group(value=None, participants=missing),) if missing else ()


def _bands(values: dict[str, AttributeValue], cuts: Sequence[float]) -> tuple[tuple[Group, ...], str]:
    numbers = {who: float(value) for who, value in values.items() if isinstance(value, int | float)}
    if not numbers:
        return _unstated(values), ""
    said = ""
    if not cuts:
        ordered = sorted(numbers.values())
        middle = (ordered[len(ordered) // 2] + ordered[~(len(ordered) // 2)]) / 2
        cuts = (middle,)
        said = f"cut at the median, {middle:g}, because no cuts were given: those at the median are in the upper group"
    edges = sorted(set(cuts))
    bands: list[Group] = []
    for n in range(len(edges) + 1):
        low, high = (edges[n - 1] if n else None), (edges[n] if n < len(edges) else None)
        who = tuple(sorted(w for w, v in numbers.items() if (low is None or v >= low) and (high is None or v < high)))
        bands.append(Group(value=_band_words(low, high), participants=who))
    return (*bands, *_unstated(values)), said


def _band_words(low: float | None, high: float | None) -> str:
    if low is None:
        return f"under {high:g}"
    return f"{low:g} and more" if high is None else f"{low:g} to under {high:g}"


def _under(found: Ground, codes: frozenset[str]) -> list[Passage]:
    return [
        passage
        for name in found.placed
        for passage in passages(each for each in found.placed[name] if each.standing.code in codes)
    ]


def _row(level: str, name: str, label: str, under: list[Passage], groups: Sequence[Group]) -> GroupRow:
    who = {participant for each in under for participant in each.participants}
    completed = [set(group.participants) for group in groups]
    return GroupRow(
        level="theme" if level == "theme" else "code",
        id=name,
        label=label,
        who=tuple(tuple(sorted(who & group)) for group in completed),
        excerpts=tuple(sum(not group.isdisjoint(each.participants) for each in under) for group in completed),
    )
