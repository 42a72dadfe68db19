"""A YAML text changed in one place: every comment, quote and line around it stays as its author wrote it.

The text is cut where the change belongs, never written anew from its values. What comes of it is read back: unless it
says exactly what was wanted and nothing else changed, the change is refused.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from imcommerce_qual.store.yamlscalar import field, flow

Path = tuple[str | int, ...]


class CannotEditError(Exception):
    """The text is written in a way that we cannot change without touching more than we should."""


@dataclass(frozen=True, slots=True)
class Put:
    """The field at *path* becomes *value* (text, a whole number, true or false, or a list of texts)."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Append:
    """*items*, mappings, go to the end of the list at *path*, which is made where there is none."""

    path: Path
    items: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Delete:
    """The item of a list at *path* goes; a list that would be empty goes with its key."""

    path: Path


Change = Put | Append | Delete


def edited(text: str, changes: Iterable[Change]) -> str:
    """*text* with the changes made, one after the other.

    Raises:
        CannotEditError: it is no YAML, a path is not there, or the result would not say what was wanted.
    """
    for change in changes:
        wanted = _applied(_data(text), change)
        cut = _Cutter(text).cut(change)
        if _data(cut) != wanted:
            raise CannotEditError("the place is written in a way that a program cannot safely change")
        text = cut
    return text


def _data(text: str) -> Any:
    try:
        return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - makes nothing but texts, lists and mappings
    except yaml.YAMLError:
        raise CannotEditError("it is no YAML") from None


