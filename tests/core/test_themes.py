"""A study counted by hand.

========  ==================================  ===============================================
S03       completed by coder-a                trust.person 都是认识的人 (supports), trust 认识的人，我放心,
                                              cost 便宜 (supports F1), cost.time 省时间,
                                              cost.burden 运费太贵 (contradicts F1)
          begun by coder-b                    cost 便宜，也省
S04       completed by coder-b                trust.person 认识她 (supports F1), cost 便宜,
                                              trust.breach 她骗过我 (qualifies F2)
S05       begun by coder-a                    cost 便宜得很, norms 大家都买
S06       nobody                              nothing
========  ==================================  ===============================================
"""

from __future__ import annotations

from itertools import permutations

import pytest
from tests.samples import codebook, pen, presence, study, transcript

from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.core.themes import all_quotations, basis, matrix, theme_table
from imcommerce_qual.model.evidence import Tally
from imcommerce_qual.model.study import Theme

S03 = transcript("I: 为什么？\nS03: 都是认识的人，我放心。\n\n便宜，也省时间。\n\n运费太贵。\n")
S04 = transcript("I: 为什么？\nS04: 认识她。便宜。她骗过我。\n", id="S04")
S05 = transcript("S05: 便宜得很。大家都买。\n", id="S05")
S06 = transcript("S06: 不知道。\n", id="S06")
CODES = """\
  - id: trust
    label: Trust
    aliases: [Confidence]
    codes:
      - {id: trust.person, label: In people}
      - {id: trust.breach, label: Broken, rolls_up: false, codes: [{id: trust.breach.lie, label: Lie}]}
  - id: cost
    label: Cost
    codes:
      - {id: cost.time, label: Time}
      - {id: cost.burden, label: New costs, rolls_up: false}
  - {id: norms, label: Norms}
"""
FINDINGS = """\
findings:
  - {id: F1, statement: Less costly., themes: [{id: cheaper, label: Cheaper, codes: [cost, "-cost.time"]}]}
  - {id: F2, statement: By people., themes: [{id: trusting, label: Trusting, codes: [trust]}]}
across: [{id: normal, label: Norms, codes: [norms]}]
"""
STUDY = study(S03, S04, S05, S06, codes=CODES, findings=FINDINGS)


def work():
    a3, b3, b4, a5 = pen(S03), pen(S03, "coder-b"), pen(S04, "coder-b"), pen(S05)
    a3.apply("trust.person", "都是认识的人", stance="supports")
    a3.apply("trust", "认识的人，我放心")
    a3.apply("cost", "便宜", stance="supports", toward="F1")
    a3.apply("cost.time", "省时间")
    a3.apply("cost.burden", "运费太贵", stance="contradicts", toward="F1")
    a3.complete()
    b3.apply("cost", "便宜，也省")
    b4.apply("trust.person", "认识她", stance="supports", toward="F1")
    b4.apply("cost", "便宜")
    b4.apply("trust.breach", "她骗过我", stance="qualifies", toward="F2")
    b4.complete()
    a5.apply("cost", "便宜得很")
    a5.apply("norms", "大家都买")
    return [a3, b3, b4, a5]


def table(pens=None, **how):
    return theme_table(STUDY, presence(STUDY, pens or work()), **how)


def words(quotations):
    return [each.words for each in quotations]


def test_the_table_has_the_findings_of_the_study_and_the_themes_across():
    """In the order of the file."""
    found = table()

    assert ["F1", "F2"] == [each.id for each in found.findings]
    assert [["cheaper"], ["trusting"]] == [[theme.id for theme in each.themes] for each in found.findings]
    assert ["normal"] == [each.id for each in found.across]
    only = table(finding="F2")
    assert (["F2"], ()) == ([each.id for each in only.findings], only.across)


def test_two_coders_overlapping_excerpts_are_one():
    """便宜 and 便宜，也省 of S03 are one excerpt; with those of S04 and S05, three."""
    (cheaper,) = table().findings[0].themes

    assert Tally(excerpts=3, participants=("S03", "S04"), unfinished=("S05",), supports=1) == cheaper.tally


