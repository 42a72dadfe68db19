"""``codebooks/<id>.yaml``: the code tree, read with the place of every code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.problem import Fault, Place, Problem
from imcommerce_qual.store.build import build_codebook, parse_time, walk_codes
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.checked import Checked, read_checked
from imcommerce_qual.store.ids import code_part_fault, folded
from imcommerce_qual.store.textfile import TextFile, hash16, read_text, text_file

EMPTY = Codebook(id="", revision=0, codes={})


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """A codebook with what it was read from; an empty one where nothing could be read."""

    name: str
    codebook: Codebook
    problems: tuple[Problem, ...] = ()
    checked: Checked | None = None

    def locate(self, fault: Fault) -> Problem:
        """A fault in this file with its place; paths may name a code: ``("code", "trust.person", "definition")``."""
        place = Place(file=self.name)
        if self.checked is not None:
            place = self.checked.place(self._field_path(fault.path))
        return fault.at_place(place)

    def _field_path(self, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
        if self.checked is None or self.checked.data is None or len(path) < 2 or path[0] != "code":
            return path
        for found, entry in walk_codes(self.checked.data["codes"]):
            if entry["id"] == path[1]:
                rest = path[2:] or ("id",)
                return (*found, *rest)
        return path


def read_codebook(path: Path, name: str, cache: Cache) -> CodebookFile:
    """The codebook at *path*; ``name`` is the path to show."""
    file, problems = read_text(path, name)
    if file is None:
        return CodebookFile(name, EMPTY, problems)
    return _parse(file, problems, cache)


def parse_codebook(name: str, text: str) -> CodebookFile:
    """A text as the codebook that it would be in a file of that name."""
    return _parse(text_file(name, text), (), Cache())


def codebook_hash(text: str) -> str:
    """The hash16 that codings are stamped with: of the file's text with LF line ends."""
    return hash16(text.encode("utf-8"))


def _parse(file: TextFile, problems: tuple[Problem, ...], cache: Cache) -> CodebookFile:
    checked = read_checked("codebook", file, cache)
    found = (*problems, *checked.problems)
    if checked.data is None:
        return CodebookFile(file.name, EMPTY, found, checked)
    codebook = build_codebook(checked.data, codebook_hash(file.text))
    read = CodebookFile(file.name, codebook, (), checked)
    faults = (*_id_faults(checked.data, file.name), *_time_faults(checked.data, file.name))
    return CodebookFile(file.name, codebook, (*found, *map(read.locate, faults)), checked)


def _id_faults(data: dict[str, Any], name: str) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    ids = {path: entry["id"] for path, entry in walk_codes(data["codes"])}
    for path, code in ids.items():
        if code == "?":
            continue
        at = (*path, "id")
        parent = ids.get(path[:-2], "")
        wrong = next(filter(None, map(code_part_fault, code.split("."))), None)
        if wrong:
            yield Fault(code="bad-id", message=f"`{code}`: {wrong}", remedy=_legal(code), file=name, path=at)
        elif code.rpartition(".")[0] != parent and not any(map(code_part_fault, parent.split(".") if parent else ())):
            stands = f"under `{parent}`" if parent else "at the top"
            right = f"{parent}.{code.rpartition('.')[2]}" if parent else code.rpartition(".")[2]
            yield Fault(
                code="code-path",
                message=f"`{code}` stands {stands}, but its id says otherwise",
                remedy=f"write its full path, `{right}`, or put it where its id says",
                file=name,
                path=at,
            )
        yield from _same(seen, code, name, at)


def _legal(code: str) -> str:
    """What to write instead: in lower case, and `_` for what no id may have."""
    legal = ".".join(re.sub(r"\W+", "_", part.lower()).strip("_") for part in code.split("."))
    fits = not any(map(code_part_fault, legal.split(".")))
    return f"write `{legal}`; what the code is called in tables stands under `label:`" if fits else "choose another id"


def _same(seen: dict[str, str], code: str, name: str, at: tuple[str | int, ...]) -> Iterator[Fault]:
    other = seen.get(folded(code))
    seen.setdefault(folded(code), code)
    if other is None:
        return
    if other == code:
        message, kind = f"the code `{code}` is there twice", "duplicate-id"
    else:
        message, kind = f"`{code}` and `{other}` differ only by case or width", "ids-look-alike"
    yield Fault(code=kind, message=message, remedy="give one of them another id", file=name, path=at)


def _time_faults(data: dict[str, Any], name: str) -> Iterator[Fault]:
    for n, entry in enumerate(data["history"]):
        if entry["at"] != "?" and parse_time(entry["at"]) is None:
            yield Fault(
                code="field-value",
                message=f"`{entry['at']}` is not a time",
                remedy="write it like 2026-01-04T09:30:00Z",
                file=name,
                path=("history", n, "at"),
            )
