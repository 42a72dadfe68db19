"""What all codings at once come to: matrices, first occurrences, groups, coverage, codes that rest on little."""

from __future__ import annotations

from imcommerce_qual.actions.analysing import Sighted, known_attribute
from imcommerce_qual.actions.exported import Exported, exported
from imcommerce_qual.actions.occurring import Options, first_occurrences
from imcommerce_qual.core.themes import matrix
from imcommerce_qual.model.analysis import Comparison, CoOccurrence, Covered, Support


def cooccurrences(seen: Sighted) -> tuple[CoOccurrence, CoOccurrence]:
    """Code by code, by turn and by overlap."""
    from imcommerce_qual.core.analysis.cooccurrence import cooccurrence

    return cooccurrence(seen.ground, "turn"), cooccurrence(seen.ground, "overlap")


def export_matrix(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - all exports are called alike
    """Code by participant, and code by code."""
    from imcommerce_qual.render.cooccurrencetables import cooccurrence_table, pair_table
    from imcommerce_qual.render.evidencetables import matrix_table
    from imcommerce_qual.render.paperanalysis import printable
    from imcommerce_qual.render.pictures import cooccurrence_heat, matrix_heat

    basis = seen.ground.basis
    counted = matrix(seen.study, seen.presence, seen.only)
    pairs = cooccurrences(seen)
    tables = [matrix_table(counted, seen.study, basis)]
    for each in pairs:
        tables += [cooccurrence_table(each, seen.study, basis), pair_table(each, seen.study, basis)]
    return exported(
        seen,
        "matrix",
        "codes, participants and codes that occur together",
        tables,
        {"matrix": counted, "cooccurrence": pairs},
        pictures=(matrix_heat(counted), *map(cooccurrence_heat, pairs)),
        papers=printable(tables),
    )


def export_saturation(seen: Sighted, options: Options) -> Exported:
    """When codes first occur; saturation of inductive ones."""
    from imcommerce_qual.render.pictures import occurrence_curve
    from imcommerce_qual.render.saturationtables import occurrence_tables

    found = first_occurrences(seen, options)
    there = [each for each in found if each.codes or each.unused] or [found[0]]
    return exported(
        seen,
        "saturation",
        "first occurrence of codes",
        [table for each in there for table in occurrence_tables(each, seen.study, seen.ground.basis)],
        {"saturation": found},
        pictures=tuple(occurrence_curve(each) for each in there if each.codes),
    )


def comparisons(seen: Sighted, options: Options) -> tuple[Comparison, ...]:
    """Groups by each of the attributes asked for, or by all.

    Raises:
        WrongUseError: an attribute is not declared.
    """
    from imcommerce_qual.core.analysis.groups import compare_groups

    names = [known_attribute(seen.study, name) for name in options.attributes] or list(seen.study.attributes)
    return tuple(compare_groups(seen.ground, name, options.cuts) for name in names)


def export_groups(seen: Sighted, options: Options) -> Exported:
    """Groups of participants side by side; an empty table that says so where no attribute is declared.

    Raises:
        WrongUseError: an attribute that was asked for is not declared.
    """
    from imcommerce_qual.render.analysistables import comparison_table, no_groups_table
    from imcommerce_qual.render.paperanalysis import group_paper
    from imcommerce_qual.render.pictures import groups_heat

    if not options.attributes and not seen.study.attributes:
        return exported(seen, "groups", "groups of participants", [no_groups_table(seen.study)], {"groups": ()})
    found = comparisons(seen, options)
    tables = [comparison_table(each, seen.study, seen.ground.basis) for each in found]
    return exported(
        seen,
        "groups",
        "groups of participants",
        tables,
        {"groups": found},
        papers=[group_paper(each, table.notes) for each, table in zip(found, tables, strict=True)],
        pictures=tuple(map(groups_heat, found)),
    )


def covered(seen: Sighted) -> tuple[Covered, ...]:
    """How much of each transcript each coder coded."""
    from imcommerce_qual.core.analysis.coverage import coverage

    return coverage(seen.ground, seen.presence)


def supports(seen: Sighted) -> tuple[Support, ...]:
    """What each code rests on."""
    from imcommerce_qual.core.analysis.coverage import support

    return support(seen.ground)


def export_coverage(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - all exports are called alike
    """How much each coder coded."""
    from imcommerce_qual.render.analysistables import coverage_tables
    from imcommerce_qual.render.pictures import coverage_heat

    found = covered(seen)
    tables = coverage_tables(found, seen.study, seen.ground.basis)
    pictures = (coverage_heat(found),) if found else ()
    return exported(seen, "coverage", "coverage by coder", tables, {"coverage": found}, pictures=pictures)


def export_rare(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - all exports are called alike
    """What each code rests on: never used, rare, on one participant, by one coder."""
    from imcommerce_qual.core.analysis.coverage import coders_of
    from imcommerce_qual.render.analysistables import support_table
    from imcommerce_qual.render.pictures import support_bars

    found = supports(seen)
    table = support_table(found, seen.study, seen.ground.basis)
    bars = support_bars(found, coders_of(seen.ground.basis))
    pictures = (bars,) if bars.rows else ()
    return exported(seen, "rare", "codes that rest on little", [table], {"rare": found}, pictures=pictures)
