"""The main job: theme table, matrix and excerpts, and the files that hold them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from imcommerce_qual.actions.blind import as_seen
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.names import known_coder, known_finding
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.viewing import look
from imcommerce_qual.core.evidence import AlteredExcerptError
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.themes import all_quotations, matrix, theme_table
from imcommerce_qual.model.evidence import Basis, Matrix, Quotation, ThemeTable
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Table
from imcommerce_qual.store.textfile import hash16

#: What ``export`` writes.
FORMATS = ("md", "csv", "xlsx", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """The theme table with the study it is of and where it comes from."""

    study: Study
    table: ThemeTable
    stamp: Stamp


def themes(
    opened: Opened,
    *,
    viewer: str | None = None,
    see: Iterable[str] = (),
    coders: Iterable[str] = (),
    finding: str | None = None,
    quotes: int = 3,
) -> Themes:
    """The theme table, as far as *viewer* may see the codings; first sights of the coders in *see* are recorded.

    Raises:
        WrongUseError: a coder or a finding is not known.
        AlteredExcerptError: a coding's quote is not the transcript's text.
    """
    asked = tuple(see)
    presence = look(opened, viewer, asked, opened.study.transcripts)
    study = as_seen(opened, viewer, asked).study
    only = frozenset(known_coder(study, name) for name in coders) or None
    for each in presence.standing:
        text = study.transcripts[each.transcript].text
        if not each.changed and text[each.span.start : each.span.end] != each.coding.anchor.quote:
            raise AlteredExcerptError(f"{each.transcript} {each.span.start}:{each.span.end}")
    table = theme_table(
        study,
        presence,
        coders=only,
        finding=known_finding(study, finding) if finding else None,
        quotes=quotes,
    )
    return Themes(study=study, table=table, stamp=stamp(opened, table.basis))


def stamp(opened: Opened, basis: Basis) -> Stamp:
    """Where a table comes from; its date is the newest event's, so that running twice gives the same bytes."""
    from imcommerce_qual.render.stampwords import stamp_of

    workspace = opened.workspace
    study = opened.study
    files = {
        "study.yaml": study.hash,
        workspace.codebook.name: study.codebook.hash,
        **({"findings.yaml": study.findings.hash} if study.findings.hash else {}),
        **{
            name: read.file.raw_hash
            for name, read in workspace.transcripts.items()
            if read.transcript is not None and read.file is not None
        },
    }
    used = {(coder, name) for coder, names in basis.coders.items() for name in names}
    for log in workspace.logs:
        if (log.log.coder, log.log.transcript) in used:
            files[log.name] = hash16((workspace.root / log.name).read_bytes())
    return stamp_of(study, basis, inputs=files.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Everything about themes that goes into files."""

    themes: Themes
    matrix: Matrix
    excerpts: tuple[Quotation, ...]
    tables: tuple[Table, ...]

    @property
    def not_to_quote(self) -> int:
        """How many excerpts stand in the evidence for the authors' eyes, but may not be quoted."""
        return sum(not each.may_quote for each in self.excerpts)


def bundle(opened: Opened, found: Themes, *, viewer: str | None = None, coders: Iterable[str] = ()) -> Bundle:
    """The tables of an export: themes, printed quotations, negative cases, matrix, and every excerpt with its place."""
    from imcommerce_qual.render.evidencetables import excerpts_table, matrix_table
    from imcommerce_qual.render.tables import theme_tables

    study = as_seen(opened, viewer).study
    only = frozenset(known_coder(study, name) for name in coders) or None
    presence = opened.presence(viewer=viewer)
    counted = matrix(study, presence, only)
    excerpts = all_quotations(study, presence, only)
    tables = (
        *theme_tables(found.table, study),
        matrix_table(counted, study, found.table.basis),
        excerpts_table(excerpts, study, found.table.basis),
    )
    return Bundle(themes=found, matrix=counted, excerpts=excerpts, tables=tables)


def known_formats(written: str) -> tuple[str, ...]:
    """``md,csv`` as formats.

    Raises:
        WrongUseError: one is not known.
    """
    found = tuple(each.strip().lower() for each in written.split(",") if each.strip())
    for each in found:
        if each not in FORMATS:
            raise WrongUseError(f"there is no format `{each}`", suggest(each, FORMATS))
    if not found:
        raise WrongUseError("which formats?", f"some of: {', '.join(FORMATS)}")
    return found


def write_themes(found: Bundle, folder: Path, formats: Iterable[str]) -> tuple[Path, ...]:
    """Write the bundle into *folder*; every file is complete or not there. Returns what was written, in order.

    Raises:
        RefusedError: the folder cannot be made or written to.
    """
    files = [item for each in formats for item in _files(found, each)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            partial = folder / f".{name}.{os.getpid()}"
            partial.write_bytes(content)
            partial.replace(folder / name)
    except OSError as error:
        raise RefusedError(f"{folder} cannot be written: {error.strerror}", "choose another folder with --to") from None
    return tuple(folder / name for name, _ in files)


def _files(found: Bundle, kind: str) -> list[tuple[str, bytes]]:
    themes_ = found.themes
    if kind == "md":
        from imcommerce_qual.render.markdown import render_themes_markdown

        text = render_themes_markdown(themes_.table, themes_.study, themes_.stamp)
        return [("themes.md", text.encode("utf-8"))]
    if kind == "csv":
        from imcommerce_qual.render.csvfile import render_csv

        return [(f"{table.name}.csv", render_csv(table, themes_.stamp).encode("utf-8")) for table in found.tables]
    if kind == "xlsx":
        from imcommerce_qual.render.office import render_xlsx

        return [("themes.xlsx", render_xlsx(found.tables, themes_.stamp))]
    from imcommerce_qual.render.jsonfile import render_json

    value = {"themes": themes_.table, "matrix": found.matrix, "excerpts": found.excerpts}
    return [("themes.json", render_json("themes", value, themes_.stamp).encode("utf-8"))]
