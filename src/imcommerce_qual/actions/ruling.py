"""A rule settles a kind of disagreement: looked at first, recorded with each decision, taken back as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from imcommerce_qual.actions.comparing import Compared, decisions_of
from imcommerce_qual.actions.deciding import Settling, revoke, settle
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_code, known_coder
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.adjudication.deciding import in_force
from imcommerce_qual.core.adjudication.outcomes import NoOutcomeError, outcome_of
from imcommerce_qual.core.adjudication.rules import EXAMPLE, NoRuleError, Rule, parse_rule
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.adjudication import TAKE, Decided, Disagreement, Revoked


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePlan:
    """What a rule would settle: nothing is written yet. ``left`` are those that it fits and cannot settle, with why."""

    rule: Rule
    ready: tuple[Disagreement, ...]
    left: tuple[tuple[Disagreement, str], ...] = ()


def known_rule(opened: Opened, words: str) -> Rule:
    """The rule that was typed, about codes and coders of the study.

    Raises:
        WrongUseError: it is none.
    """
    try:
        rule = parse_rule(words)
    except NoRuleError as error:
        raise WrongUseError(str(error), f"for example: {EXAMPLE}") from None
    if rule.how.startswith(TAKE):
        known_coder(opened.study, rule.how.removeprefix(TAKE))
    return rule if rule.of is None else replace(rule, of=known_code(opened.study.codebook, rule.of))


def plan_rule(opened: Opened, found: Compared, rule: Rule) -> RulePlan:
    """What *rule* would settle of the disagreements that *found* lists.

    Those that somebody postponed, and those whose decisions contradict each other, stay with people.
    """
    ready: list[Disagreement] = []
    left: list[tuple[Disagreement, str]] = []
    book = opened.study.codebook.hash
    for each in found.disagreements:
        if not rule.fits(each):
            continue
        if each.decision is not None:
            left.append((each, each.open_because or "decided, and still open"))
            continue
        try:
            outcome_of(each, rule.how, opened.study.transcripts[each.transcript], book)
        except NoOutcomeError as error:
            left.append((each, str(error)))
        else:
            ready.append(each)
    return RulePlan(rule=rule, ready=tuple(ready), left=tuple(left))


def settle_by_rule(
    opened: Opened, writer: str, plan: RulePlan, found: Compared, *, by: Sequence[str] = (), why: str = ""
) -> tuple[Decided, ...]:
    """Settle all that the rule fits, in one action; each decision names the rule.

    Raises:
        WrongUseError: there is nothing that it settles.
        BusyError: somebody else was settling meanwhile.
    """
    if not plan.ready:
        raise WrongUseError(f"“{plan.rule.text}” settles nothing that is open", "`imqual compare` lists what is open")
    wanted = [
        Settling(disagreement=each.id, how=plan.rule.how, why=why, by=tuple(by), rule=plan.rule.text)
        for each in plan.ready
    ]
    return settle(opened, writer, wanted, found=found)


def rules_in_force(opened: Opened) -> Mapping[str, tuple[Decided, ...]]:
    """The decisions in force that each rule took, by the rule's text."""
    found: dict[str, list[Decided]] = {}
    for events in decisions_of(opened).values():
        for each in in_force(events):
            if each.rule is not None:
                found.setdefault(each.rule, []).append(each)
    return {rule: tuple(each) for rule, each in sorted(found.items())}


def revoke_rule(opened: Opened, writer: str, words: str, why: str = "") -> tuple[Revoked, ...]:
    """Take back every decision that a rule took.

    Raises:
        WrongUseError: no decision in force was taken by that rule.
    """
    rules = rules_in_force(opened)
    name = words.strip()
    if name not in rules:
        try:
            name = known_rule(opened, words).text
        except WrongUseError:
            name = words.strip()
    if name not in rules:
        remedy = suggest(name, rules) if rules else "no decision in force was taken by a rule"
        raise WrongUseError(f"nothing was settled by a rule “{name}”", remedy)
    return revoke(opened, writer, rules[name], why)
