"""Exported files: each is complete or not there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.core.nearest import suggest


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


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Write the files into *folder*, over those of the same names; returns them in order.

    Raises:
        RefusedError: the folder cannot be made or written to.
    """
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            partial = folder / f".{name}.{os.getpid()}"
            partial.write_bytes(content)
            partial.replace(folder / name)
            written.append(folder / name)
    except OSError as error:
        raise RefusedError(f"{folder} cannot be written: {error.strerror}", "choose another folder with --to") from None
    return tuple(written)
