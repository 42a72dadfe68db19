"""Spans carried over edits of a transcript: kept, changed, lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from imcommerce_qual.core.anchoring import carry, carry_along, carry_anchor, invert, shortest_path
from imcommerce_qual.core.difference import difference
from imcommerce_qual.core.likeness import OFFERED, places_like
from imcommerce_qual.core.moves import placed
from imcommerce_qual.core.passages import TOKEN
from imcommerce_qual.model.edit import Changed, Edit, Kept, Lost
from imcommerce_qual.model.span import CONTEXT, Anchor, Span

MONDAY = datetime(2020, 6, 15, tzinfo=UTC)

INTERVIEW = """\
I: Why do you buy in the group?

S03: The price is fine. And I know the seller, she is a friend of my cousin.

I: Does that matter?

S03: yes

I: And do you look at the photos?

S03: yes

I: Would you do it again?

S03: yes
"""

CHINESE = """\
I [00:07:02]: 群里推荐的东西,您为什么愿意买?

S03 [00:07:11]: 都是认识的人,[笑] 我比较放心。价钱也便宜😀。
  这行还是她说的。
"""


def edit(old: str, new: str, name: str = "e") -> Edit:
    """The edit that made *new* of *old*."""
    changed, moved = difference(old, new)
    return Edit(id=name, at=MONDAY, by="coder-a", from_="old", to="new", changed=changed, moved=moved)


def link(name: str, start: str, end: str, *, day: int = 0) -> Edit:
    """An edit of which only the ends matter."""
    return Edit(id=name, at=MONDAY + timedelta(days=day), by="coder-a", from_=start, to=end)


def find(text: str, words: str, nth: int = 1) -> Span:
    """Where *words* stand in *text*, for the nth time."""
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def anchor(text: str, span: Span) -> Anchor:
    """The anchor of a coding made on *span*."""
    start, end = span.start, span.end
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Anchor(text="old", span=span, quote=text[start:end], before=before, after=after)


# Worked cases


def test_words_added_before_a_span_move_it() -> None:
    """A span moves with its words when something is written before it."""
    new = INTERVIEW.replace("S03: The price", "S03: Well, first of all, the price")

    assert Kept(find(new, "I know the seller")) == carry(find(INTERVIEW, "I know the seller"), edit(INTERVIEW, new))


def test_words_added_after_a_span_leave_it() -> None:
    """A span stays where it is when something is written after it."""
    new = INTERVIEW.replace("my cousin.", "my cousin, from school.")

    assert Kept(find(INTERVIEW, "The price is fine")) == carry(
        find(INTERVIEW, "The price is fine"), edit(INTERVIEW, new)
    )


def test_words_added_inside_a_span_change_it() -> None:
    """Characters with others between them are no longer contiguous, though every one of them survives."""
    new = INTERVIEW.replace("know the seller", "know the [old] seller")

    assert Changed(find(new, "know the [old] seller")) == carry(
        find(INTERVIEW, "know the seller"), edit(INTERVIEW, new)
    )


def test_words_added_at_either_edge_of_a_span_leave_it_kept() -> None:
    """What is written directly before or after a span does not touch it."""
    new = INTERVIEW.replace("I know the seller,", "I surely know the seller well,").replace("I surely", "surely I")

    assert Kept(find(new, "I know the seller")) == carry(find(INTERVIEW, "I know the seller"), edit(INTERVIEW, new))


@pytest.mark.parametrize(("added", "words"), [("and ", "apple"), ("eat ", "eat"), ("a ", "an apple"), ("n", "apple")])
def test_words_that_begin_like_their_neighbour_do_not_cut_into_it(added: str, words: str) -> None:
    """Of the places where a text may have been added, it is the one between words: "and " was, not "nd a"."""
    old = "S03: I eat an apple there\n"
    at = old.index(words)
    new = old[:at] + added + old[at:]
    expected = Span(at + len(added), at + len(added) + len(words)) if added != "eat " else find(new, "eat")

    assert Kept(expected) == carry(find(old, words), edit(old, new))


def test_a_span_of_which_half_is_deleted_is_changed() -> None:
    """Half of the characters are enough; the span runs from the first survivor to the last."""
    old, new = "S03: one two six\n", "S03: one six\n"

    assert Changed(find(new, "one six")) == carry(find(old, "one two six"), edit(old, new))


def test_a_span_of_which_more_than_half_is_deleted_is_lost() -> None:
    """Fewer than half of the characters are not that span any more."""
    old, new = "S03: one seventeen\n", "S03: one\n"

    assert Lost() == carry(find(old, "one seventeen"), edit(old, new))


def test_exactly_half_is_enough() -> None:
    """Changed begins at one half."""
    old, new = "S03: abcd efgh\n", "S03: abcd\n"

    assert Changed(find(new, "abcd")) == carry(Span(5, 13), edit(old, new))
    assert Lost() == carry(Span(5, 14), edit(old, new))


def test_a_deleted_turn_is_lost_and_its_neighbours_are_kept() -> None:
    """Nothing moves into the place of deleted words."""
    new = INTERVIEW.replace("I: Does that matter?\n\n", "")

    assert Lost() == carry(find(INTERVIEW, "Does that matter"), edit(INTERVIEW, new))
    assert Kept(find(new, "photos")) == carry(find(INTERVIEW, "photos"), edit(INTERVIEW, new))


def test_the_words_of_a_moved_turn_are_kept() -> None:
    """A turn is the same wherever it stands."""
    first, last = "I: Does that matter?\n\n", "I: Would you do it again?\n\n"
    new = INTERVIEW.replace(last, "").replace(first, last + first)

    assert Kept(find(new, "do it again")) == carry(find(INTERVIEW, "do it again"), edit(INTERVIEW, new))
    assert Kept(find(new, "that matter")) == carry(find(INTERVIEW, "that matter"), edit(INTERVIEW, new))


def test_a_moved_passage_is_kept_across_its_turns() -> None:
    """Turns that went together still stand together, and so do the blank lines between them."""
    passage = INTERVIEW[INTERVIEW.index("I: Why") : INTERVIEW.index("I: Does")]
    new = INTERVIEW.replace(passage, "") + "\n" + passage

    assert Kept(find(new, passage.strip())) == carry(find(INTERVIEW, passage.strip()), edit(INTERVIEW, new))


def test_a_moved_turn_may_become_the_last_line() -> None:
    """A line is the same with and without the line end after it."""
    old = "I: Why there?\nS03: because my cousin sells it\nI: And the price?"
    new = "I: And the price?\nI: Why there?\nS03: because my cousin sells it"

    assert Kept(find(new, "my cousin sells it")) == carry(find(old, "my cousin sells it"), edit(old, new))
    assert Kept(find(new, "And the price?")) == carry(find(old, "And the price?"), edit(old, new))


def test_a_moved_turn_is_followed_up_to_where_it_was_corrected() -> None:
    """Words on either side of a clause that was moved went along, as far as they are the same."""
    turn = "S03: Oh, we met. I bought it there because my cousin told me so. And it was good, too.\n\n"
    old, rest = INTERVIEW + "\n" + turn, INTERVIEW
    new = turn.replace("Oh", "Well").replace("good", "fine") + rest
    change = edit(old, new)

    assert Kept(find(new, "we met. I bought it there")) == carry(find(old, "we met. I bought it there"), change)
    assert Kept(find(new, "told me so. And it was")) == carry(find(old, "told me so. And it was"), change)
    assert Kept(find(new, "The price is fine")) == carry(find(old, "The price is fine"), change)


def test_a_long_clause_moved_within_a_turn_is_kept() -> None:
    """A clause of some length that is unique in both texts is the same one."""
    old = "S03: I bought it because she told me to, and in the end it was fine. Good, I said.\n"
    new = "S03: Good, I said. And in the end it was fine. I bought it because she told me to, yes.\n"

    assert Kept(find(new, "because she told me to")) == carry(find(old, "because she told me to"), edit(old, new))


def test_a_short_clause_elsewhere_was_said_again() -> None:
    """Struck out here and written there, "I don't know" is not the same answer."""
    old = "S03: I don't know, the price?\nI: And the seller, did you know her?\nS03: She is nice.\n"
    new = "S03: The price?\nI: And the seller, did you know her?\nS03: I don't know, she is nice.\n"

    assert Lost() == carry(find(old, "I don't know"), edit(old, new))


def test_a_move_ends_where_its_change_ends() -> None:
    """Characters that stayed in order are not also moved."""
    old, new = "ab§cd-----", "-----ab§cd"

    assert [(1, 4, 6)] == placed(old, new, [(1, 4, 0, 0), (9, 9, 6, 9)], [(0, 5, 5)])
    assert [] == placed(old, new, [(1, 4, 0, 0), (9, 9, 0, 3)], [(0, 5, 5)])


def test_a_turn_that_was_moved_and_corrected_everywhere_is_followed() -> None:
    """By the stretches that only it has; the short words between them went with it, and so did its label."""
    turns = [f"I: And what about the {thing}, who sees to it?" for thing in ("pears", "eggs", "crayfish", "peaches")]
    before = "S02 [01:51]: Two weeks it was, and they gave us a room over the bank, navy skirts and all the rest of it."
    after = "S02 [01:51]: Two weekx it was, and they gave us a rom over thee bank, navy skirts und all the rest of it."
    old, new = "\n".join([before, *turns]), "\n".join([*turns, after])

    for words in ("S02 [01:51]", "it was", "and they gave us", "over", "bank", "skirts", "all the rest"):
        assert Kept(find(new, words)) == carry(find(old, words), edit(old, new)), words
    assert isinstance(carry(find(old, "they gave us a room over"), edit(old, new)), Changed)


def test_words_that_stand_twice_are_not_followed() -> None:
    """Two turns alike but for their first word: nobody can say which of them was moved and altered, which deleted."""
    same = "we bought the cherries that nobody else had wanted to carry up"
    turns = [f"I: And what about the {thing}, who sees to it?" for thing in ("pears", "eggs", "crayfish", "peaches")]
    old = "\n".join([f"S01: First, {same} there.", *turns[:2], f"S01: Later, {same} here.", *turns[2:]])
    new = "\n".join([*turns, f"S01: Perhaps, {same} anyway."])

    for nth in (1, 2):
        assert not isinstance(carry(find(old, "cherries that nobody", nth), edit(old, new)), Kept)


def test_one_letter_does_not_make_another_word_the_same() -> None:
    """The "t" of "don't" is not that of "it"; two letters of a corrected word are."""
    old, new = "S01: No, I don't know why.\n", "S01: No, I don'it piece why.\n"

    assert not isinstance(carry(Span(15, 16), edit(old, new)), Kept)
    assert Kept(Span(9, 11)) == carry(Span(9, 11), edit("S01: Go, to town\n", "S01: Go, too town\n"))


def test_a_line_of_the_same_words_in_any_order_was_written_anew() -> None:
    """A word here and there is the same by chance: the line is one change, and its words are lost."""
    said = "neighbours carried fourteen boxes upstairs without asking whether anybody wanted cherries during winter"
    words = said.split()
    old, new = "S01: " + " ".join(words) + ".\n", "S01: " + " ".join(words[::-1]) + ".\n"

    assert 1 == len(edit(old, new).changed)
    assert isinstance(carry(find(old, "whether anybody wanted"), edit(old, new)), Lost)
    assert Kept(find(new, "S01")) == carry(find(old, "S01"), edit(old, new))


def test_a_word_that_is_the_same_by_chance_is_not_the_same_word() -> None:
    """In a turn that was written anew, an "a" here and an "a" there have nothing to do with each other."""
    old, new = "S03: I took a box of tea home\n", "S03: nobody there gave a refund ever\n"

    assert Lost() == carry(find(old, " a ", 1), edit(old, new))


def test_a_span_torn_in_two_is_found_where_most_of_it_went() -> None:
    """No span is stretched over strangers' words: of several places it is the one with most survivors."""
    old = "S03: I trust her.\nS03: She has never once sent me anything that was broken.\nI: Really?\nI: And then?\n"
    new = "S03: I trust her.\nI: Really?\nI: And then?\nS03: She has never once sent me anything that was broken.\n"
    torn = Span(find(old, "trust her").start, find(old, "was broken").end)

    found = carry(torn, edit(old, new))

    assert isinstance(found, Changed)
    assert "She has never once sent me anything that was broken" in new[found.span.start : found.span.end]
    assert "Really" not in new[found.span.start : found.span.end]


