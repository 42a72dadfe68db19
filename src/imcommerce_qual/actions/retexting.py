"""Changing a transcript's text: looked at first, with every coding's words before and after, then recorded."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imcommerce_qual.actions.errors import BusyError, RefusedError
from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.opened import Carrier, Opened, compared
from imcommerce_qual.actions.texts import newest, seen_codings, unrecorded_texts
from imcommerce_qual.core.texts import Fate, fates, to_record
from imcommerce_qual.model.edit import Edit
from imcommerce_qual.model.problem import Problem
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.editlog import append_edit, read_edits
from imcommerce_qual.store.forgotten import come_back, read_tombstones
from imcommerce_qual.store.locks import LockHeldError, replacing_text
from imcommerce_qual.store.newfile import replace_file
from imcommerce_qual.store.textfile import hash16, read_text
from imcommerce_qual.store.transcriptfile import TranscriptFile, parse_transcript, split_front
from imcommerce_qual.store.versions import store_version, stored_transcript, transcript_version

#: How long to wait for another process that changes the same text.
PATIENCE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPlan:
    """An edit that nobody recorded yet: its maps, and what it does to the codings that the one who asks may see.

    ``content`` is what the file will hold, or None where it holds it already; ``guard`` is the hash of what it held
    when it was read. ``hidden`` coders' codings are carried as well, but not shown. ``warnings`` are of the new text.
    """

    transcript: str
    by: str
    edits: tuple[Edit, ...]
    fates: tuple[Fate, ...]
    hidden: tuple[str, ...]
    guard: str
    content: bytes | None = field(default=None, repr=False)
    versions: dict[str, bytes] = field(default_factory=dict, repr=False)
    warnings: tuple[Problem, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to record, and nothing to write."""
        return not self.edits and self.content is None


def plan_update(opened: Opened, coder: str, name: str, source: Path) -> TextPlan:
    """What replacing a transcript by the file *source* would do; reads only.

    The new file is a whole transcript, or only its text: then the front matter stays as it is.

    Raises:
        WrongUseError: there is no such transcript.
        RefusedError: the new file has problems, or the old text was edited and nobody recorded that yet.
    """
    old, read = _read(opened, name)
    if unrecorded_texts(opened, old.id):
        raise RefusedError(
            f"{old.id} was edited by hand, and nobody recorded that yet; nothing was written",
            f"`imqual transcript record {old.id}` first, then update it",
        )
    content, new, warnings = _new_transcript(opened, old, read, source)
    raw = read.file.text.encode("utf-8") if read.file is not None else b""
    plan = _planned(opened, coder, read, [old], new)
    same = content == raw
    return replace(
        plan,
        content=None if same else content,
        versions={old.hash: raw, new.hash: content} if plan.edits else {},
        warnings=warnings,
    )


def plan_record(opened: Opened, coder: str, name: str) -> TextPlan:
    """What happened to codings where a transcript was edited by hand; reads only.

    The text is compared with the stored one that was named last, and with others from which nothing leads here.

    Raises:
        WrongUseError: there is no such transcript.
    """
    new, read = _read(opened, name)
    texts = to_record(unrecorded_texts(opened, new.id), read_edits(opened.root, new.id), new.hash)
    stored = [stored_transcript(opened.root, new.id, text) for text in texts]
    plan = _planned(opened, coder, read, [each for each in stored if each is not None], new)
    raw = read.file.text.encode("utf-8") if read.file is not None else b""
    return replace(plan, versions={new.hash: raw} if plan.edits else {})


