"""Completed transcripts that are to be looked through again, because a code came, widened or came back since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from imcommerce_qual.core.lineage import Lineage, lineage
from imcommerce_qual.model.codebook import Change, Codebook
from imcommerce_qual.model.event import Completed

_OPENS = frozenset({"added", "split", "widened", "restored"})


@dataclass(frozen=True, slots=True)
class Reopening:
    """For one codebook: which entries reopen which of today's codes."""

    line: Lineage = field(default_factory=Lineage)
    opens: tuple[tuple[Change, tuple[str, ...]], ...] = ()

    def of(
        self, completions: Iterable[Completed], stamps: Mapping[str, frozenset[str]]
    ) -> Mapping[str, tuple[Change, ...]]:
        """The codes for which a completed transcript is reopened, each with the entries that did it.

        A transcript that was never completed as a whole is not reopened: it is not done anyway. Where the codebook of
        a completion is not stored, nothing is guessed.
        """
        known: dict[str | None, list[frozenset[str]]] = {}
        for each in completions:
            if each.round is None and each.codebook in stamps:
                for code in [None] if each.codes is None else [self.line.today(code) for code in each.codes]:
                    known.setdefault(code, []).append(stamps[each.codebook])
            elif each.round is None and each.codes is None:
                return {}
        if None not in known:
            return {}
        found: dict[str, list[Change]] = {}
        for change, codes in self.opens:
            for code in codes:
                if not any(change.id in ids for ids in (*known[None], *known.get(code, ()))):
                    found.setdefault(code, []).append(change)
        return {code: tuple(changes) for code, changes in found.items()}


def reopening(book: Codebook) -> Reopening:
    """What the history of *book* reopens; codes that are not in the tree any more ask for nothing."""
    line = lineage(book.history)
    opens = []
    for change in sorted(book.history, key=lambda each: (each.at, each.id)):
        if change.change in _OPENS:
            named = change.to or change.from_
            codes = dict.fromkeys(line.today(code) for code in named)
            opens.append((change, tuple(code for code in codes if code in book.codes and code not in line.retired)))
    return Reopening(line, tuple(opens))
