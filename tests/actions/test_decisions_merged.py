"""Two people's decisions that come together by git, and logs read again from nothing."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.meeting import coded_study, imqual

from imcommerce_qual.actions.comparing import compare_study
from imcommerce_qual.actions.decided import decision_list
from imcommerce_qual.actions.deciding import Settling, revoke, settle
from imcommerce_qual.actions.opened import Opened, open_study
from imcommerce_qual.actions.reconciling import reconciled
from imcommerce_qual.render.templates import GIT_ATTRIBUTES

#: What is printed from decisions.
PRINTED = (("compare", "--json"), ("find", "", "--coder", "reconciled", "--json"), ("decisions", "list"))
GIT = shutil.which("git")
pytestmark = pytest.mark.skipif(GIT is None, reason="needs git")


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """The study as both have it before the meeting."""
    root = coded_study(tmp_path_factory.mktemp("coded"))
    (root / ".gitignore").write_text(".imqual/\n", encoding="utf-8")
    (root / ".gitattributes").write_text(GIT_ATTRIBUTES, encoding="utf-8")
    git(root, "init", "-b", "main")
    keep(root, "coded")
    return root


@pytest.fixture
def laptops(coded, tmp_path):
    """Two clones of it: Ann's and Ben's."""
    for name in ("ann", "ben"):
        git(tmp_path, "clone", str(coded), name)
    return tmp_path / "ann", tmp_path / "ben"


def git(folder: Path, *words: str) -> str:
    """What git prints; it succeeds."""
    done = subprocess.run(
        [str(GIT), "-c", "user.name=n", "-c", "user.email=e@example.org", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


def keep(folder: Path, words: str) -> None:
    """Commit everything."""
    git(folder, "add", "-A")
    git(folder, "commit", "--allow-empty", "-m", words)


def merged(ours: Path, theirs: Path) -> Opened:
    """Ours after both committed and we pulled."""
    keep(ours, "ours")
    keep(theirs, "theirs")
    git(ours, "pull", "--no-rebase", "--no-edit", str(theirs), "main")
    return open_study(ours, use_cache=False)


def decide(folder: Path, writer: str, **how: str) -> None:
    """Settle disagreements by their kind (``not_by_all``)."""
    opened = open_study(folder)
    by_kind = {each.kind.replace(" ", "_"): each.id for each in compare_study(opened).disagreements}
    settle(opened, writer, [Settling(disagreement=by_kind[kind], how=way) for kind, way in how.items()])


def test_different_decisions_all_arrive(laptops):
    """Each settled something else, also in the same person's file on both laptops."""
    ours, theirs = laptops
    decide(ours, "ann", boundary="take ben")
    decide(theirs, "ann", code="both")
    decide(theirs, "ben", not_by_all="neither")

    (found,) = compare_study(merged(ours, theirs)).comparisons

    assert ((), (), ()) == (found.disagreements, found.conflicts, found.outdated)
    assert 3 == len(found.settled)


def test_the_same_decision_twice_is_one(laptops):
    """And who takes it back takes both back."""
    ours, theirs = laptops
    decide(ours, "ann", boundary="union")
    decide(theirs, "ben", boundary="take ben")  # the same words in the end

    opened = merged(ours, theirs)
    (found,) = compare_study(opened).comparisons
    assert (1, ()) == (len(found.settled), found.conflicts)
    (entry,) = decision_list(opened).entries
    assert 1 == len(entry.same)

    revoke(opened, "ann", [found.settled[0].decision])
    assert "boundary" in {each.kind for each in compare_study(open_study(ours)).disagreements}


def test_contradicting_decisions_are_a_conflict_until_it_is_settled(laptops):
    """Both are kept, neither holds, `check` says so, and a new decision replaces both."""
    ours, theirs = laptops
    decide(ours, "ann", boundary="take ann")
    decide(theirs, "ben", boundary="take ben")

    opened = merged(ours, theirs)
    found = compare_study(opened)
    assert 1 == len(found.comparisons[0].conflicts)
    assert {"conflict"} == {each.state for each in decision_list(opened).entries}
    assert "decision-conflict" in imqual(ours, "check", code=1).stdout

    decide(ours, "ann", boundary="intersection")
    (after,) = compare_study(open_study(ours)).comparisons
    assert ((), 1) == (after.conflicts, len(after.settled))
    assert 2 == len(after.settled[0].decision.replaces)
    imqual(ours, "check")


def test_the_same_decision_with_two_reasons_keeps_both(laptops):
    """Also one that was given later on one laptop, and the change of the codebook that one of them led to."""
    ours, theirs = laptops
    names = [{e.kind: e.id for e in compare_study(open_study(each)).disagreements}["boundary"] for each in laptops]
    assert names[0] == names[1]
    imqual(ours, "decide", names[0], "--union", "--why", "she says both", "--as", "ann")
    said = imqual(theirs, "decide", names[0], "--union", "--as", "ben").stderr
    mine = said.partition("settled 1 disagreement: ")[2][:8]
    imqual(theirs, "decide", mine, "--why", "知道她", "--as", "ben")

    opened = merged(ours, theirs)

    (entry,) = decision_list(opened).entries
    assert ("she says both; 知道她", 2) == (entry.why, len(entry.same))
    (found,) = compare_study(opened).comparisons
    assert ["she says both; 知道她"] == [each.decision.why for each in found.settled]
    imqual(ours, "check")


