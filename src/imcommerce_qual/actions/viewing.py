"""Reading back: status, and one transcript with its codings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from imcommerce_qual.actions.desk import at_desk
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.held import with_log
from imcommerce_qual.actions.names import known_code, known_coder, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.planview import RoundView, tasks, view_rounds
from imcommerce_qual.actions.reconciling import reconciled
from imcommerce_qual.core.adjudication.deciding import NOBODY
from imcommerce_qual.model.event import Saw
from imcommerce_qual.model.standing import Presence, Progress, Reconciliation, Standing
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.transcript import Transcript, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Coders × transcripts.

    ``progress`` lacks pairs that the viewer may not see (``hidden``), and those that have no events. ``reopened`` has
    (coder, transcript, code) where a completed transcript is to be looked through again for a code. ``waiting`` counts
    what each coder has to look at again, of their own codings: ``lost``, ``changed``, ``stale``, ``unled``.
    """

    study: Study
    viewer: str | None
    progress: Mapping[tuple[str, str], Progress]
    hidden: tuple[tuple[str, str], ...]
    next_steps: tuple[str, ...]
    problems: int
    lost: int
    changed: int
    stale: int
    unled: int = 0
    reopened: tuple[tuple[str, str, str], ...] = ()
    rounds: tuple[RoundView, ...] = ()
    waiting: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One transcript with the codings that the viewer may see, in order of the text.

    ``reconciled`` says what codings after decisions were folded from, where these were asked for.
    """

    study: Study
    transcript: Transcript
    standing: tuple[Standing, ...]
    hidden: tuple[str, ...]
    progress: Mapping[str, Progress]
    lost: int
    reconciled: Reconciliation | None = None


def look(opened: Opened, viewer: str | None, see: Iterable[str], transcripts: Iterable[str]) -> Presence:
    """What *viewer* may see of *transcripts*; first sights of the coders in *see* are recorded before it is shown."""
    wanted = frozenset(known_coder(opened.study, name) for name in see)
    if viewer is not None and wanted:
        names = set(transcripts)
        withheld = opened.presence(viewer=viewer).hidden
        for coder, transcript in withheld:
            if coder in wanted and transcript in names:
                record_sight(opened, viewer, coder, transcript)
                opened = with_log(opened, viewer, transcript)
    return opened.presence(viewer=viewer, see=wanted)


def seen_of(
    opened: Opened,
    viewer: str | None,
    see: Iterable[str],
    coders: Iterable[str],
    transcripts: Iterable[str] | None = None,
) -> tuple[Presence, frozenset[str] | None]:
    """The codings of *coders* that *viewer* may see, and a filter on coders; None lets everybody's through.

    ``reconciled`` among *coders* stands for the codings after decisions. First sights of those in *see* are recorded.

    Raises:
        WrongUseError: a coder is not known, or ``reconciled`` is asked for together with others.
    """
    names = tuple(opened.study.transcripts if transcripts is None else transcripts)
    wanted = tuple(dict.fromkeys(coders))
    if NOBODY in wanted:
        if len(wanted) > 1:
            others = ", ".join(name for name in wanted if name != NOBODY)
            raise WrongUseError(
                f"`{NOBODY}` already rests on everybody's codings: it cannot be asked for beside {others}",
                f"leave one of them out: --coder {NOBODY}",
            )
        return reconciled(opened, look(opened, viewer, see, names), viewer=viewer, transcripts=names), None
    only = frozenset(known_coder(opened.study, name) for name in wanted) or None
    return look(opened, viewer, see, names), only


def record_sight(opened: Opened, viewer: str, coder: str, transcript: str, what: str = "codings") -> None:
    """Put down that *viewer* looked at what *coder* made of the transcript, where that is not on record."""
    with at_desk(opened, viewer, (transcript,)) as desk:
        if all(event.coder != coder for event in desk.state(transcript).saw):
            event = Saw(**desk.envelope(transcript), coder=coder, what=what)
            desk.append(transcript, event)
            desk.write()


def status(opened: Opened, viewer: str | None) -> Status:
    """How far everybody is, as far as *viewer* may see it, and what to do next."""
    presence = opened.presence(viewer=viewer)
    errors = sum(problem.severity == "error" for problem in opened.workspace.problems)
    return Status(
        study=opened.study,
        viewer=viewer,
        progress=presence.progress,
        hidden=presence.hidden,
        next_steps=_next_steps(opened, presence, viewer, errors),
        rounds=view_rounds(opened, viewer),
        problems=errors,
        lost=len(presence.lost),
        changed=sum(each.changed for each in presence.standing),
        stale=sum(each.stale for each in presence.standing),
        unled=len(presence.unled),
        reopened=presence.reopened,
        waiting=_waiting(presence),
    )


def _waiting(presence: Presence) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, Counter[str]] = {}
    for each in presence.standing:
        for name, so in (("changed", each.changed), ("stale", each.stale)):
            if so:
                found.setdefault(each.coder, Counter())[name] += 1
    for name, codings in (("lost", presence.lost), ("unled", presence.unled)):
        for coding in codings:
            found.setdefault(coding.coder, Counter())[name] += 1
    return found


def _next_steps(opened: Opened, presence: Presence, viewer: str | None, errors: int) -> tuple[str, ...]:
    """At most three commands, the most urgent first; what was planned for a coder comes before the rest."""
    study = opened.study
    with_tasks = {coder for coder, _ in opened.plan().assigned}
    steps: list[str] = []
    if errors:
        steps.append("imqual check  (something in the files is wrong)")
    if not study.transcripts:
        steps.append("imqual import FILE…  (there are no transcripts yet)")
    elif not study.coders:
        steps.append("declare who codes, under `coders:` in study.yaml")
    for coder in [viewer] if viewer else study.coders:
        planned = tasks(opened, coder)
        own = {
            name: presence.progress.get((coder, name))
            for name in (planned if coder in with_tasks else study.transcripts)
        }
        begun = [name for name, each in own.items() if each and each.codings and not each.completed]
        untouched = [name for name, each in own.items() if each is None or (not each.codings and not each.completed)]
        if begun:
            steps.append(f"imqual done {begun[0]} --as {coder}  (when all of {begun[0]} is read)")
        elif untouched and (
            viewer or planned or len(untouched) < len(own) or not any(p.codings for p in presence.progress.values())
        ):
            first = untouched[0]
            steps.append(f'imqual apply {first} CODE --quote "…" --as {coder}  ({first} is not coded)')
    steps += [
        f"imqual plan round close {each.round.id}  (everybody is done{_since(each)})"
        for each in view_rounds(opened, viewer)
        if each.state == "open" and each.finished
    ]
    if study.transcripts and any(each.codings for each in presence.progress.values()):
        steps.append(f"imqual themes --as {viewer}" if viewer else "imqual themes")
    return tuple(steps[:3])


def _since(each: RoundView) -> str:
    """What a round would not count, were it closed now."""
    told = ", ".join(f"{who} {many}" for who, many in each.later.items())
    return f"; codings since then would not count: {told}; reopen and done count them" if told else ""


def show(
    opened: Opened,
    transcript: str,
    *,
    viewer: str | None,
    see: Iterable[str] = (),
    coders: Iterable[str] = (),
    codes: Iterable[str] = (),
) -> Shown:
    """One transcript with the codings on it.

    Raises:
        WrongUseError: a name is not known.
    """
    study = opened.study
    found = known_transcript(study, transcript)
    wanted = codes_named(study, codes, exact=False)
    presence, only = seen_of(opened, viewer, see, coders, [found.id])
    return Shown(
        study=study,
        transcript=found,
        standing=tuple(
            each
            for each in presence.standing
            if each.transcript == found.id
            and (not only or each.coder in only)
            and (wanted is None or each.code in wanted)
        ),
        hidden=tuple(coder for coder, name in presence.hidden if name == found.id),
        progress={coder: each for (coder, name), each in presence.progress.items() if name == found.id},
        lost=sum(coding.transcript == found.id for coding in presence.lost),
        reconciled=presence.reconciled,
    )


def narrowed(shown: Shown, *, coded: bool = False, uncoded: bool = False) -> Shown:
    """Only the turns with codings on them, or only those of participants without; everything where neither is asked.

    Raises:
        WrongUseError: both are asked.
    """
    if coded and uncoded:
        raise WrongUseError("turns are with codings or without", "give one of --coded and --uncoded")
    if not coded and not uncoded:
        return shown
    text = shown.transcript
    spans = [each.span for each in shown.standing]

    def is_wanted(turn: Turn) -> bool:
        has = any(span.start < turn.extent.end and turn.extent.start < span.end for span in spans)
        return has if coded else not has and text.speakers[turn.speaker].role == "participant" and bool(turn.words)

    return replace(shown, transcript=replace(text, turns=tuple(filter(is_wanted, text.turns))))


def codes_named(study: Study, names: Iterable[str], *, exact: bool) -> frozenset[str] | None:
    """Today's ids of the codes of a filter, with what rolls up into them unless *exact*; None for no filter."""
    found: set[str] = set()
    for name in names:
        code = known_code(study.codebook, name)
        found |= {code} if exact else study.codebook.rolled_up(code)
    return frozenset(found) or None
