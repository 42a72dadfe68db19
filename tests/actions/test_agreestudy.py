"""Agreement of a study's coders: what counts, what is missing, what is refused, and what never changes."""

from __future__ import annotations

import json

import pytest
from tests.agreed import BOOK, code, make, quote, simulate, transcript
from tests.studies import write

from imcommerce_qual.actions.agreestudy import agree_study
from imcommerce_qual.actions.agreewanted import AgreeRequest
from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.confirming import complete_codes
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.finishing import complete, reopen
from imcommerce_qual.actions.forgetplan import plan_erase_participant
from imcommerce_qual.actions.forgetting import carry_out
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.planning import close_round
from imcommerce_qual.actions.rounds import RoundWanted, open_round
from imcommerce_qual.actions.takingback import undo
from imcommerce_qual.actions.viewing import look
from imcommerce_qual.model.plan import Draw, GivenUnit, Passage, Target
from imcommerce_qual.render.agreeaimstext import independence_lines
from imcommerce_qual.render.agreebasistext import left_out_lines
from imcommerce_qual.render.agreestudyjson import plain_study
from imcommerce_qual.render.jsonfile import to_plain


def agreement(root, viewer=None, **wanted):
    """The agreement of the study in that folder."""
    return agree_study(open_study(root), AgreeRequest(**wanted), viewer=viewer)


def of(found, name, level="applied"):
    """One code of it."""
    (one,) = (each for each in found.codes if (each.code, each.level) == (name, level))
    return one


def figures(found):
    """Everything that was computed, as plain data."""
    fields = plain_study(found)
    return json.dumps(to_plain({name: fields[name] for name in ("codes", "overall", "pairs", "swapped", "groups")}))


def begin(root, name="rel", purpose="reliability", transcripts=("S01", "S02"), coders=("ann", "ben"), **fields):
    """A round opened by ann."""
    asked = RoundWanted(id=name, purpose=purpose, transcripts=transcripts, coders=coders, **fields)
    return open_round(open_study(root), "ann", asked)


def test_counts_are_those_of_the_codings(tmp_path):
    """Turns that both looked at, on how many each put the code, on how many they differ."""
    make(tmp_path)
    code(tmp_path, "ann", "S01", {"price": (0, 1, 2)})
    code(tmp_path, "ben", "S01", {"price": (1, 2, 3)})
    code(tmp_path, "ann", "S02", {"price": (0,)})

    found = agreement(tmp_path)
    price = of(found, "price")

    assert (8, {"ann": 3, "ben": 3}, 2) == (price.n_units, dict(price.by_coder), price.differ)
    assert {"ann": 1, "ben": 1} == dict(price.alone)
    assert 0.75 == price.estimates["percent_agreement"].value
    assert ("S01",) == found.basis.transcripts
    assert ("ben", "S02", "not coded") in found.basis.excluded
    assert "one-transcript" == price.alpha.why_no_interval


def test_codings_are_counted_of_the_codes_that_are_compared(tmp_path):
    """Where some codes are asked for, others are not among the codings that the figures rest on."""
    make(tmp_path)
    for coder in ("ann", "ben"):
        code(tmp_path, coder, "S01", {"price": (0, 1), "trust.person": (2,), "trust.breach": (3,)})

    assert {"ann": 4, "ben": 4} == dict(agreement(tmp_path).basis.codings)
    assert {"ann": 2, "ben": 2} == dict(agreement(tmp_path, codes=("price",)).basis.codings)
    assert {"ann": 1, "ben": 1} == dict(agreement(tmp_path, codes=("trust",)).basis.codings)


def test_an_unused_code_stays_and_says_why(tmp_path):
    """Undefined is a reason, never 0, and the code stays in the table."""
    simulate(tmp_path)

    found = agreement(tmp_path)

    assert (None, "code-unused") == (of(found, "never").alpha.value, of(found, "never").alpha.why_undefined)
    assert (found.overall.of - 2, found.overall.of) == (found.overall.defined, len(found.codes) - 1)
    assert "NaN" not in figures(found)


