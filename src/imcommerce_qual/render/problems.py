"""Problems for people: the place, the user's own line with a caret, what is wrong and what to do."""

from __future__ import annotations

import unicodedata

from imcommerce_qual.model.problem import Place, Problem

#: Longer lines are cut around the caret: on most terminals, a line that wraps would leave its caret behind.
_WIDE = 72
#: So much is shown before the caret then.
_BEFORE = 24
#: Messages are cut here, where a name in them is no name at all.
_LONG = 600


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
    return "\n".join([_seen(head), *render_excerpt(place), f"  {_seen(problem.remedy)}"])


def render_place(place: Place) -> str:
    """``file:line:column``, as far as it is known; editors jump to it."""
    known = [place.file, *(str(each) for each in (place.line, place.column) if each is not None)]
    return ":".join(known)


def render_excerpt(place: Place, *, numbered: bool = True) -> list[str]:
    """The user's own line with a caret under what is meant; nothing where the line is not known.

    Lines that nobody counts, such as those of a Word document, are not *numbered*.
    """
    if place.line is None or place.source is None:
        return []
    column = (place.column or 1) - 1
    first = max(0, column - 8 * _BEFORE)  # of a line without end, look at what may be shown
    piece = place.source[first : column + 8 * _WIDE]
    line = _plain(piece)
    column -= first
    start, end = 0, len(line)
    if len(piece) < len(place.source) or _cells(line) > _WIDE:
        start = column - _reach(line[:column][::-1], _BEFORE)
        end = start + _reach(line[start:], _WIDE)
    left = "…" if first + start else ""
    right = "…" if first + end < len(place.source) else ""
    before, under = line[start:column], line[column : min(end, column + place.width)]
    number = str(place.line) if numbered else ""
    caret = " " * (len(left) + _cells(before)) + "^" * max(1, _cells(under))
    return [f"  {number} | {left}{line[start:end]}{right}".rstrip(), f"  {' ' * len(number)} | {caret}"]


#: Categories of what would not be seen, or would move the line about: controls, formats, line ends of some programs.
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})


def _plain(text: str) -> str:
    return "".join(" " if unicodedata.category(mark) in _UNSEEN else mark for mark in text)


def _seen(text: str) -> str:
    """A sentence with the user's words in it, on one line of bearable length."""
    return _plain(text if len(text) <= _LONG else f"{text[:_LONG]}…")


def _reach(text: str, columns: int) -> int:
    """How many characters of *text* fit into so many columns."""
    taken = 0
    for n, mark in enumerate(text):
        taken += _cells(mark)
        if taken > columns:
            return n
    return len(text)


def _cells(text: str) -> int:
    """Columns of a terminal that *text* takes: wide characters two, marks that combine none."""
    return sum(
        0 if unicodedata.category(mark) in {"Mn", "Me"} else 2 if unicodedata.east_asian_width(mark) in "WF" else 1
        for mark in text
    )