def _plain(value: Any) -> Any:
    """The value as a reader finds it that takes every scalar for text."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _applied(data: Any, change: Change) -> Any:
    data = copy.deepcopy(data)
    *above, last = change.path
    holder = data
    try:
        for step in above:
            holder = holder[step]
        match change:
            case Put():
                holder[last] = _plain(change.value)
            case Append():
                if not (isinstance(holder, dict) and holder.get(str(last))):
                    holder[last] = []
                holder[last] += _plain(change.items)
            case Delete():
                del holder[last]
                if not holder:
                    return _without_empty(data, tuple(above))
    except (KeyError, IndexError, TypeError, AttributeError):
        raise CannotEditError(f"there is no {'.'.join(map(str, change.path))}") from None
    return data


def _without_empty(data: Any, path: Path) -> Any:
    *above, last = path
    holder = data
    for step in above:
        holder = holder[step]
    del holder[last]
    return data


@dataclass(slots=True)
class _Cutter:
    """Finds where a change belongs in the text."""

    text: str

    def cut(self, change: Change) -> str:
        match change:
            case Put():
                return self.put(change.path, change.value)
            case Append():
                return self.append(change.path, change.items)
            case Delete():
                return self.delete(change.path)

    def put(self, path: Path, value: Any) -> str:
        holder = self.node(path[:-1])
        node = _child(holder, path[-1])
        if node is None:
            return self.new_key(holder, str(path[-1]), value)
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.MappingNode):
            raise CannotEditError("a mapping is not replaced whole")
        if _is_flow(holder) or _is_flow(node) or isinstance(value, int | list | tuple):
            end = self.solid(start, end)
            return self.replaced(start, end, self.spaced(start) + flow(value))
        end = self.solid(start, end)
        column = _column(holder)
        return self.replaced(start, end, self.spaced(start) + field(value, column + 2))

    def new_key(self, holder: yaml.Node, key: str, value: Any) -> str:
        if not isinstance(holder, yaml.MappingNode) or not holder.value:
            raise CannotEditError("a field belongs into a mapping")
        if _is_flow(holder):
            return self.before_close(holder, f"{key}: {flow(value)}")
        indent = " " * _column(holder)
        return self.after(holder, f"{indent}{key}: {_value(value, len(indent))}\n")

    def append(self, path: Path, items: tuple[dict[str, Any], ...]) -> str:
        holder = self.node(path[:-1])
        node = _child(holder, path[-1])
        empty = node is None or (isinstance(node, yaml.SequenceNode) and not node.value) or _is_null(node)
        if _is_flow(holder):
            if empty and node is not None:
                raise CannotEditError("an empty list in brackets within brackets")
            listed = ", ".join(map(flow, items))
            if node is None:
                return self.before_close(holder, f"{path[-1]}: [{listed}]")
            return self.before_close(node, listed)
        if not empty:
            assert node is not None
            if not isinstance(node, yaml.SequenceNode):
                raise CannotEditError("this is no list")
            if _is_flow(node):
                return self.before_close(node, ", ".join(map(flow, items)))
            return self.after(node, _listed(items, node.start_mark.column))
        column = _column(holder)
        written = _listed(items, column + 2)
        if node is None:
            return self.after(holder, f"{' ' * column}{path[-1]}:\n{written}")
        start, end = node.start_mark.index, self.solid(node.start_mark.index, node.end_mark.index)
        rest = self.text.find("\n", end)
        tail = self.text[end : rest if rest >= 0 else len(self.text)].rstrip()
        before = self.text[:start].rstrip(" ")
        return before + tail + "\n" + written + self.text[rest + 1 if rest >= 0 else len(self.text) :]

    def delete(self, path: Path) -> str:
        holder = self.node(path[:-1])
        if not isinstance(holder, yaml.SequenceNode):
            raise CannotEditError("only an item of a list is taken out")
        if len(holder.value) == 1 and len(path) > 1:
            above = self.node(path[:-2])
            if _is_flow(above) or not isinstance(above, yaml.MappingNode):
                raise CannotEditError("the only item of a list in brackets")
            key = next(each for each, _ in above.value if each.value == path[-2])
            return self.without_lines(key.start_mark.index, self.last(holder))
        node = holder.value[int(path[-1])]
        if _is_flow(holder):
            at = int(path[-1])
            if at + 1 < len(holder.value):
                return self.replaced(node.start_mark.index, holder.value[at + 1].start_mark.index, "")
            return self.replaced(holder.value[at - 1].end_mark.index, node.end_mark.index, "")
        return self.without_lines(self.text.rfind("-", 0, node.start_mark.index), self.last(node))

    def without_lines(self, start: int, end: int) -> str:
        begin = self.text.rfind("\n", 0, start) + 1
        if self.text[begin:start].strip():
            raise CannotEditError("something else stands on the line")
        return self.text[:begin] + self.text[self.line_end(end) :]

    def node(self, path: Path) -> yaml.Node:
        node: Any = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        for step in path:
            node = _child(node, step)
            if node is None:
                raise CannotEditError(f"there is no {'.'.join(map(str, path))}")
        if node is None:
            raise CannotEditError("there is nothing in it")
        found: yaml.Node = node
        return found

    def last(self, node: yaml.Node) -> int:
        """Where the last thing in a node ends, without the blank lines and comments after it."""
        if not _is_flow(node):
            if isinstance(node, yaml.MappingNode) and node.value:
                key, value = node.value[-1]
                return self.last(value) if not _is_null(value) else max(key.end_mark.index + 1, value.end_mark.index)
            if isinstance(node, yaml.SequenceNode) and node.value:
                return self.last(node.value[-1])
        return self.solid(node.start_mark.index, node.end_mark.index)

    def solid(self, start: int, end: int) -> int:
        return start + len(self.text[start:end].rstrip())

    def line_end(self, at: int) -> int:
        """Where the next line begins."""
        found = self.text.find("\n", at)
        return found + 1 if found >= 0 else len(self.text)

    def after(self, node: yaml.Node, lines: str) -> str:
        at = self.line_end(self.last(node))
        before = self.text[:at]
        return before + ("" if before.endswith("\n") else "\n") + lines + self.text[at:]

    def before_close(self, node: yaml.Node, words: str) -> str:
        close = node.end_mark.index - 1
        if self.text[close] not in "]}":
            raise CannotEditError("a bracket is missing")
        inner = self.text[: self.solid(0, close)]
        comma = "" if inner.endswith((",", "[", "{")) else ","
        return f"{inner}{comma}{'' if inner.endswith(('[', '{')) else ' '}{words}{self.text[close:]}"

    def replaced(self, start: int, end: int, words: str) -> str:
        return self.text[:start] + words + self.text[end:]

    def spaced(self, start: int) -> str:
        """A space, where a value follows its colon directly (there was none)."""
        return " " if self.text[:start].endswith(":") else ""


def _child(node: Any, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _is_flow(node: Any) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _is_null(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == "" and not node.style


def _column(holder: yaml.Node) -> int:
    """The column at which a mapping's keys stand."""
    if isinstance(holder, yaml.MappingNode) and holder.value:
        return int(holder.value[0][0].start_mark.column)
    return int(holder.start_mark.column)


def _value(value: Any, column: int) -> str:
    if isinstance(value, str):
        return field(value, column + 2)
    return flow(value)


def _listed(items: Iterable[dict[str, Any]], column: int) -> str:
    """Mappings as items of a list whose dashes stand at *column*; a field may hold such a list again."""
    lines: list[str] = []
    for item in items:
        mark = " " * column + "- "
        for key, value in item.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                lines.append(f"{mark}{key}:\n{_listed(value, column + 4)}")
            else:
                lines.append(f"{mark}{key}: {_value(value, column + 2)}\n")
            mark = " " * (column + 2)
    return "".join(lines)
