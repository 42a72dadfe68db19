"""What a meeting does about several disagreements at once: rules, what all proposed alike, what was settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from imcommerce_qual.core.adjudication.rules import EXAMPLE, MEASURED
from imcommerce_qual.model.adjudication import Settled
from imcommerce_qual.render.disagreementtext import SHORT, render_settled
from imcommerce_qual.render.words import count
from imcommerce_qual.tui.screens.ask import AskScreen
from imcommerce_qual.tui.screens.choose import WIDEST, ChooseScreen, Entry

if TYPE_CHECKING:
    from imcommerce_qual.tui.reconcile.screen import MeetingScreen

#: No more are listed at once; typing more letters leaves fewer.
MOST = 200
_YES = "yes"


class Many:
    """The questions that are asked for it, on the meeting's screen."""

    def __init__(self, screen: MeetingScreen) -> None:
        self.screen = screen
        self.meeting = screen.meeting

    def by_rule(self) -> None:
        """Which rule; then what it would settle; then why."""
        if self.meeting.together.plan_by_rule(EXAMPLE) is None:
            return
        each = self.meeting.current
        offered = EXAMPLE
        if each is not None and each.kind in MEASURED:
            offered = f"{each.kind} under 5 characters: union"
        elif each is not None:
            offered = f"{each.kind}: neither"
        title = "Which rule? KIND [of CODE] [under N characters] [overlap at least P%]: HOW"
        self.screen.app.push_screen(AskScreen(title, offered), self.screen.then(self._preview))

    def _preview(self, words: str) -> None:
        plan = self.meeting.together.plan_by_rule(words)
        if plan is None:
            return
        if not plan.ready:
            left = f"; {count(len(plan.left), 'one')} it cannot" if plan.left else ""
            self.meeting.say(f"“{plan.rule.text}” settles nothing that is open{left}", failed=True)
            return
        yes = Entry(_YES, f"settle {count(len(plan.ready), 'disagreement')}: {plan.rule.how}")
        ready = [self.screen.line_of(each) for each in plan.ready]
        left_over = [Entry("", f"left open ({why}): {self.screen.line_of(each).name}") for each, why in plan.left]

        def act(chosen: str) -> None:
            if chosen == _YES:
                title = f"Why “{plan.rule.text}”?"
                self.screen.ask_why(title, "rule", lambda why: self.meeting.together.settle_by_rule(plan, why))
                return
            self.meeting.say("nothing was settled by a rule")
            if chosen:
                self.meeting.visit(chosen)

        title = f"“{plan.rule.text}”: {count(len(plan.ready), 'disagreement')}"
        self.screen.choose(title, [yes, *ready, *left_over], act)

    def shared(self) -> None:
        """What all proposed alike: enter accepts all of it."""
        ready = self.meeting.together.shared()
        if not ready:
            return
        by_id = {each.id: each for each in self.meeting.agenda.items}
        yes = Entry(_YES, f"accept {count(len(ready), 'proposal')} that all made alike")
        rest = [
            Entry(each.disagreement, f"{each.how}: {self.screen.line_of(by_id[each.disagreement]).name}", each.why)
            for each in ready
        ]

        def act(chosen: str) -> None:
            if chosen == _YES:
                self.meeting.together.accept(ready)
            else:
                self.meeting.visit(chosen)

        self.screen.choose("All proposed the same", [yes, *rest], act)

    def settled(self) -> None:
        """What was settled, and rules as a whole; enter opens it again."""
        settled = self.meeting.agenda.settled()
        rules = self.meeting.together.rules()
        if not settled and not rules:
            self.meeting.say("nothing is settled yet")
            return
        by_id = {each.decision.id: each for each in settled}
        entries = [
            Entry(f"rule {rule}", f"rule “{rule}”: {count(len(each), 'decision')}", "enter takes all of them back")
            for rule, each in rules.items()
        ]

        def found(typed: str) -> list[Entry]:
            words = typed.casefold().split()
            listed = [e for e in entries if all(word in e.name.casefold() for word in words)]
            for each in settled:
                if len(listed) >= MOST:
                    break
                made = self._decision(each)
                if all(word in f"{made.id} {made.name} {made.about}".casefold() for word in words):
                    listed.append(made)
            return listed

        def act(chosen: str) -> None:
            if chosen.startswith("rule "):
                rule = chosen.removeprefix("rule ")
                title = f"Take back all that “{rule}” settled: why?"
                self.screen.ask_why(title, f"back {rule}", lambda why: self.meeting.together.revoke_rule(rule, why))
            elif chosen in by_id:
                title = f"Open {chosen[:SHORT]} again: why?"
                decision = by_id[chosen].decision
                self.screen.ask_why(title, f"back {chosen}", lambda why: self.meeting.revoke([decision], why))

        title = f"Settled: {count(len(settled), 'disagreement')} · enter opens one again"
        self.screen.app.push_screen(ChooseScreen(title, found), self.screen.then(act))

    def _decision(self, each: Settled) -> Entry:
        event = each.decision
        codes = " / ".join(dict.fromkeys(mark.code for mark in each.marks))
        why = event.why or "(no reason given)"
        return Entry(
            event.id, f"{event.id[:SHORT]} {event.transcript} {codes} → {event.how}", why, more=self._in_full(each)
        )

    def _in_full(self, each: Settled) -> Text:
        """Who decided and why, whole; then what each coder had and what stands, a row each."""
        transcript = self.meeting.opened.study.transcripts[each.decision.transcript]
        width = min(self.screen.app.size.width, WIDEST) - 4
        head, *rest = render_settled(each, transcript, because=False)
        found = [Text(head.strip())]
        if each.decision.why:
            found.append(Text(f"because: {each.decision.why}"))
        for line in rest:
            row = Text(line.removeprefix("  "))
            row.truncate(width, overflow="ellipsis")
            found.append(row)
        return Text("\n").join(found)
