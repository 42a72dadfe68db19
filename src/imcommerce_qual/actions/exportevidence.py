"""What a paper shows of its evidence: themes, the chain of evidence, participants, the framework grid."""

from __future__ import annotations

from dataclasses import replace

from imcommerce_qual.actions.analysing import Sighted, known_attribute
from imcommerce_qual.actions.exported import Exported, exported
from imcommerce_qual.actions.keptforms import kept_for, preferring_kept
from imcommerce_qual.actions.occurring import Options
from imcommerce_qual.actions.theming import bundle, themes


def export_themes(seen: Sighted, options: Options) -> Exported:
    """Findings, themes and codes, with quotations and negative cases."""
    from imcommerce_qual.render.markdown import render_themes_markdown
    from imcommerce_qual.render.paperevidence import against_papers, quotation_papers
    from imcommerce_qual.render.papertable import counts_paper, paper_table
    from imcommerce_qual.render.pictures import against_heat, theme_bars

    found = themes(seen.opened, viewer=seen.viewer, coders=seen.coders, quotes=options.quotes)
    whole = bundle(seen.opened, found, viewer=seen.viewer, coders=seen.coders)
    return Exported(
        what="themes",
        title=f"{seen.study.title}: themes and evidence",
        tables=whole.tables,
        stamp=found.stamp,
        value={"themes": found.table, "matrix": whole.matrix, "excerpts": whole.excerpts, "memos": whole.memos},
        pictures=(theme_bars(found.table), *([against_heat(found.table)] if found.table.findings else [])),
        text=render_themes_markdown(found.table, found.study, found.stamp, whole.memos),
        papers=(
            paper_table(found.table, found.study),
            counts_paper(found.table, found.study),
            *quotation_papers(found.table, found.study),
            *against_papers(found.table, found.study),
        ),
    )


def export_evidence(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - all exports are called alike
    """The chain of evidence, each link proved."""
    from imcommerce_qual.core.analysis.chain import chain
    from imcommerce_qual.render.chaintables import chain_table
    from imcommerce_qual.render.paperevidence import chain_papers

    prefer = preferring_kept(seen.opened, seen.viewer)
    links = tuple(replace(each, quotation=prefer(each.quotation)) for each in chain(seen.ground))
    table = chain_table(links, seen.study, seen.ground.basis)
    papers = chain_papers(links, seen.study, table.notes)
    return exported(seen, "evidence", "chain of evidence", [table], {"evidence": links}, papers=papers)


def export_participants(seen: Sighted, options: Options) -> Exported:
    """Who took part, with a warning on what few share."""
    from imcommerce_qual.core.analysis.chain import people
    from imcommerce_qual.core.analysis.smallcells import small_cells
    from imcommerce_qual.render.chaintables import participant_tables

    names = tuple(known_attribute(seen.study, name) for name in options.attributes) or tuple(seen.study.attributes)
    found = people(seen.study)
    small = small_cells(seen.study, [each.id for each in found], names=names)
    tables = participant_tables(found, small, seen.study, names=names)
    return exported(seen, "participants", "participants", tables, {"participants": found, "small": small})


def export_grid(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - all exports are called alike
    """The framework grid with the authors' cells, and the excerpts at hand."""
    from imcommerce_qual.actions.gridding import grid
    from imcommerce_qual.render.gridtables import grid_tables
    from imcommerce_qual.render.paperevidence import grid_papers

    found = grid(seen.opened, viewer=seen.viewer, found=seen.ground)
    tables = grid_tables(found, seen.study, seen.ground.basis)
    value = {
        "participants": found.participants,
        "themes": found.themes,
        "cells": list(found.cells.values()),
        "excerpts": [
            {"participant": who, "theme": theme, "excerpts": each} for (who, theme), each in found.excerpts.items()
        ],
    }
    papers = (tables[0], *grid_papers(found, seen.study, seen.ground.basis))
    return exported(seen, "grid", "framework grid", tables, {"grid": value}, papers=papers)


def export_quotes(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - all exports are called alike
    """The quotations kept for publication, in the form in which they are printed."""
    from imcommerce_qual.render.kepttables import kept_paper, kept_table

    found = kept_for(seen.opened, seen.viewer)
    tables = [kept_table(found, seen.study)]
    title = "quotations kept for publication"
    return exported(seen, "quotes", title, tables, {"quotes": found}, papers=[kept_paper(found, seen.study)])
