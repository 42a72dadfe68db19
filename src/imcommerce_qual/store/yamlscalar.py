"""Values as YAML that every reader takes for the same value, and a person for what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

#: So wide are the lines of a text that is folded.
WIDTH = 110
#: Longer texts are folded below their field.
LONG = 90
_PLAIN = re.compile(r"[^\W\d_](?:[\w .;?!()/’–—…“”。，；？！、（）《》,-]*[\w.;?!()’…”。，；？！、（）》])?\Z")
_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
#: What ends a line for YAML and for nobody else, and what may not stand in it at all.
_ESCAPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def scalar(words: str, *, flow: bool = False) -> str:
    r"""Words on one line: as they are where nobody can mistake them, else in double quotes.

    >>> scalar("Trust in people"), scalar("no"), scalar("a: b"), scalar("信任，都是"), scalar("007"), scalar("a\nb")
    ('Trust in people', '"no"', '"a: b"', '信任，都是', '"007"', '"a\\nb"')
    >>> scalar("a, b", flow=True)
    '"a, b"'
    """
    plain = _PLAIN.match(words) and words.lower() not in _WORDS and not (flow and "," in words)
    return words if plain else quoted(words)


def quoted(words: str) -> str:
    """Words in double quotes, with everything escaped that YAML would take for a line's end."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(words, ensure_ascii=False))


def flow_list(words: Iterable[str]) -> str:
    """A list on one line.

    >>> flow_list(["trust.person", "on"])
    '[trust.person, "on"]'
    """
    return f"[{', '.join(scalar(each, flow=True) for each in words)}]"


def flow(value: Any) -> str:
    """A value on one line, also right within brackets.

    >>> flow({"id": "a.b", "label": "no", "n": 3, "to": ["x", "-y"]})
    '{id: a.b, label: "no", n: 3, to: [x, "-y"]}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else scalar(str(value), flow=True)


def field(words: str, indent: int, *, folded: bool = False) -> str:
    """Words as the value of a field: below it, indented by so many spaces, where they are long or have lines."""
    return block(words, indent) if words and (folded or "\n" in words or len(words) > LONG) else scalar(words)


def block(words: str, indent: int) -> str:
    """A longer text below its field, each line indented by so many spaces; quoted where folding would change it."""
    pad = "\n" + " " * indent
    lines = words.split("\n")
    if any(_ESCAPED.search(line) or line != line.strip() or "\t" in line or "\r" in line for line in lines):
        return quoted(words)
    if len(lines) > 1:
        return quoted(words) if not all(lines) else "|-" + "".join(pad + line for line in lines)
    if "  " in words:
        return quoted(words)
    return ">-" + "".join(pad + line for line in _wrapped(words, WIDTH - indent))


def _wrapped(words: str, width: int) -> list[str]:
    lines = [""]
    for word in words.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines
