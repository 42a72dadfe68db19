"""Forgetting: the words are nowhere, everything else is as it was, and half is never done."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.actions.conftest import BOOK
from tests.forgetful import FULL, HEAD, NAMES, TEXT, anywhere, every_byte, make, standing
from tests.studies import STUDY, write
from typer.testing import CliRunner

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.changing import amend, find_coding
from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.forgetplan import plan_erase_participant, plan_erase_words, plan_pseudonyms
from imcommerce_qual.actions.forgetting import carry_out
from imcommerce_qual.actions.importing import plan_import
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.retexting import carry_out as record
from imcommerce_qual.actions.retexting import plan_record, plan_update
from imcommerce_qual.actions.takingback import undo
from imcommerce_qual.cli.app import app
from imcommerce_qual.core.forgetting.shift import Shift
from imcommerce_qual.core.forgetting.words import Words
from imcommerce_qual.model.forgetting import ERASED
from imcommerce_qual.store import staging


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """The study with the name everywhere."""
    return make(tmp_path / "study")


def names_file(root: Path, puts: dict[str, str]) -> Path:
    """The map, beside the study."""
    path = root.parent / "names.yaml"
    path.write_text("".join(f"{json.dumps(k)}: {json.dumps(v)}\n" for k, v in puts.items()), encoding="utf-8")
    return path


def pseudonymise(root: Path, puts: dict[str, str]) -> None:
    """Looked at, and done."""
    opened = open_study(root)
    carry_out(opened, plan_pseudonyms(opened, "ann", names_file(root, puts)))


def test_a_look_changes_nothing(full):
    """Every place is shown first; until somebody says yes, all bytes are as they were."""
    before = every_byte(full)
    opened = open_study(full)
    plan = plan_pseudonyms(opened, "ann", names_file(full, NAMES))

    assert before == every_byte(full)
    assert {"sources/talk.docx", "sources/a.txt", "sources/b.txt"} == set(plan.originals)
    named = {hit.file.split("/")[0] for hit in plan.hits}
    assert {"study.yaml", "codebooks", "transcripts", "history", "codings", "decisions", "quotes", "memos"} <= named


def test_the_names_are_nowhere_afterwards(full):
    """In no encoding, not escaped, not packed, in no stored version, cache or backup of an editor."""
    pseudonymise(full, NAMES)

    assert {name: [] for name in NAMES} == {name: anywhere(full, name) for name in NAMES}
    assert (full / "sources/c.txt").exists()


def test_all_codings_are_as_they_were(full):
    """Same ids, coders, codes, times and verdicts, on the same words with the pseudonyms in them."""
    before = standing(full)
    pseudonymise(full, NAMES)
    words = Words(NAMES)
    put = {"芳 😀 卖水果": "李某 😀 卖水果"}  # it began in the middle of a name, and now takes in the whole pseudonym

    assert {
        key: (*each[:-1], put.get(each[-1], _without(words, each[-1]))) for key, each in before.items()
    } == standing(full)


def _without(words: Words, text: str) -> str:
    for cut in reversed(words(text)):
        text = text[: cut.start] + cut.put + text[cut.end :]
    return text


def test_the_check_finds_nothing_new(full):
    """Hashes, stored versions, quotes and maps fit together as before."""
    before = sorted(each.code for each in check(full).problems)
    pseudonymise(full, NAMES)

    assert before == sorted(each.code for each in check(full).problems)
    assert "transcript-edited" not in before


def test_what_points_into_texts_is_moved(full):
    """Outcomes of decisions and given units stand on the words that they stood on."""
    pseudonymise(full, NAMES)
    outcome = json.loads((full / "decisions/ann/S01.jsonl").read_text(encoding="utf-8"))["outcome"][0]
    stored = (full / f"history/transcripts/S01/{outcome['text']}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    plan = json.loads((full / "plan/ann.jsonl").read_text(encoding="utf-8"))

    assert "[seller] is my aunt" == outcome["quote"] == stored[outcome["start"] : outcome["end"]]
    assert stored[: outcome["start"]].endswith(outcome["before"])
    assert "I: 您好，李某" == stored[: plan["units"]["S01"][0][1]]
    assert outcome["text"] == plan["texts"]["S01"]


def test_undo_and_amending_go_on_working(full):
    """Histories are folded as before: ids, actions and times stay."""
    pseudonymise(full, NAMES)
    opened = open_study(full)
    coding = find_coding(opened, "ben", next(key for key, each in standing(full).items() if each[0] == "ben"))
    amend(opened, "ben", coding, {"memo": "again"})
    undo(open_study(full), "ben", "S01")

    assert "李某?" == find_coding(open_study(full), "ben", coding.id).memo


def test_a_name_in_ids_and_paths_goes_too(tmp_path):
    """Where a transcript is called after somebody, it is renamed with all that belongs to it."""
    root = make(tmp_path / "study")
    before = standing(root)
    pseudonymise(root, {"S01": "P7", "ann": "coder1"})

    assert [] == anywhere(root, "S01") == anywhere(root, "ann")
    assert (root / "codings/coder1/P7.jsonl").exists()
    assert before.keys() == standing(root).keys()


def test_words_can_be_erased(full):
    """What stands in their place says so."""
    opened = open_study(full)
    carry_out(opened, plan_erase_words(opened, "ann", ["水果", "my aunt"]))

    assert [] == anywhere(full, "水果") == anywhere(full, "my aunt")
    assert "M: Wang Fang is [erased]. Yes." in (full / "transcripts/S01.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["S01", "price", "M"])
def test_what_would_break_the_study_is_refused_before_anything_is_written(full, word):
    """A label or an id cannot be `[erased]`; the words that remain are told, and nothing was done."""
    before = every_byte(full)

    with pytest.raises((RefusedError, WrongUseError)):
        plan_erase_words(open_study(full), "ann", [word])
    assert before == every_byte(full)


def test_a_pseudonym_that_would_make_another_turn_is_refused(full):
    """Words at the beginning of a line that become a heading would take words away from their speaker."""
    with pytest.raises(RefusedError):
        plan_pseudonyms(open_study(full), "ann", names_file(full, {"王芳": "# someone"}))


def test_a_map_in_the_study_is_refused(full):
    """The names would stay where they must go from."""
    path = full / "names.yaml"
    path.write_text("王芳: 李某\n", encoding="utf-8")

    with pytest.raises(WrongUseError):
        plan_pseudonyms(open_study(full), "ann", path)


@pytest.mark.parametrize("content", ["- 王芳\n", "王芳: [a]\n", "王芳: 王芳2\n", "", "王芳: {"])
def test_a_map_that_is_none_is_refused(full, content):
    """Names with what takes their place, or nothing is done."""
    path = full.parent / "names.yaml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises((WrongUseError, RefusedError)):
        plan_pseudonyms(open_study(full), "ann", path)


def test_a_participant_is_erased_with_all_that_they_said(full):
    """Their words, what is known of them, their originals; codings on them are taken off, and counts say so."""
    opened = open_study(full)
    plan = plan_erase_participant(opened, "ann", "S01")
    carry_out(opened, plan)
    text = (full / "transcripts/S01.md").read_text(encoding="utf-8")

    assert "S01: {consent: {status: withdrawn, quotes: false}}" in text
    assert [] == anywhere(full, "卖水果") == anywhere(full, "Yes, she is Wang") == anywhere(full, "is my aunt")
    assert 4 == plan.removed
    assert {} == standing(full)
    assert [] == [each for each in check(full).problems if each.code in {"consent-withdrawn", "coding-quote-mismatch"}]
    assert "role: buyer" in (full / "transcripts/S02.md").read_text(encoding="utf-8")


def test_in_a_group_only_their_turns_go(tmp_path):
    """What the others said is theirs; it is named, for somebody to read."""
    two = FULL.replace("participants: {S01: {role: buyer}}", "participants: {S01: {role: buyer}, P2: {role: seller}}")
    two = two.replace("M: {role: other}", "M: {role: participant, participant: P2}")
    root = write(
        tmp_path / "study", {"study.yaml": STUDY, "codebooks/book.yaml": BOOK, "transcripts/S01.md": two + TEXT}
    )
    apply(open_study(root), "ann", [Request(transcript="S01", code="trust", quote="卖水果")])
    apply(open_study(root), "ann", [Request(transcript="S01", code="trust", quote="is my aunt")])
    opened = open_study(root)
    plan = plan_erase_participant(opened, "ann", "P2")
    carry_out(opened, plan)

    assert any("what others said there stays" in each for each in plan.unreached)
    assert ["卖水果"] == [each[-1] for each in standing(root).values()]
    assert "M: [erased]\n# 王芳 again\n" in (root / "transcripts/S01.md").read_text(encoding="utf-8")


def test_forgotten_words_do_not_come_back(full):
    """Import, update and check know them by salted hashes; the tombstone has no words."""
    pseudonymise(full, NAMES)
    new = write(full.parent, {"new.txt": "I: Hello?\nS09: I am wang  fang.\n", "S01.md": FULL + TEXT})

    assert "王" not in (full / "forgotten/ann.jsonl").read_text(encoding="utf-8")
    assert "forgotten-words" in [each.code for each in plan_import([new / "new.txt"], root=full).problems]
    with pytest.raises(RefusedError):
        plan_update(open_study(full), "ann", "S01", new / "S01.md")
    shutil.copy(new / "S01.md", full / "transcripts/S01.md")
    assert "forgotten-words" in [each.code for each in check(full).problems]


def test_what_cannot_be_reached_is_named(full):
    """Git's history, what cannot be searched, and copies elsewhere."""
    (full / ".git").mkdir()
    write(full, {"sources/talk.mp3": b"ID3"})
    told = "\n".join(plan_pseudonyms(open_study(full), "ann", names_file(full, NAMES)).unreached)

    assert all(each in told for each in ("git", "sources/talk.mp3", "copies elsewhere"))


