"""What a changed codebook asks of coders: codings to look at again, transcripts to look through again, and answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from imcommerce_qual.actions.changing import Change as Done
from imcommerce_qual.actions.desk import at_desk
from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.actions.names import known_code, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.history import fold
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.reopened import reopening
from imcommerce_qual.model.codebook import Change, Codebook
from imcommerce_qual.model.edit import Lost
from imcommerce_qual.model.event import Coding, Completed
from imcommerce_qual.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A coding to look at again, because of ``changes`` since it was made or confirmed, the oldest first.

    ``into`` names the codes to decide between, where its code was split; then ``code`` may be retired. ``span`` is
    where its words stand today.
    """

    coding: Coding
    code: str
    span: Span
    words: str
    changes: tuple[Change, ...]
    into: tuple[str, ...] = ()

    @property
    def undecided(self) -> bool:
        """Whether its coder must choose between the parts of a split code."""
        return bool(self.into)


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """A completed transcript to look through again for one code, because of ``changes`` since."""

    coder: str
    transcript: str
    code: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    """Both queues, as far as the viewer may see them."""

    stale: tuple[Stale, ...]
    omissions: tuple[Omission, ...]
    hidden: tuple[tuple[str, str], ...] = ()


def queues(opened: Opened, *, viewer: str | None, code: str | None = None) -> Queues:
    """What waits for whom; for a viewer who is a coder, only what waits for them.

    Raises:
        WrongUseError: *code* is none.
    """
    book = opened.study.codebook
    wanted = known_code(book, code) if code else None
    hidden = opened.presence(viewer=viewer).hidden
    return Queues(
        stale=tuple(each for each in _stale(opened, viewer) if wanted is None or wanted in {each.code, *each.into}),
        omissions=tuple(each for each in omissions(opened, viewer) if wanted in {None, each.code}),
        hidden=hidden,
    )


def _stale(opened: Opened, viewer: str | None) -> Iterable[Stale]:
    presence = opened.presence(viewer=viewer)
    book = opened.study.codebook
    line = lineage(book.history)
    by_id = {change.id: change for change in book.history}
    found: list[Stale] = []
    codings = [each.coding for each in presence.standing if each.stale]
    split = {code for change in book.history if change.change == "split" for code in change.from_}
    codings += [each for each in presence.unled if line.today(each.code) in split]
    for coding in codings:
        if viewer is not None and coding.coder != viewer:
            continue
        known = opened.stamps.get(coding.codebook)
        where = opened.carry(coding)
        if known is None or isinstance(where, Lost):
            continue
        changes = line.since(coding.code, known | opened.stamps.get(coding.confirmed or "", frozenset()))
        told = tuple(by_id[each] for each in changes)
        text = opened.study.transcripts[coding.transcript].text
        found.append(
            Stale(
                coding=coding,
                code=line.today(coding.code),
                span=where.span,
                words=text[where.span.start : where.span.end],
                changes=told,
                into=parts_of(book, told),
            )
        )
    return sorted(found, key=lambda each: (each.coding.coder, each.code, each.coding.transcript, each.span))


def parts_of(book: Codebook, changes: Iterable[Change]) -> tuple[str, ...]:
    """The codes to decide between after the splits among *changes*, in their order."""
    line = lineage(book.history)
    parts = [line.today(code) for change in changes if change.change == "split" for code in change.to]
    return tuple(dict.fromkeys(code for code in parts if code in book.codes))


def omissions(opened: Opened, viewer: str | None) -> tuple[Omission, ...]:
    """The completed transcripts that are reopened for a code; a viewer who is a coder sees their own."""
    opens = reopening(opened.study.codebook)
    if not opens.opens:
        return ()
    found: list[Omission] = []
    for file in opened.workspace.logs:
        log = file.log
        if log.transcript not in opened.study.transcripts or log.coder not in opened.study.coders:
            continue
        if viewer is not None and log.coder != viewer:
            continue
        for code, changes in opens.of(fold(log, opened.as_of).completions, opened.stamps).items():
            found.append(Omission(coder=log.coder, transcript=log.transcript, code=code, changes=changes))
    return tuple(sorted(found, key=lambda each: (each.coder, each.code, each.transcript)))


def complete_codes(opened: Opened, coder: str, transcript: str, codes: Iterable[str]) -> Done:
    """Say that the coder has looked through the whole transcript again, for these codes only.

    Raises:
        WrongUseError: a name is not known.
        RefusedError: the transcript was not completed before.
    """
    name = known_transcript(opened.study, transcript).id
    book = opened.study.codebook
    wanted = tuple(dict.fromkeys(known_code(book, each) for each in codes))
    with at_desk(opened, coder, (name,)) as desk:
        if not desk.state(name).completed:
            raise RefusedError(
                f"{coder} has not completed {name}, so it is not done for single codes either",
                f"`imqual done {name} --as {coder}` when all of it is read",
            )
        envelope = desk.envelope(name)
        text = opened.study.transcripts[name].hash
        desk.append(name, Completed(**envelope, codebook=book.hash, text=text, codes=wanted))
        written = desk.write()
    return Done(what=f"looked through again for {', '.join(wanted)}", transcripts=(name,), written=written)
