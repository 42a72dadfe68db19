"""From the beginnings of turns to turns: goes through the lines once and says what became of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from imcommerce_qual.formats.draft import DraftHeading, DraftTurn, LineUse, Shape, SpeakerChoice, Use
from imcommerce_qual.formats.judging import Hit
from imcommerce_qual.formats.times import STAMP, normal_time

#: Tools that cut one person's speech into cues, each under its own label.
CUES: frozenset[Shape] = frozenset({"otter", "tool", "whisperx"})

_HEADING = re.compile(r"#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
_RULE = re.compile(r"(?:-{3,}|={3,}|_{3,}|\*{3,}|(?:[-*_] ){2,}[-*_])$")
_ASIDE = re.compile(r"^>\s*[(（](.*)[)）]$")
_NUMBERED = re.compile(r"\d+(?:\.\d+)*[.、)]?\s*\S")
_FOOTER = re.compile(r"Transcribed by https?://otter\.ai\S*$", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(slots=True)
class _Open:
    """The turn being read."""

    label: str
    time: str | None
    line: int
    paragraphs: list[tuple[str, ...]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Drafting:
    """Takes the lines in order (``front``, ``line``, then ``close``); the fields below have what was found."""

    shape: Shape
    hits: Mapping[int, Hit]
    choices: Mapping[str, SpeakerChoice]
    markdown: bool
    body: list[DraftTurn | DraftHeading] = field(default_factory=list)
    account: list[LineUse] = field(default_factory=list)
    carried: list[int] = field(default_factory=list)
    examples: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    turn: _Open | None = None
    last: str | None = None
    clock: str | None = None

    def front(self, n: int, line: str) -> None:
        """A line of somebody else's front matter: its fields are kept as headings."""
        if line == "---" or not line.strip():
            self._use(n, "front")
        elif self.shape == "none":
            self._use(n, "left out", "no speaker was found")
        else:
            self._use(n, "front", "kept as a heading")
            self._heading(n, line.strip())

    def line(self, n: int, raw: str) -> None:
        """One line of the text."""
        line = raw.strip()
        hit = self.hits.get(n)
        if not line:
            self._use(n, "blank")
            self._end_paragraph()
        elif self.shape == "none":
            self._use(n, "left out", "no speaker was found")
        elif hit is not None:
            self._label(n, hit)
        elif _RULE.match(line):
            self._use(n, "left out", "a rule between parts, without words")
            self._end_paragraph()
        elif heading := self._heading_text(line):
            self._use(n, "heading", "")
            self._heading(n, heading)
        elif self.last is None:
            self._use(n, "heading", "before the first turn")
            self._heading(n, line)
        else:
            self._aside_or_speech(n, line)

    def close(self) -> None:
        """No more lines."""
        self._end_paragraph()
        turn, self.turn = self.turn, None
        if turn is not None:
            self.body.append(DraftTurn(turn.label, turn.time, tuple(turn.paragraphs), turn.line))

    def _label(self, n: int, hit: Hit) -> None:
        time, words = self._stamps(hit.words)
        time = hit.time or time
        if self.turn is not None and self.shape in CUES and self._same(self.turn.label, hit.label):
            self._use(n, "label", "goes on with the same speaker: joined to the turn before")
            self._count("joined")
        else:
            self._use(n, "label", f"the label is written `{hit.written}`" if hit.written else "")
            self.close()
            self.turn = _Open(hit.label, time or (self.clock if self.shape == "f4" else None), n + 1)
        self.last = hit.label
        if hit.written:
            self._count("spelling")
        if words:
            self._speech(words)
        self._stamped(hit.words)

    def _aside_or_speech(self, n: int, line: str) -> None:
        aside = _ASIDE.match(line) if self.shape == "headings" else None
        if aside is not None and self.turn is None:
            self._use(n, "heading", "an aside after a heading")
            self._heading(n, line.removeprefix(">").strip())
            return
        self._use(n, "speech", "an aside, in square brackets" if aside else "")
        if self.turn is None:
            self._carry_on(n)
        if aside is not None:
            self._count("aside")
            self._end_paragraph()
            self._speech(f"[{self._unescaped(aside[1].strip())}]", unescaped=True)
            self._end_paragraph()
            return
        _, words = self._stamps(line)
        if words:
            self._speech(words)
        self._stamped(line)

    def _carry_on(self, n: int) -> None:
        self.carried.append(n + 1)
        self.turn = _Open(self.last or "", None, n + 1)

    def _speech(self, words: str, *, unescaped: bool = False) -> None:
        assert self.turn is not None
        words = words if unescaped else self._unescaped(words)
        self.turn.lines.append(words)
        self.examples.setdefault(self.turn.label, words if len(words) <= 60 else words[:59] + "…")

    def _end_paragraph(self) -> None:
        if self.turn is not None and self.turn.lines:
            self.turn.paragraphs.append(tuple(self.turn.lines))
            self.turn.lines = []

    def _heading_text(self, line: str) -> str:
        """What a heading says: a Markdown heading, a numbered aside, Otter's footer; empty for any other line."""
        found = _HEADING.match(line)
        if found:
            return found[1]
        aside = _ASIDE.match(line) if self.shape == "headings" else None
        if aside is not None and _NUMBERED.match(aside[1]):
            self._count("section")
            return aside[1].strip()
        return line if self.shape == "otter" and _FOOTER.match(line) else ""

    def _heading(self, n: int, text: str) -> None:
        self.close()
        self.body.append(DraftHeading(self._unescaped(text).strip() or text, n + 1))

    def _stamps(self, line: str) -> tuple[str | None, str]:
        """An f4 line's own time (a stamp before its words), and its words without stamps."""
        if self.shape != "f4" or "#" not in line:
            return None, line
        found = STAMP.match(line)
        words = " ".join(part for each in STAMP.split(line)[::2] if (part := each.strip()))
        return (normal_time(found[1]) if found and words else None), words

    def _stamped(self, line: str) -> None:
        """A stamp behind words says when they ended: the next turn begins then."""
        if self.shape == "f4" and "#" in line:
            for stamp in STAMP.findall(line):
                self.clock = normal_time(stamp)
                self._count("stamp")

    def _same(self, one: str, other: str) -> bool:
        names = [self.choices[each].label if each in self.choices else each for each in (one, other)]
        return names[0] == names[1]

    def _unescaped(self, text: str) -> str:
        if not self.markdown or "\\" not in text:
            return text
        plain, count = _ESCAPE.subn(r"\1", text)
        self._count("escape", count)
        return plain

    def _use(self, n: int, use: Use, why: str = "") -> None:
        self.account.append(LineUse(n + 1, use, why))

    def _count(self, what: str, number: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + number

    def notes(self) -> tuple[str, ...]:
        """What was changed on the way, in sentences with a count."""
        counts = dict(self.counts)
        counts["before"] = sum(use.why == "before the first turn" for use in self.account)
        counts["left out"] = sum(use.use == "left out" for use in self.account)
        return tuple(f"{said}: {counts[what]}" for what, said in _NOTES.items() if counts.get(what))


_NOTES = {
    "before": "lines before the first turn, kept as headings",
    "joined": "cues that go on with the same speaker, joined to the turn before under its first time",
    "aside": "asides `> (…)` kept as words of their turn, in square brackets",
    "spelling": "labels spelt in another way (case, width), taken for the usual one",
    "section": "numbered asides `> (1. …)` made headings",
    "escape": r"Markdown escapes such as `\[` undone",
    "stamp": "time stamps `#…#` taken out of the words (a stamp behind words is the next turn's time)",
    "left out": "lines left out",
}
