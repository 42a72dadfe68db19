"""Excerpts one under the other, across transcripts: of a code, of a filter, or of what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from imcommerce_qual.actions.confirming import parts_of
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.reviewqueue import Gathered, Item, Mention, Queue
from imcommerce_qual.actions.reviewterms import Terms, terms_of
from imcommerce_qual.actions.searching import Wanted, pattern_of, search
from imcommerce_qual.actions.settling import is_stale
from imcommerce_qual.actions.viewing import look
from imcommerce_qual.core.excerpts import excerpt_of
from imcommerce_qual.core.lineage import Lineage, lineage
from imcommerce_qual.core.query import Hit
from imcommerce_qual.core.statements import older_stances
from imcommerce_qual.core.texts import fate_of
from imcommerce_qual.model.codebook import Change
from imcommerce_qual.model.edit import Changed, Lost
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.standing import Presence


def gather(opened: Opened, coder: str, queue: Queue) -> Gathered:
    """The excerpts of *queue*, as *coder* may see them. First sights of coders whom they ask to see are recorded.

    Raises:
        WrongUseError: a name is not known, or nothing was asked for.
    """
    study = opened.study
    if queue.lost and (queue.wanted.speakers or queue.wanted.attributes):
        raise WrongUseError("who spoke the words that were lost is not known", "leave out --speaker and --where")
    transcripts = [known_transcript(study, name).id for name in queue.wanted.transcripts] or list(study.transcripts)
    if queue.omissions:
        waiting = ordered(opened, _omitted(opened, coder, terms_of(opened, queue)))
        return Gathered(items=waiting, hidden=())
    presence = look(opened, coder, queue.wanted.see, transcripts)
    hidden = tuple(pair for pair in presence.hidden if pair[1] in transcripts)
    known = {item.key: item for item in items_of(opened, presence)}
    if queue.listed is not None:
        items = [known.get(each.coding or "") or _place(opened, each) for each in queue.listed]
        found = tuple(item for item in items if item is not None)
        return Gathered(items=ordered(opened, found), hidden=hidden, missing=len(items) - len(found))
    wanted = _own(queue, coder)
    hits = search(opened, wanted, viewer=coder).hits
    if not queue.about_codings:
        return Gathered(items=ordered(opened, (_hit(hit) for hit in hits)), hidden=hidden)
    narrowed = wanted.pattern or wanted.speakers or wanted.attributes
    named = {hit.coding for hit in hits}
    pattern = pattern_of(wanted)
    terms = terms_of(opened, replace(queue, wanted=wanted))
    asked = [item for item in known.values() if terms.asks(item)]
    if narrowed:
        # What was lost has no words but those that were coded.
        quotes = {item.key: item.coding.anchor.quote for item in asked if item.lost and item.coding}
        named |= {key for key, quote in quotes.items() if pattern and pattern.search(quote)}
        asked = [item for item in asked if item.key in named]
    if not queue.lost:
        lost = sum(item.lost and terms.fits(item) for item in asked)
        asked = [item for item in asked if not item.lost and (queue.stale or not item.unled)]
    else:
        lost = 0
    left = [item for item in asked if terms.fits(item)]
    return Gathered(items=ordered(opened, left), lost=lost, hidden=hidden)


def _omitted(opened: Opened, coder: str, terms: Terms) -> Iterator[Item]:
    """The coder's completed transcripts, once for each code that they wait for."""
    for name, transcript, code in opened.presence(viewer=coder).reopened:
        wanted = (terms.codes is None or code in terms.codes) and (
            not terms.transcripts or transcript in terms.transcripts
        )
        if name == coder and wanted:
            key = f"omission:{transcript}:{code}"
            yield Item(key=key, transcript=transcript, code=code, stale=True, omission=True)


def items_of(opened: Opened, presence: Presence) -> Iterator[Item]:
    """All codings of a presence as items."""
    older = older_stances(opened.study, presence.standing)
    between = _Splits.of(opened)
    for each in presence.standing:
        yield Item(
            key=each.coding.id,
            transcript=each.transcript,
            code=each.code,
            coding=each.coding,
            span=each.span,
            changed=each.changed,
            stale=each.stale,
            into=between.parts(each.coding) if each.stale else (),
            older=older.get(each.coding.id, ()),
        )
    line = lineage(opened.study.codebook.history)
    for coding in presence.lost:
        yield Item(
            key=coding.id,
            transcript=coding.transcript,
            code=line.today(coding.code),
            coding=coding,
            stale=is_stale(opened, coding),
            candidates=fate_of(
                coding, opened.carry(coding), opened.study.transcripts[coding.transcript], None
            ).candidates,
        )
    for coding in presence.unled:
        carried = opened.carry(coding)
        where = None if isinstance(carried, Lost) else carried.span
        candidates = fate_of(coding, carried, opened.study.transcripts[coding.transcript], None).candidates
        yield Item(
            key=coding.id,
            transcript=coding.transcript,
            code=line.today(coding.code),
            coding=coding,
            span=where,
            changed=isinstance(carried, Changed),
            stale=True,
            unled=True,
            into=between.parts(coding),
            candidates=candidates,
        )


@dataclass(frozen=True, slots=True)
class _Splits:
    """Which codes stand to choice for codings whose code was split since."""

    opened: Opened
    line: Lineage
    splits: Mapping[str, Change]

    @classmethod
    def of(cls, opened: Opened) -> _Splits:
        history = opened.study.codebook.history
        return cls(opened, lineage(history), {each.id: each for each in history if each.change == "split"})

    def parts(self, coding: Coding) -> tuple[str, ...]:
        stamps = self.opened.stamps
        if not self.splits or coding.codebook not in stamps:
            return ()
        known = stamps[coding.codebook] | stamps.get(coding.confirmed or "", frozenset())
        since = self.line.since(coding.code, known)
        return parts_of(self.opened.study.codebook, [self.splits[each] for each in since if each in self.splits])


def _own(queue: Queue, coder: str) -> Wanted:
    """The filters with the coders whose codings are reviewed."""
    wanted = queue.wanted
    if wanted.coders or not queue.about_codings:
        return wanted
    return replace(wanted, coders=(coder, *sorted(wanted.see - {coder})))


def _hit(hit: Hit) -> Item:
    return Item(key=f"{hit.transcript}:{hit.span.start}:{hit.span.end}", transcript=hit.transcript, span=hit.span)


def _place(opened: Opened, mention: Mention) -> Item | None:
    """A place that was listed, if its words are still there."""
    transcript = opened.study.transcripts.get(mention.transcript)
    span = mention.span
    if mention.coding or transcript is None or transcript.text[span.start : span.end] != mention.raw:
        return None
    if excerpt_of(transcript, span) is None:
        return None
    return Item(key=f"{mention.transcript}:{span.start}:{span.end}", transcript=mention.transcript, span=span)


def ordered(opened: Opened, items: Iterable[Item]) -> tuple[Item, ...]:
    """Each item once, in order of transcript and text."""
    order = {name: n for n, name in enumerate(opened.study.transcripts)}
    unique = {item.key: item for item in items}.values()
    return tuple(sorted(unique, key=lambda item: (order[item.transcript], item.start, item.code, item.key)))
