"""Taking back in what a coder did apart: their events, proposals and edits, and the texts that these are about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from imcommerce_qual.actions.desk import at_desk
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.names import known_coder
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.planning import writing_plan
from imcommerce_qual.actions.strangetexts import refuse_strange_texts
from imcommerce_qual.model.event import Event
from imcommerce_qual.model.plan import HandedIn
from imcommerce_qual.render.words import count
from imcommerce_qual.store.appending import append_lines
from imcommerce_qual.store.editlog import parse_edit
from imcommerce_qual.store.eventlog import EventFile, parse_events
from imcommerce_qual.store.forgotten import come_back, read_tombstones
from imcommerce_qual.store.handing import HandedBack, NotAHandoutError, read_back
from imcommerce_qual.store.planfile import append_plan
from imcommerce_qual.store.proposals import proposal_of
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.transcriptfile import parse_transcript
from imcommerce_qual.store.versions import store_version


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """What came back: new events by transcript, and what did not come in, each with why."""

    coder: str
    events: dict[str, int]
    known: int
    left_out: tuple[str, ...]
    late: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many events are new."""
        return sum(self.events.values())


def look_in(opened: Opened, path: Path, coder: str | None = None) -> HandedBack:
    """What a zip (or a folder) of a coder's copy brings; reads only.

    Raises:
        WrongUseError: it is no such file, or its coder is nobody of this study.
        RefusedError: words that were erased here are in it.
    """
    try:
        back = read_back(path, coder)
    except OSError as error:
        raise WrongUseError(f"{path} cannot be read: {error.strerror}", "name the zip that came back") from None
    except NotAHandoutError as error:
        raise WrongUseError(f"{path}: {error}", error.remedy) from None
    known_coder(opened.study, back.coder)
    stones = read_tombstones(opened.root)
    for name, content in {**back.own, **back.kept}.items():
        if lines := come_back(stones, content.decode("utf-8", "replace")):
            raise RefusedError(
                f"{name} in it holds words that were erased or have a pseudonym here (line {lines[0]})",
                "hand the study out again: their copy is from before that; the rest of their work can be put in there",
            )
    return back


def hand_in(opened: Opened, writer: str, back: HandedBack) -> HandIn:
    """Bring a coder's files in: every event that is not here yet. Twice is harmless, also twice at once.

    Raises:
        RefusedError: an event with the same id says something else here, one of their lines is damaged, or a text is
            of another study.
        BusyError: somebody is writing there.
    """
    read = {name: _read(name, content) for name, content in back.own.items() if name.startswith("codings/")}
    new = {name: _new(opened, name, file) for name, file in read.items()}
    refuse_strange_texts(opened, new, back.kept)
    left = [f"{name}: nobody but {back.coder} hands this in" for name in back.others]
    if not any(new.values()):
        left += [*_keep(opened, back), *_bring_lines(opened, back)]
        return _done(opened, back, read, {}, left)
    # Nobody else hands in meanwhile: what the plan says came in is what came in.
    with writing_plan(opened, writer) as envelope:
        left += [*_keep(opened, back), *_bring_lines(opened, back)]
        written, strange = _bring_events(opened, new)
        if written:
            event = HandedIn(**envelope(), coder=back.coder, file=back.hash, events=sum(written.values()))
            append_plan(opened.root, writer, [event])
    return _done(opened, back, read, written, [*left, *strange])


def _done(
    opened: Opened, back: HandedBack, read: Mapping[str, EventFile], written: dict[str, int], left: list[str]
) -> HandIn:
    ours = sum(len(file.events) for name, file in read.items() if not _nowhere(opened, name))
    known = ours - sum(written.values())
    late = _late(opened, back.coder, written)
    return HandIn(coder=back.coder, events=written, known=known, left_out=tuple(left), late=late)


def _nowhere(opened: Opened, name: str) -> bool:
    """Whether the log of that path is of a transcript that is not here."""
    return PurePosixPath(name).stem not in opened.study.transcripts


