"""Reviewing as a state machine: actions go in by name, what to show comes out. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from imcommerce_qual.actions.changing import Change, amend, uncode
from imcommerce_qual.actions.confirming import complete_codes
from imcommerce_qual.actions.findings import confirm_stances
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.settling import confirm, near_lost, settle, split
from imcommerce_qual.actions.takingback import redo, undo
from imcommerce_qual.model.event import Coding, Stance
from imcommerce_qual.tui.review.choosing import Choosing
from imcommerce_qual.tui.review.keys import TAKEN
from imcommerce_qual.tui.review.listing import Listing


@dataclass(frozen=True, slots=True)
class Jump:
    """A place to open in the coding screen; ``ends``: to choose other words there for that coding.

    ``code``: the transcript is looked through for it; ``words`` are searched for.
    """

    transcript: str
    offset: int
    coding: str | None = None
    ends: bool = False
    code: str | None = None
    words: tuple[str, ...] = ()


class Review(Listing):
    """A coder who reads excerpts one under the other. ``do`` carries out an action by its name.

    ``said`` is the last message, ``failed`` whether it is bad news. ``choosing`` is set while words are chosen, for
    other ends or to split. ``jump`` is set where the coding screen is wanted: whoever shows this goes there.
    ``interleaved`` (set by the screen, which knows its width) shows two codes as one list.
    """

    jump: Jump | None = None

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
            "confirm": self._confirm,
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

    def _open(self) -> None:
        item = self.current
        if item is None:
            self.say("there is nothing to open", failed=True)
            return
        offset = item.start
        if item.omission:
            found = self.collection.help_for(item)
            first = found.hits[0] if found.hits else None
            self.jump = Jump(
                item.transcript, first.span.start if first else 0, code=item.code, words=(first.raw,) if first else ()
            )
            return
        if item.lost and item.coding is not None:
            near = near_lost(self.transcript(item), item.coding.anchor)
            offset = item.candidates[0].span.start if item.candidates else near
        self.jump = Jump(item.transcript, offset, item.coding.id if item.coding and not item.gone else None)

    # deciding

    def _confirm(self) -> None:
        """Still right: a coding under the newer definition, a stance toward the newer words, a transcript as it is."""
        item = self.current
        if item is not None and item.omission:
            if self._as_read():
                name, code = item.transcript, item.code
                self._wrote(
                    self.collection.change(lambda study: complete_codes(study, self.coder, name, [code]), [name])
                )
        elif item is not None and item.older and (self.collection.queue.wanted.stance_stale or not item.stale):
            self._on_own(lambda coding: lambda study: confirm_stances(study, self.coder, [coding.id]))
        else:
            self._on_own(lambda coding: lambda study: confirm(study, self.coder, [coding]))

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
        elif item.omission:
            self.say("enter opens the transcript: code there", failed=True)
        elif self._as_read():
            self._wrote(self.collection.add(item, code))

    def memo(self, text: str) -> None:
        """The memo of the current coding; an empty one clears it."""
        self._amend({"memo": text.strip() or None})

    def save_memo(self, coding: str, text: str) -> bool:
        """The memo of the current coding, which had that id when it was begun; whether it was saved."""
        self.memo(text)
        return not self.failed and coding == getattr(self.own(), "id", None)

    def stance(self, stance: Stance | None, toward: str | None = None) -> None:
        """What the current coding does to a finding."""
        self._amend({"stance": stance, "toward": toward})

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
        elif item.omission:
            self.say("a transcript is looked through here: enter opens it, y says that it is done", failed=True)
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
        if take is not None and item.into and not (item.lost or item.changed):
            if take > len(item.into):
                self.say(f"there is no code {take} to decide between", failed=True)
            else:
                self.recode(item.into[take - 1])
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

    def _wrote(self, said: str) -> None:
        self.say(said, failed=self.collection.failed)
        self.version += 1
