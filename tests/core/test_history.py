from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.histories import deeds, history_of, perform, plain_deeds
from tests.samples import START, Pen

from imcommerce_qual.core.history import Folded, completions_in, fold, fold_on, ordered
from imcommerce_qual.model.event import Log
from imcommerce_qual.model.span import Anchor, Span


def log(events):
    return Log(coder="coder-a", transcript="S03", events=tuple(events))


def standing(state: Folded):
    """What undo and redo are about: not what was seen, and when."""
    return state.codings, state.completions


def codes(writer):
    return [each.code for each in fold(writer.log).codings]


# The rules, one by one.


def test_an_empty_history_leaves_nothing():
    """No codings, nothing to undo, not completed."""
    assert Folded() == fold(log([]))
    assert not fold(log([])).completed


def test_a_coding_is_what_was_applied():
    """With its coder, its transcript and its time."""
    writer = Pen()
    of = writer.apply("trust", Span(2, 6), stance="supports", toward="F2", exemplar=True, memo="看")

    (coding,) = fold(writer.log).codings

    assert (of, "coder-a", "S03", "trust", START, START) == (
        coding.id,
        coding.coder,
        coding.transcript,
        coding.code,
        coding.made,
        coding.changed,
    )
    assert ("supports", "F2", True, False, "看", None) == (
        coding.stance,
        coding.toward,
        coding.exemplar,
        coding.unsure,
        coding.memo,
        coding.confirmed,
    )


def test_an_amendment_changes_what_it_names_and_nothing_else():
    """Null clears; the anchor changes as a whole; when it was made stays."""
    writer = Pen()
    of = writer.apply("trust", Span(2, 6), memo="看", unsure=True)
    (before,) = fold(writer.log).codings
    anchor = Anchor(text="f" * 16, span=Span(9, 10), quote="好", before="", after="")
    writer.amend(of, memo=None, code="cost", codebook="c" * 16, anchor=anchor)

    (after,) = fold(writer.log).codings

    changed = START + timedelta(microseconds=1)
    assert replace(before, memo=None, code="cost", codebook="c" * 16, anchor=anchor, changed=changed) == after


def test_a_removed_coding_is_gone_and_a_confirmed_one_says_under_what():
    """Confirming re-stamps nothing."""
    writer = Pen()
    first, second = writer.apply("trust", Span(0, 4)), writer.apply("cost", Span(0, 4))
    writer.remove(first)
    writer.confirm(second, "d" * 16)

    (coding,) = fold(writer.log).codings

    assert (second, "b" * 16, "d" * 16) == (coding.id, coding.codebook, coding.confirmed)


def test_completed_means_the_whole_transcript():
    """A completion of passages or for some codes is kept, and is not the whole."""
    writer = Pen()
    writer.complete(round="r1")
    writer.complete(codes=("trust",))
    assert (2, False) == (len(fold(writer.log).completions), fold(writer.log).completed)

    writer.complete()
    assert fold(writer.log).completed


def test_reopening_takes_back_all_completions_in_force():
    """And one after it counts again."""
    writer = Pen()
    writer.complete()
    writer.complete(round="r1")
    writer.reopen()
    assert () == fold(writer.log).completions

    writer.complete()
    assert fold(writer.log).completed


def test_undoing_a_reopening_completes_again():
    """Undo takes actions back, whatever they did."""
    writer = Pen()
    writer.complete()
    writer.reopen()
    writer.undo()

    assert fold(writer.log).completed


def test_an_event_about_a_coding_that_the_log_never_had_is_an_orphan():
    """Kept and reported: its line may be in another copy of the file."""
    writer = Pen()
    writer.amend("unknown", memo="x")
    writer.remove("unknown")
    writer.confirm("unknown")

    assert tuple(writer.events) == fold(writer.log).orphans


def test_events_about_undone_or_removed_codings_do_nothing_and_are_no_orphans():
    """As when another laptop amended what this one took back."""
    writer = Pen()
    undone = writer.apply("trust", Span(0, 4))
    writer.undo()
    removed = writer.apply("cost", Span(0, 4))
    writer.remove(removed)
    for of in (undone, removed):
        writer.amend(of, memo="x")
        writer.remove(of)
        writer.confirm(of)

    assert ((), ()) == (fold(writer.log).codings, fold(writer.log).orphans)


def test_undo_takes_the_latest_action_in_force_and_redo_the_last_undone():
    """Key by key, backwards and forwards."""
    writer = Pen()
    for code in ("trust", "cost", "norms"):
        writer.apply(code, Span(0, 4))

    writer.undo()
    writer.undo()
    assert ["trust"] == codes(writer)
    writer.redo()
    assert ["trust", "cost"] == codes(writer)
    writer.redo()
    assert ["trust", "cost", "norms"] == codes(writer)
    assert writer.redo() is None