def test_a_parent_is_rolled_up_apart_from_what_was_applied(tmp_path):
    """One coder's parent and the other's child agree only rolled up; a child that does not roll up stays out."""
    make(tmp_path)
    code(tmp_path, "ann", "S01", {"trust": (0, 1), "trust.breach": (5,)})
    code(tmp_path, "ben", "S01", {"trust.person": (0, 1), "trust.breach": (5,)})

    found = agreement(tmp_path)

    assert 2 == of(found, "trust").differ == of(found, "trust.person").differ
    assert 1.0 == of(found, "trust", "rolled up").alpha.value
    assert {"ann": 2, "ben": 2} == dict(of(found, "trust", "rolled up").by_coder)
    assert (("trust", "trust.person"), 2) == (found.swapped[0].codes, found.swapped[0].units)


def test_what_was_done_again_when_the_others_showed_is_named(tmp_path):
    """Being done shows the others' codings: whoever reopens, codes on and is done again is not sure to be alone."""
    make(tmp_path)
    code(tmp_path, "ann", "S01", {"price": (0, 1)})
    code(tmp_path, "ben", "S01", {"price": (1, 2)})
    assert {} == dict(agreement(tmp_path).basis.reworked)

    reopen(open_study(tmp_path), "ben", "S01")
    code(tmp_path, "ben", "S01", {"trust": (3, 4)})
    found = agreement(tmp_path).basis

    assert {"ben": 2} == dict(found.reworked)
    assert any("ben 2" in line for line in independence_lines(found))


def test_being_done_twice_before_anybody_else_began_is_no_doubt(tmp_path):
    """There was nothing to see."""
    make(tmp_path)
    code(tmp_path, "ann", "S01", {"price": (0, 1)})
    reopen(open_study(tmp_path), "ann", "S01")
    code(tmp_path, "ann", "S01", {"trust": (3, 4)})
    code(tmp_path, "ben", "S01", {"price": (1, 2)})

    assert {} == dict(agreement(tmp_path).basis.reworked)


def test_only_what_was_done_before_seeing_the_other_counts(tmp_path):
    """Whoever looked first is excluded by name; codings after a look do not count."""
    make(tmp_path)
    code(tmp_path, "ann", "S01", {"price": (0, 1)})
    code(tmp_path, "ben", "S01", {"price": (0,)})
    before = agreement(tmp_path)
    look(open_study(tmp_path), "ben", ["ann"], ["S01"])
    code(tmp_path, "ben", "S01", {"price": (1,)})

    assert figures(before) == figures(agreement(tmp_path))

    code(tmp_path, "ann", "S02", {"price": (0,)})
    look(open_study(tmp_path), "ben", ["ann"], ["S02"])
    complete(open_study(tmp_path), "ben", "S02")

    assert ("ben", "S02", "not completed before seeing another's codings") in agreement(tmp_path).basis.excluded


def test_nothing_written_after_a_round_closed_changes_its_figures(tmp_path):
    """Not codings, not undoing, not a longer codebook, not an edited or re-coded text."""
    make(tmp_path)
    begin(tmp_path, target=Target(coefficient="krippendorff_alpha", value=0.8))
    for name in ("S01", "S02"):
        code(tmp_path, "ann", name, {"price": (0, 1, 2), "trust": (4,)})
        code(tmp_path, "ben", name, {"price": (1, 2, 3), "trust": (4,)})
    close_round(open_study(tmp_path), "ann", "rel")
    before = agreement(tmp_path)
    assert ("reliability", "rel") == (before.basis.label, before.basis.round)

    code(tmp_path, "ben", "S01", {"price": (0, 5), "never": (1,)})
    undo(open_study(tmp_path), "ann", "S02")
    undo(open_study(tmp_path), "ann", "S02")
    changed = BOOK.replace("id: never", "id: added").replace(
        "history: []",
        "history:\n  - {id: 8b8d2c6e-0000-4000-8000-000000000001, revision: 2, at: 2030-01-01T00:00:00Z, by: ann,"
        " change: renamed, from: [never], to: [added], why: better}\n",
    )
    write(tmp_path, {"codebooks/book.yaml": changed})
    write(tmp_path, {"transcripts/S01.md": transcript("S01").replace("It was cheap", "Well, it was so very cheap")})
    begin(tmp_path, "again", "training", ("S01",))

    after = agreement(tmp_path, round="rel")

    assert figures(before) == figures(after)
    assert before.basis.codebook == after.basis.codebook


