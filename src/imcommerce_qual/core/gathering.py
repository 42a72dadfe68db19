"""Which codes a theme gathers."""

from __future__ import annotations

from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.study import Theme


def theme_codes(theme: Theme, codebook: Codebook) -> frozenset[str]:
    """The codes that a theme gathers: each with its descendants that roll up, less those written with a minus.

    Old names and aliases count as what they lead to; unknown ones gather nothing (a check reports them).
    """
    line = lineage(codebook.history)
    taken: set[str] = set()
    left: set[str] = set()
    for written in theme.codes:
        name = written.removeprefix("-")
        code = line.today(name if name in codebook.codes else codebook.aliases.get(name.casefold(), name))
        (left if written.startswith("-") else taken).update(codebook.rolled_up(code))
    return frozenset(code for code in taken - left if code in codebook.codes)
