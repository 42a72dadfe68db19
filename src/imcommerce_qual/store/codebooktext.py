"""A codebook's text rewritten step by step: every line that a step is not about stays as its author wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import yaml

from imcommerce_qual.core.revising import Fill, Put, Shift, Step, Take, below, renamed
from imcommerce_qual.model.codebook import Change, Code
from imcommerce_qual.store.eventcodec import render_at
from imcommerce_qual.store.yamlscalar import field, flow_list, scalar

#: The fields of a code in the order in which they are written.
FIELDS = (
    *("id", "label", "short", "definition", "use_when", "not_when", "example", "origin", "support"),
    *("aliases", "key", "color", "rolls_up", "codes"),
)


class CannotRewriteError(Exception):
    """The file is written in a form that these steps cannot change; the message says which."""


def rewrite(text: str, steps: Iterable[Step], entries: Iterable[Change], revision: int) -> str:
    """The text after the steps, with the entries at the end of its history and the new revision.

    Raises:
        CannotRewriteError: it has a form that is not known here.
    """
    if not text.endswith("\n"):
        text += "\n"
    for _, alike in groupby(steps, lambda step: isinstance(step, Put)):
        several = list(alike)
        puts = [step.code for step in several if isinstance(step, Put)]
        text = _put(text, puts) if puts else _one_by_one(text, several)
    for entry in entries:
        text = _add_entry(text, entry)
    return _splice(text, [(*_ends(_value(_root(text), "revision")), str(revision))])


def _one_by_one(text: str, steps: Iterable[Step]) -> str:
    for step in steps:
        match step:
            case Fill():
                for name, value in step.fields.items():
                    text = _fill(text, step.code, name, value)
            case Shift():
                text = _shift(text, step.old, step.new)
            case Take():
                text, _ = _cut(text, step.code)
            case Put():
                text = _put(text, [step.code])
    return text


class _Text:
    """A text composed, with what the steps ask of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = _root(text)

    def code(self, name: str) -> tuple[yaml.MappingNode, yaml.SequenceNode]:
        """The code's node, and the list that it stands in."""
        for node, holder in _walk(_value(self.root, "codes")):
            if _value(node, "id").value == name:
                return node, holder
        raise CannotRewriteError(f"`{name}` is not in the tree")

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """The place after the LF of the line that *at* is in."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def after(self, node: yaml.Node) -> int:
        """The start of the line after the node's last words."""
        return self.line_end(max(len(self.text[: _last(node)].rstrip()) - 1, node.start_mark.index))

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


def _root(text: str) -> yaml.MappingNode:
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise CannotRewriteError("the file is one `{…}`; write its fields on lines of their own")
    return node


def _value(node: yaml.MappingNode, name: str) -> Any:
    for key, value in node.value:
        if key.value == name:
            return value
    raise CannotRewriteError(f"there is no `{name}:`")