def test_a_file_that_changed_meanwhile_stops_it(full):
    """What somebody wrote after the look has not been looked at."""
    opened = open_study(full)
    plan = plan_pseudonyms(opened, "ann", names_file(full, NAMES))
    write(full, {"memos/new.md": "王芳"})
    before = every_byte(full)

    with pytest.raises(BusyError):
        carry_out(opened, plan)
    assert before == every_byte(full)


def test_who_had_the_study_open_cannot_bring_words_back(full):
    """A screen that read the words before must read again before it writes."""
    opened = open_study(full)
    pseudonymise(full, NAMES)

    with pytest.raises(BusyError):
        apply(opened, "ben", [Request(transcript="S01", code="price", quote="Wang Fang is my aunt. Yes")])
    assert [] == anywhere(full, "王芳")


@pytest.mark.parametrize("stopped_after", range(0, 24, 3))
def test_stopped_at_any_file_the_next_command_finishes(full, monkeypatch, stopped_after):
    """Half is never what is left: before the journal all is old, after it all is new."""
    opened = open_study(full)
    plan = plan_pseudonyms(opened, "ann", names_file(full, NAMES))
    old, steps = every_byte(full), [0]
    real_replace, real_unlink = Path.replace, Path.unlink

    def stopping(real):
        def step(self, *rest, **named):
            if "locks" not in self.parts:
                steps[0] += 1
                if steps[0] > stopped_after:
                    raise KeyboardInterrupt
            return real(self, *rest, **named)

        return step

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stopping(real_replace))
        patched.setattr(Path, "unlink", stopping(real_unlink))
        with pytest.raises(KeyboardInterrupt):
            carry_out(opened, plan)
    journal = staging.journal_path(full).exists()
    if journal:
        assert "王芳" not in staging.journal_path(full).read_text(encoding="utf-8")
    open_study(full)
    if journal or stopped_after > 20:
        assert {name: [] for name in NAMES} == {name: anywhere(full, name) for name in NAMES}
        assert not staging.journal_path(full).exists()
    else:
        assert old == every_byte(full)


