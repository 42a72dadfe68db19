"""A meeting about disagreements as a state: actions go in, what to show comes out. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.comparing import Compared, Wanted
from imcommerce_qual.actions.deciding import Settling, accept_shared, last_action, revoke, settle
from imcommerce_qual.actions.errors import ActionError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.ruling import RulePlan, known_rule, plan_rule, revoke_rule, rules_in_force, settle_by_rule
from imcommerce_qual.core.adjudication.agenda import ORDERS, Order
from imcommerce_qual.core.adjudication.outcomes import NewCoding, NoOutcomeError, outcome_of
from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.model.adjudication import Decided, Disagreement
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.render.disagreementtext import SHORT
from imcommerce_qual.render.words import count
from imcommerce_qual.store.meetingplace import MeetingPlace, read_meeting_place, write_meeting_place
from imcommerce_qual.tui.reconcile.agenda import Agenda
from imcommerce_qual.tui.reconcile.begun import Begun, reason_of
from imcommerce_qual.tui.reconcile.entry import FIELDS
from imcommerce_qual.tui.reconcile.keys import TAKE_CODER, ReconcileKeys, reconcile_keys
from imcommerce_qual.tui.review.choosing import Choosing
from imcommerce_qual.tui.review.listing import Context

_NEXT_CONTEXT: Mapping[Context, Context] = {"near": "whole", "whole": "none", "none": "near"}
_CONTEXT_WORDS: Mapping[Context, str] = {
    "none": "the codings alone",
    "near": "some of what was said around",
    "whole": "whole turns",
}
ORDER_WORDS: Mapping[Order, str] = {
    "codes": "by codes",
    "transcript": "by transcript",
    "unsure": "unsure first",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """How the current disagreement is to be settled, before a reason was given. ``why``: one that was typed before."""

    disagreement: str
    how: str
    new: tuple[NewCoding, ...] = ()
    why: str = ""


class Meeting:
    """Two or more people who settle disagreements at one terminal; or, *apart*, one who proposes how.

    ``said`` is the last message, ``failed`` whether it is bad news. ``pending`` is set where a reason is to be asked
    for: ``decide`` or ``drop`` follows. ``choosing`` is set while the words of a new coding are chosen, after those in
    ``made``. ``by`` is who decides; empty: the coders compared. ``change`` is an entry of the codebook's history that
    the current case led to.
    """

    def __init__(
        self,
        opened: Opened,
        writer: str,
        wanted: Wanted | None = None,
        *,
        apart: bool = False,
        by: Sequence[str] = (),
        keys: ReconcileKeys | None = None,
    ) -> None:
        place = read_meeting_place(opened.root, writer, apart=apart)
        order: Order = next((each for each in ORDERS if place is not None and each == place.order), "transcript")
        self.agenda = Agenda(opened, writer, wanted or Wanted(), order=order, apart=apart)
        self.writer = writer
        self.apart = apart
        self.by: tuple[str, ...] = tuple(by)
        self.keys = keys or reconcile_keys()
        self.said, self.failed = "", False
        self.version = 0
        self.context: Context = "near"
        self.translated = True
        self.choosing: Choosing | None = None
        self.made: tuple[NewCoding, ...] = ()
        self.pending: Pending | None = None
        self.change: tuple[str, str] | None = None
        self._code: str | None = None
        self.begun = Begun(opened.root, writer)
        self.index = 0
        if place is not None:
            self.index = self.agenda.place.get(place.disagreement, place.index)
        self.go(self.index)
        self.offer = self._offer()
        self.say(self.offer)

    # what is shown

    @property
    def opened(self) -> Opened:
        """The study as it was read last."""
        return self.agenda.opened

    @property
    def current(self) -> Disagreement | None:
        """The disagreement that everything is about; None where none is open."""
        items = self.agenda.items
        return items[self.index] if self.index < len(items) else None

    @property
    def transcript(self) -> Transcript | None:
        """Its transcript."""
        return self.opened.study.transcripts[self.current.transcript] if self.current else None

    @property
    def compared(self) -> tuple[str, ...]:
        """Everybody whose codings are compared here."""
        return tuple(dict.fromkeys(coder for each in self.agenda.found.comparisons for coder in each.coders))

    @property
    def meant(self) -> tuple[str, ...]:
        """The codes in question."""
        return self.current.codes if self.current else ()

    @property
    def explained(self) -> tuple[str, ...]:
        """The same: there is no room to spare for the longest of all."""
        return self.meant

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes that a decision may use, those in question first."""
        known = [code for code in self.opened.study.codebook.codes if not code.startswith("proposal/")]
        return tuple(dict.fromkeys([*self.meant, *known]))

    # what was begun

    def entries_begun(self) -> tuple[tuple[str, str], ...]:
        """(code, field) of entries that were being reworded, of codes that there are, the latest first."""
        known = self.opened.study.codebook.codes
        return tuple((code, field) for code, field in self.begun.entries() if code in known and field in FIELDS)

    def _offer(self) -> str:
        """What was being typed when the terminal was gone: which, and how to go on. The case of a reason is shown."""
        if not self.apart and self.agenda.items:
            for code, field in self.entries_begun():
                return f"{FIELDS[field]} of {code} was begun: r goes on with it"
        for each in self.begun.reasons():
            if each in self.agenda.place:
                self.go(self.agenda.place[each])
                return f"a reason was begun here, “{self.begun.words(reason_of(each))}”: settle it to go on"
        return ""

    # moving

    def go(self, index: int) -> None:
        """To the item at that place of the list."""
        self._leave_change()
        self.index = max(0, min(index, len(self.agenda.items) - 1))
        self._keep_place()

    def visit(self, disagreement: str) -> None:
        """To the item of that id."""
        if disagreement in self.agenda.place:
            self.go(self.agenda.place[disagreement])
        else:
            self.say("it is settled by now", failed=True)

    def _keep_place(self) -> None:
        current = self.current
        if current is not None:
            place = MeetingPlace(disagreement=current.id, index=self.index, order=self.agenda.order)
            write_meeting_place(self.opened.root, self.writer, place, apart=self.apart)

    def _step(self, many: int) -> None:
        if not 0 <= self.index + many < len(self.agenda.items):
            self.say("this is the last disagreement" if many > 0 else "this is the first disagreement")
        self.go(self.index + many)

    def _untouched(self, each: Disagreement) -> bool:
        if self.apart:
            return not any(self.writer in event.by for event in self.agenda.proposals(each))
        return each.open_because != "postponed"

    def _next_open(self) -> None:
        items = self.agenda.items
        after = [*range(self.index + 1, len(items)), *range(self.index)]
        found = next((n for n in after if self._untouched(items[n])), None)
        if found is None:
            self.say("no other is left: all others were proposed" if self.apart else "all others were postponed")
        else:
            self.go(found)

    def _cycle_order(self) -> None:
        current = self.current
        self.agenda.put_in_order(ORDERS[(ORDERS.index(self.agenda.order) + 1) % len(ORDERS)])
        self.index = self.agenda.place.get(current.id, 0) if current else 0
        self._keep_place()
        self.version += 1
        self.say(f"order: {ORDER_WORDS[self.agenda.order]}")

    # doing

    def do(self, name: str) -> None:
        """Carry out the action of that name.

        Raises:
            KeyError: it is none that works without the screen.
        """
        self.said, self.failed = "", False
        self.pending = None
        if self.choosing is not None:
            self._choose(name)
        elif name.startswith(TAKE_CODER):
            self._take_coder(int(name.removeprefix(TAKE_CODER)))
        else:
            self._actions()[name]()

    def _actions(self) -> Mapping[str, Callable[[], None]]:
        return {
            "next": lambda: self._step(1),
            "back": lambda: self._step(-1),
            "next-open": self._next_open,
            "first": lambda: self.go(0),
            "last": lambda: self.go(len(self.agenda.items) - 1),
            "order": self._cycle_order,
            "both": lambda: self.begin("both"),
            "neither": lambda: self.begin("neither"),
            "union": lambda: self.begin("union"),
            "intersection": lambda: self.begin("intersection"),
            "postpone": lambda: self.begin("postponed"),
            "undo": self._undo,
            "context": self._cycle_context,
            "translation": self._toggle_translation,
            "refresh": self._refresh,
            "clear": lambda: None,
        }

    # settling

    def begin(self, how: str, new: tuple[NewCoding, ...] = ()) -> None:
        """Settle the current disagreement so: a reason is asked for next, unless it cannot be."""
        each, transcript = self.current, self.transcript
        if each is None or transcript is None:
            self.say("nothing is open here", failed=True)
            return
        try:
            outcome_of(each, how, transcript, self.opened.study.codebook.hash, new)
        except NoOutcomeError as error:
            self.say(str(error), failed=True)
            return
        self.pending = Pending(disagreement=each.id, how=how, new=new, why=self.begun.words(reason_of(each.id)) or "")

    def _take_coder(self, number: int) -> None:
        each = self.current
        if each is not None and number > len(each.coders):
            self.say(f"there is no coder {number} here", failed=True)
        elif each is not None:
            self.begin(f"take {each.coders[number - 1]}")
        else:
            self.begin("")

    def drop(self) -> None:
        """No decision: the disagreement is as it was; new codings are chosen on where the reason was not given."""
        pending, self.pending = self.pending, None
        self.say("it is as it was")
        if pending is not None and pending.new and self.current is not None:
            self.made = pending.new
            self.choose_last_again()

    def decide(self, why: str) -> None:
        """Write what is pending, with a reason; an empty one is shown as missing. What is typed stays until it is."""
        pending, self.pending = self.pending, None
        each = self.current
        if pending is None or each is None:
            return
        about = reason_of(pending.disagreement)
        self.begun.keeper(about)(why)
        if not self._as_read():
            return
        change = self.change[1] if self.change is not None and self.change[0] == each.id else None
        wanted = Settling(
            disagreement=pending.disagreement,
            how=pending.how,
            why=why.strip(),
            by=() if self.apart else self.by,
            new=pending.new,
            change=change,
        )

        def act(opened: Opened, found: Compared) -> str:
            settle(opened, self.writer, [wanted], propose=self.apart, found=found)
            verb = "proposed" if self.apart else "postponed" if pending.how == "postponed" else "settled"
            how = "" if pending.how == "postponed" else f": {pending.how}"
            linked = f", with the codebook's change {change}" if change else ""
            missing = "" if why.strip() else " · THE REASON IS MISSING"
            return f"{verb} {each.id[:SHORT]}{how}{linked}{missing} · U takes it back"

        self._wrote(self.agenda.write(act))
        if not self.agenda.failed:
            self.begun.drop(about)
            self.change = None
            if change is not None:
                self.agenda.read_again()
            self._after(each)

    def _after(self, each: Disagreement) -> None:
        """On to the next: what was settled is gone from the list, what was postponed or proposed is not."""
        at = self.agenda.place.get(each.id)
        self.index = at + 1 if at is not None else self.index
        if self.index >= len(self.agenda.items):
            self.index = max(0, len(self.agenda.items) - 1)
        self._keep_place()

    def _undo(self) -> None:
        if not self._as_read():
            return
        back: list[Decided] = []

        def act(opened: Opened, _: Compared) -> str:
            last = last_action(opened, self.writer, proposed=self.apart)
            if not last:
                return f"{self.writer} has {'proposed' if self.apart else 'settled'} nothing that could be taken back"
            revoke(opened, self.writer, last)
            back.extend(last)
            what = "proposal" if self.apart else "decision"
            return f"took back {count(len(back), what)}: {back[0].transcript}, {back[0].how}"

        self._wrote(self.agenda.write(act))
        if back:
            codings = set(back[0].codings)
            found = next((n for n, e in enumerate(self.agenda.items) if codings & {m.id for m in e.marks}), None)
            self.index = self.index if found is None else found
            self.index = max(0, min(self.index, len(self.agenda.items) - 1))
            self._keep_place()

    def revoke(self, decisions: Sequence[Decided], why: str = "") -> None:
        """Open what these decisions settled again."""
        if not self._as_read():
            return

        def act(opened: Opened, _: Compared) -> str:
            gone = revoke(opened, self.writer, decisions, why)
            return f"took back {count(len(gone), 'decision')}: open again"

        self._wrote(self.agenda.write(act))
        if not self.agenda.failed:
            self._find(set(decisions[0].codings))

    def _find(self, codings: set[str]) -> None:
        found = next((n for n, e in enumerate(self.agenda.items) if codings & {m.id for m in e.marks}), None)
        if found is not None:
            self.go(found)

    # more than one

    def plan_by_rule(self, words: str) -> RulePlan | None:
        """What a rule would settle; None, with a message, where it is none."""
        if not self._together():
            return None
        try:
            return plan_rule(self.opened, self.agenda.found, known_rule(self.opened, words))
        except ActionError as error:
            self.say(f"{error}" + (f" · {error.remedy}" if error.remedy else ""), failed=True)
            return None

    def settle_by_rule(self, plan: RulePlan, why: str) -> None:
        """Settle all that the plan lists."""
        if not self._as_read():
            return

        def act(opened: Opened, found: Compared) -> str:
            done = settle_by_rule(opened, self.writer, plan, found, by=self.by, why=why.strip())
            return f"settled {count(len(done), 'disagreement')} by “{plan.rule.text}” · U takes all back"

        self._wrote(self.agenda.write(act))

    def rules(self) -> Mapping[str, tuple[Decided, ...]]:
        """Rules that settled something, each with its decisions."""
        return rules_in_force(self.opened)

    def revoke_rule(self, rule: str, why: str = "") -> None:
        """Take back all that a rule settled."""
        if self._as_read():

            def act(opened: Opened, _: Compared) -> str:
                return f"took back {count(len(revoke_rule(opened, self.writer, rule, why)), 'decision')} of “{rule}”"

            self._wrote(self.agenda.write(act))

    def shared(self) -> tuple[Settling, ...]:
        """What every coder proposed alike, ready to be accepted; with a message where there is nothing."""
        if not self._together():
            return ()
        found = accept_shared(self.opened, self.writer, self.agenda.found)
        listed = self.agenda.place
        ready = sorted((e for e in found if e.disagreement in listed), key=lambda each: listed[each.disagreement])
        if not ready:
            self.say("there is no disagreement that all proposed to settle alike")
        return tuple(ready)

    def accept(self, ready: Sequence[Settling]) -> None:
        """Settle these as proposed, in one action."""
        if self._as_read():

            def act(opened: Opened, found: Compared) -> str:
                done = settle(opened, self.writer, ready, found=found)
                return f"settled {count(len(done), 'disagreement')} as all proposed · U takes all back"

            self._wrote(self.agenda.write(act))

    def _together(self) -> bool:
        if self.apart:
            self.say("that is for the meeting: imqual reconcile without --propose", failed=True)
        return not self.apart

    def decided_by(self, names: str) -> None:
        """Who decides from now on: names with commas between them; the coders compared, where they are those."""
        given = tuple(dict.fromkeys(each.strip() for each in names.replace("，", ",").split(",") if each.strip()))
        try:
            check_text(names)
        except ActionError as error:
            self.say(str(error), failed=True)
            return
        self.by = () if set(given) == set(self.compared) else given
        offer = f" · {self.offer}" if self.offer else ""
        self.say(f"decided by {', '.join(given or self.compared)}{offer}")

    # the codebook

    def changed_codebook(self, entry: str, said: str) -> None:
        """The codebook was changed because of the current case: the decision about it names that entry."""
        each = self.current
        self.agenda.with_codebook()
        self.version += 1
        if each is not None:
            self.change = (each.id, entry)
        self.say(f"{said} · now settle this one, which names it")

    def _leave_change(self) -> None:
        if self.change is not None:
            entry = self.change[1]
            self.change = None
            current = self.current
            self.agenda.read_again()
            if current is not None:
                self.index = self.agenda.place.get(current.id, self.index)
            self.say(f"the codebook's change {entry} stands; no decision names it (imqual decide --change {entry})")

    # choosing words

    def begin_ends(self, code: str) -> None:
        """New ends, for that code: the words are chosen next."""
        each, transcript = self.current, self.transcript
        if each is None or transcript is None:
            self.say("nothing is open here", failed=True)
            return
        marks = [mark for mark in each.marks if mark.code == code] or list(each.marks)
        spans = [mark.standing.span for mark in marks]
        # What was said comes before its translation, however many characters that has.
        spoken = [span for span in spans if side_of(transcript, span) == "source"]
        widest = max(spoken or spans, key=lambda span: (len(span), -span.start))
        self._choose_words(code, widest)

    def one_more(self) -> bool:
        """Keep the coding whose words are chosen: the code of one more is chosen next. False where it is there."""
        new = self._chosen()
        if new is None:
            return False
        if new in self.made:
            self.say(f"{new.code} is on these words already: choose others, or another code", failed=True)
            return False
        self.made = (*self.made, new)
        self.choosing = None
        return True

    def choose_last_again(self) -> None:
        """Back to the words of the new coding that was kept last."""
        if self.made:
            *before, last = self.made
            self.made = tuple(before)
            self._choose_words(last.code, last.span)

    def _choose_words(self, code: str, span: Span) -> None:
        assert self.transcript is not None
        self._code = code
        self.choosing = Choosing.begin(self.transcript, span, "ends")
        if self.choosing is not None:
            self.say(self._choice())

    def _choice(self) -> str:
        assert self.choosing is not None
        return f"{self._code} · + one more · {self.choosing.words}"

    @property
    def making(self) -> str | None:
        """The code of the new coding whose words are chosen."""
        return self._code if self.choosing is not None else None

    def _chosen(self) -> NewCoding | None:
        """The coding whose words are being chosen; it has the stance that all coders' codings of that code have."""
        choosing, code, each = self.choosing, self._code, self.current
        if choosing is None or code is None or each is None:
            return None
        stances = {(m.stance, m.standing.coding.toward) for m in each.marks if m.code == code and m.stance}
        stance, toward = next(iter(stances)) if len(stances) == 1 else (None, None)
        return NewCoding(code=code, span=choosing.span, stance=stance, toward=toward)

    def _choose(self, name: str) -> None:
        new = self._chosen()
        if self.choosing is None or new is None:
            self._leave_choosing()
        elif name == "clear":
            if self.made:
                self.choose_last_again()
            else:
                self._leave_choosing()
                self.say("it is as it was")
        elif name in {"turn", "change-ends"}:
            self.begin("new", (*self.made, new))
            if self.pending is not None:
                self._leave_choosing()
        else:
            self.choosing = self.choosing.moved(name)
            self.say(self._choice())

    def _leave_choosing(self) -> None:
        self.choosing = None
        self.made = ()

    # showing, and what others do

    def _cycle_context(self) -> None:
        self.context = _NEXT_CONTEXT[self.context]
        self.version += 1
        self.say(_CONTEXT_WORDS[self.context])

    def _toggle_translation(self) -> None:
        self.translated = not self.translated
        self.version += 1

    def _refresh(self) -> None:
        self._again(self.agenda.read_again)
        self.say(f"read again: {count(len(self.agenda.items), 'disagreement')} open")

    def look(self) -> bool:
        """Whether files were changed by somebody else: then they are read again, and the same case stays if it can."""
        told: list[str | None] = []
        self._again(lambda: told.append(self.agenda.look()))
        if told[0] is None:
            return False
        self.say(told[0], failed=True)
        return True

    def _again(self, read: Callable[[], object]) -> None:
        current, at = self.current, self.index
        version = self.agenda.found
        read()
        if self.agenda.found is version and current == self.current:
            return
        self.version += 1
        self.index = self.agenda.place.get(current.id, at) if current else 0
        self.index = max(0, min(self.index, len(self.agenda.items) - 1))
        if self.choosing is not None and (self.current is None or current is None or self.current.id != current.id):
            self._leave_choosing()

    def _as_read(self) -> bool:
        if self.look():
            self.said += "; nothing was written, press the key again (what you typed is kept)"
            return False
        return True

    def _wrote(self, said: str) -> None:
        self.version += 1
        self.index = max(0, min(self.index, len(self.agenda.items) - 1))
        self.say(said, failed=self.agenda.failed)

    def say(self, said: str, *, failed: bool = False) -> None:
        """What the status line says next."""
        self.said, self.failed = said, failed
