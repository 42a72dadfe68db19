"""Changes of findings made ready: entries of the history, the file's new text, and what is said of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.statements import FIELDS, Unrecorded, gathered, meant_by
from imcommerce_qual.model.study import FindingChange, FindingChangeKind, Findings, Said
from imcommerce_qual.store.eventfields import render_at
from imcommerce_qual.store.findingsfile import NAME, parse_findings
from imcommerce_qual.store.rewriting import text_of
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.yamledit import Append, CannotEditError, Delete, Put, edited


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsPlan:
    """The findings as they would be; nothing was written. ``says`` is that in sentences."""

    before: str
    text: str = field(repr=False)
    entries: tuple[FindingChange, ...]
    says: tuple[str, ...]
    undo: str


def plan_changes(opened: Opened, by: str, wanted: Sequence[Unrecorded], why: str, *, put: bool) -> FindingsPlan:
    """The findings with these fields as they are wanted; *put*: they do not stand in the file yet."""
    findings = opened.study.findings
    entries = dated(opened, by, why, [(each.change, each.of, each.from_, each.to) for each in wanted])
    changes: list[Put | Append | Delete] = []
    with_date = {finding.id for finding in findings.findings}
    for each in wanted:
        at_path = path_of(findings, each.of)
        value = list(each.to) if isinstance(each.to, tuple) else each.to
        changes += [Put((*at_path, FIELDS[each.change]), value)] if put else []
        changes += [Put((*at_path, "since"), f"{entries[0].at:%Y-%m-%d}")] if each.of in with_date else []
    return finished(
        opened, entries, changes, tuple(_says(opened, by, wanted)), " && ".join(_undo(each, by) for each in wanted)
    )


def dated(
    opened: Opened, by: str, why: str, changes: Iterable[tuple[FindingChangeKind, str, Said, Said]]
) -> tuple[FindingChange, ...]:
    """Entries of the history: now, and later than all that it has."""
    now = datetime.now(UTC)
    last = max((each.at for each in opened.study.findings.history), default=None)
    at = now if last is None or last < now else last + timedelta(microseconds=1)
    return tuple(
        FindingChange(
            id=str(uuid.uuid4()),
            at=at + timedelta(microseconds=n),
            by=by,
            change=change,
            of=of,
            from_=from_,
            to=to,
            why=why,
        )
        for n, (change, of, from_, to) in enumerate(changes)
    )


def finished(
    opened: Opened,
    entries: tuple[FindingChange, ...],
    changes: Iterable[Put | Append | Delete],
    says: tuple[str, ...],
    undo: str,
) -> FindingsPlan:
    """The plan with the file's new text, which has no problems.

    Raises:
        RefusedError: the file has problems, or a form that cannot be changed.
    """
    path = opened.root / NAME
    text = text_of(path.read_bytes()).decode("utf-8") if path.exists() else ""
    try:
        new = edited(text or "version: 1\n", [*changes, Append(("history",), tuple(map(entry_of, entries)))])
    except CannotEditError as error:
        raise RefusedError(f"{NAME}: {error}; nothing was written", "change that place by hand") from None
    problems = tuple(each for each in parse_findings(new.encode()).problems if each.severity == "error")
    if problems:
        raise RefusedError(f"{NAME} has problems; nothing was written", "`imqual check` says which", problems)
    return FindingsPlan(before=hash16(text.encode()), text=new, entries=entries, says=says, undo=undo)


def entry_of(change: FindingChange) -> dict[str, Any]:
    """An entry of the history as it stands in the file."""
    entry: dict[str, Any] = {"id": change.id, "at": render_at(change.at)}
    entry |= {"by": change.by, "change": change.change, "of": change.of}
    entry |= {"from": _value(change.from_), "to": _value(change.to)}
    return entry | ({"why": change.why} if change.why else {})


def _value(said: Said) -> str | list[str]:
    return list(said) if isinstance(said, tuple) else said


def path_of(findings: Findings, of: str) -> tuple[str | int, ...]:
    """Where a finding or theme stands in the file."""
    for n, finding in enumerate(findings.findings):
        if finding.id == of:
            return ("findings", n)
        for m, theme in enumerate(finding.themes):
            if theme.id == of:
                return ("findings", n, "themes", m)
    return ("across", [theme.id for theme in findings.across].index(of))


def _says(opened: Opened, by: str, wanted: Sequence[Unrecorded]) -> Iterable[str]:
    from imcommerce_qual.render.words import count

    for each in wanted:
        yield f"{each.of}: {FIELDS[each.change]}"
        yield f"  was: {_shown(each.from_)}"
        yield f"  now: {_shown(each.to)}"
        if each.change == "reworded" and any(each.of == finding.id for finding in opened.study.findings.findings):
            presence = opened.presence(viewer=by)
            codes = gathered(opened.study)
            found = [one for one in presence.standing if one.stance and each.of in meant_by(one, codes)]
            places = len({one.transcript for one in found})
            yield (
                f"  toward the older words: {count(len(found), 'stance')} in {count(places, 'transcript')}, "
                "to be looked at again"
            )
            if presence.hidden:
                yield "  (others' codings that are hidden from you are not counted here)"


def _shown(said: Said) -> str:
    return ", ".join(said) if isinstance(said, tuple) else said or "nothing"


def _undo(change: Unrecorded, by: str) -> str:
    import shlex

    value = ",".join(change.from_) if isinstance(change.from_, tuple) else change.from_
    option = f"--{FIELDS[change.change]}={value}"
    return f"imqual findings edit {change.of} {shlex.quote(option)} --why undone --as {by}"
