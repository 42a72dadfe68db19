"""What a check of quotations says, rule by rule, on a transcript that fits a page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import study, transcript

from imcommerce_qual.core.quoting.checking import check_draft
from imcommerce_qual.core.quoting.corpus import corpus_of
from imcommerce_qual.core.quoting.marks import marked
from imcommerce_qual.core.quoting.trimming import check_trim, suggest_trim
from imcommerce_qual.formats.manuscripts.reading import read_manuscript
from imcommerce_qual.model.evidence import Counted, Tally
from imcommerce_qual.model.quoted import DraftReport

BUYER = """\
I [00:01]: Why do you buy what is recommended in the group?

S03 [00:07]: They're all people I know, [laughs] so I don't really worry. I, um, I look at the colour first.
S03 goes on: my neighbour organised the whole thing for forty-two families.

I [00:20]: And what happens when something is wrong with the goods that were delivered?

S03 [00:31]: Then I tell the group owner and she usually gives the money back. It was only once that she refused.

I: And prices, do they matter to you when you decide?

S03: Maybe a little.

I: What do you do with what you cannot eat?

S03: My sister takes the apples, and the rest goes to the school kitchen every Friday.
"""
SELLER = """\
I: How did you begin?

S05: 都是认识的人,[笑] 我比较放心,可能也不会亏。
= They are mostly acquaintances, so I feel at ease.

S05: We weigh every single box before anyone is allowed to fetch it from the shop.
"""
SILENT = "I: May we quote you?\n\nS07: I would rather not be quoted, thank you, it is a small town.\n"


@pytest.fixture(scope="module")
def people():
    """A buyer, a seller with Chinese turns, and somebody who may not be quoted."""
    return study(
        transcript(BUYER, id="S03"),
        transcript(SELLER, id="S05"),
        transcript(SILENT, id="S07", about="consent: {status: given, quotes: false}"),
    )


def report(
    people, text: str, *, kind: str = "md", labels: dict[str, str] | None = None, counted=(), whom=()
) -> DraftReport:
    """The check of a draft."""
    manuscript = read_manuscript(f"draft.{kind}", text.encode())
    return check_draft(
        manuscript, people, corpus_of(people.transcripts), given=labels or {}, counted=counted, people=whom
    )


def one(people, text: str, **more):
    """The check of a draft with one quotation."""
    (found,) = report(people, text, **more).quotations
    return found


@pytest.mark.parametrize(
    "draft",
    [
        "“They're all people I know, so I don't really worry” (S03).",
        "As S3 put it, “they’re all people I know, [laughs] so I don't really worry.”",
        'S03 said: "[T]hey\'re all people I know"',
        "Participant 3 told us: ‘I look at the color first’.",
        "“my neighbor organized the whole thing for 42 families” (S03, buyer)",
        "“They're all people I know” and “so I don't really worry” (S03)",
        "> Then I tell the group owner and she usually gives the money back.\n>\n> — S03",
        "S05说：“都是认识的人，我比较放心，可能也不会亏。”",
        "*They are mostly acquaintances, so I feel at ease* (S05).",
        "| S03 | They're all people I know, so I don't really worry. |",
        "“Then I tell [her] and she usually gives the money back” (S03; emphasis added)",
        "S03 laughed: “It was only\nonce that she refused”",
        "S03 sagte: »They're all people I know«.",
        "S03 explique : « They're all people I know ».",
        "„They're all people I know“, so S03.",
        "We write now: 'S03 said, “They're all people I know”'.",
        "S03 and S05 said “They're all people I know” and “We weigh every single box”, respectively.",
        "S03 does[n't] “worr[y]”; “They[]re all people I know” (S03).".replace("They[]re", "They're"),
        "Buyers do not “really worry. I, um, I look at the colour first” (S03).",
        "| | S03 |\n|---|---|\n| First | They're all people I know |",
    ],
)
def test_what_was_said_is_verbatim_however_it_is_set(people, draft):
    """Type, spelling, brackets and marks of the author's are no alteration."""
    found = report(people, draft).quotations

    assert found
    for each in found:
        assert each.verdict == "verbatim"
        assert {source.participant for source in each.sources} == set(each.attributed)


def test_a_not_right_before_the_quotation_is_put_back(people):
    """Who begins behind a *not* quotes the contrary; a *not* of the author's own says the same."""
    found = one(people, "“really worry. I look at the colour first” is what S03 does.")

    assert found.verdict == "altered"
    assert "don't" in found.message
    assert found.corrected is not None
    assert found.corrected.startswith("don't really worry")


def test_names_in_a_row_are_given_to_quotations_in_a_row(people):
    """Whoever swaps them is told so."""
    found = report(
        people, "S05 and S03 said “They're all people I know” and “We weigh every single box”, respectively."
    )

    assert ["wrong participant"] * 2 == [each.verdict for each in found.quotations]


