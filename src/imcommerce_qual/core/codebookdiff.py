"""Two codebooks compared, code by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from imcommerce_qual.core.codechange import own_codes
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.model.codebook import Change, Code, Codebook

#: What coders go by and tables print: where one of these changes, the history should say so.
WEIGHTY = frozenset({"label", "short", "definition", "use_when", "not_when", "rolls_up"})
_COMPARED = tuple(each.name for each in fields(Code) if each.name != "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is other with one code: it is new, gone, has another id (``was``), or other ``fields`` (before, after).

    ``like``, of a code that is gone, is the new code with the same words: perhaps it was only renamed.
    """

    code: str
    kind: Literal["added", "removed", "renamed", "changed"]
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    was: str | None = None
    like: str | None = None

    @property
    def weighty(self) -> bool:
        """Whether it should stand in the history."""
        return self.kind != "changed" or bool(WEIGHTY & self.fields.keys())


def compare(old: Codebook, new: Codebook, entries: Iterable[Change] = ()) -> tuple[Difference, ...]:
    """What is other in *new*, in the order of its tree, then what is gone; *entries* say which ids lead where."""
    entries = tuple(entries)
    before, after = own_codes(old), own_codes(new)
    line = lineage(entries)
    shifted = {
        was: now
        for change in entries
        if change.change in {"renamed", "moved"}
        for was in change.from_
        if was in before and was not in after and (now := line.today(was)) in after and now not in before
    }
    came_from = {now: was for was, now in shifted.items()}
    found: list[Difference] = []
    gone = [code for code in before if code not in after and code not in shifted]
    fresh = [code for code in after if code not in before and code not in came_from]
    for code in after:
        if code in fresh:
            found.append(Difference(code=code, kind="added"))
            continue
        was = came_from.get(code, code)
        changed = changed_fields(before[was], after[code])
        if was != code:
            found.append(Difference(code=code, kind="renamed", was=was, fields=changed))
        elif changed:
            found.append(Difference(code=code, kind="changed", fields=changed))
    new_codes = [after[each] for each in fresh]
    found += [Difference(code=code, kind="removed", like=_like(before[code], new_codes)) for code in gone]
    return tuple(found)


def changed_fields(old: Code, new: Code) -> dict[str, tuple[Any, Any]]:
    """The fields that differ, with what they were and are."""
    return {
        name: (getattr(old, name), getattr(new, name)) for name in _COMPARED if getattr(old, name) != getattr(new, name)
    }


def unrecorded(old: Codebook, new: Codebook) -> tuple[Difference, ...]:
    """What is other in *new* and none of its entries since *old* is about."""
    known = {change.id for change in old.history}
    entries = [change for change in new.history if change.id not in known]
    line = lineage(new.history)
    told: set[str] = set()
    for change in entries:
        for code in (*change.from_, *change.to):
            told |= {code, line.today(code)}
    return tuple(
        each for each in compare(old, new, entries) if each.weighty and each.code not in told and each.kind != "renamed"
    )


def _like(gone: Code, fresh: Iterable[Code]) -> str | None:
    for each in fresh:
        if (gone.definition and gone.definition == each.definition) or (
            not gone.definition and gone.label == each.label
        ):
            return each.id
    return None
