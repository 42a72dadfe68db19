"""Which excerpts are reviewed, and what a second look ends in."""

from __future__ import annotations

import json

import pytest

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.changing import amend, find_coding
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.excerpting import excerpts_of
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.reviewing import gather
from imcommerce_qual.actions.reviewqueue import Mention, Queue, read_mentions
from imcommerce_qual.actions.searching import Wanted, search
from imcommerce_qual.actions.settling import begins_at, confirm, near_lost, place_of, settle, split
from imcommerce_qual.actions.takingback import redo, undo
from imcommerce_qual.model.span import Span
from imcommerce_qual.render.jsonfile import to_plain

NARROWED = """\
history:
  - {id: h1, revision: 2, at: 2030-01-01T00:00:00Z, by: ann, change: narrowed, from: [trust], to: [trust], why: sharper}
"""


def put(study, code, quote, *, coder="ann", transcript="S01", **more):
    """One coding; its id."""
    request = Request(transcript=transcript, code=code, quote=quote, **more)
    return apply(open_study(study), coder, [request])[0].coding


def narrow(study, by="history: []\n", to=NARROWED):
    """The definition of trust becomes narrower."""
    path = study / "codebooks/book.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(by, to), encoding="utf-8")


def edit(study, old, new, transcript="S01"):
    """The transcript changes on the disk."""
    path = study / f"transcripts/{transcript}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def words(study, coder="ann", **queue):
    """What a queue holds, as (code, words)."""
    opened = open_study(study)
    found = gather(opened, coder, Queue(**queue))
    return [(each.code, each.words) for each in excerpts_of(opened, found.items)]


def standing(study, coding, coder="ann"):
    """The coding as it stands."""
    return find_coding(open_study(study), coder, coding)


def of(*codes, **more):
    return {"wanted": Wanted(codes=codes, **more)}


def test_a_code_with_what_rolls_up_into_it(study):
    """As `find --code` has it: descendants are in, those that do not roll up are not; exact is the code alone."""
    put(study, "trust", "I know her")
    put(study, "trust.person", "She is my aunt")
    put(study, "trust.breach", "cheap")
    put(study, "trust.person", "I know her", transcript="S02")

    both = [("trust", "I know her"), ("trust.person", "She is my aunt"), ("trust.person", "I know her")]
    assert both == words(study, **of("trust"))
    assert both[:1] == words(study, **of("trust", exact_code=True))


def test_only_the_reviewers_own_codings(study):
    """Another's are there only on request, which is recorded; before that they are said to be hidden."""
    put(study, "price", "It was cheap")
    put(study, "price", "She is my aunt", coder="ben")

    assert [("price", "It was cheap")] == words(study, **of("price"))
    opened = open_study(study)
    assert (("ben", "S01"),) == gather(opened, "ann", Queue(**of("price"))).hidden
    assert () == fold_saw(study)

    assert 2 == len(words(study, **of("price", see=frozenset({"ben"}))))
    assert ("ben",) == fold_saw(study)


def fold_saw(study):
    return open_study(study).presence(viewer="ann").progress["ann", "S01"].saw


def test_done_does_not_mix_anothers_codings_in(study):
    """Who is done may see the other's codings, but reviews their own unless they ask."""
    put(study, "price", "It was cheap")
    put(study, "price", "She is my aunt", coder="ben")
    complete(open_study(study), "ann", "S01")

    assert [("price", "It was cheap")] == words(study, **of("price"))
    assert [("price", "She is my aunt")] == words(study, **of("price", coders=("ben",)))


def test_filters_all_hold(study):
    """Unsure ones of a code; words in the excerpts; stance, exemplar, transcript, attribute."""
    put(study, "price", "It was cheap", unsure=True)
    put(study, "trust", "She is my aunt", unsure=True, stance="supports")
    put(study, "price", "I know her", exemplar=True, transcript="S02")

    assert [("trust", "She is my aunt"), ("price", "It was cheap")] == words(study, wanted=Wanted(unsure=True))
    assert [("price", "It was cheap")] == words(study, **of("price", unsure=True))
    assert [("price", "I know her")] == words(study, wanted=Wanted(exemplar=True))
    assert [("trust", "She is my aunt")] == words(study, wanted=Wanted(stances=("supports",)))
    assert [("price", "I know her")] == words(study, **of("price", pattern="KNOW"))
    assert [("price", "I know her")] == words(study, **of("price", transcripts=("s02",)))
    assert [] == words(study, **of("price", attributes=("role=seller",)))


def test_words_alone_are_places_with_or_without_a_code(study):
    """As `find` has it."""
    put(study, "price", "It was cheap")
    opened = open_study(study)
    found = gather(opened, "ann", Queue(wanted=Wanted(pattern="cheap", transcripts=("S01",)))).items

    assert [None] == [item.coding for item in found]
    assert [("", "cheap")] == [(each.code, each.words) for each in excerpts_of(opened, found)]


