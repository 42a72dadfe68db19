"""A study as it will be after forgetting, put beside it for a look, and thrown away."""

from __future__ import annotations

import os
import shutil
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.erased import is_on_erased
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.history import fold, last_known
from imcommerce_qual.model.event import FINAL, Coding, Removed
from imcommerce_qual.model.problem import Problem
from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.eventlog import LogFile, read_log, render_line
from imcommerce_qual.store.reworded import SOURCES, Reworded


@contextmanager
def copied(root: Path, files: Mapping[str, bytes], found: Reworded) -> Iterator[Path]:
    """A folder under ``.imqual`` with the study as it will be, without its originals."""
    folder = root / FOLDER / f"look-{os.getpid()}"
    will_be = {name: raw for name, raw in files.items() if name not in found.deletes} | found.writes
    try:
        for name, raw in will_be.items():
            if not name.startswith(SOURCES):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(raw)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_errors(root: Path, folder: Path) -> tuple[Problem, ...]:
    """The errors of kinds of which there are more in *folder* than in *root*."""
    before = Counter(problem.code for problem in check(root).problems if problem.severity == "error")
    after = [problem for problem in check(folder).problems if problem.severity == "error"]
    more = Counter(problem.code for problem in after) - before
    return tuple(problem for problem in after if problem.code in more)


def same_turns(before: Opened, after: Opened) -> bool:
    """Whether every transcript has the turns and headings that it had."""
    shapes = [
        Counter((len(each.turns), len(each.headings)) for each in opened.study.transcripts.values())
        for opened in (before, after)
    ]
    return shapes[0] == shapes[1]


def removals(after: Opened) -> tuple[dict[str, bytes], int]:
    """Coders' files with an event for each coding that lies on nothing but erased words: it is taken off for good.

    That is so in every folder under ``codings/``, also where somebody coded again, and for codings that were taken off
    or undone before: nothing brings them back. The number is of those that were in force.
    """
    action = str(uuid.uuid4())
    found: dict[str, bytes] = {}
    in_force = 0
    for path in sorted((after.root / "codings").rglob("[!.]*.jsonl")):
        name = path.relative_to(after.root).as_posix()
        file = read_log(path, name, coder="/".join(name.split("/")[1:-1]), transcript=path.stem)
        state = fold(file.log)
        gone = [each for each in last_known(file.log) if each.id not in state.erased and is_on_erased(after, each)]
        if gone:
            raw = path.read_bytes()
            found[name] = (raw if raw.endswith(b"\n") else raw + b"\n") + _removed(file, gone, action)
            in_force += len({each.id for each in gone} & {each.id for each in state.codings})
    return found, in_force


def _removed(file: LogFile, codings: list[Coding], action: str) -> bytes:
    last = max((event.at for event in file.log.events), default=datetime.min.replace(tzinfo=UTC))
    at = max(datetime.now(UTC), last + timedelta(microseconds=1))
    return b"".join(
        render_line(
            Removed(id=str(uuid.uuid4()), action=action, at=at + timedelta(microseconds=n), of=coding.id, why=FINAL)
        )
        for n, coding in enumerate(codings)
    )
