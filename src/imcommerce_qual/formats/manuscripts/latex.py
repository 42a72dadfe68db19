"""LaTeX as it reads: macros of the draft's own expanded, quotations of csquotes and environments, no comments."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from imcommerce_qual.formats.manuscripts.chars import Chars, block_of, emphasised
from imcommerce_qual.model.manuscript import CITATION, Block, BlockKind

_QUOTING = re.compile(r"quot|excerpt|vignette|verse|extract|interviewdata", re.IGNORECASE)
_TABLES = re.compile(r"^(?:tabular[xy*]?|longtable|tabu|array|supertabular|tblr|longtblr|xltabular|tabulary)$")
_DROPPED = re.compile(
    r"^(?:verbatim|lstlisting|comment|equation|align|gather|multline|eqnarray|displaymath|tikzpicture|thebibliography|"
    r"filecontents|minted|CCSXML|algorithm\w*|math)\*?$"
)
_HEADINGS = {"part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph", "title"}
_CITES = re.compile(r"^(?:[a-zA-Z]*cite[a-zA-Z]*|citeauthor|shortcite)\*?$")
#: Commands that leave nothing, with how many arguments they take.
_SILENT = {
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
_LAST = {"textcolor": 2, "colorbox": 2, "href": 2, "multicolumn": 3, "multirow": 3, "foreignlanguage": 2, "parbox": 2,
         "raisebox": 2, "makebox": 1, "resizebox": 3, "scalebox": 2, "texorpdfstring": 2, "hyperref": 1}  # fmt: skip
_SYMBOLS = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "lips": "…", "dotso": "…", "cdots": "…",
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’", "lq": "‘",
    "rq": "’", "textquotesingle": "'", "textquotedbl": '"', "glqq": "„", "grqq": "“", "flqq": "«", "frqq": "»",
    "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»", "quotedblbase": "„",
    "textendash": "–", "textemdash": "—", "slash": "/", "textbackslash": "\\", "textasciitilde": "~", "lbrack": "[",
    "rbrack": "]", "S": "§", "ss": "ß", "ae": "æ", "oe": "œ", "o": "ø", "aa": "å", "l": "ł", "i": "ı", "textbar": "|",
    "textless": "<", "textgreater": ">", "textdollar": "$", "textunderscore": "_", "space": " ", "quad": " ",
    "qquad": " ", "newline": "\x1e", "linebreak": "\x1e", "textasciicircum": "^", "xspace": "", "ignorespaces": "",
}  # fmt: skip
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
            "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328"}  # fmt: skip
#: csquotes and dirtytalk: (keys before the words, a quotation of its own block, cites literature).
_QUOTES = {
    "enquote": (0, False, False), "textquote": (0, False, False), "say": (0, False, False),
    "foreignquote": (1, False, False),
    "foreigntextquote": (1, False, False), "hyphenquote": (1, False, False), "textcquote": (1, False, True),
    "foreigntextcquote": (2, False, True), "blockquote": (0, True, False), "blockcquote": (1, True, True),
    "foreignblockquote": (1, True, False), "q": (0, False, False),
}  # fmt: skip
_DEEPEST = 24


@dataclass(slots=True)
class _Macro:
    arguments: int
    default: Chars | None
    body: Chars


@dataclass(slots=True)
class Latex:
    """The blocks found, the files that are read in and were not followed."""

    blocks: list[Block] = field(default_factory=list)
    included: list[str] = field(default_factory=list)


def read_latex(source: str) -> Latex:
    """The blocks of a LaTeX file, or of a piece of one without preamble."""
    walker = _Walker()
    chars = Chars.of(source)
    begin = re.search(r"(?<!\\)\\begin\{document\}", source)
    if begin:
        walker.walk(chars[: begin.start()], 0)
        walker.current.clear()
        chars = chars[begin.end() :]
    end = re.search(r"(?m)^[^%\n]*?\\end\{document\}", chars.text)
    walker.walk(chars[: end.end()] if end else chars, 0)
    walker.flush()
    return walker.found


_COMMAND = re.compile(r"\\([A-Za-z@]+\*?|.|\n)", re.DOTALL)


@dataclass(slots=True)
class _Walker:
    found: Latex = field(default_factory=Latex)
    current: list[Chars] = field(default_factory=list)
    macros: dict[str, _Macro] = field(default_factory=dict)
    environments: dict[str, BlockKind] = field(default_factory=dict)
    kinds: list[tuple[str, BlockKind]] = field(default_factory=list)
    tables: int = 0
    row: int = 0
    column: int = 0
    cited: bool = False
    quotes: int = 0

    @property
    def kind(self) -> BlockKind:
        return self.kinds[-1][1] if self.kinds else "prose"

    def flush(self) -> None:
        """What was gathered is a block."""
        cell = self.kind == "cell"
        block = block_of(
            Chars.joined(self.current),
            self.kind,
            row=self.row if cell else None,
            column=self.column if cell else None,
            cited=self.cited,
        )
        self.current.clear()
        if block is not None:
            self.found.blocks.append(block)

    def aside(self, chars: Chars, kind: BlockKind, depth: int) -> None:
        """A footnote, heading or caption: a block of its own, in the midst of another."""
        kept, self.current = self.current, []
        self.kinds.append(("", kind))
        self.walk(chars, depth + 1)
        self.flush()
        self.kinds.pop()
        self.current = kept

    def walk(self, chars: Chars, depth: int) -> None:  # noqa: C901 - what is written decides, case by case
        """Everything in *chars*, which come from the file or from a macro's body."""
        text = chars.text
        i = 0
        while i < len(text) and depth < _DEEPEST:
            c = text[i]
            if c == "\\":
                i = self.command(chars, i, depth)
            elif c == "%":
                end = text.find("\n", i)
                end = len(text) if end < 0 else end + 1
                while end < len(text) and text[end] in " \t":
                    end += 1
                i = end
            elif c in "{}":
                i += 1
            elif c == "~":
                self.current.append(chars.put(" ", i))
                i += 1
            elif c == "$":
                i = self.math(chars, i)
            elif c == "&" and self.kind == "cell":
                self.flush()
                self.column += 1
                i += 1
            elif c == "\n" and (blank := re.compile(r"\n[ \t]*\n\s*").match(text, i)):
                if self.kind == "cell":
                    self.current.append(chars.put(" ", i))
                else:
                    self.flush()
                i = blank.end()
            else:
                i = self.plain(chars, i)

    def plain(self, chars: Chars, i: int) -> int:
        """A character of text, or several that print as one."""
        text = chars.text
        for written, shown in (
            ("```", "“‘"), ("'''", "’”"), ("``", "“"), ("''", "”"), (",,", "„"), ("<<", "«"), (">>", "»"), ("---", "—"),
            ("--", "–"), ("`", "‘"), ("?`", "¿"), ("!`", "¡"),
        ):  # fmt: skip
            if text.startswith(written, i):
                self.current.append(chars.put(shown, i))
                return i + len(written)
        if text[i] == "'":
            self.current.append(chars.put("’", i))
            return i + 1
        end = i + 1
        while end < len(text) and (text[end].isalnum() or text[end] in " .,;:()"):
            end += 1
        self.current.append(chars[i:end])
        return end

    def math(self, chars: Chars, i: int) -> int:
        double = chars.text.startswith("$$", i)
        mark = "$$" if double else "$"
        end = chars.text.find(mark, i + len(mark))
        if end < 0 or end - i > 400:
            return i + len(mark)
        inside = chars.text[i + len(mark) : end]
        if not double:
            shown = re.sub(r"\\(?:ldots|dots|cdots)", "…", inside)
            shown = re.sub(r"\\[A-Za-z]+|[{}\\]", "", shown)
            self.current.append(chars.put(shown, i))
        return end + len(mark)

    def command(self, chars: Chars, i: int, depth: int) -> int:  # noqa: C901, PLR0912 - what is written decides, case by case
        """The command at *i*; returns where to go on."""
        text = chars.text
        match = _COMMAND.match(text, i)
        if match is None:
            return i + 1
        name, after = match[1], match.end()
        bare = name.rstrip("*") if len(name) > 1 else name
        if not name[0].isalpha():
            return self.sign(chars, i, name, after)
        if name[0].isalpha() and name not in self.macros:
            while after < len(text) and text[after] in " \t":
                after += 1
        if bare in {"begin", "end"}:
            return self.environment(chars, bare, after, depth)
        if bare in {"newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "def", "NewDocumentCommand",
                    "newenvironment", "renewenvironment", "NewDocumentEnvironment"}:  # fmt: skip
            return self.define(chars, bare, after)
        if name in self.macros:
            return self.expand(chars, i, self.macros[name], after, depth)
        if bare == "iffalse":
            stop = re.compile(r"\\fi(?![A-Za-z])").search(text, after)
            return stop.end() if stop else len(text)
        if bare in {"par", "item", "clearpage", "newpage", "bigskip", "medskip", "smallskip", "noindent", "maketitle"}:
            if bare != "noindent":
                self.flush()
            if bare == "item" and text[after : after + 1] == "[":
                after = self.shown(chars, after, depth, "[", "]")
                if text[after - 2 : after - 1].isalnum():  # \item[S05] sets a name before what follows
                    self.current.append(chars.put(": ", after - 1))
            return after
        if bare in _HEADINGS:
            after = _skip(text, after, "[")
            begin, end = _group(text, after)
            self.flush()
            self.aside(chars[begin:end], "heading", depth)
            return end + 1
        if bare in {"caption", "captionof"}:
            after = _skip(text, after, "[")
            begin, end = _group(text, after)
            self.aside(chars[begin:end], "caption", depth)
            return end + 1
        if bare in {"footnote", "footnotetext", "endnote", "sidenote", "marginpar"}:
            begin, end = _group(text, _skip(text, after, "["))
            self.aside(chars[begin:end], "note", depth)
            return end + 1
        if bare == "footnotemark":
            return _skip(text, after, "[")
        if bare in _QUOTES:
            return self.quotation(chars, i, bare, after, depth)
        if _CITES.match(name):
            return self.cite(chars, i, after)
        if bare in {"input", "include", "subfile"}:
            begin, end = _group(text, after)
            self.found.included.append(text[begin:end])
            return end + 1
        return self.other(chars, i, bare, after, depth)

    def other(self, chars: Chars, i: int, bare: str, after: int, depth: int) -> int:  # noqa: C901, PLR0912 - what is written decides, case by case
        text = chars.text
        if bare in _SILENT:
            for _ in range(_SILENT[bare]):
                after = _skip(text, after, "[")
                if text[after : after + 1] == "{":
                    after = _group(text, after)[1] + 1
            return after
        if bare in _LAST:
            begin = end = after
            for _ in range(_LAST[bare]):
                after = _skip(text, _skip(text, after, "["), "[")
                if text[after : after + 1] != "{":
                    break
                begin, end = _group(text, after)
                after = end + 1
            self.walk(chars[begin:end], depth + 1)
            return after
        if bare in {"textit", "emph", "textsl"} and text[after : after + 1] == "{":
            begin, end = _group(text, after)
            self.walk(emphasised(chars[begin:end]), depth + 1)
            return end + 1
        if bare in _SYMBOLS:
            self.current.append(chars.put(_SYMBOLS[bare], i))
            return after + 2 if text.startswith("{}", after) else after
        if bare in _ACCENTS and len(bare) == 1:
            return self.accent(chars, i, bare, after)
        if bare in {"textelp", "textins"}:
            begin, end = _group(text, after)
            self.current += [chars.put("[…]" if bare == "textelp" and begin == end else "[", i)]
            if begin != end:
                self.current.append(chars.put("… " if bare == "textelp" else "", i))
                self.walk(chars[begin:end], depth + 1)
                self.current.append(chars.put("]", end))
            return end + 1
        if bare == "replaced":
            begin, end = _group(text, after)
            self.walk(chars[begin:end], depth + 1)
            return _group(text, end + 1)[1] + 1 if text[end + 1 : end + 2] == "{" else end + 1
        if bare == "verb":
            mark = text[after : after + 1]
            end = text.find(mark, after + 1) if mark else -1
            return end + 1 if end > 0 else after
        if _QUOTING.search(bare) and text[after : after + 1] in "{[":
            return self.foreign_quote(chars, i, after, depth)
        # A command of some package: its arguments are read as text, one after the other.
        after = _skip(text, after, "[")
        while text[after : after + 1] == "{":
            begin, end = _group(text, after)
            self.walk(chars[begin:end], depth + 1)
            after = end + 1
            if text[after : after + 1] == "{":
                self.current.append(chars.put(" ", end))
        return after

    def sign(self, chars: Chars, i: int, name: str, after: int) -> int:
        r"""``\%``, ``\\``, ``\,`` and the like."""
        text = chars.text
        if name == "\\":
            after = _skip(text, after + 1 if text[after : after + 1] == "*" else after, "[")
            if self.kind == "cell":
                self.flush()
                self.row += 1
                self.column = 0
            else:
                self.current.append(chars.put("\x1e", i))
            return after
        if name in "%&#_${}":
            self.current.append(chars.put(name, i))
        elif name in " ,;:\n>":
            self.current.append(chars.put(" ", i))
        elif name in "[(":
            end = text.find("\\]" if name == "[" else "\\)", after)
            return end + 2 if 0 <= end - after < 2000 else after
        elif name in _ACCENTS:
            return self.accent(chars, i, name, after)
        return after

    def accent(self, chars: Chars, i: int, name: str, after: int) -> int:
        begin, end = _group(chars.text, after)
        letter = chars.text[begin:end].replace("\\i", "i").replace("\\j", "j")
        self.current.append(chars.put(unicodedata.normalize("NFC", letter[:1] + _ACCENTS[name] + letter[1:]), i))
        return end + 1 if chars.text[after : after + 1] == "{" else end

    def environment(self, chars: Chars, what: str, after: int, depth: int) -> int:  # noqa: C901 - what is written decides, case by case
        text = chars.text
        begin, end = _group(text, after)
        name = text[begin:end].strip()
        after = end + 1
        bare = name.rstrip("*")
        if what == "begin" and _DROPPED.match(name):
            stop = re.compile(r"\\end\s*\{" + re.escape(name) + r"\}").search(text, after)
            self.flush()
            return stop.end() if stop else len(text)
        if what == "end":
            self.flush()
            if self.kinds and any(each == bare for each, _ in self.kinds):
                while self.kinds.pop()[0] != bare:
                    pass
            self.cited = False
            return after
        self.flush()
        kind = self.environments.get(bare)
        if kind is None:
            kind = "quote" if _QUOTING.search(bare) else "cell" if _TABLES.match(bare) else self.kind
        self.kinds.append((bare, kind))
        if kind == "cell" and _TABLES.match(bare):
            self.row += 1
            self.column = 0
            after = _skip(text, after, "[")
            for _ in range(3):
                if text[after : after + 1] == "{":
                    after = _skip(text, _group(text, after)[1] + 1, "[")
            return after
        if bare in self.macros:
            return self.expand(chars, after, self.macros[bare], after, depth)
        if kind == "quote":
            kept = after
            after = _skip(text, after, "[")
            self.cited = after > kept or "cquote" in bare
            if "cquote" in bare and text[after : after + 1] == "{":
                after = _group(text, after)[1] + 1
            return after
        while text[after : after + 1] in {"[", "{"} and bare not in {"center", "abstract"}:
            after = _skip(text, after, "[") if text[after] == "[" else _group(text, after)[1] + 1
        return after

    def define(self, chars: Chars, what: str, after: int) -> int:
        text = chars.text
        if what == "def":
            match = re.compile(r"\s*\\([A-Za-z@]+)((?:#\d)*)[^{]{0,20}").match(text, after)
            if match is None:
                return after
            begin, end = _group(text, match.end())
            self.macros[match[1]] = _Macro(match[2].count("#"), None, chars[begin:end])
            return end + 1
        begin, end = _group(text, after)
        name = text[begin:end].strip().lstrip("\\")
        after = end + 1 if text[after : after + 1] == "{" else end
        if text[after : after + 1] == "\\" or not name:
            match = _COMMAND.match(text, after)
            name, after = (match[1], match.end()) if match else (name, after)
        arguments, default = 0, None
        if what.startswith("NewDocument"):
            begin, end = _group(text, after)
            arguments = len(re.findall(r"[mo]|O\{[^}]*\}", text[begin:end]))
            after = end + 1
        elif text[after : after + 1] == "[":
            stop = text.find("]", after)
            number = text[after + 1 : stop].strip()
            arguments = int(number) if number.isdigit() else 0
            after = stop + 1
            if text[after : after + 1] == "[":
                stop = text.find("]", after)
                default = chars[after + 1 : stop]
                after = stop + 1
        while after < len(text) and text[after].isspace():
            after += 1
        begin, end = _group(text, after)
        body = chars[begin:end]
        after = end + 1
        if "nvironment" in what:
            while after < len(text) and text[after].isspace():
                after += 1
            after = _group(text, after)[1] + 1
            inner = re.search(r"\\begin\{(\w+)\*?\}", body.text)
            quoting = _QUOTING.search(name) or (inner and _QUOTING.search(inner[1])) or "leftskip" in body.text
            self.environments[name] = "quote" if quoting else "prose"
            visible = re.sub(r"\\(?:begin|end)\{[^}]*\}(?:\[[^\]]*\]|\{[^}]*\})*", "", body.text)
            self.macros[name] = _Macro(
                arguments, default, Chars(visible, [body.at[0] if body.at else 0] * len(visible))
            )
            return after
        self.macros[name] = _Macro(arguments, default, body)
        return after

    def expand(self, chars: Chars, i: int, macro: _Macro, after: int, depth: int) -> int:
        """The body of a macro of the draft's own, its words placed where it is used."""
        text = chars.text
        given: list[Chars] = []
        if macro.default is not None:
            stop = _skip(text, after, "[")
            given.append(chars[after + 1 : stop - 1] if stop > after else macro.default)
            after = stop
        while len(given) < macro.arguments:
            while after < len(text) and text[after].isspace():
                after += 1
            begin, end = _group(text, after)
            given.append(chars[begin:end])
            after = end + 1 if text[after : after + 1] == "{" else end
        parts: list[Chars] = []
        last = 0
        for match in re.finditer(r"#(\d)", macro.body.text):
            parts.append(chars.put(macro.body.text[last : match.start()], i))
            number = int(match[1]) - 1
            if number < len(given):
                parts.append(given[number])
            last = match.end()
        parts.append(chars.put(macro.body.text[last:], i))
        self.walk(Chars.joined(parts), depth + 1)
        return after

    def quotation(self, chars: Chars, i: int, bare: str, after: int, depth: int) -> int:
        text = chars.text
        keys, block, cited = _QUOTES[bare]
        if text[after : after + 1] not in {"{", "["}:
            return after
        source = chars[after + 1 : _skip(text, after, "[") - 1] if text[after] == "[" else Chars("", [])
        after = _skip(text, _skip(text, after, "["), "[")
        # What stands there is printed in brackets: a participant, or the literature.
        cited = cited or "\\" in source.text or bool(re.search(r"\d{4}", source.text))
        named = (
            [source.put(" (", 0), source, source.put(")", len(source.text) - 1)] if source.text and not cited else []
        )
        for _ in range(keys):
            if text[after : after + 1] == "{":
                after = _skip(text, _group(text, after)[1] + 1, "[")
        begin, end = _group(text, after)
        if block:
            self.flush()
            self.cited = cited
            self.kinds.append(("", "quote"))
            self.walk(chars[begin:end], depth + 1)
            self.current += named
            self.flush()
            self.kinds.pop()
            self.cited = False
            return end + 1
        opening, closing = ("‘", "’") if self.quotes % 2 else ("“", "”")
        self.quotes += 1
        self.current.append(chars.put(opening, i))
        self.walk(chars[begin:end], depth + 1)
        self.current.append(chars.put(closing + (CITATION if cited else ""), max(begin, end - 1)))
        self.current += named
        self.quotes -= 1
        return end + 1

    def foreign_quote(self, chars: Chars, i: int, after: int, depth: int) -> int:
        r"""``\pquote{words}{S03}`` of some style file: the longest argument is quoted, the others say of whom."""
        text = chars.text
        arguments: list[Chars] = []
        while text[after : after + 1] in {"{", "["}:
            if text[after] == "[":
                stop = _skip(text, after, "[")
                arguments.append(chars[after + 1 : stop - 1])
                after = stop
            else:
                begin, end = _group(text, after)
                arguments.append(chars[begin:end])
                after = end + 1
        longest = max(arguments, key=lambda each: len(each.text))
        if len(longest.text) < 12 and len(arguments) == 1:
            self.walk(longest, depth + 1)
            return after
        others = [each for each in arguments if each is not longest and each.text.strip()]
        self.flush()
        self.kinds.append(("", "quote"))
        self.walk(longest, depth + 1)
        for each in others:
            self.current.append(chars.put(" (", i))
            self.walk(each, depth + 1)
            self.current.append(chars.put(")", i))
        self.flush()
        self.kinds.pop()
        return after

    def cite(self, chars: Chars, i: int, after: int) -> int:
        text = chars.text
        after = _skip(text, _skip(text, after, "["), "[")
        while text[after : after + 1] == "{":
            after = _group(text, after)[1] + 1
        self.current.append(chars.put(CITATION, i))
        return after

    def shown(self, chars: Chars, after: int, depth: int, opening: str, closing: str) -> int:
        end = _skip(chars.text, after, opening)
        self.walk(chars[after + 1 : end - 1], depth + 1)
        self.current.append(chars.put(" ", max(after, end - 1)))
        del closing
        return end


def _skip(text: str, at: int, opening: str) -> int:
    """Behind an optional argument, where one stands there."""
    if text[at : at + 1] != opening:
        return at
    depth = 0
    for i in range(at, min(len(text), at + 4000)):
        if text[i] in "[{":
            depth += 1
        elif text[i] in "]}":
            depth -= 1
            if not depth:
                return i + 1
    return at


def _group(text: str, at: int) -> tuple[int, int]:
    """The inside of a mandatory argument ``[start, end)``: a group, a command, or one character."""
    while at < len(text) and text[at] in " \t\n":
        at += 1
    if text[at : at + 1] != "{":
        match = _COMMAND.match(text, at)
        return (at, match.end()) if match else (at, min(len(text), at + 1))
    depth = 0
    i = at
    while i < len(text):
        if text[i] == "\\":
            i += 1
        elif text[i] == "{":
            depth += 1
        elif text[i] == "}":
            depth -= 1
            if not depth:
                return at + 1, i
        i += 1
    return at + 1, len(text)
