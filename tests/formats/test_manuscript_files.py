"""Drafts of several files: which are read in, in which order, and what is said of those that are not."""

from __future__ import annotations

import pytest

from imcommerce_qual.formats.manuscripts.fetching import Fetched
from imcommerce_qual.formats.manuscripts.reading import read_manuscript


def drafted(name: str, files: dict[str, str | bytes]):
    """The draft *name* of *files*, each of which may ask for the others by name, with or without its ending."""

    def fetch(wanted: str, _asking: str) -> Fetched:
        for each in (wanted, f"{wanted}.tex"):
            if each in files:
                raw = files[each]
                return Fetched(name=each, raw=raw.encode() if isinstance(raw, str) else raw)
        return Fetched(name=wanted, why="there is no such file")

    raw = files[name]
    return read_manuscript(name, raw.encode() if isinstance(raw, str) else raw, fetch)


def _texts(manuscript) -> list[str]:
    return [each.text for each in manuscript.blocks]


@pytest.mark.parametrize(
    "command",
    [r"\input{one}", r"\input{one.tex}", r"\include{one}", r"\subfile{one}", r"\import{}{one}", r"\input one"],
)
def test_latex_reads_in_what_stands_in_other_files(command):
    """The text stands where it is read in."""
    manuscript = drafted("main.tex", {"main.tex": f"First.\n\n{command}\n\nLast.", "one.tex": "In between."})

    assert _texts(manuscript) == ["First.", "In between.", "Last."]
    assert manuscript.notes == ()


def test_a_file_with_a_preamble_gives_its_body():
    """As the subfiles package has it; and commands that are defined in a file are known after it."""
    files = {
        "main.tex": "\\input{macros}\n\\begin{document}\n\\subfile{one}\n\\end{document}",
        "macros.tex": "\\newcommand{\\said}[2]{``#1'' (#2)}",
        "one.tex": (
            "\\documentclass[main]{subfiles}\n\\begin{document}\n\\said{So}{S03} \\endinput no\n\\end{document}\nno"
        ),
    }

    assert _texts(drafted("main.tex", files)) == ["“So” (S03)"]


def test_every_character_knows_its_file():
    """The places of a piece lie behind those of the files read before it."""
    files = {"main.tex": "a\n\\input{one}\nb", "one.tex": "word"}
    manuscript = drafted("main.tex", files)

    starts = {name: start for start, name in manuscript.pieces}
    block = manuscript.blocks[0]
    at = block.text.index("word")
    assert manuscript.source[starts["one.tex"] :] == "word"
    assert block.source_at(at) == starts["one.tex"]
    assert block.source_at(block.text.index("b")) == files["main.tex"].index("b")


@pytest.mark.parametrize(
    ("files", "note"),
    [
        ({"main.tex": "x\n\\input{gone}"}, "not read: `gone` (main.tex, line 2): there is no such file"),
        ({"main.tex": "\\input{main}"}, "not read: `main` (main.tex, line 1): it reads itself in"),
        (
            {"main.tex": "\\input{one}", "one.tex": "a\n\n\\input{main}"},
            "not read: `main` (one.tex, line 3): it reads itself in",
        ),
        ({"main.tex": "\\input{one}", "one.tex": b"\0\1\2\3" * 400}, "NUL bytes stand in this file, so it is not text"),
    ],
)
def test_what_cannot_be_read_in_is_said_with_its_place(files, note):
    """A missing file, one that reads itself in, one that is no text: the rest is read."""
    (said,) = drafted("main.tex", files).notes

    assert said.endswith(note)


@pytest.mark.parametrize(
    "source",
    [
        "% \\input{one}",
        "\\iffalse\\input{one}\\fi",
        "\\InputIfFileExists{gone}{}{}",
        "\\verb|\\input{one}|",
        "\\input{\\name}",
    ],
)
def test_what_is_not_meant_is_not_read_in(source):
    """Comments, what is switched off, and names that a macro makes."""
    manuscript = drafted("main.tex", {"main.tex": source, "one.tex": "In between."})

    assert "In between." not in _texts(manuscript)
    assert manuscript.notes == ()


def test_only_the_chapters_wanted_are_read():
    r"""``\includeonly`` leaves the others out, as LaTeX does."""
    files = {
        "main.tex": "\\includeonly{one}\n\\begin{document}\\include{one}\\include{two}\\end{document}",
        "one.tex": "One.",
        "two.tex": "Two.",
    }

    assert _texts(drafted("main.tex", files)) == ["One."]


def test_many_files_in_files_come_to_an_end():
    """A chain of files is followed to a depth that no draft has."""
    files: dict[str, str | bytes] = {f"f{n}.tex": f"\\input{{f{n + 1}}}" for n in range(60)}

    (said,) = drafted("f0.tex", files).notes
    assert "too many files in files" in said


def test_quarto_and_r_markdown_read_files_in():
    """An include of Quarto, a child of R Markdown; no front matter and no code of theirs."""
    files = {
        "main.qmd": "First.\n\n{{< include one.qmd >}}\n\n```{r child='two.Rmd'}\n```\n\nLast.",
        "one.qmd": "---\ntitle: none\n---\n\nOne.",
        "two.Rmd": "Two.\n\n```{r}\nnone\n```\n",
    }

    assert _texts(drafted("main.qmd", files)) == ["First.", "One.", "Two.", "Last."]
