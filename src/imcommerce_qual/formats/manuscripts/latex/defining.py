"""Commands and environments that a draft defines for itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from imcommerce_qual.formats.manuscripts.chars import Chars
from imcommerce_qual.formats.manuscripts.latex.arguments import COMMAND, group, skip
from imcommerce_qual.formats.manuscripts.latex.scribe import Macro, Scribe
from imcommerce_qual.formats.manuscripts.latex.vocabulary import QUOTING


@dataclass(slots=True)
class Definer(Scribe):
    """Learns definitions, and puts what they stand for where they are used."""

    def define(self, chars: Chars, what: str, after: int) -> int:
        r"""A definition by the command *what*, such as ``newcommand``; returns where to go on."""
        text = chars.text
        if what == "def":
            match = re.compile(r"\s*\\([A-Za-z@]+)((?:#\d)*)[^{]{0,20}").match(text, after)
            if match is None:
                return after
            begin, end = group(text, match.end())
            self.macros[match[1]] = Macro(match[2].count("#"), None, chars[begin:end])
            return end + 1
        begin, end = group(text, after)
        name = text[begin:end].strip().lstrip("\\")
        after = end + 1 if text[after : after + 1] == "{" else end
        if text[after : after + 1] == "\\" or not name:
            match = COMMAND.match(text, after)
            name, after = (match[1], match.end()) if match else (name, after)
        arguments, default = 0, None
        if what.startswith("NewDocument"):
            begin, end = group(text, after)
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
        begin, end = group(text, after)
        body = chars[begin:end]
        after = end + 1
        if "nvironment" in what:
            while after < len(text) and text[after].isspace():
                after += 1
            after = group(text, after)[1] + 1
            inner = re.search(r"\\begin\{(\w+)\*?\}", body.text)
            quoting = QUOTING.search(name) or (inner and QUOTING.search(inner[1])) or "leftskip" in body.text
            self.environments[name] = "quote" if quoting else "prose"
            visible = re.sub(r"\\(?:begin|end)\{[^}]*\}(?:\[[^\]]*\]|\{[^}]*\})*", "", body.text)
            self.macros[name] = Macro(arguments, default, Chars(visible, [body.at[0] if body.at else 0] * len(visible)))
            return after
        self.macros[name] = Macro(arguments, default, body)
        return after

    def expand(self, chars: Chars, i: int, macro: Macro, after: int, depth: int) -> int:
        """The body of a macro of the draft's own, its words placed where it is used."""
        text = chars.text
        given: list[Chars] = []
        if macro.default is not None:
            stop = skip(text, after, "[")
            given.append(chars[after + 1 : stop - 1] if stop > after else macro.default)
            after = stop
        while len(given) < macro.arguments:
            while after < len(text) and text[after].isspace():
                after += 1
            begin, end = group(text, after)
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
