"""Tables and pictures for papers, appendices and reviewers: what there is, and what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal

from imcommerce_qual.actions.analysing import Sighted
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.exportanalysis import (
    export_coverage,
    export_groups,
    export_matrix,
    export_rare,
    export_saturation,
)
from imcommerce_qual.actions.exported import Exported
from imcommerce_qual.actions.exportevidence import (
    export_evidence,
    export_grid,
    export_participants,
    export_quotes,
    export_themes,
)
from imcommerce_qual.actions.exportrigour import export_agreement, export_codebook, export_decisions, export_methods
from imcommerce_qual.actions.occurring import Options
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.table import Cell

#: What can be exported, by name.
EXPORTS: dict[str, Callable[[Sighted, Options], Exported]] = {
    "themes": export_themes,
    "evidence": export_evidence,
    "quotes": export_quotes,
    "participants": export_participants,
    "matrix": export_matrix,
    "saturation": export_saturation,
    "groups": export_groups,
    "coverage": export_coverage,
    "rare": export_rare,
    "grid": export_grid,
    "codebook": export_codebook,
    "agreement": export_agreement,
    "decisions": export_decisions,
    "methods": export_methods,
}


def wanted(names: Iterable[str]) -> tuple[str, ...]:
    """What was asked for, each once; ``all`` is everything.

    Raises:
        WrongUseError: something is not known, or nothing is named.
    """
    found: dict[str, None] = {}
    for name in names:
        if name == "all":
            found |= dict.fromkeys(EXPORTS)
        elif name in EXPORTS:
            found[name] = None
        else:
            raise WrongUseError(f"there is no `{name}` to export", suggest(name, [*EXPORTS, "all", "transcript"]))
    if not found:
        raise WrongUseError("export what?", f"some of: {', '.join(EXPORTS)}; or all; or transcript S01")
    return tuple(found)


def export(seen: Sighted, names: Iterable[str], options: Options) -> tuple[Exported, ...]:
    """The results asked for, as tables and pictures.

    Raises:
        WrongUseError: a name or an option makes no sense.
        AlteredExcerptError: an excerpt is not the transcript's text.
    """
    found = (EXPORTS[name](seen, options) for name in wanted(names))
    return tuple(each if options.side == "both" else _one_side(each, options.side) for each in found)


def _one_side(found: Exported, side: Literal["source", "translation"]) -> Exported:
    """What people read, with the words of one language; programs still get both."""
    from imcommerce_qual.render.paperevidence import one_side

    shown = tuple(one_side(table, side) for table in found.shown)
    return replace(found, papers=shown, text=found.text if shown == found.shown else None)


def not_to_quote(found: Iterable[Exported]) -> tuple[int, int]:
    """How many excerpts, and how many decisions, stand in the tables for the authors' eyes, but may not be quoted.

    An excerpt in several tables is counted once; a decision may be about several excerpts.
    """
    excerpts: set[tuple[str, Cell]] = set()
    decisions: set[Cell] = set()
    for table in (table for each in found for table in each.tables):
        keys = [column.key for column in table.columns]
        if "may_quote" not in keys:
            continue
        flag = keys.index("may_quote")
        withheld = [row for row in table.rows if row[flag] is False]
        if "words" in keys:
            where = keys.index("transcript" if "transcript" in keys else "place")
            # A place begins with its transcript: `S03, turn 7`.
            excerpts |= {(str(row[where]).partition(",")[0], row[keys.index("words")]) for row in withheld}
        else:
            decisions |= {row[keys.index("id")] for row in withheld}
    return len(excerpts), len(decisions)
