"""Changing the codebook of a study on disk: by commands' actions, by hand, by two people, and as it was before."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.changing import amend, find_coding
from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.codebookback import back, entry_named, latest
from imcommerce_qual.actions.codebookchange import carry_out, last_known, legal_id, named_code, plan
from imcommerce_qual.actions.codebookhistory import diff, log
from imcommerce_qual.actions.codebookrecord import Answers, plan_record
from imcommerce_qual.actions.codebookresolve import plan_resolve
from imcommerce_qual.actions.confirming import complete_codes, queues
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.findings import plan_rewording, write_findings
from imcommerce_qual.actions.findingsgrowing import plan_finding, plan_removal, plan_theme
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.past import as_it_was, moment, version_named
from imcommerce_qual.actions.retexting import carry_out as carry_text
from imcommerce_qual.actions.retexting import plan_update
from imcommerce_qual.actions.settling import confirm
from imcommerce_qual.actions.theming import bundle, themes, write_themes
from imcommerce_qual.core import codechange
from imcommerce_qual.core.themes import theme_codes
from imcommerce_qual.model.codebook import Code
from imcommerce_qual.store.locks import holding
from imcommerce_qual.store.workspace import NoStudyError

BOOK = "codebooks/book.yaml"


def code_(study, code, quote, coder="ann", transcript="S01", **more):
    apply(open_study(study), coder, [Request(transcript=transcript, code=code, quote=quote, **more)])


def do(study, planned, why="", by="ann"):
    """A change planned and written."""
    opened = open_study(study)
    return carry_out(opened, plan(opened, by, planned, why=why))


def standing(study):
    presence = open_study(study).presence()
    return sorted((each.code, each.coding.anchor.quote) for each in presence.standing)


@pytest.fixture
def coded(study):
    """Three codings by ann, one by ben; ann has completed S01."""
    code_(study, "trust.person", "I know her.")
    code_(study, "trust.breach", "know her. She is my aunt")
    code_(study, "price", "cheap")
    code_(study, "trust.person", "I know her", coder="ben")
    complete(open_study(study), "ann", "S01")
    return study


def test_a_merge_is_previewed_and_written_and_codings_stay_as_they_are(coded):
    """What a viewer may not see is not counted; it follows all the same."""
    before = {path: path.read_bytes() for path in (coded / "codings").rglob("*.jsonl")}
    opened = open_study(coded)
    planned = plan(opened, "ben", lambda book: codechange.merge(book, ["trust.person"], "trust.breach"), why="same")
    (effect,) = planned.effects

    assert (1, 1, 0) == (effect.excerpts, effect.transcripts, effect.joined)
    assert (("ann", "S01"),) == planned.hidden
    assert (1, 1, 1) == _effect(coded, "ann")
    written = carry_out(opened, planned)
    assert ["trust.breach"] * 3 == [code for code, _ in standing(coded) if code.startswith("trust")]
    assert before == {path: path.read_bytes() for path in (coded / "codings").rglob("*.jsonl")}
    assert written.revision == open_study(coded).study.codebook.revision == 2
    assert (coded / "history" / "codebook" / f"{written.hash}.yaml").read_bytes() == (coded / BOOK).read_bytes()
    assert not check(coded).problems


def _effect(study, by):
    planned = plan(open_study(study), by, lambda book: codechange.merge(book, ["trust.person"], "trust.breach"))
    return planned.effects[0].excerpts, planned.effects[0].transcripts, planned.effects[0].joined


def test_taking_back_gives_the_same_codes_and_a_longer_history(coded):
    """Each kind of change has a way back, and every excerpt is where it was."""
    was, text = standing(coded), (coded / BOOK).read_text(encoding="utf-8")
    codes = dict(open_study(coded).study.codebook.codes)
    parts = [Code(id="trust.kin", label="K"), Code(id="trust.friend", label="F")]
    for planned in (
        lambda book: codechange.rename(book, "trust", "faith"),
        lambda book: codechange.move(book, "trust.person", None),
        lambda book: codechange.merge(book, ["price"], "trust.person"),
        lambda book: codechange.split(book, "trust.person", parts),
        lambda book: codechange.split(
            book, "trust.person", [replace(p, id=f"trust.person.{p.label}".lower()) for p in parts]
        ),
        lambda book: codechange.edit(book, "price", {"definition": "What it costs."}, "narrowed"),
        lambda book: codechange.edit(book, "price", {"label": "Prices", "aliases": ("cheap",)}, None),
        lambda book: codechange.retire(book, ["price"]),
        lambda book: codechange.add(book, Code(id="face", label="Face", definition="D")),
    ):
        do(coded, planned)
        opened = open_study(coded)
        carry_out(opened, plan(opened, "ann", back(opened, latest(opened))))

        assert was == standing(coded)
        assert codes == dict(open_study(coded).study.codebook.codes)
        assert not [each for each in check(coded).problems if each.code != "code-without-definition"]
    assert len(open_study(coded).study.codebook.history) >= 18
    assert text.count("\n") + 18 <= (coded / BOOK).read_text(encoding="utf-8").count("\n")


def test_an_undone_undo_is_the_change_again(coded):
    """As with a light switch; and an entry further back is named by how its id begins."""
    do(coded, lambda book: codechange.merge(book, ["price"], "trust.person"))
    merged = standing(coded)
    first = open_study(coded).study.codebook.history[0]
    for _ in range(2):
        opened = open_study(coded)
        carry_out(opened, plan(opened, "ann", back(opened, latest(opened))))

    assert merged == standing(coded)
    assert first == entry_named(open_study(coded), first.id[:6])
    with pytest.raises(WrongUseError):
        entry_named(open_study(coded), "zzz")


def test_old_names_are_understood_and_merged_ones_are_not_changed_by_mistake(coded):
    """Renamed: the old id is the code. Merged: the old id is not the target, where something is done to it."""
    do(coded, lambda book: codechange.rename(book, "price", "cost"))
    do(coded, lambda book: codechange.merge(book, ["trust.breach"], "trust.person"))
    opened = open_study(coded)

    assert ("cost", "trust", "trust.person") == tuple(
        named_code(opened, each) for each in ("price", "Confidence", "trust.person")
    )
    for name, said in (
        ("trust.breach", "was merged into `trust.person`"),
        ("trust.persn", "no code"),
        ("zzz", "no code"),
    ):
        with pytest.raises(WrongUseError, match=said):
            named_code(opened, name)
    for name in ("Trust", "a b", "", "trust..x", "ｔrust"):
        with pytest.raises(WrongUseError):
            legal_id(opened, name)
    with pytest.raises(WrongUseError, match="no stored codebook"):
        last_known(opened, "never")


def test_other_names_go_along_with_a_merge_and_come_back(coded):
    """Whoever types one finds the code that it is in now."""
    do(coded, lambda book: codechange.edit(book, "price", {"aliases": ("dear", "cheap")}, None))
    codes = dict(open_study(coded).study.codebook.codes)
    do(coded, lambda book: codechange.merge(book, ["price"], "trust"))

    assert "trust" == named_code(open_study(coded), "cheap")
    opened = open_study(coded)
    carry_out(opened, plan(opened, "ann", back(opened, latest(opened))))
    assert codes == dict(open_study(coded).study.codebook.codes)


def test_themes_follow_and_say_so(coded):
    """A theme that names an old id gathers what it leads to; one that names a retired code is told."""
    do(coded, lambda book: codechange.rename(book, "trust", "faith"))
    study = open_study(coded).study

    assert {"faith", "faith.person"} == theme_codes(study.findings.findings[0].themes[0], study.codebook)
    planned = plan(open_study(coded), "ann", lambda book: codechange.move(book, "faith.person", None))
    assert [("t1", (), ("faith.person",))] == [(e.theme, e.gains, e.loses) for e in planned.themes]
    do(coded, lambda book: codechange.retire(book, ["faith", "faith.person", "faith.breach"]))
    assert ["theme-code-retired"] == [each.code for each in check(coded).problems]


def test_a_redefinition_makes_stale_until_its_coder_confirms(coded):
    """The others' codings wait for the others."""
    do(coded, lambda book: codechange.edit(book, "trust.person", {"definition": "In kin."}, "redefined"), by="ben")
    (waiting,) = queues(open_study(coded), viewer="ann").stale

    assert ("trust.person", "redefined", "ben") == (waiting.code, waiting.changes[0].change, waiting.changes[0].by)
    assert 2 == len(queues(open_study(coded), viewer=None).stale)
    confirm(open_study(coded), "ann", [waiting.coding])
    assert () == queues(open_study(coded), viewer="ann").stale
    assert 1 == len(queues(open_study(coded), viewer=None, code="trust.person").stale)


