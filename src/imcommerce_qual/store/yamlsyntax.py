"""What is wrong with YAML that cannot be read, in the words of somebody who never read YAML's grammar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from imcommerce_qual.model.problem import Problem
from imcommerce_qual.store.textfile import TextFile

_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_FIELD = re.compile(r"\s*(?:- )*(?P<name>[^\s:#'\"\[\]{}][^:\n]*?)(?P<colon>:(?=\S)|\s*：)")
_WIDE = "：，［］｛｝"


class _Hint(NamedTuple):
    """What to say, and the offset in the file to say it at."""

    at: int
    message: str
    remedy: str


class _Stop(NamedTuple):
    """Where the reader of YAML stopped: offset ``at``, what it said, and the offset where that construct began."""

    text: str
    at: int
    said: str
    begun: int

    def line(self, offset: int) -> tuple[int, str]:
        """The start and the words of the line around an offset."""
        start = self.text.rfind("\n", 0, offset) + 1
        return start, self.text[start:].partition("\n")[0]

    def line_above(self) -> tuple[int, str]:
        """The last line above the stop that is not blank."""
        above = self.text[: self.line(self.at)[0]].rstrip()
        return self.line(len(above))


def syntax_problem(file: TextFile, error: yaml.MarkedYAMLError, base: int) -> Problem:
    """The first thing that keeps the file (or its part from offset *base*) from being read, where it was written."""
    mark = error.problem_mark or error.context_mark
    begun = error.context_mark or mark
    said = " ".join(part for part in (error.context, error.problem) if part)
    if mark is None or begun is None:
        return _problem(file, _Hint(base, f"this is not YAML: {said}", _OFTEN))
    stop = _Stop(file.text, base + mark.index, said, base + begun.index)
    hints = (hint for look in _LOOKS for hint in look(stop))
    return _problem(file, next(hints, _Hint(stop.at, f"this is not YAML: {said}", _OFTEN)))


_OFTEN = "often a missing quote, a tab, or a line that is not indented like its neighbours"


def _problem(file: TextFile, hint: _Hint) -> Problem:
    place = file.place_at(hint.at)
    return Problem(code="yaml-syntax", message=hint.message, remedy=hint.remedy, place=place)


def _conflict(stop: _Stop) -> Iterator[_Hint]:
    found = _CONFLICT.search(stop.text)
    if found is not None:
        yield _Hint(
            found.start(),
            "git found two versions of these lines and left both here",
            "keep what should stay, and delete the lines of `<`, `=` and `>`",
        )


def _tab(stop: _Stop) -> Iterator[_Hint]:
    if stop.text[stop.at : stop.at + 1] == "\t":
        yield _Hint(stop.at, "a tab stands here; YAML indents by spaces only", "replace it by spaces")


def _colon(stop: _Stop) -> Iterator[_Hint]:
    """A colon that YAML does not know as one: noticed in the line after it."""
    no_colon = "could not find expected ':'" in stop.said
    if not no_colon and "mapping values are not allowed" not in stop.said:
        return
    start, line = stop.line(stop.begun) if no_colon else stop.line_above()
    found = _FIELD.match(line)
    if found is not None and ": " not in line:
        name = found["name"].strip()
        wide = found["colon"] != ":"
        at = start + found.end("colon") - 1
        what = "the colon is a full-width one (`：`)" if wide else "no space follows the colon"
        yield _Hint(at, f"{what}, so this is no field", f"write `{name}: …`, with a plain colon and a space")
    elif no_colon:
        indent = len(line) - len(line.lstrip())
        yield _Hint(
            start + indent,
            "this line is no field: there is no `: ` in it",
            "write it as `name: value`; if the text above goes on here, indent it further than that field's name",
        )


def _second_colon(stop: _Stop) -> Iterator[_Hint]:
    if "mapping values are not allowed" not in stop.said:
        return
    start, line = stop.line(stop.at)
    name, colon, _ = line[: stop.at - start].partition(": ")
    if colon:
        name = name.strip().removeprefix("- ")
        yield _Hint(
            stop.at,
            "a second `: ` in one line: YAML cannot tell the words from a field",
            f"put the words after the first one into quotes: `{name}: '…'`",
        )
    else:
        yield _Hint(
            start + len(line) - len(line.lstrip()),
            "this line is indented further than the field above, which has its value already",
            "begin it below the name of that field",
        )


def _quotes(stop: _Stop) -> Iterator[_Hint]:
    if "quoted scalar" in stop.said:
        yield _Hint(
            stop.begun,
            "this quotation mark is opened and never closed",
            "close it with the same mark; within '…', an apostrophe is written twice: ''",
        )
    start, line = stop.line(stop.at)
    before = line[: stop.at - start].rstrip()
    if "did not find expected key" in stop.said and before[-1:] in {"'", '"'}:
        yield _Hint(
            stop.at,
            "words follow a closing quotation mark",
            "put the quotation marks around all of it; within '…', an apostrophe is written twice: ''",
        )


def _brackets(stop: _Stop) -> Iterator[_Hint]:
    if "did not find expected ','" not in stop.said:
        return
    number = stop.text.count("\n", 0, stop.begun) + 1
    wide = next((mark for mark in _WIDE if mark in stop.text[stop.begun : stop.at]), None)
    yield _Hint(
        stop.at,
        f"the `{stop.text[stop.begun]}` of line {number} is not closed, or a comma is missing, before this",
        f"YAML does not know the full-width `{wide}`: write the plain one and a space"
        if wide
        else "close it, and write `, ` between its items",
    )


def _indent(stop: _Stop) -> Iterator[_Hint]:
    if "did not find expected '-' indicator" in stop.said:
        yield _Hint(stop.at, "this stands among the items of a list, but is none", "begin it with `- `, or indent it")
    elif "did not find expected key" in stop.said:
        yield _Hint(
            stop.at,
            "this line is indented unlike the fields around it",
            "begin it exactly below the field that it belongs beside",
        )


def _beginning(stop: _Stop) -> Iterator[_Hint]:
    if "cannot start any token" in stop.said:
        mark = stop.text[stop.at : stop.at + 1]
        yield _Hint(stop.at, f"text without quotes cannot begin with `{mark}`", "put it into quotes: '…'")
    elif "is not read here" in stop.said:
        yield _Hint(stop.at, stop.said, "if it belongs to the words, put them into quotes: '…'")
    elif "found another document" in stop.said:
        yield _Hint(stop.at, "a second YAML document begins here", "take the line `---` out")


_LOOKS: tuple[Callable[[_Stop], Iterator[_Hint]], ...] = (
    _conflict,
    _tab,
    _colon,
    _second_colon,
    _quotes,
    _brackets,
    _indent,
    _beginning,
)
