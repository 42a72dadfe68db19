"""Checks of what coders did against codebook, transcripts and stored texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from imcommerce_qual.core.checks.codebook import known_codes
from imcommerce_qual.core.checks.lines import line_fault
from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.core.history import fold
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.nearest import nearest, suggest
from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.edit import Carried, Changed, Lost
from imcommerce_qual.model.event import Amended, Coding, Confirmed, Log, Removed
from imcommerce_qual.model.problem import Fault, Severity
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.transcript import Transcript

#: So many characters of an id are enough to type.
SHORT = 8
#: So many characters of a quotation are shown.
_LONG = 40


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
        yield line_fault(
            coded,
            event.id,
            "orphan-event",
            f"this event is about a coding (`{of[:SHORT]}…`) that the file does not have",
            "its line may be in another copy of this file: merge the two; the event does nothing until then",
            field="of",
            severity="warning",
        )
    codings = sorted(state.codings, key=lambda coding: coded.lines.get(coding.id, 0))
    yield from _codes(study, coded, codings)
    yield from _codebooks(coded, codings, stored)
    yield from _findings(study, coded, codings)
    if coded.log.transcript in study.transcripts:
        yield from _texts(study, coded, codings, stored)


def _names(study: Study, coded: CodedFile) -> Iterator[Fault]:
    coder, transcript = coded.log.coder, coded.log.transcript
    base, _, again = coder.partition("/")
    if base in study.coders and again and coder not in study.recodes:
        yield Fault(
            code="round-unknown",
            message=f"the plan has no round `{again}` in which {base} codes again, so these codings count for nothing",
            remedy="bring `plan/` along from the copy where the round was opened, or open it: imqual plan round open",
            file=coded.file,
            severity="warning",
        )
    elif base not in study.coders:
        yield Fault(
            code="coder-unknown",
            message=f"`{coder}` is no coder of this study, so the codings in that folder count for nobody",
            remedy=suggest(coder, study.coders, otherwise=f"add `{coder}: {{}}` under `coders:` in study.yaml"),
            file=coded.file,
        )
    if transcript not in study.transcripts:
        yield Fault(
            code="coding-transcript-unknown",
            message=f"there is no transcript `{transcript}`, so these codings count for nothing",
            remedy=suggest(transcript, study.transcripts, otherwise=f"put `transcripts/{transcript}.md` back"),
            file=coded.file,
        )


def _codes(study: Study, coded: CodedFile, codings: Iterable[Coding]) -> Iterator[Fault]:
    book = study.codebook
    ids = known_codes(book)
    line = lineage(book.history)
    for code, under in _by(codings, lambda coding: coding.code):
        today = line.today(code)
        if today not in ids and today not in line.retired:
            yield line_fault(
                coded,
                _setter(coded, under[0], "code"),
                "coding-code-unknown",
                f"the code `{code}` is not in the codebook, and its history does not say where it went"
                + _so_many(under),
                _where_it_went(code, book),
                field="code",
            )


def _where_it_went(code: str, book: Codebook) -> str:
    near = nearest(code, book.codes)
    if near is None:
        return "say under `history:` where it went (renamed, merged, retired), or put it back"
    return (
        f"if it is `{near}` now, `imqual codebook record --renamed {code}={near}` says so under `history:`; "
        "if it was deleted by mistake, put it back"
    )


def _codebooks(coded: CodedFile, codings: Iterable[Coding], stored: Stored) -> Iterator[Fault]:
    for stamp, under in _by(codings, lambda coding: coding.codebook):
        if stamp not in stored.stamps:
            yield line_fault(
                coded,
                _setter(coded, under[0], "codebook"),
                "coding-codebook-unknown",
                f"it was made under the codebook `{stamp}`, which is not stored{_so_many(under)}",
                f"bring `history/codebook/{stamp}.yaml` back (from git, or the other coder's copy): "
                "without it nobody can tell which definition held",
                field="codebook",
            )


def _findings(study: Study, coded: CodedFile, codings: Iterable[Coding]) -> Iterator[Fault]:
    known = {finding.id for finding in study.findings.findings}
    for toward, under in _by(codings, lambda coding: coding.toward or ""):
        if toward and toward not in known:
            yield line_fault(
                coded,
                _setter(coded, under[0], "toward"),
                "toward-unknown",
                f"its stance is toward `{toward}`, which is no finding{_so_many(under)}",
                suggest(toward, known),
                field="toward",
            )


def _texts(study: Study, coded: CodedFile, codings: Iterable[Coding], stored: Stored) -> Iterator[Fault]:
    transcript = study.transcripts[coded.log.transcript]
    for name, on in _by(codings, lambda coding: coding.anchor.text):
        text = transcript.text if name == transcript.hash else stored.text(transcript.id, name)
        if text is None:
            where = f"history/transcripts/{coded.log.transcript}/{name}.md"
            yield line_fault(
                coded,
                _setter(coded, on[0], "anchor"),
                "coding-text-unknown",
                f"it was made on the text `{name}`, which is not stored{_so_many(on)}",
                f"bring `{where}` back (from git, or the other coder's copy), and it will find its words",
                field="text",
            )
            continue
        for coding in on:
            yield from _anchor(transcript, coded, coding, text, stored)
    yield from _translated(transcript, coded, codings, stored)


def _translated(transcript: Transcript, coded: CodedFile, codings: Iterable[Coding], stored: Stored) -> Iterator[Fault]:
    """Whoever codes a translation meets other words than the participant's, so the transcript says that it is coded."""
    if transcript.translation is None or transcript.translation.coded:
        return
    on = [
        coding
        for coding in codings
        if not isinstance(now := stored.carry(coding), Lost) and side_of(transcript, now.span) == "translation"
    ]
    if on:
        yield line_fault(
            coded,
            _setter(coded, on[0], "anchor"),
            "translation-not-coded",
            f"it stands on the translation, which {transcript.id} says is not coded{_so_many(on)}",
            f"if it is meant to be, write `translation: {{…, coded: true}}` in transcripts/{transcript.id}.md; "
            "if not, take it off and code the words that were spoken",
            field="quote",
            severity="warning",
        )


