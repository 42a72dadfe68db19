"""Tables and pictures for papers, appendices and reviewers, in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imcommerce_qual.actions.analysing import Sighted, known_attribute
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.occurring import Options, first_occurrences
from imcommerce_qual.actions.theming import bundle, themes
from imcommerce_qual.actions.writingfiles import write_files
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.themes import matrix
from imcommerce_qual.model.analysis import Comparison, CoOccurrence, Covered, Support
from imcommerce_qual.model.picture import Picture
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Table

FORMATS = ("md", "csv", "csv-excel", "xlsx", "docx", "tex", "html", "json", "svg", "png")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """One result as tables and pictures; ``value`` is what JSON has, ``text`` a document that Markdown has instead."""

    what: str
    title: str
    tables: tuple[Table, ...]
    stamp: Stamp
    value: Mapping[str, Any]
    pictures: tuple[Picture, ...] = ()
    text: str | None = None
    #: Where documents for people show other tables than programs get.
    papers: tuple[Table, ...] = field(default=())

    @property
    def shown(self) -> tuple[Table, ...]:
        """The tables of documents for people."""
        return self.papers or self.tables


def export_themes(seen: Sighted, options: Options) -> Exported:
    """Findings, themes and codes, with quotations and negative cases."""
    from imcommerce_qual.render.markdown import render_themes_markdown
    from imcommerce_qual.render.papertable import paper_table
    from imcommerce_qual.render.pictures import against_heat, theme_bars

    found = themes(seen.opened, viewer=seen.viewer, coders=seen.coders, quotes=options.quotes)
    whole = bundle(seen.opened, found, viewer=seen.viewer, coders=seen.coders)
    by_name = {table.name: table for table in whole.tables}
    return Exported(
        what="themes",
        title=f"{seen.study.title}: themes and evidence",
        tables=whole.tables,
        stamp=found.stamp,
        value={"themes": found.table, "matrix": whole.matrix, "excerpts": whole.excerpts, "memos": whole.memos},
        pictures=(theme_bars(found.table), *([against_heat(found.table)] if found.table.findings else [])),
        text=render_themes_markdown(found.table, found.study, found.stamp, whole.memos),
        papers=(paper_table(found.table, found.study), by_name["themes"], by_name["against"]),
    )


def export_evidence(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - all exports are called alike
    """The chain of evidence, each link proved."""
    from imcommerce_qual.core.analysis.chain import chain
    from imcommerce_qual.render.chaintables import chain_table

    links = chain(seen.ground)
    table = chain_table(links, seen.study, seen.ground.basis)
    return _plain(seen, "evidence", "chain of evidence", [table], {"evidence": links})


def export_participants(seen: Sighted, options: Options) -> Exported:
    """Who took part, with a warning on what few share."""
    from imcommerce_qual.core.analysis.chain import people
    from imcommerce_qual.core.analysis.smallcells import small_cells
    from imcommerce_qual.render.chaintables import participant_tables

    names = tuple(known_attribute(seen.study, name) for name in options.attributes) or tuple(seen.study.attributes)
    found = people(seen.study)
    small = [
        each
        for each in small_cells(seen.study, [each.id for each in found])
        if options.attributes == () or any(name in each.what for name in names)
    ]
    tables = participant_tables(found, small, seen.study, names=names)
    return _plain(seen, "participants", "participants", tables, {"participants": found, "small": small})


def cooccurrences(seen: Sighted) -> tuple[CoOccurrence, CoOccurrence]:
    """Code by code, by turn and by overlap."""
    from imcommerce_qual.core.analysis.cooccurrence import cooccurrence

    return cooccurrence(seen.ground, "turn"), cooccurrence(seen.ground, "overlap")


def export_matrix(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - as above
    """Code by participant, and code by code."""
    from imcommerce_qual.render.analysistables import cooccurrence_table, pair_table
    from imcommerce_qual.render.evidencetables import matrix_table
    from imcommerce_qual.render.pictures import cooccurrence_heat, matrix_heat

    basis = seen.ground.basis
    counted = matrix(seen.study, seen.presence, seen.only)
    pairs = cooccurrences(seen)
    tables = [matrix_table(counted, seen.study, basis)]
    for each in pairs:
        tables += [cooccurrence_table(each, seen.study, basis), pair_table(each, seen.study, basis)]
    return _plain(
        seen,
        "matrix",
        "codes, participants and codes that occur together",
        tables,
        {"matrix": counted, "cooccurrence": pairs},
        pictures=(matrix_heat(counted), *map(cooccurrence_heat, pairs)),
    )


def export_saturation(seen: Sighted, options: Options) -> Exported:
    """When codes first occur; saturation of inductive ones."""
    from imcommerce_qual.render.analysistables import occurrence_tables
    from imcommerce_qual.render.pictures import occurrence_curve

    found = first_occurrences(seen, options)
    there = [each for each in found if each.codes or each.unused] or [found[0]]
    return _plain(
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
        WrongUseError: an attribute is not declared, or there is none.
    """
    from imcommerce_qual.core.analysis.groups import compare_groups

    names = [known_attribute(seen.study, name) for name in options.attributes] or list(seen.study.attributes)
    if not names:
        raise WrongUseError("study.yaml declares no attributes of participants", "declare some under `attributes:`")
    return tuple(compare_groups(seen.ground, name, options.cuts) for name in names)


