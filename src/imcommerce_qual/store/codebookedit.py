"""A codebook's YAML with codes put in or taken out and its history continued; all else as its author wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from imcommerce_qual.model.codebook import Change, Code
from imcommerce_qual.store.build import walk_codes
from imcommerce_qual.store.yamledit import Append, CannotEditError, Delete, Put, edited

Path = tuple[str | int, ...]

#: Fields of a code in the order in which they are written.
CODE_FIELDS = (
    *("id", "label", "short", "definition", "use_when", "not_when", "example"),
    *("origin", "support", "aliases", "key", "color", "rolls_up"),
)


def code_entry(code: Code) -> dict[str, Any]:
    """A code as it stands in the file: only what is filled in."""
    found = {name: getattr(code, name) for name in CODE_FIELDS}
    found["aliases"] = list(code.aliases)
    return {name: value for name, value in found.items() if value not in ("", None, []) and (name, value) != _ROLLS_UP}


_ROLLS_UP = ("rolls_up", True)


def change_entry(change: Change) -> dict[str, Any]:
    """An entry of the history as it stands in the file."""
    entry: dict[str, Any] = {"id": change.id, "revision": change.revision, "at": written_time(change), "by": change.by}
    entry["change"] = change.change
    entry |= {"from": list(change.from_)} if change.from_ else {}
    entry |= {"to": list(change.to)} if change.to else {}
    return entry | ({"why": change.why} if change.why else {})


def written_time(change: Change) -> str:
    """The time of an entry, in UTC with microseconds: entries of one second keep their order."""
    return change.at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def codebook_edited(
    text: str,
    data: dict[str, Any],
    *,
    put: Sequence[Code] = (),
    take: Iterable[str] = (),
    entries: Sequence[Change] = (),
) -> str:
    """The text of a codebook with other codes, and with *entries* in its history; *data* is what it says now.

    *put* are codes to add, parents before children, each at the end of its parent's; *take* the ids of codes to
    take out, with those below them. The revision becomes that of the last entry.

    Raises:
        CannotEditError: a parent is not there, or the file is written in a way that a program cannot safely change.
    """
    paths = {entry["id"]: path for path, entry in walk_codes(data["codes"])}
    taken = [paths[code] for code in take]
    fresh: dict[str, dict[str, Any]] = {}
    at_end: dict[Path, list[dict[str, Any]]] = {}
    for code in put:
        fresh[code.id] = code_entry(code)
        if code.parent in fresh:
            fresh[code.parent].setdefault("codes", []).append(fresh[code.id])
        elif code.parent is None or code.parent in paths:
            path: Path = (*paths[code.parent], "codes") if code.parent is not None else ("codes",)
            at_end.setdefault(path, []).append(fresh[code.id])
        else:
            raise CannotEditError(f"there is no code `{code.parent}` to put `{code.id}` under")
    changes: list[Append | Delete | Put] = [Append(path, tuple(items)) for path, items in at_end.items()]
    changes += [Delete(path) for path in sorted(taken, key=_last_first)]
    if entries:
        changes.append(Append(("history",), tuple(map(change_entry, entries))))
        changes.append(Put(("revision",), max(entry.revision for entry in entries)))
    return edited(text, changes)


def _last_first(path: Path) -> tuple[int, ...]:
    """Paths in an order in which taking one out moves none of the others."""
    return tuple(-step for step in path if isinstance(step, int))
