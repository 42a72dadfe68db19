"""Choosing quotations for publication: candidates, what is kept and in which form, and letting go."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.names import known_code, known_finding, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.evidence import all_placed, may_quote, passages, quotation
from imcommerce_qual.core.excerpts import anchor_at, covers_paragraphs, excerpt_of, speakers_under, translation_of
from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.quotes import choose
from imcommerce_qual.core.quoting.corpus import Form
from imcommerce_qual.core.quoting.trimming import Trim, check_trim, suggest_trim
from imcommerce_qual.model.edit import Changed, Lost
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.evidence import Quotation
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
class Candidate:
    """An excerpt that could be quoted. ``ref`` names it for ``keep``; ``kept`` is the id it is kept under already.

    ``quoted`` is how many quotations of its participants are kept by now; ``trim`` a shorter form, where it is long.
    """

    ref: str
    quotation: Quotation
    quoted: int
    kept: str | None
    trim: Trim | None
    own: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """Candidates under a theme, code or finding; ``withheld`` are excerpts of people who may not be quoted."""

    about: str
    candidates: tuple[Candidate, ...]
    withheld: int
    hidden: tuple[tuple[str, str], ...]


def pick(
    opened: Opened,
    *,
    theme: str | None = None,
    code: str | None = None,
    finding: str | None = None,
    number: int = 8,
    viewer: str | None = None,
) -> Picked:
    """Candidates for quotation, spread over participants: first those of whom the fewest are kept.

    Raises:
        WrongUseError: a name is not known, or several are given.
    """
    study = opened.study
    about, codes = _codes(opened, theme, code, finding)
    presence = opened.presence(viewer=viewer)
    placed, _ = all_placed(study, (each for each in presence.standing if each.code in codes))
    found = [each for name in sorted(placed) for each in passages(placed[name])]
    kept = kept_quotes(opened)
    counts: Counter[str] = Counter(who for each in kept for who in each.participants)
    withheld = sum(not may_quote(study, each.participants) for each in found)
    by_span = {(each.kept.transcript, each.kept.anchor.span): each.kept.id for each in kept}
    candidates = []
    for passage, shown in choose(study, found, number, quoted=counts):
        printed = quotation(study, passage, shown)
        candidates.append(
            Candidate(
                ref=shown.standing.coding.id,
                quotation=printed,
                quoted=max((counts[who] for who in printed.participants), default=0),
                kept=by_span.get((printed.transcript, printed.span)),
                trim=suggest_trim(printed.words),
                own=shown.standing.coding.print,
            )
        )
    return Picked(about=about, candidates=tuple(candidates), withheld=withheld, hidden=presence.hidden)


def _codes(opened: Opened, theme: str | None, code: str | None, finding: str | None) -> tuple[str, frozenset[str]]:
    study, book = opened.study, opened.study.codebook
    if sum(each is not None for each in (theme, code, finding)) > 1:
        raise WrongUseError("candidates under what?", "give one of --theme, --code, --finding")
    if code is not None:
        known = known_code(book, code)
        return f"code {known}", frozenset(book.rolled_up(known))
    if finding is not None:
        name = known_finding(study, finding)
        themes = next(each.themes for each in study.findings.findings if each.id == name)
        return f"finding {name}", frozenset(each for one in themes for each in theme_codes(one, book))
    every = [*(one for each in study.findings.findings for one in each.themes), *study.findings.across]
    if theme is None:
        return "any code", frozenset(book.codes)
    by_name = {each.id.casefold(): each for each in every} | {each.label.casefold(): each for each in every}
    if theme.casefold() not in by_name:
        raise WrongUseError(f"there is no theme `{theme}`", suggest(theme, [each.id for each in every]))
    chosen = by_name[theme.casefold()]
    return f"theme {chosen.id}", theme_codes(chosen, book)


def kept_quotes(opened: Opened) -> tuple[KeptShown, ...]:
    """Every kept quotation in force, as it stands in today's transcripts, in order of keeping."""
    then = (each for each in read_kept(opened.root) if opened.as_of is None or each.at <= opened.as_of)
    return tuple(each for kept in then if (each := _shown(opened, kept)) is not None)


def _shown(opened: Opened, kept: KeptQuote) -> KeptShown | None:
    transcript = opened.study.transcripts.get(kept.transcript)
    span, state = _where(opened, kept, transcript)
    if transcript is None or span is None or (excerpt := excerpt_of(transcript, span)) is None:
        words = kept.print or kept.anchor.quote
        return KeptShown(
            kept=kept, state="lost", participants=(), turns=(), time=None, words=words, translation=kept.translation,
            own_translation=kept.translation is not None,
        )  # fmt: skip
    who = speakers_under(transcript, excerpt)
    return KeptShown(
        kept=kept,
        state=state if may_quote(opened.study, who) else "no consent",
        participants=who,
        turns=excerpt.turns,
        time=transcript.turns[excerpt.turns[0] - 1].time,
        words=kept.print or excerpt.words,
        translation=kept.translation or translation_of(transcript, excerpt),
        own_translation=kept.translation is not None,
        span=span,
        translation_exact=kept.translation is not None or covers_paragraphs(transcript, excerpt),
    )


def _where(
    opened: Opened, kept: KeptQuote, transcript: Transcript | None
) -> tuple[Span | None, Literal["as it was", "changed", "lost", "no consent"]]:
    if transcript is None:
        return None, "lost"
    # The carrier asks of a coding only its transcript and its anchor.
    stands = Coding(
        id=kept.id, coder=kept.by, transcript=kept.transcript, code="", codebook="", anchor=kept.anchor,
        made=kept.at, changed=kept.at,
    )  # fmt: skip
    carried = opened.carry(stands)
    if isinstance(carried, Lost):
        return None, "lost"
    same = transcript.text[carried.span.start : carried.span.end] == kept.anchor.quote
    return carried.span, "as it was" if same and not isinstance(carried, Changed) else "changed"


def forms_kept(opened: Opened) -> Iterator[Form]:
    """The own translations that were kept, as words to find quotations in."""
    for each in kept_quotes(opened):
        if each.kept.translation and each.turns:
            yield Form(
                id=each.kept.id,
                transcript=each.kept.transcript,
                participant=each.participants[0] if each.participants else None,
                turn=each.turns[0],
                span=each.kept.anchor.span,
                words=each.kept.translation,
            )


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
    shown = _shown(opened, event)
    assert shown is not None
    return KeepDone(shown=shown, weighty=heavy, new=True)


def _only_theirs(checked: Trim) -> None:
    if checked.wrong:
        said = "; ".join(
            f"“{ours}” instead of “{theirs}”" if theirs else f"added: “{ours}”" for ours, theirs in checked.wrong[:3]
        )
        raise RefusedError(
            f"the trimmed form has not only the speaker's words: {said}; nothing was written",
            "put […] for what is left out, and [brackets] around words of your own",
        )


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


def participants_named(shown: Iterable[KeptShown]) -> dict[str, int]:
    """How many kept quotations each participant has."""
    return dict(sorted(Counter(who for each in shown for who in each.participants).items()))
