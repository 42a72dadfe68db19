"""A change of the codebook out of a meeting: one code's entry, its words, and what the change does to its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from imcommerce_qual.actions.codebookchange import CodebookPlan, Written, carry_out, named_code, plan
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core import codechange
from imcommerce_qual.model.codebook import MEANING, MEANINGS, ChangeKind
from imcommerce_qual.render.changetext import effect_lines

#: What each part of an entry is called, in the order in which boundaries are put right.
FIELDS: Mapping[str, str] = {"not_when": "Not when", "use_when": "Use when", "definition": "Definition"}
#: What each way to change a meaning does to codings.
MEANING_WORDS: Mapping[ChangeKind, str] = {
    "reworded": "it means the same: nothing becomes stale",
    "narrowed": "it means less: codings so far are to be confirmed or recoded",
    "widened": "it means more: completed transcripts are looked through again for it",
    "redefined": "it means something else: codings so far are to be confirmed or recoded",
}
assert set(FIELDS) == set(MEANING)
assert set(MEANING_WORDS) == set(MEANINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """Other words for a field of a code's entry."""

    code: str
    field: str
    words: str
    meaning: ChangeKind


def words_of(opened: Opened, code: str, field: str) -> str:
    """The words as they are; empty where the entry has none, or the code is gone."""
    entry = opened.study.codebook.codes.get(code)
    return (getattr(entry, field) or "") if entry is not None else ""


def plan_entry(opened: Opened, by: str, wanted: EntryChange, why: str) -> CodebookPlan:
    """What the change would write and do.

    Raises:
        WrongUseError: it is not allowed, or changes nothing.
        RefusedError: the file has problems, or a form that cannot be rewritten.
    """
    name = named_code(opened, wanted.code)
    fields = {wanted.field: wanted.words.strip()}
    return plan(opened, by, lambda book: codechange.edit(book, name, fields, wanted.meaning), why=why)


def effects(planned: CodebookPlan) -> tuple[str, ...]:
    """What the change does, in lines; one line where it does nothing to codings."""
    found = tuple(line for each in planned.effects for line in effect_lines(each))
    return found or ("no coding is touched",)


def write_entry(opened: Opened, planned: CodebookPlan) -> Written:
    """Write it.

    Raises:
        BusyError: the codebook changed since it was looked at.
    """
    return carry_out(opened, planned)
