"""``imqual decide`` about several disagreements at once: by a rule, as all proposed, or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imcommerce_qual.cli.confirming import go_ahead
from imcommerce_qual.cli.faults import say

if TYPE_CHECKING:
    from imcommerce_qual.actions.opened import Opened
    from imcommerce_qual.model.adjudication import Disagreement


@dataclass(frozen=True, slots=True)
class Ways:
    """What else was typed."""

    shared: bool
    why: str
    by: str
    propose: bool
    yes: bool
    dry: bool
    as_json: bool


def settle_many(here: Opened, writer: str, rule: str | None, revoke_rule: str | None, ways: Ways) -> None:
    """Show what would be done, and do it where that is wanted."""
    from imcommerce_qual.actions.errors import WrongUseError

    if ways.propose and rule is not None:
        raise WrongUseError("a rule is for the meeting", "propose about single disagreements")
    if rule is not None:
        _by_rule(here, writer, rule, ways)
    elif revoke_rule is not None:
        _revoke_rule(here, writer, revoke_rule, ways)
    elif ways.shared:
        _shared(here, writer, ways)
    else:
        _undo(here, writer, ways)


def _by_rule(here: Opened, writer: str, words: str, ways: Ways) -> None:
    from imcommerce_qual.actions.comparing import compare_study
    from imcommerce_qual.actions.ruling import known_rule, plan_rule, settle_by_rule
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.render.words import count

    found = compare_study(here, viewer=writer)
    plan = plan_rule(here, found, known_rule(here, words))
    if not ways.as_json:
        _list(here, plan.ready)
        for each, why in plan.left:
            say(f"left open: {each.id[:8]} ({why})")
    done = ()  # type: tuple[object, ...]
    told = f"“{plan.rule.text}” settles {count(len(plan.ready), 'disagreement')}"
    if not plan.ready:
        say(told)
    elif go_ahead(f"{told}. Do it?", yes=ways.yes, dry=ways.dry):
        by = [each.strip() for each in ways.by.split(",") if each.strip()]
        done = settle_by_rule(here, writer, plan, found, by=by, why=ways.why)
        undo = f'imqual decide --revoke-rule "{plan.rule.text}" --as {writer}'
        say(f"settled {count(len(done), 'disagreement')} by “{plan.rule.text}”; undo: {undo}")
    if ways.as_json:
        print_json("decided", done, rule=plan.rule.text, fits=plan.ready, left=plan.left)


def _revoke_rule(here: Opened, writer: str, words: str, ways: Ways) -> None:
    from imcommerce_qual.actions.ruling import revoke_rule, rules_in_force
    from imcommerce_qual.render.words import count

    if ways.dry:
        for text, each in rules_in_force(here).items():
            say(f"“{text}” settled {count(len(each), 'disagreement')}")
        say("nothing was written (--dry-run)")
        return
    gone = revoke_rule(here, writer, words, ways.why)
    say(f"took back {count(len(gone), 'decision')}; what they were about is open again")


def _shared(here: Opened, writer: str, ways: Ways) -> None:
    from imcommerce_qual.actions.comparing import compare_study
    from imcommerce_qual.actions.deciding import accept_shared, settle
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.render.words import count

    found = compare_study(here, viewer=writer)
    by = [each.strip() for each in ways.by.split(",") if each.strip()]
    ready = accept_shared(here, writer, found, why=ways.why, by=by)
    if not ways.as_json:
        by_id = {each.id: each for each in found.disagreements}
        _list(here, [by_id[each.disagreement] for each in ready if each.disagreement in by_id])
    done = ()  # type: tuple[object, ...]
    told = f"all proposed the same for {count(len(ready), 'disagreement')}"
    if not ready:
        say(told)
    elif go_ahead(f"{told}. Accept?", yes=ways.yes, dry=ways.dry):
        done = settle(here, writer, ready, found=found)
        say(f"settled {count(len(done), 'disagreement')} as all proposed; undo: imqual decide --undo --as {writer}")
    if ways.as_json:
        print_json("decided", done, shared=ready)


def _undo(here: Opened, writer: str, ways: Ways) -> None:
    from imcommerce_qual.actions.deciding import last_action, revoke
    from imcommerce_qual.actions.errors import RefusedError
    from imcommerce_qual.render.words import count

    last = last_action(here, writer, proposed=ways.propose)
    if not last:
        raise RefusedError(f"{writer} has {'proposed' if ways.propose else 'settled'} nothing that could be taken back")
    for each in last:
        say(f"{each.id[:8]}  {each.transcript}  {each.how}")
    if not ways.dry:
        revoke(here, writer, last, ways.why)
        say(f"took back {count(len(last), 'decision')}; what they were about is open again")
    else:
        say("nothing was written (--dry-run)")


def _list(here: Opened, found: Sequence[Disagreement]) -> None:
    from imcommerce_qual.cli.output import on_terminal, print_rows
    from imcommerce_qual.render.disagreementtext import render_disagreement
    from imcommerce_qual.render.phrases import visible

    texts = here.study.transcripts
    if on_terminal():
        for each in found:
            print("\n".join(map(visible, render_disagreement(each, texts[each.transcript]))))
    else:
        titles = ["disagreement", "transcript", "kind", "codes"]
        print_rows(titles, [[each.id[:8], each.transcript, each.kind, " / ".join(each.codes)] for each in found])
