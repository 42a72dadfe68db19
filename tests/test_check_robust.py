"""`imqual check` says what is wrong with whatever stands in a study's files; it never breaks."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from imcommerce_qual.cli.app import app

BASE = Path(__file__).parent / "errors" / "_base"
FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*") if path.is_file())
BOOK = "codebooks/book.yaml"
LOG = "codings/coder-a/S01.jsonl"

#: What editors, mergers, disks and people put into files.
BITS = [
    *(b"\0", b"\t", b"\r", b"\x1b[31m", b"\xff", b"\xef\xbb\xbf", b"\n---\n", b"\n<<<<<<< HEAD\n"),
    *("\u2028", "\u202e", "\u0301", "：", "，", "【", "𠮷", "\U0010ffff"),
    *("'", '"', "{", "}", "[", "]", ": ", "- ", "#", "&a ", "*a", "!x ", "|", "? ", "%", "\\ud83d", "\\u0000"),
    *("null", "true", "-1", "1e999", "9" * 5000, "../..", "a" * 300, "Ｓ０１"),
    *("\nI: ", "\nS01 [9:9]: ", "\n= ", "\n# "),
]
BYTES = [bit if isinstance(bit, bytes) else bit.encode() for bit in BITS]


@st.composite
def damages(draw) -> tuple[str, bytes]:
    """One of the files, with what somebody or something did to it."""
    name = draw(st.sampled_from(FILES))
    raw = (BASE / name).read_bytes()
    start, end = sorted(draw(st.tuples(st.integers(0, len(raw)), st.integers(0, len(raw)))))
    lines = raw.splitlines(keepends=True)
    line = draw(st.integers(0, len(lines) - 1))
    kind = draw(st.sampled_from(["put in", "put over", "cut out", "cut off", "words", "twice", "gone"]))
    match kind:
        case "put in":
            return name, raw[:start] + draw(st.sampled_from(BYTES)) + raw[start:]
        case "put over":
            return name, raw[:start] + draw(st.sampled_from(BYTES)) + raw[min(end, start + 40) :]
        case "cut out":
            return name, raw[:start] + raw[end:]
        case "cut off":
            return name, raw[:end]
        case "words":
            return name, raw[:start] + draw(st.text(min_size=1)).encode("utf-8", "surrogatepass") + raw[start:]
        case "twice":
            return name, b"".join([*lines[: line + 1], *lines[line:]])
        case _:
            return name, b"".join([*lines[:line], *lines[line + 1 :]])


def checked(name: str, raw: bytes) -> tuple[int, str]:
    """Exit code and output of a check of the study with that file."""
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / "study"
        shutil.copytree(BASE, study)
        (study / name).write_bytes(raw)
        done = CliRunner().invoke(app, ["check", "--study", str(study)], prog_name="imqual")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return int(done.exit_code), done.stdout


@pytest.fixture(autouse=True)
def _own_study(monkeypatch):
    """`--study` is handed on in the environment."""
    monkeypatch.setenv("IMQUAL_STUDY", ".")


@given(damages())
@example((LOG, (BASE / LOG).read_bytes().replace(b"cost", b"\\ud83d")))
@example(("study.yaml", (BASE / "study.yaml").read_bytes().replace(b"codebooks/book.yaml", b"a" * 300)))
def test_whatever_stands_in_a_file_is_a_problem_or_none(damage):
    """Never a traceback, never a fault of ours; what makes the check fail is said with its file."""
    code, printed = checked(*damage)

    assert code in {0, 1, 3}
    assert (code == 1) == (": error: " in printed)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        (BOOK, b"codes: " + b"[" * 60_000),
        (BOOK, b"- " * 60_000),
        (BOOK, b"? " * 60_000),
        (BOOK, b"codes: " + b"{a: " * 400 + b"}" * 400),
        (BOOK, b"version: 1\n" + b"".join(b" " * n + b"codes:\n" + b" " * n + b"- id: a\n" for n in range(99))),
        ("study.yaml", b"a: " + b"x" * 1_000_000),
        ("transcripts/S01.md", b"---\n" + b"\0" * 1000 + b"\n---\n"),
        (LOG, b'{"memo":"' + "好".encode() * 300_000),
        (LOG, b'{"a":' * 100_000),
        (LOG, b"{}\n" * 3_000),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:12]),
)  # fmt: skip
def test_files_without_end_are_told_in_a_few_lines(name, raw):
    """Deep nesting, endless lines, thousands of bad ones: neither the memory nor the screen overflows."""
    code, printed = checked(name, raw)

    assert code in {0, 1}
    assert 0 < len(printed) < 20_000
