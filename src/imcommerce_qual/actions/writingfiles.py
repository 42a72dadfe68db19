"""Exported files: each is complete or not there."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from glob import escape
from pathlib import Path
from time import time

from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.store.newfile import PARTIAL, SHOWN, replace_file

#: Folders of a study, beside which anything may stand.
_OURS = frozenset(
    {
        *("codebooks", "transcripts", "codings", "decisions", "plan", "quotes", "grid"),
        *("forgotten", "memos", "history", "sources", ".imqual", ".git"),
    }
)
#: After how many seconds nobody is writing any more what is not complete.
_FORGOTTEN = 3600.0


def formats_of(written: str, known: Iterable[str]) -> tuple[str, ...]:
    """``md,csv`` as formats, each once.

    Raises:
        WrongUseError: one is not known, or none is named.
    """
    known = tuple(known)
    found = tuple(dict.fromkeys(each.strip().lower() for each in written.split(",") if each.strip()))
    for each in found:
        if each not in known:
            raise WrongUseError(f"there is no format `{each}`", suggest(each, known))
    if not found:
        raise WrongUseError("which formats?", f"some of: {', '.join(known)}")
    return found


def not_among_ours(root: Path, folder: Path) -> None:
    """Nothing is exported into the folders of the study's own files, where a table might be read as one of them.

    Raises:
        RefusedError: *folder* is one of them, or lies in one.
    """
    here, study = folder.resolve(), root.resolve()
    if here.is_relative_to(study) and here != study and here.relative_to(study).parts[0] in _OURS:
        raise RefusedError(f"{folder} is a folder of the study's own files", "choose another with --to")


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Write the files into *folder*, over those of the same names; returns them in order.

    Raises:
        RefusedError: the folder cannot be made or written to.
    """
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            _clear_away(folder, name)
            replace_file(folder / name, content)
            written.append(folder / name)
    except OSError as error:
        raise RefusedError(f"{folder} cannot be written: {error.strerror}", "choose another folder with --to") from None
    return tuple(written)


def _clear_away(folder: Path, name: str) -> None:
    """What a run left that was killed long ago; a newer one may still be written."""
    for partial in folder.glob(f".{escape(name[:SHOWN])}.*{PARTIAL}"):
        with suppress(OSError):
            if time() - partial.stat().st_mtime > _FORGOTTEN:
                partial.unlink()


def others_beside(folder: Path, written: Iterable[Path]) -> tuple[str, ...]:
    """The names of what else is in the folder, in order."""
    own = {path.name for path in written}
    return tuple(sorted(path.name for path in folder.iterdir() if path.name not in own))
