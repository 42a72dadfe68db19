"""The codebooks that a study keeps under ``history/codebook/``, each proved by its hash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.codebookfile import read_codebook
from imcommerce_qual.store.versions import codebook_version


def stored_codebooks(root: Path, cache: Cache) -> tuple[Codebook, ...]:
    """Every stored codebook that is what its name says, in order of the names."""
    return tuple(_read(root, cache))


def _read(root: Path, cache: Cache) -> Iterator[Codebook]:
    for path in sorted(codebook_version(root, "x").parent.glob("[!.]*.yaml")):
        found = read_codebook(path, f"history/codebook/{path.name}", cache).codebook
        if found.hash == path.stem:
            yield found


def stored_text_of(root: Path, digest: str) -> str | None:
    """The text of the stored codebook of that hash16, or None."""
    try:
        return codebook_version(root, digest).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
