"""One coder at one transcript, with the file locked: every change is on the disk before anything here changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from typing import Any

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.changing import amend, uncode
from imcommerce_qual.actions.confirming import complete_codes
from imcommerce_qual.actions.desk import logs_of
from imcommerce_qual.actions.errors import ActionError
from imcommerce_qual.actions.finishing import complete, reopen
from imcommerce_qual.actions.held import holding, presence_of, signature, with_log
from imcommerce_qual.actions.opened import Opened, open_study
from imcommerce_qual.actions.proposing import is_others_proposal, propose
from imcommerce_qual.actions.takingback import redo, undo
from imcommerce_qual.actions.viewing import look
from imcommerce_qual.core.history import fold
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.model.codebook import Code
from imcommerce_qual.model.event import Applied, Coding, Log
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Progress, Standing
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.workspace import STUDY_FILE, log_path

#: Characters of an excerpt that are enough to tell which.
_FEW = 28

Signature = tuple[tuple[int, int] | None, ...]


class Room:
    """The desk of the coding screen: what stands, and every way to change it.

    Methods that write return what they did, in words; ``failed`` then says whether nothing was written instead.
    Made by ``Room.enter``; ``leave`` gives the file back.
    """

    def __init__(self, opened: Opened, coder: str, transcript: str, see: Iterable[str] = ()) -> None:
        self.opened = opened
        self.coder = coder
        self.name = transcript
        self.see = tuple(see)
        self.failed = False
        self._lock = ExitStack()
        self.standing: tuple[Standing, ...] = ()
        self.others: tuple[Standing, ...] = ()
        self.lost = 0
        self.edited = 0
        self.state = Progress(coder=coder, transcript=transcript)
        self.elsewhere: Mapping[str, int] = {}
        self._signature: Signature = ()
        self._presented: object = None

    @classmethod
    def enter(cls, opened: Opened, coder: str, transcript: str, see: Iterable[str] = ()) -> Room:
        """Lock the coder's file of that transcript, and read it.

        Raises:
            BusyError: another process has it.
        """
        room = cls(opened, coder, transcript, see)
        room._lock.enter_context(holding(opened, coder, transcript))
        try:
            if see:
                look(opened, coder, see, [transcript])
            room.read_again()
        except BaseException:
            room.leave()
            raise
        return room

    def leave(self) -> None:
        """Let others have the file."""
        self._lock.close()

    @property
    def transcript(self) -> Transcript:
        """The transcript, as it is on the disk or as it was when it could last be read."""
        return self.opened.study.transcripts[self.name]

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes that this coder may use: the codebook's, and their own proposals."""
        return tuple(
            code for code in self.opened.study.codebook.codes.values() if not is_others_proposal(code.id, self.coder)
        )

    @property
    def completed(self) -> bool:
        """Whether the coder has said that they are done."""
        return self.state.completed

    @property
    def last_code(self) -> str | None:
        """The code that was put on last, also in an earlier session."""
        events = self.opened.workspace.log(self.coder, self.name).events
        last = next((event.code for event in reversed(events) if isinstance(event, Applied)), None)
        return lineage(self.opened.study.codebook.history).today(last) if last else None

    def read_again(self) -> None:
        """Everything from the disk."""
        transcript = self.opened.study.transcripts.get(self.name)
        opened = open_study(self.opened.root)
        if self.name not in opened.study.transcripts and transcript is not None:
            self._signature = self._now()
            return  # it cannot be read at the moment: the one that was opened is gone on with
        self.opened = opened
        self.elsewhere = self._count_elsewhere()
        if self.see:
            found = self.opened.presence(viewer=self.coder, see=frozenset(self.see)).standing
            self.others = tuple(each for each in found if each.transcript == self.name and each.coder in self.see)
        self._read_own()

    def changed_outside(self) -> tuple[str, ...]:
        """The files that somebody else changed since they were read, by name."""
        names = [f"transcripts/{self.name}.md", self.opened.workspace.codebook.name, STUDY_FILE, "your codings"]
        return tuple(name for name, then, now in zip(names, self._signature, self._now(), strict=False) if then != now)

    def apply(self, code: str, span: Span) -> str:
        """Put the code on the span."""

        def act() -> str:
            request = Request(transcript=self.name, code=code, at=(span.start, span.end))
            (done,) = apply(self.opened, self.coder, [request])
            return f"{done.code} on {brief(done.words)}" if done.new else f"{done.code} is on these words already"

        return self._write(act)

    def propose(self, span: Span, label: str) -> str:
        """Propose a code called *label*, and put it on the span."""

        def act() -> str:
            made = propose(self.opened, self.coder, self.name, span, label=label)
            self.opened = open_study(self.opened.root)
            return f"{made.id}, proposed to the codebook's owner"

        return self._write(act)

    def amend(self, coding: Coding, wanted: Mapping[str, Any]) -> str:
        """Change fields of a coding, as ``actions.changing.amend`` has them."""
        return self._write(lambda: amend(self.opened, self.coder, coding, wanted).what)

    def uncode(self, coding: Coding) -> str:
        """Take a coding off."""
        return self._write(lambda: uncode(self.opened, self.coder, coding).what)

    def undo(self) -> str:
        """Take back the latest action in this transcript."""
        return self._write(lambda: undo(self.opened, self.coder, self.name).what)

    def redo(self) -> str:
        """Put back what was undone last."""
        return self._write(lambda: redo(self.opened, self.coder, self.name).what)

    def complete(self) -> str:
        """Say that all of it is read; or take that back."""
        act = reopen if self.completed else complete
        return self._write(lambda: act(self.opened, self.coder, self.name).what)

    def looked_through(self, code: str) -> str:
        """Say that the completed transcript was looked through again for one code."""
        return self._write(lambda: complete_codes(self.opened, self.coder, self.name, [code]).what)

    def find(self, coding: str) -> Coding | None:
        """The coder's coding of that id, also one whose words are lost."""
        return next((each for each in fold(self._log()).codings if each.id == coding), None)

    def _log(self) -> Log:
        return self.opened.workspace.log(self.coder, self.name)

    def catch_up(self) -> None:
        """What was written to the coder's file by other means of this process."""
        self.opened = with_log(self.opened, self.coder, self.name)
        self._read_own()

    def _write(self, act: Callable[[], str]) -> str:
        """Do it; only when it is on the disk does anything here change."""
        self.failed = True
        try:
            said = act()
        except ActionError as error:
            return f"{error}" + (f" ({error.remedy})" if error.remedy else "")
        except OSError as error:
            return f"NOT SAVED: {error.strerror or type(error).__name__}"
        self.failed = False
        self.opened = with_log(self.opened, self.coder, self.name)
        self._read_own()
        return said

    def _read_own(self) -> None:
        opened = self.opened
        # What a codebook, a text or a map between texts changes, it changes in a study that was read anew.
        same = self._presented is opened.carry
        found = presence_of(opened, self.coder, self.name, self.standing if same else ())
        self._presented = opened.carry
        self.standing = found.standing
        self.lost = len(found.lost)
        self.edited = sum(each.changed for each in found.standing)
        self.state = found.progress[self.coder, self.name]
        self._signature = self._now()

    def _now(self) -> Signature:
        """Size and time of every file that this room was read from."""
        root = self.opened.root
        paths = [
            root / "transcripts" / f"{self.name}.md",
            root / self.opened.workspace.codebook.name,
            root / STUDY_FILE,
            log_path(root, self.coder, self.name),
        ]
        return tuple(map(signature, paths))

    def _count_elsewhere(self) -> Mapping[str, int]:
        """The coder's own codings of all other transcripts, by code."""
        line = lineage(self.opened.study.codebook.history)
        return Counter(
            line.today(coding.code)
            for name, log in logs_of(self.opened, self.coder).items()
            if name != self.name and name in self.opened.study.transcripts
            for coding in fold(log).codings
        )


def by_turn(transcript: Transcript, standing: Iterable[Standing]) -> dict[int, tuple[Standing, ...]]:
    """The codings that touch each turn, by its number, in order of the text."""
    turns = transcript.turns
    starts = [turn.extent.start for turn in turns]
    found: dict[int, list[Standing]] = {}
    for each in standing:
        start, end = each.span.start, each.span.end
        for turn in turns[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]:
            if turn.extent.end > start:
                found.setdefault(turn.number, []).append(each)
    return {number: tuple(listed) for number, listed in found.items()}


def brief(words: str) -> str:
    """A few of the words, so that it can be seen which.

    >>> brief("Something cheaper by the carton, two yuan a packet, I think.")
    '“Something … I think.”'
    """
    flat = " ".join(words.split())
    if len(flat) <= _FEW:
        return f"“{flat}”"
    first, last = flat[: _FEW // 2], flat[-_FEW // 2 :]
    # Whole words where there are spaces between them.
    first = first.rsplit(" ", 1)[0] if flat[len(first)] != " " else first
    last = last.split(" ", 1)[-1] if flat[-len(last) - 1] != " " else last
    return f"“{first.strip()} … {last.strip()}”"