def carry_out(opened: Opened, plan: TextPlan, why: str = "") -> tuple[Path, ...]:
    """Store both texts, replace the file and record the edits, in that order; returns the files written.

    Stopped half-way, nothing is lost: the file is the old one, or the new one as if it had been edited by hand.

    Raises:
        BusyError: the file changed since it was looked at, or somebody else is changing it.
    """
    path = opened.root / "transcripts" / f"{plan.transcript}.md"
    with _lock(opened.root, plan.transcript):
        if not path.is_file() or hash16(path.read_bytes()) != plan.guard:
            raise BusyError(
                f"transcripts/{path.name} changed since it was read; nothing was written", "look at it, and run again"
            )
        written = []
        for text, raw in plan.versions.items():
            target = transcript_version(opened.root, plan.transcript, text)
            written += [target] if store_version(target, raw) else []
        if plan.content is not None:
            replace_file(path, plan.content)
            written.append(path)
        for edit in plan.edits:
            append_edit(opened.root, plan.transcript, replace(edit, why=why))
    return tuple(written)


@contextmanager
def _lock(root: Path, transcript: str) -> Iterator[None]:
    try:
        with replacing_text(root, transcript, seconds=PATIENCE):
            yield
    except LockHeldError as error:
        raise BusyError(f"{error}; nothing was written", error.remedy) from None


def _read(opened: Opened, name: str) -> tuple[Transcript, TranscriptFile]:
    transcript = known_transcript(opened.study, name)
    return transcript, opened.workspace.transcripts[f"transcripts/{transcript.id}.md"]


def _new_transcript(
    opened: Opened, old: Transcript, read: TranscriptFile, source: Path
) -> tuple[bytes, Transcript, tuple[Problem, ...]]:
    """The new file's content, what it says, and its warnings."""
    file, problems = read_text(source, str(source))
    if file is None:
        raise RefusedError(f"{source} cannot be read; nothing was written", problems[0].remedy, problems)
    text = file.text
    if split_front(text) is None and read.file is not None:
        text = read.file.text[: read.text_start] + text
    content = text.encode("utf-8")
    refuse_forgotten(opened.root, source, text)
    parsed = parse_transcript(str(source), content, old.id)
    wrong = tuple(each for each in parsed.problems if each.severity == "error")
    if parsed.transcript is None or wrong:
        raise RefusedError(
            f"{source} is no transcript {old.id} that can be coded; nothing was written",
            "put right what is listed; its text begins each turn with a declared label: "
            f"{', '.join(f'`{label}:`' for label in old.speakers)}",
            wrong,
        )
    return content, parsed.transcript, parsed.problems


def refuse_forgotten(root: Path, source: Path, text: str) -> None:
    """Let a text pass that has nothing forgotten in it.

    Raises:
        RefusedError: words in it were erased here, or are names that have pseudonyms.
    """
    lines = come_back(read_tombstones(root), text)
    if lines:
        named = ", ".join(map(str, lines[:10])) + (" …" if len(lines) > 10 else "")
        raise RefusedError(
            f"{source} has words in it that were forgotten here (line {named}); nothing was written",
            "erase them there too, or put the pseudonyms",
        )


def _planned(opened: Opened, coder: str, read: TranscriptFile, olds: list[Transcript], new: Transcript) -> TextPlan:
    """The edits from older texts (the newest first) to the new one, and what they do to codings."""
    codings, hidden = seen_codings(opened, new.id, coder)
    at = datetime.now(UTC)
    last = newest(read_edits(opened.root, new.id))
    if last is not None and at <= last:
        at = last + timedelta(microseconds=1)
    edits = tuple(
        replace(compared(old.hash, old.text, new), id=str(uuid.uuid4()), at=at + timedelta(microseconds=n), by=coder)
        for n, old in enumerate(reversed(olds))
        if old.hash != new.hash
    )
    done: tuple[Fate, ...] = ()
    if edits:
        after = Carrier(opened.root, _with(opened, new), planned=edits)
        before = Carrier(opened.root, _with(opened, olds[0]))
        done = fates(codings, before=before, after=after, old=olds[0], new=new)
    return TextPlan(
        transcript=new.id,
        by=coder,
        edits=edits,
        fates=done,
        hidden=hidden,
        guard=read.file.raw_hash if read.file is not None else "",
    )


def _with(opened: Opened, transcript: Transcript) -> Study:
    return replace(opened.study, transcripts={**opened.study.transcripts, transcript.id: transcript})