def test_nothing_asked_for_is_refused(study):
    """A review of everything has no order that means anything."""
    with pytest.raises(WrongUseError, match="what is looked for"):
        gather(open_study(study), "ann", Queue())


def test_stale_codings_wait_until_they_are_confirmed(study):
    """Made under the wider definition; a yes is an event, clears it, never re-stamps, and can be undone."""
    trust, price = put(study, "trust", "I know her"), put(study, "price", "It was cheap")
    assert [] == words(study, stale=True)
    narrow(study)

    assert [("trust", "I know her")] == words(study, stale=True)
    done = confirm(open_study(study), "ann", [standing(study, trust), standing(study, price)])
    assert ("confirmed trust", 1) == (done.what, done.written)
    assert [] == words(study, stale=True)
    assert standing(study, trust).codebook != open_study(study).study.codebook.hash
    assert 0 == confirm(open_study(study), "ann", [standing(study, trust)]).written

    undo(open_study(study), "ann")
    assert [("trust", "I know her")] == words(study, stale=True)
    redo(open_study(study), "ann")
    assert [] == words(study, stale=True)


def test_a_code_that_is_gone_waits_for_another_and_cannot_be_confirmed(study):
    """Retired codes lead nowhere: their codings are among the stale ones, and need a code."""
    trust = put(study, "trust", "I know her")
    narrow(study, to=NARROWED.replace("narrowed", "retired").replace(", to: [trust]", ""))

    assert [("trust", "I know her")] == words(study, stale=True)
    with pytest.raises(RefusedError, match="`trust` is no code any more"):
        confirm(open_study(study), "ann", [standing(study, trust)])
    amend(open_study(study), "ann", standing(study, trust), {"code": "price"})
    assert [] == words(study, stale=True)


def test_changed_and_lost_words_wait_until_they_are_settled(study):
    """Changed ones are kept as they are now; lost ones get a candidate, or words by hand; all undoable."""
    changed = put(study, "price", "It was cheap, yes.")
    lost = put(study, "trust", "I know her. She is my aunt.")
    kept = put(study, "price", "And the price?")
    edit(study, "It was cheap, yes.", "It was cheap.")
    edit(study, "I know her. She is my aunt.", "Nobody knows.")

    assert ["trust", "price"] == [code for code, _ in words(study, lost=True)]
    assert ["It was cheap."] == [each for code, each in words(study, lost=True) if code == "price"]
    opened = open_study(study)
    (item, _) = gather(opened, "ann", Queue(lost=True)).items
    assert (True, lost) == (item.lost, item.key)

    assert 1 == settle(opened, "ann", standing(study, changed)).written
    with pytest.raises(WrongUseError, match="the words of this coding are lost"):
        settle(open_study(study), "ann", standing(study, lost))
    with pytest.raises(WrongUseError, match="no candidate 9"):
        settle(open_study(study), "ann", standing(study, lost), 9)
    amend(open_study(study), "ann", standing(study, lost), {"quote": "Nobody knows."})
    assert [] == words(study, lost=True)
    assert "And the price?" == standing(study, kept).anchor.quote


def test_a_candidate_is_taken_by_its_number(study):
    """The places are those that `transcript lost` lists, in that order."""
    lost = put(study, "trust", "She is my aunt.")
    edit(study, "She is my aunt.", "No.")
    edit(study, "It was cheap, yes.", "She's my aunt.")
    opened = open_study(study)
    (item,) = gather(opened, "ann", Queue(lost=True)).items

    assert item.lost
    assert ["She's my aunt."] == [each.words for each in item.candidates]
    assert item.candidates[0].span == place_of(opened, standing(study, lost), 1)
    settle(opened, "ann", standing(study, lost), 1)
    assert "She's my aunt." == standing(study, lost).anchor.quote


def test_the_number_of_lost_ones_is_said_where_they_are_not_listed(study):
    """A review of a code shows what stands, and says what else there is."""
    put(study, "price", "It was cheap, yes.")
    edit(study, "It was cheap, yes.", "No.")
    found = gather(open_study(study), "ann", Queue(**of("price")))

    assert ((), 1) == (found.items, found.lost)
    assert 0 == gather(open_study(study), "ann", Queue(**of("price"), stale=True)).lost


def test_lost_words_have_no_speaker(study):
    """Filters that cannot be answered are refused, not answered with nothing."""
    with pytest.raises(WrongUseError, match="who spoke"):
        gather(open_study(study), "ann", Queue(wanted=Wanted(speakers=("I",)), lost=True))


def test_lost_words_are_looked_for_by_what_was_coded(study):
    """--find with --lost searches the words as they were."""
    put(study, "price", "It was cheap, yes.")
    edit(study, "It was cheap, yes.", "No.")

    assert 1 == len(words(study, wanted=Wanted(pattern="CHEAP"), lost=True))
    assert 0 == len(words(study, wanted=Wanted(pattern="dear"), lost=True))


