"""Checks of the codebook's history: where its ids lead, and whether each entry says enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from imcommerce_qual.core.checks.codebook import known_codes
from imcommerce_qual.core.lineage import lineage, unknown_ends
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.codebook import Change, Codebook
from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.study import Study

#: The ids that an entry of the history needs, by what changed, and how they are written.
_ENDS: Mapping[str, tuple[str, str]] = {
    "renamed": ("as many new ids as old ones", "`from: [old], to: [new]`"),
    "moved": ("as many new ids as old ones", "`from: [old], to: [new]`"),
    "merged": ("one id that the others go into", "`from: [one, other], to: [kept]`"),
    "split": ("one id, and at least two that it was split into", "`from: [one], to: [first, second]`"),
    "added": ("the id that was added", "`to: [new]`"),
    "restored": ("the id that was restored", "`to: [old]`"),
}
_OTHERS = ("the id that it is about", "`from: [id]`")


def _ends_fit(change: Change) -> bool:
    """Whether an entry has as many ids on either side as what it says needs."""
    old, new = len(change.from_), len(change.to)
    match change.change:
        case "renamed" | "moved":
            return old == new > 0
        case "merged":
            return old > 0 and new == 1
        case "split":
            return old == 1 and new > 1
        case "added" | "restored":
            return old + new > 0
        case _:
            return old > 0


def check_ends(study: Study, file: str) -> Iterator[Fault]:
    """Every entry of the codebook's history has the ids that its kind of change needs."""
    for n, change in enumerate(study.codebook.history):
        if not _ends_fit(change):
            wanted, example = _ENDS.get(change.change, _OTHERS)
            yield Fault(
                code="history-ends",
                message=f"`{change.change}` needs {wanted}; this entry has {len(change.from_)} under `from` "
                f"and {len(change.to)} under `to`",
                remedy=f"write {example}, so that codings know where their code went",
                file=file,
                path=("history", n, "change"),
            )


def check_history(study: Study, file: str) -> Iterator[Fault]:
    """Every id in the codebook's history leads somewhere, and to one place."""
    book = study.codebook
    ids = known_codes(book)
    line = lineage(book.history)
    place: dict[str, int] = {}
    for n, change in enumerate(book.history):
        if place.setdefault(change.id, n) != n and change.id != "?":
            yield Fault(
                code="duplicate-id",
                message=f"two entries of the history have the id `{change.id}`",
                remedy="give one of them another id",
                file=file,
                path=("history", n, "id"),
            )
    for change in line.conflicts:
        before = _merged_before(book, change)
        yield Fault(
            code="merged-twice",
            message=f"`{', '.join(change.from_)}` was merged into {before} before; this entry has no effect",
            remedy="take one of the two entries out; if both were meant, merge the targets",
            file=file,
            path=("history", place[change.id], "to"),
        )
    told: set[str] = set()
    for change in unknown_ends(book, line):
        # Of entries that lead to one lost id, the one that names it is where it can be put right.
        for field, codes in (("from", change.from_), ("to", change.to)):
            for n, code in enumerate(codes):
                known = code in ids or code in line.retired or line.today(code) != code
                if not known and code not in told:
                    told.add(code)
                    yield Fault(
                        code="history-leads-nowhere",
                        message=f"`{code}` is neither in the tree nor retired",
                        remedy=suggest(code, book.codes, otherwise="put the code into the tree"),
                        file=file,
                        path=("history", place[change.id], field, n),
                    )


def _merged_before(book: Codebook, change: Change) -> str:
    """Where an earlier entry merged one of the same codes, and which; vague where it did so by another name."""
    for each in sorted(book.history, key=lambda one: (one.at, one.id)):
        if each.change == "merged" and each.id != change.id and set(each.from_) & set(change.from_):
            return f"`{', '.join(each.to)}` (entry {each.id})"
    return "another code"
