"""``imqual check``: the named checks, and everything that reading found, with places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from imcommerce_qual.actions.blind import as_seen, owner_of, sight, withhold
from imcommerce_qual.actions.codebookrecord import EDITED as BOOK_EDITED
from imcommerce_qual.actions.codebookrecord import check_edits
from imcommerce_qual.actions.comparing import compare_study
from imcommerce_qual.actions.findings import changed_by_hand
from imcommerce_qual.actions.names import known_coder
from imcommerce_qual.actions.opened import Opened, open_study
from imcommerce_qual.actions.texts import unrecorded_texts
from imcommerce_qual.actions.viewing import look
from imcommerce_qual.core.checks.codebook import (
    FINDINGS,
    check_aliases,
    check_definitions,
    check_findings,
    check_hotkeys,
)
from imcommerce_qual.core.checks.codings import CodedFile, Stored, check_logs
from imcommerce_qual.core.checks.decisions import DecisionsFile, check_decisions
from imcommerce_qual.core.checks.history import check_ends, check_history
from imcommerce_qual.core.checks.memos import check_memos
from imcommerce_qual.core.checks.people import (
    check_attributes,
    check_coders,
    check_consent,
    check_policy,
    check_speakers,
    check_works_on,
)
from imcommerce_qual.core.checks.plan import check_plan
from imcommerce_qual.core.checks.statements import check_statements
from imcommerce_qual.core.checks.texts import EDITED, check_forgotten, check_texts
from imcommerce_qual.model.adjudication import DecisionEvent
from imcommerce_qual.model.event import Applied
from imcommerce_qual.model.problem import Fault, Place, Problem
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.store.forgotten import come_back, read_tombstones
from imcommerce_qual.store.ids import file_id_fault, folded
from imcommerce_qual.store.versions import stored_text
from imcommerce_qual.store.workspace import NoStudyError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Every problem of a study, in order of files and lines, and what was looked at.

    ``withheld`` names the coders of whose files the viewer was not shown the lines.
    """

    problems: tuple[Problem, ...]
    transcripts: int = 0
    codes: int = 0
    codings: int = 0
    withheld: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """Problems that are not just warnings."""
        return sum(problem.severity == "error" for problem in self.problems)


Check = Callable[[Opened], Iterable[Fault]]


def _codings(opened: Opened) -> Iterator[Fault]:
    root = opened.root
    stored = Stored(
        text=lambda transcript, digest: stored_text(root, transcript, digest),
        stamps=opened.stamps,
        carry=opened.carry,
    )
    strangers: set[str] = set()
    for file in opened.workspace.logs:
        for fault in check_logs(opened.study, CodedFile(log=file.log, file=file.name, lines=file.lines), stored):
            if fault.code != "coder-unknown" or file.log.coder not in strangers:
                yield fault
        strangers.add(file.log.coder)


def _plan(opened: Opened) -> Iterator[Fault]:
    where = {event: (file.name, line) for file in opened.workspace.plan for event, line in file.lines.items()}
    return check_plan(opened.study, opened.plan(), where, lambda name, digest: stored_text(opened.root, name, digest))


def _decisions(opened: Opened) -> Iterator[Fault]:
    if not opened.workspace.decisions:
        return
    found = compare_study(opened).comparisons if len(opened.study.coders) > 1 else ()
    made = {event.id for file in opened.workspace.logs for event in file.log.events if isinstance(event, Applied)}
    files = [
        DecisionsFile(
            writer=Path(file.name).parent.name,
            transcript=Path(file.name).stem,
            events=tuple(event for event in file.events if isinstance(event, DecisionEvent)),
            file=file.name,
            lines=file.lines,
        )
        for file in opened.workspace.decisions
    ]
    yield from check_decisions(opened.study, files, made, lambda *which: _text(opened, *which), found)


def _text(opened: Opened, transcript: str, digest: str) -> str | None:
    now = opened.study.transcripts[transcript]
    return now.text if now.hash == digest else stored_text(opened.root, transcript, digest)


def _forgotten(opened: Opened) -> Iterator[Fault]:
    stones = read_tombstones(opened.root)
    lines = {name: come_back(stones, each.text) for name, each in opened.study.transcripts.items()}
    return check_forgotten(opened.study, lines)


