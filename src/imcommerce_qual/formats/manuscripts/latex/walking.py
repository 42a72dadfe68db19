"""One walk through LaTeX source, command by command."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from imcommerce_qual.formats.manuscripts.chars import Chars, emphasised
from imcommerce_qual.formats.manuscripts.latex.arguments import COMMAND, group, skip
from imcommerce_qual.formats.manuscripts.latex.defining import Definer
from imcommerce_qual.formats.manuscripts.latex.including import INCLUDES, Includer
from imcommerce_qual.formats.manuscripts.latex.quoting import Quoter
from imcommerce_qual.formats.manuscripts.latex.vocabulary import (
    ACCENTS,
    CITES,
    DROPPED,
    HEADINGS,
    LAST,
    QUOTES,
    QUOTING,
    SILENT,
    SYMBOLS,
    TABLES,
)

DEEPEST = 24


@dataclass(slots=True)
class Walker(Definer, Quoter, Includer):
    """Reads source as it prints."""

    def walk(self, chars: Chars, depth: int) -> None:  # noqa: C901 - what is written decides, case by case
        """Everything in *chars*, which come from the file or from a macro's body."""
        text = chars.text
        i = 0
        while i < len(text) and depth < DEEPEST:
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
        """Mathematics as it reads in a line, or nothing where it stands by itself; returns where to go on."""
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
        match = COMMAND.match(text, i)
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
        if bare in HEADINGS:
            after = skip(text, after, "[")
            begin, end = group(text, after)
            self.flush()
            self.aside(chars[begin:end], "heading", depth)
            return end + 1
        if bare in {"caption", "captionof"}:
            after = skip(text, after, "[")
            begin, end = group(text, after)
            self.aside(chars[begin:end], "caption", depth)
            return end + 1
        if bare in {"footnote", "footnotetext", "endnote", "sidenote", "marginpar"}:
            begin, end = group(text, skip(text, after, "["))
            self.aside(chars[begin:end], "note", depth)
            return end + 1
        if bare == "footnotemark":
            return skip(text, after, "[")
        if bare in QUOTES:
            return self.quotation(chars, i, bare, after, depth)
        if CITES.match(name):
            return self.cite(chars, i, after)
        if bare in INCLUDES:
            return self.include(chars, bare, after, depth)
        if bare == "endinput":
            return len(text)
        return self.other(chars, i, bare, after, depth)

    def other(self, chars: Chars, i: int, bare: str, after: int, depth: int) -> int:  # noqa: C901, PLR0912 - what is written decides, case by case
        """A command that does nothing to the words around it; returns where to go on."""
        text = chars.text
        if bare in SILENT:
            for _ in range(SILENT[bare]):
                after = skip(text, after, "[")
                if text[after : after + 1] == "{":
                    after = group(text, after)[1] + 1
            return after
        if bare in LAST:
            begin = end = after
            for _ in range(LAST[bare]):
                after = skip(text, skip(text, after, "["), "[")
                if text[after : after + 1] != "{":
                    break
                begin, end = group(text, after)
                after = end + 1
            self.walk(chars[begin:end], depth + 1)
            return after
        if bare in {"textit", "emph", "textsl"} and text[after : after + 1] == "{":
            begin, end = group(text, after)
            self.walk(emphasised(chars[begin:end]), depth + 1)
            return end + 1
        if bare in SYMBOLS:
            self.current.append(chars.put(SYMBOLS[bare], i))
            return after + 2 if text.startswith("{}", after) else after
        if bare in ACCENTS and len(bare) == 1:
            return self.accent(chars, i, bare, after)
        if bare in {"textelp", "textins"}:
            begin, end = group(text, after)
            self.current += [chars.put("[…]" if bare == "textelp" and begin == end else "[", i)]
            if begin != end:
                self.current.append(chars.put("… " if bare == "textelp" else "", i))
                self.walk(chars[begin:end], depth + 1)
                self.current.append(chars.put("]", end))
            return end + 1
        if bare == "replaced":
            begin, end = group(text, after)
            self.walk(chars[begin:end], depth + 1)
            return group(text, end + 1)[1] + 1 if text[end + 1 : end + 2] == "{" else end + 1
        if bare == "verb":
            mark = text[after : after + 1]
            end = text.find(mark, after + 1) if mark else -1
            return end + 1 if end > 0 else after
        if QUOTING.search(bare) and text[after : after + 1] in "{[":
            return self.foreign_quote(chars, i, after, depth)
        # A command of some package: its arguments are read as text, one after the other.
        after = skip(text, after, "[")
        while text[after : after + 1] == "{":
            begin, end = group(text, after)
            self.walk(chars[begin:end], depth + 1)
            after = end + 1
            if text[after : after + 1] == "{":
                self.current.append(chars.put(" ", end))
        return after

    def sign(self, chars: Chars, i: int, name: str, after: int) -> int:
        r"""``\%``, ``\\``, ``\,`` and the like."""
        text = chars.text
        if name == "\\":
            after = skip(text, after + 1 if text[after : after + 1] == "*" else after, "[")
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
        elif name in ACCENTS:
            return self.accent(chars, i, name, after)
        return after

    def accent(self, chars: Chars, i: int, name: str, after: int) -> int:
        """A letter with its accent; returns where to go on."""
        begin, end = group(chars.text, after)
        letter = chars.text[begin:end].replace("\\i", "i").replace("\\j", "j")
        self.current.append(chars.put(unicodedata.normalize("NFC", letter[:1] + ACCENTS[name] + letter[1:]), i))
        return end + 1 if chars.text[after : after + 1] == "{" else end

    def environment(self, chars: Chars, what: str, after: int, depth: int) -> int:  # noqa: C901 - what is written decides, case by case
        """The beginning or the end of an environment; returns where to go on."""
        text = chars.text
        begin, end = group(text, after)
        name = text[begin:end].strip()
        after = end + 1
        bare = name.rstrip("*")
        if what == "begin" and DROPPED.match(name):
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
            kind = "quote" if QUOTING.search(bare) else "cell" if TABLES.match(bare) else self.kind
        self.kinds.append((bare, kind))
        if kind == "cell" and TABLES.match(bare):
            self.row += 1
            self.column = 0
            after = skip(text, after, "[")
            for _ in range(3):
                if text[after : after + 1] == "{":
                    after = skip(text, group(text, after)[1] + 1, "[")
            return after
        if bare in self.macros:
            return self.expand(chars, after, self.macros[bare], after, depth)
        if kind == "quote":
            kept = after
            after = skip(text, after, "[")
            self.cited = after > kept or "cquote" in bare
            if "cquote" in bare and text[after : after + 1] == "{":
                after = group(text, after)[1] + 1
            return after
        while text[after : after + 1] in {"[", "{"} and bare not in {"center", "abstract"}:
            after = skip(text, after, "[") if text[after] == "[" else group(text, after)[1] + 1
        return after

    def shown(self, chars: Chars, after: int, depth: int, opening: str, closing: str) -> int:
        """An argument that is shown before what follows it; returns where to go on."""
        end = skip(chars.text, after, opening)
        self.walk(chars[after + 1 : end - 1], depth + 1)
        self.current.append(chars.put(" ", max(after, end - 1)))
        del closing
        return end