def test_a_split_leaves_each_coder_a_queue_to_decide(coded):
    """The code is gone, so its excerpts wait; recoded, they are under one of the parts."""
    parts = [Code(id="trust.kin", label="K", definition="D"), Code(id="trust.friend", label="F", definition="D")]
    do(coded, lambda book: codechange.split(book, "trust.person", parts))
    (waiting,) = queues(open_study(coded), viewer="ann").stale

    assert (True, ("trust.kin", "trust.friend")) == (waiting.undecided, waiting.into)
    with pytest.raises(RefusedError, match="no code any more"):
        confirm(open_study(coded), "ann", [waiting.coding])
    opened = open_study(coded)
    amend(opened, "ann", find_coding(opened, "ann", waiting.coding.id), {"code": "trust.kin"})
    assert () == queues(open_study(coded), viewer="ann").stale
    assert ("trust.kin", "I know her.") in standing(coded)


def test_a_new_code_reopens_completed_transcripts_until_they_are_looked_through(coded):
    """For that code alone; whoever did not complete the transcript has it before them anyway."""
    do(coded, lambda book: codechange.add(book, Code(id="face", label="Face", definition="D")))
    (missing,) = queues(open_study(coded), viewer=None).omissions

    assert ("ann", "S01", "face") == (missing.coder, missing.transcript, missing.code)
    complete_codes(open_study(coded), "ann", "s01", ["face"])
    assert () == queues(open_study(coded), viewer=None).omissions
    with pytest.raises(RefusedError, match="has not completed"):
        complete_codes(open_study(coded), "ben", "S01", ["face"])
    do(coded, lambda book: codechange.edit(book, "price", {"use_when": "Also dear."}, "widened"))
    assert complete(open_study(coded), "ann", "S01").written == 1
    assert complete(open_study(coded), "ann", "S01").written == 0
    assert () == queues(open_study(coded), viewer="ann").omissions


