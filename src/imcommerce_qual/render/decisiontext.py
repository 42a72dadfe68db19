"""The log of decisions in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from imcommerce_qual.model.decided import Entry, Settlement, State, Told
from imcommerce_qual.render.disagreementtext import SHORT, shortened
from imcommerce_qual.render.words import count

NEGOTIATED = (
    "Negotiated agreement is what was agreed at once or settled between the coders, of all agreements and "
    "disagreements. It was reached by talking: it is no reliability."
)
NO_RELIABILITY = "It is no reliability."
_STATES: Mapping[State, str] = {
    "holds": "holds",
    "postponed": "left open",
    "conflict": "contradicts another decision: does not hold",
    "outdated": "the codings were changed since: does not hold",
    "replaced": "replaced by a later decision",
    "revoked": "taken back",
}
#: What stands after a decision, where that is not one coder's.
_WAYS: Mapping[str, str] = {"both": "with both kept", "neither": "with neither kept", "new": "to something new"}
#: Words of a coding that fit a line.
_LONG = 90


def state_words(state: State) -> str:
    """Whether a decision holds, in words."""
    return _STATES[state]


def render_entry(each: Entry) -> Iterator[str]:
    """A head line; what each coder had; what stands; who, when and why."""
    first, last = each.turns or (None, None)
    where = "" if first is None else f" turn {first}" if first == last else f" turns {first}-{last}"
    state = "" if each.state == "holds" else f"  [{state_words(each.state)}]"
    kind = f"  {each.kind}:" if each.kind else " "
    yield f"{each.id[:SHORT]}  {each.transcript}{where}{kind} {' / '.join(each.codes)} → {each.how}{state}"
    for one in each.codings:
        yield f"    {', '.join(one.coders) or '?'}  {_told(one)}"
    with_some = {coder for one in each.codings for coder in one.coders}
    for coder in each.coders:
        if coder not in with_some:
            yield f"    {coder}  nothing here"
    for one in each.outcome:
        yield f"    → {_told(one)}"
    rule = f", by the rule “{each.rule}”" if each.rule else ""
    same = f", and said too in {count(len(each.same), 'other decision')}" if each.same else ""
    yield f"    {', '.join(each.by)}, {each.at:%Y-%m-%d}{rule}{same}" + (f": {each.why}" if each.why else "")
    if each.change:
        yield f"    led to a codebook change: {each.change_words or each.change}"
    if each.ended:
        who, at, why = each.ended
        yield f"    taken back by {who}, {at:%Y-%m-%d}" + (f": {why}" if why else "")


def _told(each: Told) -> str:
    stance = f" {each.stance}{f' {each.toward}' if each.toward else ''}" if each.stance else ""
    if each.words is None:
        return f"{each.code}{stance}  (changed or removed since)"
    short = shortened(each.words, _LONG)
    lost = "" if each.span is not None else "  (no longer in the text)"
    return f"{each.code}{stance}{' unsure' if each.unsure else ''}  “{short}”{lost}"


def render_ways(settled_to: Mapping[str, int]) -> str:
    """Whose codings stand after how many decisions.

    >>> render_ways({"ann": 3, "neither": 1})
    '3 to ann, 1 with neither kept'
    """
    return ", ".join(f"{number} {_WAYS.get(way, f'to {way}')}" for way, number in settled_to.items())


def render_settlement(each: Settlement) -> Iterator[str]:
    """Of all codes: negotiated agreement with its counts, how it came about, and each coder beside the result."""
    if each.share is None:
        yield "Nothing was compared: no transcript was completed by two coders."
        return
    parts = [f"{each.agreed} agreed at once", f"{each.settled} settled between the coders"]
    parts += [f"{each.by_others} settled by somebody else"] if each.by_others else []
    total = each.agreed + each.settled + each.by_others + each.open
    yield f"Negotiated agreement: {each.share:.1%} of {total} ({', '.join([*parts, f'{each.open} open'])})."
    yield NO_RELIABILITY
    if each.settled_to:
        yield f"Of the settled: {render_ways(each.settled_to)}."
    for share in each.coders:
        if not (share.reconciled or share.dropped):
            continue  # nothing stands yet that a coder could be set beside
        yield (
            f"{share.coder}: {share.same} of {count(share.reconciled, 'reconciled coding')} as coded, "
            f"{share.overlapping} with other ends, {share.missing} not coded; {share.dropped} of theirs not kept."
        )
