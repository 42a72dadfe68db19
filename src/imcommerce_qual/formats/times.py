"""Times as transcription tools write them, and as we do."""

from __future__ import annotations

import re

#: ``1:02``, ``00:01:02``, ``00:01:02.5``: a pattern without groups.
CLOCK = r"(?:\d{1,2}:[0-5]\d:[0-5]\d|\d{1,3}:[0-5]\d(?!:?\d))(?:[.,]\d{1,6})?"
#: The time stamp that f4 and MAXQDA put at the end of a paragraph: ``#00:00:15-9#`` (tenths after the hyphen).
STAMP = re.compile(r"#(\d{1,2}:[0-5]\d:[0-5]\d(?:[-.,]\d{1,3})?)#")

_PARTS = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[-.,](\d{1,6}))?")


def normal_time(text: str) -> str | None:
    """A time as ``hh:mm:ss`` with its fraction kept; None where it is none that a transcript can hold.

    >>> [normal_time(each) for each in ("55:21", "1:02:03,50", "00:00:15-9", "75:00", "noon")]
    ['00:55:21', '01:02:03.50', '00:00:15.9', '01:15:00', None]
    """
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds, fraction = found.groups()
    total = int(hours or 0) * 60 + int(minutes)
    if total >= 100 * 60:
        return None
    return f"{total // 60:02}:{total % 60:02}:{seconds}" + (f".{fraction}" if fraction else "")
