"""Writes the pages of the reference that are made from the program itself.

`python docs/generate.py` writes them; `--check` says which are out of date and exits with 1. A test runs the check.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
ERRORS = ROOT / "tests" / "errors"
GROUPS = {
    "codebook": ("show",),
    "transcript": ("update", "record", "history", "lost"),
    "export": ("themes",),
    "quotes": ("check", "pick", "keep", "list", "drop"),
}


def commands_page() -> str:
    """`commands.md`: the help of every command."""
    from imcommerce_qual.cli.lazy import COMMANDS

    parts = ["# Commands", "Made by `docs/generate.py` from the program's own help."]
    for words in ([], *([name, *sub] for name in COMMANDS for sub in ([], *([each] for each in GROUPS.get(name, ()))))):
        title = " ".join(["imqual", *words])
        parts.append(f"## {title}\n\n```text\n{_help(words)}\n```")
    return "\n\n".join(parts) + "\n"


def _help(words: list[str]) -> str:
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERMINAL_WIDTH": "100"}
    done = subprocess.run(
        [sys.executable, "-m", "imcommerce_qual", *words, "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip().split("\n"))


def problems_page() -> str:
    """`problems.md`: every problem code with the message that its faulty study gives."""
    from imcommerce_qual.model.codes import CODES

    parts = [
        "# Problems",
        (
            "Every problem has a stable code. `imqual check` prints the file, line and column, your own line with a "
            "caret, what is wrong, and what to do about it. *Errors* make it exit with 1; *warnings* are worth a look."
        ),
        (
            "Made by `docs/generate.py` from the faulty studies under `tests/errors/`, one for each code; the tests "
            "run them and compare."
        ),
    ]
    for code, meaning in CODES.items():
        expected = (ERRORS / code / "expected.txt").read_text(encoding="utf-8").strip()
        parts.append(f"## {code}\n\n{meaning}\n\n```text\n{expected}\n```")
    return "\n\n".join(parts) + "\n"


def main(arguments: list[str]) -> int:
    """Write the pages, or check them."""
    stale = []
    for name, page in (("commands.md", commands_page()), ("problems.md", problems_page())):
        path = REFERENCE / name
        if arguments == ["--check"]:
            if not path.is_file() or path.read_text(encoding="utf-8") != page:
                stale.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, encoding="utf-8")
    for name in stale:
        sys.stderr.write(f"docs/reference/{name} is out of date: run `python docs/generate.py`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
