"""A study with a name in everything that a study may keep, and a search for what is left of it."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

from tests.actions.conftest import BOOK, S01, S02
from tests.studies import FINDINGS, STUDY, write

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.retexting import carry_out as record
from imcommerce_qual.actions.retexting import plan_record
from imcommerce_qual.store import staging

TEXT = """\
I: 您好，王芳老师？ Hello, Wang Fang?
= Good morning, Ms Wang.

S01: 我叫王芳，王芳 😀 卖水果。Like Wang said: yes.
王芳的群。

M: Wang Fang is my aunt. Yes. 王
# 王芳 again
S01: 便宜。Yes, she is Wang.
"""
HEAD = S01.split("I: Why?")[0]
FULL = HEAD.replace("language: en", "language: zh\ntranslation: {language: en}").replace(
    "  S01: {role: p", "  M: {role: other}\n  S01: {role: p"
)
NAMES = {"王芳": "李某", "Wang Fang": "[seller]", "Wang": "Ms L"}


def make(root: Path) -> Path:
    """A study with the name in everything that a study may keep."""
    write(
        root,
        {
            "study.yaml": STUDY.replace("title: Small", "title: Fruit of Wang Fang # 王芳"),
            "codebooks/book.yaml": BOOK.replace(
                "definition: Money.", "definition: Money., example: 'Wang: 王芳', not_when: \"\\u738b\\u82b3\""
            ),
            "findings.yaml": FINDINGS,
            "transcripts/S01.md": FULL + TEXT,
            "transcripts/S02.md": S02,
            "memos/on-trust.md": "---\nabout: 王芳\nauthor: ann\n---\nWang Fang again, 王芳.\n",
        },
    )
    for coder, quote, near in (("ann", "我叫王芳，王芳 😀 卖", None), ("ben", "Wang Fang is my aunt", None)):
        apply(open_study(root), coder, [Request(transcript="S01", code="price", quote=quote, near=near, memo="王芳?")])
    apply(open_study(root), "ann", [Request(transcript="S01", code="trust", at=_span(root, "芳 😀 卖水果"))])
    apply(open_study(root), "ann", [Request(transcript="S01", code="trust", quote="便宜。")])
    path = root / "transcripts/S01.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Like Wang", "As Wang"), encoding="utf-8", newline="")
    record(open_study(root), plan_record(open_study(root), "ben", "S01"), "Wang heard again")
    complete(open_study(root), "ann", "S01")
    _records(root)
    return root


def _span(root: Path, words: str) -> tuple[int, int]:
    at = open_study(root).study.transcripts["S01"].text.index(words)
    return at, at + len(words)


def _records(root: Path) -> None:
    """What other commands keep: decisions with whole codings, quotations, cells, originals, notes of the machine."""
    line = json.loads((root / "codings/ben/S01.jsonl").read_text(encoding="utf-8").splitlines()[0])
    decided = {"v": 1, "id": "d1", "at": line["at"], "event": "decided", "outcome": [line], "why": "王芳"}
    units = {
        "units": {"S01": [[0, len("I: 您好，王芳"), "ann"]]},
        "texts": {"S01": line["text"]},
        "event": "round_opened",
    }
    zipped = root / "sources" / "talk.docx"
    zipped.parent.mkdir()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", "<w>Wang</w><w> Fang</w>")
    write(
        root,
        {
            "decisions/ann/S01.jsonl": json.dumps(decided) + "\n",
            "plan/ann.jsonl": json.dumps(units) + "\n",
            "quotes/ann.jsonl": json.dumps({"v": 1, "id": "q1", "shown": "王芳 said"}) + "\n",
            "codebooks/proposals/ann.jsonl": json.dumps({"slug": "x", "definition": "like 王芳"}) + "\n",
            "sources/a.txt": "王芳".encode("utf-16"),
            "sources/b.txt": "王芳".encode("gb18030"),
            "sources/c.txt": "nothing",
            ".imqual/old.json": "王芳",
            "notes.json": '{"who": "\\u738b\\u82b3"}',
            "S01.md~": "王芳",
            "codings/ben/S02.jsonl": b'{"v":1,"quote":"\xff' + "王芳".encode() + b'","x":"\\u738b\\u82b3\n',
        },
    )


def anywhere(root: Path, word: str) -> list[str]:
    """The files that hold the word in any encoding, escaped or packed, also in their names."""
    forms = [word.encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030")]
    forms += [json.dumps(word)[1:-1].encode(), json.dumps(word)[1:-1].upper().replace("\\U", "\\u").encode()]
    found = []
    for path in root.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                raw += b"".join(re.sub(b"<[^<>]*>", b"", packed.read(name)) for name in packed.namelist())
        if any(form in raw for form in forms) or word in str(path.relative_to(root)):
            found.append(str(path.relative_to(root)))
    return found


def standing(root: Path) -> dict[str, tuple[object, ...]]:
    """Every coding: who, code, when, and the words under it today."""
    opened = open_study(root)
    return {
        each.coding.id: (each.coder, each.code, each.coding.made, each.changed,
                         opened.study.transcripts[each.transcript].text[each.span.start : each.span.end])
        for each in opened.presence().standing
    }  # fmt: skip


def every_byte(root: Path) -> dict[str, bytes]:
    """All of the study but its caches."""
    return {name: (root / name).read_bytes() for name in staging.study_files(root)}