def _find(node: yaml.MappingNode, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    return next(((key, value) for key, value in node.value if key.value == name), None)


def _walk(holder: Any) -> Iterator[tuple[yaml.MappingNode, yaml.SequenceNode]]:
    if isinstance(holder, yaml.SequenceNode):
        for node in holder.value:
            yield node, holder
            nested = _find(node, "codes")
            if nested is not None:
                yield from _walk(nested[1])


def _ends(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def _last(node: yaml.Node) -> int:
    """Where the node's last words end; the end that YAML gives to a block is where the next thing begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _splice(text: str, pieces: Iterable[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(pieces, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _put(text: str, codes: Sequence[Code]) -> str:
    """The codes put in, each last in its list; those with a parent among them stand within it."""
    names = {code.id for code in codes}
    under: dict[str | None, list[Code]] = {}
    for code in codes:
        under.setdefault(code.parent, []).append(code)
    for parent, several in under.items():
        if parent not in names:
            text = _insert(text, parent, "".join(_code_lines(code, under) for code in several))
    return text


def _code_lines(code: Code, under: Mapping[str | None, Sequence[Code]]) -> str:
    """The lines of a code and of those *under* it, as if their list began at column 0."""
    lines = [f"- id: {scalar(code.id)}"]
    for name in FIELDS[1:-1]:
        value = getattr(code, name)
        if not _is_empty(name, value):
            lines.append(f"  {name}: {_rendered(name, value, 4)}")
    own = "".join(f"{line}\n" for line in lines)
    below_it = "".join(_indented(_code_lines(each, under), 4) for each in under.get(code.id, ()))
    return f"{own}  codes:\n{below_it}" if below_it else own


def _fill(text: str, code: str, name: str, value: Any) -> str:
    node, _ = (found := _Text(text)).code(code)
    old = _find(node, name)
    if node.flow_style:
        return _fill_flow(text, node, old, name, value)
    column = node.value[0][0].start_mark.column
    folded = old is not None and getattr(old[1], "style", None) in {">", "|"}
    rendered = _rendered(name, value, column + 2, folded=folded)
    if old is not None:
        start = found.line_start(old[0].start_mark.index)
        if _is_empty(name, value) and not text[start : old[0].start_mark.index].strip():
            return _splice(text, [(start, found.after(old[1]), "")])
        begin = old[0].end_mark.index + 1  # after the colon
        end = max(begin, len(text[: _last(old[1])].rstrip()))
        comment = _comment_after_mark(text, old[1])
        return _splice(text, [(begin, end, f" {rendered}{comment}")])
    if _is_empty(name, value):
        return text
    before = [pair for pair in node.value if FIELDS.index(pair[0].value) < FIELDS.index(name)]
    at = found.after(before[-1][1]) if before else found.line_start(node.start_mark.index)
    if not before:
        raise CannotRewriteError(f"`{code}` does not begin with its id")
    return _splice(text, [(at, at, f"{' ' * column}{name}: {rendered}\n")])


def _comment_after_mark(text: str, node: yaml.Node) -> str:
    """A comment that stands behind the `>-` of a text that begins on the next line."""
    if getattr(node, "style", None) not in {">", "|"}:
        return ""
    head = text[node.start_mark.index :].partition("\n")[0]
    return f"  {head[head.index('#') :]}" if "#" in head else ""


def _fill_flow(text: str, node: yaml.MappingNode, old: Any, name: str, value: Any) -> str:
    rendered = _rendered(name, value, None)
    if old is not None:
        return _splice(
            text, [(*_ends(old[1]), rendered if text[old[1].start_mark.index - 1].isspace() else f" {rendered}")]
        )
    if _is_empty(name, value):
        return text
    before = [pair for pair in node.value if FIELDS.index(pair[0].value) < FIELDS.index(name)]
    at = before[-1][1].end_mark.index
    return _splice(text, [(at, at, f", {name}: {rendered}")])


def _is_empty(name: str, value: Any) -> bool:
    return value is True if name == "rolls_up" else not value and value is not False


def _rendered(name: str, value: Any, indent: int | None, *, folded: bool = False) -> str:
    """A field's value; *indent* is that of lines below it, None where all stands in one `{…}`."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if name == "aliases":
        return flow_list(value)
    return scalar(value, flow=True) if indent is None else field(value, indent, folded=folded)


def _shift(text: str, old: str, new: str) -> str:
    found = _Text(text)
    ids = [_value(node, "id") for node, _ in _walk(_value(found.root, "codes"))]
    moved = set(below([each.value for each in ids], old))
    pieces = [(*_ends(each), scalar(renamed(each.value, old, new), flow=True)) for each in ids if each.value in moved]
    text = _splice(text, pieces)
    if old.rpartition(".")[0] == new.rpartition(".")[0]:
        return text
    text, cut = _cut(text, new)
    return _insert(text, new.rpartition(".")[0] or None, cut)


def _cut(text: str, code: str) -> tuple[str, str]:
    """The text without the code's lines, and these, as if their list began at column 0."""
    text = _as_blocks(text, code)
    found = _Text(text)
    node, holder = found.code(code)
    start, end = found.item(node, holder)
    taken = _indented(text[start:end], -holder.start_mark.column)
    if len(holder.value) > 1:
        return _splice(text, [(start, end, "")]), taken
    owner = next(
        (
            node
            for node, _ in _walk(_value(found.root, "codes"))
            if (pair := _find(node, "codes")) and pair[1] is holder
        ),
        None,
    )
    key, _ = _find(owner or found.root, "codes") or (None, None)
    assert key is not None
    if owner is None:
        return _splice(text, [(start, end, ""), (key.end_mark.index, key.end_mark.index + 1, ": []")]), taken
    above = found.line_start(key.start_mark.index)
    return _splice(text, [(start, end, ""), (above, found.line_end(above), "")]), taken


def _insert(text: str, parent: str | None, lines: str) -> str:
    """An item's lines, which begin at column 0, put last in the list of those under *parent*."""
    text = _as_blocks(text, parent, inside=True) if parent else _as_blocks(text, None, inside=True)
    found = _Text(text)
    owner = found.code(parent)[0] if parent else found.root
    pair = _find(owner, "codes")
    if pair is not None and isinstance(pair[1], yaml.SequenceNode) and pair[1].value:
        holder = pair[1]
        _, at = found.item(holder.value[-1], holder)
        return _splice(text, [(at, at, _indented(lines, holder.start_mark.column))])
    column = owner.value[0][0].start_mark.column
    body = _indented(lines, column + 2)
    if pair is not None:  # an empty list, or nothing
        start = pair[0].end_mark.index + 1
        end = max(start, pair[1].end_mark.index if pair[1].value is not None else start)
        end = max(end, len(text[:end].rstrip())) if isinstance(pair[1], yaml.SequenceNode) else start
        rest = text[end : found.line_end(end)]
        return _splice(text, [(start, found.line_end(end), f"{rest.rstrip()}\n{body}")])
    at = found.after(owner)
    return _splice(text, [(at, at, f"{' ' * column}codes:\n{body}")])


def _indented(lines: str, by: int) -> str:
    if by >= 0:
        return "".join(" " * by + line if line.strip() else line for line in _lf_lines(lines))
    return "".join(line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in _lf_lines(lines))


def _lf_lines(lines: str) -> list[str]:
    return [f"{line}\n" for line in lines.removesuffix("\n").split("\n")]


def _as_blocks(text: str, code: str | None, *, inside: bool = False) -> str:
    """The text with every `[…]` and `{…}` around the code (with *inside*: and the code and its list) on lines."""
    while True:
        root = _root(text)
        wide = next(iter(_flows(root, code, inside=inside)), None)
        if wide is None:
            return text
        text = _opened(text, *wide)


def _flows(root: yaml.MappingNode, code: str | None, *, inside: bool) -> Iterator[tuple[yaml.Node, int]]:
    """The flow collections on the way to the code, the outermost first, each with the column of its field or list."""
    way = [root, *(_way(_value(root, "codes"), code) if code else ())]
    for owner, node in zip(way, [*way[1:], None], strict=True):
        if node is None and not inside:
            return
        pair = _find(owner, "codes")
        if pair is None or not isinstance(pair[1], yaml.SequenceNode):
            return
        if pair[1].flow_style and pair[1].value:
            yield pair[1], owner.value[0][0].start_mark.column
        elif node is not None and node.flow_style and (inside or node is not way[-1]):
            yield node, pair[1].start_mark.column


def _way(holder: Any, code: str) -> list[yaml.MappingNode]:
    """The nodes from the top down to the code's own."""
    for node in holder.value if isinstance(holder, yaml.SequenceNode) else ():
        if _value(node, "id").value == code:
            return [node]
        nested = _find(node, "codes")
        found = _way(nested[1], code) if nested is not None else []
        if found:
            return [node, *found]
    return []


def _opened(text: str, node: yaml.Node, column: int) -> str:
    """One `[…]` or `{…}` as lines, its items to the letter."""
    start, end = _ends(node)
    kept = []
    if isinstance(node, yaml.SequenceNode):
        parts = [text[slice(*_ends(each))] for each in node.value]
        kept = parts
        new = "".join(f"\n{' ' * (column + 2)}- {part}" for part in parts)
        start = len(text[:start].rstrip(" "))
    else:
        pairs = [(text[slice(*_ends(key))], text[slice(*_ends(value))]) for key, value in node.value]
        kept = [part for pair in pairs for part in pair]
        new = f"\n{' ' * (column + 2)}".join(f"{key}: {value}".rstrip() for key, value in pairs)
    if text[start:end].count("#") != sum(part.count("#") for part in kept):
        raise CannotRewriteError("there are comments within `{…}` or `[…]`; write it on lines of their own")
    return _splice(text, [(start, end, new)])


def render_entry(entry: Change) -> str:
    """An entry of the history on one line."""
    fields = [
        f"id: {scalar(entry.id, flow=True)}",
        f"revision: {entry.revision}",
        f"at: {render_at(entry.at)}",
        f"by: {scalar(entry.by, flow=True)}",
        f"change: {entry.change}",
        *([f"from: {flow_list(entry.from_)}"] if entry.from_ else []),
        *([f"to: {flow_list(entry.to)}"] if entry.to else []),
        *([f"why: {scalar(entry.why, flow=True)}"] if entry.why else []),
    ]
    return f"{{{', '.join(fields)}}}"


def _add_entry(text: str, entry: Change) -> str:
    found = _Text(text)
    line = render_entry(entry)
    pair = _find(found.root, "history")
    if pair is None:
        return f"{text}history:\n  - {line}\n"
    key, value = pair
    if isinstance(value, yaml.SequenceNode) and value.value:
        if value.flow_style:
            return _add_entry(_opened(text, value, 0), entry)
        _, at = found.item(value.value[-1], value)
        return _splice(text, [(at, at, f"{' ' * value.start_mark.column}- {line}\n")])
    start = key.end_mark.index + 1
    end = value.end_mark.index if isinstance(value, yaml.SequenceNode) else start
    rest = text[end : found.line_end(end)].rstrip()
    return _splice(text, [(start, found.line_end(end), f"{rest}\n  - {line}\n")])
