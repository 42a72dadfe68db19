"""What a meeting does about several disagreements at once: by a rule, or as all proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from imcommerce_qual.actions.comparing import Compared
from imcommerce_qual.actions.deciding import Settling, accept_shared, settle
from imcommerce_qual.actions.errors import ActionError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.ruling import RulePlan, known_rule, plan_rule, revoke_rule, rules_in_force, settle_by_rule
from imcommerce_qual.model.adjudication import Decided
from imcommerce_qual.render.words import count

if TYPE_CHECKING:
    from imcommerce_qual.tui.reconcile.session import Meeting


class Together:
    """For a meeting of several; who proposes apart is told so."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    def plan_by_rule(self, words: str) -> RulePlan | None:
        """What a rule would settle; None, with a message, where it is none."""
        if not self._together():
            return None
        try:
            return plan_rule(self.meeting.opened, self.meeting.agenda.found, known_rule(self.meeting.opened, words))
        except ActionError as error:
            self.meeting.say(f"{error}" + (f" · {error.remedy}" if error.remedy else ""), failed=True)
            return None

    def settle_by_rule(self, plan: RulePlan, why: str) -> None:
        """Settle all that the plan lists."""
        if not self.meeting.as_read():
            return

        def act(opened: Opened, found: Compared) -> str:
            done = settle_by_rule(opened, self.meeting.writer, plan, found, by=self.meeting.by, why=why.strip())
            return f"settled {count(len(done), 'disagreement')} by “{plan.rule.text}” · U takes all back"

        self.meeting.wrote(self.meeting.agenda.write(act))

    def rules(self) -> Mapping[str, tuple[Decided, ...]]:
        """Rules that settled something, each with its decisions."""
        return rules_in_force(self.meeting.opened)

    def revoke_rule(self, rule: str, why: str = "") -> None:
        """Take back all that a rule settled."""
        if self.meeting.as_read():

            def act(opened: Opened, _: Compared) -> str:
                gone = revoke_rule(opened, self.meeting.writer, rule, why)
                return f"took back {count(len(gone), 'decision')} of “{rule}”"

            self.meeting.wrote(self.meeting.agenda.write(act))

    def shared(self) -> tuple[Settling, ...]:
        """What every coder proposed alike, ready to be accepted; with a message where there is nothing."""
        if not self._together():
            return ()
        found = accept_shared(self.meeting.opened, self.meeting.writer, self.meeting.agenda.found)
        listed = self.meeting.agenda.place
        ready = sorted((e for e in found if e.disagreement in listed), key=lambda each: listed[each.disagreement])
        if not ready:
            self.meeting.say("there is no disagreement that all proposed to settle alike")
        return tuple(ready)

    def accept(self, ready: Sequence[Settling]) -> None:
        """Settle these as proposed, in one action."""
        if self.meeting.as_read():

            def act(opened: Opened, found: Compared) -> str:
                done = settle(opened, self.meeting.writer, ready, found=found)
                return f"settled {count(len(done), 'disagreement')} as all proposed · U takes all back"

            self.meeting.wrote(self.meeting.agenda.write(act))

    def _together(self) -> bool:
        if self.meeting.apart:
            self.meeting.say("that is for the meeting: imqual reconcile without --propose", failed=True)
        return not self.meeting.apart
