"""``memos/<slug>.md``: front matter with what it is about, who wrote it and when; then Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from imcommerce_qual.model.memo import Memo
from imcommerce_qual.model.problem import Problem
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.checked import Checked, read_checked
from imcommerce_qual.store.textfile import TextFile, read_text
from imcommerce_qual.store.transcriptfile import split_front
from imcommerce_qual.store.yamlscalar import flow

VERSION = 1


@dataclass(frozen=True, slots=True)
class MemoFile:
    """A memo with what it was read from; ``memo`` is None where it cannot be read, ``about`` is as it is written."""

    name: str
    memo: Memo | None
    problems: tuple[Problem, ...] = ()
    head: Checked = field(default_factory=lambda: Checked(None))
    raw_hash: str = ""


def memo_path(root: Path, slug: str) -> Path:
    """Where the memo of that name is."""
    return root / "memos" / f"{slug}.md"


def memo_version(root: Path, slug: str, digest: str) -> Path:
    """Where an older text of the memo is kept."""
    return root / "history" / "memos" / slug / f"{digest}.md"


def read_memos(root: Path, cache: Cache) -> tuple[MemoFile, ...]:
    """Every memo of the study, in order of names."""
    return tuple(_read(path, f"memos/{path.name}", cache) for path in sorted((root / "memos").glob("[!.]*.md")))


def _read(path: Path, name: str, cache: Cache) -> MemoFile:
    file, problems = read_text(path, name)
    if file is None:
        return MemoFile(name, None, problems, Checked(None, name=name))
    front = split_front(file.text)
    if front is None:
        return MemoFile(name, None, (*problems, _no_front(file)), Checked(None, name=name))
    head = read_checked("memo", file, cache, front[0], 2)
    found = (*problems, *head.problems)
    if head.data is None:
        return MemoFile(name, None, found, head)
    about = head.data["about"]
    memo = Memo(
        slug=path.stem,
        about=(about,) if isinstance(about, str) else tuple(about),
        author=head.data["author"],
        date=head.data["date"],
        text=file.text[front[1] :].strip("\n"),
    )
    return MemoFile(name, memo, found, head, file.raw_hash)


def render_memo(memo: Memo) -> str:
    """The memo as its file."""
    about = memo.about[0] if len(memo.about) == 1 else list(memo.about)
    fields = {"version": VERSION, "about": about, "author": memo.author}
    lines = [f"{key}: {flow(value)}" for key, value in fields.items()]
    return "\n".join(["---", *lines, f"date: {memo.date}", "---", "", memo.text.strip("\n"), ""])


def _no_front(file: TextFile) -> Problem:
    return Problem(
        code="no-front-matter",
        message="a memo begins with a line `---`, its fields, and another line `---`",
        remedy="write `version: 1`, `about:`, `author:` and `date:` between the two lines; "
        "or make it with `imqual memo new`",
        place=file.place(1),
    )