def by_hand(study, *changes):
    text = (study / BOOK).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (study / BOOK).write_text(text, encoding="utf-8", newline="")


def test_hand_edits_are_noticed_told_and_recorded_as_their_author_says(coded):
    """A colour is nobody's business; a definition, a new code and one that is gone are."""
    by_hand(
        coded,
        ("definition: Money.", "definition: Money and time., color: '#aabbcc'"),
        ("trust.breach, label: Broken", "trust.broken, label: Broken"),
    )
    told = [each for each in check(coded).problems if each.code == "codebook-edited"]

    assert ["coding-code-unknown"] == [each.code for each in check(coded).problems if each not in told]
    assert ["price"] == [each.message.split("`")[1] for each in told]
    with pytest.raises(RefusedError, match=r"where did `trust\.breach` go\? what is the change of `price`"):
        plan_record(open_study(coded), "ann", Answers())
    with pytest.raises(WrongUseError, match="is not gone"):
        plan_record(open_study(coded), "ann", Answers(renamed={"trust": "trust.broken"}))
    answers = Answers(meanings={"price": "widened"}, renamed={"trust.breach": "trust.broken"})
    opened = open_study(coded)
    planned = plan_record(opened, "ann", answers, why="clearer")
    assert [("renamed", 1), ("widened", 1)] == [(each.change, each.excerpts) for each in planned.effects]
    carry_out(opened, planned)
    assert not check(coded).problems
    assert None is plan_record(open_study(coded), "ann", Answers())
    assert ["renamed", "widened"] == [each.entry.change for each in log(open_study(coded), None)]


