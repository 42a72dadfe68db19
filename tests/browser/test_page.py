"""The report page in a real Chromium: it asks nobody anything, and shows what the library found."""

from __future__ import annotations

import json

from tests.browser.looking import looking

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.evidencelist import evidence_list


def test_the_page_opens_from_a_file_and_asks_for_nothing(browser, page_file, public_file):
    """No request, no console message, no error: with the data in it, and without."""
    with looking(browser, page_file) as page:
        assert page.text_content("#counted").endswith(" codings; 40 shown below.")
        assert 40 == page.locator("#list > li").count()
        assert ["zh", "en"] == [
            page.get_attribute(f"#list li:first-child {each}", "lang")
            for each in ("blockquote", "blockquote.translation")
        ]
    with looking(browser, public_file, ready=False) as page:
        assert 0 == page.locator("script").count()


def test_the_policy_forbids_every_request(browser, page_file):
    """Even a script that somehow ran could send nothing anywhere."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(page_file.as_uri())
    policy = page.get_attribute("meta[http-equiv]", "content")
    blocked = page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'blocked')")
    inline = page.evaluate(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); return window.ran ?? 0; })()"
    )
    context.close()

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert ("blocked", 0) == (blocked, inline)


def test_a_transcript_without_codings_is_read_too(browser, page_file):
    """The way to it stands under the filters as soon as it is chosen."""
    with looking(browser, page_file) as page:
        page.select_option("#filter-transcript", "S05")
        page.click("#elsewhere a")
        page.wait_for_selector("#reader[open]")

        assert "Transcript S05" == page.text_content("#reader-title")
        assert page.locator("#reader-text .turn").count() > 200


def test_an_excerpt_is_read_where_it_stands(browser, page_file, example):
    """The marked words are the coding's, character for character, with the translation beside them."""
    opened = open_study(example)
    wanted = [each for each in evidence_list(opened.study, opened.presence()) if each.quotation.transcript == "S03"]
    with looking(browser, page_file) as page:
        for each in wanted[:8]:
            page.goto(f"{page_file.as_uri()}#read?coding={each.id}")
            page.wait_for_selector("#reader[open]")
            marked = page.evaluate(
                "id => [...document.querySelectorAll('#reader-text mark')]"
                ".filter((e) => e.dataset.on.split(' ').includes(id)).map((e) => e.textContent).join('')",
                each.id,
            )

            assert each.quotation.words.replace(" / ", "").replace("\n", "") == marked
        assert "zh" == page.get_attribute(".turn .words", "lang")
        assert "en" == page.get_attribute(".turn .translation", "lang")


def test_printing_leaves_out_what_only_a_screen_can_use(browser, page_file):
    """Paper has no filters and no links to follow, and shows what is folded."""
    with looking(browser, page_file) as page:
        page.emulate_media(media="print")

        assert not page.is_visible("#filters")
        assert not page.is_visible("nav")
        assert page.is_visible(".warning")
        assert page.is_visible("#codebook details dd >> nth=0")


def test_figures_on_the_page_after_its_script_ran_are_those_before(browser, page_file):
    """The script fills the list; it changes no number."""
    with looking(browser, page_file) as page:
        shown = page.evaluate(
            "JSON.stringify([...document.querySelectorAll('data[data-n]')].map((e) => [e.dataset.n, e.textContent]))"
        )
    for key, words in json.loads(shown):
        assert f'data-n="{key}">{words}</data>' in page_file.read_text(encoding="utf-8").replace("&amp;", "&")
