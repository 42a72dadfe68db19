"""The commands and environments of LaTeX, and of the packages that papers use, by what they do to the text."""

from __future__ import annotations

import re

QUOTING = re.compile(r"quot|excerpt|vignette|verse|extract|interviewdata", re.IGNORECASE)
TABLES = re.compile(r"^(?:tabular[xy*]?|longtable|tabu|array|supertabular|tblr|longtblr|xltabular|tabulary)$")
DROPPED = re.compile(
    r"^(?:verbatim|lstlisting|comment|equation|align|gather|multline|eqnarray|displaymath|tikzpicture|thebibliography|"
    r"filecontents|minted|CCSXML|algorithm\w*|math)\*?$"
)
HEADINGS = {"part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph", "title"}
CITES = re.compile(r"^(?:[a-zA-Z]*cite[a-zA-Z]*|citeauthor|shortcite)\*?$")
#: Commands that leave nothing, with how many arguments they take.
SILENT = {
    **dict.fromkeys(
        [
            "label",
            "ref",
            "pageref",
            "autoref",
            "cref",
            "Cref",
            "nameref",
            "eqref",
            "url",
            "vspace",
            "hspace",
            "includegraphics",
            "bibliography",
            "bibliographystyle",
            "usepackage",
            "documentclass",
            "pagestyle",
            "thispagestyle",
            "input",
            "include",
            "todo",
            "sout",
            "st",
            "deleted",
            "color",
            "author",
            "affiliation",
            "institution",
            "email",
            "thanks",
            "orcid",
            "date",
            "keywords",
            "ccsdesc",
            "acmConference",
            "acmDOI",
            "acmISBN",
            "acmYear",
            "acmVolume",
            "acmNumber",
            "acmArticle",
            "acmMonth",
            "acmJournal",
            "setcopyright",
            "copyrightyear",
            "hypersetup",
            "textdel",
            "index",
            "glsadd",
            "newacronym",
            "addbibresource",
            "cmidrule",
            "cline",
            "vskip",
            "hskip",
            "phantom",
            "vphantom",
            "graphicspath",
            "setlist",
            "received",
            "city",
            "country",
            "state",
            "streetaddress",
            "postcode",
            "authornote",
            "authornotemark",
        ],
        1,
    ),
    **dict.fromkeys(
        [
            "setlength",
            "addtolength",
            "setcounter",
            "addtocounter",
            "definecolor",
            "fontsize",
            "rule",
            "captionsetup",
            "geometry",
        ],
        2,
    ),
}
#: Commands that show only their last argument, with how many they take.
LAST = {"textcolor": 2, "colorbox": 2, "href": 2, "multicolumn": 3, "multirow": 3, "foreignlanguage": 2, "parbox": 2,
         "raisebox": 2, "makebox": 1, "resizebox": 3, "scalebox": 2, "texorpdfstring": 2, "hyperref": 1}  # fmt: skip
SYMBOLS = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "lips": "…", "dotso": "…", "cdots": "…",
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’", "lq": "‘",
    "rq": "’", "textquotesingle": "'", "textquotedbl": '"', "glqq": "„", "grqq": "“", "flqq": "«", "frqq": "»",
    "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»", "quotedblbase": "„",
    "textendash": "–", "textemdash": "—", "slash": "/", "textbackslash": "\\", "textasciitilde": "~", "lbrack": "[",
    "rbrack": "]", "S": "§", "ss": "ß", "ae": "æ", "oe": "œ", "o": "ø", "aa": "å", "l": "ł", "i": "ı", "textbar": "|",
    "textless": "<", "textgreater": ">", "textdollar": "$", "textunderscore": "_", "space": " ", "quad": " ",
    "qquad": " ", "newline": "\x1e", "linebreak": "\x1e", "textasciicircum": "^", "xspace": "", "ignorespaces": "",
}  # fmt: skip
ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
            "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328"}  # fmt: skip
#: csquotes and dirtytalk: (keys before the words, a quotation of its own block, cites literature).
QUOTES = {
    "enquote": (0, False, False), "textquote": (0, False, False), "say": (0, False, False),
    "foreignquote": (1, False, False),
    "foreigntextquote": (1, False, False), "hyphenquote": (1, False, False), "textcquote": (1, False, True),
    "foreigntextcquote": (2, False, True), "blockquote": (0, True, False), "blockcquote": (1, True, True),
    "foreignblockquote": (1, True, False), "q": (0, False, False),
}  # fmt: skip
