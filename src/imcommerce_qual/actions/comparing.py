"""Where coders differ: every transcript compared, after what was decided about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.names import known_code, known_coder, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.planning import coders_of, find_round
from imcommerce_qual.core.adjudication import compare
from imcommerce_qual.core.adjudication.measures import Negotiated, code_pairs, negotiated, open_by_code
from imcommerce_qual.core.history import completions_in
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.reopened import reopening
from imcommerce_qual.model.adjudication import KINDS, Comparison, DecisionEvent, Disagreement, Kind
from imcommerce_qual.model.edit import Changed, Lost
from imcommerce_qual.model.event import Coding, Completed
from imcommerce_qual.model.plan import Passage
from imcommerce_qual.model.standing import Presence, Standing
from imcommerce_qual.model.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is compared, as typed; empty means all."""

    round: str | None = None
    coders: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What came of it: a comparison of each transcript that at least two of ``coders`` completed, in order.

    ``disagreements`` are those that the filters leave; ``hidden`` are (coder, transcript) pairs withheld from the
    viewer; ``alone`` are transcripts that one coder completed, with that coder.
    """

    study: Study
    coders: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    disagreements: tuple[Disagreement, ...]
    hidden: tuple[tuple[str, str], ...] = ()
    alone: Mapping[str, str] = field(default_factory=dict)
    codes: frozenset[str] | None = None

    def negotiated(self, code: str | None = None) -> Negotiated:
        """Negotiated agreement, of one code or of all."""
        return negotiated(self.comparisons, code)

    def by_code(self) -> Mapping[str, Mapping[Kind, int]]:
        """How many of ``disagreements`` are about each code, by kind, the code with most first."""
        return open_by_code(self.disagreements)

    def pairs(self) -> tuple[tuple[tuple[str, str], int, int], ...]:
        """Codes that stood for one another: (pair, how often, how many of them settled)."""
        return code_pairs(self.comparisons)


def compare_study(
    opened: Opened, wanted: Wanted | None = None, *, viewer: str | None = None, presence: Presence | None = None
) -> Compared:
    """Every transcript compared, as far as *viewer* may see the codings; *presence* is what they may see, if known.

    Raises:
        WrongUseError: a name is not known, or fewer than two coders are left.
    """
    wanted = wanted or Wanted()
    study = opened.study
    names, coders = _scope(opened, wanted)
    presence = presence or opened.presence(viewer=viewer)
    hidden = set(presence.hidden)
    decisions = decisions_of(opened)
    codes = frozenset(
        each for name in wanted.codes for each in study.codebook.rolled_up(known_code(study.codebook, name))
    )
    by_transcript: dict[str, list[Standing]] = {}
    for each in presence.standing:
        by_transcript.setdefault(each.transcript, []).append(each)
    absent: dict[str, list[Coding]] = {}
    for coding in (*presence.lost, *presence.unled):
        absent.setdefault(coding.transcript, []).append(coding)
    brought = bring(opened)
    comparisons: list[Comparison] = []
    alone: dict[str, str] = {}
    completions = Completions(opened)
    for name in names:
        completed = completions.of(name, coders)
        who = [coder for coder in coders if completed.has_any(coder) and (coder, name) not in hidden]
        if len(who) < 2:
            if who:
                alone[name] = who[0]
            continue
        comparisons.append(
            compare(
                study.transcripts[name],
                by_transcript.get(name, ()),
                coders=who,
                completed=completed,
                decisions=decisions.get(name, ()),
                bring=brought,
                absent=absent.get(name, ()),
            )
        )
    kinds = frozenset(_kind(each) for each in wanted.kinds)
    found = tuple(
        each
        for comparison in comparisons
        for each in comparison.disagreements
        if (not codes or codes & set(each.codes)) and (not kinds or each.kind in kinds)
    )
    return Compared(
        study=study,
        coders=coders,
        comparisons=tuple(comparisons),
        disagreements=found,
        hidden=tuple(sorted(pair for pair in hidden if pair[0] in coders and pair[1] in names)),
        alone=alone,
        codes=codes or None,
    )


def find_disagreement(found: Iterable[Disagreement], name: str) -> Disagreement:
    """The disagreement whose id begins with *name*.

    Raises:
        WrongUseError: none does, or several do.
    """
    fitting = [each for each in found if len(name) >= 4 and each.id.startswith(name.lower())]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise WrongUseError(f"{len(fitting)} disagreements begin with `{name}`", "type more of the id")
    raise WrongUseError(f"there is no open disagreement `{name}`", "`imqual compare` lists those that are open")


def decisions_of(opened: Opened) -> Mapping[str, tuple[DecisionEvent, ...]]:
    """Every event about each transcript, of every writer, as far as the study is looked at."""
    found: dict[str, list[DecisionEvent]] = {}
    for file in opened.workspace.decisions:
        for event in file.events:
            if isinstance(event, DecisionEvent) and (opened.as_of is None or event.at <= opened.as_of):
                found.setdefault(event.transcript, []).append(event)
    return {name: tuple(events) for name, events in found.items()}


def bring(opened: Opened) -> Callable[[Coding], Standing | None]:
    """Carries an outcome to today's text and code; None where its words are lost or its code is gone."""
    book = opened.study.codebook
    line = lineage(book.history)

    def brought(coding: Coding) -> Standing | None:
        code = line.today(coding.code)
        where = opened.carry(coding)
        if code not in book.codes or code in line.retired or isinstance(where, Lost):
            return None
        return Standing(coding=coding, code=code, span=where.span, changed=isinstance(where, Changed))

    return brought


