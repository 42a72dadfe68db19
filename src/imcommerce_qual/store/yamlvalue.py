"""Values as YAML that every reader takes for the same value, and a person for what it says."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

import yaml

#: Longer texts are folded over several lines.
WIDTH = 100
#: Characters that a YAML text may not hold as they are, or that YAML takes for the end of a line.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PLAIN = re.compile(r"[^\W\d_][^:#\[\]{},&*!|>'\"%@`\n\t\x00-\x1f]*\Z")


def render_flow(value: Any) -> str:
    r"""A value on one line: also right within brackets.

    >>> render_flow({"id": "a.b", "label": "Yes", "n": 3, "to": ["x", "-y"]})
    '{id: a.b, label: "Yes", n: 3, to: [x, "-y"]}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {render_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(render_flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return text if _is_plain(text) else _quoted(text)


def render_block(text: str, indent: int) -> str:
    """A text as the value of a key: folded over lines indented by *indent* where it is long."""
    if len(text) + indent > WIDTH and _folds(text):
        lines = textwrap.wrap(
            text, max(40, WIDTH - indent), break_long_words=False, break_on_hyphens=False, expand_tabs=False
        )
        if " ".join(lines) == text:
            return ">-\n" + "\n".join(" " * indent + line for line in lines)
    return text if _is_plain_line(text) else render_flow(text)


def _folds(text: str) -> bool:
    """Whether folding at single spaces keeps every character."""
    return not _UNSAFE.search(text) and not re.search(r"[\n\t\r]|  |^\s|\s$|^#", text)


def _is_plain(text: str) -> bool:
    """Whether it needs no quotes anywhere: begins with a letter, has no sign of YAML's, and is nothing but text."""
    if not _PLAIN.match(text) or text != text.strip() or _UNSAFE.search(text) or len(text) > WIDTH:
        return False
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str" and node.value == text


def _is_plain_line(text: str) -> bool:
    """Whether it needs no quotes as the value of a key on a line of its own, where commas and brackets say nothing."""
    if not text[:1].isalpha() or text != text.strip() or "\n" in text or _UNSAFE.search(text):
        return False
    try:
        root = yaml.compose(f"k: {text}", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    node = root.value[0][1] if isinstance(root, yaml.MappingNode) and len(root.value) == 1 else None
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str" and node.value == text


def _quoted(text: str) -> str:
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
