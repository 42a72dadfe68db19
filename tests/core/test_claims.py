"""Counts in drafts: which theme or code each is about, and how often the check is right on sentences of many kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.claim_sentences import FOURTH, FRESH, HELD, SENTENCES, THIRD
from tests.manuscripts.counts import COUNTS, PEOPLE

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.quoting.amounts import Reader
from imcommerce_qual.core.quoting.checking import check_draft
from imcommerce_qual.core.quoting.clauses import clause_of
from imcommerce_qual.core.quoting.corpus import corpus_of
from imcommerce_qual.core.quoting.counts import number_of
from imcommerce_qual.formats.manuscripts.reading import read_manuscript
from imcommerce_qual.model.evidence import Counted, Tally
from imcommerce_qual.model.manuscript import Block
from imcommerce_qual.model.quoted import ClaimChecked

EXAMPLE = Path(__file__).resolve().parents[2] / "src" / "imcommerce_qual" / "example"
LEAST = 0.95


def _who(*numbers: int) -> tuple[str, ...]:
    return tuple(f"S{n:02}" for n in numbers)


ALL = _who(*range(1, 13))
#: Of twelve participants: S01 and S10 recommend; S02, S03, S04, S07, S11 and S12 buy; the others do or did both.
COUNTED = (
    Counted("reachable", "theme", "Shopping within reach", Tally(participants=ALL)),
    Counted(
        "trust", "theme", "Trust in sellers", Tally(participants=_who(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12)),
        statement="Buyers rely on sellers whom they know, and this carries the decision.",
    ),
    Counted(
        "trust", "code", "Trust", Tally(participants=_who(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12)), alone=_who(1, 2, 3, 4)
    ),
    Counted("trust.transfer", "code", "Trust carried over", Tally(participants=_who(3, 4, 5, 7, 8, 10, 11))),
    Counted("cost", "code", "Costs", Tally(participants=_who(1, 4, 7, 8, 10, 12)), aliases=("saving",)),
    Counted("cost.price", "code", "Price", Tally(participants=_who(1, 4, 7))),
    Counted(
        "cost.group_price", "code", "Price for buying together", Tally(participants=_who(2, 5, 7, 8, 9, 10, 11, 12))
    ),
    Counted("cost.credit", "code", "Paying later", Tally()),
    Counted("effort", "code", "Less searching", Tally(participants=_who(1, 2, 3, 4, 5, 6, 7, 8, 9))),
    Counted("face", "code", "面子", Tally(participants=_who(2, 3, 6))),
    Counted("norms", "theme", "群体规范", Tally(participants=_who(1, 2, 3, 4, 5, 6, 7, 8, 9))),
    Counted("beyond", "code", "Left shopping behind", Tally(participants=_who(5))),
)  # fmt: skip


@dataclass(frozen=True)
class Score:
    """How many counts were rightly and wrongly called wrong, and missed."""

    hits: int
    false: tuple[str, ...]
    missed: tuple[str, ...]
    agreed: int
    right: int

    @property
    def precision(self) -> float:
        """Of what was called wrong, how much is."""
        return self.hits / ((self.hits + len(self.false)) or 1)

    @property
    def recall(self) -> float:
        """Of what is wrong, how much was called so."""
        return self.hits / ((self.hits + len(self.missed)) or 1)


@pytest.fixture(scope="module")
def claims():
    """The counts of a draft, as checked against ``COUNTED``."""
    study = open_study(EXAMPLE, use_cache=False).study
    corpus = corpus_of({})

    def of(text: str, counted=COUNTED, people=ALL) -> tuple[ClaimChecked, ...]:
        manuscript = read_manuscript("draft.md", text.encode())
        return check_draft(manuscript, study, corpus, counted=counted, people=people).claims

    return of


def scored(claims, sentences: Iterable[tuple[str, str]], **more) -> Score:
    """The check of every sentence; *differs* is what counts as an alarm, by number where not every count is told."""
    hits, agreed, right = 0, 0, 0
    false: list[str] = []
    missed: list[str] = []
    for sentence, truth in sentences:
        found = [each for each in claims(sentence, **more) if each.verdict != "unchecked"]
        wanted = truth.split()
        told = f"{sentence} -> {[(each.words, each.verdict, each.message) for each in found]}"
        alarms = [n for n, each in enumerate(found) if each.verdict == "differs"]
        wrong = [n for n, each in enumerate(wanted) if each == "wrong"]
        one_by_one = len(found) == len(wanted)
        good = len({*alarms} & {*wrong}) if one_by_one else min(len(alarms), len(wrong))
        hits += good
        false += [told] * (len(alarms) - good)
        missed += [told] * (len(wrong) - good)
        right += wanted.count("right")
        agreed += min(wanted.count("right"), sum(each.verdict == "agrees" for each in found))
    return Score(hits, tuple(false), tuple(missed), agreed, right)


def _good(found: Score) -> None:
    told = "\n".join([*("FALSE " + each for each in found.false), *("MISSED " + each for each in found.missed)])
    assert found.precision >= LEAST, told
    assert found.recall >= LEAST, told
    assert found.agreed >= 0.9 * found.right, f"{found.agreed} of {found.right} agree"


def test_counts_in_sentences_of_many_kinds_are_read_right(claims):
    """Of sentences right, wrong or about something else: precision and recall of *differs* are at least .95."""
    assert len(SENTENCES) >= 60
    _good(scored(claims, SENTENCES))


@pytest.mark.parametrize("sentences", [HELD, FRESH, THIRD, FOURTH], ids=["held", "fresh", "third", "fourth"])
def test_counts_are_read_right_against_the_example(claims, sentences):
    """The same with the example's own names and counts, and with ranges, exceptions, rows and shares of other kinds."""
    _good(scored(claims, sentences, counted=COUNTS, people=PEOPLE))


