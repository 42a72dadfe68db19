"""What an import of codes would do, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from imcommerce_qual.model.codebook import Code
from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.words import count

_SHOWN = 60
_LONG = 60


class _Conflict(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def why(self) -> str: ...


def render_understood(columns: Mapping[str, str], how: str, tree: str) -> Iterator[str]:
    """How the file was read: encoding, columns, hierarchy."""
    yield f"read as {how}"
    yield "columns: " + ", ".join(f"{field} from {visible(title.strip())}" for field, title in columns.items())
    yield f"hierarchy: {tree}"


def render_new(codes: Iterable[Code], made: Iterable[str]) -> Iterator[str]:
    """The new codes in a tree, each with the beginning of its definition."""
    codes, made = tuple(codes), set(made)
    yield f"new: {count(len(codes), 'code')}"
    for code in codes[:_SHOWN]:
        words = " ".join((code.short or code.definition).split())
        words = words if len(words) <= _LONG else f"{words[:_LONG]}…"
        words = words or ("no row of its own" if code.id in made else "no definition")
        yield visible(f"  {'  ' * code.depth}{code.id}  {code.label}: {words}")
    if len(codes) > _SHOWN:
        yield f"  … and {len(codes) - _SHOWN} more"


def render_lost(
    same: Iterable[str], conflicts: Iterable[_Conflict], lost: Iterable[str], undefined: int
) -> Iterator[str]:
    """The loss report: what is there already, what is in conflict, and what is not taken."""
    if number := len(tuple(same)):
        yield f"there already, with the same words: {count(number, 'code')}"
    for each in conflicts:
        yield visible(f"not taken: row {each.row}, {each.code}: {each.why}")
    for line in lost:
        yield visible(f"lost: {line}")
    if undefined:
        yield f"{count(undefined, 'code')} without a definition, which `imqual check` will ask for"