def test_what_is_undone_twice_stays_undone_until_it_is_redone():
    """Undone on two laptops, redone on one."""
    writer = Pen()
    writer.apply("trust", Span(0, 4))
    action = writer.undo()
    again = replace(writer.events[-1], id="other-laptop", at=writer.events[-1].at + timedelta(microseconds=1))
    writer.events.append(again)
    assert [] == codes(writer)
    assert (action,) == fold(writer.log).redoable

    writer.redo()
    assert ["trust"] == codes(writer)


def test_a_batch_is_undone_as_one():
    """One action, however many codings."""
    writer = Pen()
    writer.apply("trust", Span(0, 4))
    writer.apply("cost", Span(0, 4), "batch")
    writer.apply("norms", Span(0, 4), "batch")
    assert "batch" == writer.undo()

    assert ["trust"] == codes(writer)
    writer.redo()
    assert ["trust", "cost", "norms"] == codes(writer)


def test_a_new_action_empties_redo():
    """What was undone before it can only be done anew."""
    writer = Pen()
    writer.apply("trust", Span(0, 4))
    writer.undo()
    writer.apply("cost", Span(0, 4))

    assert () == fold(writer.log).redoable
    assert ["cost"] == codes(writer)


def test_having_seen_is_never_undone_and_does_not_empty_redo():
    """It happened, whatever is taken back; and it is no work of the coder's."""
    writer = Pen()
    writer.apply("trust", Span(0, 4))
    writer.undo()
    writer.see("coder-b")

    assert writer.undo() is None
    assert 1 == len(fold(writer.log).redoable)
    assert ["coder-b"] == [each.coder for each in fold(writer.log).saw]
    writer.redo()
    assert ["trust"] == codes(writer)


def test_the_past_is_what_had_happened_by_then():
    """Up to and including that time; what was undone later still stood."""
    writer = Pen()
    writer.apply("trust", Span(0, 4))
    writer.apply("cost", Span(0, 4))
    writer.undo()
    second = START + timedelta(microseconds=1)

    assert ["trust", "cost"] == [each.code for each in fold(writer.log, second).codings]
    assert ["trust"] == [each.code for each in fold(writer.log).codings]
    assert second == fold(writer.log, second).last
    assert () == fold(writer.log, START - timedelta(days=1)).codings


def test_events_of_one_moment_are_in_order_of_their_ids():
    """So that every copy of a file agrees on which of two came first."""
    writer = Pen()
    of = writer.apply("trust", Span(0, 4))
    later = START + timedelta(seconds=1)
    writer.amend(of, memo="x")
    writer.amend(of, memo="y")
    first, x, y = writer.events
    x, y = replace(x, id="2", at=later), replace(y, id="1", at=later)

    assert (first, y, x) == ordered([x, y, first])
    assert ["x"] == [each.memo for each in fold(log([y, x, first])).codings]


# The properties, over whatever a user may do.


