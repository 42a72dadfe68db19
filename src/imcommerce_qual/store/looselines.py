"""Files of small notes, a JSON object a line, of which a bad line spoils nothing but itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from imcommerce_qual.model.problem import Place, Problem
from imcommerce_qual.store.textfile import unreadable

Note = TypeVar("Note")


def read_loose(
    root: Path, folder: str, parse: Callable[[str, dict[str, Any]], Note | None], what: str
) -> Iterator[Note | Problem]:
    """The notes in ``folder/<writer>.jsonl``, file by file, and a problem for every line that is none.

    *parse*: makes one of a writer's name and the line's fields; None where they are none. *what* names it in the
    problem.
    """
    for path in sorted((root / folder).glob("[!.]*.jsonl")):
        name = f"{folder}/{path.name}"
        try:
            lines = path.read_bytes().split(b"\n")
        except OSError as error:
            yield unreadable(path, name, error)
            continue
        for number, line in enumerate(lines, 1):
            if line.strip():
                fields = _object(line)
                note = parse(path.stem, fields) if fields is not None else None
                yield note if note is not None else _damaged(name, number, line, what)


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        fields = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


def _damaged(name: str, number: int, line: bytes, what: str) -> Problem:
    source = line.decode("utf-8", "replace")
    return Problem(
        code="damaged-line",
        message=f"this line is no {what}: torn, changed by hand, or from a newer imqual",
        remedy="restore the line from git or a backup, or delete it; the other lines were read",
        place=Place(file=name, line=number, column=1, source=source, width=max(1, len(source))),
    )
