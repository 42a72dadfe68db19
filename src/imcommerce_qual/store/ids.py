"""Which ids files, coders and rounds may have."""

from __future__ import annotations

import re
import unicodedata

_ID = re.compile(r"[A-Za-z0-9_-]+\Z")
_CODE = re.compile(r"\w+\Z")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def file_id_fault(name: str) -> str | None:
    """What is wrong with *name* as the id of a transcript, coder or round, or None.

    >>> file_id_fault("S03"), file_id_fault("S 03"), file_id_fault("con")
    (None, 'an id is made of letters A to Z, digits, `_` and `-`', '`con` is a device name on Windows')
    """
    if not _ID.match(name):
        return "an id is made of letters A to Z, digits, `_` and `-`"
    if name.lower() in _DEVICES:
        return f"`{name}` is a device name on Windows"
    if name.lower() == "reconciled":
        return "`reconciled` is the name of what decisions leave"
    return None


def code_part_fault(part: str) -> str | None:
    """What is wrong with one part of a code's dotted id, or None: lower-case letters of any script, digits, ``_``.

    >>> code_part_fault("信任"), code_part_fault("Trust")
    (None, 'a code id is made of lower-case letters, digits and `_`')
    """
    if not part or part != part.lower() or not _CODE.match(part):
        return "a code id is made of lower-case letters, digits and `_`"
    return None


def folded(name: str) -> str:
    """Two ids that fold to the same differ at most by case and width.

    >>> folded("Ｓ０３") == folded("s03")
    True
    """
    return unicodedata.normalize("NFKC", name).casefold()


def inside(name: str) -> bool:
    r"""Whether a path named in a file stays in the study: relative, no ``..``, no drive, no backslash.

    >>> inside("codebooks/a.yaml"), inside("../a.yaml"), inside("/etc/a"), inside("C:\\a")
    (True, False, False, False)
    """
    parts = name.split("/")
    return bool(name) and not name.startswith("/") and ".." not in parts and ":" not in name and "\\" not in name