def test_words_of_a_third_person_are_not_the_participants(people):
    """*S03's neighbour* is not S03; who says so is right, and who gives the words to S03 is not."""
    with_neighbour = study(
        transcript(BUYER + "\nM: I only came for the plums, they are the best of the year.\n", id="S03")
    )
    words = "I only came for the plums, they are the best of the year"

    assert "verbatim" == one(with_neighbour, f"S03's neighbour said: “{words}”.").verdict
    assert "wrong participant" == one(with_neighbour, f"S03 said: “{words}”.").verdict


@pytest.mark.parametrize(
    "draft",
    [
        "We asked S03 “Why do you buy what is recommended in the group?”",
        "“Why do you buy what is recommended in the group?” was what we asked S03.",
        "Interviewer: “Why do you buy what is recommended in the group?” — S03: “Maybe a little.”",
        "> R2.3: The quotation “Why do you buy what is recommended” is not given to S03.",
    ],
)
def test_questions_of_the_interviewer_are_nobodys_words(people, draft):
    """Who is asked did not say it."""
    assert not [each for each in report(people, draft).quotations if each.verdict != "verbatim"]


def test_words_without_marks_are_found_where_they_are_many(people):
    """A PDF keeps no sign of a block quotation; eight words in a row are nobody's by chance."""
    text = (
        "Trust in the owner was high. S03 put it so:\n"
        "Then I tell the group owner and she usually gives the money forth. It was only once that she refused.\n"
        "We come back to this."
    )
    found = one(people, text, kind="txt")

    assert found.verdict == "altered"
    assert found.attributed == ("S03",)
    assert found.words.startswith("Then I tell the group owner")


def test_a_mark_that_nothing_closes_is_said_with_its_line(people):
    """What follows it is not checked, so somebody must look."""
    notes = report(people, "One.\n\nS03 said “They're all people I know, and so on.").notes

    assert any("draft.md:3" in each and "closes" in each for each in notes)
    assert not report(people, "S03: “They're all\n\n“people I know” she said.").notes


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("“They're all people I know […] I look at the colour first” (S03)", "trimmed"),
        ("“I look at the colour first” (S03)", "verbatim"),
        ("“so I don't really worry. I look at the colour first” (S03)", "tidied"),
        ("“They're all people I know, so I do really worry” (S03)", "altered"),
        ("“They're all people I know, so I don't worry” (S03)", "altered"),
        ("“Then I tell the group owner and she gives the money back” (S03)", "altered"),
        ("“Then I tell the group owner gives the money back” (S03)", "cut"),
        ("“They're all people I know, so I don't really worry” (S05)", "wrong participant"),
        (
            "“They're all people I know. My sister takes the apples, and the rest goes to the school kitchen” (S03)",
            "sewn",
        ),
        ("“For me a group is a second family that never sleeps” (S03)", "not found"),
        ("“I would rather not be quoted, thank you” (S07)", "no consent"),
        ("“I would rather not be quoted, thank you” (S03)", "no consent"),
        ("“Why do you buy what is recommended in the group” (S03)", "wrong participant"),
        ("“really worry. I look at the colour first” (S03)", "altered"),
        ("S05说：“都是认识的人，我比较放心，也不会亏。”", "altered"),
        ("S05表示：“我只买水果因为别的东西实在太贵了。”", "not found"),
        ("S03说：“我只买水果因为别的东西实在太贵了。”", "unchecked"),
    ],
)
def test_what_was_done_to_the_words_is_said(people, draft, verdict):
    """Each fault has its own name, and the gravest is the verdict."""
    assert verdict == one(people, draft).verdict


def test_a_lost_hedge_is_named_and_put_back(people):
    """Whoever drops a *usually* is told so, and gets the sentence to paste."""
    found = one(people, "“Then I tell the group owner and she gives the money back” (S03)")

    assert [("usually",)] == [each.weighty for each in found.differences]
    assert "Then I tell the group owner and she usually gives the money back" == found.corrected


def test_the_end_of_a_clause_is_put_back_whole(people):
    """A quotation that ends in other words gets the words of the transcript up to the next stop."""
    found = one(people, "“Then I tell the group owner and she usually refuses” (S03)")

    assert found.corrected == "Then I tell the group owner and she usually gives the money back"


def test_a_missing_passage_becomes_an_ellipsis(people):
    """What is missing is marked, not smuggled in, where it neither denies nor hedges."""
    found = one(people, "“My sister takes the apples goes to the school kitchen” (S03)")

    assert ("cut", "My sister takes the apples […] goes to the school kitchen") == (found.verdict, found.corrected)


