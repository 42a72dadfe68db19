"""``imqual compare``, ``decide`` and ``decisions``, and codings after decisions: what they print, refuse and leave."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from tests.meeting import coded_study, imqual

from imcommerce_qual.actions.comparing import compare_study
from imcommerce_qual.actions.deciding import PATIENCE, Settling, settle
from imcommerce_qual.actions.errors import BusyError
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.locks import holding


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """The study as it was coded; tests work on copies of it."""
    return coded_study(tmp_path_factory.mktemp("coded"))


@pytest.fixture
def study(coded, tmp_path, monkeypatch) -> Path:
    """A copy of it, and nobody who looks."""
    monkeypatch.delenv("IMQUAL_CODER", raising=False)
    monkeypatch.delenv("IMQUAL_STUDY", raising=False)
    return Path(shutil.copytree(coded, tmp_path / "study"))


def read(study, *arguments):
    """The JSON that a command prints."""
    return json.loads(imqual(study, *arguments, "--json").stdout)


def open_ones(study):
    """Kinds of the open disagreements with their ids."""
    return {each["kind"]: each["id"] for each in read(study, "compare")["disagreements"]}


def decide(study, kind, *how, who="ann"):
    """Settle the disagreement of that kind."""
    return imqual(study, "decide", open_ones(study)[kind], *how, "--as", who)


def standing(study, *arguments):
    """Code, words and coder of the codings after decisions, in order."""
    hits = read(study, "find", "", "--coder", "reconciled", *arguments)["hits"]
    return [(each["code"], each["words"], each["coder"]) for each in hits]


# Comparing.


def test_compare_names_kinds_filters_and_counts(study):
    """A line for each coding in a pipe; the counts on stderr."""
    done = imqual(study, "compare")

    assert ["boundary", "boundary", "code", "code", "not by all"] == [
        line.split("\t")[3] for line in done.stdout.splitlines()[1:]
    ]
    assert "3 disagreements open in 1 transcript" in done.stderr
    assert "Negotiated agreement: 25.0% of 4" in done.stderr
    only = read(study, "compare", "--kind", "not-by-all", "--code", "tie")
    assert [["tie"]] == [each["codes"] for each in only["disagreements"]]


def test_compare_sums_up_by_code_and_by_pair(study):
    """One about two codes counts for both; kinds in the JSON; the same filters."""
    said = imqual(study, "compare").stderr
    assert "by code: tie 2, trust 2" in said
    assert "confused: tie and trust 1×" in said
    found = read(study, "compare")["by_code"]
    assert {"tie": {"code": 1, "not by all": 1}, "trust": {"boundary": 1, "code": 1}} == found
    assert {"trust": {"boundary": 1}} == read(study, "compare", "--kind", "boundary")["by_code"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "boundry"), "did you mean `boundary`?"),
        (("--coder", "ann"), "one coder cannot be compared"),
        (("S09",), "there is no transcript `S09`"),
        (("--code", "trst"), "did you mean `trust`?"),
    ],
)
def test_compare_suggests_what_was_meant(study, arguments, said):
    """Wrong names are exit code 2."""
    assert said in imqual(study, "compare", *arguments, code=2).output


def test_who_is_not_done_sees_nothing_of_others(study):
    """Not what they coded, not what was decided about it, and not in the codings after decisions."""
    decide(study, "boundary", "--take", "ben", "--why", "secret words")
    imqual(study, "reopen", "S01", "--as", "ben")

    for command in (("compare",), ("decisions", "list"), ("find", "", "--coder", "reconciled"), ("themes",)):
        seen = imqual(study, *command, "--as", "ben")
        assert "secret" not in seen.output
        assert "school gate" not in seen.stdout or command[0] == "themes"
    assert "Hidden: S01" in imqual(study, "decisions", "list", "--as", "ben").stderr
    assert [] == standing(study, "--as", "ben")
    assert "Hidden: S01 and S02" in imqual(study, "themes", "--coder", "reconciled", "--as", "ben").stderr


# Deciding.


def test_decide_says_what_it_wrote_and_how_to_undo_it(study):
    """The decision is one line in the writer's file; revoking it opens the disagreement again."""
    said = decide(study, "boundary", "--take", "ben", "--why", "the longer words").stderr
    name = re.search(r"settled 1 disagreement: (\S+); undo: imqual decide --undo --as ann", said)

    (line,) = (study / "decisions/ann/S01.jsonl").read_text(encoding="utf-8").splitlines()
    assert ("take ben", "the longer words") == (json.loads(line)["how"], json.loads(line)["why"])
    assert "boundary" not in open_ones(study)
    gone = imqual(study, "decide", name[1], "--revoke", "--as", "ben").stderr
    assert "took back 1 decision" in gone
    assert "boundary" in open_ones(study)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "settle which disagreements?"),
        (("0000",), "settle it how?"),
        (("0000", "--both", "--union"), "several ways at once"),
        (("0000", "--both"), "there is no open disagreement `0000`"),
        (("0000", "--take", "benn"), "did you mean `ben`?"),
        (("0000", "--revoke"), "there is no decision `0000` in force"),
    ],
)
def test_what_cannot_be_decided_is_wrong_use(study, arguments, said):
    """And nothing is written."""
    assert said in imqual(study, "decide", *arguments, "--as", "ann", code=2).output
    assert not (study / "decisions").exists()


