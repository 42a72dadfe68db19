"""`[…]` and `{…}` of a codebook written on lines of their own, so that lines can be put between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from imcommerce_qual.store.codebooknodes import CannotRewriteError, ends_of, pair_of, root_of, spliced, value_of


def as_blocks(text: str, code: str | None, *, inside: bool = False) -> str:
    """The text with every `[…]` and `{…}` around the code (with *inside*: and the code and its list) on lines."""
    while True:
        root = root_of(text)
        wide = next(iter(_flows(root, code, inside=inside)), None)
        if wide is None:
            return text
        text = on_lines(text, *wide)


def _flows(root: yaml.MappingNode, code: str | None, *, inside: bool) -> Iterator[tuple[yaml.Node, int]]:
    """The flow collections on the way to the code, the outermost first, each with the column of its field or list."""
    way = [root, *(_way(value_of(root, "codes"), code) if code else ())]
    for owner, node in zip(way, [*way[1:], None], strict=True):
        if node is None and not inside:
            return
        pair = pair_of(owner, "codes")
        if pair is None or not isinstance(pair[1], yaml.SequenceNode):
            return
        if pair[1].flow_style and pair[1].value:
            yield pair[1], owner.value[0][0].start_mark.column
        elif node is not None and node.flow_style and (inside or node is not way[-1]):
            yield node, pair[1].start_mark.column


def _way(holder: Any, code: str) -> list[yaml.MappingNode]:
    """The nodes from the top down to the code's own."""
    for node in holder.value if isinstance(holder, yaml.SequenceNode) else ():
        if value_of(node, "id").value == code:
            return [node]
        nested = pair_of(node, "codes")
        found = _way(nested[1], code) if nested is not None else []
        if found:
            return [node, *found]
    return []


def on_lines(text: str, node: yaml.Node, column: int) -> str:
    """One `[…]` or `{…}` as lines, its items to the letter."""
    start, end = ends_of(node)
    kept = []
    if isinstance(node, yaml.SequenceNode):
        parts = [text[slice(*ends_of(each))] for each in node.value]
        kept = parts
        new = "".join(f"\n{' ' * (column + 2)}- {part}" for part in parts)
        start = len(text[:start].rstrip(" "))
    else:
        pairs = [(text[slice(*ends_of(key))], text[slice(*ends_of(value))]) for key, value in node.value]
        kept = [part for pair in pairs for part in pair]
        new = f"\n{' ' * (column + 2)}".join(f"{key}: {value}".rstrip() for key, value in pairs)
    if text[start:end].count("#") != sum(part.count("#") for part in kept):
        raise CannotRewriteError("there are comments within `{…}` or `[…]`; write it on lines of their own")
    return spliced(text, [(start, end, new)])
