"""Excerpts one under the other: which are shown, which is the current one, and every way to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.proposing import is_others_proposal
from imcommerce_qual.actions.reviewqueue import Item, Queue
from imcommerce_qual.core.fuzzy import code_choice, ranked
from imcommerce_qual.model.codebook import Code
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.render.words import count
from imcommerce_qual.tui.review.choosing import Choosing
from imcommerce_qual.tui.review.collection import Collection
from imcommerce_qual.tui.review.keys import ReviewKeys, review_keys

#: How much of what was said around is shown: nothing, some, or the whole turns.
Context = Literal["none", "near", "whole"]
_CONTEXTS: Mapping[Context, str] = {
    "none": "the excerpts alone",
    "near": "some of what was said around",
    "whole": "whole turns",
}
_NEXT_CONTEXT: Mapping[Context, Context] = {"near": "whole", "whole": "none", "none": "near"}


class Listing:
    """What a reviewer sees, and moves. Changes nothing that stands."""

    def __init__(
        self,
        opened: Opened,
        coder: str,
        queue: Queue,
        *,
        other: str | None = None,
        keys: ReviewKeys | None = None,
        only: str | None = None,
    ) -> None:
        self.collection = Collection(opened, coder, queue)
        self.coder = coder
        self.keys = keys or review_keys()
        self.only = only
        self.said, self.failed = "", False
        self.version = 0
        self.context: Context = "near"
        self.translated = True
        self.interleaved = False
        self.choosing: Choosing | None = None
        if other is not None:
            self.collection.compare(other)
        self._at = 0, self.collection.items[0].key if self.collection.items else ""

    @property
    def opened(self) -> Opened:
        """The study as it was read last."""
        return self.collection.opened

    @property
    def columns(self) -> tuple[tuple[Item, ...], ...]:
        """The lists that are shown: one, or that of the code and that of the other code."""
        if self.collection.other is None:
            return (self.collection.items,)
        if self.interleaved:
            return (self.collection.merged(),)
        return (self.collection.items, self.collection.against)

    @property
    def column(self) -> int:
        """Which list the current item is in."""
        key = self._at[1]
        return next((n for n, items in enumerate(self.columns) if any(item.key == key for item in items)), 0)

    @property
    def current(self) -> Item | None:
        """The item that everything is about; None where there is none."""
        key = self._at[1]
        return next((item for items in self.columns for item in items if item.key == key), None)

    @property
    def index(self) -> int:
        """The current item's place in its list."""
        key = self._at[1]
        return next((n for n, item in enumerate(self.columns[self.column]) if item.key == key), 0)

    @property
    def open(self) -> int:
        """How many items of the queue are not settled."""
        return sum(not self.collection.settled(item) for item in self.collection.items)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes that this coder may use."""
        codes = self.opened.study.codebook.codes.values()
        return tuple(code for code in codes if not is_others_proposal(code.id, self.coder))

    @property
    def meant(self) -> tuple[str, ...]:
        """The codes whose definitions matter now: the current item's, and the one that it is compared with."""
        current = self.current
        asked = self.collection.queue.wanted.codes
        other = self.collection.other
        if other is None:
            return (current.code if current and current.code else asked[0],) if asked or current else ()
        here = current.code if current else ""
        if current is not None and current in self.collection.against:
            return (asked[0] if asked else "", here)
        return (here or (asked[0] if asked else ""), other)

    @property
    def explained(self) -> tuple[str, ...]:
        """The codes of everything that is listed."""
        return tuple(dict.fromkeys(item.code for items in self.columns for item in items))

    def transcript(self, item: Item) -> Transcript:
        """The transcript of an item."""
        return self.opened.study.transcripts[item.transcript]

    def find_codes(self, typed: str) -> tuple[str, ...]:
        """Codes by some letters of id, label or alias, the best first."""
        return ranked(typed, map(code_choice, self.codes))

    # moving

    def go(self, index: int) -> None:
        """To the item at that place of the list that the current one is in."""
        column = self.column
        items = self.columns[column]
        if items:
            self._at = column, items[max(0, min(index, len(items) - 1))].key

    def select(self, column: int, key: str) -> None:
        """To that item (a mouse click)."""
        if self.choosing is None:
            self._at = column, key

    def _step(self, count: int) -> None:
        index = self.index + count
        if not 0 <= index < len(self.columns[self.column]):
            self.say("this is the last excerpt" if count > 0 else "this is the first excerpt")
        self.go(index)

    def _next_open(self) -> None:
        items = self.columns[self.column]
        after = [*range(self.index + 1, len(items)), *range(self.index)]
        found = next((n for n in after if not self.collection.settled(items[n])), None)
        if found is None:
            self.say("no other is left to be settled")
        else:
            self.go(found)

    def _other_column(self) -> None:
        current = self.current
        if len(self.columns) == 1 or not self.columns[1 - self.column]:
            self.say("there is no other column: c compares with another code")
            return
        column = 1 - self.column
        order = {name: n for n, name in enumerate(self.opened.study.transcripts)}
        here = (order[current.transcript], current.start) if current else (0, 0)
        items = self.columns[column]
        nearest = next((item for item in items if (order[item.transcript], item.start) >= here), items[-1])
        self._at = column, nearest.key

    # showing

    def compare(self, code: str | None) -> None:
        """Show another code's excerpts too; None: no more."""
        key = self._at[1]
        self.collection.compare(code)
        if self.current is None or code is None:
            self.go(0)
        if any(item.key == key for items in self.columns for item in items):
            self._at = self.column, key
        if code is not None:
            said = f"compared with {code}: {count(len(self.collection.against), 'excerpt')}"
            self.say(said + ("" if self.interleaved else "; tab goes across"))
        self.version += 1

    def _interleave(self) -> None:
        if self.collection.other is None:
            self.say("c compares with another code first", failed=True)
        else:
            self.interleaved = not self.interleaved
            self.version += 1

    def _cycle_context(self) -> None:
        self.context = _NEXT_CONTEXT[self.context]
        self.say(
            {"none": "the excerpts alone", "near": "some of what was said around", "whole": "whole turns"}[self.context]
        )
        self.version += 1

    def _toggle_translation(self) -> None:
        self.translated = not self.translated
        self.version += 1

    def _refresh(self) -> None:
        before = len(self.collection.items)
        self.read_again()
        self.say(f"gathered anew: {count(len(self.collection.items), 'excerpt')}, {before} before")

    def read_again(self) -> None:
        """Everything from the disk, and gathered anew."""
        index = self.index
        self.collection.read_again()
        self.collection.refresh()
        self.version += 1
        if self.current is None:
            self.go(index)

    def come_back(self) -> None:
        """From the coding screen: what was done there shows, and the place is the same."""
        self.collection.read_again()
        self.choosing = None
        self.version += 1
        if self.current is None:
            self.go(0)
        self.say("back from the coding screen")

    def look(self) -> bool:
        """Whether files were changed by somebody else: then they are read again."""
        if not self.collection.changed_outside():
            return False
        self.collection.read_again()
        self.choosing = None
        self.version += 1
        if self.current is None:
            self.go(0)
        self.say("files changed on disk: read again", failed=True)
        return True

    def _as_read(self) -> bool:
        if self.look():
            self.said += "; nothing was written, press the key again"
            return False
        return True

    def say(self, said: str, *, failed: bool = False) -> None:
        """What the status line says next."""
        self.said, self.failed = said, failed