@pytest.mark.parametrize(
    ("how", "left"),
    [
        (
            ("--code", "tie", "--at", "{we met}", "--code", "price", "--at", "{she knows me}"),
            [("tie", "we met"), ("price", "she knows me")],
        ),
        (("--code", "tie", "--code", "price"), [("tie", "{all}"), ("price", "{all}")]),
        (("--quote", "I know her", "--quote", "we met"), [("trust", "I know her"), ("trust", "we met")]),
        (("--code", "tie", "--quote", "I know her", "--quote", "we met"), [("tie", "I know her"), ("tie", "we met")]),
        (("--code", "tie", "--code", "price", "--quote", "we met"), [("tie", "we met"), ("price", "we met")]),
    ],
)  # fmt: skip
def test_several_new_codings_in_one_decision(study, how, left):
    """Codes with their places in the order typed; one of either goes with each of the others."""
    text = open_study(study).study.transcripts["S01"].text
    whole = "I know her and she knows me"

    def at(words):
        return f"{text.index(words[1:-1])}:{text.index(words[1:-1]) + len(words) - 2}"

    how = [at(each) if each.startswith("{") else each for each in how]
    decide(study, "boundary", *how, "--why", "two things are said")

    (log,) = read(study, "decisions", "list")["log"]
    assert [(code, words.format(all=whole)) for code, words in left] == [
        (each["code"], each["words"]) for each in log["outcome"]
    ]
    assert ("new", "two things are said") == (log["how"], log["why"])


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (("--code", "tie", "--at", "1:2", "--quote", "we met"), "by --quote or by --at?"),
        (
            ("--code", "tie", "--code", "price", "--code", "trust", "--at", "1:2", "--at", "3:4"),
            "which goes with which?",
        ),
        (("--code", "tie", "--code", "tie"), "tie would be twice on the same words"),
        (("--code", "tiee"), "did you mean `tie`"),
        (("--quote", "never said"), "these words do not stand in S01"),
        (("--quote", " "), "the quote is empty"),
        (("--at", "9999:99999"), "is not a span of S01"),
        (("--at", "x"), "`x` is not a span"),
        (("--both", "--change", "nothing"), "the codebook has no change `nothing`"),
        (("--both", "--yes"), "go with what is looked at first"),
        (("--both", "--undo"), "several disagreements at once"),
    ],
)
def test_new_codings_that_are_none_are_wrong_use(study, how, said):
    """And nothing is written."""
    code = 1 if "--quote" in how and len(how) == 2 else 2
    assert said in imqual(study, "decide", open_ones(study)["boundary"], *how, "--as", "ann", code=code).output
    assert not (study / "decisions").exists()


def test_a_new_coding_may_have_a_stance(study):
    """The words in question, under their code, with a stance that neither of them had set."""
    decide(study, "boundary", "--stance", "qualifies", "--toward", "F1", "--why", "only half of it")

    (log,) = read(study, "decisions")["log"]
    assert [("trust", "I know her and she knows me", "qualifies", "F1")] == [
        (each["code"], each["words"], each["stance"], each["toward"]) for each in log["outcome"]
    ]
    name = open_ones(study)["code"]
    assert "with which stance?" in imqual(study, "decide", name, "--toward", "F1", "--as", "ann", code=2).output
    assert "a stance is one of" in imqual(study, "decide", name, "--stance", "likes", "--as", "ann", code=2).output