@dataclass(frozen=True, slots=True)
class Looked:
    """Who has looked at which turns of a transcript for which codes; called as ``core.adjudication`` asks.

    ``passages`` has the passages that a coder completed in rounds, each with the codes for which they are reopened.
    """

    whole: Collection[str]
    passages: Mapping[str, tuple[tuple[Passage, Collection[str]], ...]]
    reopened: Mapping[str, Collection[str]]

    def has_any(self, coder: str) -> bool:
        """Whether the coder has completed any of it."""
        return coder in self.whole or bool(self.passages.get(coder))

    def __call__(self, coder: str, turn: int, code: str) -> bool:
        """Whether *coder* has looked at that turn for that code."""
        if coder in self.whole and code not in self.reopened.get(coder, ()):
            return True
        return any(
            part.first <= turn <= part.last and code not in reopened for part, reopened in self.passages.get(coder, ())
        )


class Completions:
    """What coders have completed, transcript by transcript; what this needs of the study is looked up once."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._opens = reopening(opened.study.codebook)
        self._rounds = opened.plan().rounds
        self._logs = {(file.log.coder, file.log.transcript): file.log for file in opened.workspace.logs}

    def of(self, transcript: str, coders: Iterable[str]) -> Looked:
        """What each coder has completed of a transcript, and for which codes it was reopened since."""
        whole: set[str] = set()
        passages: dict[str, tuple[tuple[Passage, Collection[str]], ...]] = {}
        again: dict[str, Collection[str]] = {}
        for coder in coders:
            log = self._logs.get((coder, transcript))
            completions = completions_in(log, self._opened.as_of) if log is not None else ()
            if any(each.round is None and each.codes is None for each in completions):
                whole.add(coder)
                again[coder] = frozenset(self._opens.of(completions, self._opened.stamps))
            passages[coder] = tuple(self._passages(transcript, completions))
        return Looked(whole, passages, again)

    def _passages(self, transcript: str, completions: Iterable[Completed]) -> Iterator[tuple[Passage, Collection[str]]]:
        for each in completions:
            if each.round is not None and each.round in self._rounds:
                known = self._opened.stamps.get(each.codebook)
                reopened = frozenset(
                    code
                    for change, codes in self._opens.opens
                    for code in codes
                    if known is not None and change.id not in known
                )
                for part in self._rounds[each.round].opened.passages.get(transcript, ()):
                    yield part, reopened


def _scope(opened: Opened, wanted: Wanted) -> tuple[tuple[str, ...], tuple[str, ...]]:
    study = opened.study
    names = tuple(known_transcript(study, name).id for name in wanted.transcripts) or tuple(study.transcripts)
    coders = tuple(known_coder(study, name) for name in wanted.coders) or tuple(study.coders)
    again = next((name for name in coders if name not in study.coders), None)
    if again is not None:
        raise RefusedError(
            f"{again} is a coder who coded again: that is not settled with anybody",
            f"`imqual agree --round {again.partition('/')[2]}` compares the two times",
        )
    if wanted.round is not None:
        found = find_round(opened.plan(), wanted.round)
        if found.purpose == "recode":
            raise RefusedError(
                f"in {found.id} a coder coded again: that is not settled with themselves",
                f"`imqual agree --round {found.id}` compares the two times",
            )
        names = tuple(name for name in names if name in found.transcripts)
        coders = tuple(coder for coder in coders if coder in coders_of(found))
    if len(set(coders)) < 2:
        raise WrongUseError(
            "one coder cannot be compared", f"coders of this study: {', '.join(study.coders) or 'none'}"
        )
    return names, tuple(dict.fromkeys(coders))


def _kind(name: str) -> str:
    plain = name.replace("-", " ").lower()
    if plain not in KINDS:
        raise WrongUseError(f"`{name}` is no kind of disagreement", suggest(plain, KINDS))
    return plain
