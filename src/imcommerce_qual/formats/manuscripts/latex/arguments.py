"""Where the arguments of a command begin and end."""

from __future__ import annotations

import re

COMMAND = re.compile(r"\\([A-Za-z@]+\*?|.|\n)", re.DOTALL)


def skip(text: str, at: int, opening: str) -> int:
    """Behind an optional argument, where one stands there."""
    if text[at : at + 1] != opening:
        return at
    depth = 0
    for i in range(at, min(len(text), at + 4000)):
        if text[i] in "[{":
            depth += 1
        elif text[i] in "]}":
            depth -= 1
            if not depth:
                return i + 1
    return at


def group(text: str, at: int) -> tuple[int, int]:
    """The inside of a mandatory argument ``[start, end)``: a group, a command, or one character."""
    while at < len(text) and text[at] in " \t\n":
        at += 1
    if text[at : at + 1] != "{":
        match = COMMAND.match(text, at)
        return (at, match.end()) if match else (at, min(len(text), at + 1))
    depth = 0
    i = at
    while i < len(text):
        if text[i] == "\\":
            i += 1
        elif text[i] == "{":
            depth += 1
        elif text[i] == "}":
            depth -= 1
            if not depth:
                return at + 1, i
        i += 1
    return at + 1, len(text)