def test_a_decision_without_a_reason_says_so_and_gets_one_later(study):
    """It is asked for, not demanded; given later it stands beside the decision, and undo takes it alone."""
    said = decide(study, "boundary", "--union").stderr
    name = re.search(r"decision has no reason: imqual decide (\S+) --why", said)[1]
    imqual(study, "decide", name, "--why", "both halves count", "--as", "ben")

    (log,) = read(study, "decisions", "list")["log"]
    assert ("both halves count", 1) == (log["why"], len(log["same"]))
    again = imqual(study, "decide", name, "--why", "both halves count", "--as", "ann", code=1)
    assert "has that reason already" in again.output
    imqual(study, "decide", name, "--why", "she says so", "--as", "ann")
    assert "both halves count; she says so" == read(study, "decisions", "list")["log"][0]["why"]
    imqual(study, "decide", "--undo", "--as", "ann")
    assert "both halves count" == read(study, "decisions", "list")["log"][0]["why"]
    assert "boundary" not in open_ones(study)
    imqual(study, "decide", name, "--revoke", "--as", "ann")
    assert "boundary" in open_ones(study)


def test_a_batch_may_leave_several_codings_and_names_what_it_does_not_know(study):
    """By places or by words; a field that is none is not passed over."""
    name = open_ones(study)["boundary"]
    codings = [{"code": "tie", "quote": "we met"}, {"code": "trust", "quote": "I know her", "stance": "supports"}]
    line = {"disagreement": name, "how": "new", "codings": codings, "by": "ann, Prof. Li", "why": "两件事"}
    for wrong, said in (
        ({"reason": "x"}, "there is no field `reason`"),
        ({"how": "union"}, "`codings` go with `how` new"),
        ({"why": 3}, "`why` is no text"),
        ({"by": 3}, "`by` is no list of names"),
        ({"codings": "tie"}, "`codings` is no list of codings"),
        ({"codings": [{"code": "tie", "toward": "F1"}]}, "but with which stance?"),
    ):
        given = json.dumps({**line, **wrong})
        assert said in imqual(study, "decide", "-", "--as", "ann", code=2, given=given).output
    assert "alone" in imqual(study, "decide", "-", "--both", "--as", "ann", code=2, given="").output
    imqual(study, "decide", "-", "--as", "ann", given="\ufeff" + json.dumps(line, ensure_ascii=False) + "\r\n")

    (log,) = read(study, "decisions", "list")["log"]
    assert (["ann", "Prof. Li"], "两件事") == (log["by"], log["why"])
    assert [("tie", "we met", None), ("trust", "I know her", "supports")] == [
        (each["code"], each["words"], each["stance"]) for each in log["outcome"]
    ]


def test_nobody_decides_without_a_name(study):
    """The log says who wrote it."""
    assert "who codes?" in imqual(study, "decide", "0000", "--both", code=2).output


def test_a_batch_is_all_or_nothing_and_names_every_fault(study):
    """Lines that are none, ids that are none, ways that are none."""
    good = json.dumps({"disagreement": open_ones(study)["boundary"], "how": "union"})
    wrong = ['{"disagreement": 1', '{"how": "both"}', "[]"]

    refused = imqual(study, "decide", "-", "--as", "ann", code=2, given="\n".join([good, *wrong]))
    assert "3 lines say nothing that can be done" in refused.output
    assert all(f"line {n}" in refused.output for n in (2, 3, 4))
    unknown = json.dumps({"disagreement": "ffffffff", "how": "dice"})
    assert (
        "1 of 2 cannot be settled"
        in imqual(study, "decide", "-", "--as", "ann", code=2, given=f"{good}\n{unknown}\n").output
    )
    assert not (study / "decisions").exists()

    rest = [json.dumps({"disagreement": each, "how": "neither"}) for each in list(open_ones(study).values())[1:]]
    done = imqual(study, "decide", "-", "--as", "ann", "--json", given="\n".join([good, *rest]))
    assert 3 == len(json.loads(done.stdout)["decided"])
    assert {} == open_ones(study)


def test_two_who_settle_at_once(study):
    """The second is told to look again: exit code 4; nothing of either is lost."""
    before = open_study(study)
    found = compare_study(before)
    first, second = found.disagreements[:2]
    settle(before, "ann", [Settling(disagreement=first.id, how="both")])

    with pytest.raises(BusyError, match="somebody settled something meanwhile"):
        settle(before, "ben", [Settling(disagreement=second.id, how="both")])
    assert {first.id} == {each.id for each in found.disagreements} - set(open_ones(study).values())


def test_a_held_lock_is_busy(study, monkeypatch):
    """Exit code 4, after a little patience."""
    monkeypatch.setattr("imcommerce_qual.actions.deciding.PATIENCE", PATIENCE / 100)
    name = open_ones(study)["boundary"]
    with holding(study / FOLDER / "locks" / "decisions.lock", "a test", seconds=1):
        imqual(study, "decide", name, "--both", "--as", "ann", code=4)


