"""The codings that stand after decisions, for whatever counts codings: folded each time, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from imcommerce_qual.actions.comparing import Compared, Completions, Wanted, compare_study
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.adjudication import reconcile
from imcommerce_qual.core.adjudication.deciding import NOBODY
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.standing import Presence, Progress, Reconciliation, Standing


def reconciled(
    opened: Opened,
    presence: Presence | None = None,
    *,
    viewer: str | None = None,
    transcripts: Iterable[str] | None = None,
) -> Presence:
    """The codings that stand after decisions, with what they were folded from.

    Of a transcript that at least two coders completed: agreements, outcomes, and the study's policy for what is
    undecided, all as ``reconciled``. Of one that a single coder completed: theirs. Of one that nobody completed:
    everybody's, as they are. A transcript of which anything is hidden from *viewer* is hidden as a whole.
    """
    study = opened.study
    seen = presence or opened.presence(viewer=viewer)
    hidden = {name for _, name in seen.hidden}
    names = tuple(n for n in (study.transcripts if transcripts is None else transcripts) if n not in hidden)
    found = _compared(opened, names, seen, viewer)
    by_name = {each.transcript: each for each in found.comparisons}
    alone = _alone(opened, found, names)
    standing = [each for comparison in found.comparisons for each in reconcile(comparison, study.undecided)]
    others = frozenset(names) - by_name.keys()
    standing += [
        each
        for each in seen.standing
        if each.transcript in others and each.coder == alone.get(each.transcript, each.coder)
    ]
    lost, unled = _aside(opened, found, seen, alone, names)
    whose = {name: each.coders for name, each in by_name.items()}
    return replace(
        seen,
        standing=tuple(sorted(standing, key=_order)),
        lost=tuple(lost),
        unled=tuple(unled),
        progress=_progress(seen, whose, alone, names),
        newest=max(
            [
                *([seen.newest] if seen.newest else []),
                *(d.decision.at for one in found.comparisons for d in one.settled),
            ],
            default=None,
        ),
        reconciled=Reconciliation(
            policy=study.undecided,
            transcripts=tuple(by_name),
            coders=whose,
            alone=alone,
            agreed=sum(len(each.agreements) for each in found.comparisons),
            settled=sum(len(each.settled) for each in found.comparisons),
            undecided=sum(len(each.disagreements) for each in found.comparisons),
            conflicts=sum(len(each.conflicts) for each in found.comparisons),
            outdated=sum(len(each.outdated) for each in found.comparisons),
            unfinished=tuple(
                sorted(
                    {
                        (each.coder, each.transcript)
                        for each in seen.standing
                        if each.transcript not in hidden
                        and each.coder not in _used(each.transcript, whose, alone, each)
                    }
                )
            ),
            hidden=tuple(sorted(hidden & set(study.transcripts if transcripts is None else transcripts))),
            saw=tuple(
                (coder, other, name)
                for (coder, name), each in sorted(seen.progress.items())
                if coder in whose.get(name, ())
                for other in each.saw
            ),
        ),
    )


def _compared(opened: Opened, names: tuple[str, ...], seen: Presence, viewer: str | None) -> Compared:
    if len(opened.study.coders) < 2 or not names:
        return Compared(study=opened.study, coders=tuple(opened.study.coders), comparisons=(), disagreements=())
    return compare_study(opened, Wanted(transcripts=names), viewer=viewer, presence=seen)


def _alone(opened: Opened, found: Compared, names: tuple[str, ...]) -> dict[str, str]:
    """Transcripts that one coder completed, with that coder; of a study with one coder too."""
    if found.comparisons or found.alone:
        return dict(found.alone)
    completions = Completions(opened)
    coders = tuple(opened.study.coders)
    done = {name: [coder for coder in coders if completions.of(name, [coder]).has_any(coder)] for name in names}
    return {name: who[0] for name, who in done.items() if len(who) == 1}


def _used(transcript: str, whose: dict[str, tuple[str, ...]], alone: dict[str, str], each: Standing) -> tuple[str, ...]:
    return whose.get(transcript) or (alone.get(transcript, each.coder),)


def _progress(
    seen: Presence, whose: dict[str, tuple[str, ...]], alone: dict[str, str], names: tuple[str, ...]
) -> dict[tuple[str, str], Progress]:
    """Of a reconciled transcript: completed where one of its coders completed all of it."""
    found: dict[tuple[str, str], Progress] = {}
    for (coder, name), each in seen.progress.items():
        if name in whose:
            before = found.get((NOBODY, name))
            done = coder in whose[name] and each.completed
            found[NOBODY, name] = Progress(
                coder=NOBODY, transcript=name, completed=done or (before is not None and before.completed)
            )
        elif name in names and coder == alone.get(name, coder):
            found[coder, name] = each
    return found


def _aside(
    opened: Opened, found: Compared, seen: Presence, alone: dict[str, str], names: tuple[str, ...]
) -> tuple[list[Coding], list[Coding]]:
    """Codings and outcomes without a place in today's text, and under a code that is gone."""
    by_name = {each.transcript: each for each in found.comparisons}
    decided = {name for each in found.comparisons for settled in each.settled for name in settled.decision.codings}
    line = lineage(opened.study.codebook.history)

    def counts(coding: Coding) -> bool:
        if coding.transcript in by_name:
            return coding.coder in by_name[coding.transcript].coders and coding.id not in decided
        return coding.transcript in names and coding.coder == alone.get(coding.transcript, coding.coder)

    lost, unled = list(filter(counts, seen.lost)), list(filter(counts, seen.unled))
    for coding in (coding for each in found.comparisons for coding in each.unplaced):
        code = line.today(coding.code)
        gone = code not in opened.study.codebook.codes or code in line.retired
        (unled if gone else lost).append(coding)
    return lost, unled


def _order(each: Standing) -> tuple[str, int, int, str, str]:
    return (each.transcript, each.span.start, each.span.end, each.code, each.coding.id)