def export_groups(seen: Sighted, options: Options) -> Exported:
    """Groups of participants side by side."""
    from imcommerce_qual.render.analysistables import comparison_table
    from imcommerce_qual.render.pictures import groups_heat

    found = comparisons(seen, options)
    return _plain(
        seen,
        "groups",
        "groups of participants",
        [comparison_table(each, seen.study, seen.ground.basis) for each in found],
        {"groups": found},
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


def export_coverage(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - as above
    """How much each coder coded."""
    from imcommerce_qual.render.analysistables import coverage_tables
    from imcommerce_qual.render.pictures import coverage_heat

    found = covered(seen)
    tables = coverage_tables(found, seen.study, seen.ground.basis)
    pictures = (coverage_heat(found),) if found else ()
    return _plain(seen, "coverage", "coverage by coder", tables, {"coverage": found}, pictures=pictures)


def export_rare(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - as above
    """What each code rests on: never used, rare, on one participant, by one coder."""
    from imcommerce_qual.render.analysistables import support_table
    from imcommerce_qual.render.pictures import support_bars

    found = supports(seen)
    table = support_table(found, seen.study, seen.ground.basis)
    bars = support_bars(found, len(seen.ground.basis.coders))
    pictures = (bars,) if bars.rows else ()
    return _plain(seen, "rare", "codes that rest on little", [table], {"rare": found}, pictures=pictures)


def export_grid(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - as above
    """The framework grid with the authors' cells, and the excerpts at hand."""
    from imcommerce_qual.actions.gridding import grid
    from imcommerce_qual.render.gridtables import grid_tables

    found = grid(seen.opened, viewer=seen.viewer)
    tables = grid_tables(found, seen.study, seen.ground.basis)
    value = {
        "participants": found.participants,
        "themes": found.themes,
        "cells": list(found.cells.values()),
        "excerpts": [
            {"participant": who, "theme": theme, "excerpts": each} for (who, theme), each in found.excerpts.items()
        ],
    }
    return _plain(seen, "grid", "framework grid", tables, {"grid": value})


def export_codebook(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - as above
    """The codes with all their fields, their use, the change log and memos."""
    from imcommerce_qual.actions.codebookexport import codebook_export
    from imcommerce_qual.render.codebookmarkdown import render_codebook_markdown
    from imcommerce_qual.render.codebooktables import codebook_tables

    found = codebook_export(seen.opened, viewer=seen.viewer, coders=seen.coders)
    return Exported(
        what="codebook",
        title=f"{found.study.title}: codebook",
        tables=codebook_tables(found.found, found.study),
        stamp=found.stamp,
        value={"codebook": found.found},
        text=render_codebook_markdown(found.found, found.study, found.stamp),
    )


def export_methods(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - as above
    """The methods paragraph with its sources, and the checklist's draft."""
    from imcommerce_qual.actions.methods import methods
    from imcommerce_qual.render.methodstext import method_tables

    found = methods(seen)
    tables = method_tables(found.sentences, found.checklist, seen.study, seen.ground.basis)
    return _plain(seen, "methods", "methods and checklist", tables, {"methods": found})


def export_agreement(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - as above
    """Agreement by code; without anything that two coders completed, an empty table that says so."""
    from imcommerce_qual.actions.coderagreement import agreement_drawn
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.render.agreementtables import agreement_columns

    forest = None
    try:
        tables, forest = agreement_drawn(seen.opened, viewer=seen.viewer, coders=seen.coders)
    except WrongUseError as error:
        columns = agreement_columns(None)
        tables = (Table(name="agreement", title="Agreement by code", columns=columns, notes=(str(error),)),)
    pictures = (forest,) if forest is not None else ()
    return _plain(seen, "agreement", "agreement between coders", tables, {"agreement": tables}, pictures=pictures)


def export_decisions(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - as above
    """The log of decisions, what is proposed, and how disagreements were settled."""
    from imcommerce_qual.actions.decided import decision_list
    from imcommerce_qual.render.decisiontables import decision_tables

    found = decision_list(seen.opened, viewer=seen.viewer)
    return _plain(seen, "decisions", "decisions", decision_tables(found), {"decisions": found})


def _plain(
    seen: Sighted,
    what: str,
    title: str,
    tables: Iterable[Table],
    value: Mapping[str, Any],
    *,
    pictures: tuple[Picture, ...] = (),
) -> Exported:
    return Exported(
        what=what,
        title=f"{seen.study.title}: {title}",
        tables=tuple(tables),
        stamp=seen.stamp,
        value=value,
        pictures=pictures,
    )


#: What can be exported, by name.
EXPORTS: dict[str, Callable[[Sighted, Options], Exported]] = {
    "themes": export_themes,
    "evidence": export_evidence,
    "participants": export_participants,
    "matrix": export_matrix,
    "saturation": export_saturation,
    "groups": export_groups,
    "coverage": export_coverage,
    "rare": export_rare,
    "grid": export_grid,
    "codebook": export_codebook,
    "agreement": export_agreement,
    "decisions": export_decisions,
    "methods": export_methods,
}


def wanted(names: Iterable[str]) -> tuple[str, ...]:
    """What was asked for, each once; ``all`` is everything.

    Raises:
        WrongUseError: something is not known, or nothing is named.
    """
    found: dict[str, None] = {}
    for name in names:
        if name == "all":
            found |= dict.fromkeys(EXPORTS)
        elif name in EXPORTS:
            found[name] = None
        else:
            raise WrongUseError(f"there is no `{name}` to export", suggest(name, [*EXPORTS, "all", "transcript"]))
    if not found:
        raise WrongUseError("export what?", f"some of: {', '.join(EXPORTS)}; or all; or transcript S01")
    return tuple(found)


def export(seen: Sighted, names: Iterable[str], options: Options) -> tuple[Exported, ...]:
    """The results asked for, as tables and pictures.

    Raises:
        WrongUseError: a name or an option makes no sense.
        AlteredExcerptError: an excerpt is not the transcript's text.
    """
    return tuple(EXPORTS[name](seen, options) for name in wanted(names))


def not_to_quote(found: Iterable[Exported]) -> int:
    """How many excerpts stand in the tables for the authors' eyes, but may not be quoted; each is counted once."""
    kept: set[tuple[object, ...]] = set()
    for table in (table for each in found for table in each.tables):
        keys = [column.key for column in table.columns]
        if {"may_quote", "words"} <= set(keys):  # the log of decisions marks its own
            place = [keys.index(key) for key in ("start", "transcript", "place") if key in keys][:1]
            words = keys.index("words")
            flag = keys.index("may_quote")
            kept |= {(*(row[n] for n in place), row[words]) for row in table.rows if row[flag] is False}
    return len(kept)


def write_exports(found: Iterable[Exported], folder: Path, formats: Iterable[str]) -> tuple[Path, ...]:
    """Write the files of every result in every format; the same study gives the same bytes.

    Raises:
        RefusedError: the folder cannot be made or written to, or what draws PNG is not installed.
    """
    found, formats = tuple(found), tuple(formats)
    files = {name: content for kind in formats for each in found for name, content in export_files(each, kind)}
    if "tex" in formats:
        from imcommerce_qual.render.latex import PREAMBLE_NAME, document, preamble

        files[PREAMBLE_NAME] = preamble().encode()
        files["imqual-tables.tex"] = document(f"{each.what}.tex" for each in found).encode()
    return write_files(folder, files.items())


def export_files(found: Exported, kind: str) -> Iterator[tuple[str, bytes]]:
    """The files of one result in one format, by name."""
    if kind == "md":
        from imcommerce_qual.render.markdown import render_tables_markdown

        text = found.text or render_tables_markdown(found.title, found.shown, found.stamp)
        yield f"{found.what}.md", text.encode()
    elif kind in {"csv", "csv-excel"}:
        yield from _csv_files(found, kind)
    elif kind == "xlsx":
        from imcommerce_qual.render.office import render_xlsx

        yield f"{found.what}.xlsx", render_xlsx(found.tables, found.stamp)
    elif kind == "docx":
        from imcommerce_qual.render.word import render_docx

        yield f"{found.what}.docx", render_docx(found.title, found.shown, found.stamp)
    elif kind == "tex":
        from imcommerce_qual.render.latex import render_latex

        yield f"{found.what}.tex", render_latex(found.shown, found.stamp).encode()
    elif kind == "html":
        from imcommerce_qual.render.htmltable import render_html

        yield f"{found.what}.html", render_html(found.title, found.shown, found.pictures, found.stamp).encode()
    elif kind in {"svg", "png"}:
        from imcommerce_qual.actions.pngpictures import picture_files

        yield from picture_files(found.pictures, found.stamp, kind)
    else:
        from imcommerce_qual.render.jsonfile import render_json

        value = found.value[found.what] if len(found.value) == 1 and found.what in found.value else found.value
        yield f"{found.what}.json", render_json(found.what, value, found.stamp).encode()


def _csv_files(found: Exported, kind: str) -> Iterator[tuple[str, bytes]]:
    from imcommerce_qual.render.csvfile import render_csv, render_excel_csv

    prefix = "codebook_" if found.what == "codebook" else ""
    for table in found.tables:
        if kind == "csv":
            yield f"{prefix}{table.name}.csv", render_csv(table, found.stamp).encode()
        else:
            yield f"{prefix}{table.name}.excel.csv", render_excel_csv(table, found.stamp).encode()
