"""Console sessions in the docs are replayed: what a page shows is what the program prints."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="sessions are replayed on a pseudo-terminal, which this system has not")

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
WIDTH = 100


@dataclass
class Step:
    """A command of a session, and the lines that must follow; ``…`` stands for anything."""

    command: str
    expected: list[str]


def steps_of(page: Path) -> list[Step]:
    """All commands of a page's console blocks, in order: they share a folder."""
    found: list[Step] = []
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.rstrip("\n").split("\n"):
            if line.startswith("$ "):
                found.append(Step(line[2:], []))
            elif line.startswith("> ") and found and not found[-1].expected:
                found[-1].command += "\n" + line[2:]
            else:
                found[-1].expected.append(line.rstrip())
    return found


def run(command: str, folder: Path) -> list[str]:
    """What a person sees in a terminal of 100 columns without colour."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, WIDTH, 0, 0))
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "NO_COLOR": "1",
        **({"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}),
    }
    child = subprocess.Popen(
        ["bash", "-c", command], cwd=folder, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not piece:
            break
        seen += piece
    child.wait()
    os.close(ours)
    text = _ESCAPES.sub("", seen.decode("utf-8")).replace("\r\n", "\n")
    # A slow machine is shown progress, which the next line is written over.
    lines = (line.rpartition("\r")[2].rstrip() for line in text.rstrip("\n").split("\n"))
    return list(lines) if text.strip() else []


def fits(expected: list[str], seen: list[str]) -> bool:
    """Whether the lines are as the page shows them: ``…`` stands for any lines, or in a line for any words."""
    pattern = "".join(
        "(?:.*\n)*?" if line == "…" else ".*?".join(map(re.escape, line.split("…"))) + "\n" for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in seen)) is not None


@pytest.mark.parametrize(
    "page", [page for page in PAGES if steps_of(page)], ids=lambda page: str(page.relative_to(ROOT))
)
def test_the_sessions_of_a_page_are_what_the_program_prints(page, tmp_path):
    """Nobody is shown output that they will not get."""
    folder = tmp_path
    shared = ROOT / "docs" / "files"
    if shared.is_dir():
        shutil.copytree(shared, folder, dirs_exist_ok=True)
    for step in steps_of(page):
        if step.command.startswith("cd "):
            folder = (folder / step.command[3:]).resolve()
            assert folder.is_dir(), step.command
            continue
        seen = run(step.command, folder)

        assert fits(step.expected, seen), "\n".join([f"$ {step.command}", *seen, "--- the page says:", *step.expected])


def test_a_session_that_differs_is_noticed():
    """The comparison can fail: other words, a line too many, a line too few."""
    assert fits(["a …", "…", "z"], ["a b", "1", "2", "z"])
    assert not fits(["a"], ["b"])
    assert not fits(["a"], ["a", "b"])
    assert not fits(["a", "b"], ["a"])
