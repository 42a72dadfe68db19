"""Recorded sessions of the coding screen in the docs are replayed: keys in, screen text out, in a real tmux.

A page records in fenced blocks that begin with ``screen COLUMNSxROWS``. Lines at the top of a block are what is put in:
``$ COMMAND`` is typed at the prompt, ``keys: …`` are keys by name, single characters, or "words" in quotes. What
follows is the screen then; ``…`` alone stands for any rows, in a row for any words.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```screen (\d+)x(\d+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TOKEN = re.compile(r'"[^"]*"|\S+')
_NAMES = {
    "space": "Space",
    "enter": "Enter",
    "escape": "Escape",
    "tab": "Tab",
    "delete": "DC",
    "pageup": "PPage",
    "pagedown": "NPage",
    **{name: name.capitalize() for name in ("up", "down", "left", "right", "home", "end")},
}
#: A screen that is not there after so long is not coming; nothing is measured by it.
PATIENCE = 60.0
#: Terminals tell a lone escape from the beginning of another key by the time after it.
AFTER_ESCAPE = 0.4


@dataclass
class Step:
    """What is put in, and the rows that the screen must have then."""

    size: tuple[int, int]
    put_in: list[str]
    expected: list[str]


def steps_of(page: Path) -> list[Step]:
    """All recorded screens of a page, in order: they are one session."""
    found = []
    for columns, rows, block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        lines = block.rstrip("\n").split("\n")
        first = next((n for n, line in enumerate(lines) if not line.startswith(("$ ", "keys: "))), len(lines))
        found.append(Step((int(columns), int(rows)), lines[:first], [line.rstrip() for line in lines[first:]]))
    return found


def fits(expected: list[str], seen: list[str]) -> bool:
    """Whether the rows are as the page shows them; rows without words at the end are left out on both sides."""
    pattern = "".join(
        "(?:.*\n)*?" if line == "…" else ".*?".join(map(re.escape, line.split("…"))) + "\n"
        for line in _without_end(expected)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _without_end(seen))) is not None


def _without_end(rows: list[str]) -> list[str]:
    return rows[: max((n + 1 for n, row in enumerate(rows) if row), default=0)]


class Terminal:
    """A tmux of its own with a shell in a folder: nobody's configuration, nobody's other sessions."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self.socket = str(folder / "tmux")
        home = folder / "home"
        home.mkdir()
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color", "PS1": "$ "}
        if "PYTHONPATH" in os.environ:
            self.environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
        columns, rows = map(str, size)
        shell = ("bash", "--norc", "-i")
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", columns, "-y", rows, "-c", str(folder), *shell)
        self.await_rows(["$"])

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-u", "-S", self.socket, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, check=True)
        return done.stdout.decode("utf-8")

    def put_in(self, line: str) -> None:
        """A command at the prompt, or keys."""
        if line.startswith("$ "):
            self._tmux("send-keys", "-l", line[2:])
            self._tmux("send-keys", "Enter")
            return
        for token in _TOKEN.findall(line.removeprefix("keys: ")):
            self._key(token)

    def _key(self, token: str) -> None:
        if len(token) > 1 and token[0] == token[-1] == '"':
            self._tmux("send-keys", "-l", token[1:-1])
        elif token in _NAMES:
            self._tmux("send-keys", _NAMES[token])
        elif len(token) > 1:
            modifier, _, key = token.partition("+")
            self._tmux("send-keys", f"{ {'ctrl': 'C', 'shift': 'S', 'alt': 'M'}[modifier] }-{_NAMES.get(key, key)}")
        else:
            self._tmux("send-keys", "-l", {";": "\\;"}.get(token, token))
        time.sleep(AFTER_ESCAPE if token == "escape" else 0.02)

    def record(self, path: Path) -> None:
        """From now on, what programs send to this terminal goes to a file as well, byte for byte."""
        self._tmux("pipe-pane", f"cat > {shlex.quote(str(path))}")

    def rows(self) -> list[str]:
        """The screen as it is."""
        return [row.rstrip() for row in self._tmux("capture-pane", "-p").split("\n")]

    def await_rows(self, expected: list[str]) -> list[str]:
        """The screen as soon as it is as expected, or as it still is when patience ends."""
        end = time.monotonic() + PATIENCE
        while not fits(expected, self.rows()) and time.monotonic() < end:
            time.sleep(0.05)
        return self.rows()

    def close(self) -> None:
        """End this tmux, and what runs in it."""
        subprocess.run(
            ["tmux", "-S", self.socket, "kill-server"], env=self.environment, capture_output=True, check=False
        )


