"""Rewording findings, and looking again at the stances toward their older words."""

from __future__ import annotations

import pytest
import yaml

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.changing import amend, find_coding
from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.findings import (
    confirm_stances,
    findings_log,
    findings_view,
    older_ids,
    plan_record,
    plan_rewording,
    write_findings,
)
from imcommerce_qual.actions.findingsgrowing import plan_finding, plan_removal, plan_return, plan_theme
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.searching import Wanted, search
from imcommerce_qual.actions.takingback import undo
from imcommerce_qual.actions.theming import themes
from imcommerce_qual.render.basis import basis_lines


def take_side(study, coder="ann", **fields):
    """A coding that supports F1."""
    request = Request(transcript="S01", code="trust", quote="She is my aunt.", stance="supports", **fields)
    return apply(open_study(study), coder, [request])[0]


def reword(study, by="ann", name="F1", why="sharper", **fields):
    """One edit, carried out; returns the plan."""
    opened = open_study(study)
    plan = plan_rewording(opened, by, name, why=why, **fields)
    write_findings(opened, plan)
    return plan


def stale(study, viewer=None):
    """The codings that `find --stance-stale` lists."""
    return [hit.coding for hit in search(open_study(study), Wanted(stance_stale=True), viewer=viewer).hits]


def test_a_reworded_finding_says_so_with_date_and_reason_and_the_rest_of_the_file_stays(study):
    """The older words are in the log."""
    reword(study, statement="People  buy from kin.")
    data = yaml.safe_load((study / "findings.yaml").read_text(encoding="utf-8"))
    (entry,) = findings_log(open_study(study), "f1")

    assert ("People buy from kin.", True) == (data["findings"][0]["statement"], "since" in data["findings"][0])
    assert ("People buy from people.", "People buy from kin.", "sharper", "ann") == (
        entry.from_,
        entry.to,
        entry.why,
        entry.by,
    )
    assert "themes: [{id: t1, label: Trust, codes: [trust]}]" in (study / "findings.yaml").read_text(encoding="utf-8")
    assert 2 == len(list((study / "history" / "findings").glob("*.yaml")))
    assert [] == [problem.code for problem in check(study).problems]


def test_a_theme_has_a_label_and_codes_to_change(study):
    """Codes are known by any of their names, and kept under today's."""
    reword(study, name="t1", label="Trusting", codes=["confidence", "-trust.breach"], statement="Trust matters.")
    (theme,) = open_study(study).study.findings.themes

    assert ("Trusting", "Trust matters.", ("trust", "-trust.breach")) == (theme.label, theme.statement, theme.codes)
    assert {"reworded", "relabelled", "regathered"} == {each.change for each in findings_log(open_study(study))}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("F9", {"statement": "x"}),
        ("F1", {"label": "x"}),
        ("F1", {"statement": "x", "why": " "}),
        ("t1", {"codes": ["nothing"]}),
        ("F1", {"statement": " "}),
    ],
)
def test_what_cannot_be_reworded_so_is_refused(study, name, fields):
    """An unknown name, a field that is not there, no reason, no words."""
    with pytest.raises(WrongUseError):
        reword(study, name=name, **fields)


def test_what_it_says_already_is_not_written_again(study):
    """The log has changes, not visits."""
    with pytest.raises(RefusedError, match="already"):
        reword(study, statement="People buy from people.")


def test_a_stance_toward_older_words_is_listed_counted_and_said_under_the_table(study):
    """In the queue, in the findings, and under the theme table: never silently."""
    take_side(study)
    plan = reword(study, statement="People buy from kin.")
    view = findings_view(open_study(study), None)
    found = themes(open_study(study))

    assert "  toward the older words: 1 stance in 1 transcript, to be looked at again" in plan.says
    assert (1, {"F1": 1}) == (len(stale(study)), view.older)
    assert any("1 stance toward F1" in line for line in basis_lines(found.table.basis, found.study))


def test_a_stance_that_still_holds_is_said_anew_and_undo_takes_that_back(study):
    """An event of the coder, who alone can say it."""
    take_side(study)
    reword(study, statement="People buy from kin.")
    opened = open_study(study)
    confirm_stances(opened, "ann", older_ids(opened, "ann", "F1"))
    assert [] == stale(study)

    undo(open_study(study), "ann")
    assert 1 == len(stale(study))


def test_a_stance_that_is_changed_needs_no_further_look_but_a_memo_is_no_stance(study):
    """Only what says something about the finding is an answer."""
    coding = take_side(study)
    reword(study, statement="People buy from kin.")
    opened = open_study(study)
    amend(opened, "ann", find_coding(opened, "ann", coding.coding), {"memo": "hm"})
    assert 1 == len(stale(study))

    opened = open_study(study)
    amend(opened, "ann", find_coding(opened, "ann", coding.coding), {"stance": "qualifies"})
    assert [] == stale(study)


