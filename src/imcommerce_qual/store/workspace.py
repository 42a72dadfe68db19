"""The study's folder: found, and read as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.planning import fold_plan
from imcommerce_qual.model.event import Log
from imcommerce_qual.model.plan import PlanEvent
from imcommerce_qual.model.problem import Fault, Place, Problem
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.build import build_coders
from imcommerce_qual.store.cache import Cache, nearest_study, open_cache
from imcommerce_qual.store.checked import Checked, read_checked
from imcommerce_qual.store.codebookfile import EMPTY, CodebookFile, read_codebook
from imcommerce_qual.store.decisionfile import read_decision_files
from imcommerce_qual.store.eventlog import EventFile, LogFile, field_span, log_paths, read_log
from imcommerce_qual.store.findingsfile import read_findings
from imcommerce_qual.store.gridfile import read_grid_files
from imcommerce_qual.store.ids import file_id_fault, folded, inside
from imcommerce_qual.store.memofile import MemoFile, read_memos
from imcommerce_qual.store.planfile import read_plan_files
from imcommerce_qual.store.proposals import proposal_problems, read_proposals, with_proposals
from imcommerce_qual.store.quotelog import quote_problems
from imcommerce_qual.store.textfile import read_text
from imcommerce_qual.store.transcriptfile import TranscriptFile, read_transcript

STUDY_FILE = "study.yaml"


class NoStudyError(Exception):
    """There is no study here, or its ``study.yaml`` cannot be read; ``problems`` say why."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A study as read from its folder: the values, the logs, every problem, and the places of fields."""

    root: Path
    study: Study
    logs: tuple[LogFile, ...]
    plan: tuple[EventFile, ...]
    decisions: tuple[EventFile, ...]
    problems: tuple[Problem, ...]
    transcripts: Mapping[str, TranscriptFile]
    codebook: CodebookFile
    heads: Mapping[str, Checked]
    cache: Cache
    memos: tuple[MemoFile, ...] = ()
    grid: tuple[EventFile, ...] = ()

    def locate(self, fault: Fault) -> Problem:
        """A fault with the place of its field, offset or line."""
        for read in self.transcripts.values():
            if read.name == fault.file:
                return read.locate(fault)
        if fault.file == self.codebook.name:
            return self.codebook.locate(fault)
        place = Place(file=fault.file)
        if fault.line is not None:
            place = self._line_place(fault.file, fault.line, fault.path)
        elif fault.file in self.heads:
            place = self.heads[fault.file].place(fault.path)
        return fault.at_place(place)

    def _line_place(self, name: str, line: int, path: tuple[str | int, ...]) -> Place:
        try:
            source = (self.root / name).read_bytes().split(b"\n")[line - 1].decode("utf-8", "replace")
        except (OSError, IndexError):
            return Place(file=name, line=line)
        span = field_span(source, str(path[0])) if path else None
        start, end = span or (0, len(source))
        return Place(file=name, line=line, column=start + 1, source=source, width=max(1, end - start))

    def log(self, coder: str, transcript: str) -> Log:
        """The coder's log of that transcript; an empty one where there is none yet."""
        for each in self.logs:
            if each.log.coder == coder and each.log.transcript == transcript:
                return each.log
        return Log(coder=coder, transcript=transcript)


def find_study(start: Path) -> Path:
    """The nearest folder, from *start* upwards, that has a ``study.yaml``.

    Raises:
        NoStudyError: there is none.
    """
    found = nearest_study(start)
    if found is None:
        raise NoStudyError(f"no {STUDY_FILE} here or in a folder above: {start.resolve()}")
    return found


def log_path(root: Path, coder: str, transcript: str) -> Path:
    """Where that coder's codings of that transcript are."""
    return root / "codings" / coder / f"{transcript}.jsonl"