def test_a_code_with_a_minus_is_taken_out_of_the_theme():
    """cost.time rolls up into cost, but not into this theme; and it is no row of it."""
    (cheaper,) = table().findings[0].themes

    assert [("cost", 3)] == [(each.code, each.tally.excerpts) for each in cheaper.codes]


def test_what_does_not_roll_up_is_not_counted_above():
    """trust.breach is not trust: two excerpts, of S03 (two codings that overlap) and S04."""
    (trusting,) = table().findings[1].themes

    assert Tally(excerpts=2, participants=("S03", "S04"), supports=1) == trusting.tally
    assert [("trust", 2), ("trust.person", 2)] == [(each.code, each.tally.excerpts) for each in trusting.codes]


def test_a_stance_toward_another_finding_does_not_count_here():
    """认识她 supports F1, though its code stands under F2."""
    first, second = table().findings

    assert (2, 0, 1) == (first.tally.supports, first.tally.qualifies, first.tally.contradicts)
    assert (1, 1, 0) == (second.tally.supports, second.tally.qualifies, second.tally.contradicts)


def test_a_negative_case_under_a_code_in_no_theme_speaks_against_its_finding():
    """运费太贵 is under cost.burden, 她骗过我 under trust.breach: excerpts of no theme, but cases against."""
    first, second = table().findings

    assert (["运费太贵"], ["她骗过我"]) == (words(first.against), words(second.against))
    assert (3, 2) == (first.tally.excerpts, second.tally.excerpts)


def test_participants_of_transcripts_that_nobody_completed_are_told_apart():
    """S05 was begun only: who speaks there is not among the participants of the count."""
    (normal,) = table().across

    assert Tally(excerpts=1, participants=(), unfinished=("S05",)) == normal.tally


def test_only_some_coders():
    """Of coder-a alone: S04 is not there, and S03 is completed."""
    found = table(coders=frozenset({"coder-a"}))

    assert (
        Tally(excerpts=2, participants=("S03",), unfinished=("S05",), supports=1) == found.findings[0].themes[0].tally
    )
    assert ("S03", "S05", "S04 S06") == (
        " ".join(found.basis.completed),
        " ".join(found.basis.unfinished),
        " ".join(found.basis.by_nobody),
    )
    second = table(coders=frozenset({"coder-b"}))
    assert Tally(excerpts=2, participants=("S04",), unfinished=("S03",)) == second.findings[0].themes[0].tally


def test_what_the_table_rests_on_is_said():
    """Whose codings of which transcripts, how many, who counts, and what was left out."""
    ground = table().basis

    assert {"coder-a": ("S03", "S05"), "coder-b": ("S03", "S04")} == ground.coders
    assert (("S03", "S04"), ("S05",), ("S06",)) == (ground.completed, ground.unfinished, ground.by_nobody)
    assert (("S03", "S04"), 11) == (ground.participants, ground.codings)
    assert (0, 0, 0, 0, 0, ()) == (
        ground.lost,
        ground.changed,
        ground.stale,
        ground.unled,
        ground.outside,
        ground.hidden,
    )


def test_what_is_left_out_is_counted():
    """Unled codes, and what the viewer may not see; a coder who completed without codings is there."""
    pens = work()
    pens[0].apply("gone", "我放心")
    reader = pen(S06, "coder-c")
    reader.complete()

    ground = basis(STUDY, presence(STUDY, [*pens, reader]), None, 2)
    assert (1, 2, ("S06",), ()) == (ground.unled, ground.outside, ground.coders["coder-c"], ground.by_nobody)
    assert "S06" in ground.participants
    blind = theme_table(STUDY, presence(STUDY, pens, viewer="coder-b")).basis
    assert (("coder-a", "S03"), ("coder-a", "S05")) == blind.hidden
    assert {"coder-b": ("S03", "S04")} == blind.coders
    assert (("S04",), 0) == (blind.completed, blind.unled)


def test_the_order_of_logs_does_not_matter():
    """As the folder lists them."""
    first, *others = [table(list(order)) for order in permutations(work())]

    assert all(first == other for other in others)


