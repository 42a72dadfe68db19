"""Keeping a quotation in the form in which it is printed, and letting it go."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.quoting import kept_quotes, shown_now
from imcommerce_qual.core.evidence import may_quote
from imcommerce_qual.core.excerpts import anchor_at, excerpt_of, speakers_under
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.quoting.trimming import Trim, check_trim
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.kept import DroppedQuote, KeptQuote, KeptShown
from imcommerce_qual.model.span import Anchor, Span
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.locks import LockHeldError, keeping_quotes
from imcommerce_qual.store.quotelog import append_quote, read_kept
from imcommerce_qual.store.tombs import forgotten_state
from imcommerce_qual.store.versions import store_version, transcript_version

PATIENCE = 5.0
_PLACE = re.compile(r"([A-Za-z0-9_-]+):(\d+):(\d+)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepDone:
    """What was kept; ``new`` is false where it was kept in this form before. ``weighty`` went with the trim."""

    shown: KeptShown
    weighty: tuple[str, ...]
    new: bool


def keep(
    opened: Opened,
    writer: str,
    ref: str,
    *,
    trim: str | None = None,
    translation: str | None = None,
) -> KeepDone:
    """Keep an excerpt for publication: a coding by its id (or the beginning of it), or ``S03:120:180``.

    Without *trim* and *translation*, the coding's own printed form is taken, where it has one: as the trimmed form if
    it has the excerpt's words, as a translation if not.

    Raises:
        WrongUseError: nothing is called so.
        RefusedError: somebody in it may not be quoted; or the trimmed form has other words than the speaker's.
        BusyError: another process writes there.
    """
    transcript, anchor, coding = _found(opened, writer, ref)
    excerpt = excerpt_of(transcript, anchor.span)
    if excerpt is None:
        raise WrongUseError(f"`{ref}` is not in words of one language", "name a coding, or a span within words")
    who = speakers_under(transcript, excerpt)
    if not may_quote(opened.study, who):
        raise RefusedError(
            f"{', '.join(who)} may not be quoted (withdrawn, or `quotes: false`); nothing was written",
            "pick another excerpt: `imqual quotes pick`",
        )
    for text in (trim, translation):
        if text is not None:
            check_text(text)
    if trim is None and translation is None and coding is not None and coding.print:
        own = check_trim(excerpt.words, coding.print)
        trim, translation = (coding.print, None) if not own.wrong else (None, coding.print)
    heavy: tuple[str, ...] = ()
    if trim is not None:
        checked = check_trim(excerpt.words, trim.strip())
        _only_theirs(checked)
        heavy = checked.weighty
    with _at_desk(opened, writer):
        for each in kept_quotes(opened):
            kept = each.kept
            if (kept.transcript, kept.anchor.span, kept.print, kept.translation) == (
                transcript.id, anchor.span, trim and trim.strip(), translation and translation.strip(),
            ):  # fmt: skip
                return KeepDone(shown=each, weighty=heavy, new=False)
        event = KeptQuote(
            id=str(uuid.uuid4()),
            by=writer,
            at=_now(opened),
            transcript=transcript.id,
            anchor=anchor,
            coding=coding.id if coding is not None else None,
            print=trim.strip() if trim is not None else None,
            translation=translation.strip() if translation is not None else None,
        )
        read = opened.workspace.transcripts[f"transcripts/{transcript.id}.md"]
        if read.file is not None:
            store_version(
                transcript_version(opened.root, transcript.id, transcript.hash), read.file.text.encode("utf-8")
            )
        append_quote(opened.root, event)
    return KeepDone(shown=shown_now(opened, event), weighty=heavy, new=True)


def _only_theirs(checked: Trim) -> None:
    if checked.wrong:
        said = "; ".join(_differs(ours, theirs) for ours, theirs in checked.wrong[:3])
        raise RefusedError(
            f"the trimmed form is not the speaker's words: {said}; nothing was written",
            "put […] for what is left out, and [brackets] around words of your own",
        )


def _differs(ours: str, theirs: str) -> str:
    if not ours:
        return f"left out without a sign: “{theirs}”"
    return f"“{ours}” instead of “{theirs}”" if theirs else f"added: “{ours}”"


def drop(opened: Opened, writer: str, name: str, why: str | None = None) -> KeptShown:
    """Let a kept quotation go, by its id or the beginning of it.

    Raises:
        WrongUseError: nothing, or more than one, is kept under that id.
        BusyError: another process writes there.
    """
    with _at_desk(opened, writer):
        shown = kept_quotes(opened)
        found = [each for each in shown if each.kept.id.startswith(name.lower())] if name else []
        if len(found) != 1:
            many = "several quotations are" if found else "no quotation is"
            raise WrongUseError(f"{many} kept under `{name}`", suggest(name, [each.kept.id[:8] for each in shown]))
        append_quote(
            opened.root,
            DroppedQuote(id=str(uuid.uuid4()), by=writer, at=_now(opened), of=found[0].kept.id, why=why),
        )
    return found[0]


def _found(opened: Opened, writer: str, ref: str) -> tuple[Transcript, Anchor, Coding | None]:
    study = opened.study
    if match := _PLACE.match(ref):
        transcript = known_transcript(study, match[1])
        start, end = int(match[2]), int(match[3])
        if not start < end <= len(transcript.text):
            raise WrongUseError(f"`{ref}` is no place in {transcript.id}", f"it has {len(transcript.text)} characters")
        return transcript, anchor_at(transcript, Span(start, end)), None
    standing = [each for each in opened.presence(viewer=writer).standing if each.coding.id.startswith(ref.lower())]
    if len(ref) < 4 or len(standing) != 1:
        many = "several codings are" if len(standing) > 1 else "no coding is"
        raise WrongUseError(f"{many} called `{ref}`", "take a ref from `imqual quotes pick`, or write S03:START:END")
    one = standing[0]
    transcript = study.transcripts[one.transcript]
    return transcript, anchor_at(transcript, one.span), one.coding


@contextmanager
def _at_desk(opened: Opened, writer: str) -> Iterator[None]:
    try:
        with keeping_quotes(opened.root, writer, seconds=PATIENCE):
            if forgotten_state(opened.root) != opened.forgotten:
                raise BusyError("words of this study were forgotten meanwhile; nothing was written", "do it again")
            yield
    except LockHeldError as error:
        raise BusyError(f"{error}; nothing was written", error.remedy) from None


def _now(opened: Opened) -> datetime:
    last = max((each.at for each in read_kept(opened.root)), default=None)
    now = datetime.now(UTC)
    return now if last is None or now > last else last + timedelta(microseconds=1)
