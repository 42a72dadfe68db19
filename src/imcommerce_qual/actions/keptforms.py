"""Quotations in the form in which they are kept for publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.model.evidence import FindingRow, Quotation, ThemeRow, ThemeTable
from imcommerce_qual.model.kept import KeptShown
from imcommerce_qual.store.quotelog import read_kept

#: A quotation as it is, or with its kept form and its own translation.
Prefer = Callable[[Quotation], Quotation]


def kept_for(opened: Opened, viewer: str | None) -> tuple[KeptShown, ...]:
    """The kept quotations that *viewer* may see: a coder sees their own, whoever looks as nobody in particular all."""
    if not read_kept(opened.root):
        return ()
    # What checks a trimmed form is large, and most studies are looked at before anything is kept.
    from imcommerce_qual.actions.quoting import kept_quotes

    return tuple(each for each in kept_quotes(opened) if viewer in {None, each.kept.by})


def preferring_kept(opened: Opened, viewer: str | None = None) -> Prefer:
    """What puts the latest kept form of the same words into a quotation, with its id and its own translation.

    Only forms whose words are still the transcript's are taken; the quotation's own words never change.
    """
    forms: dict[tuple[str, int, int], KeptShown] = {}
    for each in kept_for(opened, viewer):
        if each.state == "as it was" and each.span is not None:
            forms[each.kept.transcript, each.span.start, each.span.end] = each

    def prefer(found: Quotation) -> Quotation:
        shown = forms.get((found.transcript, found.span.start, found.span.end))
        if shown is None:
            return found
        own = shown.kept.translation
        return replace(
            found,
            kept=shown.kept.id,
            published=shown.kept.print,
            translation=own or found.translation,
            translation_exact=own is not None or found.translation_exact,
            own_translation=own is not None,
        )

    return prefer


def with_kept_forms(table: ThemeTable, prefer: Prefer) -> ThemeTable:
    """The theme table with its quotations and negative cases as they are kept."""

    def all_of(found: Iterable[Quotation]) -> tuple[Quotation, ...]:
        return tuple(map(prefer, found))

    def theme(row: ThemeRow) -> ThemeRow:
        return replace(row, quotations=all_of(row.quotations))

    def finding(row: FindingRow) -> FindingRow:
        return replace(row, themes=tuple(map(theme, row.themes)), against=all_of(row.against))

    return replace(table, findings=tuple(map(finding, table.findings)), across=tuple(map(theme, table.across)))