def test_a_proposal_is_one_s_own(study):
    """Nobody proposes in another's name, and others' are seen after one's own."""
    name = open_ones(study)["boundary"]
    imqual(study, "decide", name, "--union", "--propose", "--by", "ben", "--as", "ann")

    assert [["ann"]] == [each["by"] for each in read(study, "decisions", "list", "--as", "ann")["proposals"]]
    blind = imqual(study, "decisions", "list", "--as", "ben")
    assert "1 proposal of others: shown when you have proposed something there yourself" in blind.stderr
    assert [] == read(study, "decisions", "list", "--as", "ben")["proposals"]
    imqual(study, "decide", name, "--both", "--propose", "--as", "ben")
    assert 2 == len(read(study, "decisions", "list", "--as", "ben")["proposals"])


# The log.


def test_decisions_lists_what_it_was_about_and_what_stands(study):
    """In a pipe a line a decision, with a column for each coder."""
    decide(study, "boundary", "--take", "ben", "--why", "the longer words")
    decide(study, "not by all", "--neither", "--by", "ann,Lin")

    done = imqual(study, "decisions", "list")
    rows = list(csv.DictReader(io.StringIO(done.stdout), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [("boundary", "take ben"), ("not by all", "neither")] == [(each["kind"], each["how"]) for each in rows]
    assert ("trust: I know her", "trust: I know her and she knows me") == (rows[0]["coded_ann"], rows[0]["coded_ben"])
    assert ("(nothing)", "ann, Lin") == (rows[1]["coded_ann"], rows[1]["by"])
    assert "Negotiated agreement: 50.0% of 4 (1 agreed at once, 1 settled between the coders, " in done.stderr
    assert "1 settled by somebody else, 1 open)" in done.stderr
    assert "It is no reliability." in done.stderr


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (("--how", "take ben"), 1),
        (("--kind", "not-by-all"), 1),
        (("--code", "trust"), 1),
        (("--code", "price"), 0),
        (("--by", "Lin"), 1),
        (("--coder", "ben"), 2),
        (("--state", "revoked"), 1),
        (("--state", "holds"), 1),
        (("S01",), 2),
        (("S02",), 0),
        (("--as-of", "2001-01-01"), 0),
    ],
)
def test_the_log_is_filtered(study, arguments, number):
    """By what it was about, how it was settled, by whom, when, and whether it holds."""
    decide(study, "boundary", "--take", "ben")
    decide(study, "not by all", "--neither", "--by", "ann,Lin")
    (revoked,) = [each["id"] for each in read(study, "decisions", "list", "--by", "Lin")["log"]]
    imqual(study, "decide", revoked, "--revoke", "--as", "ann", "--why", "too fast")

    assert number == len(read(study, "decisions", "list", *arguments)["log"])


def test_decisions_lists_without_being_told_to(study):
    """`list` may be left out, with its options and transcripts; a misspelt command is named, no transcript."""
    decide(study, "boundary", "--take", "ben", "--why", "one")
    decide(study, "code", "--both", "--why", "two")
    for words in (("--how", "both"), ("S01", "--how", "both"), (), ("--json",)):
        assert imqual(study, "decisions", "list", *words).stdout == imqual(study, "decisions", *words).stdout
    assert "Did you mean 'export'" in imqual(study, "decisions", "exprt", code=2).output
    assert "there is no transcript `S7`" in imqual(study, "decisions", "S7", code=2).output


@pytest.mark.parametrize(
    "arguments",
    [("--how", "dice"), ("--kind", "odd"), ("--state", "x"), ("--coder", "bob"), ("--round", "r9"), ("S9",)],
)
def test_filters_that_are_none_are_wrong_use(study, arguments):
    """Exit code 2, with the nearest."""
    imqual(study, "decisions", "list", *arguments, code=2)


def test_the_log_is_exported_with_its_stamp_and_twice_the_same(study, tmp_path):
    """Markdown, CSV, workbook, JSON; every row says that it is synthetic."""
    decide(study, "boundary", "--take", "ben", "--why", "=2+2 | [laughs]")
    decide(study, "code", "--code", "tie", "--why", "a tie")
    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        imqual(study, "decisions", "export", "--to", str(folder))

    assert {path.name: path.read_bytes() for path in first.iterdir()} == {
        path.name: path.read_bytes() for path in second.iterdir()
    }
    rows = list(csv.DictReader(io.StringIO((first / "decisions.csv").read_text(encoding="utf-8-sig"))))
    assert {"synthetic"} == {each["provenance"] for each in rows}
    text = (first / "decisions.md").read_text(encoding="utf-8")
    assert "SYNTHETIC" in text
    assert r"| trust | 0 | 2 | 0 | 100\.0% |" in text
    assert "| tie | trust | 1 | 1 | 1 | 0 | 0 | 0 | 0 |" in text
    assert ["tie", "trust", "1", "1", "1", "0", "0", "0", "0", "synthetic"] == (
        (first / "code_pairs.csv").read_text(encoding="utf-8-sig").splitlines()[1].split(",")
    )


