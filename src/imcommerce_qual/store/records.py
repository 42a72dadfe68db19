"""JSON records of any kind without the words that must go: anchors moved with their texts, hashes replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from imcommerce_qual.core.forgetting.order import Order
from imcommerce_qual.core.forgetting.passages import is_erased
from imcommerce_qual.core.forgetting.shift import Shift
from imcommerce_qual.model.event import FINAL
from imcommerce_qual.model.forgetting import ERASED
from imcommerce_qual.model.span import Anchor, Span
from imcommerce_qual.model.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a text (or, without a shift, of a codebook): its hash16 now, and the transcripts."""

    shift: Shift | None
    hash: str
    old: Transcript | None = None
    new: Transcript | None = None

    @property
    def touched(self) -> bool:
        """Whether anything about it changed."""
        return self.old is not self.new or self.old is None


#: Fields that name events and times, which no word of a participant is in.
_KEPT = frozenset({"id", "action", "at", "of", "target", "event", "salt"})
_ANCHOR = ("text", "start", "end", "quote")


#: What somebody wrote about a coding, a decision or an edit, in their own words.
_REMARKS = ("memo", "print", "translation", "why")
#: Fields of which no value is a remark: names, places and kinds.
_NAMES = _KEPT | frozenset(
    {"by", "coder", "coders", "transcript", "participant", "code", "codes", "codebook", "theme", "finding", "toward"}
    | {"stance", "kind", "how", "round", "coding", "codings", "about", "author", "date", "slug"}
)
_HASH16 = re.compile(r"[0-9a-f]{16}")


def lies_on_nothing(value: Mapping[str, Any], moved: Mapping[str, Moved]) -> bool:
    """Whether the anchor in a record is on nothing but erased words, once these are erased."""
    if not all(name in value for name in _ANCHOR) or not isinstance(value["text"], str):
        return False
    known = moved.get(value["text"])
    if known is None or known.shift is None or known.new is None or not isinstance(value["start"], int):
        return False
    if known.shift.old[value["start"] : value["end"]] != value["quote"]:
        return False
    return is_erased(known.new, known.shift.span(Span(value["start"], value["end"])))


def reword(
    value: Any,
    order: Order,
    moved: Mapping[str, Moved],
    *,
    gone: AbstractSet[str] = frozenset(),
    about: bool = False,
    prose: bool = False,
    prints: Mapping[str, str] | None = None,
) -> tuple[Any, tuple[str, ...]]:
    """The record as it will be, and the names of the fields that change.

    Args:
        value: the record.
        order: what must go.
        moved: what became of texts and codebooks, by hash16.
        gone: ids of codings on nothing but words that are erased; remarks about them go.
        about: the record is about nobody but who is erased; remarks in it go.
        prose: it was written for people (a framework cell, a quotation): where it is about who is erased, all words go.
        prints: new fingerprints of codings by their old ones.
    """
    walk = _Walk(order, moved, gone, about, prose, prints or {})
    return walk.value(value, ""), tuple(dict.fromkeys(walk.changed))


