"""Counts in drafts: which theme or code each is about, and how often the check is right on sentences of many kinds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.quoting.amounts import number_of
from imcommerce_qual.core.quoting.checking import check_draft
from imcommerce_qual.core.quoting.clauses import clause_of
from imcommerce_qual.core.quoting.corpus import corpus_of
from imcommerce_qual.formats.manuscripts.reading import read_manuscript
from imcommerce_qual.model.evidence import Counted, Tally
from imcommerce_qual.model.quoted import ClaimChecked

EXAMPLE = Path(__file__).resolve().parents[2] / "src" / "imcommerce_qual" / "example"
LEAST = 0.95


def _who(*numbers: int) -> tuple[str, ...]:
    return tuple(f"S{n:02}" for n in numbers)


ALL = _who(*range(1, 13))
#: Of twelve participants: S01 and S10 recommend; S02, S03, S04, S07, S11 and S12 buy; S05, S08 and S09 do both; S06 gave it up.
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
    Counted("cost.group_price", "code", "Price for buying together", Tally(participants=_who(2, 5, 7, 8, 9, 10, 11, 12))),
    Counted("cost.credit", "code", "Paying later", Tally()),
    Counted("effort", "code", "Less searching", Tally(participants=_who(1, 2, 3, 4, 5, 6, 7, 8, 9))),
    Counted("face", "code", "面子", Tally(participants=_who(2, 3, 6))),
    Counted("norms", "theme", "群体规范", Tally(participants=_who(1, 2, 3, 4, 5, 6, 7, 8, 9))),
    Counted("beyond", "code", "Left shopping behind", Tally(participants=_who(5))),
)  # fmt: skip

#: (sentence, what a careful reader who knows the table would say of each count that names something counted).
SENTENCES: tuple[tuple[str, str], ...] = (
    # right
    ("All 12 of 12 participants mentioned reachable, whereas 4 of 12 talked about trust.", "right right"),
    ("Nine of the twelve participants spoke of less searching.", "right"),
    ("Less searching came up with nine participants, while only three mentioned price.", "right right"),
    ("Trust in sellers was raised by eleven of the 12 interviewees.", "right"),
    ("Most participants (n = 9) described less searching.", "right right"),
    ("75 % of participants mentioned less searching.", "right"),
    ("75% of the participants reported less searching, and 25% of participants mentioned price.", "right right"),
    ("Three quarters of our participants talked about less searching.", "right"),
    ("Half of the participants mentioned costs.", "right"),
    ("About half of the participants mentioned costs.", "right"),
    ("None of the participants mentioned paying later.", "right"),
    ("No participant spoke about paying later.", "right"),
    ("Nobody mentioned paying later.", "right"),
    ("Everybody talked about shopping within reach.", "right"),
    ("Every participant described shopping within reach.", "right"),
    ("All but one of the participants talked about trust in sellers.", "right"),
    ("Only one participant (S05) had left shopping behind.", "right"),
    ("S01, S04 and S07 (three participants) mentioned price.", "right"),
    ("Three participants (S01, S04, S07) mentioned `cost.price`.", "right"),
    ("Four of the six buyers mentioned group price.", "right"),
    ("Four of the six buyers (S02, S07, S11, S12) spoke of price for buying together.", "right"),
    ("Price was mentioned by two of the six buyers.", "right"),
    ("At least eight participants described less searching.", "right"),
    ("More than half of the participants spoke of the price for buying together.", "right"),
    ("The majority of interviewees spoke of less searching; few participants mentioned price.", "right right"),
    ("Seven participants described trust that was carried over, and eight talked about price for buying together.", "right right"),
    ("Six participants mentioned savings or other costs.", "right"),
    ("| Less searching | 9/12 |\n|---|---|\n| Paying later | 0/12 |", "right right"),
    ("Left shopping behind (one participant) and paying later (none of the participants) were rare.", "right right"),
    ("九位受访者谈到“群体规范”。", "right"),
    ("十二位受访者中的九位提到了群体规范。", "right"),
    ("12位受访者中有3位提到面子，而九位谈到群体规范。", "right right"),
    ("四分之三的受访者谈到群体规范。", "right"),
    ("75%的受访者提到群体规范；只有三位受访者（S02、S03、S06）提到面子。", "right right"),
    ("大多数受访者都谈到了群体规范。", "right"),
    ("少数受访者提到面子。", "right"),
    # wrong
    ("Ten of the twelve participants spoke of less searching.", "wrong"),
    ("Less searching came up with nine participants, while only five mentioned price.", "right wrong"),
    ("All participants talked about trust in sellers.", "wrong"),
    ("Most participants mentioned price.", "wrong"),
    ("60 % of participants reported less searching.", "wrong"),
    ("Half of the participants described less searching.", "wrong"),
    ("None of the participants described less searching.", "wrong"),
    ("Nobody had left shopping behind.", "wrong"),
    ("Everyone talked about trust in sellers.", "wrong"),
    ("S01, S04 and S08 (three participants) mentioned price.", "wrong"),
    ("Only one participant (S07) had left shopping behind.", "wrong"),
    ("Both of the two recommenders mentioned price for buying together.", "wrong"),
    ("Five of the six buyers mentioned price.", "wrong"),
    ("At least ten participants described less searching.", "wrong"),
    ("Few participants spoke of less searching.", "wrong"),
    ("Nine of 14 participants spoke of less searching.", "wrong"),
    ("Two thirds of participants mentioned trust carried over, but a third of the participants mentioned the code `cost.price`.", "wrong wrong"),
    ("| Less searching | 8/12 |\n|---|---|\n| Paying later | 1/12 |", "wrong wrong"),
    ("Trust in sellers (eleven participants) and less searching (eight participants) stood out.", "right wrong"),
    ("八位受访者谈到“群体规范”。", "wrong"),
    ("十二位受访者中的五位提到了面子。", "wrong"),
    ("所有受访者都谈到群体规范。", "wrong"),
    ("没有受访者提到面子。", "wrong"),
    ("三分之一的受访者谈到群体规范，而三位受访者提到面子。", "wrong right"),
    # no count of participants under a code, or one that nobody can check
    ("We analysed 12 interviews in three rounds.", ""),
    ("We report three findings on trust in sellers.", ""),
    ("9 of the 12 transcripts were in English.", ""),
    ("Two of the authors coded all transcripts for trust in sellers.", ""),
    ("We interviewed 12 participants about trust in sellers.", ""),
    ("Eight participants were women, and four participants were over 60.", ""),
    ("Three participants trusted the price on the label.", ""),
    ("One participant described less searching as a relief.", ""),
    ("Two of the four older participants mentioned price.", ""),
    ("Five participants over 40 spoke of less searching.", ""),
    ("Two other participants mentioned price.", ""),
    ("Nine participants did not mention price.", ""),
    ("Of the nine who described less searching, four lived alone.", ""),
    ("In 2 of 12 groups, trust in sellers was a rule.", ""),
    ("The price was 12 yuan for three people.", ""),
    ("Fig. 2 shows 3/12 of the screens on which prices stand.", ""),
    ("Each interview took 20 minutes, and half of them touched on other matters.", ""),
    ("Table 3 lists the five codes under trust in sellers.", ""),
    ("Costs rose by a third in two of the 12 months.", ""),
    ("The group had 480 people, and everybody knew the price.", ""),
    ("我们访谈了12位受访者，了解群体规范。", ""),
    ("三位作者讨论了群体规范。", ""),
    ("有两位年长的受访者没有提到面子。", ""),
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
        return self.hits / ((self.hits + len(self.false)) or 1)

    @property
    def recall(self) -> float:
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


def scored(claims) -> Score:
    """The check of every sentence; *differs* is what counts as an alarm."""
    hits, false, missed, agreed, right = 0, [], [], 0, 0
    for sentence, truth in SENTENCES:
        found = [each for each in claims(sentence) if each.verdict != "unchecked"]
        wanted = truth.split()
        right += wanted.count("right")
        if not wanted or len(found) != len(wanted):
            alarms = [each for each in found if each.verdict == "differs"]
            if wanted and len(found) != len(wanted):
                missed += [
                    f"{sentence} -> {[(e.words, e.verdict, e.message) for e in claims(sentence)]}"
                ] * wanted.count("wrong")
                if not wanted.count("wrong"):
                    missed += []
            false += [f"{sentence} -> {each.message}" for each in alarms] if not wanted.count("wrong") else []
            continue
        for each, should in zip(found, wanted, strict=True):
            if should == "wrong":
                hits += each.verdict == "differs"
                missed += [f"{sentence} -> {each.verdict} {each.message}"] if each.verdict != "differs" else []
            else:
                agreed += each.verdict == "agrees"
                false += [f"{sentence} -> {each.message}"] if each.verdict == "differs" else []
    return Score(hits, tuple(false), tuple(missed), agreed, right)


def test_counts_in_sentences_of_many_kinds_are_read_right(claims):
    """Of sentences that are right, wrong or about something else: precision and recall of *differs* are at least .95."""
    found = scored(claims)
    told = "\n".join([*("FALSE " + each for each in found.false), *("MISSED " + each for each in found.missed)])

    assert len(SENTENCES) >= 60
    assert found.precision >= LEAST, told
    assert found.recall >= LEAST, told
    assert found.agreed >= LEAST * found.right, f"{found.agreed} of {found.right} agree"
