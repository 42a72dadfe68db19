"""The grammar of a transcript's text: who speaks where, line by line."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Heading, Turn, Words
from imcommerce_qual.store.textfile import hash16

_TIME = r"(?:\d{1,2}:[0-5]\d:[0-5]\d|\d{1,3}:[0-5]\d)(?:\.\d+)?"
#: What may declare a turn, and what nearly does (matched on plain text): the label must be a declared one.
_LABEL = re.compile(rf"(?P<label>[^:：\[\]]+?)(?: \[(?P<time>{_TIME})\])?[:：]")
# `I [laughs] …` may be speech: without a colon after it, what stands in the bracket must look like a time.
_NEAR = re.compile(r"([^:\[\]]+?)\s*(?:\[[^\]]*\]\s*:|\[[\d:.,\s]*(?:\]|:|$)|:|\s\d{1,3}:[0-5]\d\b)")
_ROUND_TIME = re.compile(r"\((\s*\d+:[\d:.,\s]*)\)")
_BRACKETS = str.maketrans("【】〔〕〖〗", "[][][]")
_LOOK_ALIKE = re.compile(r"([^\s:：\[\]#=][^:：\[\]]{0,39}?)\s*(\[[\d:.]+\])?\s*[:：]")


@dataclass(slots=True)
class _Open:
    """The turn being read."""

    speaker: str
    start: int
    time: str | None
    words: list[Words] = field(default_factory=list)
    translation: list[Words] = field(default_factory=list)
    paragraph: int = 0
    in_paragraph: bool = False


@dataclass(slots=True)
class Grammar:
    """Reads one text; ``faults`` has what broke the grammar, ``look_alikes`` the offsets of undeclared labels."""

    text: str
    labels: tuple[str, ...]
    file: str
    turns: list[Turn] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    look_alikes: dict[str, list[tuple[int, bool]]] = field(default_factory=dict)
    current: _Open | None = None

    def read(self) -> None:
        """Go through all lines once."""
        declared = {label: label for label in self.labels}  # one string for all turns of a speaker
        near = {_plain(label): label for label in reversed(self.labels)}
        begins = {label[:1] for label in self.labels}  # most lines are blank or begin otherwise: no need to match them
        start = 0
        for line in self.text.split("\n"):
            end = start + len(line)
            first = line[:1]
            found = _LABEL.match(line) if first in begins else None
            if not line:
                if self.current is not None:
                    self.current.in_paragraph = False
            elif found and (label := declared.get(found[1])) is not None:
                if self.current is not None:
                    self._close(start)
                self.current = _Open(label, start, found[2])
                self._speech(start + found.end(), end)
            elif first == "#" and line.startswith("# "):
                self._close(start)
                self._heading(start, end)
            elif first == "=" and line.startswith("= "):
                self._translation(start, end)
            else:
                if not first.isspace():
                    self._suspect(line, start, near)
                self._speech(start, end)
            start = end + 1
        self._close(len(self.text))

    def _words(self, start: int, end: int) -> Span | None:
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        return Span(start, end) if start < end else None

    def _speech(self, start: int, end: int) -> None:
        span = self._words(start, end)
        turn = self.current
        if span is None:
            if turn is not None:
                turn.in_paragraph = False
        elif turn is None:
            self._fault(
                "words-outside-turn",
                start,
                end,
                "these words belong to no turn",
                "begin the line with a declared label and a colon (`I: …`), or make it a heading (`# …`)",
            )
        else:
            if not turn.in_paragraph:
                turn.paragraph += 1
                turn.in_paragraph = True
            turn.words.append(Words(span, turn.paragraph))

    def _translation(self, start: int, end: int) -> None:
        span = self._words(start + 2, end)
        if self.current is None:
            self._fault(
                "words-outside-turn",
                start,
                end,
                "this translation belongs to no turn",
                "put it under the turn that it translates",
            )
        elif span is not None:
            self.current.in_paragraph = False
            self.current.translation.append(Words(span, len(self.current.translation) + 1))

    def _heading(self, start: int, end: int) -> None:
        span = self._words(start + 2, end)
        if span is not None:
            self.headings.append(Heading(span=span, before_turn=len(self.turns) + 1))

    def _close(self, end: int) -> None:
        turn = self.current
        if turn is None:
            return
        self.current = None
        self.turns.append(
            Turn(
                number=len(self.turns) + 1,
                speaker=turn.speaker,
                extent=Span(turn.start, end),
                time=turn.time,
                words=tuple(turn.words),
                translation=tuple(turn.translation),
            )
        )

    def _suspect(self, line: str, start: int, near: Mapping[str, str]) -> None:
        found = _NEAR.match(_ROUND_TIME.sub(r"[\1]", _plain(line).translate(_BRACKETS)))
        if found and found[1] in near:
            self._fault(
                "near-miss-label",
                start,
                start + min(len(line), found.end()),
                "this looks like a declared label, but is not written as one, so its words count as the turn's before",
                f"write it as it is declared, `{near[found[1]]}:`, or with a time, `{near[found[1]]} [00:07:02]:`; "
                "if it is speech, indent the line",
            )
        elif found := _LOOK_ALIKE.match(line):
            self.look_alikes.setdefault(found[1], []).append((start, found[2] is not None))

    def _fault(self, code: str, start: int, end: int, message: str, remedy: str) -> None:
        self.faults.append(Fault(code=code, message=message, remedy=remedy, file=self.file, at=(start, end)))


def parse_turns(text: str, labels: Iterable[str], file: str = "") -> Grammar:
    """The turns and headings of a transcript's text, in order, with every break of the grammar.

    A turn starts at column 1 with one of *labels*, an optional time in brackets, and a colon, ASCII or full-width.
    """
    grammar = Grammar(text, tuple(labels), file)
    grammar.read()
    return grammar


def look_alike_faults(grammar: Grammar) -> Iterator[Fault]:
    """Undeclared labels: one with a time is a speaker; one that recurs is worth a look."""
    for label, places in grammar.look_alikes.items():
        start = places[0][0]
        at = (start, start + len(label))
        if any(timed for _, timed in places):
            yield Fault(
                code="undeclared-speaker",
                message=f"`{label}` has a time like a speaker's, but is not declared"
                + (f" ({len(places)} lines)" if len(places) > 1 else ""),
                remedy=f"add it under `speakers:` (`{label}: {{role: other}}`), or indent the line if it is speech",
                file=grammar.file,
                at=at,
            )
        elif len(places) > 1:
            yield Fault(
                code="look-alike-label",
                message=f"`{label}` begins {len(places)} lines like a label, but is not declared: they count as speech",
                remedy="declare the speaker if it is one; indent these lines to say that they are speech",
                file=grammar.file,
                at=at,
                severity="warning",
            )


def text_hash(speakers: Mapping[str, Mapping[str, Any]], text: str) -> str:
    """The hash16 that names a transcript's text: SHA-256 of the speakers' table as sorted JSON, LF, the text."""
    table = json.dumps(speakers, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hash16(f"{table}\n{text}".encode())


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).lower()
