"""The main job: theme table, matrix and excerpts, and the files that hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from imcommerce_qual.actions.blind import as_seen
from imcommerce_qual.actions.keptforms import preferring_kept, with_kept_forms
from imcommerce_qual.actions.memos import memos_by_about
from imcommerce_qual.actions.names import known_finding
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.viewing import seen_of
from imcommerce_qual.actions.writingfiles import formats_of, write_files
from imcommerce_qual.core.evidence import AlteredExcerptError
from imcommerce_qual.core.themes import all_quotations, matrix, theme_table
from imcommerce_qual.model.event import Event
from imcommerce_qual.model.evidence import Basis, Matrix, Quotation, ThemeTable
from imcommerce_qual.model.memo import Memo
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Table
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.versions import transcript_version

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
    presence, only = seen_of(opened, viewer, asked, coders)
    study = as_seen(opened, viewer, asked).study
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
    table = with_kept_forms(table, preferring_kept(opened, viewer))
    return Themes(study=study, table=table, stamp=stamp(opened, table.basis))


def stamp(opened: Opened, basis: Basis) -> Stamp:
    """Where a table comes from; its date is the newest event's, so that running twice gives the same bytes."""
    from imcommerce_qual.render.stampwords import stamp_of

    return stamp_of(opened.study, basis, inputs=_inputs(opened, basis).items())


def _inputs(opened: Opened, basis: Basis) -> dict[str, str]:
    """The hash16 of every file that the table was made from; of a study as it was, those that the files had then."""
    workspace = opened.workspace
    study = opened.study
    files = {
        "study.yaml": study.hash,
        workspace.codebook.name: study.codebook.hash,
        **({"findings.yaml": study.findings.hash} if study.findings.hash else {}),
        **{memo.name: memo.raw_hash for memo in workspace.memos if memo.raw_hash},
    }
    for name, read in workspace.transcripts.items():
        if read.transcript is not None and read.file is not None:
            now = study.transcripts[Path(name).stem].hash
            same = now == read.transcript.hash
            files[name] = read.file.raw_hash if same else _stored_hash(opened, Path(name).stem, now)
    used = {(coder, name) for coder, names in basis.coders.items() for name in names}
    settled: frozenset[str] = frozenset()
    if basis.reconciled is not None:
        used |= {(coder, name) for name, coders in basis.reconciled.coders.items() for coder in coders}
        settled = frozenset(basis.reconciled.transcripts)
    logs = [(each.name, each.log.events, each.lines) for each in workspace.logs
            if (each.log.coder, each.log.transcript) in used]  # fmt: skip
    logs += [(each.name, each.events, each.lines) for each in workspace.decisions if Path(each.name).stem in settled]
    for name, events, lines in logs:
        content = (workspace.root / name).read_bytes()
        files[name] = hash16(content if opened.as_of is None else _until(content, events, lines, opened.as_of))
    return files


def _stored_hash(opened: Opened, transcript: str, text: str) -> str:
    return hash16(transcript_version(opened.root, transcript, text).read_bytes())


def _until(content: bytes, events: Iterable[Event], at: Mapping[str, int], when: datetime) -> bytes:
    """The lines of somebody's file that were there then."""
    later = {at[event.id] for event in events if event.at > when and event.id in at}
    lines = content.split(b"\n")
    return b"\n".join(line for n, line in enumerate(lines, 1) if n not in later)


def unsettled_line(opened: Opened, coders: Iterable[str]) -> str | None:
    """That results count everybody's codings although there are decisions, where no coder was asked for."""
    if tuple(coders) or not any(each.events for each in opened.workspace.decisions):
        return None
    return "counted: every coder's codings as applied; with --coder reconciled, those after decisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Everything about themes that goes into files."""

    themes: Themes
    matrix: Matrix
    excerpts: tuple[Quotation, ...]
    tables: tuple[Table, ...]
    memos: Mapping[str, tuple[Memo, ...]] = field(default_factory=dict)

    @property
    def not_to_quote(self) -> int:
        """How many excerpts stand in the evidence for the authors' eyes, but may not be quoted."""
        return sum(not each.may_quote for each in self.excerpts)


def bundle(opened: Opened, found: Themes, *, viewer: str | None = None, coders: Iterable[str] = ()) -> Bundle:
    """The tables of an export: themes, printed quotations, negative cases, matrix, every excerpt, and memos."""
    from imcommerce_qual.render.codebooktables import memo_table, unique
    from imcommerce_qual.render.evidencetables import excerpts_table, matrix_table
    from imcommerce_qual.render.tables import theme_tables

    study = as_seen(opened, viewer).study
    presence, only = seen_of(opened, viewer, (), coders)
    counted = matrix(study, presence, only)
    excerpts = all_quotations(study, presence, only)
    memos = memos_by_about(opened, viewer)
    written = list(unique(memo for about in memos.values() for memo in about))
    tables = (
        *theme_tables(found.table, study),
        matrix_table(counted, study, found.table.basis),
        excerpts_table(excerpts, study, found.table.basis),
        *([memo_table(written)] if written else []),
    )
    return Bundle(themes=found, matrix=counted, excerpts=excerpts, tables=tables, memos=memos)


def known_formats(written: str) -> tuple[str, ...]:
    """``md,csv`` as formats.

    Raises:
        WrongUseError: one is not known.
    """
    return formats_of(written, FORMATS)


def write_themes(
    found: Bundle, folder: Path, formats: Iterable[str], told: Callable[[int, int], None] | None = None
) -> tuple[Path, ...]:
    """Write the bundle into *folder*; every file is complete or not there. Returns what was written, in order.

    *told* hears how many of the formats are made, of all. Nothing is written before all of them are.

    Raises:
        RefusedError: the folder cannot be made or written to.
    """
    wanted = tuple(formats)
    files: list[tuple[str, bytes]] = []
    for number, each in enumerate(wanted):
        if told is not None:
            told(number, len(wanted))
        files += _files(found, each)
    return write_files(folder, files)


def _files(found: Bundle, kind: str) -> list[tuple[str, bytes]]:
    themes_ = found.themes
    if kind == "md":
        from imcommerce_qual.render.markdown import render_themes_markdown

        text = render_themes_markdown(themes_.table, themes_.study, themes_.stamp, found.memos)
        return [("themes.md", text.encode("utf-8"))]
    if kind == "csv":
        from imcommerce_qual.render.csvfile import render_csv

        return [(f"{table.name}.csv", render_csv(table, themes_.stamp).encode("utf-8")) for table in found.tables]
    if kind == "xlsx":
        from imcommerce_qual.render.office import render_xlsx

        return [("themes.xlsx", render_xlsx(found.tables, themes_.stamp))]
    from imcommerce_qual.render.jsonfile import render_json

    value = {"themes": themes_.table, "matrix": found.matrix, "excerpts": found.excerpts, "memos": found.memos}
    return [("themes.json", render_json("themes", value, themes_.stamp).encode("utf-8"))]