def test_a_comment_or_a_colour_is_no_edit_to_record(coded):
    """Nor the order of the codes."""
    by_hand(
        coded,
        ("codes:\n  - id: trust", "# by hand\ncodes:\n  - id: trust"),
        ("definition: Money.", "definition: Money., color: '#aabbcc'"),
    )

    assert not check(coded).problems


def test_versions_are_named_by_revision_hash_and_date_and_compared(coded):
    """Two that call themselves the same revision are told apart by hash."""
    first = open_study(coded).study.codebook
    do(coded, lambda book: codechange.edit(book, "price", {"definition": "What it costs."}, "narrowed"), why="too wide")
    opened = open_study(coded)
    found = diff(opened, "1", None)

    assert [("price", ("Money.", "What it costs."))] == [(e.code, e.fields["definition"]) for e in found.differences]
    assert ["too wide"] == [each.why for each in found.entries]
    assert first.hash == version_named(opened, first.hash[:8]).hash
    assert opened.study.codebook.hash == version_named(opened, "2100-01-01").hash
    for wrong in ("9", "zzz", "12345"):
        with pytest.raises(WrongUseError):
            version_named(opened, wrong)
    two = (coded / BOOK).read_text(encoding="utf-8").replace("by: ann", "by: ben").replace("{id: c", "{id: d")
    from imcommerce_qual.store.textfile import hash16

    (coded / "history" / "codebook" / f"{hash16(two.encode())}.yaml").write_text(two, encoding="utf-8", newline="")
    with pytest.raises(WrongUseError, match="two codebooks call themselves revision 2"):
        version_named(open_study(coded), "2")


def export(opened, folder: Path):
    found = themes(opened)
    return {
        path.name: path.read_bytes()
        for path in write_themes(bundle(opened, found), folder, ("md", "csv", "xlsx", "json"))
    }


def test_an_old_date_gives_the_old_tables_byte_for_byte(coded, tmp_path_factory):
    """Texts, codings, codebook and findings alike, whatever happened since."""
    out = tmp_path_factory.mktemp("tables")
    then = export(open_study(coded), out)
    when = datetime.now(UTC)
    do(coded, lambda book: codechange.merge(book, ["price"], "trust.person"))
    do(coded, lambda book: codechange.rename(book, "trust", "faith"))
    for decide in (
        lambda here: plan_rewording(here, "ann", "F1", statement="People buy from kin.", why="sharper"),
        lambda here: plan_theme(here, "ann", "money", label="Money", codes=["faith.breach"], finding="F1"),
        lambda here: plan_finding(here, "ann", "F2", "It is cheap."),
        lambda here: plan_removal(here, "ann", "t1", "too wide"),
    ):
        opened = open_study(coded)
        write_findings(opened, decide(opened))
    new = (coded / "transcripts" / "S01.md").read_text(encoding="utf-8").replace("my aunt", "my old aunt")
    (out / "new.md").write_text(new, encoding="utf-8", newline="")
    opened = open_study(coded)
    carry_text(opened, plan_update(opened, "ann", "S01", out / "new.md"))
    code_(coded, "faith.breach", "cheap", transcript="S02")
    now = export(open_study(coded), out)

    assert then == export(as_it_was(open_study(coded), when), out)
    assert now != then
    assert now == export(as_it_was(open_study(coded), datetime.now(UTC)), out)
    assert datetime(2026, 1, 4, 23, 59, 59, 999999, tzinfo=UTC) == moment("2026-01-04")
    with pytest.raises(WrongUseError):
        moment("soon")


def test_a_file_that_changed_underneath_is_left_alone(coded):
    """The plan was made for another file."""
    opened = open_study(coded)
    planned = plan(opened, "ann", lambda book: codechange.retire(book, ["price"]))
    by_hand(coded, ("Money.", "Moneys."))
    text = (coded / BOOK).read_bytes()
    with pytest.raises(BusyError, match="changed since it was read"):
        carry_out(opened, planned)

    assert text == (coded / BOOK).read_bytes()