def needs_tmux() -> None:
    """Skip where there is no tmux; never where everything must be tried."""
    if shutil.which("tmux") is None:
        assert not os.environ.get("CI"), "tmux is needed to replay the recorded sessions (apt install tmux)"
        pytest.skip("tmux is not installed; it replays the recorded sessions of the docs")


@pytest.mark.parametrize(
    "page", [page for page in PAGES if steps_of(page)], ids=lambda page: str(page.relative_to(ROOT))
)
def test_the_recorded_screens_of_a_page_are_what_the_program_shows(page, tmp_path):
    """Keys in, screen text out: nobody is shown a screen that they will not get."""
    needs_tmux()
    steps = steps_of(page)
    shutil.copytree(ROOT / "docs" / "files", tmp_path, dirs_exist_ok=True)
    terminal = Terminal(tmp_path, steps[0].size)
    try:
        for step in steps:
            for line in step.put_in:
                terminal.put_in(line)
            seen = terminal.await_rows(step.expected)

            assert fits(step.expected, seen), "\n".join([*step.put_in, *seen, "--- the page says:", *step.expected])
    finally:
        terminal.close()


def test_without_colour_a_terminal_gets_no_colour_code(tmp_path):
    """NO_COLOR, from the first byte to the last, also in questions and lists; bold and underlined are no colours."""
    needs_tmux()
    terminal = Terminal(tmp_path, (100, 30))
    try:
        terminal.record(tmp_path / "raw")
        terminal.put_in("$ imqual init study --example && cd study && NO_COLOR=1 imqual code S10 --as coder-b")
        assert fits(["…", " coder-b S10 1/80 …", "…"], terminal.await_rows(["…", " coder-b S10 1/80 …", "…"]))
        terminal.put_in('keys: } } } space r c . c p M "memo" escape * ? q / "茶" enter \' "price"')
        assert fits(["…", "│price…", "…"], terminal.await_rows(["…", "│price…", "…"]))
        terminal.put_in("keys: escape V ctrl+l Z Q")
        terminal.await_rows(["…", "everything is saved…", "$"])
    finally:
        terminal.close()
    codes = re.findall(r"\x1b\[([0-9;:]*)m", (tmp_path / "raw").read_text(encoding="utf-8", errors="replace"))

    assert codes
    assert set() == {code for each in codes for code in re.split("[;:]", each)} - {"", *"0123479"}


def test_a_screen_that_differs_is_noticed():
    """The comparison can fail: other words, a row too many, a row too few."""
    assert fits(["a …", "…", "z"], ["a b", "1", "2", "z", "", ""])
    assert fits(["a", ""], ["a"])
    assert not fits(["a"], ["b"])
    assert not fits(["a"], ["a", "b"])
    assert not fits(["a", "b"], ["a"])
    assert not fits(["a", "", "b"], ["a", "b"])


def test_blocks_are_read_in_order(tmp_path):
    """What is put in stands at the top of a block, whatever the screen shows below."""
    page = tmp_path / "page.md"
    page.write_text('```screen 80x24\n$ imqual code S02\nkeys: } "so I" enter\nI   keys: 1\n…\n```\n', encoding="utf-8")

    assert [Step((80, 24), ["$ imqual code S02", 'keys: } "so I" enter'], ["I   keys: 1", "…"])] == steps_of(page)