def test_a_target_is_met_or_not_and_was_said_before_or_after(tmp_path):
    """The verdict is about each code; a target after the first coding says so."""
    make(tmp_path)
    begin(tmp_path, target=Target(coefficient="krippendorff_alpha", value=0.5), drawn=Draw(how="random", seed=3))
    code(tmp_path, "ann", "S01", {"price": (0, 1), "trust": (2,)})
    code(tmp_path, "ben", "S01", {"price": (0, 1), "trust": (3,)})

    met = agreement(tmp_path, round="rel").basis.target

    assert met.before_coding
    assert {"price": True, "trust": False, "trust.person": None, "trust.breach": None, "never": None} == dict(
        met.reached
    )

    code(tmp_path, "ann", "S03", {"price": (0,)})
    code(tmp_path, "ben", "S03", {"price": (0,)})
    begin(tmp_path, "late", transcripts=("S03",), target=Target(coefficient="pooled_kappa", value=0.5))
    late = agreement(tmp_path, round="late").basis

    assert ("open round", False) == (late.label, late.target.before_coding)
    assert {"all codes together": True} == dict(late.target.reached)


def test_erased_words_are_named_beside_the_figures(tmp_path):
    """By turn the figures are as before; by character they cannot be, and the reader is told."""
    make(tmp_path)
    begin(tmp_path, transcripts=("S01", "S02"))
    for name in ("S01", "S02"):
        for coder in ("ann", "ben"):
            code(tmp_path, coder, name, {"price": (0, 1)})
    close_round(open_study(tmp_path), "ann", "rel")
    assert () == agreement(tmp_path).basis.erased
    before = agreement(tmp_path).codes[0].alpha

    opened = open_study(tmp_path)
    carry_out(opened, plan_erase_participant(opened, "ann", "S01"))
    found = agreement(tmp_path)

    assert (("S01",), before) == (found.basis.erased, found.codes[0].alpha)
    assert "Words were erased in S01: turns count as they were coded" in " ".join(left_out_lines(found.basis))


def test_only_closed_reliability_rounds_are_called_so(tmp_path):
    """Training and pilot keep their names; without a round it is said; the newest closed one is the usual."""
    make(tmp_path)
    begin(tmp_path, "p", "pilot", ("S01",))
    for coder in ("ann", "ben"):
        code(tmp_path, coder, "S01", {"price": (0,)})
        code(tmp_path, coder, "S02", {"price": (0,)})
    close_round(open_study(tmp_path), "ann", "p")

    assert "pilot" == agreement(tmp_path, round="p").basis.label
    assert ("no round", ()) == (agreement(tmp_path).basis.label, agreement(tmp_path).basis.open_rounds)

    begin(tmp_path, "r", transcripts=("S02",))
    assert "open round" == agreement(tmp_path, round="r").basis.label
    loose = agreement(tmp_path).basis
    assert ("no round", ("r",)) == (loose.label, loose.open_rounds)
    assert "Open reliability rounds: r. " in " ".join(independence_lines(loose))
    close_round(open_study(tmp_path), "ann", "r")
    assert "reliability" == agreement(tmp_path).basis.label
    assert ("S01", "S02") == agreement(tmp_path, round="none").basis.transcripts
    assert ["pilot, closed", "reliability, closed"] == [each.note for each in agreement(tmp_path, by="round").groups]


