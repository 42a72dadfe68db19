"""The framework grid: cells that an author writes, with the excerpts at hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from imcommerce_qual.actions.blind import sight
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.analysis.chain import chain, people
from imcommerce_qual.core.analysis.ground import Ground, ground
from imcommerce_qual.core.grid import fold_cells, latest
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.evidence import Quotation
from imcommerce_qual.model.grid import CellEvent, CellTakenBack, CellWritten, Grid
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Table
from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.eventlog import EventFile
from imcommerce_qual.store.gridfile import append_cell, read_grid_files
from imcommerce_qual.store.locks import LockHeldError
from imcommerce_qual.store.locks import holding as lock_held
from imcommerce_qual.store.tombs import forgotten_state

PATIENCE = 5.0


def known_participant(study: Study, name: str) -> str:
    """The participant of that id, ignoring case.

    Raises:
        WrongUseError: no transcript has one.
    """
    by_folded = {each.casefold(): each for each in study.participants}
    if name.casefold() not in by_folded:
        raise WrongUseError(f"there is no participant `{name}`", suggest(name, study.participants))
    return by_folded[name.casefold()]


def known_theme(study: Study, name: str) -> str:
    """The theme of that id, ignoring case.

    Raises:
        WrongUseError: ``findings.yaml`` has none.
    """
    by_folded = {each.id.casefold(): each.id for each in study.findings.themes}
    if name.casefold() not in by_folded:
        raise WrongUseError(f"there is no theme `{name}`", suggest(name, by_folded.values()))
    return by_folded[name.casefold()]


def grid(opened: Opened, *, viewer: str | None = None, found: Ground | None = None) -> Grid:
    """The grid as *viewer* may see it: another's cell about a participant only when done with all their interviews.

    The excerpts are those of *found*; without it, of every coding that the viewer may see.

    Raises:
        AlteredExcerptError: an excerpt is not the transcript's text.
    """
    study = opened.study
    presence = opened.presence(viewer=viewer)
    may = sight(opened, viewer, presence=presence)
    where = {
        who: [n for n, each in study.transcripts.items() if who in each.participants] for who in study.participants
    }
    shown: list[CellEvent] = []
    hidden: set[str] = set()
    for each in _events(opened.workspace.grid):
        if opened.as_of is not None and each.at > opened.as_of:
            continue
        about = where.get(each.participant) if isinstance(each, CellWritten) else []
        if all(may.of(each.by, name) for name in about or ()):
            shown.append(each)
        else:
            hidden.add(each.by)
    excerpts: dict[tuple[str, str], dict[tuple[str, int, int], Quotation]] = {}
    for link in chain(ground(study, presence) if found is None else found):
        each_quotation = link.quotation
        for who in each_quotation.participants:
            place = (each_quotation.transcript, each_quotation.span.start, each_quotation.span.end)
            excerpts.setdefault((who, link.theme), {}).setdefault(place, each_quotation)
    return Grid(
        participants=tuple(each.id for each in people(study)),
        themes=tuple(each.id for each in study.findings.themes),
        cells=fold_cells(shown),
        excerpts={key: tuple(found[place] for place in sorted(found)) for key, found in sorted(excerpts.items())},
        hidden=tuple(sorted(hidden)),
    )


def write_cell(opened: Opened, writer: str, participant: str, theme: str, text: str) -> tuple[Path, CellWritten]:
    """Put *text* into a cell; empty words clear it. Returns the file and what was written.

    Raises:
        WrongUseError: the participant or theme is not known.
        BusyError: another process is writing there.
        RefusedError: the file was written by a newer program, or the participant withdrew.
    """
    who, which = known_participant(opened.study, participant), known_theme(opened.study, theme)
    if who not in {each.id for each in people(opened.study)}:
        raise RefusedError(f"{who} withdrew: nothing more is written about them", f"imqual erase --participant {who}")
    with _writing(opened, writer) as (at, _):
        event = CellWritten(
            **_envelope(at), by=writer, participant=who, theme=which, text=text.replace("\r\n", "\n").strip()
        )
        return append_cell(opened.root, event), event


def take_back(opened: Opened, writer: str) -> tuple[Path, CellWritten]:
    """Take back what *writer* wrote last. Returns the file and what was taken back.

    Raises:
        RefusedError: there is nothing to take back.
        BusyError: another process is writing there.
    """
    with _writing(opened, writer) as (at, events):
        last = latest(events, writer)
        if last is None:
            raise RefusedError(f"{writer} has written no cell that could be taken back")
        return append_cell(opened.root, CellTakenBack(**_envelope(at), by=writer, of=last.id)), last


def given_words(text: str | None, file: Path | None) -> str:
    """The words that were given, on the command line or in a file.

    Raises:
        WrongUseError: neither or both were given, or the file is no UTF-8.
        RefusedError: the file cannot be read.
    """
    if (text is None) == (file is None):
        raise WrongUseError("what should the cell say?", 'give --text "…" or --file FILE')
    if text is not None:
        return text
    assert file is not None
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUseError(f"{file} is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise RefusedError(f"{file} cannot be read: {error.strerror}") from None


def narrowed(tables: Sequence[Table], study: Study, participant: str, theme: str | None) -> tuple[Table, ...]:
    """The grid and its excerpts (two tables) of one participant, or of one cell.

    Raises:
        WrongUseError: the participant or theme is not known.
    """
    who = known_participant(study, participant)
    which = known_theme(study, theme) if theme is not None else None
    cells, excerpts = tables
    kept = [n for n, each in enumerate(cells.columns) if n == 0 or which is None or each.key == f"theme_{which}"]
    return (
        replace(
            cells,
            columns=tuple(cells.columns[n] for n in kept),
            rows=tuple(tuple(row[n] for n in kept) for row in cells.rows if row[0] == who),
        ),
        replace(
            excerpts, rows=tuple(row for row in excerpts.rows if row[0] == who and (which is None or row[1] == which))
        ),
    )


def _envelope(at: datetime) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "action": str(uuid.uuid4()), "at": at}


@contextmanager
def _writing(opened: Opened, writer: str) -> Iterator[tuple[datetime, tuple[CellEvent, ...]]]:
    """The lock on the writer's file, the time of the next event in it, and what is in it."""
    try:
        lock = opened.root / FOLDER / "locks" / f"grid-{writer}.lock"
        with lock_held(lock, "writing the grid", seconds=PATIENCE):
            mine = next((file for file in read_grid_files(opened.root) if file.name == f"grid/{writer}.jsonl"), None)
            if mine is not None and mine.readonly:
                raise RefusedError(f"{mine.readonly}; it is read, not written", "upgrade imqual")
            if forgotten_state(opened.root) != opened.forgotten:
                raise BusyError("words of this study were forgotten meanwhile; nothing was written", "do it again")
            events = tuple(_events((mine,))) if mine is not None else ()
            now = datetime.now(UTC)
            last = max((each.at for each in events), default=now - timedelta(microseconds=1))
            yield (now if now > last else last + timedelta(microseconds=1)), events
    except LockHeldError as error:
        raise BusyError(f"{error}; nothing was written", "try again when it has finished") from None


def _events(files: tuple[EventFile, ...]) -> Iterator[CellEvent]:
    yield from (event for file in files for event in file.events if isinstance(event, CellEvent))
