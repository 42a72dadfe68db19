"""Text files as the user wrote them: decoded strictly, with the place of every offset."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path

from imcommerce_qual.model.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's text with LF line ends. ``name`` is its path in the study, with ``/``; ``raw_hash`` of its bytes."""

    name: str
    text: str
    raw_hash: str
    starts: tuple[int, ...] = field(repr=False)

    def line(self, number: int) -> str:
        """The user's own line, counted from 1, without its end."""
        start = self.starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def place(self, line: int, column: int = 1, width: int = 1) -> Place:
        """The place of a line and column, both from 1."""
        line = min(max(line, 1), len(self.starts))
        return Place(file=self.name, line=line, column=column, source=self.line(line), width=max(1, width))

    def place_at(self, offset: int, width: int = 1) -> Place:
        """The place of an offset in code points."""
        line = bisect_right(self.starts, offset)
        column = offset - self.starts[line - 1] + 1
        return self.place(line, column, min(width, len(self.line(line)) - column + 1))


def text_file(name: str, text: str, raw_hash: str = "") -> TextFile:
    """A text with its line table; lines end at LF only."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return TextFile(name, text, raw_hash, tuple(starts))


def hash16(content: bytes) -> str:
    """The first 16 hex digits of the SHA-256."""
    return hashlib.sha256(content).hexdigest()[:16]


def parse_text(name: str, raw: bytes) -> tuple[TextFile | None, tuple[Problem, ...]]:
    """Bytes of a file as text: UTF-8 or a problem; CRLF reads as LF; a byte order mark is passed over and said."""
    problems: list[Problem] = []
    digest = hash16(raw)
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        problems.append(
            Problem(
                code="byte-order-mark",
                message="the file begins with a byte order mark",
                remedy="save it as UTF-8 without BOM; nothing else changes",
                place=Place(file=name, line=1, column=1),
                severity="warning",
            )
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (*problems, _not_utf8(name, raw, error))
    return text_file(name, text.replace("\r\n", "\n"), digest), tuple(problems)


def read_text(path: Path, name: str) -> tuple[TextFile | None, tuple[Problem, ...]]:
    """The file at *path* as text, and what was wrong with it; a file that cannot be opened is a problem too."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, (unreadable(path, name, error),)
    return parse_text(name, raw)


def unreadable(path: Path, name: str, error: OSError) -> Problem:
    """Why the file at *path* could not be opened; ``name`` is the path to show."""
    code, message, remedy = "file-unreadable", f"the file cannot be read: {error.strerror}", "check its permissions"
    if isinstance(error, FileNotFoundError):
        code, message = "file-missing", "there is no such file"
        remedy = "put the file there, or name the right one"
    elif path.is_dir():
        message, remedy = "this is a folder, where a file is expected", "move it away, or give it another name"
    return Problem(code=code, message=message, remedy=remedy, place=Place(file=name))


def _not_utf8(name: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    chinese = _likely_gb18030(raw)
    # In GB18030, single characters may be valid UTF-8 by chance: what is not ASCII is where it begins to be wrong.
    start = next(n for n, byte in enumerate(raw) if byte >= 0x80) if chinese else error.start
    codec = "gb18030" if chinese else "utf-8"
    before = raw[:start]
    line_start = before.rfind(b"\n") + 1
    line_end = raw.find(b"\n", start)
    source = raw[line_start : line_end if line_end >= 0 else len(raw)].decode(codec, "replace").rstrip("\r")
    return Problem(
        code="not-utf8",
        message=f"byte 0x{raw[start]:02x} is not UTF-8"
        + ("; shown here is how the line reads in GB18030 (GBK), which it may be in" if chinese else ""),
        remedy="save the file as UTF-8 (in most editors: Save with encoding), or bring it in with `imqual import`",
        place=Place(
            file=name,
            line=before.count(b"\n") + 1,
            column=len(raw[line_start:start].decode(codec, "replace")) + 1,
            source=source,
        ),
    )


def _likely_gb18030(raw: bytes) -> bool:
    """Whether the bytes make sense as what Chinese Windows writes: what is not ASCII is nearly all common Chinese."""
    try:
        foreign = "".join(mark for mark in raw.decode("gb18030") if not mark.isascii())
    except UnicodeDecodeError:
        return False
    common = foreign.encode("gb2312", "ignore").decode("gb2312")
    return len(common) >= 0.9 * len(foreign) > 1
