"""Disagreements and decisions in words, for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from imcommerce_qual.model.adjudication import Comparison, Decided, Disagreement, Kind, Mark, Settled
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.render.words import count

if TYPE_CHECKING:
    from imcommerce_qual.core.adjudication.measures import Negotiated

#: So many characters of an id are enough to type.
SHORT = 8
#: Codes, and pairs of codes, that a line names.
_CODES, _PAIRS = 8, 5
#: What each kind is called in a sentence.
KIND_WORDS: Mapping[str, str] = {
    "boundary": "same code, other ends",
    "not by all": "not coded by all",
    "code": "other codes",
    "split": "one against several",
    "stance": "other stances",
}


def words_of(transcript: Transcript, mark: Mark, *, most: int = 120) -> str:
    """The words of a coding on one line, shortened in the middle where they are many."""
    from imcommerce_qual.core.excerpts import excerpt_of

    found = excerpt_of(transcript, mark.standing.span)
    return shortened(found.words if found is not None else "", most)


def shortened(words: str, most: int) -> str:
    """On one line; where they are many, the first and the last of them, whole words where there are spaces.

    >>> shortened("She gave me a carton of eggs and I could not say no to her.", 30)
    'She gave me a … say no to her.'
    """
    flat = " ".join(words.split())
    if len(flat) <= most:
        return flat
    first, last = flat[: most // 2], flat[-(most // 2) :]
    if flat[len(first)] != " " and " " in first:
        first = first.rsplit(" ", 1)[0]
    if flat[-len(last) - 1] != " " and " " in last:
        last = last.split(" ", 1)[1]
    return f"{first.strip()} … {last.strip()}"


def render_disagreement(each: Disagreement, transcript: Transcript) -> Iterator[str]:
    """A head line, and a line for each coding."""
    turns = sorted({turn for mark in each.marks for turn in mark.turns})
    where = f"turn {turns[0]}" if len(turns) == 1 else f"turns {turns[0]}-{turns[-1]}"
    overlap = f", {each.overlap:.0%} in common" if each.kind in {"boundary", "split", "code"} else ""
    why = f" ({each.open_because})" if each.open_because else ""
    yield f"{each.id[:SHORT]}  {each.transcript} {where}  {each.kind}{overlap}: {' / '.join(each.codes)}{why}"
    for mark in each.marks:
        yield f"    {who(mark)}  {mark.code}{marks_in_words(mark)}  “{words_of(transcript, mark)}”"
    for coder in each.coders:
        if not any(coder in mark.coders for mark in each.marks):
            yield f"    {coder}  nothing here"


def who(mark: Mark) -> str:
    """Whose coding it is: a coder's, or a decision's between several."""
    names = ", ".join(sorted(mark.coders))
    return f"{names} (decided)" if mark.decision else names


def marks_in_words(mark: Mark) -> str:
    """Stance, unsure and exemplar, if any."""
    coding = mark.standing.coding
    stance = f" {coding.stance}{f' {coding.toward}' if coding.toward else ''}" if coding.stance else ""
    return f"{stance}{' unsure' if coding.unsure else ''}{' exemplar' if coding.exemplar else ''}"


def render_kinds(found: Sequence[Disagreement], transcripts: int) -> str:
    """How many are open, and of which kinds, the most frequent first."""
    kinds = Counter(each.kind for each in found).most_common()
    told = ", ".join(f"{name} {number}" for name, number in sorted(kinds, key=lambda pair: (-pair[1], pair[0])))
    open_ones = f"{count(len(found), 'disagreement')} open in {count(transcripts, 'transcript')}"
    return f"{open_ones}: {told}" if told else open_ones


def render_by_code(by_code: Mapping[str, Mapping[Kind, int]]) -> Iterator[str]:
    """The codes about which most is open; nothing where there are fewer than two."""
    totals = [(code, sum(kinds.values())) for code, kinds in by_code.items()]
    if len(totals) > 1:
        more = f" and {count(len(totals) - _CODES, 'more code')}" if len(totals) > _CODES else ""
        yield "by code: " + ", ".join(f"{code} {number}" for code, number in totals[:_CODES]) + more


def render_pairs(pairs: Sequence[tuple[tuple[str, str], int, int]]) -> Iterator[str]:
    """The codes that stood for one another most often, settled or not; nothing where none did."""
    if pairs:
        yield "confused: " + ", ".join(f"{' and '.join(pair)} {number}×" for pair, number, _ in pairs[:_PAIRS])


def render_negotiated(found: Negotiated) -> str:
    """Negotiated agreement in a sentence; never called by the name of a coefficient."""
    if found.share is None:
        return "Nothing was compared."
    parts = [f"{found.agreed} agreed at once", f"{found.settled} settled between the coders"]
    parts += [f"{found.by_others} settled by somebody else"] if found.by_others else []
    parts.append(f"{found.open} open")
    return f"Negotiated agreement: {found.share:.1%} of {found.of} ({', '.join(parts)}). It is no reliability."


def render_hows(found: Negotiated) -> str:
    """How disagreements were settled, as counts."""
    return ", ".join(f"{how} {number}" for how, number in found.hows.items())


def render_settled(settled: Settled, transcript: Transcript, *, because: bool = True) -> Iterator[str]:
    """A decision: what it was about, how it was settled, by whom and when; last, where it is wanted, why."""
    event = settled.decision
    codes = " / ".join(dict.fromkeys(mark.code for mark in settled.marks))
    yield f"{event.id[:SHORT]}  {event.transcript}  {settled.kind or ''}: {codes} → {event.how}{_by(event)}"
    for mark in settled.marks:
        yield f"    {who(mark)}  {mark.code}  “{words_of(transcript, mark)}”"
    for mark in settled.outcomes:
        yield f"    → {mark.code}  “{words_of(transcript, mark)}”"
    if event.why and because:
        yield f"    because: {event.why}"


def _by(event: Decided) -> str:
    rule = f", by the rule “{event.rule}”" if event.rule else ""
    return f" ({', '.join(event.by)}, {event.at:%Y-%m-%d}{rule})"


def render_left(comparisons: tuple[Comparison, ...]) -> Iterator[str]:
    """What of the decisions does not hold."""
    conflicts = [group for each in comparisons for group in each.conflicts]
    for group in conflicts:
        ids = ", ".join(event.id[:SHORT] for event in group)
        yield f"these decisions contradict each other, and none holds: {ids} (revoke one: imqual decide --revoke)"
    outdated = sum(len(each.outdated) for each in comparisons)
    if outdated:
        do = "does" if outdated == 1 else "do"
        yield f"{count(outdated, 'decision')} {do} not hold any more: the codings were changed since"
