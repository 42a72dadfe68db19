"""The page's filters and its search, through codings and whole transcripts."""

from __future__ import annotations

import pytest
from tests.browser.looking import left, looking

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.evidencelist import evidence_list


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("participant", "S03", lambda each: "S03" in each.quotation.participants),
        ("transcript", "S05", lambda each: each.quotation.transcript == "S05"),
        ("coder", "coder-a", lambda each: each.coder == "coder-a"),
        ("stance", "contradicts", lambda each: each.stance == "contradicts"),
        ("stance", "none", lambda each: each.stance is None),
        ("finding", "F2", lambda each: "F2" in each.findings),
        ("theme", "cheaper", lambda each: "cheaper" in each.themes),
    ],
)
def test_each_filter_leaves_the_codings_that_the_library_finds(browser, page_file, example, name, value, fits):
    """The count on the page is that of the same question asked in Python."""
    opened = open_study(example)
    every = evidence_list(opened.study, opened.presence())
    with looking(browser, page_file) as page:
        page.select_option(f"#filter-{name}", value)

        assert sum(map(fits, every)) == left(page) > 0
        assert f"{name}={value}" in page.url

        page.click("button[type=reset]")

        assert len(every) == left(page)


def test_a_code_brings_what_rolls_up_into_it_and_filters_add_up(browser, page_file, example):
    """As in the tables; two filters leave what fits both."""
    opened = open_study(example)
    codes = opened.study.codebook.rolled_up("cost")
    fitting = [each for each in evidence_list(opened.study, opened.presence()) if each.code in codes]
    with looking(browser, page_file) as page:
        page.select_option("#filter-code", "cost")

        assert len(fitting) == left(page)

        page.select_option("#filter-participant", "S08")

        assert sum("S08" in each.quotation.participants for each in fitting) == left(page) > 0


def test_participants_are_filtered_by_what_the_study_says_of_them(browser, page_file, example):
    """Every attribute that is declared; what is asked of two attributes has to be true of one person."""
    opened = open_study(example)
    people = opened.study.participants
    every = evidence_list(opened.study, opened.presence())

    def of(fits) -> int:
        return sum(any(fits(people[who].attributes) for who in each.quotation.participants) for each in every)

    with looking(browser, page_file) as page:
        for name in opened.study.attributes:
            assert page.locator(f"[id='filter-is.{name}'] option").count() > 2
        page.select_option("[id='filter-is.role']", "both")

        assert of(lambda known: known["role"] == "both") == left(page) > 0
        assert "is.role=both" in page.url

        page.select_option("[id='filter-is.age']", "30 to under 40")

        assert of(lambda known: known["role"] == "both" and 30 <= known["age"] < 40) == left(page)

        page.select_option("[id='filter-is.role']", "")

        assert of(lambda known: 30 <= known["age"] < 40) == left(page) > 0


def test_search_finds_words_in_either_language_and_says_when_there_are_none(browser, page_file, example):
    """Words, translations and memos are searched, whatever their case; the count is announced."""
    opened = open_study(example)
    every = evidence_list(opened.study, opened.presence())

    def having(word: str) -> int:
        parts = [(each.quotation.words, each.quotation.translation, each.quotation.memo) for each in every]
        return sum(any(word in (part or "").lower() for part in three) for three in parts)

    with looking(browser, page_file) as page:
        for word in ("trust", "群"):
            page.fill("#filter-words", word.upper())

            assert having(word) == left(page) > 0

        page.fill("#filter-words", "no such words anywhere")

        assert left(page) == 0
        assert f"None of {len(every)} codings fits" in page.text_content("#counted")
        assert "polite" == page.get_attribute("#counted", "aria-live")


def test_words_are_found_however_they_are_written(browser, page_file):
    """A wide letter is the letter, as an input method may give it; what is marked are the words as they stand."""
    with looking(browser, page_file) as page:
        page.goto(f"{page_file.as_uri()}#codings?words=%EF%BC%B4rust")  # a wide T

        assert left(page) > 0
        assert page.locator("#list .hit").first.text_content().lower() == "trust"