def test_a_changed_label_leaves_the_words_kept() -> None:
    """Who is said to speak is not part of what is said."""
    new = INTERVIEW.replace("S03:", "Participant 3:")

    assert [Kept(find(new, "yes", nth)) for nth in (1, 2, 3)] == [
        carry(find(INTERVIEW, "yes", nth), edit(INTERVIEW, new)) for nth in (1, 2, 3)
    ]


def test_a_changed_label_and_a_longer_answer_leave_the_words_kept() -> None:
    """A short answer between two larger changes is still the same answer."""
    old, new = "I: Sure?\n\nS03: yes\n", "I: Sure?\n\nParticipant 3: yes, I did and I would\n"

    assert Kept(find(new, "yes")) == carry(find(old, "yes"), edit(old, new))


def test_times_added_to_every_line_leave_the_words_kept() -> None:
    """Every turn may be rewritten, so long as its words are there."""
    lines = INTERVIEW.split("\n")
    new = "\n".join(f"[00:07:{i:02}] {line}" if line else line for i, line in enumerate(lines))
    change = edit(INTERVIEW, new)

    assert [Kept(find(new, "yes", nth)) for nth in (1, 2, 3)] == [
        carry(find(INTERVIEW, "yes", nth), change) for nth in (1, 2, 3)
    ]
    assert Kept(find(new, "price is fine. And I know")) == carry(find(INTERVIEW, "price is fine. And I know"), change)


