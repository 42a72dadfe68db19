"""Changes of the code tree as steps that a file can be rewritten by, and what the tree is afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from imcommerce_qual.model.codebook import ChangeKind, Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A code comes into the tree, last of those under its parent."""

    code: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """Fields of a code get other values; an empty one is taken out."""

    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A code with all below it gets another id, and stands where that id says."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """A code that has none below it goes out of the tree."""

    code: str


Step = Put | Fill | Shift | Take


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry of the history before it has an id, a time and a revision."""

    change: ChangeKind
    from_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What is to be done to a codebook: steps in order, and the entries that record them."""

    steps: tuple[Step, ...]
    entries: tuple[Draft, ...]

    def __add__(self, other: Revision) -> Revision:
        return Revision(steps=(*self.steps, *other.steps), entries=(*self.entries, *other.entries))


def below(codes: Iterable[str], code: str) -> tuple[str, ...]:
    """The code and all below it, in the order of *codes*."""
    return tuple(each for each in codes if each == code or each.startswith(f"{code}."))


def renamed(code: str, old: str, new: str) -> str:
    """The id of *code*, which is *old* or stands below it, when *old* is called *new*.

    >>> renamed("trust.person", "trust", "faith")
    'faith.person'
    """
    return new + code.removeprefix(old)


def revised(codes: Mapping[str, Code], steps: Iterable[Step]) -> dict[str, Code]:
    """The codes by id after the steps; their order is not that of a tree any more."""
    found = dict(codes)
    for step in steps:
        match step:
            case Put():
                found[step.code.id] = step.code
            case Fill():
                found[step.code] = replace(found[step.code], **step.fields)
            case Take():
                del found[step.code]
            case Shift():
                for each in below(tuple(found), step.old):
                    new = renamed(each, step.old, step.new)
                    found[new] = replace(found.pop(each), id=new)
    return found