def test_a_check_without_codings_finds_nothing(claims):
    """The score can fail: where nothing is counted there is no recall."""
    assert scored(claims, SENTENCES, counted=()).recall == 0


def _one(claims, text: str) -> ClaimChecked:
    (found,) = claims(text)
    return found


def test_a_count_of_the_code_alone_agrees_and_is_said(claims):
    """“Trust” may mean the code with all below it, or the code itself; the report says which it took."""
    found = _one(claims, "4 of the 12 participants talked about trust.")

    assert found.verdict == "agrees"
    assert found.participants == _who(1, 2, 3, 4)
    assert found.notes == ("code `trust` without the codes below it",)


def test_common_words_only_raise_a_doubt(claims):
    """A word that everybody uses is no name for sure: the difference is shown, and is no problem."""
    found = _one(claims, "The group agreed, and everybody knew the price.")

    assert found.verdict == "doubtful"
    assert found.message == "code `cost.price`: the codings have 3 of 12"


def test_a_part_of_the_participants_is_counted_within_it(claims):
    """Buyers are those whose attribute says so."""
    found = _one(claims, "Five of the six buyers mentioned price for buying together.")

    assert (found.verdict, found.counted, found.total) == ("differs", 4, 6)
    assert found.participants == _who(2, 7, 11, 12)


def test_who_is_listed_is_compared_one_by_one(claims):
    """A right number with the wrong people is wrong, and says who."""
    found = _one(claims, "S01, S04 and S08 (three participants) mentioned price.")

    assert found.message == "code `cost.price`: the codings do not have S08"


@pytest.mark.parametrize(
    ("written", "number"), [("十二", 12), ("二十", 20), ("一百零五", 105), ("两", 2), ("Seventeen", 17), ("many", None)]
)
def test_numbers_are_read_in_words(written, number):
    """English and Chinese."""
    assert number_of(written) == number


def test_a_clause_ends_where_the_sentence_turns():
    """Each count has the names of its own half."""
    text = "All twelve mentioned price, whereas three of them spoke of trust; two were silent."
    start = text.index("three")
    found = clause_of(text, start, start + len("three of them"))

    assert text[found.start : found.end] == " three of them spoke of trust"


@given(st.text(max_size=60), st.sampled_from(["三位", "nine of twelve participants", "75 %", "all", "1/2", "(", "S01"]))
def test_any_text_is_read_without_an_error(text, put):
    """Whatever stands around a count."""
    block = Block(text=f"{text} {put} price {text}", kind="prose", runs=((0, 0),))
    for each in Reader(("buyer", "买家")).find([block]):
        assert 0 <= each.start < each.end <= len(block.text)
