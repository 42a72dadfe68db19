"""A new study's folder, or a copy of the worked example."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.render.templates import (
    GIT_ATTRIBUTES,
    render_codebook,
    render_findings,
    render_gitignore,
    render_study,
)
from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.ids import file_id_fault, folded


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStudy:
    """What a new study begins with. ``track``: real words may go into git (else they are ignored)."""

    title: str
    provenance: str = "real"
    coders: tuple[str, ...] = ("coder-a",)
    codebook: str = "codebook"
    track: bool = False


def start_study(folder: Path, new: NewStudy) -> tuple[Path, ...]:
    """Write the files of a new study; returns them. Nothing that is there is touched.

    Raises:
        WrongUseError: an id or the provenance is not one.
        RefusedError: one of the files is there already, or the folder cannot be written to.
    """
    _check(new)
    contents: Mapping[str, str] = {
        "study.yaml": render_study(new.title, new.provenance, new.coders, new.codebook),
        "findings.yaml": render_findings(),
        f"codebooks/{new.codebook}.yaml": render_codebook(new.codebook),
        ".gitignore": render_gitignore(tracked=new.provenance == "synthetic" or new.track),
        ".gitattributes": GIT_ATTRIBUTES,
        "transcripts/.gitkeep": "",
    }
    there = [name for name in contents if (folder / name).exists()]
    if there:
        raise RefusedError(
            f"{folder} has {', '.join(there)} already; nothing was written", "choose another folder, or an empty one"
        )
    for name, text in contents.items():
        _write_new(folder / name, text.encode("utf-8"))
    return tuple(folder / name for name in contents)


def copy_example(folder: Path) -> int:
    """Copy the worked example into *folder*; returns how many files.

    Raises:
        RefusedError: the folder is there and not empty, or cannot be written to.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RefusedError(f"{folder} is there and not empty; nothing was written", "name a new folder")
    with as_file(files("imcommerce_qual") / "example") as example:
        names = list(_example_files(example))
        for name in names:
            _write_new(folder / name, (example / name).read_bytes())
    return len(names)


def _example_files(example: Path) -> Iterator[str]:
    """The example's files, without what a run leaves beside them."""
    for path in sorted(example.rglob("*")):
        name = path.relative_to(example)
        if path.is_file() and FOLDER not in name.parts and "__pycache__" not in name.parts:
            yield name.as_posix()


def _check(new: NewStudy) -> None:
    if not new.title.strip():
        raise WrongUseError("a study needs a title", "--title TITLE")
    if new.provenance not in {"real", "synthetic"}:
        raise WrongUseError(f"`{new.provenance}` is no provenance", "write real, or synthetic for invented transcripts")
    names = [*new.coders, new.codebook]
    for name in names:
        if wrong := file_id_fault(name):
            raise WrongUseError(f"`{name}` cannot be an id: {wrong}", "choose another")
    if len({folded(coder) for coder in new.coders}) < len(new.coders):
        raise WrongUseError("two coders have the same id (case and width do not count)", "choose another id")


def _write_new(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {error.strerror}", "choose another folder") from None