@pytest.mark.parametrize(
    "draft",
    [
        "This “social commerce” is new.",
        "Earlier work calls it “the commerce of friends with friends and others” [12].",
        "Wang argues that “trade is never without its social ground and limits” (Wang, 2017, p. 3).",
        "We asked: “What was the last thing that you bought there and why?”",
        "The code “Trust” was applied.",
        "See “How Friends Sell to Friends: A Study of Groups”.",
        "S03 spoke of “a family”.",
    ],
)
def test_marks_around_other_things_are_passed_over_and_said(people, draft):
    """Terms, literature, questions, names and titles are nobody's words; the report says what was passed over."""
    found = report(people, draft)

    assert () == found.quotations
    assert [True] == [bool(each.why) for each in found.passed]


def test_labels_of_the_draft_are_learned_or_given(people):
    """P3 is S03 where the quotations say so, or where the author says so; a swapped one is then found."""
    draft = (
        "“They're all people I know” (P3). “We weigh every single box before anyone” (P5). "
        "“It was only once that she refused” (P5)."
    )

    learned = report(people, draft)
    given = report(people, draft, labels={"P": "S"})

    assert ["verbatim", "verbatim", "wrong participant"] == [each.verdict for each in learned.quotations]
    assert [each.verdict for each in given.quotations] == [each.verdict for each in learned.quotations]
    assert any("--map P=S" in note for note in learned.notes)
    assert "verbatim" == one(people, "“Maybe a little”, said Mei.", labels={"Mei": "S03"}).verdict


def test_the_place_is_that_of_the_first_difference(people):
    """An editor jumps to the word, not to the paragraph."""
    found = one(people, "First line.\n\nS03 said “They're all folks I know”.")

    assert (3, 23, 5) == (found.place.line, found.place.column, found.place.width)


COUNTED = (
    Counted("trust", "theme", "Mutual trust", Tally(participants=("S03", "S05"))),
    Counted("cost.price", "code", "Price", Tally(participants=("S03",))),
)


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("Two of the three participants spoke of Mutual trust.", ["agrees"]),
        ("Mutual trust was raised by all three participants.", ["differs"]),
        ("Most participants touched on Mutual trust.", ["agrees"]),
        ("2 of 12 participants spoke of mutual trust.", ["differs"]),
        (
            "Two thirds of the participants spoke of mutual trust, and one participant of `cost.price`.",
            ["agrees", "agrees"],
        ),
        ("3位受访者中有2位谈到“Mutual trust”。", ["agrees"]),
        ("三分之一的受访者谈到“Mutual trust”。", ["differs"]),
        ("Two participants were late.", ["unchecked"]),
        ("Two participants did not mention mutual trust.", ["unchecked"]),
        ("We interviewed three participants about mutual trust.", ["unchecked"]),
        ("| Mutual trust | 2/3 |", ["agrees"]),
    ],
)
def test_counts_are_compared_where_something_counted_is_named(people, draft, verdict):
    """A count agrees, differs, or cannot be told; what it is about stands in its sentence or row."""
    assert verdict == [
        each.verdict for each in report(people, draft, counted=COUNTED, whom=("S03", "S05", "S07")).claims
    ]


def test_a_trim_with_other_words_is_known_and_a_lost_negation_is_said():
    """A shorter form is the speaker's words; what it leaves out may turn it round."""
    said = "I liked it at first. I would not buy it again. My sister did."

    assert () == check_trim(said, "I liked it at first. […] My sister did.").wrong
    assert ("not",) == check_trim(said, "I liked it at first. […] My sister did.").weighty
    assert (("loved", "liked"),) == check_trim(said, "I loved it at first.").wrong


def test_a_suggested_trim_is_shorter_and_has_no_other_words():
    """The suggestion passes its own check."""
    said = (
        "I begin here. " + " ".join(f"Then came number {n} with a box of fruit." for n in range(12)) + " That is all."
    )
    found = suggest_trim(said)

    assert found is not None
    assert () == found.wrong
    assert len(found.words) < len(said)
    assert found.words.startswith("I begin here. […]")
    assert found.words.endswith("That is all.")


@given(st.text(alphabet="“”‘’\"'「」«» ab.\n\ue010\ue011", max_size=60))
def test_marks_never_overlap_and_lie_in_the_text(text):
    """Whatever is typed, quotations are found in order, without overlap."""
    found = marked(text)

    assert all(0 <= m.outer_start < m.start <= m.end <= m.outer_end <= len(text) for m in found)
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(found))


@given(st.text(max_size=200), st.sampled_from(["md", "tex", "txt"]))
def test_no_text_stops_the_check(text, kind):
    """A draft may hold anything; every place reported lies in it."""
    people = study(transcript(BUYER, id="S03"))
    if not text.encode().strip() or "\0" in text:
        return
    found = report(people, text, kind=kind)

    assert all(each.place.line >= 1 for each in found.quotations)


