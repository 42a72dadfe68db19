"""A codebook's text with the places of everything in it, as YAML composes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import yaml


class CannotRewriteError(Exception):
    """The file is written in a form that these steps cannot change; the message says which."""


class CodebookText:
    """A text composed, with what the steps ask of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = root_of(text)

    def code(self, name: str) -> tuple[yaml.MappingNode, yaml.SequenceNode]:
        """The code's node, and the list that it stands in."""
        for node, holder in code_nodes(value_of(self.root, "codes")):
            if value_of(node, "id").value == name:
                return node, holder
        raise CannotRewriteError(f"`{name}` is not in the tree")

    def line_start(self, at: int) -> int:
        """The start of the line that *at* is in."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """The place after the LF of the line that *at* is in."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def after(self, node: yaml.Node) -> int:
        """The start of the line after the node's last words."""
        return self.line_end(max(len(self.text[: last_of(node)].rstrip()) - 1, node.start_mark.index))

    def item(self, node: yaml.Node, holder: yaml.SequenceNode) -> tuple[int, int]:
        """The lines of an item of a block list: its own, comments above it, and comments within its indent below.

        Comments above the first item may head the whole list, and are not its own.
        """
        column = holder.start_mark.column
        start = self.line_start(node.start_mark.index)
        while self.text[start : start + column].strip() or self.text[start + column : start + column + 1] != "-":
            if not start:
                raise CannotRewriteError("a code does not begin with `- ` on a line of its own")
            start = self.line_start(start - 1)
        if holder.value[0] is not node:
            while (above := self.line_start(start - 1)) < start and self._is_comment(above, column, exactly=True):
                start = above
        end = self.after(node)
        while end < len(self.text) and self._is_comment(end, column + 1):
            end = self.line_end(end)
        return start, end

    def _is_comment(self, start: int, column: int, *, exactly: bool = False) -> bool:
        line = self.text[start : self.line_end(start)]
        indent = len(line) - len(line.lstrip(" "))
        return line.lstrip().startswith("#") and (indent == column if exactly else indent >= column)


def root_of(text: str) -> yaml.MappingNode:
    """The node of the whole file."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise CannotRewriteError("the file is one `{…}`; write its fields on lines of their own")
    return node


def value_of(node: yaml.MappingNode, name: str) -> Any:
    """A field's value, which the schema says is there."""
    for key, value in node.value:
        if key.value == name:
            return value
    raise CannotRewriteError(f"there is no `{name}:`")


def pair_of(node: yaml.MappingNode, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    """A field's name and value; None where it is not there."""
    return next(((key, value) for key, value in node.value if key.value == name), None)


def code_nodes(holder: Any) -> Iterator[tuple[yaml.MappingNode, yaml.SequenceNode]]:
    """Every code's node with the list that it stands in, from the top down."""
    if isinstance(holder, yaml.SequenceNode):
        for node in holder.value:
            yield node, holder
            nested = pair_of(node, "codes")
            if nested is not None:
                yield from code_nodes(nested[1])


def ends_of(node: yaml.Node) -> tuple[int, int]:
    """Where a node begins and ends."""
    return node.start_mark.index, node.end_mark.index


def last_of(node: yaml.Node) -> int:
    """Where the node's last words end; the end that YAML gives to a block is where the next thing begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return last_of(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def spliced(text: str, pieces: Iterable[tuple[int, int, str]]) -> str:
    """The text with pieces of it replaced: (start, end, new)."""
    for start, end, new in sorted(pieces, reverse=True):
        text = text[:start] + new + text[end:]
    return text
