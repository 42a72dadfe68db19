"""The excerpts under review as they stand, and every way to change them: on the disk before anything here changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.changing import Change
from imcommerce_qual.actions.errors import ActionError
from imcommerce_qual.actions.held import holding, holds, presence_of, signature, with_log
from imcommerce_qual.actions.lookingthrough import Help, help_for
from imcommerce_qual.actions.opened import Opened, open_study
from imcommerce_qual.actions.reviewing import gather, items_of, ordered
from imcommerce_qual.actions.reviewqueue import Gathered, Item, Queue
from imcommerce_qual.actions.reviewterms import Terms, terms_of
from imcommerce_qual.store.workspace import STUDY_FILE, log_path

#: How long a key waits for another process.
_PATIENCE = 0.3


class Collection:
    """Items of a queue, and of the code that it is compared with.

    They stay where they are when they are settled or taken off; ``refresh`` gathers anew. ``failed`` says whether the
    last attempt to write wrote nothing.
    """

    def __init__(self, opened: Opened, coder: str, queue: Queue) -> None:
        self.opened = opened
        self.coder = coder
        self.queue = queue
        self.other: str | None = None
        self.against: tuple[Item, ...] = ()
        self.failed = False
        self.refresh()

    def refresh(self) -> None:
        """Gather anew, from the study as it was read last."""
        self._take(gather(self.opened, self.coder, self.queue))
        self.compare(self.other)

    def _take(self, found: Gathered) -> None:
        self._terms = terms_of(self.opened, self.queue)
        self.items = found.items
        self.lost, self.hidden, self.missing = found.lost, found.hidden, found.missing
        presence = self.opened.presence(viewer=self.coder, see=self.queue.wanted.see)
        self._known = {item.key: item for item in items_of(self.opened, presence)}
        self._waiting = set(presence.reopened)
        self._helps: dict[str, Help] = {}
        self._by_transcript: dict[str, tuple[Item, ...]] = {}
        self._signature = self._now()

    def compare(self, code: str | None) -> None:
        """The other code's excerpts too; None: no more."""
        self.other, self.against = code, ()
        self._beside: Terms | None = terms_of(self.opened, self.queue.of_code(code)) if code else None
        self._beside_keys: frozenset[str] = frozenset()
        if code is not None:
            found = gather(self.opened, self.coder, self.queue.of_code(code)).items
            here = {item.key for item in self.items}
            self.against = tuple(item for item in found if item.key not in here)
            self._beside_keys = frozenset(item.key for item in self.against)

    def help_for(self, item: Item) -> Help:
        """What helps to look through the transcript of an item for its code."""
        if item.key not in self._helps:
            wanted = self.queue.wanted
            self._helps[item.key] = help_for(self.opened, self.coder, item.transcript, item.code, wanted)
        return self._helps[item.key]

    def merged(self) -> tuple[Item, ...]:
        """Both codes' excerpts in order of the text."""
        return ordered(self.opened, (*self.items, *self.against))

    def settled(self, item: Item) -> bool:
        """Whether it is no longer what was asked for."""
        terms = self._beside if self._beside is not None and item.key in self._beside_keys else self._terms
        return not terms.fits(item)

    def also(self, item: Item) -> tuple[str, ...]:
        """Other codes on some of the same words, by the same coder; on a place, by the reviewer."""
        if item.span is None:
            return ()
        span, coder = item.span, item.coder or self.coder
        codes = {
            each.code: None
            for each in self._of(item.transcript)
            if each.key != item.key and each.coder == coder and each.span and each.span.overlap(span)
        }
        return tuple(codes)

    def _of(self, transcript: str) -> tuple[Item, ...]:
        if transcript not in self._by_transcript:
            here = [item for item in self._known.values() if item.transcript == transcript]
            self._by_transcript[transcript] = tuple(sorted(here, key=lambda item: item.start))
        return self._by_transcript[transcript]

    # writing

    def change(self, act: Callable[[Opened], Change], transcripts: Iterable[str] = ()) -> str:
        """Carry out an action; returns what it did, in words."""
        self.failed = True
        try:
            with ExitStack() as held:
                for name in transcripts:
                    if not holds(self.opened, self.coder, name):
                        held.enter_context(holding(self.opened, self.coder, name, patience=_PATIENCE))
                done = act(self.opened)
                for name in done.transcripts:
                    self.opened = with_log(self.opened, self.coder, name)
        except ActionError as error:
            return f"{error}" + (f" ({error.remedy})" if error.remedy else "")
        except OSError as error:
            return f"NOT SAVED: {error.strerror or type(error).__name__}"
        self.failed = False
        for name in done.transcripts:
            self._renew(name)
        self._signature = self._now()
        return done.what

    def add(self, item: Item, code: str) -> str:
        """Put one more code on the words of an item; the new coding stands after it."""
        span = item.span
        if span is None:
            self.failed = True
            return "the words of this coding are lost"
        made: list[str] = []

        def act(opened: Opened) -> Change:
            request = Request(transcript=item.transcript, code=code, at=(span.start, span.end))
            (done,) = apply(opened, self.coder, [request])
            made.append(done.coding)
            said = f"{done.code} is on these words too" if done.new else f"{done.code} is on these words already"
            return Change(what=said, transcripts=(item.transcript,), written=int(done.new))

        said = self.change(act, [item.transcript])
        if made and not self.failed:
            self.insert(item, made[0])
        return said

    def insert(self, after: Item, key: str) -> None:
        """A coding that was made here stands after the one that it came from."""
        new = self._known.get(key)
        if new is None or any(item.key == key for item in (*self.items, *self.against)):
            return
        self.items = _inserted(self.items, after, new)
        self.against = _inserted(self.against, after, new)
        if after.key in self._beside_keys:
            self._beside_keys |= {new.key}

    def _renew(self, transcript: str) -> None:
        """One transcript's codings of the reviewer, as they are now."""
        presence = presence_of(self.opened, self.coder, transcript)
        own = {item.key: item for item in items_of(self.opened, presence)}
        others = {each for each in self._waiting if each[:2] != (self.coder, transcript)}
        self._waiting = others | set(presence.reopened)
        kept = {
            key: item
            for key, item in self._known.items()
            if not (item.transcript == transcript and item.coder == self.coder)
        }
        self._known = kept | own
        self._by_transcript.pop(transcript, None)
        self.items = tuple(map(self._as_now, self.items))
        self.against = tuple(map(self._as_now, self.against))

    def _as_now(self, item: Item) -> Item:
        if item.omission:
            return replace(item, stale=(self.coder, item.transcript, item.code) in self._waiting)
        if item.coding is None:
            return item
        return self._known.get(item.key) or replace(item, gone=True)

    # what others do

    def changed_outside(self) -> bool:
        """Whether a file that this rests on was changed by somebody else."""
        return self._signature != self._now()

    def read_again(self) -> None:
        """Everything from the disk; what was gathered stays, where its words are still there."""
        before = {name: text.hash for name, text in self.opened.study.transcripts.items()}
        opened = open_study(self.opened.root)
        if before.keys() - opened.study.transcripts.keys():
            self._signature = self._now()
            return  # one cannot be read at the moment: what was opened is gone on with
        self.opened = opened
        self._terms = terms_of(opened, self.queue)
        if any(opened.study.transcripts[name].hash != text for name, text in before.items()):
            self.refresh()
            return
        presence = opened.presence(viewer=self.coder, see=self.queue.wanted.see)
        self._known = {item.key: item for item in items_of(opened, presence)}
        self._waiting = set(presence.reopened)
        self._helps = {}
        self._by_transcript = {}
        self.items = tuple(map(self._as_now, self.items))
        self.against = tuple(map(self._as_now, self.against))
        self._signature = self._now()

    def _now(self) -> tuple[tuple[int, int] | None, ...]:
        root = self.opened.root
        names = list(self.opened.study.transcripts)
        paths = [root / STUDY_FILE, root / self.opened.workspace.codebook.name]
        paths += [root / "transcripts" / f"{name}.md" for name in names]
        paths += [log_path(root, self.coder, name) for name in names]
        return tuple(map(signature, paths))


def _inserted(items: tuple[Item, ...], after: Item, new: Item) -> tuple[Item, ...]:
    at = next((n for n, item in enumerate(items) if item.key == after.key), None)
    return items if at is None else (*items[: at + 1], new, *items[at + 1 :])