def test_the_same_answer_at_the_old_place_is_no_proof() -> None:
    """With 17 characters added, a "yes" stands at 30 again, and it is another one."""
    old = "I: Truly?\nS: yes\nI: Often?\nS: yes\nI: Still?\nS: yes\n"
    new = "I: Hm.\nS: I see.\n" + old
    second = find(old, "yes", 2)

    assert (Span(30, 33), "yes") == (second, new[30:33])
    assert Kept(find(new, "yes", 2)) == carry_anchor(anchor(old, second), path=(edit(old, new),), new_text=new)


def test_positions_are_code_points() -> None:
    """Chinese and emoji count one each, whatever their bytes."""
    new = CHINESE.replace("都是", "因为都是").replace("[00:07:11]", "[00:07:13]")

    assert Kept(find(new, "便宜😀。\n  这行")) == carry(find(CHINESE, "便宜😀。\n  这行"), edit(CHINESE, new))
    assert Kept(find(new, "我比较放心")) == carry(find(CHINESE, "我比较放心"), edit(CHINESE, new))
    assert Changed(find(new, "因为都是认识")) != carry(find(CHINESE, "都是认识"), edit(CHINESE, new))


def test_one_changed_character_of_a_chinese_clause_changes_the_span() -> None:
    """Where no spaces set words apart, a character is a word."""
    new = CHINESE.replace("我比较放心", "我比較放心")

    assert Changed(find(new, "我比較放心")) == carry(find(CHINESE, "我比较放心"), edit(CHINESE, new))
    assert Kept(find(new, "放心")) == carry(find(CHINESE, "放心"), edit(CHINESE, new))