@given(deeds, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(done, chance):
    """As a union merge, or a careless one, leaves them."""
    events = history_of(done).events
    shuffled = list(events)
    chance.shuffle(shuffled)

    assert fold(log(events)) == fold(log(shuffled))


@given(deeds, st.data())
def test_lines_that_are_there_twice_count_once(done, data):
    """Whichever of them, and however often."""
    events = history_of(done).events
    again = data.draw(st.lists(st.sampled_from(events), max_size=10)) if events else []

    assert fold(log(events)) == fold(log([*again, *events, *again]))


@given(deeds, st.lists(st.booleans(), min_size=60, max_size=60), st.lists(st.booleans(), min_size=60, max_size=60))
def test_two_parts_of_a_history_merge_to_it(done, mine, theirs):
    """Two copies of a file, each with lines that the other lacks: the union, either way round, is the history."""
    events = history_of(done).events
    ours = [event for event, here in zip(events, mine, strict=False) if here]
    others = [
        event for event, here, there in zip(events, mine, theirs, strict=False) if there or not here
    ]  # between them they have every line
    state = fold(log(events))

    assert state == fold(log([*ours, *others]))
    assert state == fold(log([*others, *ours]))


@given(deeds)
def test_undo_restores_the_state_before_the_action_that_it_undoes(done):
    """Exactly, whatever came before: codings, completions, and what can be undone next."""
    writer = history_of(done)
    before: dict[str, tuple] = {}
    events = writer.events
    for n, event in enumerate(events):
        before.setdefault(event.action, standing(fold(log(events[:n]))))
    undoable = fold(writer.log).undoable

    action = writer.undo()

    if action is None:
        assert () == undoable
        return
    assert action == undoable[-1]
    assert before[action] == standing(fold(writer.log))
    assert undoable[:-1] == fold(writer.log).undoable
    assert action == fold(writer.log).redoable[0]


@given(deeds)
def test_undoing_everything_and_redoing_everything_restores_the_state(done):
    """Down to nothing, and back up to the last coding."""
    writer = history_of(done)
    start = fold(writer.log)
    steps = 0
    while writer.undo() is not None:
        steps += 1
    assert (len(start.undoable), ((), ())) == (steps, standing(fold(writer.log)))
    for _ in range(steps):
        assert writer.redo() is not None

    assert standing(start) == standing(fold(writer.log))
    assert start.undoable == fold(writer.log).undoable


@given(deeds)
def test_redo_right_after_undo_changes_nothing(done):
    """Not even what else can be redone."""
    writer = history_of(done)
    before = fold(writer.log)
    if writer.undo() is None:
        return
    writer.redo()

    after = fold(writer.log)
    assert (*standing(before), before.undoable, before.redoable, before.saw) == (
        *standing(after),
        after.undoable,
        after.redoable,
        after.saw,
    )


@given(deeds, st.sampled_from(["apply", "batch", "complete", "reopen"]))
def test_any_new_action_empties_redo_and_can_be_undone(done, verb):
    """Whatever was undone before it."""
    writer = history_of(done)
    perform(writer, verb, 0)

    state = fold(writer.log)
    assert () == state.redoable
    assert writer.events[-1].action == state.undoable[-1]


@given(deeds)
def test_seeing_changes_nothing_but_what_was_seen(done):
    """Codings, completions, undo and redo are as before."""
    writer = history_of(done)
    before = fold(writer.log)
    writer.see("coder-c")

    after = fold(writer.log)
    assert replace(before, saw=after.saw, last=after.last) == after
    assert (*before.saw, writer.events[-1]) == after.saw


@given(plain_deeds)
def test_what_is_never_undone_is_folded_step_by_step(done):
    """A history without undo is read from front to back by a reader that knows nothing of undo."""
    writer = history_of(done)
    codings: dict[str, dict] = {}
    for event in writer.events:
        kind = type(event).__name__
        if kind == "Applied":
            codings[event.id] = {"code": event.code, "memo": event.memo, "stance": event.stance, "unsure": event.unsure}
        elif kind == "Amended":
            codings[event.of] |= {name: value for name, value in event.changes.items() if name != "codebook"}
        elif kind == "Removed":
            del codings[event.of]

    found = fold(writer.log)

    assert codings == {
        each.id: {"code": each.code, "memo": each.memo, "stance": each.stance, "unsure": each.unsure}
        for each in found.codings
    }
    assert () == found.orphans


@given(deeds)
def test_actions_are_in_force_or_undone_never_both(done):
    """And together they are all that was done, but for what was only seen."""
    writer = history_of(done)
    state = fold(writer.log)
    acted = {event.action for event in writer.events if type(event).__name__ not in {"Undone", "Redone", "Saw"}}

    assert set() == set(state.undoable) & set(state.redoable)
    assert acted >= {*state.undoable, *state.redoable}
    assert len(set(state.undoable)) == len(state.undoable)


@given(deeds, st.integers(0, 30))
def test_the_state_as_of_a_time_is_that_of_the_history_so_far(done, n):
    """Nobody's later change of mind reaches back."""
    events = history_of(done).events
    when = START + timedelta(microseconds=n)

    assert fold(log(events[: n + 1])) == fold(log(events), when)


@given(deeds, st.integers(0, 12))
def test_one_more_event_leaves_what_the_whole_history_leaves(done, joined):
    """Folded on one by one, in whatever order of deeds, also where an event joins an action of before."""
    events = list(history_of(done).events)
    if 0 < joined < len(events):
        events[joined] = replace(events[joined], action=events[joined - 1].action)
    state = Folded()

    for n in range(len(events)):
        state = fold_on(state, events[n], log(events[: n + 1]))
        assert fold(log(events[: n + 1])) == state


def test_an_event_that_is_older_than_others_is_put_in_its_place():
    """A file that two machines wrote is not in order of time."""
    writer = Pen()
    of = writer.apply("trust", Span(0, 4))
    writer.remove(of)
    first, second = writer.events
    late = replace(first, id="z" * 8, at=first.at - timedelta(seconds=1))

    found = fold_on(fold(log([first, second])), late, log([first, second, late]))

    assert fold(log([first, second, late])) == found
    assert [late.id] == [each.id for each in found.codings]


@given(deeds)
def test_completions_are_found_without_folding_the_codings(done):
    """The same as those of the whole fold, at every moment."""
    log = history_of(done).log

    for event in (None, *log.events):
        when = event.at if event is not None else None
        assert fold(log, when).completions == completions_in(log, when)
