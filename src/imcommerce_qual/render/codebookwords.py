"""What a codebook says of each code, in pieces that every document format puts together."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.model.codebook import Change
from imcommerce_qual.model.codelist import CodeList, CodeUse
from imcommerce_qual.render.words import count, of, when

_FIELDS = (
    ("Definition", "definition"),
    ("Use when", "use_when"),
    ("Not when", "not_when"),
    ("Example", "example"),
    ("Origin", "origin"),
    ("Support", "support"),
)


def field_words(use: CodeUse) -> Iterator[tuple[str, str]]:
    """The fields that are filled in, with their names, in reading order."""
    code = use.code
    if code.short:
        yield "In short", code.short
    for title, name in _FIELDS:
        if words := getattr(code, name):
            yield title, words
    if code.aliases:
        yield "Also called", ", ".join(code.aliases)
    if code.key:
        yield "Key", code.key
    if not code.rolls_up:
        yield "Counting", "not counted in its parent"


def use_words(use: CodeUse, total: int, *, names: bool = True) -> str:
    """How often and by whom: ``7 excerpts (5 its own), 4 of 12 participants``, and with *names* which."""
    tally = use.tally
    if not tally.excerpts:
        return "no excerpts"
    own = f" ({use.own} its own)" if use.own != tally.excerpts else ""
    who = f" ({', '.join(tally.participants)})" if names and 0 < len(tally.participants) < total else ""
    said = f"{count(tally.excerpts, 'excerpt')}{own}, {of(len(tally.participants), total, 'participant')}{who}"
    more = f"; only in unfinished transcripts, not counted: {', '.join(tally.unfinished)}" if tally.unfinished else ""
    return said + more


def change_words(change: Change) -> str:
    """``2026-01-04 09:30, revision 2, ann: merged trust.seller into trust.person: one and the same``."""
    from_, to = ", ".join(change.from_), ", ".join(change.to)
    arrow = {"merged": "into", "split": "into", "renamed": "to", "moved": "to"}.get(change.change, "")
    named = f"{from_} {arrow} {to}" if arrow and from_ and to else to or from_
    why = f": {change.why}" if change.why else ""
    return f"{when(change.at)}, revision {change.revision}, {change.by}: {change.change} {named}{why}"


def head_words(found: CodeList) -> str:
    """``Codebook imcommerce, revision 3: 51 codes``."""
    return f"Codebook {found.id}, revision {found.revision}: {count(len(found.codes), 'code')}"
