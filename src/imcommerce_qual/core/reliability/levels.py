"""Which codes are counted, as applied and rolled up, so that one pass over the codings counts all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.units.rollup import Rolled
from imcommerce_qual.model.codebook import PROPOSAL, Codebook
from imcommerce_qual.model.study import Theme

Level = Literal["applied", "rolled up", "theme"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Something that is counted: a code as it was applied, a code with what rolls up into it, or a theme."""

    key: str
    name: str
    level: Level
    codes: frozenset[str]


def code_rows(book: Codebook, used: Collection[str], only: Iterable[str] | None = None) -> tuple[Row, ...]:
    """The codes in tree order. A parent that nobody applied itself is only rolled up; a leaf is there, used or not.

    *used*: the codes that somebody applied; *only*: these codes and what rolls up into them.
    """
    retired = lineage(book.history).retired
    wanted = None if only is None else frozenset().union(*(book.rolled_up(code) for code in only))
    found = []
    for code in book.codes:
        if (wanted is not None and code not in wanted) or (code in retired and code not in used):
            continue
        if code.startswith(PROPOSAL) and code not in used:
            continue
        under = book.rolled_up(code)
        if code in used or len(under) == 1:
            found.append(Row(key=code, name=code, level="applied", codes=frozenset({code})))
        if len(under) > 1:
            # A code's id has no space, so that no code is called like this key.
            found.append(Row(key=f"{code} +", name=code, level="rolled up", codes=under))
    return tuple(found)


def theme_rows(themes: Iterable[Theme], book: Codebook, only: Iterable[str] | None = None) -> tuple[Row, ...]:
    """The themes in order, each with all codes that it gathers; *only*: those that gather one of these codes."""
    wanted = None if only is None else frozenset(only)
    rows = (Row(key=each.id, name=each.id, level="theme", codes=theme_codes(each, book)) for each in themes)
    return tuple(row for row in rows if row.codes and (wanted is None or wanted & row.codes))


def rolled(rows: Iterable[Row], book: Codebook) -> Rolled:
    """The rows as what counting asks for."""
    found = tuple(rows)
    up: dict[str, list[str]] = {code: [] for code in book.codes}
    for row in found:
        for code in row.codes:
            up.setdefault(code, []).append(row.key)
    under: Mapping[str, frozenset[str]] = {row.key: row.codes for row in found}
    return Rolled(codes=tuple(row.key for row in found), up={c: tuple(keys) for c, keys in up.items()}, under=under)
