r"""Files that a draft reads in: ``\input``, ``\include``, ``\subfile``, ``\import``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from imcommerce_qual.formats.manuscripts.chars import Chars
from imcommerce_qual.formats.manuscripts.fetching import Pieces
from imcommerce_qual.formats.manuscripts.latex.arguments import group
from imcommerce_qual.formats.manuscripts.latex.scribe import Scribe

#: How many arguments name the file: ``\import{folder/}{file}`` has two.
INCLUDES = {
    **dict.fromkeys(["input", "include", "subfile", "subfileinclude", "InputIfFileExists"], 1),
    **dict.fromkeys(["import", "subimport", "inputfrom", "includefrom", "subinputfrom", "subincludefrom"], 2),
}
_BARE = re.compile(r"[ \t]*([^\s{}\\%#]+)")


def body_of(text: str) -> tuple[int, int, int]:
    r"""Where the preamble ends, the body begins, and the body ends: between ``\begin{document}`` and ``\end``."""
    begin = re.search(r"(?<!\\)\\begin\{document\}", text)
    first = begin.end() if begin else 0
    end = re.compile(r"(?m)^[^%\n]*?\\end\{document\}").search(text, first)
    return (begin.start() if begin else 0), first, (end.end() if end else len(text))


@dataclass(slots=True)
class Includer(Scribe):
    r"""Reads other files where the draft does; *wanted* are those that ``\includeonly`` names, None: all."""

    files: Pieces = field(default_factory=Pieces)
    wanted: frozenset[str] | None = None

    def include(self, chars: Chars, bare: str, after: int, depth: int) -> int:
        """The file that the command names, as if its text stood here; returns where to go on."""
        text = chars.text
        wanted = ""
        for _ in range(INCLUDES[bare]):
            if text[after : after + 1] != "{":
                match = _BARE.match(text, after)
                wanted, after = (match[1], match.end()) if match else ("", after)
                break
            begin, end = group(text, after)
            wanted += text[begin:end].strip().strip('"')
            after = end + 1
        optional = bare == "InputIfFileExists"
        for _ in range(2 * optional):
            after = group(text, after)[1] + 1 if text[after : after + 1] == "{" else after
        if bare not in {"input", "import"}:
            self.flush()
        if bare == "include" and self.wanted is not None and wanted not in self.wanted:
            return after
        if wanted and not set(wanted) & set("\\#"):
            at = chars.at[min(after, len(chars.at)) - 1]
            whole = self.files.ask(wanted, at, optional=optional)
            if whole is not None:
                _, first, last = body_of(whole.text)
                self.walk(whole[first:last], depth)
                self.files.close()
        return after