def _anchor(transcript: Transcript, coded: CodedFile, coding: Coding, text: str, stored: Stored) -> Iterator[Fault]:
    """At most one: whether the quote is that of its own text, then what became of it, then where it stands now."""
    span = coding.anchor.span
    name = f"{coding.id[:SHORT]} --as {coded.log.coder}"
    where_now = stored.carry(coding)
    severity: Severity = "warning"
    if text[span.start : span.end] != coding.anchor.quote:
        code, severity = "coding-quote-mismatch", "error"
        there = text[span.start : span.end]
        message = f"its quote is not what stands at {span.start}:{span.end} of the text it names" + (
            f", which is `{_shown(there)}`" if there else ", which ends before"
        )
        remedy = "the line was changed by hand: restore it from git, or take the coding off "
        remedy += f"(`imqual uncode {name}`) and code the passage again"
    elif isinstance(where_now, Lost):
        code = "coding-lost"
        message = f"fewer than half of its words (`{_shown(coding.anchor.quote)}`) are left in the transcript"
        remedy = f"`imqual amend {name} --quote …` says where it stands now, `imqual uncode {name}` takes it off; "
        remedy += "until then it is counted nowhere"
    elif side_of(transcript, where_now.span) is None:
        code, severity = "span-outside-words", "error"
        words = transcript.text[where_now.span.start : where_now.span.end]
        message = f"`{_shown(words)}` does not begin and end in spoken words of one language"
        remedy = f"leave out labels, times and the spaces around words: `imqual amend {name} --quote …`"
    elif isinstance(where_now, Changed):
        code = "coding-changed"
        words = transcript.text[where_now.span.start : where_now.span.end]
        message = f"some of its words were edited since; it stands on `{_shown(words)}` now"
        remedy = f"where the code still fits, `imqual amend {name} --keep`; if not, `imqual amend {name} …` or "
        remedy += f"`imqual uncode {name}`"
    else:
        return
    yield line_fault(coded, _setter(coded, coding, "anchor"), code, message, remedy, field="quote", severity=severity)


def _by(codings: Iterable[Coding], key: Callable[[Coding], str]) -> list[tuple[str, list[Coding]]]:
    """The codings that have one thing in common, so that what is wrong with it is told once."""
    found: dict[str, list[Coding]] = {}
    for coding in codings:
        found.setdefault(key(coding), []).append(coding)
    return list(found.items())


def _so_many(codings: list[Coding]) -> str:
    return f" ({len(codings)} codings in this file)" if len(codings) > 1 else ""


def _shown(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[:_LONG]}…"


def _setter(coded: CodedFile, coding: Coding, field: str) -> str:
    """The id of the event that gave the coding what it has in *field*: the last that says so."""
    found = coding.id
    for event in coded.log.events:
        about = isinstance(event, Amended) and event.of == coding.id and field in event.changes
        if about and isinstance(event, Amended) and event.changes[field] == getattr(coding, field):
            found = event.id
    return found
