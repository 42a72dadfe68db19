r"""Words as LaTeX that shows them as they are, under pdfLaTeX and XeLaTeX alike.

Chinese goes into ``\zh{}``, and what a Latin font of eight bits lacks into ``\imqualother``: both are defined in the
preamble that is written beside the tables.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Literal

from imcommerce_qual.render.phrases import visible

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_\allowbreak{}",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    # After the end of a row, these would belong to that.
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
    "\t": " ",
    "\n": r"\newline ",
    "\u00a0": "~",
    "\u00ad": r"\-",
    "\u2007": "~",
    "\u202f": "~",
}
#: Beside Latin-1, what both engines have in their default fonts.
_KNOWN = frozenset("“”‘’„‚–—…•€†‡‹›")
#: A code may be broken before the name of the one below it: ``trust.person``.
_STEP = re.compile(r"(?<=[a-z0-9])\.(?=[a-z])")
#: Two of these side by side would become one sign.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=,)(?=,)|(?<=')(?=')")

PREAMBLE = r"""% Preamble of the tables that imqual writes: \input it after \documentclass.
% Under pdfLaTeX, Chinese is set in the fonts of the CJK package (gbsn); under XeLaTeX, in the first of the fonts below
% that is installed. Characters that pdfLaTeX has in no font are printed as their Unicode number.
\usepackage{booktabs,longtable,array,iftex}
\ifXeTeX
  \usepackage{fontspec}
  \IfFontExistsTF{Noto Serif CJK SC}{\newfontfamily\imqualzhfont{Noto Serif CJK SC}}{%
  \IfFontExistsTF{Source Han Serif SC}{\newfontfamily\imqualzhfont{Source Han Serif SC}}{%
  \IfFontExistsTF{SimSun}{\newfontfamily\imqualzhfont{SimSun}}{%
  \IfFontExistsTF{Songti SC}{\newfontfamily\imqualzhfont{Songti SC}}{%
  \IfFontExistsTF{FandolSong-Regular.otf}{\newfontfamily\imqualzhfont{FandolSong-Regular.otf}}{%
  \IfFontExistsTF{AR PL SungtiL GB}{\newfontfamily\imqualzhfont{AR PL SungtiL GB}}{%
  \let\imqualzhfont\relax\PackageWarning{imqual}{no Chinese font found: name one in imqual-preamble.tex}}}}}}}
  \XeTeXlinebreaklocale "zh"
  \XeTeXlinebreakskip = 0pt plus 1pt
  \newcommand{\zh}[1]{{\imqualzhfont #1}}
  \newcommand{\imqualother}[2]{{\imqualzhfont #2}}
\else
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{textcomp}
  \usepackage{CJKutf8}
  \newcommand{\zh}[1]{\begin{CJK}{UTF8}{gbsn}#1\end{CJK}}
  \newcommand{\imqualother}[2]{{\footnotesize[U+#1]}}
\fi
"""

#: What stands in the words for marks of our own: participants' words have neither, being made visible first.
_OURS = {"\0": "{}", "\1": r"\allowbreak{}"}

Script = Literal["latin", "chinese", "other"]


def escape_latex(words: str) -> str:
    r"""Words for a paragraph or a table's cell with a width of its own, where LF begins a new line.

    >>> print(escape_latex("=1+1 \\input{x} 100% [laughs] 群里"))
    =1+1 \textbackslash{}input\{x\} 100\% {[}laughs{]} \zh{群里}
    """
    plain = visible(words.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_run(script, "".join(run)) for script, run in groupby(plain, _script))


def _script(character: str) -> Script:
    if character < "\u0100" or character in _KNOWN or character in _SIGNS:
        return "latin"
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return "other"
    return "chinese"


def _run(script: Script, run: str) -> str:
    if script == "chinese":
        return rf"\zh{{{run}}}"
    if script == "other":
        return "".join(rf"\imqualother{{{ord(each):04X}}}{{{each}}}" for each in run)
    apart = _LIGATURE.sub("\0", run)
    broken = _STEP.sub(".\1", apart)
    return "".join(_OURS.get(each) or _SIGNS.get(each, each) for each in broken)
