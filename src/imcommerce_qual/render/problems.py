"""Problems for people: the place, the user's own line with a caret, what is wrong and what to do."""

from __future__ import annotations

import unicodedata

from imcommerce_qual.model.problem import Place, Problem

#: Lines longer than this are cut around the caret.
_WIDE = 100


def render_problem(problem: Problem) -> str:
    """One problem, over several lines.

    >>> from imcommerce_qual.model.problem import Place
    >>> place = Place(file="study.yaml", line=2, column=1, source="titel: Shops", width=5)
    >>> print(render_problem(Problem(code="unknown-field", message="there is no field `titel` here",
    ...     remedy="did you mean `title`?", place=place)))
    study.yaml:2:1: error: unknown-field: there is no field `titel` here
      2 | titel: Shops
        | ^^^^^
      did you mean `title`?
    """
    place = problem.place
    head = f"{render_place(place)}: {problem.severity}: {problem.code}: {problem.message}"
    return "\n".join([head, *_excerpt(place), f"  {problem.remedy}"])


def render_place(place: Place) -> str:
    """``file:line:column``, as far as it is known; editors jump to it."""
    known = [place.file, *(str(each) for each in (place.line, place.column) if each is not None)]
    return ":".join(known)


def _excerpt(place: Place) -> list[str]:
    if place.line is None or place.source is None:
        return []
    column = (place.column or 1) - 1
    line = "".join(" " if unicodedata.category(mark) in {"Cc", "Cf"} else mark for mark in place.source)
    start = max(0, column - _WIDE // 2) if len(line) > _WIDE else 0
    shown = line[start : start + _WIDE]
    before, under = shown[: column - start], shown[column - start :][: place.width]
    number = str(place.line)
    dots = "…" if start else ""
    caret = " " * (len(dots) + _cells(before)) + "^" * max(1, _cells(under))
    return [f"  {number} | {dots}{shown}".rstrip(), f"  {' ' * len(number)} | {caret}"]


def _cells(text: str) -> int:
    """Columns of a terminal that *text* takes: wide characters two, marks that combine none."""
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text
    )
