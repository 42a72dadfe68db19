from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import codebook

from imcommerce_qual.core.lineage import lineage, unknown_ends
from imcommerce_qual.model.codebook import Change


def history(text):
    """The entries as short lines, one a day: ``renamed a, b > c, d``; a number before it is its day."""
    changes = []
    for n, line in enumerate(filter(None, (each.strip() for each in text.splitlines())), 1):
        words, _, to = line.partition(">")
        day, _, rest = words.strip().rpartition(": ")
        kind, _, from_ = rest.partition(" ")
        at = datetime(2026, 1, int(day) if day else n, tzinfo=UTC)
        ends = {"from_": _names(from_), "to": _names(to)}
        changes.append(Change(id=f"h{n}", revision=n, at=at, by="a", change=kind, **ends))
    return changes


def _names(text):
    return tuple(each.strip() for each in text.split(",") if each.strip())


def today(text, codes):
    line = lineage(history(text))
    return " ".join(line.today(code) for code in codes.split())


def test_without_entries_every_id_leads_to_itself():
    """Whatever it is."""
    line = lineage([])

    assert ("trust", frozenset(), False) == (line.today("trust"), line.retired, line.stale("trust", frozenset()))


def test_renamed_and_moved_lead_the_old_id_to_the_new():
    """Every descendant is recorded; the others are not touched."""
    assert "faith faith.person cost" == today(
        """renamed trust, trust.person > faith, faith.person""", "trust trust.person cost"
    )
    assert "identity.trust" == today("moved trust > identity.trust", "trust")


def test_renamings_follow_one_another():
    """From any name that it ever had."""
    assert "c c c" == today("renamed a > b\n renamed b > c", "a b c")


def test_going_back_to_an_own_older_id_revives_it():
    """And the name it had meanwhile leads there."""
    assert "a a" == today("renamed a > b\n renamed b > a", "a b")
    assert "a a a" == today("renamed a > b\n renamed b > c\n renamed c > a", "a b c")
    assert "b b b" == today("renamed a > b\n renamed b > c\n renamed c > b", "a b c")
    assert "d d d" == today("renamed a > b\n renamed b > a\n renamed a > d", "a b d")


def test_of_two_concurrent_renamings_the_first_stands_and_the_second_leads_there():
    """Two coders renamed the same code, each in their own copy."""
    assert "b b b" == today("renamed a > b\n renamed a > c", "a b c")
    assert "b b b b" == today("renamed a > b\n renamed a > c\n renamed c > d", "a b c d")
    assert "c c c" == today("renamed a > b\n renamed a > c\n renamed b > c", "a b c")


def test_two_who_renamed_alike_agree():
    """The same entry under two ids leads where both meant, and nowhere round in a circle."""
    assert "b b" == today("renamed a > b\n renamed a > b", "a b")
    assert "c c c" == today("renamed a > b\n renamed b > c\n renamed a > c", "a b c")
    assert "a a" == today("renamed a > a", "a a")


def test_merged_leads_where_the_other_leads():
    """Also where either was renamed before, after or meanwhile."""
    assert "c c c" == today("merged a, b > c", "a b c")
    assert "d d d" == today("merged a > c\n renamed c > d", "a c d")
    assert "d d d" == today("renamed c > d\n merged a > c", "a c d")
    assert "c c c" == today("renamed a > b\n merged a > c", "a b c")
    assert "c c c" == today("merged a > c\n renamed a > b", "a b c")


def test_a_second_different_merge_of_the_same_code_is_a_problem_without_effect():
    """Two coders merged it into different codes: the first stands, somebody has to look."""
    line = lineage(history("merged a > b\n merged a > c"))

    assert "b b c" == " ".join(map(line.today, "abc"))
    assert ["h2"] == [change.id for change in line.conflicts]


def test_a_second_merge_under_another_name_is_the_same_code():
    """It was renamed in one copy before it was merged."""
    text = "renamed a > b\n merged a > c\n merged b > d"

    assert "c c c d" == today(text, "a b c d")
    assert ["h3"] == [change.id for change in lineage(history(text)).conflicts]


def test_a_second_merge_to_the_same_place_is_no_problem():
    """Recorded twice, or under the name that the target has now."""
    for text in ("merged a > b\n merged a > b", "merged a > b\n renamed b > c\n merged a > c"):
        line = lineage(history(text))
        assert () == line.conflicts
        assert line.today("b") == line.today("a")


def test_a_code_that_was_restored_can_be_merged_again():
    """It leads to itself again, so that what went before does not bind it."""
    text = "merged a > b\n restored a\n merged a > c"

    assert "c b c" == today(text, "a b c")
    assert () == lineage(history(text)).conflicts


def test_merging_two_into_each_other_does_not_go_round_in_a_circle():
    """Two coders each kept the other one."""
    assert today("merged a > b\n merged b > a", "a") == today("merged a > b\n merged b > a", "b")


def test_restored_leads_to_itself():
    """After merging, renaming or retiring; older names of it lead there too."""
    assert "a b" == today("merged a > b\n restored a > a", "a b")
    assert "a a b" == today("renamed z > a\n merged a > b\n restored a", "z a b")
    line = lineage(history("retired a\n restored a"))
    assert ("a", frozenset()) == (line.today("a"), line.retired)


