"""A second set of drafts, a third and a fourth, written from the worked example alone, before anybody looked at how the check is made.

The texts are ours. What they quote are the example's transcripts, which are synthetic and quote nobody. The third was
written after the rules were mended for the second, the fourth after they were mended for the third. Each quotation has its verdict beside it in ``second/truth.json``, written before the check was first run on them; ``a|b`` says that
either is right, as for a question of the interviewer's, which may be checked or passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tests.manuscripts import second_docx
from tests.manuscripts.written import Written

HERE = Path(__file__).parent
_MADE = {
    "20-health.docx": second_docx.health,
    "21-narrative.docx": second_docx.narrative,
    "22-zh.docx": second_docx.chinese,
}


def second() -> Iterator[Written]:
    """The second set."""
    return _drafts(HERE / "second")


def third() -> Iterator[Written]:
    """The third set."""
    return _drafts(HERE / "third")


def fourth() -> Iterator[Written]:
    """The fourth set."""
    return _drafts(HERE / "fourth")


def _drafts(folder: Path) -> Iterator[Written]:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    for name, about in truth.items():
        raw = _MADE[name]() if name in _MADE else (folder / name).read_bytes()
        quotes = tuple((words, kind) for words, kind in about["quotes"])
        yield Written(name, raw, quotes, held_out=True, given=about.get("map", {}))
