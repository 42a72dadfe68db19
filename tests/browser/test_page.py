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

READY = "() => document.getElementById('counted')?.textContent"


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


def test_a_transcript_without_codings_is_read_too(browser, page_file):
    """The way to it stands under the filters as soon as it is chosen."""
    with looking(browser, page_file) as page:
        page.select_option("#filter-transcript", "S05")
        page.click("#elsewhere a")
        page.wait_for_selector("#reader[open]")

        assert "Transcript S05" == page.text_content("#reader-title")
        assert page.locator("#reader-text .turn").count() > 200


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


def test_words_are_found_however_they_are_written(browser, page_file):
    """A wide letter is the letter, as an input method may give it; what is marked are the words as they stand."""
    with looking(browser, page_file) as page:
        page.goto(f"{page_file.as_uri()}#codings?words=%EF%BC%B4rust")  # a wide T

        assert left(page) > 0
        assert page.locator("#list .hit").first.text_content().lower() == "trust"


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


@pytest.fixture(scope="module")
def faults():
    """What axe finds on a page as it stands now."""
    try:
        axe = import_module("axe_playwright_python.sync_playwright").Axe()
    except ModuleNotFoundError:
        missing("axe-playwright-python")

    def found(page) -> list[str]:
        answer = axe.run(page).response
        assert len(answer["passes"]) > 15  # it did look
        return [f"{each['id']}: {node['html'][:120]}" for each in answer["violations"] for node in each["nodes"]]

    return found


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


HOSTILE = """\
---
version: 1
id: S01
language: en
speakers:
  I: {role: interviewer}
  "S01</script>": {role: participant, participant: S01}
participants:
  S01:
    role: "</option><img src=x onerror='window.ran = 1'>"
    note: "<!--</script><script>window.ran = 1</script>"
    consent: {status: given, quotes: true}
provenance: synthetic
---
# </h3><script>window.ran = 1</script>

I: Why?

S01</script>: </script><script>window.ran = 1</script><img src="http://127.0.0.1:9/x" onerror="window.ran = 1"> I said.

S01</script>: \u202egnitirw\u202c <!-- <style>body{display:none}</style> --> ]]> &lt;b&gt; {{7*7}} ${7*7} `x` \\u003c

S01</script>: A line\u2028separator, a paragraph\u2029separator, \ufeff, \u200b, 😀 and \U000e0041 are words too.

S01</script>: LONG
"""


def test_hostile_words_stay_words(browser, faults, tmp_path):
    """Markup, entities, bidirectional marks and a turn of a million characters are shown as they were said.

    So are labels, statements, attributes, memos, headings and speakers; in the list, in a transcript, in its hits.
    """
    long = "so much to say " * 70_000
    bad = "</script><script>window.ran = 1</script>"
    book = f"version: 1\nid: b\nrevision: 1\ncodes: [{{id: a, label: '{bad}', definition: '{bad}'}}]\nhistory: []\n"
    study = write_study(tmp_path / "study", book, HOSTILE.replace("LONG", long.strip()))
    (study / "study.yaml").write_text(
        (study / "study.yaml").read_text().replace("{role: [buyer, seller]}", "{role: text, note: text, '<b>': text}")
    )
    (study / "findings.yaml").write_text(
        "version: 1\nfindings:\n"
        "- {id: F1, statement: '</script><b>x</b>', themes: [{id: t, label: '\"><i>', codes: [a]}]}\n"
    )
    (study / "memos").mkdir()
    (study / "memos" / "m.md").write_text(
        f"---\nversion: 1\nabout: [study]\nauthor: ann\ndate: 2026-01-05\n---\n{bad} ]]>\n"
    )
    label = "S01</script>: "
    quotes = [line.removeprefix(label) for line in HOSTILE.split("\n") if line.startswith(label)][:3]
    asked = [Request(transcript="S01", code="a", quote=quote, memo=bad, stance="supports") for quote in quotes]
    apply(open_study(study), "ann", asked)
    page_file = written(study, tmp_path / "out")
    with looking(browser, page_file) as page:
        for place, quote in enumerate(quotes):
            assert quote == page.text_content(f"#list li:nth-child({place + 1}) blockquote")
        assert f"Memo: {bad}" == page.text_content("#list li:nth-child(1) .memo")

        page.select_option("[id='filter-is.role']", index=1)

        assert 3 == left(page)

        page.fill("#filter-words", 'script> "window.ran = 1"')

        assert 3 == left(page)  # all of them have it in their memos

        page.fill("#filter-words", "onerror")

        assert 1 == left(page)

        page.click("#list li:nth-child(1) a")
        page.wait_for_selector("#reader[open]")

        assert quotes[0] == "".join(page.locator("#reader-text mark").first.all_text_contents())
        assert "S01</script>" == page.text_content("#turn-2 .who b")
        assert "</h3><script>window.ran = 1</script>" == page.text_content("#reader-text h3")
        assert long.strip() == page.text_content("#turn-5 .words")
        assert [] == faults(page)

        page.goto(f"{page_file.as_uri()}#read?turn=S01.5&words=much")
        page.wait_for_function("() => document.querySelectorAll('#turn-5 .hit').length === 500")

        assert "70000 hits of the search, 500 of them marked." in page.text_content("#reader-note")

        assert page.evaluate("window.ran") is None
        assert 0 == page.locator("img, #list i, h3 b, option img, #reader-text script").count()
    with looking(browser, written(study, tmp_path / "all", for_all=True), ready=False) as page:
        assert page.evaluate("window.ran") is None
        assert 0 == page.locator("script, img, h3 b").count()


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
