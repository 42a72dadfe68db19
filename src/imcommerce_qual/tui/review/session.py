"""Reviewing as a state machine: actions go in by name, what to show comes out. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from imcommerce_qual.actions.changing import Change, amend, redo, uncode, undo
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.proposing import is_others_proposal
from imcommerce_qual.actions.reviewing import Item, Queue
from imcommerce_qual.actions.settling import confirm, near_lost, settle, split
from imcommerce_qual.core.fuzzy import code_choice, ranked
from imcommerce_qual.model.codebook import Code
from imcommerce_qual.model.event import Coding, Stance
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.tui.review.choosing import Choosing
from imcommerce_qual.tui.review.collection import Collection
from imcommerce_qual.tui.review.keys import TAKEN, ReviewKeys, review_keys

#: How much of what was said around is shown: nothing, some, or the whole turns.
Context = Literal["none", "near", "whole"]
_CONTEXTS: Mapping[Context, str] = {
    "none": "the excerpts alone",
    "near": "some of what was said around",
    "whole": "whole turns",
}
_NEXT_CONTEXT: Mapping[Context, Context] = {"near": "whole", "whole": "none", "none": "near"}


@dataclass(frozen=True, slots=True)
class Jump:
    """A place to open in the coding screen; ``ends``: to choose other words there for that coding."""

    transcript: str
    offset: int
    coding: str | None = None
    ends: bool = False


class Review:
    """A coder who reads excerpts one under the other. ``do`` carries out an action by its name.

    ``said`` is the last message, ``failed`` whether it is bad news. ``choosing`` is set while words are chosen, for
    other ends or to split. ``jump`` is set where the coding screen is wanted: whoever shows this goes there.
    ``interleaved`` (set by the screen, which knows its width) shows two codes as one list.
    """

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
        self.jump: Jump | None = None
        if other is not None:
            self.collection.compare(other)
        self._at = 0, self.collection.items[0].key if self.collection.items else ""

    # what there is

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

    def transcript(self, item: Item) -> Transcript:
        """The transcript of an item."""
        return self.opened.study.transcripts[item.transcript]

    def find_codes(self, typed: str) -> tuple[str, ...]:
        """Codes by some letters of id, label or alias, the best first."""
        return ranked(typed, map(code_choice, self.codes))

    # moving

    def do(self, name: str) -> None:
        """Carry out the action of that name.

        Raises:
            KeyError: it is none that works without the screen.
        """
        self.said, self.failed, self.collection.failed = "", False, False
        if self.choosing is not None:
            self._choose(name)
        elif name.startswith("take-"):
            self._settle(int(name.removeprefix("take-")))
        else:
            self._actions()[name]()

    def _actions(self) -> Mapping[str, Callable[[], None]]:
        return {
            "next": lambda: self._step(1),
            "back": lambda: self._step(-1),
            "next-open": self._next_open,
            "first": lambda: self.go(0),
            "last": lambda: self.go(len(self.columns[self.column]) - 1),
            "other-column": self._other_column,
            "open": self._open,
            "confirm": lambda: self._on_own(lambda coding: lambda study: confirm(study, self.coder, [coding])),
            "uncode": lambda: self._on_own(lambda coding: lambda study: uncode(study, self.coder, coding)),
            "split": lambda: self._begin("split"),
            "change-ends": lambda: self._begin("ends"),
            "exemplar": lambda: self._mark("exemplar"),
            "unsure": lambda: self._mark("unsure"),
            "keep-words": lambda: self._settle(None),
            "undo": lambda: self._take_back(undo),
            "redo": lambda: self._take_back(redo),
            "compare": lambda: self.compare(None),
            "interleave": self._interleave,
            "context": self._cycle_context,
            "translation": self._toggle_translation,
            "refresh": self._refresh,
            "clear": lambda: None,
        }

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

    def _open(self) -> None:
        item = self.current
        if item is None:
            self.say("there is nothing to open", failed=True)
            return
        offset = item.start
        if item.lost and item.coding is not None:
            near = near_lost(self.transcript(item), item.coding.anchor)
            offset = item.candidates[0].span.start if item.candidates else near
        self.jump = Jump(item.transcript, offset, item.coding.id if item.coding and not item.gone else None)

    # deciding

    def recode(self, code: str) -> None:
        """Another code for the current coding; on a place without one, this code."""
        item = self.current
        if item is not None and item.coding is None:
            self.add(code)
        else:
            self._amend({"code": code})

    def add(self, code: str) -> None:
        """One more code on the words of the current item."""
        item = self.current
        if item is None or item.gone:
            self.say("there are no words here", failed=True)
        elif self._as_read():
            self._wrote(self.collection.add(item, code))

    def memo(self, text: str) -> None:
        """The memo of the current coding; an empty one clears it."""
        self._amend({"memo": text.strip() or None})

    def stance(self, stance: Stance | None, toward: str | None = None) -> None:
        """What the current coding does to a finding."""
        self._amend({"stance": stance, "toward": toward})

    def compare(self, code: str | None) -> None:
        """Show another code's excerpts too; None: no more."""
        key = self._at[1]
        self.collection.compare(code)
        if self.current is None or code is None:
            self.go(0)
        if any(item.key == key for items in self.columns for item in items):
            self._at = self.column, key
        if code is not None:
            said = f"compared with {code}: {len(self.collection.against)} excerpts"
            self.say(said + ("" if self.interleaved else "; tab goes across"))
        self.version += 1

    def _mark(self, name: str) -> None:
        item = self.current
        if item is not None and item.coding is not None:
            self._amend({name: not getattr(item.coding, name)})
        else:
            self.own()

    def _amend(self, wanted: Mapping[str, object]) -> None:
        self._on_own(lambda coding: lambda study: amend(study, self.coder, coding, wanted))

    def own(self) -> Coding | None:
        """The current coding, if it is there and the reviewer's own; else what is in the way is said."""
        item = self.current
        if item is None:
            self.say("there is no excerpt here", failed=True)
        elif item.coding is None:
            self.say("no code is on these words: C puts one on", failed=True)
        elif item.gone:
            self.say("it was taken off: U brings it back", failed=True)
        elif item.coder != self.coder:
            self.say(f"this is {item.coder}'s: it can be read, not changed", failed=True)
        else:
            return item.coding
        return None

    def _on_own(self, act: Callable[[Coding], Callable[[Opened], Change]]) -> None:
        coding = self.own()
        if coding is not None and self._as_read():
            self._wrote(self.collection.change(act(coding), [coding.transcript]))

    def _settle(self, take: int | None) -> None:
        item = self.current
        if self.own() is None or item is None:
            return
        if not (item.lost or item.changed):
            self.say("the words of this coding were not edited", failed=True)
        elif take is not None and take > min(len(item.candidates), TAKEN):
            self.say(f"there is no candidate {take}: A chooses words by hand", failed=True)
        else:
            self._on_own(lambda coding: lambda study: settle(study, self.coder, coding, take))

    def _take_back(self, act: Callable[[Opened, str, str | None], Change]) -> None:
        if not self._as_read():
            return
        before = {item.key: item for item in (*self.collection.items, *self.collection.against)}
        touched: list[str] = []

        def done(study: Opened) -> Change:
            found = act(study, self.coder, self.only)
            touched.extend(found.transcripts)
            return found

        said = self.collection.change(done)
        self._wrote(f"{said} ({', '.join(touched)})" if touched else said)
        now = (*self.collection.items, *self.collection.against)
        changed = next((item for item in now if before.get(item.key) != item), None)
        if changed is not None:
            self._at = self._at[0], changed.key

    # choosing words

    def _begin(self, what: Literal["ends", "split"]) -> None:
        coding, item = self.own(), self.current
        if coding is None or item is None:
            return
        if item.span is None and what == "ends":
            self._open()
            if self.jump is not None:
                self.jump = Jump(self.jump.transcript, self.jump.offset, coding.id, ends=True)
            return
        if item.span is None:
            self.say("the words of this coding are lost: say first where it belongs", failed=True)
            return
        self.choosing = Choosing.begin(self.transcript(item), item.span, what)
        if self.choosing is None:
            self.say("there is nothing to split: it is one character", failed=True)
        else:
            self.say(self.choosing.words)

    def _choose(self, name: str) -> None:
        choosing, coding = self.choosing, self.own()
        if choosing is None or coding is None or name == "clear":
            self.choosing = None
            self.say("it stays as it was")
        elif name in {"turn", "change-ends"}:
            self._save(coding, choosing)
        else:
            self.choosing = choosing.moved(name)
            self.say(self.choosing.words)

    def _save(self, coding: Coding, choosing: Choosing) -> None:
        item = self.current
        if item is None or not self._as_read():
            return
        made: list[str] = []
        span = choosing.span

        def act(study: Opened) -> Change:
            if choosing.what == "ends":
                return amend(study, self.coder, coding, {"at": (span.start, span.end)})
            change, second = split(study, self.coder, coding, choosing.place.cursor)
            made.append(second)
            return change

        self._wrote(self.collection.change(act, [coding.transcript]))
        if not self.collection.failed:
            self.choosing = None
            for second in made:
                self.collection.insert(item, second)

    # showing

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
        self.say(f"gathered anew: {len(self.collection.items)} excerpts, {before} before")

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

    def _wrote(self, said: str) -> None:
        self.say(said, failed=self.collection.failed)
        self.version += 1

    def say(self, said: str, *, failed: bool = False) -> None:
        """What the status line says next."""
        self.said, self.failed = said, failed

    def spans(self, item: Item) -> tuple[Span | None, Span | None]:
        """The words to mark as coded, and those to mark as chosen at the moment."""
        if self.choosing is None or item != self.current:
            return item.span, None
        return item.span, self.choosing.span