def test_two_at_once_take_turns(coded, monkeypatch):
    """Who comes second is told, and finds the file of the first."""
    monkeypatch.setattr("imcommerce_qual.actions.rewriting.PATIENCE", 0.1)
    opened = open_study(coded)
    planned = plan(opened, "ann", lambda book: codechange.retire(book, ["price"]))
    held, done = threading.Event(), threading.Event()

    def hold():
        with holding(coded / ".imqual" / "locks" / "codebook.lock", "changing the codebook", seconds=1):
            held.set()
            done.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)
    try:
        with pytest.raises(BusyError, match="changing codebooks"):
            carry_out(opened, planned)
    finally:
        done.set()
        other.join()
    carry_out(opened, planned)


def test_a_process_killed_anywhere_leaves_the_old_file_or_the_new(coded):
    """And a study that can be read, changed and checked."""
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from imcommerce_qual.actions import codebookchange as c\n"
        "from imcommerce_qual.actions.opened import open_study\n"
        "from imcommerce_qual.core import codechange\n"
        "left = int(sys.argv[2])\n"
        "def dying(real):\n"
        "    def call(*given):\n"
        "        global left\n"
        "        left -= 1\n"
        "        if left < 0:\n"
        "            os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return real(*given)\n"
        "    return call\n"
        "os.replace = dying(os.replace); os.fsync = dying(os.fsync); os.rename = dying(os.rename)\n"
        "o = open_study(Path(sys.argv[1]))\n"
        "c.carry_out(o, c.plan(o, 'ann', lambda b: codechange.rename(b, 'price', 'price_' + sys.argv[2])))\n"
    )
    seen = set()
    for n in range(8):
        before = (coded / BOOK).read_bytes()
        ended = subprocess.run([sys.executable, "-c", script, str(coded), str(n)], check=False, env={**os.environ})
        seen.add(ended.returncode)
        after = (coded / BOOK).read_bytes()
        if ended.returncode == 0:
            break

        assert after in {before, after}
        assert not check(coded).problems
    assert {-signal.SIGKILL, 0} <= seen | {0}


def test_line_ends_and_byte_order_mark_are_the_authors(coded):
    """As a Windows editor writes them; what is stored and hashed has LF."""
    (coded / BOOK).write_bytes(b"\xef\xbb\xbf" + (coded / BOOK).read_bytes().replace(b"\n", b"\r\n"))
    do(coded, lambda book: codechange.rename(book, "price", "cost"))
    raw = (coded / BOOK).read_bytes()

    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert ["byte-order-mark"] == [each.code for each in check(coded).problems]


def test_a_codebook_with_problems_is_not_rewritten(coded):
    """What is wrong is listed with its place."""
    for text, code in (("codes: [", "yaml-syntax"), ("", "field-type")):
        (coded / BOOK).write_text(text, encoding="utf-8")
        with pytest.raises(RefusedError) as stopped:
            do(coded, lambda book: codechange.retire(book, ["price"]))
        assert code in {each.code for each in stopped.value.problems}
    (coded / BOOK).unlink()
    with pytest.raises((RefusedError, NoStudyError)):
        do(coded, lambda book: codechange.retire(book, ["price"]))


GIT = shutil.which("git")