#: By name, in the order in which they run. ``files`` stands for what reading itself finds.
CHECKS: dict[str, Check] = {
    "definitions": lambda opened: check_definitions(opened.study, opened.workspace.codebook.name),
    "hotkeys": lambda opened: check_hotkeys(opened.study, opened.workspace.codebook.name),
    "aliases": lambda opened: check_aliases(opened.study, opened.workspace.codebook.name),
    "ends": lambda opened: check_ends(opened.study, opened.workspace.codebook.name),
    "history": lambda opened: check_history(opened.study, opened.workspace.codebook.name),
    "edits": check_edits,
    "findings": lambda opened: check_findings(opened.study),
    "statements": lambda opened: check_statements(opened.study.findings, changed_by_hand(opened)),
    "memos": lambda opened: check_memos(
        opened.study, [(each.name, each.memo) for each in opened.workspace.memos if each.memo is not None]
    ),
    "policy": lambda opened: check_policy(opened.study),
    "coders": lambda opened: check_coders(opened.study, file_id_fault, folded),
    "languages": lambda opened: check_works_on(opened.study),
    "attributes": lambda opened: check_attributes(opened.study),
    "consent": lambda opened: check_consent(opened.study),
    "speakers": lambda opened: check_speakers(opened.study),
    "texts": lambda opened: check_texts(
        opened.study, {name: unrecorded_texts(opened, name) for name in opened.study.transcripts}
    ),
    "forgotten": _forgotten,
    "codings": _codings,
    "plan": _plan,
    "decisions": _decisions,
}

#: What stands for an id that could not be read.
UNKNOWN = "?"

#: What reading finds: encodings, YAML, fields, ids, the grammar of transcripts, torn and damaged lines.
FILES = "files"


def check(start: Path, names: Iterable[str] = (), *, viewer: str | None = None, see: Iterable[str] = ()) -> Report:
    """All problems of the study in *start* or above; with *names*, only those of these checks.

    Of lines of other coders' files, *viewer* sees no words before completing the transcript, unless they ask for that
    coder in *see*, which is recorded.

    Raises:
        WrongUseError: *viewer*, or one of *see*, is no coder of the study.
        NoStudyError: there is no study. Where ``study.yaml`` itself is the problem, that is a report like any other.
    """
    wanted = tuple(names) or (FILES, *CHECKS)
    try:
        opened = open_study(start, use_cache=False)
    except NoStudyError as error:
        if not error.problems:
            raise
        return Report(problems=error.problems)
    found = list(opened.workspace.problems) if FILES in wanted else []
    for name in wanted:
        if name != FILES:
            found += [opened.workspace.locate(fault) for fault in CHECKS[name](opened) if not _follows(opened, fault)]
    problems = sorted(dict.fromkeys(_one_by_one(found)), key=_order)
    asked = tuple(see)
    presence = _looked(opened, viewer, asked, problems)
    shown, withheld = withhold(problems, sight(opened, viewer, asked, presence))
    return Report(
        problems=shown,
        transcripts=len(opened.study.transcripts),
        codes=len(as_seen(opened, viewer, asked).study.codebook.codes),
        codings=len(presence.standing),
        withheld=tuple(sorted({coder for coder, _ in withheld})),
    )


def _looked(opened: Opened, viewer: str | None, see: tuple[str, ...], problems: Iterable[Problem]) -> Presence:
    """The codings that *viewer* may see; that they look at lines of the coders in *see* is recorded first."""
    if viewer is not None:
        known_coder(opened.study, viewer)
    owners = [owner_of(problem.place.file) for problem in problems]
    names = {
        name for each in owners if each is not None for name in ([each[1]] if each[1] else opened.study.transcripts)
    }
    return look(opened, viewer, see, names)


def _follows(opened: Opened, fault: Fault) -> bool:
    """Whether what is missed stands in a file that could not be read, or not to its end, as a problem says already."""
    study = opened.study
    match fault.code:
        case "theme-code-unknown" | "coding-code-unknown":
            return not study.codebook.hash or UNKNOWN in study.codebook.codes
        case "toward-unknown":
            read = opened.workspace.heads.get(FINDINGS)
            unread = read is not None and read.data is None and (opened.root / FINDINGS).exists()
            return unread or any(finding.id == UNKNOWN for finding in study.findings.findings)
        case "decision-code-unknown":
            return not study.codebook.hash or UNKNOWN in study.codebook.codes
        case "coding-transcript-unknown" | "decision-transcript-unknown":
            return f"transcripts/{Path(fault.file).stem}.md" in opened.workspace.transcripts
        case _:
            return False


def _one_by_one(problems: list[Problem]) -> list[Problem]:
    """An edit is worth recording once its file has no other problem: which may be what the edit is."""
    edited = {EDITED, BOOK_EDITED}
    others = {problem.place.file for problem in problems if problem.code not in edited}
    return [problem for problem in problems if problem.code not in edited or problem.place.file not in others]


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    place: Place = problem.place
    return (place.file, place.line or 0, place.column or 0, problem.code, problem.message)
