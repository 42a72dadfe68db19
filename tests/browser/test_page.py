"""The report page in a real Chromium: it asks nobody anything, and is used with the keyboard alone."""

from __future__ import annotations

import json
from contextlib import contextmanager
from importlib import import_module

import pytest
from tests.browser.conftest import missing, written
from tests.studies import write_study

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.evidencelist import evidence_list

READY = "document.getElementById('counted')?.textContent"


@contextmanager
def looking(browser, path, *, ready=True, **settings):
    """A page that has been opened from its file; whatever it asks for or complains about ends in *said*."""
    context = browser.new_context(**settings)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda each: said.append(f"console: {each.text}"))
    page.on("pageerror", lambda each: said.append(f"error: {each}"))
    page.on("request", lambda each: said.append(f"request: {each.url}") if each.url != path.as_uri() else None)
    page.goto(path.as_uri())
    if ready:
        page.wait_for_function(READY)
    yield page
    context.close()
    assert [] == said


def left(page) -> int:
    """How many codings the filters leave, as the page says it."""
    page.wait_for_selector("#counted:not([aria-busy])")  # a search waits for the typist
    return int(page.get_attribute("#counted", "data-left"))


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser, page_file, public_file, scheme, width):
    """Landmarks, headings, names, contrast, focus: on the whole page, in a transcript, in every mode."""
    try:
        axe = import_module("axe_playwright_python.sync_playwright").Axe()
    except ModuleNotFoundError:
        missing("axe-playwright-python")
    size = {"width": width, "height": 900}

    def found(page) -> list[str]:
        answer = axe.run(page).response
        assert len(answer["passes"]) > 15  # it did look
        return [f"{each['id']}: {node['html'][:120]}" for each in answer["violations"] for node in each["nodes"]]

    with looking(browser, page_file, color_scheme=scheme, viewport=size) as page:
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

        assert [] == found(page)

        page.goto(f"{page_file.as_uri()}#read?coding=S03-5")
        page.wait_for_selector("#reader[open]")

        assert [] == found(page)
    with looking(browser, public_file, ready=False, color_scheme=scheme, viewport=size) as page:
        assert [] == found(page)


HOSTILE = """\
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

S01: </script><script>window.ran = 1</script><img src="http://127.0.0.1:9/x" onerror="window.ran = 1"> I said.

S01: \u202egnitirw\u202c <!-- <style>body{display:none}</style> --> ]]> &lt;b&gt; {{7*7}} ${7*7} `x` \\u003c

S01: LONG
"""


def test_hostile_words_stay_words(browser, tmp_path):
    """Markup, entities, bidirectional marks and a turn of a million characters are shown as they were said."""
    long = "so much to say " * 70_000
    book = "version: 1\nid: b\nrevision: 1\ncodes: [{id: a, label: '<script>window.ran = 1</script>'}]\nhistory: []\n"
    study = write_study(tmp_path / "study", book, HOSTILE.replace("LONG", long.strip()))
    (study / "findings.yaml").write_text(
        "version: 1\nfindings:\n"
        "- {id: F1, statement: '</script><b>x</b>', themes: [{id: t, label: '\"><i>', codes: [a]}]}\n"
    )
    quotes = [line[5:] for line in HOSTILE.split("\n") if line.startswith("S01: ")][:2]
    apply(open_study(study), "ann", [Request(transcript="S01", code="a", quote=quote) for quote in quotes])
    page_file = written(study, tmp_path / "out")
    with looking(browser, page_file) as page:
        for place, quote in enumerate(quotes):
            assert quote == page.text_content(f"#list li:nth-child({place + 1}) blockquote")
        page.click("#list li:nth-child(1) a")
        page.wait_for_selector("#reader[open]")

        assert quotes[0] == page.text_content("#reader-text mark")
        assert long.strip() == page.text_content("#turn-4 .words")
        assert page.evaluate("window.ran") is None
        assert 0 == page.locator("img, #list i, h3 b").count()


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
