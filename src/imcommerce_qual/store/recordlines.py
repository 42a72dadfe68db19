"""Lines of JSON without the words that must go: events and other records, edits, tombstones, and damaged lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from imcommerce_qual.core.forgetting.order import Order
from imcommerce_qual.core.forgetting.shift import Shift, shifted_edit
from imcommerce_qual.store.editlog import parse_edit, render_edit
from imcommerce_qual.store.forgotten import parse_tombstone, render_tombstone
from imcommerce_qual.store.records import Moved, lies_on_nothing, reword

#: A line as it will be, and the names of the fields that change.
Line = tuple[bytes, tuple[str, ...]]


@dataclass(slots=True)
class Lines:
    """What becomes of a line.

    ``moved`` has what became of texts and codebooks by hash16, ``gone`` the ids of codings that lie (or once lay) on
    nothing but erased words, ``prints`` new fingerprints of codings by their old ones.
    """

    order: Order
    moved: Mapping[str, Moved]
    gone: set[str] = field(default_factory=set)
    prints: dict[str, str] = field(default_factory=dict)

    def record(self, line: bytes, *, about: bool = False, prose: bool = False) -> Line:
        """An event, a decision, a quotation, a cell, a proposal …; *about* and *prose* as ``reword`` has them."""
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            return self._torn(line)
        new, fields = reword(
            value, self.order, self.moved, gone=self.gone, about=about, prose=prose, prints=self.prints
        )
        if new == value and "\\u" not in line.decode("utf-8", "replace"):
            return line, ()
        return _dumped(new), fields

    def edit(self, line: bytes, *, about: bool = False) -> Line:
        """What happened between two texts."""
        edit = parse_edit(line)
        if edit is None:
            return self._torn(line) if line.strip() else (line, ())
        a, b = self.moved.get(edit.from_), self.moved.get(edit.to)
        touched = [each for each in (a, b) if each is not None and each.touched]
        if not touched and not about and not self.order.find(f"{edit.why}\n{edit.by}"):
            return line, ()
        new = shifted_edit(
            edit,
            a.shift if a else None,
            b.shift if b else None,
            from_=a.hash if a else edit.from_,
            to=b.hash if b else edit.to,
        )
        value, _ = reword(json.loads(render_edit(new)), self.order, {}, about=about)
        done = _dumped(value)
        return done, ("changed", "moved") if done != line else ()

    def stone(self, line: bytes) -> Line:
        """A tombstone has no words but the name of who wrote it."""
        stone = parse_tombstone(line)
        if stone is None or not self.order.find(stone.by):
            return line, ()
        by = Shift.of(stone.by, self.order.find(stone.by)).new
        return render_tombstone(replace(stone, by=by)).removesuffix(b"\n"), ("by",)

    def _torn(self, line: bytes) -> Line:
        """A line that cannot be read, with the words in it replaced as they are written, escaped or not."""
        text = line.decode("utf-8", "surrogateescape")
        new = Shift.of(text, self.order.find(text)).new
        for word, put in self.order.words.puts.items() if self.order.words is not None else ():
            for written in (json.dumps(word)[1:-1], json.dumps(word)[1:-1].upper().replace("\\U", "\\u")):
                if written != word:
                    new = new.replace(written, put)
        return new.encode("utf-8", "surrogateescape"), ("a damaged line",) if new != text else ()


def gone_codings(lines: Iterable[bytes], order: Order, moved: Mapping[str, Moved]) -> set[str]:
    """The ids of codings that an event puts on nothing but erased words."""
    found: set[str] = set()
    if order.participant is None:
        return found
    for line in lines:
        try:
            value: Any = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and lies_on_nothing(value, moved):
            found.add(str(value.get("of") or value.get("id")))
    return found


def _dumped(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
