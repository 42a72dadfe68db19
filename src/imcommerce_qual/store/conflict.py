"""A file in which git left two versions of some lines: what each side had."""

from __future__ import annotations

import re

_MARK = re.compile(r"^(<{7} .*|\|{7}( .*)?|={7}|>{7} .*)$", re.MULTILINE)


def conflict_at(text: str) -> int | None:
    r"""Where the first conflict begins, or None where there is none.

    >>> conflict_at("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n"), conflict_at("a = b\n=======\n")
    (2, None)
    """
    found = [(each.start(), each[0][0]) for each in _MARK.finditer(text)]
    kinds = [kind for _, kind in found]
    if "<" not in kinds or ">" not in kinds[kinds.index("<") :]:
        return None
    return next(at for at, kind in found if kind == "<")


def sides(text: str) -> tuple[str, str]:
    """The text as the one side had it, and as the other; the base that git may show between them is left out."""
    ours: list[str] = []
    theirs: list[str] = []
    where = "both"
    for line in text.split("\n"):
        mark = _MARK.fullmatch(line)
        if mark and (line[0] == "<" or where != "both"):
            where = {"<": "ours", "|": "base", "=": "theirs", ">": "both"}[line[0]]
            continue
        if where in {"both", "ours"}:
            ours.append(line)
        if where in {"both", "theirs"}:
            theirs.append(line)
    return "\n".join(ours), "\n".join(theirs)
