from __future__ import annotations

from itertools import permutations

import pytest
from tests.samples import between, pen, presence, study, transcript

from imcommerce_qual.core.evidence import all_placed, passages
from imcommerce_qual.core.quotes import choose, readability, word_count

WHOLE = "都是认识的人，我买东西的时候比较放心。"


def talk(id, *lines, about=""):  # noqa: A002
    """An interview in which the participant says these, a turn each."""
    return transcript("".join(f"I: 嗯？\n{id}: {line}\n" for line in lines), id=id, about=about)


def offered(*transcripts, coded=None, marks=None):
    """Passages: each ``coded`` quote (or every turn of participants) under one code; ``marks`` of some quotes."""
    of = study(*transcripts)
    pens = []
    for each in transcripts:
        writer = pen(each)
        texts = coded or [
            each.text[turn.words[0].span.start : turn.words[0].span.end] for turn in each.turns if turn.speaker != "I"
        ]
        for quote in texts:
            if quote in each.text:
                writer.apply("trust", quote, **(marks or {}).get(quote, {}))
        pens.append(writer)
    placed, _ = all_placed(of, presence(of, pens).standing)
    return of, [each for name in sorted(placed) for each in passages(placed[name])]


def chosen(found, n):
    of, passages_ = found
    return [(each.transcript, shown.standing.coding.anchor.quote) for each, shown in choose(of, passages_, n)]


def test_exemplars_come_first_in_order_of_transcripts():
    """Whatever the others' readability; the coder said so."""
    found = offered(
        talk("S03", WHOLE, "嗯嗯"),
        talk("S04", WHOLE, "对对"),
        marks={"嗯嗯": {"exemplar": True}, "对对": {"exemplar": True}},
    )

    assert [("S03", "嗯嗯"), ("S04", "对对")] == chosen(found, 2)
    assert [("S03", "嗯嗯")] == chosen(found, 1)
    assert [("S03", "嗯嗯"), ("S04", "对对"), ("S03", WHOLE), ("S04", WHOLE)] == chosen(found, 9)


def test_then_the_participant_who_was_quoted_least():
    """Spread before readability: one voice does not speak for all."""
    other = "而且东西便宜，家里的人都说好吃得很。"
    found = offered(talk("S03", WHOLE, other), talk("S04", "嗯嗯"), talk("S05", "对对"))

    assert [("S03", WHOLE), ("S04", "嗯嗯"), ("S05", "对对"), ("S03", other)] == chosen(found, 4)


def test_an_exemplars_participant_counts_as_quoted():
    """The next is somebody else's."""
    found = offered(talk("S03", "嗯嗯", WHOLE), talk("S04", "对对"), marks={"嗯嗯": {"exemplar": True}})

    assert [("S03", "嗯嗯"), ("S04", "对对")] == chosen(found, 2)


def test_among_equals_the_most_readable_then_the_first():
    """By transcript and place."""
    found = offered(talk("S03", "嗯嗯", "对对"), talk("S04", WHOLE))

    assert [("S04", WHOLE), ("S03", "嗯嗯"), ("S03", "对对")] == chosen(found, 3)


def test_the_choice_does_not_depend_on_the_order_of_what_is_offered():
    """A rerun prints the same."""
    of, found = offered(talk("S03", WHOLE, "嗯嗯"), talk("S04", "对对", WHOLE), marks={"嗯嗯": {"exemplar": True}})
    expected = choose(of, found, 3)

    assert 3 == len(expected)
    assert all(expected == choose(of, order, 3) for order in permutations(found))


@pytest.mark.parametrize("consent", ["consent: {status: given, quotes: false}", "consent: {status: withdrawn}"])
def test_who_may_not_be_quoted_is_never_offered(consent):
    """Not even as an exemplar, and not where somebody else speaks too."""
    found = offered(talk("S03", WHOLE, "嗯嗯", about=consent), talk("S04", "对对"), marks={"嗯嗯": {"exemplar": True}})

    assert [("S04", "对对")] == chosen(found, 9)


