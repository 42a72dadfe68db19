"""Markdown read by a Markdown reader: what it shows is what was said."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from imcommerce_qual.model.table import Column, Table
from imcommerce_qual.render.evidencetables import excerpts_table
from imcommerce_qual.render.markdown import render_markdown, render_themes_markdown
from imcommerce_qual.render.markdowntable import markdown_table
from imcommerce_qual.render.markdowntext import escape_markdown
from imcommerce_qual.render.phrases import visible


class Shown(HTMLParser):
    """The text of each block that a reader sees; ``tags`` are those met on the way."""

    BLOCKS = frozenset({"td", "th", "p", "li", "h1", "h2", "h3"})

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.feed(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))

    def handle_starttag(self, tag, attrs):
        """A block opens, or a break stands for a line's end."""
        self.tags.add(tag)
        if tag in self.BLOCKS:
            self.blocks.append((tag, ""))
        elif tag == "br":
            self.handle_data("\n")

    def handle_data(self, text):
        """Text belongs to the block opened last."""
        if self.blocks:
            tag, before = self.blocks[-1]
            self.blocks[-1] = (tag, before + text)

    def of(self, tag: str) -> list[str]:
        """What is shown in each block of a kind, in order."""
        return [text.strip() for found, text in self.blocks if found == tag]


STRUCTURE = {"table", "thead", "tbody", "tr", "th", "td", "br"}


def test_a_reader_sees_the_words_and_no_markup(hostile):
    """Participants' words stay text in a table: no tag, no link, no emphasis, no column comes of them."""
    table = Table(name="t", title="T", columns=(Column(key="w", title="Words"),), rows=tuple((w,) for w in hostile))

    shown = Shown(markdown_table(table))

    assert [visible(words).strip() for words in hostile] == shown.of("td")
    assert shown.tags <= STRUCTURE


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_words_are_shown_as_they_are(words):
    """In a cell and in a block quote alike; line ends are breaks, white space at the ends is lost."""
    expected = visible(words.strip(" \t").replace("\r\n", "\n").replace("\r", "\n"))
    columns = (Column(key="a", title="A"), Column(key="b", title="B"))

    in_cell = Shown(markdown_table(Table(name="t", title="T", columns=columns, rows=((words, "end"),))))
    in_quote = Shown(f"> {escape_markdown('x' + words)}\n")

    assert [expected.strip(), "end"] == in_cell.of("td")
    assert in_cell.tags <= STRUCTURE
    assert {"blockquote", "p"} <= in_quote.tags <= {"blockquote", "p", "br"}
    assert visible(("x" + words).rstrip(" \t").replace("\r\n", "\n").replace("\r", "\n")).strip() == in_quote.of("p")[0]


@given(st.text("#+-=>*_~`|[]()<>!&;:.0123456789ab \n\\$w/", max_size=16))
def test_no_words_begin_anything(words):
    """At the start of a line nothing is a heading, a list, a rule, a quote, code or HTML."""
    shown = Shown(f"> {escape_markdown(words)}\n>\n> end\n")

    assert shown.tags <= {"blockquote", "p", "br"}
    assert "end" == shown.of("p")[-1]


def test_no_backslash_gets_into_an_address():
    """GitHub makes links of bare addresses before it takes backslashes away, so the address is broken up for it."""
    assert "http\\://a/b\\_c www\\.a.org" == escape_markdown("http://a/b_c www.a.org")


def test_cells_are_right_for_their_kind():
    """Numbers stand to the right, flags are yes and no, nothing is empty."""
    table = Table(
        name="t",
        title="T",
        columns=(
            Column(key="w", title="W"),
            Column(key="n", title="N", kind="integer"),
            Column(key="x", title="X", kind="number"),
            Column(key="f", title="F", kind="flag"),
        ),
        rows=(("a\nb", 0, 0.5, True), (None, None, None, False)),
    )

    assert "| W | N | X | F |\n| --- | ---: | ---: | --- |\n| a<br>b | 0 | 0.50 | yes |\n|  |  |  | no |\n" == (
        markdown_table(table)
    )


def test_a_table_has_as_many_rows_as_it_has(study, ground, quotations, stamp):
    """No excerpt, however hostile, adds or takes away a row or a column."""
    table = excerpts_table(quotations, study, ground)

    shown = Shown(render_markdown(table, stamp))

    assert len(table.rows) * len(table.columns) == len(shown.of("td"))
    assert len(table.columns) == len(shown.of("th"))


def test_the_report_reads_from_the_warning_to_the_inputs(study, themes, stamp):
    """Title, stamp, finding, theme, negative cases, themes across, what it rests on, inputs: in this order."""
    shown = Shown(render_themes_markdown(themes, study, stamp))

    assert ["Shopping | <b>inside</b> chats: themes and evidence"] == shown.of("h1")
    assert ["Finding F1", "Themes across findings", "What this rests on", "Inputs"] == shown.of("h2")
    assert ["Mutual trust", "Negative cases of F1", "Money"] == shown.of("h3")
    assert shown.of("li")[0].startswith("SYNTHETIC: ")
    assert "transcripts/S02.md bbbbbbbbbbbbbbbb" == shown.of("li")[-1]


def test_the_report_says_finding_counts_and_whole_chain_of_evidence(study, themes, stamp):
    """Statement, counts, words, translation, participant, place, codes, stance, memo: each a paragraph as it is."""
    paragraphs = Shown(render_themes_markdown(themes, study, stamp)).of("p")

    assert [
        "People buy what others *like*.",
        "The statement has stood so since 2026-11-22.",
        (
            "26 excerpts, 2 of 2 participants (S01, S02); only in unfinished transcripts, not counted: S03; "
            "1 supports; 1 qualifies; 1 contradicts."
        ),
        "They rely on it.",
    ] == paragraphs[:4]
    assert [
        "群里的人都说好。\n我就买了。",
        "Everybody in the group said it was good.\nSo I bought it.",
        "S02, turn 2 [00:07:11]; codes: trust, trust.person; supports",
    ] == paragraphs[5:8]
    negative = paragraphs.index("Memo: The claim holds for the\nfirst purchase only.")
    assert ["后悔了。", "I regretted it.", "S02, turn 4; codes: trust; contradicts"] == (
        paragraphs[negative - 3 : negative]
    )


def test_hostile_quotations_stay_words_in_the_report(study, themes, stamp, hostile):
    """Every quotation of the table is a paragraph of the report, and no tag is there that is not ours."""
    shown = Shown(render_themes_markdown(themes, study, stamp))

    assert {visible(words).strip() for words in hostile} <= set(shown.of("p"))
    assert shown.tags <= STRUCTURE | {"h1", "h2", "h3", "p", "ul", "li", "blockquote"}
