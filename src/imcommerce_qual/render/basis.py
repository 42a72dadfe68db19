"""What a table rests on, in sentences to print under it."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.study import Study
from imcommerce_qual.render.phrases import listed, several
from imcommerce_qual.render.reconciledtext import reconciled_lines
from imcommerce_qual.render.stampwords import provenance_lines
from imcommerce_qual.render.words import count


def basis_lines(basis: Basis, study: Study, *, viewer: str | None = None) -> tuple[str, ...]:
    """Plain sentences: whose codings, what is counted, what was left out and why.

    The same whatever order the basis holds its parts in. Counts of what was set aside are said only where there are
    any. *viewer* is the coder from whom codings were hidden; without it, whoever looks.
    """
    return (
        *provenance_lines(basis.constructed, synthetic=study.synthetic),
        *rests_on(basis, viewer),
        "Overlapping excerpts under one code are one excerpt, whoever coded them.",
        _participants(basis, study),
        *_transcripts(basis),
        *_set_aside(basis),
        *_reopened(basis),
        *_saw(basis),
        *_hidden(basis, viewer),
    )


def rests_on(basis: Basis, viewer: str | None) -> Iterator[str]:
    """On how many codings, of how many transcripts by whom, or on what was decided."""
    codings = count(basis.codings, "coding") if basis.codings else "no codings"
    if basis.reconciled is not None:
        yield f"Rests on {codings}."
        yield from reconciled_lines(basis.reconciled, viewer=viewer)
    elif not basis.coders:
        yield "Rests on no codings."
    else:
        shares = [f"{count(len(names), 'transcript')} by {coder}" for coder, names in sorted(basis.coders.items())]
        yield f"Rests on {codings}: {', '.join(shares)}."


def _participants(basis: Basis, study: Study) -> str:
    n = len(basis.participants)
    if not basis.completed:
        return "No participants are counted, because no transcript is completed."
    completed = len(basis.completed)
    return (
        f"“n of {count(n, 'participant')}” counts who speaks in the turns under the excerpts, of the "
        f"{count(n, 'participant')} in the {count(completed, 'completed transcript')} "
        f"(the study has {count(len(study.transcripts), 'transcript')})."
    )


def _transcripts(basis: Basis) -> Iterator[str]:
    if basis.unfinished:
        them = "it" if len(basis.unfinished) == 1 else "them"
        yield (
            f"Coded but not completed: {listed(basis.unfinished)}. The excerpts in {them} count; "
            "who speaks only there is named as unfinished, not counted."
        )
    if basis.by_nobody:
        yield f"No codings used from {listed(basis.by_nobody)}."


def _set_aside(basis: Basis) -> Iterator[str]:
    if basis.changed:
        yield f"Counted: {count(basis.changed, 'coding')} whose words were edited since."
    if basis.stale:
        yield f"Counted: {count(basis.stale, 'coding')} made under an older definition of the code."
    for finding, number in sorted(basis.reworded.items()):
        was = "was" if number == 1 else "were"
        yield f"Counted: {count(number, 'stance')} toward {finding} that {was} given before {finding} was worded so."
    if basis.lost:
        yield f"Left out: {count(basis.lost, 'coding')} with fewer than half of the words left in the transcript."
    if basis.unled:
        yield f"Left out: {count(basis.unled, 'coding')} under a code that is retired, split or gone."
    if basis.outside:
        lie = "lies" if basis.outside == 1 else "lie"
        yield f"Left out: {count(basis.outside, 'coding')} that {lie} outside the words of one language."


def _reopened(basis: Basis) -> Iterator[str]:
    by_transcripts: dict[tuple[str, ...], list[str]] = {}
    for code, transcripts in basis.reopened.items():
        by_transcripts.setdefault(transcripts, []).append(code)
    for transcripts, codes in sorted(by_transcripts.items()):
        it = "it" if len(codes) == 1 else "one of them"
        yield (
            f"Not looked through again yet for {several(codes)}: {several(transcripts)}. "
            f"Where {it} was not coded there, nobody has looked."
        )


def _saw(basis: Basis) -> Iterator[str]:
    by_pair: dict[tuple[str, str], set[str]] = {}
    for coder, other, transcript in basis.saw:
        by_pair.setdefault((coder, other), set()).add(transcript)
    for (coder, other), transcripts in sorted(by_pair.items()):
        yield f"Not independent: {coder} saw {other}'s codings of {listed(transcripts)} before completing their own."


def _hidden(basis: Basis, viewer: str | None) -> Iterator[str]:
    by_coder: dict[str, set[str]] = {}
    # Of reconciled codings it was said already which transcripts are hidden.
    for coder, transcript in basis.hidden if basis.reconciled is None else ():
        by_coder.setdefault(coder, set()).add(transcript)
    for coder, transcripts in sorted(by_coder.items()):
        yield f"Left out: {coder}'s codings of {listed(transcripts)}, which {viewer or 'the viewer'} has not completed."
