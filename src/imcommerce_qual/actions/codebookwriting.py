"""The one way in which proposals and imports write the codebook: under a lock, proved, and both versions kept."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imcommerce_qual.actions.errors import BusyError, RefusedError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.model.codebook import Change, ChangeKind, Code, Codebook
from imcommerce_qual.store.codebookedit import codebook_edited
from imcommerce_qual.store.codebookfile import parse_codebook
from imcommerce_qual.store.locks import LockHeldError
from imcommerce_qual.store.rewriting import ChangedUnderneathError, rewrite, text_of
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.versions import codebook_version
from imcommerce_qual.store.yamledit import CannotEditError

#: How long to wait for another process that writes the codebook.
PATIENCE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookEdit:
    """A codebook as it would be; nothing was written. ``before`` is the hash16 of its text as it was read."""

    name: str
    before: str
    text: str = field(repr=False)
    entries: tuple[Change, ...] = ()


def next_entry(
    book: Codebook, by: str, change: ChangeKind, from_: Sequence[str] = (), to: Sequence[str] = (), why: str = ""
) -> Change:
    """An entry of the next revision, later than all that the history has."""
    now = datetime.now(UTC)
    last = max((each.at for each in book.history), default=now - timedelta(seconds=1))
    return Change(
        id=str(uuid.uuid4()),
        revision=book.revision + 1,
        at=now if now > last else last + timedelta(microseconds=1),
        by=by,
        change=change,
        from_=tuple(from_),
        to=tuple(to),
        why=why,
    )


def in_order(entries: Sequence[Change]) -> tuple[Change, ...]:
    """The entries of one change, a microsecond apart, so that they are read in this order."""
    from dataclasses import replace

    first = max(each.at for each in entries)
    return tuple(replace(each, at=first + timedelta(microseconds=n)) for n, each in enumerate(entries))


def plan_edit(
    opened: Opened, *, put: Sequence[Code] = (), take: Iterable[str] = (), entries: Sequence[Change] = ()
) -> CodebookEdit:
    """What the codebook's file would say.

    Raises:
        RefusedError: the file has problems, is written in a way that a program cannot change, or would have problems.
    """
    book = opened.workspace.codebook
    if book.checked is None or book.checked.data is None or any(p.severity == "error" for p in book.problems):
        raise RefusedError(f"{book.name} has problems; nothing was written", "`imqual check` says which", book.problems)
    raw = (opened.root / book.name).read_bytes()
    text = text_of(raw).decode("utf-8")
    try:
        new = codebook_edited(text, book.checked.data, put=put, take=take, entries=entries)
    except CannotEditError as error:
        raise RefusedError(f"{book.name}: {error}; nothing was written", "change that place by hand") from None
    read = parse_codebook(book.name, new)
    if wrong := tuple(problem for problem in read.problems if problem.severity == "error"):
        raise RefusedError(f"{book.name} would have problems; nothing was written", wrong[0].remedy, wrong)
    return CodebookEdit(name=book.name, before=hash16(text.encode("utf-8")), text=new, entries=tuple(entries))


def write_edit(opened: Opened, edit: CodebookEdit) -> tuple[Path, ...]:
    """Write the codebook, and keep both versions under ``history/codebook/``; returns what was written.

    Raises:
        BusyError: the file changed since it was read, or another process writes it.
    """
    return written(
        opened.root, edit.name, before=edit.before, text=edit.text, version=codebook_version, lock="codebook"
    )


def written(
    root: Path, name: str, *, before: str, text: str, version: Callable[[Path, str], Path], lock: str
) -> tuple[Path, ...]:
    """The file rewritten, with both versions kept; returns what was written.

    Raises:
        BusyError: the file changed since it was read, or another process writes it.
    """
    try:
        return rewrite(root, name, before=before, text=text, version=version, lock=lock, seconds=PATIENCE)
    except LockHeldError as error:
        raise BusyError(f"{error}; nothing was written", "try again when it has finished") from None
    except ChangedUnderneathError:
        raise BusyError(f"{name} changed while this was running; nothing was written", "run it again") from None