def _keep(opened: Opened, back: HandedBack) -> Iterator[str]:
    """Texts of our transcripts, and codebooks, are kept under their hashes; what is left out, and why."""
    for name, content in back.kept.items():
        if not _proved(name, content):
            yield f"{name}: not what its name says"
        elif name.startswith("history/codebook/") or name.split("/")[2] in opened.study.transcripts:
            store_version(opened.root / name, content)


def _bring_lines(opened: Opened, back: HandedBack) -> Iterator[str]:
    """Proposals and edits that are not here yet go to the end of their files; how many cannot be read."""
    for name, content in back.own.items():
        if not name.startswith("codings/"):
            lines = [line for line in content.split(b"\n") if line.strip()]
            fine = [line for line in lines if _reads(name, back.coder, line)]
            _add_lines(opened.root / name, fine)
            if len(fine) < len(lines):
                yield f"{name}: {count(len(lines) - len(fine), 'line')} that cannot be read"


def _bring_events(opened: Opened, new: Mapping[str, Sequence[Event]]) -> tuple[dict[str, int], list[str]]:
    """How many events were written, by transcript, and what was left out."""
    written: dict[str, int] = {}
    left = []
    for name, events in new.items():
        folder, stem = name.removeprefix("codings/").rsplit("/", 1)
        transcript = stem.removesuffix(".jsonl")
        if _nowhere(opened, name):
            left.append(f"{name}: there is no transcript {transcript} here")
        elif events:
            with at_desk(opened, folder, (transcript,)) as desk:
                # The file was read again under its lock: git or a copied file may have brought some meanwhile.
                there = {event.id for event in desk.logs[transcript].events}
                for event in events:
                    if event.id not in there:
                        desk.append(transcript, event)
                if many := desk.write():
                    written[transcript] = written.get(transcript, 0) + many
    return written, left


def _read(name: str, content: bytes) -> EventFile:
    """The events in the bytes of one of their logs.

    Raises:
        RefusedError: a line in it cannot be read.
    """
    read = parse_events(content, name)
    bad = tuple(each for each in read.problems if each.severity == "error")
    if bad or read.readonly:
        raise RefusedError(
            f"{name} in it has lines that cannot be read; nothing came in", "let its coder run imqual check", bad
        )
    return read


def _new(opened: Opened, name: str, file: EventFile) -> list[Event]:
    here = next((each.log for each in opened.workspace.logs if each.name == name), None)
    mine = {event.id: event for event in here.events} if here is not None else {}
    for event in file.events:
        if event.id in mine and mine[event.id] != event:
            raise RefusedError(
                f"{name}: the event `{event.id[:8]}…` says something else there than here; nothing came in",
                "one of the two was edited: restore the original (git, or the zip that was handed out)",
            )
    return [event for event in file.events if event.id not in mine]


def _proved(name: str, content: bytes) -> bool:
    stem = name.rsplit("/", 1)[1].partition(".")[0]
    if name.startswith("history/codebook/"):
        return hash16(content) == stem
    found = parse_transcript(name, content, name.split("/")[2]).transcript
    return found is not None and found.hash == stem


def _reads(name: str, coder: str, line: bytes) -> bool:
    """Whether the line is a proposal of *coder*, or an edit."""
    if not name.startswith("codebooks/"):
        return parse_edit(line) is not None
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and proposal_of(coder, fields) is not None


def _add_lines(path: Path, lines: Iterable[bytes]) -> None:
    here = set(path.read_bytes().split(b"\n")) if path.exists() else set()
    new = [line for line in lines if line not in here]
    if new:
        path.parent.mkdir(parents=True, exist_ok=True)
        append_lines(path, b"".join(line + b"\n" for line in new))


def _late(opened: Opened, coder: str, written: dict[str, int]) -> tuple[str, ...]:
    """Closed rounds of which a transcript was written to: what came in now changes nothing in them."""
    return tuple(
        each.id
        for each in opened.plan().rounds.values()
        if each.closed is not None and coder in each.opened.coders and any(name in written for name in each.transcripts)
    )
