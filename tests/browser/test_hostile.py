"""Words that look like something else are words on the page."""

from __future__ import annotations

from tests.browser.conftest import written
from tests.browser.looking import left, looking
from tests.studies import write_study

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.opened import open_study

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