def test_passages_that_were_not_assigned_are_missing(tmp_path):
    """Of a transcript with passages only their turns count, whatever was coded elsewhere."""
    make(tmp_path)
    begin(tmp_path, transcripts=(), passages={"S01": (Passage(first=1, last=6),)})
    for coder, where in (("ann", (0, 1, 7)), ("ben", (0, 1))):
        code(tmp_path, coder, "S01", {"price": where})

    found = agreement(tmp_path, round="rel")

    assert (3, 0) == (of(found, "price").n_units, of(found, "price").differ)
    assert ("S01",) == found.basis.passages


def test_a_code_that_came_later_is_missing_never_0(tmp_path):
    """Until both have looked again, no unit counts for it; other codes are as they were; and it is refused unmixed."""
    make(tmp_path)
    for coder in ("ann", "ben"):
        code(tmp_path, coder, "S01", {"price": (0, 1)})
    book = BOOK.replace(
        "history: []",
        "  - {id: late, label: Late, definition: Came later.}\n"
        "history:\n  - {id: 8b8d2c6e-0000-4000-8000-000000000001, revision: 2, at: 2030-01-01T00:00:00Z, by: ann,"
        " change: added, to: [late], why: found}\n",
    )
    write(tmp_path, {"codebooks/book.yaml": book})

    found = agreement(tmp_path)

    assert (None, "no-shared-units", 0) == (
        of(found, "late").alpha.value,
        of(found, "late").alpha.why_undefined,
        of(found, "late").n_units,
    )
    assert {"ann": 1, "ben": 1} == dict(of(found, "late").reopened)
    assert 8 == of(found, "price").n_units

    complete_codes(open_study(tmp_path), "ann", "S01", ["late"])
    with pytest.raises(RefusedError, match="2 revisions"):
        agreement(tmp_path)
    assert agreement(tmp_path, mixed=True).basis.mixed


def test_a_turn_that_came_later_is_missing(tmp_path):
    """A turn whose words were not in the completed text is nobody's "looked, and found nothing"."""
    make(tmp_path)
    for coder in ("ann", "ben"):
        code(tmp_path, coder, "S01", {"price": (0, 1)})
    write(tmp_path, {"transcripts/S01.md": transcript("S01") + "\n\nS01: Oh, and one thing more that I forgot.\n"})

    found = agreement(tmp_path)

    assert 8 == of(found, "price").n_units
    assert {("ann", "S01", 1), ("ben", "S01", 1)} == set(found.basis.absent)


def test_nobody_sees_agreement_on_what_they_have_not_completed(tmp_path):
    """Blind: the transcript is left out for that viewer, and named."""
    simulate(tmp_path, transcripts=2)
    code(tmp_path, "cas", "S01", {"price": (0,)})

    found = agreement(tmp_path, viewer="cas")

    assert ("S01",) == found.basis.transcripts
    assert {("ann", "S02"), ("ben", "S02")} == set(found.basis.hidden)
    with pytest.raises(RefusedError, match="before you have completed it"):
        agreement(make(tmp_path / "new") and _two(tmp_path / "new"), viewer="cas")


def _two(root):
    code(root, "ann", "S01", {"price": (0,)})
    code(root, "ben", "S01", {"price": (0,)})
    return root


def test_a_coder_against_themselves(tmp_path):
    """A recode round compares the first time with the second, and is no agreement between people."""
    make(tmp_path)
    code(tmp_path, "ann", "S01", {"price": (0, 1)})
    begin(tmp_path, "recode-1", "recode", ("S01",), ("ann",))
    code(tmp_path, "ann/recode-1", "S01", {"price": (0, 2)})
    close_round(open_study(tmp_path), "ann", "recode-1")
    code(tmp_path, "ann", "S01", {"price": (5, 6)})

    found = agreement(tmp_path, round="recode-1")

    assert ("same coder twice", ("ann", "ann/recode-1")) == (found.basis.label, found.basis.coders)
    assert {"ann": 2, "ann/recode-1": 2} == dict(of(found, "price").by_coder)
    assert ["recode-1 ann"] == [each.group for each in agreement(tmp_path, by="round").groups]


