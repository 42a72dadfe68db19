"""Quotations by command: csquotes, those of style files, and references to the literature."""

from __future__ import annotations

import re
from dataclasses import dataclass

from imcommerce_qual.formats.manuscripts.chars import Chars
from imcommerce_qual.formats.manuscripts.latex.arguments import group, skip
from imcommerce_qual.formats.manuscripts.latex.scribe import Scribe
from imcommerce_qual.formats.manuscripts.latex.vocabulary import QUOTES
from imcommerce_qual.model.manuscript import CITATION


@dataclass(slots=True)
class Quoter(Scribe):
    """Reads the commands that quote."""

    def quotation(self, chars: Chars, i: int, bare: str, after: int, depth: int) -> int:
        r"""``\enquote{…}``, ``\textquote[S03]{…}``, ``\blockquote{…}`` and the like; returns where to go on."""
        text = chars.text
        keys, block, cited = QUOTES[bare]
        if text[after : after + 1] not in {"{", "["}:
            return after
        source = chars[after + 1 : skip(text, after, "[") - 1] if text[after] == "[" else Chars("", [])
        after = skip(text, skip(text, after, "["), "[")
        # What stands there is printed in brackets: a participant, or the literature.
        cited = cited or "\\" in source.text or bool(re.search(r"\d{4}", source.text))
        named = (
            [source.put(" (", 0), source, source.put(")", len(source.text) - 1)] if source.text and not cited else []
        )
        for _ in range(keys):
            if text[after : after + 1] == "{":
                after = skip(text, group(text, after)[1] + 1, "[")
        begin, end = group(text, after)
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
                stop = skip(text, after, "[")
                arguments.append(chars[after + 1 : stop - 1])
                after = stop
            else:
                begin, end = group(text, after)
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
        """A reference to the literature, of which only a sign stays; returns where to go on."""
        text = chars.text
        after = skip(text, skip(text, after, "["), "[")
        while text[after : after + 1] == "{":
            after = group(text, after)[1] + 1
        self.current.append(chars.put(CITATION, i))
        return after