@dataclass(slots=True)
class _Walk:
    order: Order
    moved: Mapping[str, Moved]
    gone: AbstractSet[str]
    about: bool
    prose: bool
    prints: Mapping[str, str]
    changed: list[str] = field(default_factory=list)
    whole: bool = False

    def value(self, value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return self.mapping(value)
        if isinstance(value, list):
            return [self.value(each, key) for each in self._in_force(value, key)]
        return self.text(value, key) if isinstance(value, str) and key not in _KEPT else value

    def text(self, text: str, key: str) -> str:
        known = self.moved.get(text)
        if known is None and text in self.prints:
            self.changed.append(key)
            return self.prints[text]
        new = known.hash if known is not None else Shift.of(text, self.order.find(text)).new
        if new != text:
            self.changed.append(key)
        return new

    def _in_force(self, value: list[Any], key: str) -> list[Any]:
        """Of a decision's outcome, what still lies on words."""
        if key != "outcome" or self.order.participant is None:
            return value
        left = [each for each in value if not (isinstance(each, dict) and lies_on_nothing(each, self.moved))]
        self.changed += [key] * (len(left) < len(value))
        return left

    def remarks(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a record that say something about nobody but who is erased, in somebody's own words."""
        if self.order.participant is None:
            return {}
        theirs = self.about or value.get("of") in self.gone or self.order.is_about(value, self.gone)
        self.whole = self.whole or (self.prose and (theirs or lies_on_nothing(value, self.moved)))
        found: dict[str, Any] = {}
        for name, each in value.items():
            remark = name in _REMARKS and theirs and not (value.get("event") == "removed" and each == FINAL)
            prose = self.whole and name not in _NAMES and isinstance(each, str) and not _HASH16.fullmatch(each)
            if isinstance(each, str) and each != ERASED and (remark or prose):
                found[name] = ERASED
        self.changed += list(found)
        return found

    def mapping(self, value: dict[str, Any]) -> dict[str, Any]:
        outside = self.whole
        done = self.remarks(value)
        if all(name in value for name in _ANCHOR) and isinstance(value["quote"], str):
            done |= self.anchor(value)
        if isinstance(value.get("units"), dict) and isinstance(value.get("texts"), dict):
            texts = value["texts"]
            given = {
                self.text(name, "a key"): self.units(each, texts.get(name)) for name, each in value["units"].items()
            }
            done["units"] = given
        for name, each in value.items():
            if name not in done:
                done[self.text(name, "a key") if name not in _KEPT else name] = self.value(each, name)
        self.whole = outside
        return done

    def anchor(self, value: dict[str, Any]) -> dict[str, Any]:
        """The fields of an anchor; of one on a text that is not stored, only the words can be replaced."""
        text, start, end, quote = (value[name] for name in _ANCHOR)
        moved = self.moved.get(text) if isinstance(text, str) else None
        shift = moved.shift if moved is not None else None
        proved = shift is not None and isinstance(start, int) and shift.old[start:end] == quote
        if not proved or moved is None or shift is None:
            return self.unproved(value)
        if not moved.touched:
            return {name: value[name] for name in (*_ANCHOR, "before", "after") if name in value}
        anchor = Anchor(text=text, span=Span(start, end), quote=quote, before="", after="")
        new = shift.anchor(anchor, moved.hash)
        done: dict[str, Any] = {"text": new.text, "start": new.span.start, "end": new.span.end, "quote": new.quote}
        done |= {name: getattr(new, name) for name in ("before", "after") if name in value}
        self.changed += [name for name in done if done[name] != value[name]]
        if self.order.participant is not None and moved.new is not None and is_erased(moved.new, new.span):
            about = [name for name in _REMARKS if isinstance(value.get(name), str)]
            done |= dict.fromkeys(about, ERASED)
            self.changed += about
        return done

    def unproved(self, value: dict[str, Any]) -> dict[str, Any]:
        quote = self.text(value["quote"], "quote")
        if quote == value["quote"] and not any(self.order.find(str(value.get(name))) for name in ("before", "after")):
            return {}
        done: dict[str, Any] = {"quote": quote}
        if isinstance(value["start"], int) and len(value["quote"]) == value["end"] - value["start"]:
            done["end"] = value["start"] + len(quote)
        # Half a word may stand at the edge of what was kept around the quote.
        done |= {name: "" for name in ("before", "after") if name in value}
        self.changed += list(done)
        return done

    def units(self, units: Any, text: Any) -> Any:
        """Given units ``[start, end, by]`` of a text that was moved."""
        moved = self.moved.get(text) if isinstance(text, str) else None
        if moved is None or moved.shift is None:
            return units
        self.changed.append("units")
        return [
            [moved.shift.start(start), moved.shift.end(end), *self.value(rest, "by")] for start, end, *rest in units
        ]