def test_doing_it_twice_is_doing_it_once(full):
    """The second time there is nothing to do."""
    pseudonymise(full, NAMES)
    plan = plan_pseudonyms(open_study(full), "ann", names_file(full, NAMES))

    assert plan.nothing


_bits = st.lists(
    st.sampled_from(["王", "芳", "王芳", "Wang", "Fang", " ", "😀", "。", "\n", "Li", "Like "]), max_size=12
)
_turns = st.lists(_bits.map("".join), min_size=1, max_size=5)


@settings(max_examples=40)
@given(_turns, _turns, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 12)), max_size=5), st.booleans())
def test_whatever_is_said_and_coded(first, second, places, erase):
    """For any texts, an edit between them and any codings: the words go, the codings stay, nothing new is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder) / "study", {"study.yaml": STUDY, "codebooks/book.yaml": BOOK})
        write(root, {"transcripts/S01.md": HEAD + "".join(f"S01: x {each}\n" for each in first) + "I: Why?\n"})
        _code(root, "ann", places)
        write(root, {"transcripts/S01.md": HEAD + "".join(f"S01: x {each}\n" for each in second) + "I: Why?\n"})
        opened = open_study(root)
        record(opened, plan_record(opened, "ben", "S01"))
        _code(root, "ben", places)
        before, problems = standing(root), _errors(root)
        opened = open_study(root)
        text = opened.study.transcripts["S01"].text
        kept = [each for each in opened.presence().standing if not each.changed]
        spans = {each.coding.id: (each.span.start, each.span.end) for each in kept}
        plan = (
            plan_erase_words(opened, "ann", ["王芳", "Wang", "Li"])
            if erase
            else plan_pseudonyms(opened, "ann", names_file(root, NAMES))
        )
        carry_out(opened, plan)
        shutil.rmtree(root / ".imqual", ignore_errors=True)

        left = Words({"王芳": "x", "Wang": "y"})
        assert [] == [name for name, raw in every_byte(root).items() if left(raw.decode("utf-8"))]
        assert problems == _errors(root)
        puts = dict.fromkeys(["王芳", "Wang", "Li"], ERASED) if erase else NAMES
        shift = Shift.of(text, Words(puts)(text))
        expected = {key: shift.new[shift.start(a) : shift.end(b)] for key, (a, b) in spans.items()}
        after = standing(root)
        assert {key: (*before[key][:4], expected[key]) for key in spans} == {key: after[key] for key in spans}


def _code(root: Path, coder: str, places: list[tuple[int, int]]) -> None:
    from imcommerce_qual.core.excerpts import side_of
    from imcommerce_qual.model.span import Span

    text = open_study(root).study.transcripts["S01"]
    for start, size in places:
        if start + size <= len(text.text) and side_of(text, Span(start, start + size)) is not None:
            apply(open_study(root), coder, [Request(transcript="S01", code="trust", at=(start, start + size))])


def _errors(root: Path) -> list[str]:
    return sorted(each.code for each in check(root).problems if each.severity == "error")


def test_on_the_command_line_nothing_happens_without_yes(full):
    """The preview is data, the warning is talk, and a script must mean it."""
    before = every_byte(full)
    base = ["pseudonymise", "--map", str(names_file(full, NAMES)), "--as", "ann"]
    seen = CliRunner().invoke(app, base, env={"IMQUAL_STUDY": str(full)})

    assert 2 == seen.exit_code
    assert "我叫[王芳]，王芳" in seen.stdout
    assert "not reached: copies elsewhere" in seen.stderr
    assert before == every_byte(full)
    assert 0 == CliRunner().invoke(app, [*base, "--yes"], env={"IMQUAL_STUDY": str(full)}).exit_code
    assert [] == anywhere(full, "王芳")
    again = CliRunner().invoke(app, [*base, "--json"], env={"IMQUAL_STUDY": str(full)})
    assert [] == json.loads(again.stdout)["forgetting"]["hits"]