def test_no_more_than_asked_for():
    """And none where none is asked for or there."""
    found = offered(talk("S03", WHOLE, "嗯嗯"))

    assert [1, 2, 2] == [len(chosen(found, n)) for n in (1, 2, 3)]
    assert ([], []) == (chosen(found, 0), chosen((found[0], []), 3))


def test_nobodys_words_come_last():
    """A passage in which only the interviewer speaks."""
    each = transcript("I: 都是认识的人，您买东西的时候放心吗？\nS03: 嗯嗯\n")
    found = offered(each, coded=["都是认识的人，您买东西的时候放心吗？", "嗯嗯"])

    assert [("S03", "嗯嗯")] == chosen(found, 1)


def test_of_a_passage_the_exemplar_is_shown_else_the_most_readable():
    """Two coders, two cuts of the same words."""
    each = talk("S03", "那个，" + WHOLE)
    of = study(each)

    def shown(**marks):
        first, second = pen(each, "coder-a"), pen(each, "coder-b")
        first.apply("trust", "都是认识的人，我买", **marks)
        second.apply("trust", "那个，" + WHOLE)
        placed, _ = all_placed(of, presence(of, [first, second]).standing)
        return chosen((of, list(passages(placed["S03"]))), 1)

    assert [("S03", "那个，" + WHOLE)] == shown()
    assert [("S03", "都是认识的人，我买")] == shown(exemplar=True)


# Readability.


def score(text, quote, **marks):
    each = transcript(f"I: 嗯？\nS03: {text}\n")
    of = study(each)
    writer = pen(each)
    writer.apply("trust", quote, **marks)
    (placed,) = all_placed(of, presence(of, [writer]).standing)[0]["S03"]
    return readability(of, placed)


@pytest.mark.parametrize(
    ("text", "quote", "points"),
    [
        (WHOLE, WHOLE, 2 + 3 + 4 + 1),
        (WHOLE, WHOLE[1:], 3 + 4 + 1),
        (WHOLE, WHOLE[:-1], 2 + 4 + 1),
        ("嗯。" + WHOLE, WHOLE, 2 + 3 + 4 + 1),
        ("嗯，" + WHOLE, WHOLE, 3 + 4 + 1),
        ("好。", "好。", 2 + 3 + 1),
        ("一" * 15, "一" * 15, 2 + 1),
        ("一" * 16, "一" * 16, 2 + 4 + 1),
        ("一" * 140, "一" * 140, 2 + 4 + 1),
        ("一" * 141, "一" * 141, 2 + 1),
        ("I buy it from people that I know well.", "I buy it from people that I know well.", 2 + 3 + 4 + 1),
        ("他说：“好！”", "他说：“好！”", 2 + 3 + 1),
        ("[听不清] 好。", "[听不清] 好。", 2 + 3 + 1 - 3),
        ("[inaudible 0:03] good.", "[inaudible 0:03] good.", 2 + 3 + 1 - 3),
    ],
)
def test_readability_is_the_sum_of_the_published_weights(text, quote, points):
    """Begins whole 2, ends whole 3, eight to seventy words 4 (a character is half a word), one turn 1, unheard -3."""
    assert points == score(text, quote)


def test_what_the_coder_doubts_reads_worse():
    """Unsure: -2."""
    assert score(WHOLE, WHOLE) - 2 == score(WHOLE, WHOLE, unsure=True)


def test_an_exchange_reads_worse_than_one_voice():
    """It lacks the point for one turn."""
    each = transcript(f"S03: {WHOLE}\nI: 嗯。\n")
    of = study(each)
    writer = pen(each)
    writer.apply("trust", between(each, WHOLE, "嗯。"))
    (placed,) = all_placed(of, presence(of, [writer]).standing)[0]["S03"]

    assert 2 + 3 + 4 == readability(of, placed)


@pytest.mark.parametrize(
    ("words", "count"),
    [("", 0), ("two words", 2), ("四个汉字", 2), ("买iPhone三个", 2.5), ("it's [laughs] 👍", 3), ("三。", 1.5)],
)
def test_words_are_counted_between_white_space_and_characters_are_half_of_one(words, count):
    """Marks of punctuation beside Chinese characters count like a word of their own, once a run."""
    assert count == word_count(words)