@pytest.mark.parametrize(("typed", "words"), [("trust", ["trust"]), ("群 便宜", ["群", "便宜"]), ("TRUST", ["trust"])])
def test_whole_transcripts_are_searched_coded_or_not(browser, page_file, example, typed, words):
    """As many turns as hold all the words in either language; those without a coding can be asked for alone."""
    opened = open_study(example)
    coded = {
        (each.quotation.transcript, n)
        for each in evidence_list(opened.study, opened.presence())
        for n in range(each.quotation.turns[0], each.quotation.turns[-1] + 1)
    }
    found = [
        (name, turn.number, transcript.speakers[turn.speaker].role)
        for name, transcript in opened.study.transcripts.items()
        for turn in transcript.turns
        if all(
            word in transcript.text[turn.words[0].span.start : turn.extent.end].lower() if turn.words else False
            for word in words
        )
    ]
    bare = [each for each in found if each[:2] not in coded and each[2] != "interviewer"]
    with looking(browser, page_file) as page:
        page.fill("#filter-words", typed)
        page.wait_for_selector("#elsewhere a")

        assert f"In the transcripts: {len(found)} turn" in page.text_content("#elsewhere")

        page.focus("#elsewhere a")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.getElementById('counted').textContent.includes('turn')")

        assert len(found) == left(page) > 0
        assert page.locator("#list .hit").count() >= len(words)

        page.select_option("#filter-in", "uncoded")
        page.wait_for_function("() => location.hash.includes('uncoded')")

        assert len(bare) == left(page)


def test_hits_are_shown_in_the_transcript(browser, page_file, example):
    """Every one is marked, also in words that nobody coded; the keyboard goes from one to the next, round and round."""
    opened = open_study(example)
    transcript = opened.study.transcripts["S03"]
    said = [transcript.text[w.span.start : w.span.end] for t in transcript.turns for w in (*t.words, *t.translation)]
    expected = sum(words.lower().count("group") for words in said)
    with looking(browser, page_file) as page:
        page.goto(f"{page_file.as_uri()}#codings?transcript=S03&words=group&in=turns")
        left(page)
        page.focus("#list a")
        page.keyboard.press("Enter")
        page.wait_for_selector("#reader[open]")

        assert expected == page.locator("#reader-text .hit").count() > 3
        assert f"{expected} hits of the search" in page.text_content("#reader-note")

        for wanted in (2, 3):
            page.focus("#reader-hit-next")
            page.keyboard.press("Enter")

            assert f"Hit {wanted} of {expected}" in page.text_content("#reader-now")
        for _ in range(expected - 2):
            page.keyboard.press("Enter")

        assert f"Hit 1 of {expected}" in page.text_content("#reader-now")

        page.focus("#reader-next")
        page.keyboard.press("Enter")

        assert "(coding " in page.text_content("#reader-now")
        assert "words=group" in page.url

        page.keyboard.press("Escape")
        page.wait_for_function("() => location.hash.includes('in=turns')")


def test_a_link_leads_to_what_was_shown(browser, page_file):
    """Filters, words and place of a search stand in the address; what a page does not have is said and left out."""
    with looking(browser, page_file) as page:
        page.select_option("#filter-code", "trust")
        page.select_option("[id='filter-is.role']", "buyer")
        page.fill("#filter-words", 'she "a lot"')
        left(page)
        page.fill("#filter-words", "she")
        page.select_option("#filter-in", "turns")
        expected, address, words = left(page), page.url, page.text_content("#counted")
    with looking(browser, page_file) as page:
        page.goto(address)
        page.wait_for_selector("#counted:not([aria-busy])")

        assert (expected, words) == (left(page), page.text_content("#counted"))
        assert ["trust", "buyer", "she", "turns"] == [
            page.input_value(f"[id='filter-{name}']") for name in ("code", "is.role", "words", "in")
        ]

        page.goto(f"{page_file.as_uri()}#codings?code=gone&stance=supports&anything=else")
        page.wait_for_function("() => document.getElementById('counted').textContent.includes('gone')")

        assert "This page does not have code gone, anything else, so that filter is left out." in page.text_content(
            "#counted"
        )
        assert "supports" == page.input_value("#filter-stance")


def test_all_is_cleared_with_the_keyboard(browser, page_file, example):
    """One button, and the address is clean again."""
    opened = open_study(example)
    with looking(browser, page_file) as page:
        page.goto(f"{page_file.as_uri()}#codings?words=no+such+words&is.role=buyer&in=uncoded")
        page.wait_for_function("() => document.getElementById('counted').textContent.includes('No turn')")
        page.focus("button[type=reset]")
        page.keyboard.press("Enter")

        assert len(evidence_list(opened.study, opened.presence())) == left(page)
        assert page.url.endswith("#codings")
        assert "" == page.input_value("#filter-words") + page.input_value("[id='filter-is.role']")