def test_a_corrected_word_is_changed_and_another_word_is_lost() -> None:
    """Most letters of a corrected word survive; two words that share a few letters are two words."""
    old = "S03: I recieve the box on monday\n"
    new = "S03: I receive the box on friday\n"

    assert Changed(find(new, "receive")) == carry(find(old, "recieve"), edit(old, new))
    assert Lost() == carry(find(old, "the box"), edit(old, old.replace("the box", "something")))


@pytest.mark.parametrize("rest", [" it was, and it was good", ""])
def test_what_other_words_begin_with_alike_is_kept(rest: str) -> None:
    """An edit that begins within a word leaves the letters before it, whatever follows."""
    old, new = f"S03: yesterday{rest}\n", f"S03: yes and then some more{rest}\n"

    assert Kept(find(new, "yes")) == carry(find(old, "yes"), edit(old, new))


def test_a_short_word_between_two_changes_is_kept() -> None:
    """In a turn of which most is the same, three letters between two longer changes are the same word."""
    old = "S03: she says yes always to everyone who asks her for a favour\n"
    new = "S03: she answered gladly yes without any doubt to everyone who asks her for a favour\n"

    assert Kept(find(new, "yes")) == carry(find(old, "yes"), edit(old, new))


def test_a_turn_split_by_a_question_keeps_both_halves() -> None:
    """What one line said, two lines say."""
    new = INTERVIEW.replace("is fine. And", "is fine.\n\nI: Only that?\n\nS03: And")

    assert Kept(find(new, "The price is fine.")) == carry(find(INTERVIEW, "The price is fine."), edit(INTERVIEW, new))
    assert Kept(find(new, "And I know the seller")) == carry(
        find(INTERVIEW, "And I know the seller"), edit(INTERVIEW, new)
    )


