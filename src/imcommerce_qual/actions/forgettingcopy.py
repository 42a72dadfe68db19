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
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.forgetting.passages import is_erased
from imcommerce_qual.core.history import fold
from imcommerce_qual.model.event import Coding, Removed
from imcommerce_qual.model.problem import Problem
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.eventlog import LogFile, render_line
from imcommerce_qual.store.rewording import SOURCES, Reworded
from imcommerce_qual.store.versions import stored_transcript


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


def removals(after: Opened) -> dict[str, bytes]:
    """Coders' files with an event for each coding that lies on nothing but erased words: it is taken off."""
    action = str(uuid.uuid4())
    found: dict[str, bytes] = {}
    for file in after.workspace.logs:
        codings = [coding for coding in fold(file.log).codings if _is_gone(after, coding)]
        if codings:
            raw = (after.root / file.name).read_bytes()
            found[file.name] = (raw if raw.endswith(b"\n") else raw + b"\n") + _removed(file, codings, action)
    return found


def _is_gone(after: Opened, coding: Coding) -> bool:
    today = after.study.transcripts.get(coding.transcript)
    text: Transcript | None = today
    if today is None or today.hash != coding.anchor.text:
        text = stored_transcript(after.root, coding.transcript, coding.anchor.text)
    return text is not None and is_erased(text, coding.anchor.span)


def _removed(file: LogFile, codings: list[Coding], action: str) -> bytes:
    last = max((event.at for event in file.log.events), default=datetime.min.replace(tzinfo=UTC))
    at = max(datetime.now(UTC), last + timedelta(microseconds=1))
    return b"".join(
        render_line(
            Removed(id=str(uuid.uuid4()), action=action, at=at + timedelta(microseconds=n), of=coding.id, why="erased")
        )
        for n, coding in enumerate(codings)
    )
