"""Whether a file that we do not write holds words: as text in any common encoding, or packed in a zip."""

from __future__ import annotations

import io
import json
import re
import zipfile

from imcommerce_qual.core.forgetting.order import Order

#: Encodings in which originals are kept; a word in any of them counts.
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5", "shift_jis", "latin-1")
#: Kinds of files whose words do not stand in them as text.
_OPAQUE = re.compile(
    r"\.(pdf|doc|rtf|mp3|m4a|wav|ogg|flac|aac|mp4|mov|avi|mkv|webm|jpe?g|png|gif|heic|tiff?|gz|7z|rar|bz2|xz)\Z",
    re.IGNORECASE,
)
_MARKS = re.compile(r"<[^<>]*>")


def is_text(raw: bytes) -> bool:
    """Whether it is UTF-8 without NUL."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in raw


def holds(name: str, raw: bytes, order: Order) -> bool | None:
    """Whether the file holds what must go; None where nothing was found, but it cannot be searched."""
    if order.words is None and _OPAQUE.search(name):
        return None
    packed = _unpacked(raw)
    if any(_in(part, order) for part in (raw, *(packed or ()))):
        return True
    return None if packed is None and (_OPAQUE.search(name) or raw.startswith(b"PK")) else False


def _in(raw: bytes, order: Order) -> bool:
    if order.words is not None:
        return any(_bytes_in(word, raw) for word in order.words.puts) and any(map(order.find, _texts(raw)))
    return any(map(order.find, _texts(raw)))


def _bytes_in(word: str, raw: bytes) -> bool:
    forms = [word.encode(encoding) for encoding in ENCODINGS if _fits(word, encoding)]
    escaped = json.dumps(word)[1:-1].encode()
    plain = _MARKS.sub("", raw.decode("utf-8", "replace"))
    return any(form in raw for form in (*forms, escaped)) or word in plain


def _texts(raw: bytes) -> list[str]:
    """What the bytes say in each encoding that they may be in, with and without tags, and unescaped."""
    found = [
        raw[start:].decode(encoding, "replace")
        for encoding in ENCODINGS
        for start in ((0, 1) if encoding.startswith("utf-16") else (0,))
    ]
    plain = found[0]
    unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), plain)
    return [*found, _MARKS.sub("", plain), unescaped]


def _fits(word: str, encoding: str) -> bool:
    try:
        word.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _unpacked(raw: bytes) -> list[bytes] | None:
    """The files in a zip; None where it is none, or cannot be unpacked."""
    if not raw.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return [packed.read(name) for name in packed.namelist()]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        return None
