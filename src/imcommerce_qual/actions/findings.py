"""Findings and themes: shown with what stands on them, reworded with a reason, and their log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.changing import Change, find_coding
from imcommerce_qual.actions.desk import at_desk
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.findingsplan import FindingsPlan, plan_changes
from imcommerce_qual.actions.names import known_code
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.rewriting import written
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.statements import FIELDS, Unrecorded, older_stances, sayings, unrecorded
from imcommerce_qual.core.themes import theme_table
from imcommerce_qual.model.event import Amended
from imcommerce_qual.model.evidence import ThemeTable
from imcommerce_qual.model.study import FindingChange, Findings, Said
from imcommerce_qual.store.findingsfile import NAME, stored_findings
from imcommerce_qual.store.versions import findings_version


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """The findings with their counts, as far as the viewer may see the codings.

    ``older``: how many stances toward each finding were given before its statement was reworded. ``changed`` has what
    nobody recorded.
    """

    findings: Findings
    table: ThemeTable
    older: dict[str, int]
    changed: tuple[Unrecorded, ...]


def findings_view(opened: Opened, viewer: str | None) -> FindingsView:
    """Everything about the findings that *viewer* may see."""
    presence = opened.presence(viewer=viewer)
    older: dict[str, int] = {}
    for names in older_stances(opened.study, presence.standing).values():
        for name in names:
            older[name] = older.get(name, 0) + 1
    return FindingsView(
        findings=opened.study.findings,
        table=theme_table(opened.study, presence, quotes=0),
        older=older,
        changed=tuple(changed_by_hand(opened)),
    )


def changed_by_hand(opened: Opened) -> Iterable[Unrecorded]:
    """What findings and themes say that nobody recorded."""
    return unrecorded(opened.study.findings, stored_findings(opened.root, opened.workspace.cache))


def findings_log(opened: Opened, of: str | None = None) -> tuple[FindingChange, ...]:
    """The history, oldest first; with *of*, only of that finding or theme.

    Raises:
        WrongUseError: there is no such finding or theme, today or in the history.
    """
    history = sorted(opened.study.findings.history, key=lambda each: (each.at, each.id))
    if of is None:
        return tuple(history)
    name = known_statement(opened, of, also=(each.of for each in history))
    return tuple(each for each in history if each.of == name)


def known_statement(opened: Opened, name: str, also: Iterable[str] = ()) -> str:
    """The id of the finding or theme of that name, ignoring case.

    Raises:
        WrongUseError: there is none.
    """
    ids = [*(of for of, _ in sayings(opened.study.findings)), *also]
    by_folded = {each.casefold(): each for each in ids}
    if name.casefold() not in by_folded:
        raise WrongUseError(f"there is no finding or theme `{name}`", suggest(name, set(ids)))
    return by_folded[name.casefold()]


def plan_rewording(
    opened: Opened,
    by: str,
    name: str,
    *,
    statement: str | None = None,
    label: str | None = None,
    codes: Sequence[str] | None = None,
    why: str,
) -> FindingsPlan:
    """A finding or theme with another statement, label or codes; what is so already is left alone.

    Raises:
        WrongUseError: the name or a code is not known, a finding has no such field, or there is no reason.
        RefusedError: nothing would change, or the file cannot be changed.
    """
    of = known_statement(opened, name)
    today = sayings(opened.study.findings)
    for text in (statement, label, why):
        check_text(text)
    if not why.strip():
        raise WrongUseError("why is it changed?", 'the log asks: --why "…"')
    wanted: list[Unrecorded] = []
    new: Said | None
    for change, new in (
        ("reworded", " ".join(statement.split()) if statement is not None else None),
        ("relabelled", " ".join(label.split()) if label is not None else None),
        ("regathered", codes_of_theme(opened, codes) if codes is not None else None),
    ):
        if new is None:
            continue
        if (of, change) not in today:
            raise WrongUseError(f"the finding `{of}` has a statement only", "its themes have labels and codes")
        if not new:
            raise WrongUseError(f"`{of}` needs a {FIELDS[change]}", "give one")  # type: ignore[index]
        if new != today[of, change]:  # type: ignore[index]
            wanted.append(Unrecorded(of=of, change=change, from_=today[of, change], to=new))  # type: ignore[arg-type, index]
    if not wanted:
        raise RefusedError(f"`{of}` says that already; nothing was written", "--statement, --label or --codes say what")
    return plan_changes(opened, by, wanted, why, put=True)


def plan_record(opened: Opened, by: str, why: str) -> FindingsPlan:
    """What was changed by hand, recorded now.

    Raises:
        RefusedError: there is nothing to record.
    """
    check_text(why)
    found = list(changed_by_hand(opened))
    if not found:
        raise RefusedError("nothing was changed that is not recorded", "`imqual findings log` shows what is")
    return plan_changes(opened, by, found, why, put=False)


def codes_of_theme(opened: Opened, codes: Sequence[str]) -> tuple[str, ...]:
    """Codes of a theme as they are written, each one known."""
    return tuple(
        f"{'-' if each.startswith('-') else ''}{known_code(opened.study.codebook, each.removeprefix('-'))}"
        for each in (code.strip() for code in codes)
        if each
    )


def write_findings(opened: Opened, plan: FindingsPlan) -> tuple[Path, ...]:
    """Write the findings, and keep both versions under ``history/findings/``; returns what was written.

    Raises:
        BusyError: the file changed since it was read, or another process writes it.
    """
    return written(
        opened, NAME, before=plan.before, text=plan.text.encode("utf-8"), version=findings_version, lock="findings"
    )


def confirm_stances(opened: Opened, coder: str, ids: Sequence[str]) -> Change:
    """Say that the stances of these codings of the coder's hold toward the statements as they are now.

    Each is said anew, as it was: an ``amended`` event with the same stance, which undo takes back.

    Raises:
        WrongUseError: the coder has no such coding, or it has no stance.
    """
    codings = [find_coding(opened, coder, each) for each in dict.fromkeys(ids)]
    for coding in codings:
        if coding.stance is None:
            raise WrongUseError(f"`{coding.id[:8]}` takes no stance", "`imqual amend ID --stance …` gives it one")
    transcripts = tuple(sorted({coding.transcript for coding in codings}))
    with at_desk(opened, coder, transcripts) as desk:
        for coding in codings:
            standing = {each.id: each for each in desk.state(coding.transcript).codings}.get(coding.id)
            if standing is None:
                raise RefusedError("a coding is not there any more", "another process took it off meanwhile")
            changes: dict[str, Any] = {"stance": standing.stance, "toward": standing.toward}
            envelope = desk.envelope(coding.transcript)
            desk.append(coding.transcript, Amended(**envelope, of=coding.id, changes=changes))
        count = desk.write()
    return Change(what=f"confirmed {len(codings)} stances", transcripts=transcripts, written=count)


def older_ids(opened: Opened, coder: str, finding: str | None = None) -> tuple[str, ...]:
    """The coder's own codings whose stance was given toward older words, of *finding* or of any."""
    own = [each for each in opened.presence(viewer=coder).standing if each.coder == coder]
    found = older_stances(opened.study, own)
    return tuple(each for each, names in found.items() if finding is None or finding in names)
