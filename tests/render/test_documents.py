"""LaTeX, Word, HTML and SVG: words stay words, whatever they look like, and bytes stay the same."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.model.picture import Bars, Curve, Heat
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Column, Table, for_people
from imcommerce_qual.render.bars import bar_lines
from imcommerce_qual.render.csvfile import render_excel_csv
from imcommerce_qual.render.evidencetables import excerpts_table
from imcommerce_qual.render.htmltable import render_html
from imcommerce_qual.render.latex import PREAMBLE_NAME, document, preamble, render_latex
from imcommerce_qual.render.latextext import escape_latex
from imcommerce_qual.render.papertable import paper_table
from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.svg import render_svg
from imcommerce_qual.render.widths import shares
from imcommerce_qual.render.word import render_docx

STAMP = Stamp(study="S", codebook="b", revision=1, codebook_hash="0" * 16, tool="0", synthetic=True)
#: What participants say and no program may obey.
WORDS = (
    r"=1+1 \input{/etc/passwd} $x^2$ 100% #1 a_b ~ & {} [laughs] *",
    "<script>alert(1)</script> & \"quoted\" 'so'",
    "-- --- ,, '' `` ?` !`",
    "群里的人都说好，“真的”。𠮷 😀 é ñ ü — …",
    "line\n\nline after an empty one\r\nand a bell \x07",
    "[",
    "* star",
    "",
)
TABLE = Table(
    name="hostile",
    title="Hostile & 50%",
    columns=(
        Column(key="n", title="No.", kind="integer"),
        Column(key="words", title="Words_#"),
        Column(key="x", title="X"),
    ),
    rows=tuple((n, words, None) for n, words in enumerate(WORDS)),
    notes=("A note with \\ and 群.",),
    summary=("sum", "of\nall", ""),
)
PICTURES = (
    Bars(name="b", title="Bars <b>", unit="things", rows=(("<i>群</i>", 3), ("none", 0))),
    Heat(name="h", title="Heat", unit="x", rows=("r",), columns=("<c>", "d"), cells=((1, None),), words=(("1/2", ""),)),
    Curve(
        name="c", title="Curve", unit="codes", steps=("S01", "S02"), values=(1, 4), low=(1, 2), high=(3, 4), band="b"
    ),
)


@given(st.text())
def test_latex_of_any_words_has_no_command_but_ours(words):
    """Whatever is said, every backslash is one of ours, and every brace has its other half."""
    made = escape_latex(words)

    names = set(re.findall(r"\\([A-Za-z]+|.)", made, re.DOTALL))
    known = {"textbackslash", "textasciitilde", "textasciicircum", "textless", "textgreater", "textbar", "newline"}
    known |= {"allowbreak", "textquotedbl", "textasciigrave", "zh", "imqualother", "-", *"{}$&#_%"}
    assert names <= known
    bare = re.sub(r"\\[{}]", "", made)
    assert bare.count("{") == bare.count("}")
    assert "\n\n" not in made


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_html_of_any_words_is_text(words):
    """What a reader of the page sees is the words; a tag among them is none."""
    table = Table(name="t", title="T", columns=(Column(key="w", title="W"),), rows=((words,),))

    made = render_html("T", [table], (), STAMP)

    cell = re.search(r"<tbody>\n?<tr><td[^>]*>(.*?)</td></tr>", made, re.DOTALL)
    assert cell is not None
    assert "<" not in cell[1]
    assert ">" not in cell[1]


@given(st.text(max_size=60))
def test_word_has_every_character_of_any_words(words):
    """A cell in Word reads as the words do, but for what no document can hold."""
    table = Table(name="t", title="T", columns=(Column(key="w", title="W"),), rows=((words,),))

    opened = docx.Document(io.BytesIO(render_docx("T", [table], STAMP)))

    lines = visible(words.replace("\r\n", "\n").replace("\r", "\n"))
    assert lines == opened.tables[0].rows[1].cells[0].text


def test_word_repeats_its_heading_row_and_names_chinese_fonts():
    """The first row is a heading on every page; East Asian words have a font; the foot says that it is synthetic."""
    content = render_docx("Title", [TABLE], STAMP)

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        body, styles = packed.read("word/document.xml").decode(), packed.read("word/styles.xml").decode()
        foot = packed.read("word/footer1.xml").decode()
    assert 1 == body.count("<w:tblHeader")
    assert 'w:eastAsia="SimSun"' in styles
    assert 'w:eastAsia="zh-CN"' in styles
    assert "synthetic" in foot
    assert content == render_docx("Title", [TABLE], STAMP)


def test_a_row_of_words_is_under_the_table_for_people_only():
    """A summary row stands in documents; a column that holds nothing does not."""
    shown = for_people(TABLE)

    assert ["n", "words"] == [each.key for each in shown.columns]
    assert ("sum", "of\nall") == shown.summary
    with pytest.raises(ValueError, match="summary"):
        Table(name="t", title="T", columns=TABLE.columns, summary=("one",))


def test_columns_share_the_whole_line():
    """Widths sum to the line, and no column has none."""
    found = shares(for_people(TABLE))

    assert pytest.approx(1) == sum(found)
    assert min(found) > 0


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.name)
def test_pictures_are_well_formed_and_quiet(picture):
    """An SVG is XML, loads nothing, runs nothing, and says in words what it shows and that it is synthetic."""
    made = render_svg(picture, STAMP)

    root = ET.fromstring(made)
    names = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert names <= {"svg", "title", "desc", "rect", "text", "path", "polygon", "polyline", "circle"}
    assert "href" not in made
    assert "synthetic" in made
    assert made == render_svg(picture, STAMP)


def test_bars_in_a_terminal_fit_its_width():
    """A line for each bar, none wider than the screen; a heat map has none."""
    assert list(bar_lines(PICTURES[1])) == []
    lines = list(bar_lines(PICTURES[0], 40))
    assert ["Bars <b>", "(things)"] == [lines[0], lines[-1]]
    assert all(len(line) <= 40 for line in lines)


def test_csv_for_excel_computes_nothing():
    """What Excel would compute has an apostrophe; the file has a mark, so that Chinese is read right."""
    made = render_excel_csv(TABLE, STAMP)

    assert made.startswith("\ufeffNo.,")
    assert "\r\n0,'=1+1" in made
    assert "\r\n6,* star" in made


@pytest.mark.parametrize("engine", ["pdflatex", "xelatex"])
def test_latex_compiles(engine, tmp_path, themes, study, quotations, ground, stamp):
    """Both engines set hostile words and Chinese without an error, where TeX is installed."""
    if shutil.which(engine) is None:
        assert not os.environ.get("CI"), f"{engine} is needed here: .ci/run installs it"
        pytest.skip(f"{engine} is not installed")
    short = tuple(each for each in quotations if len(each.words) < 1_000)
    tables = [TABLE, Table(name="e", title="Empty", columns=TABLE.columns), excerpts_table(short, study, ground)]
    (tmp_path / PREAMBLE_NAME).write_text(preamble(), encoding="utf-8")
    (tmp_path / "hostile.tex").write_text(render_latex(tables, stamp), encoding="utf-8", newline="\n")
    (tmp_path / "all.tex").write_text(document(["hostile.tex"]), encoding="utf-8")

    done = subprocess.run(
        [engine, "-halt-on-error", "-interaction=nonstopmode", "-no-shell-escape", "all.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )

    said = done.stdout.decode("utf-8", "replace")
    if "CJKutf8.sty' not found" in said:
        assert not os.environ.get("CI"), "the CJK package is needed here: .ci/run installs it"
        pytest.skip("the CJK package is not installed")
    assert 0 == done.returncode, said[-2000:]
    assert (tmp_path / "all.pdf").stat().st_size > 10_000


def test_the_paper_table_has_one_row_a_theme(themes, study):
    """Theme, how many, who, and an excerpt of somebody who may be quoted."""
    table = paper_table(themes, study)

    assert ["Mutual trust", "Money"] == [row[1] for row in table.rows]
    assert 2 == table.rows[0][3]
    assert table.rows[0][5] is not None
