"""What reconciled codings rest on, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from imcommerce_qual.model.standing import Reconciliation
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.words import count


def shares(found: Reconciliation) -> str:
    """How many transcripts are reconciled, and how many are as a single coder left them."""
    done = len(found.transcripts)
    names = sorted({coder for coders in found.coders.values() for coder in coders})
    parts = [f"{count(done, 'transcript')} reconciled" + (f" from {listed(names)}" if names else "")]
    by_coder: dict[str, int] = {}
    for coder in found.alone.values():
        by_coder[coder] = by_coder.get(coder, 0) + 1
    return ", ".join([*parts, *(f"{number} by {coder}" for coder, number in sorted(by_coder.items()))])


def policy(found: Reconciliation) -> str:
    """The undecided disagreements, and what the study does with them."""
    if found.undecided == 0:
        return "no disagreement undecided"
    what: Mapping[str, str] = {"leave_out": "left out", "keep_all": "all codings of them kept"}
    done = what.get(found.policy, f"{found.policy}'s codings stand")
    return f"{count(found.undecided, 'disagreement')} undecided: {done}"


def reconciled_lines(found: Reconciliation, *, viewer: str | None = None) -> Iterator[str]:
    """The sentences that stand with every result from reconciled codings."""
    yield f"Reconciled codings: {shares(found)}; {policy(found)}."
    if found.conflicts:
        yield (
            f"{count(found.conflicts, 'conflict')} of decisions that contradict each other: what these are about is "
            "undecided."
        )
    if found.outdated:
        do = "does" if found.outdated == 1 else "do"
        yield f"{count(found.outdated, 'decision')} {do} not hold any more: the codings were changed since."
    by_coder: dict[str, list[str]] = {}
    for coder, transcript in found.unfinished:
        by_coder.setdefault(coder, []).append(transcript)
    for coder, transcripts in sorted(by_coder.items()):
        yield f"Left out: {coder}'s codings of {listed(transcripts)}, which {coder} has not completed and others have."
    if found.hidden:
        yield f"Hidden: {listed(found.hidden)}, which {viewer or 'the viewer'} has not completed."
