"""Draws docs/images/report.svg: what the program prints about the worked example, on a terminal of 100 columns.

`python docs/picture.py` draws it; `--check` says whether the one that is there is out of date and exits with 1. It
needs a system with pseudo-terminals (Linux, macOS).
"""

from __future__ import annotations

import fcntl
import html
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "report.svg"
COMMAND = ("themes", "--finding", "F1", "--quotes", "1")
WIDTH = 100
LEFT_OUT = "    ⋮"
TITLE = "imqual on its worked example: invented interviews, evidence of nothing"

THEME = TerminalTheme(
    (24, 26, 31),
    (222, 225, 230),
    [
        (70, 74, 84),
        (224, 108, 117),
        (152, 195, 121),
        (229, 192, 123),
        (97, 175, 239),
        (198, 120, 221),
        (86, 182, 194),
        (222, 225, 230),
    ],
)
#: Rich's own format with the fonts of the reader's system: nothing is fetched to show it.
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>What imqual prints about a finding: counts, codes and excerpts with their places</title>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
.{unique_id}-title {{ font-family: system-ui, sans-serif; font-size: 16px; }}
{styles}
</style>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
_TEXT = re.compile(r'<text class="(?P<style>[^"]*)" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)"[^>]*>(?P<words>[^<]*)</text>')
_COLUMN = 12.2  # the width that rich gives a column


def printed() -> list[str]:
    """The lines of the command on a copy of the example, with their colours."""
    with tempfile.TemporaryDirectory() as folder:
        study = str(Path(folder) / "study")
        _run("init", study, "--example")
        return _run("--study", study, *COMMAND)


def _run(*words: str) -> list[str]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, WIDTH, 0, 0))
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    with subprocess.Popen(
        [sys.executable, "-m", "imcommerce_qual", *words],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    ) as child:
        os.close(theirs)
        seen = b""
        try:
            while piece := os.read(ours, 65536):
                seen += piece
        except OSError:  # Linux says so when the other side is closed
            pass
    os.close(ours)
    if child.returncode:
        raise SystemExit(seen.decode("utf-8"))
    return seen.decode("utf-8").replace("\r\n", "\n").rstrip("\n").split("\n")


def chosen(lines: list[str]) -> list[str]:
    """The title and the finding, its first and its last theme, and what stands under the numbers."""
    plain = [Text.from_ansi(line).plain for line in lines]
    # A theme begins after an empty line; the second line of a long statement is indented like it.
    themes = [n for n, line in enumerate(plain) if re.match(r"  \S", line) and not plain[n - 1].strip()]
    against = next(n for n in themes if plain[n].startswith("  What runs against"))
    notes = next(n for n, line in enumerate(plain) if line.startswith("SYNTHETIC"))
    first, last = themes[1], themes[themes.index(against) - 1]
    return [*lines[:first], LEFT_OUT, "", *lines[last:against], LEFT_OUT, "", *lines[notes:]]


def drawn(lines: list[str]) -> str:
    """The lines as SVG."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        screen = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True, color_system="truecolor")
        screen.print(Text.assemble(("$ ", "dim"), ("imqual " + " ".join(COMMAND), "bold")))
        for line in lines:
            screen.print(Text.from_ansi(line), no_wrap=True, crop=False, soft_wrap=True)
        svg = screen.export_svg(title=TITLE, theme=THEME, code_format=FORMAT, unique_id="imqual")
    svg = _TEXT.sub(_measured, svg)
    return "\n".join(line.rstrip() for line in svg.split("\n"))


def _measured(found: re.Match[str]) -> str:
    """Wide characters apart from the others: rich takes a Chinese character for one column wide; it is two."""
    pieces: list[str] = []
    column = 0
    for run in _runs(html.unescape(found["words"])):
        words = run.strip("\u00a0")
        if words:
            x = (column + len(run) - len(run.lstrip("\u00a0"))) * _COLUMN + float(found["x"])
            pieces.append(
                f'<text class="{found["style"]}" x="{x:g}" y="{found["y"]}" textLength="{cell_len(words) * _COLUMN:g}">'
                f"{html.escape(words)}</text>"
            )
        column += cell_len(run)
    return "\n".join(pieces)


def _runs(words: str) -> list[str]:
    """The words in pieces of characters of one width."""
    return ["".join(each) for _, each in groupby(words, key=lambda character: cell_len(character) > 1)]


def main(arguments: list[str]) -> int:
    """Draw the picture, or check it."""
    svg = drawn(chosen(printed()))
    if arguments != ["--check"]:
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_text(svg, encoding="utf-8")
        return 0
    if PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == svg:
        return 0
    sys.stderr.write("docs/images/report.svg is out of date: run `python docs/picture.py`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
