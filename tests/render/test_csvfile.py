"""CSV for programs."""

from __future__ import annotations

import csv
import io

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Column, Table
from imcommerce_qual.render.csvfile import render_csv
from imcommerce_qual.render.evidencetables import excerpts_table

REAL = Stamp(study="Chats", codebook="shop", revision=2, codebook_hash="0" * 16, tool="0.1.0")


def parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_words_survive_exactly(study, ground, quotations, stamp):
    """Whatever the words look like, a program reads the transcript's own back."""
    table = excerpts_table(quotations, study, ground)
    column = [each.key for each in table.columns].index("words")

    rows = parsed(render_csv(table, stamp))

    assert [each.words for each in quotations] == [row[column] for row in rows[1:]]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_any_words_survive(words):
    """Also line ends of every kind, quotes, commas, NUL and white space."""
    table = Table(name="t", title="T", columns=(Column(key="w", title="W"),), rows=tuple((each,) for each in words))

    assert [["w", "provenance"], *([each, "real"] for each in words)] == parsed(render_csv(table, REAL))


def test_the_dialect_is_the_promised_one():
    """No mark, LF, keys first, nothing for None, true and false, quotes only where they are needed."""
    table = Table(
        name="t",
        title="T",
        columns=(
            Column(key="w", title="Words"),
            Column(key="n", title="N", kind="integer"),
            Column(key="x", title="X", kind="number"),
            Column(key="f", title="F", kind="flag"),
        ),
        rows=(("=1+1", 3, 0.5, True), ('a "b",\nc', None, None, False), ("a\rb", None, None, None)),
    )

    assert ('w,n,x,f,provenance\n=1+1,3,0.5,true,real\n"a ""b"",\nc",,,false,real\n"a\rb",,,,real\n') == render_csv(
        table, REAL
    )


def test_an_unpaired_surrogate_does_not_stop_the_file_from_being_written():
    """The failure to write it would carry a participant's words in its message."""
    table = Table(name="t", title="T", columns=(Column(key="w", title="W"),), rows=(("a\ud800b",),))

    assert "a�b,real" == render_csv(table, REAL).encode().decode().splitlines()[1]


def test_pandas_reads_the_columns_with_their_types(study, ground, quotations, stamp):
    """The file opens where researchers go on working, without an option to set."""
    frame = pd.read_csv(io.StringIO(render_csv(excerpts_table(quotations, study, ground), stamp)))

    assert (len(quotations), 19) == frame.shape
    assert ("int64", "bool") == (str(frame["start"].dtype), str(frame["unsure"].dtype))
    assert {"synthetic, constructed example"} == set(frame["provenance"])