# Codings after decisions.


def test_reconciled_codings_come_with_their_policy(study, tmp_path):
    """In find, show, themes, export and report, the same ones; what they rest on is said each time."""
    decide(study, "boundary", "--take", "ben")
    decide(study, "code", "--code", "tie")
    told = "Reconciled codings: 1 transcript reconciled from ann and ben, 1 by ann; 1 disagreement undecided: left out."

    assert [
        ("trust", "I know her and she knows me", "reconciled"),
        ("tie", "at the school gate", "reconciled"),
        ("price", "It was cheap", "reconciled"),
        ("trust", "I know her", "ann"),
    ] == standing(study)
    for command in (("find", ""), ("themes",), ("decisions", "list")):
        whose = () if command[0] == "decisions" else ("--coder", "reconciled")
        assert told in imqual(study, *command, *whose).stderr
    assert "reconciled from ann and ben" in imqual(study, "show", "S01", "--coder", "reconciled").stderr
    imqual(study, "export", "themes", "--to", str(tmp_path / "out"), "--coder", "reconciled")
    assert told in (tmp_path / "out" / "themes.md").read_text(encoding="utf-8")
    assert "decisions/ann/S01.jsonl" in (tmp_path / "out" / "themes.json").read_text(encoding="utf-8")
    imqual(study, "report", "--to", str(tmp_path / "report"), "--coder", "reconciled")


@pytest.mark.parametrize(
    ("policy", "words"), [("keep_all", "all codings of them kept"), ("ben", "ben's codings stand")]
)
def test_the_policy_is_the_study_s(study, policy, words):
    """For what is undecided."""
    text = (study / "study.yaml").read_text(encoding="utf-8")
    (study / "study.yaml").write_text(f"{text}reconciled: {{undecided: {policy}}}\n", encoding="utf-8")

    assert words in imqual(study, "themes", "--coder", "reconciled").stderr
    assert ("tie", "everybody wrote plus one", "reconciled") in standing(study)


def test_what_somebody_has_not_completed_is_left_out_where_others_have(study):
    """Named, not mixed in."""
    text = (study / "study.yaml").read_text(encoding="utf-8").replace("ben: {}", "ben: {}, cho: {}")
    (study / "study.yaml").write_text(text, encoding="utf-8")
    imqual(study, "apply", "S01", "tie", "--quote", "she knows me", "--as", "cho")

    assert "Left out: cho's codings of S01, which cho has not completed and others have." in (
        imqual(study, "themes", "--coder", "reconciled").stderr
    )
    assert ("tie", "she knows me", "reconciled") not in standing(study)


def test_reconciled_is_asked_for_alone(study):
    """It rests on everybody's; and a typing mistake is no coder."""
    assert (
        "cannot be asked for beside ann"
        in imqual(study, "themes", "--coder", "reconciled", "--coder", "ann", code=2).output
    )
    imqual(study, "themes", "--coder", "reconcilled", code=2)


def test_a_study_with_one_coder_has_reconciled_codings_too(study):
    """Theirs."""
    text = (study / "study.yaml").read_text(encoding="utf-8").replace(", ben: {}", "")
    (study / "study.yaml").write_text(text, encoding="utf-8")

    assert {"ann"} == {coder for _, _, coder in standing(study)}
    assert "2 by ann" in imqual(study, "themes", "--coder", "reconciled").stderr


def test_a_decision_on_a_code_that_was_retired_later_is_left_out_and_counted(study):
    """It is not silently nothing."""
    decide(study, "not by all", "--code", "price", "--at", "130:154")
    imqual(study, "codebook", "retire", "price", "--yes", "--as", "ann")

    seen = imqual(study, "themes", "--coder", "reconciled").stderr
    assert "Left out: 3 codings under a code that is retired, split or gone." in seen
    assert "price" not in {code for code, _, _ in standing(study)}


def test_a_decision_follows_its_code_to_a_new_name(study):
    """And is not outdated by it."""
    decide(study, "boundary", "--union")
    imqual(study, "codebook", "rename", "trust", "confidence", "--yes", "--as", "ann")

    assert ("confidence", "I know her and she knows me", "reconciled") in standing(study)
    assert [] == read(study, "decisions", "list", "--state", "outdated")["log"]