def test_a_decision_about_words_that_were_cut_is_still_listed(laptops):
    """Its coding has no place any more; the log says what was decided all the same."""
    ours, _ = laptops
    decide(ours, "ann", not_by_all="take ben")
    path = ours / "transcripts" / "S01.md"
    path.write_text(path.read_text(encoding="utf-8").replace(", and everybody wrote plus one", ""), encoding="utf-8")

    (entry,) = decision_list(open_study(ours)).entries

    assert [("tie", None)] == [(each.code, each.span) for each in entry.codings]
    assert "everybody wrote plus one" in imqual(ours, "decisions").stdout


def test_taken_back_on_one_laptop_and_settled_anew_on_the_other(laptops):
    """Ann's decision is known to both; she takes it back, Ben replaces it: his stands, and nothing is lost."""
    ours, theirs = laptops
    decide(ours, "ann", boundary="take ann")
    merged(theirs, ours)
    opened = open_study(ours)
    (found,) = compare_study(opened).comparisons
    revoke(opened, "ann", [found.settled[0].decision], "not so sure")
    again = open_study(theirs)
    (known,) = compare_study(again).comparisons
    revoke(again, "ben", [known.settled[0].decision])
    decide(theirs, "ben", boundary="intersection")

    opened = merged(ours, theirs)

    (after,) = compare_study(opened).comparisons
    assert (["intersection"], ()) == ([each.decision.how for each in after.settled], after.conflicts)
    assert {"holds", "revoked"} == {each.state for each in decision_list(opened).entries}


def test_one_person_who_settles_on_two_laptops_loses_nothing(laptops):
    """Both wrote to the same file: git joins the lines, whatever was settled on either."""
    ours, theirs = laptops
    decide(ours, "ann", boundary="take ann", code="both")
    decide(theirs, "ann", not_by_all="neither", code="both")

    opened = merged(ours, theirs)

    (found,) = compare_study(opened).comparisons
    assert ((), ()) == (found.disagreements, found.conflicts)
    assert ["both", "neither", "take ann"] == sorted(each.decision.how for each in found.settled)
    assert [1, 0, 0] == sorted((len(each.same) for each in decision_list(opened).entries), reverse=True)


def test_a_decision_and_a_change_of_its_coding_leave_it_open(laptops):
    """Ann settled it while Ben changed his coding: it is to be looked at again, and said so."""
    ours, theirs = laptops
    decide(ours, "ann", boundary="take ann")
    opened = open_study(theirs)
    (mine,) = [
        each for each in opened.presence().standing if each.coder == "ben" and each.coding.anchor.quote.endswith("me")
    ]
    imqual(theirs, "amend", mine.coding.id[:8], "--quote", "I know her and she", "--as", "ben")

    (found,) = compare_study(merged(ours, theirs)).comparisons

    assert 1 == len(found.outdated)
    assert "the codings were changed since it was settled" in {each.open_because for each in found.disagreements}


def test_reading_again_from_nothing_gives_the_same(laptops):
    """To the byte, whatever the order of lines and files; reconciled codings too."""
    ours, theirs = laptops
    decide(ours, "ann", boundary="take ann", code="postponed")
    decide(theirs, "ben", not_by_all="both", code="neither")
    opened = merged(ours, theirs)
    first = (reconciled(opened), compare_study(opened).comparisons)
    printed = [imqual(ours, *words).stdout for words in PRINTED]
    chance = random.Random(5)
    for number in range(5):
        copy = Path(shutil.copytree(ours, ours.parent / f"copy-{number}", ignore=shutil.ignore_patterns(".imqual")))
        for path in [*copy.glob("decisions/*/*.jsonl"), *copy.glob("codings/*/*.jsonl")]:
            lines = path.read_bytes().splitlines(keepends=True)
            chance.shuffle(lines)
            path.write_bytes(b"".join(lines))
        again = open_study(copy, use_cache=False)
        logs, decisions = list(again.workspace.logs), list(again.workspace.decisions)
        chance.shuffle(logs)
        chance.shuffle(decisions)
        again = replace(again, workspace=replace(again.workspace, logs=tuple(logs), decisions=tuple(decisions)))
        assert first == (reconciled(again), compare_study(again).comparisons)
        assert printed == [imqual(copy, *words).stdout for words in PRINTED]


def test_a_torn_or_damaged_line_takes_no_other_with_it(laptops):
    """What was half written is no decision; the others are, and the line is named."""
    ours, _ = laptops
    decide(ours, "ann", boundary="take ann")
    path = ours / "decisions/ann/S01.jsonl"
    path.write_bytes(path.read_bytes() + b'{"event":"decided","v":1}\n' + b'{"event":"deci')

    (found,) = compare_study(open_study(ours)).comparisons
    assert 1 == len(found.settled)
    said = imqual(ours, "check", code=1).stdout
    assert "decisions/ann/S01.jsonl:2" in said
    assert "decisions/ann/S01.jsonl:3" in said
