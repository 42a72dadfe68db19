"""Blind beside codings: others' proposals, and lines of others' files, follow the rule of the codings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.blind import as_seen
from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.codes import code_counts
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.names import known_code
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.proposing import propose
from imcommerce_qual.actions.takingback import undo
from imcommerce_qual.actions.theming import themes
from imcommerce_qual.cli.app import app
from imcommerce_qual.model.codes import CODES
from imcommerce_qual.model.span import Span
from imcommerce_qual.render.basis import basis_lines

AUNT = "proposal/ann/like_an_aunt"


@pytest.fixture
def proposed(study: Path) -> Path:
    """Ann proposed a code while coding S01."""
    at = open_study(study).study.transcripts["S01"].text.index("She is my aunt")
    propose(open_study(study), "ann", "S01", Span(at, at + 14), label="Like an aunt")
    return study


def run(study: Path, *arguments: str):
    """`imqual` in that study."""
    return CliRunner().invoke(app, [*arguments], env={"IMQUAL_STUDY": str(study), "IMQUAL_CODER": ""})


def codes(study: Path, viewer: str | None, see: tuple[str, ...] = ()) -> set[str]:
    """The codes that *viewer* sees."""
    return set(as_seen(open_study(study), viewer, see).study.codebook.codes)


def saw(study: Path, coder: str) -> set[tuple[str, str]]:
    """Whom that coder looked at, where, before completing it."""
    found = open_study(study).presence(viewer=coder).progress
    return {(other, name) for (who, name), each in found.items() if who == coder for other in each.saw}


@pytest.mark.parametrize(("viewer", "sees"), [("ben", False), ("ann", True), (None, True)])
def test_a_proposal_is_seen_like_the_coding_that_it_came_from(proposed, viewer, sees):
    """By its coder, by an author, not by somebody who is still blind."""
    assert sees == (AUNT in codes(proposed, viewer))


def test_who_completed_the_transcript_sees_what_was_proposed_there(proposed):
    """And not before."""
    complete(open_study(proposed), "ben", "S02")
    assert AUNT not in codes(proposed, "ben")

    complete(open_study(proposed), "ben", "S01")
    assert AUNT in codes(proposed, "ben")


def test_a_proposal_used_where_one_may_look_is_seen(proposed):
    """Else a coding would stand there under a code that is nowhere."""
    apply(open_study(proposed), "ann", [Request(transcript="S02", code=AUNT, quote="It was cheap")])
    complete(open_study(proposed), "ben", "S02")

    assert AUNT in codes(proposed, "ben")


def test_a_proposal_from_nowhere_is_seen_last(proposed):
    """The event that it came from is not there: nobody knows which transcript it is about."""
    path = proposed / "codebooks/proposals/ann.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"from":"', '"from":"x'), encoding="utf-8")
    undo(open_study(proposed), "ann", "S01")
    complete(open_study(proposed), "ben", "S01")
    assert AUNT not in codes(proposed, "ben")

    complete(open_study(proposed), "ben", "S02")
    assert AUNT in codes(proposed, "ben")


def test_asking_shows_and_is_recorded(proposed):
    """As with codings."""
    assert 0 == code_counts(open_study(proposed), "ben")[AUNT]
    assert set() == saw(proposed, "ben")

    assert 1 == code_counts(open_study(proposed), "ben", ["ann"])[AUNT]
    assert AUNT in codes(proposed, "ben", ("ann",))
    assert {("ann", "S01")} == saw(proposed, "ben")


def test_a_mistyped_code_is_not_answered_with_what_others_proposed(proposed):
    """A suggestion shows it too."""
    with pytest.raises(WrongUseError) as error:
        known_code(open_study(proposed).study.codebook, "proposal/ann/like_an_ant")
    assert "aunt" not in f"{error.value} {error.value.remedy}"


@pytest.mark.parametrize("command", [("codebook", "show"), ("codebook", "show", "--json"), ("themes", "--json")])
def test_no_command_shows_it_to_a_blind_coder(proposed, command):
    """Neither its id nor its label; with --see it is there (in themes: as far as codes are)."""
    blind = run(proposed, *command, "--as", "ben")
    assert 0 == blind.exit_code
    assert "aunt" not in blind.output

    if command[0] == "codebook":
        assert "aunt" in run(proposed, *command, "--as", "ben", "--see", "ann").output


def test_what_a_table_rests_on_says_who_was_not_blind(proposed):
    """Counts of a coder who looked are not independent of the other's."""
    assert 0 == run(proposed, "themes", "--as", "ben", "--see", "ann").exit_code
    apply(open_study(proposed), "ben", [Request(transcript="S01", code="price", quote="It was cheap")])
    opened = open_study(proposed)
    table = themes(opened).table

    assert (("ben", "ann", "S01"),) == table.basis.saw
    said = "Not independent: ben saw ann's codings of S01 before completing their own."
    assert said in basis_lines(table.basis, opened.study)


@pytest.fixture
def damaged(proposed: Path) -> Path:
    """A line of ann's codings, one of those that she made again, and one of her proposals are damaged."""
    for name in ("codings/ann/S01.jsonl", "codings/ann/recode-1/S01.jsonl", "codebooks/proposals/ann.jsonl"):
        path = proposed / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as stream:
            stream.write('{"v":1,"code":"trust","quote":"my aunt",}\n')
    return proposed


def test_check_shows_no_words_of_a_line_that_a_blind_coder_may_not_see(damaged):
    """Its place and what kind of problem it is, and how to see more; others see the line."""
    apply(open_study(damaged), "ann", [Request(transcript="S02", code="trust", quote="It was cheap")])
    seen = run(damaged, "check", "--as", "ben")
    line = next(each for each in seen.stdout.split("\n") if each.startswith("codings/ann/S01.jsonl:2:"))

    assert "aunt" not in seen.output
    assert f"damaged-line: {CODES['damaged-line']} (The line is withheld: it is ann's work" in line
    assert "`imqual check --see ann` shows the line, and is recorded" in seen.stdout
    assert "lines of ann's files are withheld from ben" in seen.stderr
    assert "0 codings" in seen.stderr
    assert "my aunt" in run(damaged, "check").stdout
    assert "my aunt" in run(damaged, "check", "--as", "ann").stdout
    assert set() == saw(damaged, "ben")


def test_check_shows_them_in_json_no_more(damaged):
    """A script that acts for a coder is as blind as they are."""
    seen = json.loads(run(damaged, "check", "--as", "ben", "--json").stdout)

    assert ["ann"] == seen["withheld"]
    assert "aunt" not in json.dumps(seen)


def test_check_shows_the_line_to_who_asks_and_records_it(damaged):
    """Only where something was shown that would have been withheld."""
    assert "my aunt" in run(damaged, "check", "--as", "ben", "--see", "ann").stdout
    assert ("ann", "S01") in saw(damaged, "ben")


def test_check_shows_the_line_to_who_completed_the_transcript(damaged):
    """By then it is no secret; of a proposal nobody can say what it came from, so all must be done."""
    complete(open_study(damaged), "ben", "S01")
    places = {each.place.file: each.place.source for each in check(damaged, viewer="ben").problems}

    assert "my aunt" in places["codings/ann/S01.jsonl"]
    assert places["codebooks/proposals/ann.jsonl"] is None


def test_check_knows_who_looks(study):
    """A name that is no coder's would be blind to everything, by a slip."""
    with pytest.raises(WrongUseError):
        check(study, viewer="anne")
