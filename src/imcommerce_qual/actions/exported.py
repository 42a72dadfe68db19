"""One result as tables and pictures, whatever format it is written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from imcommerce_qual.actions.analysing import Sighted
from imcommerce_qual.model.picture import Picture
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """One result as tables and pictures; ``value`` is what JSON has, ``text`` a document that Markdown has instead."""

    what: str
    title: str
    tables: tuple[Table, ...]
    stamp: Stamp
    value: Mapping[str, Any]
    pictures: tuple[Picture, ...] = ()
    text: str | None = None
    #: Where documents for people show other tables than programs get.
    papers: tuple[Table, ...] = field(default=())

    @property
    def shown(self) -> tuple[Table, ...]:
        """The tables of documents for people."""
        return self.papers or self.tables


def exported(
    seen: Sighted,
    what: str,
    title: str,
    tables: Iterable[Table],
    value: Mapping[str, Any],
    *,
    pictures: tuple[Picture, ...] = (),
    papers: Iterable[Table] = (),
) -> Exported:
    """A result of what was looked at; without *papers*, its tables are the same for people and programs."""
    return Exported(
        what=what,
        title=f"{seen.study.title}: {title}",
        tables=tuple(tables),
        stamp=seen.stamp,
        value=value,
        pictures=pictures,
        papers=tuple(papers),
    )