def test_a_coding_without_a_stance_has_nothing_to_confirm(study):
    """Saying so would make one."""
    coding = apply(open_study(study), "ann", [Request(transcript="S01", code="price", quote="It was cheap")])[0]

    with pytest.raises(WrongUseError, match="no stance"):
        confirm_stances(open_study(study), "ann", [coding.coding])


def test_others_stances_are_hidden_from_who_is_not_done(study):
    """How many there are is what another coded."""
    take_side(study, "ben")
    plan = reword(study, statement="People buy from kin.")

    assert "  toward the older words: 0 stances in 0 transcripts, to be looked at again" in plan.says
    assert ([], {}) == (stale(study, "ann"), findings_view(open_study(study), "ann").older)


def test_a_change_by_hand_is_noticed_and_recorded(study):
    """A stance named the older words, so they were kept."""
    take_side(study)
    path = study / "findings.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("from people", "from kin"), encoding="utf-8")
    (problem,) = check(study).problems
    assert ("finding-edited", 4) == (problem.code, problem.place.line)

    opened = open_study(study)
    write_findings(opened, plan_record(opened, "ann", "noticed late"))

    assert [("People buy from people.", "People buy from kin.")] == [
        (each.from_, each.to) for each in findings_log(open_study(study))
    ]
    assert ([], 1) == (list(check(study).problems), len(stale(study)))
    with pytest.raises(RefusedError, match="nothing"):
        plan_record(open_study(study), "ann", "")


def test_findings_that_changed_underneath_are_not_overwritten(study):
    """What somebody else wrote meanwhile stays."""
    opened = open_study(study)
    plan = plan_rewording(opened, "ann", "F1", statement="x", why="y")
    path = study / "findings.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")

    with pytest.raises(BusyError):
        write_findings(opened, plan)
    assert path.read_text(encoding="utf-8").endswith("# mine\n")


def carried(study, decide, *arguments, **options):
    """One plan, carried out; returns it."""
    opened = open_study(study)
    made = decide(opened, "ann", *arguments, **options)
    write_findings(opened, made)
    return made


def ids(study):
    """The findings with their themes, and the themes across."""
    found = open_study(study).study.findings
    return {f.id: [t.id for t in f.themes] for f in found.findings}, [t.id for t in found.across]


def test_findings_and_themes_are_added_removed_and_restored_and_the_log_says_so(study):
    """The rest of the file stays; what comes back is as it was."""
    before = ids(study)
    carried(study, plan_finding, "F9", "It costs nothing.", "seen late")
    carried(study, plan_theme, "free", label="For free", codes=["price"], finding="f9", statement="Nobody pays.")
    carried(study, plan_theme, "money", label="Money", codes=["price"], finding=None)
    assert ({**before[0], "F9": ["free"]}, [*before[1], "money"]) == ids(study)
    whole = open_study(study).study.findings

    carried(study, plan_removal, "F9", "it does cost")
    assert (before[0], [*before[1], "money"]) == ids(study)
    carried(study, plan_return, "f9")
    assert (whole.findings, whole.across) == (
        open_study(study).study.findings.findings,
        open_study(study).study.findings.across,
    )
    assert ["added", "added", "added", "removed", "removed", "restored", "restored"] == [
        each.change for each in findings_log(open_study(study))
    ]
    assert 0 == check(study).errors


def test_a_study_without_findings_gets_its_first(study):
    """The file is made, and nothing empty is kept as a version."""
    (study / "findings.yaml").unlink()
    carried(study, plan_finding, "F1", "People buy.")

    assert {"F1": []} == ids(study)[0]
    assert 1 == len(list((study / "history" / "findings").iterdir()))


@pytest.mark.parametrize("name", ["F1", "f1", "F 2", "-x", ""])
def test_an_id_of_a_finding_is_used_once(study, name):
    """Also ignoring case; and it can stand in a list of names."""
    with pytest.raises(WrongUseError):
        plan_finding(open_study(study), "ann", name, "x")


def test_an_id_of_a_removed_finding_is_not_used_again(study):
    """A stance toward the older one would become one toward the newer."""
    carried(study, plan_removal, "F1", "gone")

    with pytest.raises(WrongUseError, match="not used again"):
        plan_finding(open_study(study), "ann", "F1", "x")


def test_removing_says_what_stands_on_it(study):
    """Nobody's stance is forgotten by accident."""
    take_side(study, toward="F1")

    assert any("1 coding name" in line for line in plan_removal(open_study(study), "ann", "F1", "gone").says)
