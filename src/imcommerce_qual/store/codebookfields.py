"""Fields of a code written into a codebook's text, in the form that stands there."""

from __future__ import annotations

from typing import Any

import yaml

from imcommerce_qual.store.codebooknodes import CannotRewriteError, CodebookText, ends_of, last_of, pair_of, spliced
from imcommerce_qual.store.yamlscalar import field, flow_list, scalar

#: The fields of a code in the order in which they are written.
FIELDS = (
    *("id", "label", "short", "definition", "use_when", "not_when", "example", "origin", "support"),
    *("aliases", "key", "color", "rolls_up", "codes"),
)


def fill_field(text: str, code: str, name: str, value: Any) -> str:
    """The text with a field of a code set, or taken out where it is empty."""
    node, _ = (found := CodebookText(text)).code(code)
    old = pair_of(node, name)
    if node.flow_style:
        return _fill_flow(text, node, old, name, value)
    column = node.value[0][0].start_mark.column
    folded = old is not None and getattr(old[1], "style", None) in {">", "|"}
    rendered = render_value(name, value, column + 2, folded=folded)
    if old is not None:
        start = found.line_start(old[0].start_mark.index)
        if is_empty(name, value) and not text[start : old[0].start_mark.index].strip():
            return spliced(text, [(start, found.after(old[1]), "")])
        begin = old[0].end_mark.index + 1  # after the colon
        end = max(begin, len(text[: last_of(old[1])].rstrip()))
        comment = _comment_after_mark(text, old[1])
        return spliced(text, [(begin, end, f" {rendered}{comment}")])
    if is_empty(name, value):
        return text
    before = [pair for pair in node.value if FIELDS.index(pair[0].value) < FIELDS.index(name)]
    at = found.after(before[-1][1]) if before else found.line_start(node.start_mark.index)
    if not before:
        raise CannotRewriteError(f"`{code}` does not begin with its id")
    return spliced(text, [(at, at, f"{' ' * column}{name}: {rendered}\n")])


def _comment_after_mark(text: str, node: yaml.Node) -> str:
    """A comment that stands behind the `>-` of a text that begins on the next line."""
    if getattr(node, "style", None) not in {">", "|"}:
        return ""
    head = text[node.start_mark.index :].partition("\n")[0]
    return f"  {head[head.index('#') :]}" if "#" in head else ""


def _fill_flow(text: str, node: yaml.MappingNode, old: Any, name: str, value: Any) -> str:
    rendered = render_value(name, value, None)
    if old is not None:
        return spliced(
            text, [(*ends_of(old[1]), rendered if text[old[1].start_mark.index - 1].isspace() else f" {rendered}")]
        )
    if is_empty(name, value):
        return text
    before = [pair for pair in node.value if FIELDS.index(pair[0].value) < FIELDS.index(name)]
    at = before[-1][1].end_mark.index
    return spliced(text, [(at, at, f", {name}: {rendered}")])


def is_empty(name: str, value: Any) -> bool:
    """Whether a field with this value is left out."""
    return value is True if name == "rolls_up" else not value and value is not False


def render_value(name: str, value: Any, indent: int | None, *, folded: bool = False) -> str:
    """A field's value; *indent* is that of lines below it, None where all stands in one `{…}`."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if name == "aliases":
        return flow_list(value)
    return scalar(value, flow=True) if indent is None else field(value, indent, folded=folded)