def test_a_third_coder_on_few_transcripts_is_compared_where_they_were(tmp_path):
    """Every pair has its own transcripts; who agrees least with the others is named."""
    simulate(tmp_path, transcripts=4)
    for name in ("S01", "S02", "S03"):
        code(tmp_path, "cas", name, {"price": (7,), "trust": (6,), "trust.person": (5,)})

    found = agreement(tmp_path)

    assert {("ann", "ben"): 4, ("ann", "cas"): 3, ("ben", "cas"): 3} == {e.coders: e.transcripts for e in found.pairs}
    assert "cas" == found.odd.coder
    assert "cohen_kappa" not in of(found, "price").estimates
    assert "not-two-coders" == found.overall.pooled_kappa.why_undefined


def test_a_generous_coder_and_other_boundaries_are_noticed(tmp_path):
    """Twice as many codings, and the same turns in other boundaries, are said in words."""
    make(tmp_path)
    for name in ("S01", "S02"):
        code(tmp_path, "ann", name, {"price": (0, 1, 2, 3, 4, 5), "trust": (0, 1, 2)})
        code(tmp_path, "ben", name, {"price": (0, 1, 2), "trust": (0,)}, long=False)

    found = agreement(tmp_path)

    assert ("ann", "ben") == found.generous[:2]
    assert 2 < found.generous[2]
    assert found.boundaries is not None
    assert found.talk[0].code == "price"


@pytest.mark.parametrize("by", ["transcript", "order", "role"])
def test_groups_cover_the_transcripts_and_agree_with_computing_them_alone(tmp_path, by):
    """Drift: the same machinery on some of the transcripts."""
    simulate(tmp_path)
    found = agreement(tmp_path, by=by)

    assert set(found.basis.transcripts) == {name for each in found.groups for name in each.transcripts}
    for each in found.groups:
        alone = simulate_only(tmp_path, each.transcripts)
        assert {code.code: code.alpha.value for code in alone.codes if code.level == "applied"} == pytest.approx(
            dict(each.alphas)
        )
        assert alone.overall.on_sets["jaccard"].value == pytest.approx(each.on_sets.value)


def simulate_only(root, names):
    """Agreement of these transcripts alone: an open round of them."""
    begin(root, f"only-{'-'.join(names)}", "main", tuple(names))
    return agreement(root, round=f"only-{'-'.join(names)}")


def test_the_order_of_coders_and_of_files_changes_nothing(tmp_path):
    """Agreement is symmetric, and no order of transcripts is better than another."""
    simulate(tmp_path, seed=5)
    one, two = agreement(tmp_path, coders=("ann", "ben")), agreement(tmp_path, coders=("ben", "ann"))

    for first, second in zip(one.codes, two.codes, strict=True):
        assert first.by_coder == second.by_coder
        for name, each in first.estimates.items():
            assert each.value == pytest.approx(second.estimates[name].value, abs=1e-12)
            assert each.interval == pytest.approx(second.estimates[name].interval, abs=1e-12)
    assert one.overall.on_sets["jaccard"].value == pytest.approx(two.overall.on_sets["jaccard"].value)


@pytest.mark.parametrize("unit", ["turn", "exchange", "sentence", "character", "span-match"])
@pytest.mark.parametrize("level", ["code", "theme"])
def test_every_unit_and_level_gives_finite_numbers_or_reasons(tmp_path, unit, level):
    """No NaN leaves, whatever is asked for."""
    simulate(tmp_path, transcripts=2)

    found = agreement(tmp_path, unit=unit, level=level, coefs=("all",), ci="bootstrap", replicates=20)

    plain = json.dumps(to_plain(plain_study(found)), allow_nan=False)
    assert unit == json.loads(plain)["basis"]["unit"]
    assert (unit == "span-match") == (found.overall.matches is not None)


