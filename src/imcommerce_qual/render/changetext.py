"""Changes of a codebook in words: what one would do, and what one was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from imcommerce_qual.core.codebookdiff import Difference
from imcommerce_qual.core.recoding import Effect
from imcommerce_qual.model.codebook import Change
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.words import count

#: So many characters of a text are shown on each side.
_SHOWN = 70


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
            return f"{entry.change} {from_ or to}"


def effect_lines(effect: Effect) -> Iterator[str]:
    """What an entry does to codings, in sentences."""
    number = f"{count(effect.excerpts, 'excerpt')} in {count(effect.transcripts, 'transcript')}"
    some = effect.codings > 0
    match effect.change:
        case "merged":
            joined = (
                f"; {count(effect.joined, 'pair')} of overlapping excerpts "
                f"{'becomes' if effect.joined == 1 else 'become'} one"
            )
            yield f"recodes {number}{joined if effect.joined else ''}"
        case "renamed" | "moved":
            yield f"{number} {'follows' if effect.excerpts == 1 else 'follow'}"
        case "split":
            yield f"{number} wait for {'its coder' if effect.excerpts == 1 else 'their coders'} to decide: {listed(effect.to)}"
        case "retired":
            yield f"{number} {'is' if effect.excerpts == 1 else 'are'} left out of every count"
        case "redefined" | "narrowed":
            yield f"{number} {'was' if effect.excerpts == 1 else 'were'} coded under the older definition: to look at again"
        case "widened" | "reworded":
            yield f"{number} {'stays' if effect.excerpts == 1 else 'stay'} as {'it is' if effect.excerpts == 1 else 'they are'}"
        case "restored" if some:
            yield f"{count(effect.codings, 'coding')} in {count(effect.transcripts, 'transcript')} count under it again"
        case _:
            pass
    if effect.reopened:
        names = sorted({transcript for _, transcript in effect.reopened})
        yield (
            f"{count(len(names), 'completed transcript')} to be looked through again for {listed(effect.opens)}: "
            f"{listed(names[:6])}{' …' if len(names) > 6 else ''}"
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


def entry_row(entry: Change, touched: int) -> Mapping[str, Any]:
    """An entry of the log as data."""
    return {
        "entry": entry.id,
        "revision": entry.revision,
        "at": entry.at,
        "by": entry.by,
        "change": entry.change,
        "from": entry.from_,
        "to": entry.to,
        "why": entry.why,
        "codings": touched,
    }
