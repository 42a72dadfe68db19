"""Memos: about what, for whose eyes, and that nothing of them is lost."""

from __future__ import annotations

import pytest

from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.forgetplan import plan_erase_words
from imcommerce_qual.actions.forgetting import carry_out
from imcommerce_qual.actions.memos import edit_memo, known_memo, memos, memos_by_about, new_memo, resolve_about
from imcommerce_qual.actions.opened import open_study


def write(study, *about, by="ann", text="A thought.", slug=None):
    """One memo."""
    return new_memo(open_study(study), by, about, text, slug)[0]


def seen(study, viewer, **options):
    """The names of the memos that the viewer sees."""
    return [memo.slug for memo in memos(open_study(study), viewer, **options).shown]


def test_a_memo_is_read_back_as_it_was_written(study):
    """Markdown, brackets, Chinese, an emoji and blank lines are its author's."""
    text = "# 不好意思退\n\n- [laughs] <b>\n\n  😀 --- a: b"
    made = write(study, "code:trust.person", "S01".replace("S01", "transcript:S01"), text=text)

    assert made == known_memo(open_study(study), "ann", made.slug)
    assert (text, ("code:trust.person", "transcript:S01"), "ann") == (made.text, made.about, made.author)
    assert [] == list(check(study).problems)


@pytest.mark.parametrize(
    ("written", "about"),
    [
        ("trust.person", "code:trust.person"),
        ("confidence", "code:trust"),
        ("code:TRUST".lower(), "code:trust"),
        ("F1", "finding:F1"),
        ("t1", "theme:t1"),
        ("study", "study"),
        ("participant:s01", "participant:S01"),
    ],
)
def test_what_a_memo_is_about_may_be_named_shortly_where_it_is_clear(study, written, about):
    """Codes by any of their names."""
    assert about == resolve_about(open_study(study), written)


@pytest.mark.parametrize("written", ["S01", "nothing", "code:nothing", "kode:trust", "finding:F2", "study:x", ""])
def test_what_is_not_there_or_several_things_is_refused(study, written):
    """S01 is an interview, and who was interviewed."""
    with pytest.raises(WrongUseError):
        resolve_about(open_study(study), written)


def test_two_memos_that_begin_alike_get_two_files(study):
    """A memo never replaces another; one without Latin letters is called after what it is about."""
    assert ["a-thought", "a-thought-2", "trust"] == [
        write(study).slug,
        write(study).slug,
        write(study, "trust", text="信任").slug,
    ]
    with pytest.raises(RefusedError, match="already"):
        write(study, slug="TRUST")


def test_a_memo_about_a_renamed_code_is_about_what_it_is_called_now(study):
    """The file stays as it was written; the history leads."""
    write(study, "code:price")
    book = study / "codebooks" / "book.yaml"
    entry = "{id: h, revision: 2, at: 2026-01-01, by: ann, change: renamed, from: [price], to: [money]}"
    text = (
        book.read_text(encoding="utf-8").replace("id: price", "id: money").replace("history: []", f"history: [{entry}]")
    )
    book.write_text(text, encoding="utf-8")

    assert [] == list(check(study).problems)
    assert ["a-thought"] == [memo.slug for memo in memos_by_about(open_study(study), None)["code:money"]]


def test_anothers_memo_about_an_interview_is_hidden_until_the_viewer_is_done(study):
    """It says what is in it; so does one about who was interviewed. What is about codes is for all."""
    write(study, "transcript:S01", slug="one")
    write(study, "participant:S01", slug="two")
    write(study, "code:trust", slug="three")

    assert (["three"], ["one", "three", "two"]) == (seen(study, "ben"), seen(study, "ann"))
    assert ["one", "three", "two"] == seen(study, None)
    with pytest.raises(RefusedError, match="not done"):
        known_memo(open_study(study), "ben", "one")

    complete(open_study(study), "ben", "S01")
    assert ["one", "three", "two"] == seen(study, "ben")


def test_who_asks_sees_it_now_and_that_is_recorded(study):
    """Blind by default, not secret."""
    write(study, "transcript:S01", slug="one")

    assert ["one"] == seen(study, "ben", see=["ann"])
    assert [("ben", ("ann",))] == [
        (coder, each.saw) for (coder, _), each in open_study(study).presence().progress.items()
    ]


def test_an_edited_memo_keeps_its_older_words_in_the_history(study):
    """Its author may think again; others write their own."""
    memo = write(study)
    written, kept = edit_memo(open_study(study), "ann", memo, "Another thought.")

    assert "Another thought." == known_memo(open_study(study), "ann", memo.slug).text
    assert ("A thought." in kept.read_text(encoding="utf-8"), written.name) == (True, "a-thought.md")
    with pytest.raises(RefusedError, match="ann's"):
        edit_memo(open_study(study), "ben", memo, "Mine.")


@pytest.mark.parametrize("text", ["", " \n", "\ud800"])
def test_a_memo_has_words(study, text):
    """Nothing, or half a character, is none."""
    with pytest.raises(WrongUseError):
        write(study, text=text)


def test_what_is_forgotten_goes_from_memos_and_from_their_older_words(study):
    """The test is the whole folder."""
    memo = write(study, text="Auntie Wang said so.")
    edit_memo(open_study(study), "ann", memo, "Auntie Wang said more.")
    opened = open_study(study)
    carry_out(opened, plan_erase_words(opened, "ann", ["Auntie Wang"]))

    texts = [path.read_bytes() for path in study.rglob("*") if path.is_file()]
    assert not any(b"Auntie Wang" in each for each in texts)
    assert "[erased] said more." == known_memo(open_study(study), "ann", memo.slug).text
