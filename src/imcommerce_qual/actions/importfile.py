"""One foreign file: read and understood, then as the transcript it would become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from imcommerce_qual.formats.decoding import decode
from imcommerce_qual.formats.draft import Draft, SpeakerChoices
from imcommerce_qual.formats.labels import usual_role
from imcommerce_qual.formats.language import guess_language
from imcommerce_qual.formats.plain import parse_plain
from imcommerce_qual.formats.plain_out import render_transcript
from imcommerce_qual.formats.speakers import Declared, SpeakersError, declare, format_speakers
from imcommerce_qual.model.problem import Place, Problem
from imcommerce_qual.store.transcriptfile import parse_transcript

#: Beyond this many, doubtful labels are counted, not listed.
_DOUBTS_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file as read: ``draft`` is None where it is no text; ``labels`` were found before anybody's decisions."""

    path: Path
    raw: bytes = field(repr=False)
    encoding: str = ""
    encoding_guessed: bool = False
    draft: Draft | None = None
    labels: frozenset[str] = frozenset()
    own_id: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The transcript that a file would become; ``text`` is empty where it cannot become one."""

    text: str = field(default="", repr=False)
    language: str = ""
    language_guessed: bool = False
    speakers: tuple[Declared, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def read_found(path: Path, encoding: str | None, speakers: SpeakerChoices | None) -> Found:
    """The file at *path* as text and draft, with everything that was wrong.

    Raises:
        ValueError: there is no such encoding.
    """
    name = str(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Found(path=path, raw=b"", problems=(_unreadable(name, error),))
    decoded = decode(name, raw, encoding=encoding)
    if decoded.text is None:
        return Found(path=path, raw=raw, encoding=decoded.encoding, problems=decoded.problems)
    before = parse_plain(decoded.text, name)
    draft = parse_plain(decoded.text, name, speakers=speakers) if speakers else before
    own = parse_transcript(name, decoded.text.encode(), "").transcript if draft.shape == "own" else None
    return Found(
        path=path,
        raw=raw,
        encoding=decoded.encoding,
        encoding_guessed=decoded.guessed,
        draft=draft,
        labels=frozenset(speaker.label for speaker in before.speakers) | {each.label for each in before.doubtful},
        own_id=own.id if own is not None and own.id != "?" else None,
        problems=decoded.problems,
    )


def written_text(
    found: Found, name: str, *, speakers: SpeakerChoices | None, language: str | None, provenance: str
) -> Made:
    """The transcript called *name*, proved by reading it back."""
    draft = found.draft
    if draft is None or any(problem.severity == "error" for problem in found.problems):
        return Made(language=language or "")
    if draft.shape == "own":
        return _as_it_is(found, draft, name)
    if not draft.turns:
        return Made(language=language or "", problems=(_no_speakers(draft),))
    try:
        declared = declare((each.label for each in draft.speakers), speakers, transcript=name)
    except SpeakersError as error:
        problem = Problem(
            code="speaker-conflict", message=str(error), remedy=_SAME_OR_NOT, place=Place(file=draft.name)
        )
        return Made(language=language or "", problems=(problem,))
    spoken = language or guess_language("\n".join(line for turn in draft.turns for p in turn.paragraphs for line in p))
    text = render_transcript(draft, id=name, language=spoken, speakers=speakers, provenance=provenance)
    read = parse_transcript(f"transcripts/{name}.md", text.encode(), name)
    return Made(
        text=text,
        language=spoken,
        language_guessed=language is None,
        speakers=declared,
        problems=(*read.problems, *_doubts(draft, declared)),
        notes=tuple(_notes(found, draft, declared, None if language else spoken)),
    )


def _as_it_is(found: Found, draft: Draft, name: str) -> Made:
    """A file in our own format keeps its id and every character."""
    read = parse_transcript(draft.name, draft.text.encode(), name)
    language = read.transcript.language if read.transcript is not None else ""
    return Made(text=draft.text, language=language, problems=read.problems, notes=(_said_encoding(found), *draft.notes))


def _notes(found: Found, draft: Draft, declared: tuple[Declared, ...], language: str | None) -> Iterator[str]:
    yield _said_encoding(found)
    if language is not None:
        yield f"the language is taken for {language} by its script; say another with `--language`"
    guessed = [f"{each.found} {each.role}" for each in declared if each.guessed]
    if guessed:
        yield f"roles guessed: {', '.join(guessed)}"
    yield from draft.notes


def _said_encoding(found: Found) -> str:
    return f"read as {found.encoding}" + (" (a guess)" if found.encoding_guessed else "")


def _doubts(draft: Draft, declared: tuple[Declared, ...]) -> Iterator[Problem]:
    """What the importer decided and somebody should look at."""
    if any(each.guessed and each.role == "other" and usual_role(each.found) is None for each in declared):
        yield Problem(
            code="role-unknown",
            message="whose words are a participant's cannot be told from "
            + ", ".join(f"`{each.found}`" for each in declared if each.guessed and each.role == "other"),
            remedy=f'say who is who, for instance: `--speakers "{format_speakers(_perhaps(declared))}"`',
            place=Place(file=draft.name),
            severity="warning",
        )
    for doubt in draft.doubtful[:_DOUBTS_SHOWN]:
        yield Problem(
            code="maybe-speaker",
            message=f"`{doubt.label}` begins {'a line' if doubt.lines == 1 else f'{doubt.lines} lines'} "
            f"like a speaker; taken for speech, as {doubt.why}",
            remedy=f'if it is one: `--speakers "{doubt.label}=participant"`',
            place=_place(draft, doubt.line, doubt.label),
            severity="warning",
        )
    if len(draft.doubtful) > _DOUBTS_SHOWN:
        yield _more_doubts(draft)
    if draft.carried:
        yield Problem(
            code="speaker-carried-over",
            message="words follow a heading without a speaker"
            + (f" ({len(draft.carried)} times)" if len(draft.carried) > 1 else "")
            + ": they were given to the speaker before it",
            remedy="look at them; write the speaker before these words if it is another",
            place=_place(draft, draft.carried[0]),
            severity="warning",
        )


_SAME_OR_NOT = "give one of them another label, or both the same role and participant"


def _perhaps(declared: tuple[Declared, ...]) -> Iterator[Declared]:
    """Roles as they often are, where nobody knows: who speaks first asks."""
    asks = any(each.role == "interviewer" for each in declared)
    for each in declared:
        unknown = each.guessed and each.role == "other" and usual_role(each.found) is None
        yield replace(each, role="participant" if asks else "interviewer") if unknown else each
        asks = asks or unknown


def _more_doubts(draft: Draft) -> Problem:
    return Problem(
        code="maybe-speaker",
        message=f"{len(draft.doubtful) - _DOUBTS_SHOWN} more labels begin lines and were taken for speech",
        remedy="name those that are speakers in `--speakers`",
        place=Place(file=draft.name),
        severity="warning",
    )


def _no_speakers(draft: Draft) -> Problem:
    if not draft.text.strip():
        return Problem(
            code="empty-file",
            message="there are no words in this file",
            remedy="look whether it is the right one",
            place=Place(file=draft.name),
        )
    near = ", ".join(f"`{each.label}` ({each.lines})" for each in draft.doubtful[:_DOUBTS_SHOWN])
    return Problem(
        code="no-speakers",
        message="no line begins with a speaker's label" + (f"; nearest to one: {near}" if near else ""),
        remedy="write a label and a colon before each turn (`I: …`, `P03: …`), or name the labels with `--speakers`",
        place=_place(draft, 1),
    )


def _place(draft: Draft, line: int, words: str = "") -> Place:
    """The line, or the words at their first place in it."""
    lines = draft.text.split("\n")
    source = lines[line - 1] if line <= len(lines) else None
    found = (source or "").find(words)
    return Place(file=draft.name, line=line, column=max(0, found) + 1, source=source, width=max(1, len(words)))


def _unreadable(name: str, error: OSError) -> Problem:
    missing = isinstance(error, FileNotFoundError)
    folder = Path(name).is_dir()
    why = "this is a folder, where a file is expected" if folder else f"the file cannot be read: {error.strerror}"
    return Problem(
        code="file-missing" if missing else "file-unreadable",
        message="there is no such file" if missing else why,
        remedy="name the right one" if missing else "name a file, and check that you may read it",
        place=Place(file=name),
    )
