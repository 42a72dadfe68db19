"""Changes of a codebook in words: what one would do, and what one was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from imcommerce_qual.core.codebookdiff import Difference
from imcommerce_qual.core.recoding import Effect
from imcommerce_qual.model.codebook import Change
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.span import Span
from imcommerce_qual.render.phrases import listed, several
from imcommerce_qual.render.words import count, when

#: So many characters of a text are shown on each side.
_SHOWN = 70
#: Of more codes than these only so many are named.
_NAMED = 8


def entry_words(entry: Change | Effect) -> str:
    """What an entry of the history says: ``merged trust.seller into trust.person``."""
    from_, to = (", ".join(codes) for codes in (entry.from_, entry.to))
    more = f" and {len(entry.from_) - 1} below it" if len(entry.from_) > 1 else ""
    match entry.change:
        case "renamed" | "moved" if entry.from_ and entry.to:
            return f"{entry.change} {entry.from_[0]} to {entry.to[0]}{more}"
        case "merged" | "split":
            return f"{entry.change} {from_} into {to}"
        case _:
            codes = entry.from_ or entry.to
            most = f"{', '.join(codes[:_NAMED])} and {len(codes) - _NAMED} more"
            return f"{entry.change} {most if len(codes) > _NAMED else ', '.join(codes)}"


def effect_lines(effect: Effect) -> Iterator[str]:
    """What an entry does to codings, in sentences."""
    number = f"{count(effect.excerpts, 'excerpt')} in {count(effect.transcripts, 'transcript')}"
    one = effect.excerpts == 1
    match effect.change:
        case change if change not in {"added", "restored"} and not effect.excerpts:
            yield "no excerpts are coded with it"
        case "merged":
            become = "becomes" if effect.joined == 1 else "become"
            joined = f"; {count(effect.joined, 'pair')} of overlapping excerpts {become} one" if effect.joined else ""
            yield f"recodes {number}{joined}"
        case "renamed" | "moved":
            yield f"{number} {'follows' if one else 'follow'}"
        case "split":
            coders = "waits for its coder" if one else "wait for their coders"
            yield f"{number} {coders} to decide: {listed(effect.to)}"
        case "retired":
            yield f"{number} {'is' if one else 'are'} left out of every count"
        case "redefined" | "narrowed":
            yield f"{number} {'was' if one else 'were'} coded under the older definition: to look at again"
        case "widened" | "reworded":
            yield f"{number} {'stays as it is' if one else 'stay as they are'}"
        case "restored" if effect.codings:
            yield f"{count(effect.codings, 'coding')} in {count(effect.transcripts, 'transcript')} counted again"
        case _:
            pass
    if effect.reopened:
        names = sorted({transcript for _, transcript in effect.reopened})
        yield (
            f"{count(len(names), 'completed transcript')} to be looked through again for {several(effect.opens)}: "
            f"{several(names)}"
        )


def difference_lines(found: Iterable[Difference]) -> Iterator[str]:
    """What is other, code by code."""
    for each in found:
        yield from _difference(each)


def _difference(each: Difference) -> Iterator[str]:
    match each.kind:
        case "added":
            yield f"{each.code}: is new"
        case "removed":
            maybe = f"; `{each.like}` says the same and is new: was it renamed?" if each.like else ""
            yield f"{each.code}: is gone{maybe}"
        case "renamed":
            yield f"{each.was}: is {each.code} now"
    for name, (old, new) in each.fields.items():
        yield f"{each.code}: {field_words(name, old, new)}"


def field_words(name: str, old: Any, new: Any) -> str:
    """``definition “In somebody.” → “In somebody known.”``, both shortened around where they differ."""
    field = name.replace("_", " ")
    if isinstance(old, bool):
        return f"{field} {str(old).lower()} → {str(new).lower()}"
    if isinstance(old, tuple):
        return f"{field} [{', '.join(old)}] → [{', '.join(new)}]"
    before, after = _around(old or "", new or "")
    return f"{field} {before} → {after}"


def _around(old: str, new: str) -> tuple[str, str]:
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    start = max(0, same - 20) if max(len(old), len(new)) > _SHOWN else 0
    return _piece(old, start), _piece(new, start)


def _piece(text: str, start: int) -> str:
    if not text:
        return "nothing"
    piece = " ".join(text[start : start + _SHOWN].split())
    return f"“{'…' if start else ''}{piece}{'…' if start + _SHOWN < len(text) else ''}”"


def log_lines(entry: Change, codings: int, transcripts: int) -> Iterator[str]:
    """An entry of the log for reading: what, then who, when and how much, then why."""
    yield f"{entry.revision}  {entry_words(entry)}"
    touched = f"{count(codings, 'coding')} in {count(transcripts, 'transcript')}" if codings else "no codings"
    yield f"   {entry.by}, {when(entry.at)}, {touched}, {entry.id}"
    if entry.why:
        yield f"   “{entry.why}”"


def waiting_lines(
    coding: Coding, span: Span, code: str, words: str, changes: Iterable[Change], into: Iterable[str]
) -> Iterator[str]:
    """A coding to look at again, for reading: where, since what, and its words."""
    parts = " or ".join(into)
    decide = f", to decide: {parts}" if parts else ""
    yield f"{coding.id[:8]}  {coding.transcript} {span.start}:{span.end}  {code}  {coding.coder}{decide}"
    for change in changes:
        yield f"   since {entry_words(change)} ({change.by}, {change.at:%Y-%m-%d})"
    shown = " ".join(words.split())
    yield f"   [{shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}]"