def test_lines_moved_in_an_unpunctuated_text_are_compared_word_by_word() -> None:
    """A recogniser that writes no punctuation leaves one long line; an edit at one end leaves the other."""
    words = [f"word{i * 7919 % 1000}" for i in range(9000)]
    old = "S03: " + " ".join(words)
    new = "S03: " + " ".join(["well", *words[:100], *words[104:8000], "you", "know", *words[8000:]])

    assert Kept(find(new, " ".join(words[4000:4012]))) == carry(find(old, " ".join(words[4000:4012])), edit(old, new))


# What a map promises

TURNS = st.sampled_from(
    [
        "I: Why?\n",
        "\n",
        "S03: yes\n",
        "S03: 因为便宜，而且认识的人都在买。\n",
        "S03: I bought it there because my cousin said so, and it was cheap.\n",
        "I: And then?\n",
        "S03 [00:07:11]: 都是认识的人,[笑] 我比较放心。\n",
        "  more of the same 😀, she said\n",
        "# Second sitting\n",
        "= They're all people I know, [laughs] so I don't worry.\n",
    ]
)
TEXTS = st.lists(TURNS, max_size=12).map("".join)
SCRAPS = st.sampled_from(["", "x", "yes ", "\n", "，", "S03: yes\n", "a b", "便宜"])


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A transcript and what somebody made of it: turns moved, words written over others."""
    turns = draw(st.lists(TURNS, max_size=12))
    new = draw(st.permutations(turns)) if draw(st.booleans()) else turns
    text = "".join(new)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(SCRAPS) + text[at + draw(st.integers(0, 12)) :]
    return "".join(turns), text


PAIRS = st.one_of(edited(), st.tuples(TEXTS, TEXTS), st.tuples(st.text("ab \n.，是"), st.text("ab \n.，是")))


@given(PAIRS)
def test_what_is_not_changed_is_the_same_characters(pair: tuple[str, str]) -> None:
    """Every character outside the changes, and every moved one, is in the new text what it was in the old."""
    old, new = pair
    changed, moved = difference(old, new)
    ends = (len(old), len(old), len(new), len(new))

    for (_, a0, _, b0), (a1, _, b1, _) in pairwise([(0, 0, 0, 0), *changed, ends]):
        assert old[a0:a1] == new[b0:b1]
    for a0, a1, b0 in moved:
        assert old[a0:a1] == new[b0 : b0 + a1 - a0]


@given(PAIRS)
def test_changes_are_in_order_apart_and_not_empty(pair: tuple[str, str]) -> None:
    """Changes rise on both sides with something kept between them."""
    changed, _ = difference(*pair)

    assert all(one[1] < two[0] and one[3] < two[2] for one, two in pairwise(changed))
    assert all(a0 <= a1 and b0 <= b1 and (a0, b0) != (a1, b1) for a0, a1, b0, b1 in changed)


@given(PAIRS)
def test_moves_lie_within_changes_and_apart(pair: tuple[str, str]) -> None:
    """No character is in two places, and none is both moved and in order."""
    changed, moved = difference(*pair)

    for a0, a1, b0 in moved:
        assert any(c[0] <= a0 < a1 <= c[1] for c in changed)
        assert any(c[2] <= b0 and b0 + a1 - a0 <= c[3] for c in changed)
    for place in ([(a0, a1) for a0, a1, _ in moved], sorted((b0, b0 + a1 - a0) for a0, a1, b0 in moved)):
        assert all(one[1] <= two[0] for one, two in pairwise(place))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    """Nothing changed, nothing moved."""
    assert ((), ()) == difference(text, text)


ANY = st.one_of(TEXTS, st.text())
MARK = "◆ new ◆"


def words_end(text: str) -> set[int]:
    """The positions of a text that are not within a word or a run of spaces."""
    return {0, *(token.end() for token in TOKEN.finditer(text))}


@given(ANY, ANY, ANY, st.text(min_size=1), ANY)
@example("S03: yes\n", "", "", "yes", "\nS03: yes\n")
@example("S03: yes\n", "S03: yes\n", "", "S03: yes", "\nS03: yes\n")
def test_an_edit_elsewhere_never_detaches_a_coding(
    before: str, removed: str, between: str, quote: str, after: str
) -> None:
    """What is put in the place of other words moves a quote and does nothing else."""
    old, new = before + removed + between + quote + after, before + MARK + between + quote + after
    start, now = len(before + removed + between), len(before + MARK + between)
    # A word of which a part was replaced is changed as a whole.
    assume({len(before), len(before + removed)} <= words_end(old) and "◆" not in old)

    assert Kept(Span(now, now + len(quote))) == carry(Span(start, start + len(quote)), edit(old, new))


@given(ANY, st.text(min_size=1), ANY, ANY, ANY)
def test_an_edit_after_a_coding_does_not_touch_it(
    before: str, quote: str, between: str, removed: str, after: str
) -> None:
    """Nor does what is written behind it."""
    old, new = before + quote + between + removed + after, before + quote + between + MARK + after
    span = Span(len(before), len(before + quote))
    assume({len(before + quote + between), len(old) - len(after)} <= words_end(old) and "◆" not in old)

    assert Kept(span) == carry(span, edit(old, new))


@given(edited(), st.data())
def test_there_and_back_again_is_the_same_span(pair: tuple[str, str], data: st.DataObject) -> None:
    """A kept span comes back to where it was over the inverted map."""
    old, new = pair
    start = data.draw(st.integers(0, max(0, len(old) - 1)))
    span = Span(start, data.draw(st.integers(start + 1, max(start + 1, len(old)))))
    change = edit(old, new)

    match carry(span, change):
        case Kept(there):
            assert Kept(span) == carry(there, invert(change))
            assert Kept(span) == carry_along(span, (change, invert(change)))


@given(edited())
@example(("I: Why?\nS03: yes\nI: And then?\n", "I: And then?\nS03: yes\nI: Why?\n"))
def test_inverting_twice_changes_nothing(pair: tuple[str, str]) -> None:
    """The inverse of the inverse is the edit."""
    change = edit(*pair)

    assert change == invert(invert(change))
    assert ("new", "old") == (invert(change).from_, invert(change).to)
    assert sorted(invert(change).moved) == list(invert(change).moved)


@given(edited(), st.data())
def test_a_verdict_is_about_the_characters_under_it(pair: tuple[str, str], data: st.DataObject) -> None:
    """Kept has the very words; Changed lies within the text and has some of its characters."""
    old, new = pair
    start = data.draw(st.integers(0, max(0, len(old) - 1)))
    span = Span(start, data.draw(st.integers(start + 1, max(start + 1, len(old)))))

    match carry(span, edit(old, new)) if old else Lost():
        case Kept(there):
            assert old[span.start : span.end] == new[there.start : there.end]
        case Changed(there):
            assert there.end <= len(new)
            assert set(old[span.start : span.end]) & set(new[there.start : there.end])


# Along several edits


def test_the_shortest_way_is_taken() -> None:
    """Two maps are better than three, whenever they were made."""
    edits = [link("1", "a", "b"), link("2", "b", "c", day=1), link("3", "c", "d", day=2), link("4", "b", "d", day=3)]

    path = shortest_path(edits, "a", "d")

    assert path is not None
    assert ["1", "4"] == [step.id for step in path]


def test_a_way_may_lead_backwards() -> None:
    """From one text to another that was made of the same third: its map is inverted."""
    edits = [link("1", "first", "mine"), link("2", "first", "hers")]

    path = shortest_path(edits, "mine", "hers")

    assert path == (invert(edits[0]), edits[1])
    assert ("mine", "first") == (path[0].from_, path[0].to)


@pytest.mark.parametrize(("days", "expected"), [((0, 1), ["9", "8"]), ((1, 1), ["2", "1"]), ((1, 0), ["2", "1"])])
def test_of_two_ways_of_one_length_the_earlier_edits_win(days: tuple[int, int], expected: list[str]) -> None:
    """Ties go by time, then by id, so that two laptops agree."""
    by_x, by_y = days
    edits = [
        link("9", "a", "x", day=by_x),
        link("8", "x", "z", day=9),
        link("2", "a", "y", day=by_y),
        link("1", "y", "z", day=9),
    ]

    paths = [shortest_path(order, "a", "z") for order in (edits, edits[::-1])]

    assert [expected, expected] == [[step.id for step in path or ()] for path in paths]


def test_no_way_is_said() -> None:
    """No path and an empty path are two things."""
    assert shortest_path([link("1", "a", "b")], "a", "c") is None
    assert () == shortest_path([], "a", "a")
    assert Kept(Span(3, 8)) == carry_along(Span(3, 8), ())


def test_survivors_are_counted_against_the_first_span() -> None:
    """A third and another third are more than half, though each edit left most of what it found."""
    texts = ["S03: aaaa bbbb cccc\n", "S03: aaaa bbbb\n", "S03: aaaa\n"]
    one, two = edit(texts[0], texts[1]), edit(texts[1], texts[2])

    assert Changed(find(texts[1], "aaaa bbbb")) == carry_along(find(texts[0], "aaaa bbbb cccc"), (one,))
    assert Lost() == carry_along(find(texts[0], "aaaa bbbb cccc"), (one, two))


def test_what_was_torn_apart_stays_changed() -> None:
    """Words that were written in between and struck out again leave a doubt."""
    torn = INTERVIEW.replace("know the seller", "know [laughs] the seller")
    there, back = edit(INTERVIEW, torn), edit(torn, INTERVIEW)
    span = find(INTERVIEW, "know the seller")

    assert Changed(span) == carry_along(span, (there, back))


def test_words_struck_out_and_typed_again_have_not_survived() -> None:
    """Equal words are not the same words: nobody says that they answer the same question."""
    gone = INTERVIEW.replace("I: Does that matter?\n\nS03: yes\n\n", "")
    there, back = edit(INTERVIEW, gone), edit(gone, INTERVIEW)

    assert Lost() == carry_along(find(INTERVIEW, "that matter"), (there, back))


def test_a_turn_moved_away_and_back_is_where_it_was() -> None:
    """Moves compose."""
    turn = "I: Does that matter?\n\n"
    away = INTERVIEW.replace(turn, "") + "\n" + turn.rstrip("\n")
    there, back = edit(INTERVIEW, away), edit(away, INTERVIEW)
    span = find(INTERVIEW, "that matter")

    assert Kept(find(away, "that matter")) == carry(span, there)
    assert Kept(span) == carry_along(span, (there, back))


# Proof, and places to choose from


def test_a_kept_span_is_proved_by_its_quote() -> None:
    """Where map and words disagree, the words win: it is lost, and the place is offered."""
    span = find(INTERVIEW, "I know the seller")
    new = "I: Hello?\n\n" + INTERVIEW
    wrong = replace(edit(INTERVIEW, new), changed=())

    assert Lost((find(new, "I know the seller"),)) == carry_anchor(anchor(INTERVIEW, span), path=(wrong,), new_text=new)


def test_a_changed_span_is_proved_by_what_is_left_of_its_quote() -> None:
    """A map of other texts does not make a changed span either."""
    span = find(INTERVIEW, "I know the seller")
    new = "x" * len(INTERVIEW)
    wrong = replace(
        edit(INTERVIEW, INTERVIEW), changed=((span.start + 3, span.start + 4, span.start + 3, span.start + 3),)
    )

    assert Changed(Span(span.start, span.end - 1)) == carry(span, wrong)
    assert Lost() == carry_anchor(anchor(INTERVIEW, span), path=(wrong,), new_text=new)


@given(edited(), st.data())
def test_an_anchor_is_never_kept_on_other_words(pair: tuple[str, str], data: st.DataObject) -> None:
    """Whatever the map says, Kept has the quote under it."""
    old, new = pair
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    made = anchor(old, Span(start, data.draw(st.integers(start + 1, len(old)))))
    shift = data.draw(st.integers(0, 3))
    path = (replace(edit(old, new), changed=((0, shift, 0, 0),) if shift else edit(old, new).changed),)

    match carry_anchor(made, path=path, new_text=new):
        case Kept(there):
            assert made.quote == new[there.start : there.end]
        case Lost(candidates):
            assert len(candidates) <= OFFERED
            assert all(place.end <= len(new) for place in candidates)


def test_lost_words_are_offered_where_they_stand_never_chosen() -> None:
    """Words struck out here and written there are a place to look at, not a kept span."""
    old = "S03: It is cheap.\n\nI: Anything else?\n\nS03: No.\n"
    new = "I: Anything else?\n\nS03: No. Or, it is cheap. It is cheap, yes.\n"

    found = carry_anchor(anchor(old, find(old, "It is")), path=(edit(old, new),), new_text=new)

    assert Lost((find(new, "It is"),)) == found


def test_the_words_around_tell_one_yes_from_another() -> None:
    """Of many equal answers, the one after the same question comes first."""
    made = anchor(INTERVIEW, find(INTERVIEW, "yes", 2))
    new = "I: Hm?\n\nS03: yes\n\nI: And do you look at their photos?\n\nS03: yes\n\nI: So?\n\nS03: yes\n"

    assert find(new, "yes", 2) == places_like(made, new, near=0)[0]


def test_between_equals_the_nearest_comes_first() -> None:
    """With the same words around them, places are ordered by how far they are from where the words stood."""
    turn = "I: Was it good?\n\nS03: yes\n\nI: Ok.\n\n"
    made = anchor(turn * 4, find(turn * 4, "yes", 3))

    assert find(turn * 4, "yes", 3) == places_like(made, turn * 4, near=made.span.start)[0]
    assert find(turn * 4, "yes", 2) == places_like(made, turn * 4, near=find(turn * 4, "yes", 2).end)[0]


def test_a_worse_quote_comes_later() -> None:
    """Places that resemble the quote are ordered by how much they do."""
    made = anchor("S03: I know the seller well\n", Span(5, 27))
    new = "S03: I knew the sellers well\n\nS03: something else\n\nS03: I know a seller very well\n"

    offered = [new[place.start : place.end] for place in places_like(made, new, near=0)]

    assert ["I knew the sellers well", "know a seller very well"] == offered


def test_at_most_five_places_are_offered() -> None:
    """A coder reads five places, not fifty."""
    text = "S03: yes\n" * 50

    assert 5 == len(places_like(anchor(text, Span(5, 8)), text, near=200))


@pytest.mark.parametrize("other", ["At first I bought", "I never bought"])
def test_a_long_quote_is_offered_where_its_beginning_or_its_end_is(other: str) -> None:
    """One half may have been written anew, so long as most of the words are alike."""
    quote = (
        "I bought it there because my cousin told me so, and she had seen the photos, and the seller is somebody "
        "whom her mother has known since they were at school together in that town"
    )
    old = f"I: Why?\n\nS03: {quote}.\n"
    new = f"I: Why then?\n\nS03: {quote.replace('I bought', other)}.\n\nI: And that is the reason?\n"
    rewritten = new.replace("at school together in that town", "small, I think")

    for text in (new, rewritten):
        (place,) = places_like(anchor(old, find(old, quote)), text, near=0)
        assert place.overlap(find(text, "because my cousin told me so, and she had seen the photos")) == 57


def test_places_do_not_overlap() -> None:
    """One laugh is not offered twice."""
    text = "S03: ha ha ha ha\n"

    assert 2 == len(places_like(anchor(text, find(text, "ha ha")), text, near=0))


def test_a_short_line_does_not_resemble_a_long_quote() -> None:
    """A line "I" is part of many quotes and like none of them."""
    made = anchor(INTERVIEW, find(INTERVIEW, "I know the seller, she is a friend of my cousin"))

    assert () == places_like(made, "I\n\nI: a\n\nmy\n", near=0)
    assert () == places_like(made, "", near=0)


def test_a_quote_over_several_turns_is_offered_over_several_turns() -> None:
    """Two lines are looked for in two lines."""
    old = "I: Does that matter to you?\nS03: yes, it does matter\n"
    new = "# Start\nI: Did that matter to you?\nS03: yes it does matter\nI: Good\n"
    made = anchor(old, Span(3, len(old) - 1))

    (place, *_) = places_like(made, new, near=0)

    assert place.overlap(find(new, "that matter to you?\nS03: yes it does")) == len(
        "that matter to you?\nS03: yes it does"
    )
