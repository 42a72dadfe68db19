"""A copy of a study for one coder as a zip, without anybody else's work; and what comes back in one."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

#: What names the coder and every file with its SHA-256, in the copy's folder.
MANIFEST = "handed-out.json"
VERSION = 1
#: A file of a study is never larger, nor all that comes back; a zip that says otherwise is not unpacked.
LARGEST, ALL = 64 * 1024 * 1024, 256 * 1024 * 1024
#: Logs and transcripts shrink to a tenth or so; a file that shrinks to less than this share was made to burst.
DENSEST, SMALL = 1 / 100, 1024 * 1024

_TIME = (1980, 1, 1, 0, 0, 0)
_NAME = r"[A-Za-z0-9_-]+"
_BACK = {
    "codings": re.compile(rf"codings/({_NAME})/(?:{_NAME}/)?{_NAME}\.jsonl\Z"),
    "proposals": re.compile(rf"codebooks/proposals/({_NAME})\.jsonl\Z"),
    "texts": re.compile(rf"history/transcripts/{_NAME}/[0-9a-f]{{16}}\.md\Z"),
    "edits": re.compile(rf"history/transcripts/{_NAME}/({_NAME})\.jsonl\Z"),
    "codebooks": re.compile(r"history/codebook/[0-9a-f]{16}\.yaml\Z"),
}


class NotAHandoutError(Exception):
    """The file is no zip of a study, or a damaged one; ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str = "zip the whole folder of the copy, and hand that in") -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedBack:
    """What a zip brings: files by their path in the study, and who they are from. ``others`` were left alone.

    ``own`` files are lines that their writer appended; ``kept`` are texts and codebooks under their hashes.
    """

    coder: str
    hash: str
    own: Mapping[str, bytes] = field(default_factory=dict)
    kept: Mapping[str, bytes] = field(default_factory=dict)
    others: tuple[str, ...] = ()


def render_zip(files: Mapping[str, bytes], folder: str) -> bytes:
    """The files in one archive below *folder*, in order of names; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # otherwise the machine's own
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def render_manifest(coder: str, files: Mapping[str, bytes]) -> bytes:
    """Who the copy is for, and the SHA-256 of each file in it."""
    listed = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    fields = {"version": VERSION, "coder": coder, "files": listed}
    return json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8") + b"\n"


def copy_of(study: Path) -> str | None:
    """Whose copy the folder is, if it was handed out; None for a study itself."""
    try:
        named = json.loads((study / MANIFEST).read_bytes())["coder"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return named if isinstance(named, str) else None


def read_back(path: Path, coder: str | None) -> HandedBack:
    """What *coder* (else: whom the copy was made for) wrote, from a zip of their copy or from its folder.

    Raises:
        NotAHandoutError: it is neither, is damaged, or nothing says whose it is.
        OSError: it cannot be read.
    """
    files = dict(_folder(path) if path.is_dir() else _unzipped(path))
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\n{len(files[name])}\n".encode())
        digest.update(files[name])
    who = coder or _named(files)
    own: dict[str, bytes] = {}
    kept: dict[str, bytes] = {}
    others: list[str] = []
    for name, content in files.items():
        kind, of = _kind(name)
        if kind in {"texts", "codebooks"}:
            kept[name] = content
        elif of == who:
            own[name] = content
        elif kind is not None:
            others.append(name)
    whole = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else digest.hexdigest()
    return HandedBack(coder=who, hash=whole, own=own, kept=kept, others=tuple(sorted(others)))


def _kind(name: str) -> tuple[str | None, str | None]:
    for kind, pattern in _BACK.items():
        if found := pattern.match(name):
            return kind, found[1] if pattern.groups else None
    return None, None


def _named(files: Mapping[str, bytes]) -> str:
    if MANIFEST in files:
        try:
            named = json.loads(files[MANIFEST])["coder"]
        except (ValueError, KeyError, TypeError):
            named = None
        if isinstance(named, str):
            return named
    coders = sorted({of for name in files for kind, of in [_kind(name)] if kind == "codings" and of})
    if len(coders) == 1:
        return coders[0]
    if not coders:
        raise NotAHandoutError("there are no codings in it")
    raise NotAHandoutError(
        f"it has codings of {', '.join(coders)}; nothing says whose copy it is", "say whose: --coder CODER"
    )


def _folder(path: Path) -> Iterator[tuple[str, bytes]]:
    root = _root([each.relative_to(path).as_posix() for each in path.rglob("study.yaml")])
    for each in sorted(path.rglob("*")):
        name = each.relative_to(path).as_posix()
        if each.is_file() and name.startswith(root) and (_wanted(name[len(root) :])):
            yield name[len(root) :], each.read_bytes()


def _unzipped(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [entry.filename.replace("\\", "/") for entry in archive.infolist()]
            root = _root([name for name in names if name.rpartition("/")[2] == "study.yaml"])
            whole = 0
            for entry, name in zip(archive.infolist(), names, strict=True):
                short = name[len(root) :]
                if entry.is_dir() or not name.startswith(root) or not _wanted(short):
                    continue
                whole += entry.file_size
                if entry.file_size > LARGEST or whole > ALL:
                    raise NotAHandoutError(f"`{short}` in it is larger than any file of a study")
                if entry.file_size > SMALL and entry.compress_size < DENSEST * entry.file_size:
                    raise NotAHandoutError(f"`{short}` in it is one thing over and over, no file of a study")
                yield short, archive.read(entry)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise NotAHandoutError(f"it is no zip file, or a damaged one ({error})") from None


def _wanted(name: str) -> bool:
    return name == MANIFEST or _kind(name)[0] is not None


def _root(found: list[str]) -> str:
    """The folder of the one study in it: the shortest path, so that a copy within a copy does not count."""
    if not found:
        raise NotAHandoutError("there is no study.yaml in it")
    return min(found, key=lambda name: (name.count("/"), name)).removesuffix("study.yaml")
