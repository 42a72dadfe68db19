"""Handing a study out to a coder who works apart, and taking their work back in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from imcommerce_qual.actions.desk import at_desk
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.keeping import keep_text
from imcommerce_qual.actions.names import known_coder, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.planning import writing_plan
from imcommerce_qual.actions.strangetexts import refuse_strange_texts
from imcommerce_qual.model.event import Event
from imcommerce_qual.model.plan import Assigned, Declared, HandedIn, HandedOut, PlanEvent, RoundCancelled, RoundOpened
from imcommerce_qual.render.plantext import render_instructions
from imcommerce_qual.store.eventlog import EventFile, parse_events
from imcommerce_qual.store.forgotten import come_back, read_tombstones
from imcommerce_qual.store.handing import MANIFEST, HandedBack, NotAHandoutError, read_back, render_manifest, render_zip
from imcommerce_qual.store.newfile import create_file
from imcommerce_qual.store.plancodec import render_plan_event
from imcommerce_qual.store.planfile import append_plan
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.transcriptfile import parse_transcript
from imcommerce_qual.store.versions import store_version
from imcommerce_qual.store.workspace import STUDY_FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """A copy for one coder: the zip's bytes, its SHA-256, and which transcripts are in it."""

    coder: str
    content: bytes
    hash: str
    transcripts: tuple[str, ...]
    files: tuple[str, ...]


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


def make_handout(opened: Opened, coder: str, transcripts: Iterable[str] = ()) -> Handout:
    """The study for *coder*: texts, codebook, findings, what they did so far; nobody else's codings, counts or memos.

    Without *transcripts*: those that are assigned to them; where none are, all.

    Raises:
        WrongUseError: a name is not known.
        RefusedError: there is a problem in the study's own files, which the copy would take along.
    """
    study = opened.study
    who = known_coder(study, coder)
    named = tuple(known_transcript(study, name).id for name in transcripts)
    assigned = tuple(sorted(name for each, name in opened.plan().assigned if each == who and name in study.transcripts))
    names = tuple(sorted(set(named or assigned or study.transcripts)))
    progress = opened.presence().progress
    for name in names:
        keep_text(opened, name)
    files = dict(_files(opened, who, names))
    done = [name for name in names if (who, name) in progress and progress[who, name].completed]
    files["START-HERE.md"] = render_instructions(study.title, who, names, done=done).encode("utf-8")
    files[MANIFEST] = render_manifest(who, files)
    content = render_zip(files, f"{opened.root.resolve().name or 'study'}-{who}")
    digest = hashlib.sha256(content).hexdigest()
    return Handout(coder=who, content=content, hash=digest, transcripts=names, files=tuple(sorted(files)))


def hand_out(opened: Opened, writer: str, handout: Handout, to: Path) -> HandedOut:
    """Write the copy to a new file, and the fact to the plan.

    Raises:
        RefusedError: there is a file of that name, or the disk does not let us.
    """
    try:
        if not create_file(to, handout.content):
            raise RefusedError(f"{to} is there already", "choose another name; nothing was written")
    except OSError as error:
        raise RefusedError(f"{to} cannot be written: {error.strerror}", "choose another folder") from None
    with writing_plan(opened, writer) as envelope:
        event = HandedOut(**envelope(), coder=handout.coder, file=handout.hash, transcripts=handout.transcripts)
        append_plan(opened.root, writer, [event])
    return event


def _files(opened: Opened, coder: str, names: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    root = opened.root
    fixed = [STUDY_FILE, "findings.yaml", opened.workspace.codebook.name, ".gitattributes", ".gitignore"]
    fixed.append(f"codebooks/proposals/{coder}.jsonl")
    fixed += [f"transcripts/{name}.md" for name in names]
    folders = [f"codings/{coder}", "history/codebook", "history/findings"]
    folders += [f"history/transcripts/{name}" for name in names]
    paths = [root / name for name in fixed]
    paths += [path for folder in folders for path in (root / folder).rglob("[!.]*")]
    for path in sorted(path for path in paths if path.is_file()):
        name = path.relative_to(root).as_posix()
        if not name.startswith("codings/") or path.stem in names:
            yield name, path.read_bytes()
    for file in opened.workspace.plan:
        if kept := [event for event in file.events if _may_know(event, coder)]:
            yield file.name, b"".join(render_plan_event(event) for event in kept if isinstance(event, PlanEvent))


def _may_know(event: Event, coder: str) -> bool:
    """What a coder needs of the plan: their own rounds and tasks. A closed round holds others' events, so it stays."""
    match event:
        case RoundOpened():
            return coder in event.coders
        case Assigned():
            return event.coder == coder
        case Declared() | RoundCancelled():
            return True
        case _:
            return False


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
    """Bring a coder's files in: every event that is not here yet. Twice is harmless.

    Raises:
        RefusedError: an event with the same id says something else here, one of their lines is damaged, or a text is
            of another study.
        BusyError: somebody is writing there.
    """
    read = {name: _read(name, content) for name, content in back.own.items() if name.startswith("codings/")}
    new = {name: _new(opened, name, file) for name, file in read.items()}
    refuse_strange_texts(opened, new, back.kept)
    left = [f"{name}: nobody but {back.coder} hands this in" for name in back.others]
    for name, content in back.kept.items():
        if not _proved(name, content):
            left.append(f"{name}: not what its name says")
        else:
            store_version(opened.root / name, content)
    for name, content in back.own.items():
        if not name.startswith("codings/"):
            _add_lines(opened.root / name, content)
    written: dict[str, int] = {}
    for name, events in new.items():
        folder, stem = name.removeprefix("codings/").rsplit("/", 1)
        transcript = stem.removesuffix(".jsonl")
        if transcript not in opened.study.transcripts:
            left.append(f"{name}: there is no transcript {transcript} here")
        elif events:
            with at_desk(opened, folder, (transcript,)) as desk:
                for event in events:
                    desk.append(transcript, event)
                written[transcript] = written.get(transcript, 0) + desk.write()
    known = sum(len(file.events) for file in read.values()) - sum(map(len, new.values()))
    done = HandIn(
        coder=back.coder, events=written, known=known, left_out=tuple(left), late=_late(opened, back.coder, written)
    )
    if done.total:
        with writing_plan(opened, writer) as envelope:
            event = HandedIn(**envelope(), coder=back.coder, file=back.hash, events=done.total)
            append_plan(opened.root, writer, [event])
    return done


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


def _add_lines(path: Path, content: bytes) -> None:
    from imcommerce_qual.store.appending import append_lines

    here = set(path.read_bytes().split(b"\n")) if path.exists() else set()
    lines = [line for line in content.split(b"\n") if line.strip() and line not in here]
    if lines:
        append_lines(path, b"".join(line + b"\n" for line in lines))


def _late(opened: Opened, coder: str, written: dict[str, int]) -> tuple[str, ...]:
    """Closed rounds of which a transcript was written to: what came in now changes nothing in them."""
    return tuple(
        each.id
        for each in opened.plan().rounds.values()
        if each.closed is not None and coder in each.opened.coders and any(name in written for name in each.transcripts)
    )
