"""Bytes of a foreign file as text, saying which encoding was used and whether it was a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from imcommerce_qual.core.lineends import foreign_line_ends, place_at
from imcommerce_qual.model.problem import Place, Problem

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_WORD = "save it as plain text (`.txt`, UTF-8) in the program that made it, and import that"
_BINARY = (
    (b"PK\x03\x04", "a Word, Excel or ZIP file", _WORD),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", _WORD),
    (b"%PDF", "a PDF", "copy its text into a `.txt` file, look it through, and import that"),
    (b"{\\rtf", "an RTF file", _WORD),
    (b"ID3", "a sound recording", "import its transcript"),
    (b"RIFF", "a sound or video recording", "import its transcript"),
    (b"OggS", "a sound recording", "import its transcript"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_WESTERN = frozenset("‘’‚“”„–—…«»‹›¿¡°€£§·•´©®™½\xa0ŠšŽžŒœŸªº") | {
    chr(code) for code in range(0xC0, 0x100) if code not in {0xD7, 0xF7}
}
_CHINESE = ("gb18030", "big5", "big5hkscs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's text with LF line ends, or None where it is not text.

    ``encoding`` is the one that was used (empty where none fits); ``guessed``: neither said by a byte order mark or by
    the caller, nor proved by being valid UTF-8.
    """

    text: str | None = field(repr=False)
    encoding: str
    guessed: bool = False
    problems: tuple[Problem, ...] = ()


def decode(name: str, raw: bytes, *, encoding: str | None = None) -> Decoded:
    """The bytes of the file *name* as text: *encoding* if given, else byte order mark, strict UTF-8, a guess.

    GBK and GB2312 are read as GB18030, which contains both. CRLF reads as LF; other ends of lines are problems.

    Raises:
        ValueError: there is no *encoding* of that name.
    """
    if encoding is not None:
        return _finish(name, raw, _known(encoding), guessed=False)
    marked = next((codec for mark, codec in _MARKS if raw.startswith(mark)), None)
    if marked is not None:
        return _finish(name, raw, marked, guessed=False)
    for magic, what, remedy in _BINARY:
        if raw.startswith(magic):
            return Decoded(text=None, encoding="", problems=(_not_text(name, f"this is {what}, not text", remedy),))
    if b"\0" not in raw:
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return _finish(name, raw, "utf-8", guessed=False)
    guess = _guess(raw)
    if guess is None:
        return Decoded(text=None, encoding="", problems=(_no_guess(name, raw),))
    return _finish(name, raw, guess, guessed=True)


def _known(encoding: str) -> str:
    try:
        b"  ".decode(encoding)
    except UnicodeError:  # these two bytes say nothing: only the name is asked for
        pass
    except LookupError:
        raise ValueError(f"there is no encoding `{encoding}` (try utf-8, gb18030, big5, utf-16, cp1252)") from None
    plain = encoding.lower().replace("_", "").replace("-", "")
    return "gb18030" if plain in {"gbk", "gb2312", "cp936", "936", "euccn", "hzgb"} else encoding.lower()


def _finish(name: str, raw: bytes, codec: str, *, guessed: bool) -> Decoded:
    try:
        text = raw.decode(codec).removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeError as error:
        return Decoded(text=None, encoding=codec, guessed=guessed, problems=(_undecodable(name, raw, codec, error),))
    if "\0" in text:
        place = place_at(name, text, text.index("\0"))
        problem = _not_text(name, "NUL characters stand in this file, so it is not text", _WORD, place)
        return Decoded(text=None, encoding=codec, guessed=guessed, problems=(problem,))
    problems = list(foreign_line_ends(name, text))
    if guessed:
        problems.append(_said_guess(name, codec))
    return Decoded(text=text, encoding=codec, guessed=guessed, problems=tuple(problems))


def _guess(raw: bytes) -> str | None:
    """The likeliest encoding of bytes that are not UTF-8; None where they are no text at all."""
    if b"\0" in raw:
        return _unmarked_utf16(raw)
    if _looks_western(raw):
        return "cp1252"
    from charset_normalizer import from_bytes

    # Without a NUL byte not even one line end or Latin letter is UTF-16 or UTF-32.
    found = [each.encoding for each in from_bytes(raw) if not each.encoding.startswith(("utf_16", "utf_32"))]
    if not found:
        return None
    # Of a few characters, GB2312 and Korean or Japanese encodings look alike; with a choice, Chinese is likelier here.
    best = "gb18030" if found[0] not in _CHINESE and "gb18030" in found and _decodes(raw, "gb2312") else found[0]
    return "gb18030" if best in {"gbk", "gb2312"} else best


def _unmarked_utf16(raw: bytes) -> str | None:
    """Latin letters and line ends of UTF-16 have their NUL always on the same side."""
    odd, even = raw[1::2].count(0), raw[::2].count(0)
    if 10 * (odd + even) < len(raw) and raw.replace(b"\0", b"").isascii():
        return None  # ASCII with a stray NUL: as UTF-16 it would be Chinese by chance
    codec = "utf-16-le" if odd > even else "utf-16-be"
    usual = min(odd, even) == 0 and _decodes(raw, codec) and "\0" not in raw.decode(codec)
    return codec if usual and sum(map(str.isprintable, raw.decode(codec))) > len(raw) * 0.4 else None


def _looks_western(raw: bytes) -> bool:
    """Accented letters and curly quotes stand alone among ASCII; the bytes of Chinese come in runs."""
    runs = _HIGH.findall(raw)
    alone = sum(len(run) == 1 for run in runs)
    return (
        alone >= 0.9 * len(runs)
        and len(runs) <= 0.15 * len(raw)
        and _decodes(raw, "cp1252")
        and all(mark in _WESTERN for mark in {char for run in set(runs) for char in run.decode("cp1252")})
    )


def _decodes(raw: bytes, codec: str) -> bool:
    try:
        raw.decode(codec)
    except UnicodeError:
        return False
    return True


def _not_text(name: str, message: str, remedy: str, place: Place | None = None) -> Problem:
    return Problem(code="not-text", message=message, remedy=remedy, place=place or Place(file=name))


def _no_guess(name: str, raw: bytes) -> Problem:
    if b"\0" in raw:
        return _not_text(name, "NUL bytes stand in this file, so it is not text", _WORD)
    return Problem(
        code="encoding-unknown",
        message="this is not UTF-8, and no other encoding fits",
        remedy="open it in an editor: if it is text, save it as UTF-8, or name its encoding with `--encoding` "
        "(gb18030, big5, cp1252, …)",
        place=Place(file=name),
    )


def _said_guess(name: str, codec: str) -> Problem:
    return Problem(
        code="encoding-guessed",
        message=f"this is not UTF-8; it was read as {codec}, which is a guess",
        remedy=f"look at the words; if they are wrong, name the encoding (`--encoding {codec}` to confirm this one)",
        place=Place(file=name),
        severity="warning",
    )


def _undecodable(name: str, raw: bytes, codec: str, error: UnicodeError) -> Problem:
    place = Place(file=name)
    what = "bytes"
    if isinstance(error, UnicodeDecodeError):
        what = f"byte 0x{raw[error.start]:02x}" if error.start < len(raw) else "the end"
        before = raw[: error.start].decode(codec, "replace")
        place = place_at(name, before + raw[error.start :][:200].decode(codec, "replace"), len(before))
    return Problem(
        code="encoding-wrong",
        message=f"{what} cannot be read as {codec}",
        remedy="name another encoding with `--encoding`, or leave it out to have it guessed",
        place=place,
    )
