"""A draft of several files: how a reader asks for another one, and which text comes from which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from imcommerce_qual.formats.decoding import decode
from imcommerce_qual.formats.manuscripts.chars import Chars

#: No draft has more files, or files in files to this depth.
_MOST, _DEEPEST = 1000, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that a draft reads in: its name for people and its bytes; or *why* it was not read."""

    name: str
    raw: bytes | None = field(default=None, repr=False)
    why: str = ""


#: Asks for a file as the draft writes it, from the file (by its name for people) that asks for it.
Fetch = Callable[[str, str], Fetched]


def nothing(wanted: str, _asking: str) -> Fetched:
    """No file at all: for a draft whose bytes are all there is."""
    return Fetched(name=wanted, why="it was not given")


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the draft: its name, and where its text begins in the whole."""

    name: str
    start: int


@dataclass(slots=True)
class Pieces:
    """The files of a draft as they are read, one in the other; their texts one after the other are its source."""

    fetch: Fetch = nothing
    texts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _reading: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The text that places are counted in."""
        return "\n".join(self.texts)

    def open(self, name: str, text: str) -> Chars:
        """The text of a file, which is read from now on until :meth:`close`."""
        start = self.pieces[-1].start + len(self.texts[-1]) + 1 if self.pieces else 0
        self.texts.append(text)
        self.pieces.append(Piece(name, start))
        self._reading.append(name)
        return Chars.of(text, start)

    def close(self) -> None:
        """The file that was opened last is read."""
        self._reading.pop()

    def ask(self, wanted: str, at: int, *, optional: bool = False) -> Chars | None:
        """Opens the file that is named at the place *at* of the source; None, with a note, where it cannot be read."""
        found = self.fetch(wanted, self._reading[-1])
        text, why = None, found.why
        if not why and found.name in self._reading:
            why = "it reads itself in"
        elif not why and (len(self.pieces) >= _MOST or len(self._reading) >= _DEEPEST):
            why = "there are too many files in files"
        elif not why and found.raw is not None:
            read = decode(found.name, found.raw)
            text, why = read.text, "" if read.text is not None else read.problems[0].message
            if read.guessed and text is not None:
                self.notes.append(f"the encoding of `{found.name}` was guessed: {read.encoding}")
        if text is not None and not why:
            return self.open(found.name, text)
        if not optional:
            self.notes.append(f"not read: `{wanted}` ({self._place(at)}): {why}")
        return None

    def _place(self, at: int) -> str:
        """``main.tex, line 12``."""
        number = max((n for n, each in enumerate(self.pieces) if each.start <= at), default=0)
        piece = self.pieces[number]
        line = self.texts[number].count("\n", 0, at - piece.start) + 1
        return f"{piece.name}, line {line}"
