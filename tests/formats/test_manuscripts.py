"""Drafts as blocks of text: what each format hides, and where every character stands in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.manuscripts import second_docx
from tests.manuscripts.writers import docx, pdf, table

from imcommerce_qual.formats.manuscripts.pdf import without_line_numbers
from imcommerce_qual.formats.manuscripts.reading import NotReadableError, read_manuscript


def texts(name: str, raw: bytes | str) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    found = read_manuscript(name, raw if isinstance(raw, bytes) else raw.encode())
    return [(each.kind, each.text) for each in found.blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("He said ``so, 50\\%''---twice.", [("prose", "He said “so, 50%”—twice.")]),
        ("One % hidden ``words''\ntwo", [("prose", "One two")]),
        ("\\enquote{a \\enquote{b} c}~\\cite[p.~3]{x}", [("prose", "“a ‘b’ c” \ue000")]),
        ("\\begin{quote}\nIt is \\ldots{} so \\\\ --- S03\n\\end{quote}", [("quote", "It is … so\n— S03")]),
        ("\\newcommand{\\p}[1]{\\textbf{S#1}}\\p{03} said", [("prose", "S03 said")]),
        ("\\newcommand{\\q}[2]{\\begin{quote}#1 (#2)\\end{quote}}\\q{words}{S03}", [("quote", "words (S03)")]),
        ("A\\footnote{``b'' (S03)} c", [("note", "“b” (S03)"), ("prose", "A c")]),
        ("\\section{Trust}\\label{s} x", [("heading", "Trust"), ("prose", "x")]),
        ("\\begin{tabular}{ll} S03 & ``a'' \\\\ \\end{tabular}", [("cell", "S03"), ("cell", "“a”")]),
        ("\\pquote{some words that are long}{S03}", [("quote", "some words that are long (S03)")]),
        ("caf\\'e na\\\"{\\i}ve", [("prose", "café naïve")]),
    ],
)
def test_latex_reads_as_it_prints(source, expected):
    """Commands, comments, macros and environments become what a reader sees."""
    assert expected == texts("d.tex", source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("> a\n> b\n>\n> — S03\n\nc", [("quote", "a b"), ("quote", "— S03"), ("prose", "c")]),
        ("a **b** _c_ [d](x) `e` [@k, p. 3]", [("prose", "a b c d e \ue000")]),
        ("| S03 | a |\n|---|---|\n| S04 | b |", [("cell", "S03"), ("cell", "a"), ("cell", "S04"), ("cell", "b")]),
        ("x[^1]\n\n[^1]: “y” (S03)", [("prose", "x"), ("note", "“y” (S03)")]),
        ("a […] b \\[c\\] &ldquo;d&rdquo;", [("prose", "a […] b [c] “d”")]),
        ("都是\n认识的人", [("prose", "都是认识的人")]),
        ("```\n“code”\n```\n\n# H\n", [("heading", "H")]),
    ],
)
def test_markdown_reads_as_it_prints(source, expected):
    """Quotations, tables, notes and emphasis become what a reader sees."""
    assert expected == texts("d.md", source)


def test_word_accepts_tracked_changes_and_joins_runs():
    """What was deleted is not there, what was inserted is; a word split into runs is one word."""
    change = (
        '<w:p><w:r><w:t xml:space="preserve">I </w:t></w:r><w:del><w:r><w:delText>love</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>li</w:t></w:r><w:r><w:t>ke</w:t></w:r></w:ins><w:r><w:instrText>ADDIN</w:instrText></w:r></w:p>"
    )
    raw = docx(
        [
            ("h", "Trust"),
            ("xml", change),
            ("quote", "By style"),
            ("indent", "By layout"),
            ("xml", table([("S03", "x")])),
        ],
        notes=["Note"],
    )
    found = read_manuscript("d.docx", raw)

    expected = [
        ("heading", "Trust"),
        ("prose", "I like"),
        ("quote", "By style"),
        ("quote", "By layout"),
        ("cell", "S03"),
        ("cell", "x"),
        ("note", "Note"),
    ]
    assert expected == [(each.kind, each.text) for each in found.blocks]
    assert "paragraph 2" == found.labels[1]
    assert "footnote 1" == found.labels[-1]


def test_a_pdf_loses_its_running_heads_and_hyphens():
    """A quotation that goes over a page is one text; what stands at the edge of every page is not in it."""
    raw = pdf(["Something about everything that happened in between. " * 60, "“The end” (S03)."])
    found = read_manuscript("d.pdf", raw)
    text = " ".join(each.text for each in found.blocks)

    assert "Shopping in chat groups" not in text
    assert "“The end” (S03)." in text
    assert 60 == text.replace("-", "").count("everything that happened")


def test_a_text_file_knows_block_quotations_by_their_indent():
    """An indented paragraph is a quotation, and its place is that of its first letter."""
    found = read_manuscript("d.txt", b"He said:\n\n    They are all\n    people (S03)\n")

    assert [("prose", "He said:"), ("quote", "They are all people (S03)")] == [(b.kind, b.text) for b in found.blocks]
    assert 14 == found.blocks[1].source_at(0)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("d.odt", b"x"),
        ("d.md", b""),
        ("d.docx", b"no zip"),
        ("d.pdf", b"%PDF-1.4 torn"),
        ("d.txt", b"\x00\x01\x02\x03"),
        ("d.doc", b"\xd0\xcf\x11\xe0"),
    ],
)
def test_what_cannot_be_read_is_said(name, raw):
    """A wrong, empty or damaged file is the user's to mend, with a word on how."""
    with pytest.raises(NotReadableError) as stopped:
        read_manuscript(name, raw)

    assert stopped.value.remedy


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("d.md", b"%PDF-1.4", "it is a PDF, whatever its name says"),
        ("d.pdf", b"PK\x03\x04 word/document.xml", "it is a Word document, whatever its name says"),
        ("d.docx", b"PK\x03\x04 content.xml", "an archive, or a file of another office program"),
        ("d.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked by a password"),
        ("d.docx", b"\xd0\xcf\x11\xe0", "a Word document of before 2007"),
        ("d.txt", b"\x89PNG\r\n", "it is a picture"),
        ("d.tex", b"{\\rtf1", "it is an RTF document"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(name, raw, said):
    """A renamed or locked file is told by its first bytes."""
    with pytest.raises(NotReadableError, match=said):
        read_manuscript(name, raw)


def test_numbers_of_lines_are_no_words_of_a_pdf():
    """Drafts for review number their lines; other numbers at the end of a line stay."""
    pages = [[f"text of this line {n}" for n in range(1, 13)], ["in 2020", *(f"{n} more of it" for n in range(13, 30))]]
    bare, printed = without_line_numbers(pages)

    assert ["text of this line"] * 12 == bare[0]
    assert ["in 2020", *["more of it"] * 17] == bare[1]
    assert (12, 13) == (printed[0, 11], printed[1, 1])
    fifth = [f"line {n}" if n % 5 == 0 else "line" for n in range(1, 41)]
    assert ["line"] * 40 == without_line_numbers([fifth])[0][0]
    assert ([["up to 1", "and 3", "of 12"]], {}) == without_line_numbers([["up to 1", "and 3", "of 12"]])


def test_a_word_document_of_several_files_says_so():
    """What Word puts in from another file is not in this one."""
    raw = docx([("p", "S04: “I only buy fruit”"), ("xml", "<w:altChunk/>")])

    (note,) = read_manuscript("d.docx", raw).notes
    assert note.startswith("not read: 1 other file that Word puts into this document")


def test_a_text_box_is_read_once():
    """Word writes it a second time for old readers."""
    raw = second_docx.health()

    assert 1 == sum("going to rain" in text for _, text in texts("d.docx", raw))


def test_a_word_file_with_entities_is_refused():
    """No Word document declares any; a bomb does."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(NotReadableError, match="entities"):
        read_manuscript("d.docx", out.getvalue())


@given(
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=120),
    st.sampled_from(["md", "tex", "txt"]),
)
def test_every_character_has_its_place_in_the_file(text, kind):
    """A letter of a block that the file has as it is stands where the block says."""
    raw = f"x {text}"
    found = read_manuscript(f"d.{kind}", raw.encode())
    for block in found.blocks:
        places = [block.source_at(n) for n in range(len(block.text))]

        assert all(0 <= place < max(1, len(found.source)) for place in places)
