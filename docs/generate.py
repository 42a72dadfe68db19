"""Writes the pages of the reference that are made from the program itself.

`python docs/generate.py` writes them; `--check` says which are out of date and exits with 1. A test runs the check.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from imcommerce_qual.tui.keymap import Action

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
ERRORS = ROOT / "tests" / "errors"


def commands_page() -> str:
    """`commands.md`: the help of every command."""
    parts = ["# Commands", "Made by `docs/generate.py` from the program's own help."]
    for words in ([], *_words()):
        title = " ".join(["imqual", *words])
        parts.append(f"## {title}\n\n```text\n{_help(words)}\n```")
    return "\n\n".join(parts) + "\n"


def _words() -> Iterator[list[str]]:
    """Every command, a group before those in it."""
    from imcommerce_qual.cli.lazy import COMMANDS, LazyCommand

    def below(words: list[str], command: Any) -> Iterator[list[str]]:
        yield words
        for name, each in getattr(command, "commands", {}).items():
            yield from below([*words, name], each)

    for name, text in COMMANDS.items():
        yield from below([name], LazyCommand(name, text).load())


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


def keys_page() -> str:
    """`keys.md`: every key of the screens, with the command that does the same."""
    from imcommerce_qual.tui.commands import COMMANDS, RECONCILE_COMMANDS, REVIEW_COMMANDS
    from imcommerce_qual.tui.keymap import ACTIONS
    from imcommerce_qual.tui.reconcile.keys import MORE_ACTIONS, RECONCILE_ACTIONS
    from imcommerce_qual.tui.review.keys import REVIEW_ACTIONS

    parts = [
        "# Keys and commands",
        (
            "Whatever the screens do goes through the same library calls as the commands, so everything can be "
            "done without it: with a screen reader, or from a script. `ID` is a coding's, which `imqual show` and "
            "`imqual find` print with `--json`; the commands that write want `--as CODER`, or `IMQUAL_CODER`. "
            "The names in the last column are for [your own keys](configuration.md)."
        ),
        "Made by `docs/generate.py` from the screens' own lists of actions.",
    ]
    parts += ["## The coding screen", *_groups(ACTIONS, COMMANDS)]
    parts += ["## The review screen", *_groups(REVIEW_ACTIONS, REVIEW_COMMANDS)]
    parts += ["## The meeting about disagreements", *_groups((*RECONCILE_ACTIONS, *MORE_ACTIONS), RECONCILE_COMMANDS)]
    return "\n\n".join(parts) + "\n"


def _groups(actions: tuple[Action, ...], commands: Mapping[str, str]) -> Iterator[str]:
    for group in dict.fromkeys(action.group for action in actions):
        rows = [
            f"| {_keys(each.keys)} | {each.text} | `{commands[each.name]}` | {each.name} |"
            for each in actions
            if each.group == group
        ]
        head = "| key | does | without the screen | name |\n| --- | --- | --- | --- |"
        yield f"### {group}\n\n{head}\n" + "\n".join(rows)


def _keys(keys: tuple[str, ...]) -> str:
    return " ".join(f"`{key}`".replace("|", "\\|") for key in keys)


def checklists_page() -> str:
    """`checklists.md`: every item of COREQ and SRQR, with what is filled in and where that comes from."""
    from imcommerce_qual.render.checklistitems import COREQ, DERIVED, SRQR

    parts = [
        "# Reporting checklists",
        (
            "`imqual methods --checklist` drafts the checklist that `study.yaml` declares (`reporting: {checklist: "
            "coreq}` or `srqr`). What follows from the study's files is filled in; everything else is left “to be "
            "completed by the authors”, and so is an item of which your files say nothing. A draft is a beginning: "
            "read each item in the checklist itself before you hand it in. The names of the items here are short and "
            "our own."
        ),
        "Made by `docs/generate.py` from the program's own list.",
    ]
    for title, items in (
        ("COREQ (Tong, Sainsbury & Craig 2007, [doi](https://doi.org/10.1093/intqhc/mzm042)): 32 items", COREQ),
        ("SRQR (O'Brien et al. 2014, [doi](https://doi.org/10.1097/ACM.0000000000000388)): 21 items", SRQR),
    ):
        rows = []
        for number, name in items.items():
            what, source = DERIVED.get(number, ("the authors", ""))
            places = "; ".join(f"`{each}`" if each.startswith("imqual") else each for each in source.split("; "))
            rows.append(f"| {number} | {name} | {what} | {places if source else ''} |")
        head = "| no. | item | filled in | from |\n| --- | --- | --- | --- |"
        parts.append(f"## {title}\n\n{head}\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def main(arguments: list[str]) -> int:
    """Write the pages, or check them."""
    stale = []
    pages = (
        ("commands.md", commands_page()),
        ("problems.md", problems_page()),
        ("keys.md", keys_page()),
        ("checklists.md", checklists_page()),
    )
    for name, page in pages:
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
