"""Checks of what coders did against codebook, transcripts and stored texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.core.history import fold
from imcommerce_qual.core.lineage import Lineage, lineage
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.edit import Carried, Changed, Lost
from imcommerce_qual.model.event import Amended, Coding, Confirmed, Log, Removed
from imcommerce_qual.model.problem import Fault, Severity
from imcommerce_qual.model.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedFile:
    """One log with its file's name and the line of each event."""

    log: Log
    file: str
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the study keeps beside today's files: texts by (transcript, hash16), codebooks' history ids by hash16."""

    text: Callable[[str, str], str | None]
    stamps: Mapping[str, frozenset[str]]
    carry: Callable[[Coding], Carried]


def check_logs(study: Study, coded: CodedFile, stored: Stored) -> Iterator[Fault]:
    """One coder's file on one transcript: who, which transcript, and every coding in it."""
    yield from _names(study, coded)
    state = fold(coded.log)
    for event in state.orphans:
        of = event.of if isinstance(event, Amended | Removed | Confirmed) else ""
        yield _fault(
            coded,
            event.id,
            "orphan-event",
            f"this event is about a coding (`{of[:8]}…`) that the file does not have",
            "its line may be in another copy of this file: merge the two; the event does nothing until then",
            "warning",
        )
    line = lineage(study.codebook.history)
    for coding in state.codings:
        yield from _coding(study, coded, coding, line, stored)


def _names(study: Study, coded: CodedFile) -> Iterator[Fault]:
    coder, transcript = coded.log.coder, coded.log.transcript
    if coder not in study.coders:
        yield Fault(
            code="coder-unknown",
            message=f"`{coder}` is not declared, so their codings count for nobody",
            remedy=f"add `{coder}: {{}}` under `coders:` in study.yaml; {suggest(coder, study.coders)}",
            file=coded.file,
        )
    if transcript not in study.transcripts:
        yield Fault(
            code="coding-transcript-unknown",
            message=f"there is no transcript `{transcript}` that can be read",
            remedy=f"put `transcripts/{transcript}.md` back, or rename this file; "
            f"{suggest(transcript, study.transcripts)}",
            file=coded.file,
        )


def _coding(study: Study, coded: CodedFile, coding: Coding, line: Lineage, stored: Stored) -> Iterator[Fault]:
    code = line.today(coding.code)
    if code not in study.codebook.codes and code not in line.retired:
        yield _fault(
            coded,
            coding.id,
            "coding-code-unknown",
            f"the code `{coding.code}` is not in the codebook, and its history does not say where it went",
            f"{suggest(coding.code, study.codebook.codes)} If it was renamed or merged, record that in `history:`",
        )
    if coding.codebook not in stored.stamps:
        yield _fault(
            coded,
            coding.id,
            "coding-codebook-unknown",
            f"it was made under the codebook `{coding.codebook}`, which is not stored",
            f"bring `history/codebook/{coding.codebook}.yaml` back: without it nobody can tell which definition held",
        )
    findings = {finding.id for finding in study.findings.findings}
    if coding.toward is not None and coding.toward not in findings:
        yield _fault(
            coded,
            coding.id,
            "toward-unknown",
            f"its stance is toward `{coding.toward}`, which is no finding",
            suggest(coding.toward, findings),
        )
    if coding.transcript in study.transcripts:
        yield from _anchor(study, coded, coding, stored)


def _anchor(study: Study, coded: CodedFile, coding: Coding, stored: Stored) -> Iterator[Fault]:
    transcript = study.transcripts[coding.transcript]
    anchor = coding.anchor
    today = anchor.text == transcript.hash
    text = transcript.text if today else stored.text(coding.transcript, anchor.text)
    if text is None:
        where = f"history/transcripts/{coding.transcript}/{anchor.text}.md"
        yield _fault(
            coded,
            coding.id,
            "coding-text-unknown",
            f"it was made on the text `{anchor.text}`, which is not stored",
            f"bring `{where}` back (from git, or the other coder's copy), and it will find its words",
        )
        return
    if text[anchor.span.start : anchor.span.end] != anchor.quote:
        yield _fault(
            coded,
            coding.id,
            "coding-quote-mismatch",
            f"its quote is not what stands at {anchor.span.start}:{anchor.span.end} of the text it names",
            "the line was changed by hand: restore it from git, or `imqual uncode` it and code the passage again",
        )
        return
    where_now = stored.carry(coding)
    if isinstance(where_now, Lost):
        yield _fault(
            coded,
            coding.id,
            "coding-lost",
            "fewer than half of its words are left in the transcript",
            "code the passage again where it stands now, or `imqual uncode` it; until then it is counted nowhere",
            "warning",
        )
    elif isinstance(where_now, Changed):
        yield _fault(
            coded,
            coding.id,
            "coding-changed",
            "some of its words were edited since",
            "look at it: `imqual amend` puts it right, or leave it as it is",
            "warning",
        )
    if not isinstance(where_now, Lost) and side_of(transcript, where_now.span) is None:
        yield _fault(
            coded,
            coding.id,
            "span-outside-words",
            f"{where_now.span.start}:{where_now.span.end} does not begin and end in spoken words of one language",
            "leave out labels, times and the spaces around words: `imqual amend --at START:END`",
        )


def _fault(coded: CodedFile, event: str, code: str, message: str, remedy: str, severity: Severity = "error") -> Fault:
    return Fault(
        code=code, message=message, remedy=remedy, file=coded.file, line=coded.lines.get(event), severity=severity
    )
