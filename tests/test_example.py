"""The worked example is a study like any other: clean, with a plan that its codings follow."""

from __future__ import annotations

from pathlib import Path

import pytest

import imcommerce_qual
from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.decided import decision_list
from imcommerce_qual.actions.opened import Opened, open_study
from imcommerce_qual.core.counted import alone
from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.model.adjudication import Decided
from imcommerce_qual.model.event import Confirmed

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"
TWICE = {"pilot-1": {"S04", "S06"}, "reliability-1": {"S01", "S03", "S07", "S09", "S12"}}


@pytest.fixture(scope="module")
def opened() -> Opened:
    """The example as it comes."""
    return open_study(EXAMPLE, use_cache=False)


def test_there_is_nothing_wrong_with_it():
    """No problem, and no warning."""
    assert () == check(EXAMPLE).problems


def test_its_rounds_are_closed_on_all_that_was_coded_twice(opened):
    """What was frozen is what is there but for confirmations since, and everybody had finished alone."""
    plan = opened.plan()

    assert TWICE == {name: set(each.transcripts) for name, each in plan.rounds.items()}
    for each in plan.rounds.values():
        assert each.closed is not None
        assert {
            f"codings/{coder}/{name}.jsonl": tuple(
                event.id for event in opened.workspace.log(coder, name).events if not isinstance(event, Confirmed)
            )
            for coder in ("coder-a", "coder-b")
            for name in each.transcripts
        } == each.closed.logs
        for coder in each.opened.coders:
            assert all(alone(opened.workspace.log(coder, name)).state is not None for name in each.transcripts)


def test_its_dates_are_in_order(opened):
    """Declared and opened before anybody coded, the pilot first; closed after the last coding, settled after that."""
    plan = opened.plan()
    pilot, reliability = plan.rounds["pilot-1"], plan.rounds["reliability-1"]
    events = [event for file in opened.workspace.logs for event in file.log.events]
    times = [event.at for event in events if not isinstance(event, Confirmed)]
    confirmed = [event.at for event in events if isinstance(event, Confirmed)]
    changed = [entry.at for entry in opened.study.codebook.history]
    decided = [event.at for file in opened.workspace.decisions for event in file.events]

    assert plan.declared is not None
    assert plan.declared.wanted
    assert plan.declared.at < pilot.opened.at < reliability.opened.at < min(times)
    assert max(times) < pilot.closed.at < reliability.closed.at
    assert reliability.closed.at < min(decided)
    assert reliability.closed.at < min(changed) < max(changed) < min(confirmed)


def test_what_was_decided_was_decided_by_both(opened):
    """With a reason each; every change of the codebook that a decision names is in its history."""
    decided = [event for file in opened.workspace.decisions for event in file.events if type(event) is Decided]

    assert decided
    assert {("coder-a", "coder-b")} == {event.by for event in decided}
    assert [] == [each.id for each in decision_list(opened).entries if not each.why]
    assert {event.change for event in decided} - {None} <= {entry.id for entry in opened.study.codebook.history}


def test_a_coder_codes_the_language_that_the_study_says(opened):
    """One transcript is coded on its source by one, on its translation by the other."""
    for (coder, name), sides in _sides(opened).items():
        assert {opened.study.coder(coder).side(name)} == sides, (coder, name)
    assert ("source", "translation") == tuple(opened.study.coders[each].side("S03") for each in ("coder-a", "coder-b"))


def _sides(opened: Opened) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for each in opened.presence(viewer=None).standing:
        side = side_of(opened.study.transcripts[each.transcript], each.span)
        found.setdefault((each.coder, each.transcript), set()).add(str(side))
    return found
