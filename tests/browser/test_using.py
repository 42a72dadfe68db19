"""The page with the keyboard alone, and what axe says of it in every state."""

from __future__ import annotations

import pytest
from tests.browser.conftest import written
from tests.browser.looking import left, looking
from tests.studies import write_study

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.opened import open_study


def test_the_page_is_used_with_the_keyboard_alone(browser, page_file):
    """Skip link, a filter, an excerpt in its transcript, the next coding, and back where one was."""
    with looking(browser, page_file) as page:
        page.keyboard.press("Tab")

        assert "Skip to the findings" == page.evaluate("document.activeElement.textContent")

        page.keyboard.press("Enter")

        assert "main" == page.evaluate("document.activeElement.id")

        page.focus("#filter-stance")
        page.keyboard.type("contra")

        assert "contradicts" == page.input_value("#filter-stance")
        assert 0 < left(page) < int(page.get_attribute("#counted", "data-total"))

        page.focus("#list li:nth-child(2) a")
        page.keyboard.press("Enter")
        page.wait_for_selector("#reader[open]")

        assert page.evaluate("document.getElementById('reader').contains(document.activeElement)")
        assert page.locator("#reader-text mark.here").count() >= 1

        first = page.text_content("#reader-now")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "reader-next":
                break
        page.keyboard.press("Enter")

        assert first != page.text_content("#reader-now")

        page.keyboard.press("Escape")

        assert not page.evaluate("document.getElementById('reader').open")
        assert page.evaluate("document.activeElement.matches('#list li:nth-child(2) a')")
        assert "stance=contradicts" in page.url


BOOK = "version: 1\nid: b\nrevision: 1\ncodes: [{id: trust, label: Trust}, {id: price, label: Price}]\nhistory: []\n"
TALK = """\
---
version: 1
id: S01
language: en
speakers:
  I: {role: interviewer}
  S01: {role: participant, participant: S01}
participants: {S01: {role: buyer, consent: {status: given, quotes: true}}}
provenance: synthetic
---
I: Why?

S01: I know her. It is cheap.
"""
STOPS = """() => [...document.querySelectorAll('a[href], button, select, input, summary, [tabindex="0"]')]
    .filter((each) => each.checkVisibility() && !each.disabled).length"""
FOCUSED = """() => {
    const here = document.activeElement;
    const box = here.getBoundingClientRect();
    const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
    const again = here.dataset.walked;
    here.dataset.walked = 1;
    const ring = getComputedStyle(here).outlineStyle;
    return here === document.body ? null : [here.outerHTML.slice(0, 80), seen, ring, again];
}"""


def test_tab_reaches_everything_once_and_one_sees_where_one_is(browser, tmp_path, public_file):
    """Nothing is a trap, nothing is out of sight, nothing hides that it has the focus."""
    study = write_study(tmp_path / "study", BOOK, TALK)
    asked = [
        Request(transcript="S01", code="trust", quote="I know her"),
        Request(transcript="S01", code="price", quote="cheap"),
    ]
    apply(open_study(study), "ann", asked)
    for file in (written(study, tmp_path / "out"), public_file):
        with looking(browser, file, ready=file != public_file) as page:
            expected = page.evaluate(STOPS)
            walked = []
            while len(walked) <= expected:
                page.keyboard.press("Tab")
                found = page.evaluate(FOCUSED)
                if found is None:
                    break
                walked.append(found)

            assert expected == len(walked) > 15
            assert [] == [each for each in walked if each[1:] != [True, "solid", None]]


#: What the page shows, by the end of its address.
STATES = {
    "a transcript": "#read?coding=S03-5",
    "a transcript with hits": "#read?turn=S09.48&words=trust",
    "filters": "#codings?is.role=both&stance=contradicts&words=I",
    "turns": "#codings?words=trust&in=turns",
    "nothing fits": "#codings?words=nothing+of+the+kind&code=gone",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser, faults, page_file, public_file, scheme, width):
    """Landmarks, headings, names, contrast, focus: on the whole page, agreement and decisions too, in every mode."""
    size = {"width": width, "height": 900}
    with looking(browser, page_file, color_scheme=scheme, viewport=size) as page:
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

        assert page.locator("#agreement td.drawn circle").count() > 5
        assert page.locator("#decisions tbody tr").count() > 5
        assert [] == faults(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with looking(browser, public_file, ready=False, color_scheme=scheme, viewport=size) as page:
        assert [] == faults(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_while_it_is_used(browser, faults, page_file, scheme, state):
    """A transcript open, filters set, turns listed, nothing left."""
    with looking(browser, page_file, color_scheme=scheme) as page:
        page.goto(f"{page_file.as_uri()}{STATES[state]}")
        page.wait_for_selector("#reader[open]" if "#read" in STATES[state] else "#list")
        left(page)

        assert [] == faults(page)
