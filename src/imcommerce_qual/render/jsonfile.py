"""Values as JSON for programs: plain data in a numbered envelope."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from functools import cache
from numbers import Integral, Real
from typing import Any

from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.render.stampwords import provenance_lines

VERSION = 1
_UNPAIRED = re.compile("[\ud800-\udfff]")


def render_json(kind: str, value: object, stamp: Stamp) -> str:
    """The envelope: ``version``, ``kind`` (what the value is), ``notice`` (warnings), ``stamp``, ``value``.

    Keys are sorted, words stay readable, the last character is LF.

    Raises:
        TypeError: the value holds something that is no plain data.
        ValueError: it holds a number that is not finite.
    """
    envelope = {
        "version": VERSION,
        "kind": kind,
        "notice": list(provenance_lines(stamp.constructed, synthetic=stamp.synthetic)),
        "stamp": to_plain(stamp),
        "value": to_plain(value),
    }
    text = json.dumps(envelope, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    # An unpaired surrogate can stand only within a string, and cannot be written as UTF-8.
    return _UNPAIRED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def to_plain(value: object) -> Any:
    """Dataclasses, mappings, tuples, sets (sorted) and times (ISO, UTC, ``Z``) as what JSON can say.

    A field's trailing underscore, there because Python reserves the word, is left off.

    >>> to_plain({"who": frozenset({"b", "a"}), "at": datetime(2026, 1, 4, 9, 30, tzinfo=UTC)})
    {'who': ['a', 'b'], 'at': '2026-01-04T09:30:00Z'}
    """
    if value is None or isinstance(value, str | bool):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {plain: to_plain(getattr(value, name)) for plain, name in _fields(type(value))}
    if isinstance(value, Mapping):
        return {_key(key): to_plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(each) for each in value]
    if isinstance(value, AbstractSet):
        return sorted(map(to_plain, value), key=_rank)
    if isinstance(value, date):
        return _time(value) if isinstance(value, datetime) else value.isoformat()
    return _number(value)


@cache
def _fields(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((each.name.rstrip("_"), each.name) for each in dataclasses.fields(kind))


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key of JSON is text, not {type(key).__name__}")
    return key


def _rank(plain: Any) -> tuple[str, Any]:
    """Numbers among numbers, words among words, the rest by how it is written."""
    if isinstance(plain, str):
        return ("words", plain)
    if isinstance(plain, int | float):
        return ("number", plain)
    return ("other", json.dumps(plain, sort_keys=True))


def _time(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a time without its zone could be any of 24")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _number(value: object) -> int | float:
    """Also numpy's, which are registered as numbers."""
    if isinstance(value, Integral):
        return int(value)
    if not isinstance(value, Real):
        raise TypeError(f"{type(value).__name__} is no plain data")
    if not math.isfinite(value):
        raise ValueError("a number in JSON is finite; what is undefined says why in words")
    return float(value)
