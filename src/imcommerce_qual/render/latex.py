r"""Tables as LaTeX with booktabs: a fragment to ``\input``, which breaks over pages and repeats its heading row."""

from __future__ import annotations

from collections.abc import Iterable

from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Cell, Table, for_people
from imcommerce_qual.render.latextext import PREAMBLE, escape_latex
from imcommerce_qual.render.stampwords import provenance_lines
from imcommerce_qual.render.widths import shares
from imcommerce_qual.render.words import number_words

PREAMBLE_NAME = "imqual-preamble.tex"
#: A document that shows all fragments of a folder, to look at them and to test them.
_DOCUMENT = r"""\documentclass[10pt,a4paper]{article}
\usepackage[margin=2cm,landscape]{geometry}
\input{imqual-preamble}
\begin{document}
%s\end{document}
"""
#: From so many columns on, small print.
_MANY = 7


def preamble() -> str:
    """What the fragments need in the preamble of their document."""
    return PREAMBLE


def document(names: Iterable[str]) -> str:
    r"""A document that has these fragments one after the other.

    >>> print(document(["themes.tex"]).splitlines()[4])
    \input{themes.tex}\clearpage
    """
    return _DOCUMENT % "".join(f"\\input{{{name}}}\\clearpage\n" for name in names)


def render_latex(tables: Iterable[Table], stamp: Stamp) -> str:
    """The tables of one export, each with its notes under it; nothing in a cell is ever a command."""
    head = f"% Made with imqual {stamp.tool}. In the preamble of your document: \\input{{imqual-preamble}}\n"
    return head + "\n".join(_table(for_people(table), stamp) for table in tables)


def _table(table: Table, stamp: Stamp) -> str:
    columns = len(table.columns)
    small = r"\scriptsize\setlength{\tabcolsep}{3pt}" if columns >= _MANY else r"\footnotesize"
    gap = "6pt" if columns >= _MANY else "12pt"
    specs = "".join(
        rf">{{\raggedright\arraybackslash}}p{{\dimexpr {share:.4f}\linewidth-{gap}\relax}}"
        if column.kind == "text"
        else rf">{{\raggedleft\arraybackslash}}p{{\dimexpr {share:.4f}\linewidth-{gap}\relax}}"
        for column, share in zip(table.columns, shares(table), strict=True)
    )
    heading = " & ".join(rf"\textbf{{{escape_latex(column.title)}}}" for column in table.columns) + r" \\"
    caption = ". ".join([table.title.rstrip("."), *(["Synthetic"] if stamp.synthetic else [])])
    rows = [" & ".join(map(_cell, row)) + r" \\" for row in table.rows]
    if table.summary:
        rows += [r"\midrule", " & ".join(map(_cell, table.summary)) + r" \\"]
    warnings = provenance_lines(stamp.constructed, synthetic=stamp.synthetic)
    notes = dict.fromkeys([*warnings, *table.notes])
    return "\n".join(
        [
            rf"\begingroup{small}",
            rf"\begin{{longtable}}{{@{{}}{specs}@{{}}}}",
            rf"\multicolumn{{{columns}}}{{@{{}}p{{\linewidth}}@{{}}}}{{\raggedright\normalsize\textbf{{{escape_latex(caption)}}}}}\\",
            r"\toprule",
            heading,
            r"\midrule\endfirsthead",
            r"\toprule",
            heading,
            r"\midrule\endhead",
            r"\bottomrule\endfoot",
            *(rows or [rf"\multicolumn{{{columns}}}{{@{{}}l@{{}}}}{{(no rows)}}\\"]),
            r"\end{longtable}",
            r"\noindent{\scriptsize\raggedright",
            *(rf"{escape_latex(note)}\par" for note in notes),
            r"}\endgroup",
            "",
        ]
    )


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return escape_latex(cell) if isinstance(cell, str) else number_words(cell)
