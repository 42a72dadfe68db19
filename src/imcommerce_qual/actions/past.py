"""A study as it was: texts, codings, codebook and findings of one time, as far as its histories say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.opened import Carrier, Opened
from imcommerce_qual.core.asof import Named, codebook_at, text_at
from imcommerce_qual.core.statements import findings_at as said_then
from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.event import Amended, Applied, Completed, Confirmed, Event, Log
from imcommerce_qual.model.study import Findings
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.build import build_findings, parse_time
from imcommerce_qual.store.checked import Checked, read_checked
from imcommerce_qual.store.codebookversions import stored_codebooks
from imcommerce_qual.store.editlog import read_edits
from imcommerce_qual.store.proposals import read_proposals, with_proposals
from imcommerce_qual.store.textfile import read_text
from imcommerce_qual.store.versions import stored_transcript


def moment(written: str) -> datetime:
    """A date as its last moment, or a time as it is; UTC unless it says otherwise.

    Raises:
        WrongUseError: it is neither.
    """
    found = parse_time(written.strip())
    if found is None:
        raise WrongUseError(f"`{written}` is no date", "write it like 2026-01-04 or 2026-01-04T09:30:00Z")
    whole_day = "T" not in written.upper() and ":" not in written
    return found + timedelta(days=1, microseconds=-1) if whole_day else found


def as_it_was(opened: Opened, when: datetime) -> Opened:
    """The study at that time. What its files do not date stays as it is today: study.yaml, which transcripts there are.

    Blindness goes by now: who has not completed a transcript by today does not see how others coded it then.
    """
    study = opened.study
    own = replace(
        study.codebook, codes={k: c for k, c in study.codebook.codes.items() if not k.startswith("proposal/")}
    )
    book = codebook_at(own, stored_codebooks(opened.root, opened.workspace.cache), codebooks_named(opened), when)
    logs = [file.log for file in opened.workspace.logs]
    known = {event.id for log in logs for event in log.events if event.at <= when}
    proposed = [each for each in read_proposals(opened.root) if each.from_ in known]
    past = replace(
        study,
        codebook=with_proposals(book, proposed),
        findings=findings_at(opened, when),
        transcripts={name: _text(opened, name, logs, when) for name in study.transcripts},
    )
    workspace = replace(opened.workspace, study=past)
    return replace(opened, workspace=workspace, carry=Carrier(opened.root, past), as_of=when)


def as_it_stood(opened: Opened, name: str) -> Opened:
    """The study with an older codebook, by revision, hash or date: at a date, with the codings of that time too.

    Raises:
        WrongUseError: there is no such codebook.
    """
    if not name.isdecimal() and parse_time(name) is not None:
        return as_it_was(opened, moment(name))
    past = replace(opened.study, codebook=version_named(opened, name))
    return replace(opened, workspace=replace(opened.workspace, study=past), carry=Carrier(opened.root, past))


def codebooks_named(opened: Opened) -> list[Named]:
    """When an event named which codebook."""
    return sorted(
        (event.at, name) for file in opened.workspace.logs for event in file.log.events for name in _books(event)
    )


def _books(event: Event) -> Iterator[str]:
    if isinstance(event, Applied | Confirmed | Completed):
        yield event.codebook
    elif isinstance(event, Amended) and "codebook" in event.changes:
        yield event.changes["codebook"]


def _texts(logs: list[Log], transcript: str) -> Iterator[Named]:
    for log in logs:
        if log.transcript == transcript:
            for event in log.events:
                if isinstance(event, Applied):
                    yield event.at, event.anchor.text
                elif isinstance(event, Completed):
                    yield event.at, event.text


def _text(opened: Opened, name: str, logs: list[Log], when: datetime) -> Transcript:
    today = opened.study.transcripts[name]
    digest = text_at(today.hash, read_edits(opened.root, name), _texts(logs, name), when)
    return today if digest == today.hash else stored_transcript(opened.root, name, digest) or today


def findings_at(opened: Opened, when: datetime) -> Findings:
    """The findings of that time, where their file dates its changes; else as they are today."""
    head = opened.workspace.heads.get("findings.yaml")
    today = _entries(head)
    until = {entry for entry, at in today.items() if at <= when}
    if len(until) == len(today):
        return opened.study.findings
    best: tuple[int, str, Findings] | None = None
    for path in sorted((opened.root / "history" / "findings").glob("[!.]*.yaml")):
        file, _ = read_text(path, f"history/findings/{path.name}")
        read = read_checked("findings", file, opened.workspace.cache) if file is not None else Checked(None)
        if file is None or read.data is None or not _entries(read).keys() <= until:
            continue
        found = (len(_entries(read)), path.stem, build_findings(read.data, file.raw_hash))
        best = found if best is None or found[:2] > best[:2] else best
    return best[2] if best else said_then(opened.study.findings, when)


def _entries(read: Checked | None) -> Mapping[str, datetime]:
    data: Mapping[str, Any] = (read.data if read is not None else None) or {}
    return {
        str(entry.get("id", n)): parse_time(str(entry.get("at", ""))) or datetime.min.replace(tzinfo=UTC)
        for n, entry in enumerate(data.get("history", ()))
    }


def version_named(opened: Opened, name: str) -> Codebook:
    """The codebook that is meant by a revision, a hash16 (or how it begins), or a date.

    Raises:
        WrongUseError: there is none, or several codebooks have that revision.
    """
    today = opened.study.codebook
    stored = [each for each in stored_codebooks(opened.root, opened.workspace.cache) if each.id == today.id]
    versions = {each.hash: each for each in (*stored, today)}
    named = codebooks_named(opened)
    if name.isdecimal() and len(name) < 8:
        return _revision(versions, today, named, int(name))
    found = [each for digest, each in versions.items() if len(name) >= 6 and digest.startswith(name.lower())]
    if len(found) == 1:
        return found[0]
    if parse_time(name) is None:
        raise WrongUseError(
            f"`{name}` is no revision, hash or date of the codebook",
            f"revisions here: {', '.join(sorted({f'{e.revision} ({e.hash})' for e in versions.values()}))}",
        )
    return codebook_at(today, stored, named, moment(name))


def _revision(versions: Mapping[str, Codebook], today: Codebook, named: list[Named], number: int) -> Codebook:
    of_it = [each for each in versions.values() if each.revision == number]
    kinds = {frozenset(change.id for change in each.history) for each in of_it}
    if len(kinds) > 1:
        told = [
            f"{each.hash} ({', '.join(sorted({c.by for c in each.history if c.revision == number}))})" for each in of_it
        ]
        raise WrongUseError(
            f"two codebooks call themselves revision {number}", f"name one by its hash: {', '.join(told)}"
        )
    if not of_it:
        there = sorted({each.revision for each in versions.values()})
        raise WrongUseError(f"no revision {number} is stored", f"there are: {', '.join(map(str, there))}")
    last = {digest: at for at, digest in named}
    return max(
        of_it,
        key=lambda each: (each.hash == today.hash, last.get(each.hash, datetime.min.replace(tzinfo=UTC)), each.hash),
    )