def test_letters_of_figures_are_people_where_the_study_says_so(people):
    """F3 is a finding or a figure, unless the author maps it."""
    draft = "“Maybe a little” (F3)."

    assert ("S03",) == one(people, draft, labels={"F": "S"}).attributed
    assert () == report(people, draft).quotations


THEMED = """
| Theme | Participants | An excerpt | Translation | Said by |
|---|---|---|---|---|
| Trust | S03, S05, S07 | {words} | {translation} | {who} |
"""


def test_a_table_of_themes_gives_an_excerpt_to_whom_its_own_column_names(people):
    """Who has the theme is a list, not who said it: somebody in it who may not be quoted forbids nothing."""
    words, translation = "都是认识的人,我比较放心", "They are mostly acquaintances, so I feel at ease."
    found = report(people, THEMED.format(words=words, translation=translation, who="S05"))
    swapped = report(people, THEMED.format(words=words, translation=translation, who="S03"))

    assert {("S05",)} == {each.attributed for each in found.quotations}
    assert not [each for each in found.quotations if each.verdict in {"no consent", "wrong participant"}]
    assert "wrong participant" in {each.verdict for each in swapped.quotations}


def test_a_note_that_a_translation_is_of_more_is_no_word_of_the_participant(people):
    """As exported tables have it; what else stands in brackets is still compared."""
    words, translation = "都是认识的人", "They are mostly acquaintances, so I feel at ease."
    noted = THEMED.format(words=words, translation=f"{translation} (translation of the whole paragraph)", who="S05")
    other = THEMED.format(words=words, translation=f"{translation} (and glad of it every day)", who="S05")

    assert not [each for each in report(people, noted).quotations if each.verdict in {"altered", "cut", "sewn"}]
    assert [each for each in report(people, other).quotations if each.verdict in {"altered", "cut", "sewn"}]


def test_a_number_of_people_in_what_a_participant_said_is_no_count_of_the_authors(people):
    """In columns of excerpts and translations; the other columns of the same table are read."""
    trust = Counted("trust", "code", "Trust", Tally(excerpts=1, participants=("S05",)))
    table = THEMED.replace("Participants |", "How many |").replace("S03, S05, S07", "Two participants mentioned trust.")
    talk = 'Nine participants mentioned trust, and they are mostly "acquaintances".'
    found = report(
        people,
        table.format(words="都是认识的人,我比较放心", translation=talk, who="S05"),
        counted=[trust],
        whom=["S03", "S05"],
    )

    assert ["Two participants"] == [each.words for each in found.claims]


ASKED = "Then I tell the group owner and she usually gives the money back. It was only once that she refused."
PRICES = "And prices, do they matter to you when you decide?"


def test_a_label_below_says_whose_paragraphs_of_a_block_quotation_are(people):
    """As our tables print it: source, translation, and a line that says where both stand; a memo is nobody's words."""
    text = (
        "> 都是认识的人,我比较放心,可能也不会亏。\n>\n> They are mostly acquaintances, so I feel at ease.\n>\n"
        "> S05, turn 2 \\[00:31\\], translated from zh; codes: trust.person, trust.rule; supports, and much more\n"
        ">\n> Memo: Says so of neighbours too, and of people met once in the lift.\n"
    )
    found = report(people, text).quotations

    assert [("verbatim", ("S05",))] * 2 == [(each.verdict, each.attributed) for each in found]


def test_a_list_of_many_is_not_whose_words_follow(people):
    """Everybody counted, in a paragraph before block quotations, said none of them together."""
    text = f"Four of us (S03, S05, S07, S03) spoke of it.\n\n> {ASKED}\n"

    found = one(people, text)

    assert ("verbatim", ()) == (found.verdict, found.attributed)


@pytest.mark.parametrize("sign", [" / ", " — "])
def test_what_the_other_said_between_may_stand_where_signs_show_it(people, sign):
    """The whole passage, word by word, with a sign at each change of speakers."""
    text = f"> {ASKED}{sign}{PRICES}{sign}Maybe a little. (S03)\n"

    assert "verbatim" == one(people, text).verdict


def test_without_a_sign_the_interviewers_words_are_nobody_elses(people):
    """A reader would take the question for the participant's; so would they with a word of it changed."""
    assert "verbatim" != one(people, f"> {ASKED} {PRICES} Maybe a little. (S03)\n").verdict
    changed = PRICES.replace("matter", "mean much")
    assert "verbatim" != one(people, f"> {ASKED} / {changed} / Maybe a little. (S03)\n").verdict
