"""Sentences of a methods section about rounds, agreement and decisions."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.model.methods import AgreementFact, Facts, RoundFact, SettledFact
from imcommerce_qual.model.plan import Draw, Target
from imcommerce_qual.render.agreementtext import decimal
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.words import count, of

_COEFFICIENTS = {
    "krippendorff_alpha": "Krippendorff's alpha",
    "cohen_kappa": "Cohen's kappa",
    "fleiss_kappa": "Fleiss' kappa",
    "gwet_ac1": "Gwet's AC1",
    "percent_agreement": "percent agreement",
}
_KINDS = {
    "boundary": "other ends",
    "code": "other codes",
    "not by all": "not coded by all",
    "split": "one against several",
    "stance": "other stances",
}
_TO = {"both": "with both kept", "neither": "with neither kept", "new": "to something new"}


def target_words(target: Target) -> str:
    """A coefficient with the value that was aimed at.

    >>> target_words(Target(coefficient="krippendorff_alpha", value=0.667))
    "Krippendorff's alpha of 0.667"
    """
    name = _COEFFICIENTS.get(target.coefficient, target.coefficient.replace("_", " "))
    return f"{name} of {target.value:g}"


def drawn_words(how: str | None, seed: int | None) -> str:
    """How transcripts were chosen; nothing where that is not on record.

    >>> drawn_words("random", 7), drawn_words("chosen", None), drawn_words(None, None)
    ('drawn at random, seed 7', 'chosen by hand', '')
    """
    words = {"random": "drawn at random", "chosen": "chosen by hand", "all": "all there were"}.get(how or "", "")
    return f"{words}, seed {seed}" if how == "random" and seed is not None else words


def round_words(each: RoundFact, facts: Facts) -> str:
    """A round: who coded how many transcripts, how these were chosen, and what was aimed at."""
    how = drawn_words(each.how, each.seed)
    target = f", with {target_words(each.target)} as the target declared beforehand" if each.target else ""
    state = "closed" if each.closed else "still open"
    return (
        f"In the {each.purpose} round {each.id} ({state}), {listed(each.coders)} coded "
        f"{of(each.transcripts, facts.transcripts, 'transcript')}{f' ({how})' if how else ''} by {each.unit}{target}."
    )


def agreement_words(found: AgreementFact) -> str:
    """How many transcripts were coded twice, how they were chosen, and the range of alpha over the codes."""
    return " ".join(_agreement(found))


def _agreement(found: AgreementFact) -> Iterator[str]:
    how = _how(found.drawn)
    where = f"round {found.round}" if found.round else "what coders completed before seeing each other's codings"
    whose = ", participants' words only" if found.participants_only else ""
    called = "Agreement" if found.label == "reliability" else "Agreement (not reported as reliability)"
    yield (
        f"{called} was computed on {of(found.transcripts, found.of, 'transcript')} coded by {listed(found.coders)}"
        f"{f' ({how})' if how else ''}, on {where}: {count(found.units, found.unit)}{whose}."
    )
    if found.lowest is None or found.highest is None or found.median is None:
        yield "Krippendorff's alpha is defined for no code."
        return
    yield (
        f"Over the {found.defined} of {count(found.codes, 'code')} for which it is defined, Krippendorff's alpha "
        f"ranges from {decimal(found.lowest[0])} ({found.lowest[1]}) to {decimal(found.highest[0])}, with a median of "
        f"{decimal(found.median)}."
    )
    if found.target is not None and found.reached is not None and found.judged is not None:
        yield f"{of(found.reached, found.judged, 'code')} reached the target, {target_words(found.target)}."
    ways = dict.fromkeys(found.apart.values())
    for way in ways:
        who = [coder for coder, how_apart in found.apart.items() if how_apart == way]
        yield f"Others' codings were kept from {listed(who)} by {_APART.get(way, way)}."


_APART = {"separate copy": "a separate copy of the study", "hidden in the tool": "being hidden in the tool"}


def _how(drawn: Draw | None) -> str:
    return drawn_words(drawn.how, drawn.seed) if drawn is not None else ""


def settled_words(found: SettledFact) -> str:
    """How many disagreements were settled, to what, by whom, and what is open."""
    return " ".join(_settled(found))


def _settled(found: SettledFact) -> Iterator[str]:
    differ = found.settled + found.by_others + found.open
    done = found.settled + found.by_others
    others = f", {found.by_others} of them by somebody else than those who differed" if found.by_others else ""
    yield (
        f"Where the same transcripts were coded by more than one, {count(found.agreed, 'coding')} agreed at once and "
        f"{count(differ, 'disagreement')} arose; {done} were settled{f' by {listed(found.by)}' if found.by else ''}"
        f"{others}, {found.open} {'is' if found.open == 1 else 'are'} open."
    )
    if found.to:
        ways = ", ".join(f"{number} {_TO.get(to, f'to {to}')}" for to, number in found.to.items())
        yield f"Outcomes: {ways}."
    if found.kinds:
        about = ", ".join(f"{_KINDS.get(kind, kind)} {number}" for kind, number in found.kinds.items())
        yield f"Decisions by what they were about: {about}."
    if found.rules:
        yield f"{count(found.rules, 'decision')} followed a rule."
    if found.changes:
        yield f"{count(found.changes, 'change')} of the codebook followed from decisions."
    yield "Agreement after such decisions is no reliability."


def rests_words(facts: Facts) -> str:
    """Which codings the results count, where there are decisions too."""
    after = facts.results.reconciled
    if after is None:
        return "Results count each coder's codings as applied, not the codings after decisions."
    policy = {"leave_out": "left out", "keep_all": "kept with all their codings"}.get(
        after.policy, f"kept as {after.policy} had them"
    )
    open_ = f"; {count(after.undecided, 'undecided disagreement')} {policy}" if after.undecided else ""
    return (
        f"Results count the codings after decisions in {count(len(after.transcripts), 'transcript')} and single "
        f"coders' in {len(after.alone)}{open_}."
    )
