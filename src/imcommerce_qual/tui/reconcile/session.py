"""A meeting about disagreements as a state: actions go in, what to show comes out. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.comparing import Compared, Wanted
from imcommerce_qual.actions.deciding import Settling, last_action, revoke, settle
from imcommerce_qual.actions.errors import ActionError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.adjudication.outcomes import NewCoding, NoOutcomeError, outcome_of
from imcommerce_qual.model.adjudication import Decided, Disagreement
from imcommerce_qual.render.disagreementtext import SHORT
from imcommerce_qual.render.words import count
from imcommerce_qual.tui.reconcile.begun import Begun, change_of, reason_of
from imcommerce_qual.tui.reconcile.entry import FIELDS
from imcommerce_qual.tui.reconcile.keys import TAKE_CODER, ReconcileKeys, reconcile_keys
from imcommerce_qual.tui.reconcile.making import Making
from imcommerce_qual.tui.reconcile.together import Together
from imcommerce_qual.tui.reconcile.walking import Walking
from imcommerce_qual.tui.review.choosing import Choosing


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """How the current disagreement is to be settled, before a reason was given. ``why``: one that was typed before."""

    disagreement: str
    how: str
    new: tuple[NewCoding, ...] = ()
    why: str = ""


class Meeting(Walking):
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
        super().__init__(opened, writer, wanted, apart=apart)
        self.by: tuple[str, ...] = tuple(by)
        self.keys = keys or reconcile_keys()
        self.new = Making()
        self.together = Together(self)
        self.pending: Pending | None = None
        self.change: tuple[str, str] | None = None
        self.begun = Begun(opened.root, writer)
        self.go(self.index)
        self.offer = self._offer()
        linked = self.begun.words(change_of(self.current.id)) if self.current else None
        if self.current is not None and linked in {each.id for each in opened.study.codebook.history}:
            self.change = (self.current.id, str(linked))
        self.say(self.offer)

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

    def go(self, index: int) -> None:
        """To the item at that place of the list; a change of the codebook that the last one led to is named by none."""
        self._leave_change()
        super().go(index)

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
            "next": lambda: self.step(1),
            "back": lambda: self.step(-1),
            "next-open": self.next_open,
            "first": lambda: self.go(0),
            "last": lambda: self.go(len(self.agenda.items) - 1),
            "order": self.cycle_order,
            "both": lambda: self.begin("both"),
            "neither": lambda: self.begin("neither"),
            "union": lambda: self.begin("union"),
            "intersection": lambda: self.begin("intersection"),
            "postpone": lambda: self.begin("postponed"),
            "undo": self._undo,
            "context": self.cycle_context,
            "translation": self.toggle_translation,
            "refresh": self.look_again,
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
            self.choose_last_again(pending.new)

    def decide(self, why: str) -> None:
        """Write what is pending, with a reason; an empty one is shown as missing. What is typed stays until it is."""
        pending, self.pending = self.pending, None
        each = self.current
        if pending is None or each is None:
            return
        about = reason_of(pending.disagreement)
        self.begun.keeper(about)(why)
        if not self.as_read():
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

        self.wrote(self.agenda.write(act))
        if not self.agenda.failed:
            self.begun.drop(about)
            self.begun.drop(change_of(each.id))
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
        self.keep_place()

    def _undo(self) -> None:
        if not self.as_read():
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

        self.wrote(self.agenda.write(act))
        if back:
            found = self.find(set(back[0].codings))
            self.index = self.index if found is None else found
            self.index = max(0, min(self.index, len(self.agenda.items) - 1))
            self.keep_place()

    def revoke(self, decisions: Sequence[Decided], why: str = "") -> None:
        """Open what these decisions settled again."""
        if not self.as_read():
            return

        def act(opened: Opened, _: Compared) -> str:
            gone = revoke(opened, self.writer, decisions, why)
            return f"took back {count(len(gone), 'decision')}: open again"

        self.wrote(self.agenda.write(act))
        found = None if self.agenda.failed else self.find(set(decisions[0].codings))
        if found is not None:
            self.go(found)

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
            self.begun.keeper(change_of(each.id))(entry)
        self.say(f"{said} · now settle this one, which names it")

    def _leave_change(self) -> None:
        if self.change is not None:
            about, entry = self.change
            self.change = None
            self.begun.drop(change_of(about))
            current = self.current
            self.agenda.read_again()
            if current is not None:
                self.index = self.agenda.place.get(current.id, self.index)
            self.say(f"the codebook's change {entry} stands; no decision names it (imqual decide --change {entry})")

    # choosing words

    @property
    def choosing(self) -> Choosing | None:
        """The words that are being chosen for a new coding."""
        return self.new.choosing

    @property
    def made(self) -> tuple[NewCoding, ...]:
        """New codings that are kept while one more is chosen."""
        return self.new.made

    def begin_ends(self, code: str) -> None:
        """New ends, for that code: the words are chosen next."""
        each, transcript = self.current, self.transcript
        if each is None or transcript is None:
            self.say("nothing is open here", failed=True)
            return
        self.new.begin(transcript, each, code)
        self.say(self.new.words)

    def one_more(self) -> bool:
        """Keep the coding whose words are chosen: the code of one more is chosen next. False where it is there."""
        each = self.current
        new = self.new.chosen(each) if each is not None else None
        if new is None:
            return False
        if new in self.made:
            self.say(f"{new.code} is on these words already: choose others, or another code", failed=True)
            return False
        self.new.keep(new)
        return True

    def choose_last_again(self, made: tuple[NewCoding, ...] | None = None) -> None:
        """Back to the words of the new coding that was kept last."""
        kept, transcript = made or self.made, self.transcript
        if kept and transcript is not None:
            self.new.take_back(transcript, kept)
            self.say(self.new.words)

    def _choose(self, name: str) -> None:
        each = self.current
        new = self.new.chosen(each) if each is not None else None
        if self.new.choosing is None or new is None:
            self.new.leave()
        elif name == "clear" and self.made:
            self.choose_last_again()
        elif name == "clear":
            self.new.leave()
            self.say("it is as it was")
        elif name in {"turn", "change-ends"}:
            self.begin("new", (*self.made, new))
            if self.pending is not None:
                self.new.leave()
        else:
            self.new.choosing = self.new.choosing.moved(name)
            self.say(self.new.words)

    def other_case(self) -> None:
        """Words that were chosen for a case that is not there any more are left."""
        self.new.leave()
