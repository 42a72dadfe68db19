"""Forgetting in what two coders settled and in what was planned."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.forgetful import anywhere

import imcommerce_qual
from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.comparing import compare_study
from imcommerce_qual.actions.deciding import Settling, settle
from imcommerce_qual.actions.forgetplan import plan_erase_participant, plan_erase_words, plan_pseudonyms
from imcommerce_qual.actions.forgetting import carry_out
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.planning import assign, declare
from imcommerce_qual.actions.rounds import RoundWanted, open_round
from imcommerce_qual.model.plan import Draw

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"


@pytest.fixture
def decided(tmp_path) -> Path:
    """The worked example, with every third disagreement of three transcripts settled."""
    root = tmp_path / "study"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns(".imqual"))
    opened = open_study(root)
    found = compare_study(opened)
    chosen = [each for each in found.disagreements if each.transcript in {"S01", "S03", "S06"}][::3]
    wanted = [Settling(disagreement=each.id, how="both", by=BOTH, why="聊过") for each in chosen]
    settle(opened, "coder-a", wanted, found=found)
    return root


BOTH = ("coder-a", "coder-b")


def settled(root: Path) -> dict[str, tuple[str, int]]:
    """The decisions that hold, with how many codings each leaves."""
    found = compare_study(open_study(root))
    assert not [each for one in found.comparisons for each in (*one.outdated, *one.conflicts)]
    return {
        each.decision.id: (each.decision.how, len(each.outcomes)) for one in found.comparisons for each in one.settled
    }


def test_decisions_hold_after_names_are_replaced(decided):
    """They know their codings by what was coded, and that has other words and other places now."""
    before = settled(decided)
    names = decided.parent / "names.yaml"
    names.write_text("小吕: 某甲某\nXiao Lü: Jia\n群: 组\n", encoding="utf-8")
    opened = open_study(decided)
    carry_out(opened, plan_pseudonyms(opened, "coder-a", names))

    assert before
    assert before == settled(decided)
    assert [] == anywhere(decided, "小吕")
    assert () == check(decided).problems


def test_decisions_hold_after_words_are_erased(decided):
    """The same, with words that are cut from within an anchor."""
    before = settled(decided)
    opened = open_study(decided)
    carry_out(opened, plan_erase_words(opened, "coder-a", ["鸡蛋"]))

    assert before == settled(decided)
    assert [] == anywhere(decided, "鸡蛋")


def test_decisions_about_others_hold_after_a_participant_is_erased(decided):
    """What was settled of their own words is nothing any more; the rest stands."""
    before = settled(decided)
    theirs = set()
    for line in (decided / "decisions/coder-a/S03.jsonl").read_text(encoding="utf-8").splitlines():
        theirs.add(json.loads(line)["id"])
    opened = open_study(decided)
    carry_out(opened, plan_erase_participant(opened, "coder-a", "S03"))
    found = compare_study(open_study(decided))
    after = {each.decision.id for one in found.comparisons for each in one.settled}

    assert before.keys() - theirs <= after
    assert "聊过" not in (decided / "decisions/coder-a/S03.jsonl").read_text(encoding="utf-8")


def test_a_name_in_the_plan_goes(decided):
    """Reasons and strata are words like others; rounds go on pointing at their texts."""
    opened = open_study(decided)
    declare(opened, "coder-b", wanted=True, why="程老师 asked")
    draw = Draw(how="random", share=0.2, seed=1, strata=("程老师",))
    wanted = RoundWanted(id="main-1", purpose="main", transcripts=("S03",), coders=BOTH, drawn=draw, why="for 程老师")
    open_round(open_study(decided), "coder-b", wanted)
    assign(open_study(decided), "coder-b", "coder-b", ("S03",))
    opened = open_study(decided)
    carry_out(opened, plan_erase_words(opened, "coder-a", ["程老师"]))
    plan = open_study(decided).plan()

    assert [] == anywhere(decided, "程老师")
    assert plan.rounds["main-1"].opened.texts == {"S03": open_study(decided).study.transcripts["S03"].hash}
    assert () == check(decided).problems
