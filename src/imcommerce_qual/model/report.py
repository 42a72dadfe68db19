"""What a report page shows: the theme table, every coding with what it is evidence of, matrices, and more sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from imcommerce_qual.model.codelist import CodeList
from imcommerce_qual.model.evidence import Matrix, Quotation, ThemeTable
from imcommerce_qual.model.memo import Memo
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Table
from imcommerce_qual.model.transcript import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One coding as evidence. ``id`` is its transcript and its number in it, in order of the text: ``S03-12``.

    ``side`` is the language that it is on. ``themes`` are those that gather its code, ``findings`` theirs; ``takes``
    the findings that its stance is toward.
    """

    id: str
    quotation: Quotation
    code: str
    coder: str
    stance: str | None
    side: Side
    themes: tuple[str, ...]
    findings: tuple[str, ...]
    takes: tuple[str, ...] = ()
    changed: bool = False
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sided:
    """The passages of one stance toward a finding.

    ``excerpts`` is how many there are, all of which the tally counts; ``quotations`` those printed.
    """

    finding: str
    stance: str
    excerpts: int
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page beside those that every study has: sentences, quotations, tables; ``id`` is its anchor."""

    id: str
    title: str
    words: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything on the page.

    ``theme_cells`` has, by theme, its excerpts for each participant of ``matrix``. ``public``: it holds chosen
    quotations alone, and ``left_out`` says what it does not hold.
    """

    study: Study
    themes: ThemeTable
    matrix: Matrix
    theme_cells: Mapping[str, tuple[int, ...]]
    sides: tuple[Sided, ...]
    evidence: tuple[Evidence, ...]
    codebook: CodeList
    stamp: Stamp
    memos: Mapping[str, tuple[Memo, ...]] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    public: bool = False
    left_out: tuple[str, ...] = ()