def test_the_excerpts_to_print_are_chosen_for_each_theme():
    """As many as asked for, each once; none where none is asked for."""
    (cheaper,) = table(quotes=2).findings[0].themes
    assert [("S03", "便宜"), ("S04", "便宜")] == [(each.transcript, each.words) for each in cheaper.quotations]

    found = table(quotes=0)
    assert [((), ()), ((), ())] == [(each.themes[0].quotations, each.against) for each in found.findings]


def test_one_that_runs_against_the_finding_is_always_printed():
    """Were it left out, the table would flatter the claim."""
    pens = work()
    pens[3].apply("cost", "大家都买", stance="contradicts")
    pens[2].events[1:2] = []

    (cheaper,) = table(pens, quotes=1).findings[0].themes

    assert 2 == len(cheaper.quotations)
    assert "大家都买" == cheaper.quotations[1].words
    assert ("contradicts",) == cheaper.quotations[1].stances


@pytest.mark.parametrize(
    ("codes", "gathered"),
    [
        ("trust", "trust trust.person"),
        ("trust.breach", "trust.breach trust.breach.lie"),
        ("trust, trust.breach", "trust trust.person trust.breach trust.breach.lie"),
        ("trust, -trust.person", "trust"),
        ("trust, trust.breach, -trust.breach.lie", "trust trust.person trust.breach"),
        ("cost, -cost", ""),
        ("-cost", ""),
        ("-cost.time, cost", "cost"),
        ("confidence", "trust trust.person"),
        ("Confidence, -trust", ""),
        ("faith", "trust trust.person"),
        ("unheard_of", ""),
    ],
)
def test_the_codes_of_a_theme(codes, gathered):
    """Each with what rolls up into it, less those with a minus; old names and aliases lead where they lead."""
    history = "  - {id: h1, revision: 2, at: 2026-01-02, by: a, change: renamed, from: [faith], to: [trust]}\n"
    theme = Theme(id="t", label="T", codes=tuple(each.strip() for each in codes.split(",")))

    assert set(gathered.split()) == theme_codes(theme, codebook(CODES, history))


def test_a_codes_own_id_comes_before_anothers_alias():
    """A theme that names `cost` means cost, whatever somebody called another code."""
    book = codebook("  - {id: trust, label: T, aliases: [cost]}\n  - {id: cost, label: C}\n")

    assert {"cost"} == theme_codes(Theme(id="t", label="T", codes=("cost",)), book)


def test_the_matrix_counts_passages_by_code_and_participant():
    """With what rolls up; cost of S03 is one passage, as 便宜，也省 overlaps 省时间."""
    found = matrix(STUDY, presence(STUDY, work()))

    assert ("S03", "S04", "S05", "S06") == found.participants
    assert {
        "trust": (1, 1, 0, 0),
        "trust.person": (1, 1, 0, 0),
        "trust.breach": (0, 1, 0, 0),
        "trust.breach.lie": (0, 0, 0, 0),
        "cost": (1, 1, 1, 0),
        "cost.time": (1, 0, 0, 0),
        "cost.burden": (1, 0, 0, 0),
        "norms": (0, 0, 1, 0),
    } == dict(zip(found.codes, found.cells, strict=True))
    only = matrix(STUDY, presence(STUDY, work()), frozenset({"coder-a"}))
    assert (2, 0, 1, 0) == dict(zip(only.codes, only.cells, strict=True))["cost"]


def test_the_chain_of_evidence_has_every_coding_in_order():
    """One each, with its own words, by transcript and text."""
    found = all_quotations(STUDY, presence(STUDY, work()))

    assert [
        ("S03", "都是认识的人"),
        ("S03", "认识的人，我放心"),
        ("S03", "便宜"),
        ("S03", "便宜，也省"),
        ("S03", "省时间"),
        ("S03", "运费太贵"),
        ("S04", "认识她"),
        ("S04", "便宜"),
        ("S04", "她骗过我"),
        ("S05", "便宜得很"),
        ("S05", "大家都买"),
    ] == [(each.transcript, each.words) for each in found]
    assert 7 == len(all_quotations(STUDY, presence(STUDY, work()), frozenset({"coder-a"})))