def read_workspace(root: Path, *, use_cache: bool = True) -> Workspace:
    """The study in *root*, with everything that was wrong; whatever could be read is there.

    Raises:
        NoStudyError: ``study.yaml`` itself cannot be read.
    """
    cache = open_cache(root) if use_cache else Cache()
    file, problems = read_text(root / STUDY_FILE, STUDY_FILE)
    head = read_checked("study", file, cache) if file is not None else Checked(None, name=STUDY_FILE)
    found = [*problems, *head.problems]
    if head.data is None:
        raise NoStudyError(f"{STUDY_FILE} cannot be read", tuple(found))
    codebook = _codebook(root, head, cache)
    findings_head, findings = read_findings(root, cache)
    transcripts = dict(_transcripts(root, cache))
    logs = tuple(
        read_log(path, f"codings/{coder}/{transcript}.jsonl", coder=coder, transcript=transcript)
        for coder, transcript, path in log_paths(root / "codings")
    )
    plan = read_plan_files(root)
    decisions = read_decision_files(root)
    grid = read_grid_files(root)
    study = Study(
        title=head.data["title"],
        cites=head.data["cites"],
        provenance=head.data["provenance"],
        codebook=with_proposals(codebook.codebook, read_proposals(root)),
        findings=findings,
        transcripts=_by_id(transcripts.values()),
        coders=build_coders(head.data),
        attributes={
            key: tuple(map(str, each)) if isinstance(each, list) else each
            for key, each in head.data["attributes"].items()
        },
        undecided=head.data["reconciled"]["undecided"],
        hash=file.raw_hash if file is not None else "",
        recodes=_recodes(plan),
    )
    memos = read_memos(root, cache)
    found += [problem for each in memos for problem in each.problems]
    found += [*codebook.problems, *proposal_problems(root), *quote_problems(root), *findings_head.problems]
    found += [problem for each in transcripts.values() for problem in each.problems]
    found += [problem for each in logs for problem in each.problems]
    found += [problem for file in (*plan, *decisions, *grid) for problem in file.problems]
    return Workspace(
        root=root,
        study=study,
        logs=logs,
        plan=plan,
        decisions=decisions,
        problems=tuple(found),
        transcripts=transcripts,
        codebook=codebook,
        heads={STUDY_FILE: head, findings_head.name: findings_head, **{each.name: each.head for each in memos}},
        cache=cache,
        memos=memos,
        grid=grid,
    )


def _recodes(plan: Iterable[EventFile]) -> frozenset[str]:
    rounds = fold_plan(event for file in plan for event in file.events if isinstance(event, PlanEvent)).rounds
    again = (each for each in rounds.values() if each.purpose == "recode")
    return frozenset(f"{coder}/{each.id}" for each in again for coder in each.opened.coders)


def _codebook(root: Path, head: Checked, cache: Cache) -> CodebookFile:
    assert head.data is not None
    name = head.data["codebook"]
    if name == "?":  # missing or no text, which is a problem of study.yaml already
        return CodebookFile(name, EMPTY)
    if not inside(name):
        problem = Problem(
            code="path-outside",
            message=f"`{name}` leads out of the study"
            if "\\" not in name
            else f"`{name}` has a backslash, which only Windows takes for a folder's end",
            remedy="name a file in the study's folder, with `/` between folders: codebooks/mine.yaml",
            place=head.place(("codebook",)),
        )
        return CodebookFile(name, EMPTY, (problem,))
    if not os.path.isfile(root / name):  # noqa: PTH113 - the method raises for a name that is too long
        there = [f"codebooks/{each.name}" for each in sorted((root / "codebooks").glob("*.yaml"))]
        problem = Problem(
            code="file-missing",
            message=f"there is no codebook `{name}`",
            remedy=suggest(name, there, otherwise="put the file there"),
            place=head.place(("codebook",)),
        )
        return CodebookFile(name, EMPTY, (problem,))
    return read_codebook(root / name, name, cache)


def _transcripts(root: Path, cache: Cache) -> Iterator[tuple[str, TranscriptFile]]:
    seen: dict[str, str] = {}
    for path in sorted((root / "transcripts").glob("[!.]*.md")):
        name = f"transcripts/{path.name}"
        read = read_transcript(path, name, cache)
        other = seen.setdefault(folded(path.stem), path.name)
        if other != path.name:
            read = _with(read, _look_alike(name, path.name, other))
        if (wrong := file_id_fault(path.stem)) and (read.transcript is None or read.transcript.id != path.stem):
            read = _with(read, _bad_name(name, path.stem, wrong))
        yield name, read


def _with(read: TranscriptFile, problem: Problem) -> TranscriptFile:
    from dataclasses import replace

    return replace(read, problems=(*read.problems, problem))


def _look_alike(name: str, this: str, other: str) -> Problem:
    return Problem(
        code="ids-look-alike",
        message=f"`{this}` and `{other}` differ only by case or width",
        remedy="rename one of them, with its id: not every disk can hold both",
        place=Place(file=name),
    )


def _bad_name(name: str, stem: str, wrong: str) -> Problem:
    return Problem(
        code="bad-id",
        message=f"`{stem}` cannot be a transcript's id: {wrong}",
        remedy="rename the file, and give it that id",
        place=Place(file=name),
    )


def _by_id(read: Iterable[TranscriptFile]) -> dict[str, Transcript]:
    """The transcripts by the id of their file name, which is what codings go by."""
    return {Path(each.name).stem: each.transcript for each in read if each.transcript is not None}
