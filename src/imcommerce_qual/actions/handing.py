"""Handing a study out to a coder who works apart; `handingin` takes their work back in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.actions.keeping import keep_text
from imcommerce_qual.actions.names import known_coder, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.planning import writing_plan
from imcommerce_qual.model.event import Event
from imcommerce_qual.model.plan import Assigned, Declared, HandedOut, PlanEvent, RoundCancelled, RoundOpened
from imcommerce_qual.render.plantext import render_instructions
from imcommerce_qual.store.handing import MANIFEST, render_manifest, render_zip
from imcommerce_qual.store.newfile import create_file
from imcommerce_qual.store.plancodec import render_plan_event
from imcommerce_qual.store.planfile import append_plan
from imcommerce_qual.store.workspace import STUDY_FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """A copy for one coder: the zip's bytes, its SHA-256, and which transcripts are in it."""

    coder: str
    content: bytes
    hash: str
    transcripts: tuple[str, ...]
    files: tuple[str, ...]


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