def test_retired_is_the_code_where_the_id_leads():
    """Renamed in one copy, retired in the other."""
    assert {"a"} == lineage(history("retired a")).retired
    line = lineage(history("renamed a > b\n retired a"))
    assert line.today("a") in line.retired


def test_splitting_retires_the_code_unless_the_new_ones_are_its_children():
    """Its codings have no code until a coder says which."""
    assert {"a"} == lineage(history("split a > b, c")).retired
    assert {"a"} == lineage(history("split a > a.x, b")).retired
    assert {"a"} == lineage(history("split a > ab, ac")).retired
    assert frozenset() == lineage(history("split a > a.x, a.y")).retired


def test_splitting_a_code_under_an_older_name_retires_the_code():
    """Renamed in one copy, split in the other."""
    line = lineage(history("renamed a > b\n split a > c, d"))

    assert line.today("a") in line.retired
    assert frozenset() == lineage(history("renamed a > b\n split a > b.x, b.y")).retired


@pytest.mark.parametrize("kind", ["redefined", "narrowed", "split"])
def test_these_make_older_codings_stale(kind):
    """Those that lead where it leads, and whose codebook did not know the entry."""
    line = lineage(history(f"{kind} a > a.x"))

    assert line.stale("a", frozenset())
    assert not line.stale("a", frozenset({"h1"}))
    assert not line.stale("b", frozenset())


@pytest.mark.parametrize("kind", ["widened", "added", "renamed", "moved", "merged", "retired", "restored"])
def test_these_do_not(kind):
    """What was right under a narrower definition still is; a name is only a name."""
    assert not lineage(history(f"{kind} a > b")).stale("a", frozenset())


def test_stamps_decide_alone_not_times():
    """A coding made after the entry, on a laptop that had not heard of it, is stale."""
    line = lineage(history("added a\n redefined a\n narrowed a"))

    assert line.stale("a", frozenset({"h1", "h2"}))
    assert line.stale("a", frozenset({"h1", "h3"}))
    assert not line.stale("a", frozenset({"h1", "h2", "h3"}))


def test_what_counts_is_where_a_code_led_at_that_entry():
    """A code merged in later was not redefined with it; one merged before, or renamed, was."""
    after = lineage(history("redefined b\n merged a > b"))
    before = lineage(history("merged a > b\n redefined b"))
    renamed = lineage(history("renamed a > b\n redefined b\n renamed b > c"))

    assert (False, True) == (after.stale("a", frozenset()), after.stale("b", frozenset()))
    assert (True, True) == (before.stale("a", frozenset({"h1"})), before.stale("b", frozenset({"h1"})))
    assert renamed.stale("a", frozenset())
    assert renamed.stale("b", frozenset({"h1"}))


def test_an_entry_under_an_older_name_is_about_the_code():
    """Redefined in a copy that had not heard of the renaming."""
    line = lineage(history("renamed a > b\n redefined a"))

    assert line.stale("b", frozenset({"h1"}))


def test_entries_are_in_order_of_time_then_id_not_of_the_file():
    """On one day the id decides: `h1` before `h2`."""
    assert "b b b" == today("2: renamed a > c\n 1: renamed a > b", "a b c")
    assert "b b b" == today("1: renamed a > b\n 1: renamed a > c", "a b c")


_codes = st.lists(st.sampled_from(["a", "b", "c", "d", "a.x"]), min_size=1, max_size=2).map(tuple)
_kinds = st.sampled_from(["renamed", "moved", "merged", "split", "redefined", "narrowed", "retired", "restored"])
_histories = st.lists(
    st.builds(
        Change,
        id=st.uuids().map(str),
        revision=st.just(1),
        at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 3), timezones=st.just(UTC)),  # noqa: DTZ001
        by=st.just("a"),
        change=_kinds,
        from_=_codes,
        to=st.just(()) | _codes,
    ),
    max_size=8,
    unique_by=lambda change: change.id,
)


@given(_histories, st.randoms(use_true_random=False))
def test_the_order_in_the_file_never_matters(changes, chance):
    """Two people append to one history, and git puts the lines as it likes."""
    shuffled = list(changes)
    chance.shuffle(shuffled)

    assert lineage(changes) == lineage(shuffled)


@given(_histories)
def test_every_id_leads_to_an_end(changes):
    """However contrary the entries: no circle, and the end leads to itself."""
    line = lineage(changes)

    for code in ("a", "b", "c", "d", "a.x", "unknown"):
        end = line.today(code)
        assert end == line.today(end)
        line.stale(code, frozenset())


def test_an_end_that_is_neither_in_the_tree_nor_retired_is_a_problem():
    """A slip of the pen in an entry would otherwise lead codings nowhere, or make nothing stale."""

    def unknown(entries):
        book = codebook("  - {id: trust, label: T}\n  - {id: cost, label: C}\n")
        book = type(book)(id=book.id, revision=1, codes=book.codes, history=tuple(history(entries)))
        return [change.id for change in unknown_ends(book, lineage(book.history))]

    assert [] == unknown("renamed old > trust\n merged older > old\n redefined trust\n retired gone\n added cost")
    assert [] == unknown("added x\n retired x")
    assert ["h1"] == unknown("renamed trust > trsut")
    assert ["h2"] == unknown("renamed old > trust\n merged older > nowhere")
    assert ["h1"] == unknown("redefined trsut")
    assert [] == unknown("renamed a > b\n renamed b > trust")