def test_where_to_look_for_lost_words(study):
    """At what stood before them, wherever that is now."""
    lost = put(study, "price", "It was cheap, yes.")
    edit(study, "It was cheap, yes.", "No.")
    edit(study, "I: Why?", "I: Why? Tell me all of it, from the beginning.")
    transcript = open_study(study).study.transcripts["S01"]
    at = near_lost(transcript, standing(study, lost).anchor)

    assert transcript.text[at:].startswith("No.")


# splitting


def test_a_coding_split_in_two(study):
    """One action: the first keeps id, memo and marks; the second has code, stance and doubt. One undo takes it back."""
    first = put(study, "trust", "I know her. She is my aunt.", memo="m", exemplar=True, unsure=True, stance="supports")
    opened = open_study(study)
    done, second = split(
        opened, "ann", standing(study, first), begins_at(opened, standing(study, first), "She is", None)
    )

    assert ("split trust in two", 2) == (done.what, done.written)
    assert [("trust", "I know her."), ("trust", "She is my aunt.")] == words(study, **of("trust"))
    one, two = standing(study, first), standing(study, second)
    assert ("m", True, True, "supports") == (one.memo, one.exemplar, one.unsure, one.stance)
    assert (None, False, True, "supports") == (two.memo, two.exemplar, two.unsure, two.stance)

    undo(open_study(study), "ann")
    assert [("trust", "I know her. She is my aunt.")] == words(study, **of("trust"))
    redo(open_study(study), "ann")
    assert 2 == len(words(study, **of("trust")))


def test_the_second_part_may_get_another_code(study):
    """What was two things under one code."""
    first = put(study, "trust", "I know her. She is my aunt.")
    split(open_study(study), "ann", standing(study, first), standing(study, first).anchor.span.start + 12, "price")

    assert [("trust", "I know her."), ("price", "She is my aunt.")] == words(study, wanted=Wanted(coders=("ann",)))


def test_a_stale_coding_stays_stale_in_both_parts(study):
    """Splitting is no yes to the new definition."""
    first = put(study, "trust", "I know her. She is my aunt.")
    narrow(study)
    split(open_study(study), "ann", standing(study, first), standing(study, first).anchor.span.start + 12)

    assert 2 == len(words(study, stale=True))


@pytest.mark.parametrize("at", [0, 10_000])
def test_a_cut_outside_is_refused(study, at):
    """Both parts have words, or nothing is written."""
    first = put(study, "trust", "I know her.")

    with pytest.raises(WrongUseError, match="does not cut"):
        split(open_study(study), "ann", standing(study, first), at)


@pytest.mark.parametrize(
    ("before", "at", "said"),
    [
        (None, None, "where should it be split"),
        ("know", 3, "where should it be split"),
        ("Why", None, "nowhere"),
        ("her", None, "2 times"),
    ],
)
def test_where_to_split_is_never_guessed(study, before, at, said):
    """Words that stand once inside, or a position."""
    edit(study, "I know her.", "I know her, her.")
    first = standing(study, put(study, "trust", "I know her, her."))

    with pytest.raises(WrongUseError, match=said):
        begins_at(open_study(study), first, before, at)


# what find found


def test_what_find_printed_is_reviewed_in_order_of_the_text(study):
    """Codings by id, places by their words; what another may not see is counted, not shown."""
    put(study, "price", "It was cheap")
    put(study, "trust", "She is my aunt", coder="ben")
    opened = open_study(study)
    codings = search(opened, Wanted(codes=("price", "trust")), viewer=None).hits
    places = search(opened, Wanted(pattern="know"), viewer=None).hits
    text = json.dumps({"hits": to_plain((*codings, *places))})
    found = gather(opened, "ann", Queue(listed=read_mentions(text)))

    assert [("", "know"), ("price", "It was cheap"), ("", "know")] == [
        (each.code, each.words) for each in excerpts_of(opened, found.items)
    ]
    assert 1 == found.missing


def test_a_place_whose_words_are_others_now_is_missing(study):
    """The raw words prove the place."""
    found = gather(open_study(study), "ann", Queue(listed=(Mention("S01", Span(4, 8), "gone"),)))

    assert ((), 1) == (found.items, found.missing)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"hits": 3}', '{"hits": [1]}', '{"hits": [{"transcript": 1, "raw": "", "coding": null}]}',
     '{"hits": [{"transcript": "S01", "raw": "x", "coding": null, "span": {"start": 5, "end": 2}}]}'],
)  # fmt: skip
def test_anything_else_on_stdin_is_refused(text):
    """With the command that would make it."""
    with pytest.raises(WrongUseError, match="not what `imqual find --json` prints"):
        read_mentions(text)