def git(folder, *words):
    return subprocess.run(
        [GIT, "-c", "user.name=n", "-c", "user.email=e@e", "-c", "init.defaultBranch=main", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    )


def two_laptops(study, ours, theirs):
    """The study after git merged what two people did to the codebook; returns git's exit code."""
    (study / ".gitignore").write_text(".imqual/\n", encoding="utf-8")
    git(study, "init")
    git(study, "add", "-A")
    git(study, "commit", "-m", "base")
    git(study, "checkout", "-b", "other")
    for each in theirs:
        do(study, each, by="ben")
    git(study, "add", "-A")
    git(study, "commit", "-m", "theirs")
    git(study, "checkout", "main")
    for each in ours:
        do(study, each, by="ann")
    git(study, "add", "-A")
    git(study, "commit", "-m", "ours")
    return git(study, "merge", "other").returncode


def resolved(study, **how):
    opened = open_study(study)
    carry_out(opened, plan_resolve(opened, "ann", **how))
    problems = [each for each in check(study).problems if each.code != "code-without-definition"]
    assert not problems, problems
    return open_study(study).study.codebook


@pytest.mark.skipif(GIT is None, reason="needs git")
@pytest.mark.parametrize(
    ("ours", "theirs", "codes"),
    [
        (
            [lambda b: codechange.rename(b, "trust", "faith")],
            [lambda b: codechange.merge(b, ["price"], "trust.person")],
            {"faith", "faith.person", "faith.breach"},
        ),
        (
            [lambda b: codechange.rename(b, "trust", "faith")],
            [lambda b: codechange.add(b, Code(id="trust.kin", label="K"))],
            {"faith", "faith.person", "faith.breach", "faith.kin", "price"},
        ),
        (
            [lambda b: codechange.add(b, Code(id="trust.kin", label="K"))],
            [lambda b: codechange.rename(b, "trust", "faith")],
            {"faith", "faith.person", "faith.breach", "faith.kin", "price"},
        ),
        (
            [lambda b: codechange.rename(b, "price", "cost")],
            [lambda b: codechange.rename(b, "price", "money")],
            {"trust", "trust.person", "trust.breach", "money"},
        ),
        (
            [lambda b: codechange.edit(b, "price", {"label": "Prices"}, None)],
            [lambda b: codechange.edit(b, "price", {"definition": "X."}, "narrowed")],
            {"trust", "trust.person", "trust.breach", "price"},
        ),
        (
            [lambda b: codechange.move(b, "trust.person", None)],
            [lambda b: codechange.retire(b, ["trust.breach"]), lambda b: codechange.rename(b, "trust", "faith")],
            {"faith", "faith.person", "price"},  # what was renamed first leads further
        ),
    ],
)
def test_two_laptops_are_joined_with_both_histories(coded, ours, theirs, codes):
    """Every entry of both is kept, every excerpt leads to a code, and nothing is left to do by hand."""
    excerpts = len(standing(coded))
    assert two_laptops(coded, ours, theirs) != 0
    assert "codebook-conflict" in {each.code for each in check(coded).problems}
    book = resolved(coded)

    assert codes == set(book.codes)
    assert all(b"<<<<<<<" not in path.read_bytes() for path in (coded / "history" / "codebook").iterdir())
    assert {"ann", "ben"} == {change.by for change in book.history}
    retired = any(change.change == "retired" for change in book.history)
    assert excerpts - retired == len(standing(coded))


@pytest.mark.skipif(GIT is None, reason="needs git")
def test_what_two_laptops_said_differently_is_asked(coded):
    """Of words that both changed, nobody chooses by themselves; of two merges, neither."""
    edits = [[lambda b, w=w: codechange.edit(b, "price", {"definition": w}, "redefined")] for w in ("A.", "B.")]
    two_laptops(coded, *edits)
    with pytest.raises(RefusedError, match="both sides changed the same words"):
        plan_resolve(open_study(coded), "ann")
    with pytest.raises(WrongUseError, match="no side"):
        plan_resolve(open_study(coded), "ann", prefer="mine")

    assert "B." == resolved(coded, prefer="theirs").codes["price"].definition
    with pytest.raises(WrongUseError, match="no conflict"):
        plan_resolve(open_study(coded), "ann")


@pytest.mark.skipif(GIT is None, reason="needs git")
def test_two_different_merges_of_one_code_are_not_joined(coded):
    """People decide."""
    two_laptops(
        coded,
        [lambda b: codechange.merge(b, ["price"], "trust.person")],
        [lambda b: codechange.merge(b, ["price"], "trust.breach")],
    )
    with pytest.raises(RefusedError, match="both merged `price`"):
        plan_resolve(open_study(coded), "ann")


def test_a_code_in_chinese_is_changed_like_any_other(coded):
    """Ids, labels and reasons."""
    do(coded, lambda book: codechange.rename(book, "price", "价格"), why="访谈里都这么说：贵")
    do(coded, lambda book: codechange.move(book, "价格", "trust"))

    assert ("trust.价格", "cheap") in standing(coded)
    assert "访谈里都这么说：贵" == open_study(coded).study.codebook.history[0].why