def test_coders_on_two_languages_are_compared_by_turn_and_not_by_character(tmp_path):
    """Characters of two languages are not the same characters: undefined, with that reason."""
    make(tmp_path, transcripts=1)
    head = transcript("S01").split("---\n")[1].replace("language: en", "language: zh\ntranslation: {language: en}")
    text = "I: 为什么?\n= Why?\n\nS01: 我认识她很久了。\n= I have known her long.\n\nS01: 很便宜。\n= It was cheap.\n"
    write(tmp_path, {"transcripts/S01.md": f"---\n{head}---\n{text}"})
    apply(open_study(tmp_path), "ann", [Request(transcript="S01", code="trust", quote="认识她很久")])
    apply(open_study(tmp_path), "ben", [Request(transcript="S01", code="trust", quote="have known her")])
    for coder in ("ann", "ben"):
        complete(open_study(tmp_path), coder, "S01")

    found = agreement(tmp_path)

    assert 1.0 == of(found, "trust").alpha.value
    assert "different-language" == of(found, "trust").beside.why_undefined
    assert "different-language" == of(agreement(tmp_path, unit="sentence"), "trust").alpha.why_undefined


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"unit": "word"}, "no --unit `word`"),
        ({"coefs": ("gamma",)}, "no coefficient `gamma`"),
        ({"by": "age"}, "no --by `age`"),
        ({"round": "r9"}, "no round `r9`"),
        ({"coders": ("ann",)}, "two coders"),
        ({"coders": ("ann", "bob")}, "no coder `bob`"),
        ({"codes": ("prise",)}, "no code `prise`"),
        ({"unit": "given"}, "no units were bounded"),
        ({"overlap": 1.5}, "--overlap"),
        ({"replicates": 10**9}, "--replicates is 1 to 100000"),
    ],
)
def test_what_cannot_be_asked_is_said(tmp_path, wanted, message):
    """A wrong name or option names itself."""
    simulate(tmp_path, transcripts=1)
    with pytest.raises(WrongUseError, match=message):
        agreement(tmp_path, **wanted)


def test_a_study_without_double_coding_says_what_is_missing(tmp_path):
    """Nothing to compare is no table of zeros."""
    make(tmp_path)
    code(tmp_path, "ann", "S01", {"price": (0,)})
    with pytest.raises(RefusedError, match="no transcript was completed by two"):
        agreement(tmp_path)


def test_twice_the_same_transcripts_leave_the_numbers_that_do_not_correct_for_few_units(tmp_path):
    """Doubling every transcript changes no share and no kappa; alpha only by its correction for few units."""
    once, twice = make(tmp_path / "once", transcripts=2), make(tmp_path / "twice", transcripts=4)
    for n in (1, 2, 3, 4):
        like = {"price": (0, 1, n % 2 + 2), "trust": (4,)}
        other = {"price": (1, 3), "trust": (4, 5)}
        for root in (once, twice) if n < 3 else (twice,):
            code(root, "ann", f"S{n:02}", like)
            code(root, "ben", f"S{n:02}", other)

    for first, second in zip(agreement(once).codes, agreement(twice).codes, strict=True):
        assert 2 * first.n_units == second.n_units
        for name in ("percent_agreement", "ppos", "pneg", "cohen_kappa"):
            assert first.estimates[name].value == pytest.approx(second.estimates[name].value)
        if first.alpha.value is not None:
            n = 2 * first.n_units
            apart_once, apart_twice = (1 - first.alpha.value) / (n - 1), (1 - second.alpha.value) / (2 * n - 1)
            assert apart_once == pytest.approx(2 * apart_twice)


def test_units_that_were_bounded_beforehand_are_the_units(tmp_path):
    """Given units belong to the round; a code is there where a coding touches one."""
    make(tmp_path)
    text = open_study(tmp_path).study.transcripts["S01"].text
    first = text.index(quote("S01", 0))
    last = text.index(quote("S01", 2)) + 5
    begin(
        tmp_path,
        transcripts=("S01",),
        unit="given",
        units={"S01": (GivenUnit(start=first, end=last, by="Lin"), GivenUnit(start=last + 1, end=len(text), by="Lin"))},
    )
    code(tmp_path, "ann", "S01", {"price": (0,)})
    code(tmp_path, "ben", "S01", {"price": (1,)})

    found = agreement(tmp_path, round="rel")

    assert ("given", 2, 0) == (found.basis.unit, of(found, "price").n_units, of(found, "price").differ)


