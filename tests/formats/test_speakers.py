"""Who the labels stand for: said, or guessed from usual words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.formats.draft import SpeakerChoice
from imcommerce_qual.formats.labels import legal_label
from imcommerce_qual.formats.speakers import SpeakersError, declare, format_speakers, parse_speakers


def test_the_list_of_speakers_as_people_write_it():
    """`=role` keeps the label, `=LABEL:role` renames, `:ID` names the participant, `=-` says that it is no speaker."""
    found = parse_speakers(
        r"I=interviewer, P03=participant，Jon Lawitts=P1:participant:S07,Note=-,Lee\, Ann=other,a=b=-"
    )

    assert {
        "I": SpeakerChoice("I", "interviewer", None),
        "P03": SpeakerChoice("P03", "participant", None),
        "Jon Lawitts": SpeakerChoice("P1", "participant", "S07"),
        "Note": SpeakerChoice(None, "other", None),
        "Lee, Ann": SpeakerChoice("Lee, Ann", "other", None),
        "a=b": SpeakerChoice(None, "other", None),
    } == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing in it"),
        ("I", "`I` says nothing about a label"),
        ("=participant", "says nothing about a label"),
        ("I=interwiever", "did you mean `interviewer`"),
        ("I=P1", "`P1` (for `I`) is not a role"),
        ("I=", "roles are"),
        ("I=#1:other", "cannot be a label: it may be `1`"),
        ("I=:other", "cannot be a label"),
        ("I=P:participant:a:b", "too many parts"),
        ("I=J:interviewer:S01", "too many parts"),
        ("I=other,I=-", "given twice"),
    ],
)
def test_a_list_that_cannot_be_understood_says_why(text, said):
    """The error names the piece and how to write it."""
    with pytest.raises(SpeakersError) as error:
        parse_speakers(text)

    assert said in str(error.value)


@pytest.mark.parametrize(
    ("labels", "roles"),
    [
        (["I", "P03"], ["interviewer", "participant"]),
        (["问", "答"], ["interviewer", "participant"]),
        (["Interviewer 1", "Interviewer 2", "R4"], ["interviewer", "interviewer", "participant"]),
        (["I", "Anna"], ["interviewer", "participant"]),
        (["Anna", "受访者A"], ["interviewer", "participant"]),
        (["Anna", "Ben"], ["other", "other"]),
        (["I", "Anna", "Ben"], ["interviewer", "other", "other"]),
        (["Speaker 1", "Speaker 2"], ["other", "other"]),
    ],
)
def test_roles_are_guessed_from_usual_words_only(labels, roles):
    """A usual word says its role, and of two speakers the other's; a name says none."""
    declared = declare(labels)

    assert roles == [each.role for each in declared]
    assert all(each.guessed for each in declared)


def test_a_participant_is_called_like_the_label():
    """Participants' ids are their labels made legal, unlike each other."""
    choices = parse_speakers("Jon Lawitts=participant,Jon-Lawitts=participant,唐鳳=participant")

    assert ["Jon-Lawitts", "Jon-Lawitts-2", "唐鳳"] == [each.participant for each in declare(choices, choices)]


def test_a_label_that_says_nobody_makes_no_participant_of_all_transcripts():
    """`P` and `Speaker 2` are someone else in every interview: their ids come from the transcript's."""
    assert "S07" == declare(["I", "P"], transcript="S07")[1].participant
    choices = parse_speakers("Speaker 1=participant,Speaker 2=participant")
    assert ["S07-Speaker-1", "S07-Speaker-2"] == [
        each.participant for each in declare(choices, choices, transcript="S07")
    ]


def test_two_labels_may_be_one_speaker_but_not_in_two_roles():
    """Renaming two labels to one joins them; contradictions are refused."""
    joined = parse_speakers("Ana=P1:participant,Anna=P1:participant:S01")
    assert [("P1", "S01"), ("P1", "S01")] == [(each.label, each.participant) for each in declare(joined, joined)]

    torn = parse_speakers("Ana=P1:participant,Anna=P1:other")
    with pytest.raises(SpeakersError, match="both called `P1`"):
        declare(torn, torn)


labels = st.text(min_size=1, max_size=20).map(legal_label).filter(lambda label: not label.endswith("\\"))


@given(st.lists(st.tuples(labels, labels, st.sampled_from(["interviewer", "participant", "other"])), min_size=1))
def test_what_is_offered_can_be_given_back(rows):
    """The list that a message proposes is understood as meant."""
    choices = {found: SpeakerChoice(label, role) for found, label, role in rows}
    try:
        declared = declare(choices, choices)
    except SpeakersError:
        return

    again = declare(choices, parse_speakers(format_speakers(declared)))
    assert [(each.label, each.role) for each in declared] == [(each.label, each.role) for each in again]