def test_places_are_compared_in_what_both_have_read(tmp_path):
    """A turn that came after a completion is missing for the unitizing alphas; the rest is compared."""
    make(tmp_path)
    for coder in ("ann", "ben"):
        code(tmp_path, coder, "S01", {"price": (0, 1)})
    whole = agreement(tmp_path, coefs=("u_alpha",), unit="span-match")
    write(tmp_path, {"transcripts/S01.md": transcript("S01") + "\n\nS01: Oh, and one thing more that I forgot.\n"})

    found = agreement(tmp_path, coefs=("u_alpha",), unit="span-match")

    for each in (whole, found):
        assert 1.0 == pytest.approx(of(each, "price").estimates["u_alpha"].value)
        assert 1.0 == of(each, "price").matches.share
        assert () == each.basis.not_unitized
    n = of(whole, "price").estimates["u_alpha"].n_units
    assert n == of(found, "price").estimates["u_alpha"].n_units


def test_a_transcript_that_adds_nothing_to_the_unitizing_alphas_is_named(tmp_path):
    """A code that came later leaves nobody there who looked for all; codes alone are compared."""
    make(tmp_path)
    for coder in ("ann", "ben"):
        code(tmp_path, coder, "S01", {"price": (0, 1)})
    book = BOOK.replace(
        "history: []",
        "  - {id: late, label: Late, definition: Came later.}\n"
        "history:\n  - {id: 8b8d2c6e-0000-4000-8000-000000000001, revision: 2, at: 2030-01-01T00:00:00Z, by: ann,"
        " change: added, to: [late], why: found}\n",
    )
    write(tmp_path, {"codebooks/book.yaml": book})

    found = agreement(tmp_path, coefs=("u_alpha",))

    assert ("S01",) == found.basis.not_unitized
    assert "no-shared-units" == found.overall.unitizing["u_alpha"].why_undefined
    assert 1.0 == pytest.approx(of(found, "price").estimates["u_alpha"].value)
    assert "Left out of the unitizing alphas of all codes together: S01" in " ".join(left_out_lines(found.basis))


def test_what_was_coded_after_done_does_not_count_and_is_said(tmp_path):
    """Nobody's later work is left out in silence: it is counted by coder, with what to do; then it counts."""
    make(tmp_path)
    for coder in ("ann", "ben"):
        code(tmp_path, coder, "S01", {"price": (0, 1)})
    before = agreement(tmp_path)
    assert {} == dict(before.basis.later)

    code(tmp_path, "ann", "S01", {"price": (4,), "trust": (5,)})
    found = agreement(tmp_path)

    assert before.codes == found.codes
    assert {"ann": 2} == dict(found.basis.later)
    assert "does not count: ann 2. To count them: imqual reopen" in " ".join(left_out_lines(found.basis))

    reopen(open_study(tmp_path), "ann", "S01")
    complete(open_study(tmp_path), "ann", "S01")
    assert {} == dict(agreement(tmp_path).basis.later)
    assert 3 == of(agreement(tmp_path), "price").by_coder["ann"]


def test_every_distance_that_is_asked_for_is_computed(tmp_path):
    """Alpha on sets by Jaccard and by MASI stand side by side; the first one is that of groups and plots."""
    simulate(tmp_path, transcripts=2)

    assert ["jaccard"] == list(agreement(tmp_path).overall.on_sets)
    assert ["masi", "jaccard"] == list(agreement(tmp_path, coefs=("masi", "alpha_jaccard")).overall.on_sets)
    assert ["masi", "jaccard"] == list(agreement(tmp_path, distance="masi", coefs=("all",)).overall.on_sets)
    assert "masi" == agreement(tmp_path, coefs=("alpha_masi", "alpha_jaccard")).basis.distance
