"""Words replaced in a YAML text: values stay values, and everything else stays as its author wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from imcommerce_qual.core.forgetting.shift import Shift
from imcommerce_qual.core.forgetting.words import Finder
from imcommerce_qual.model.forgetting import Cut

Path = tuple[str, ...]


def replace_words(
    source: str, find: Finder, whole: Mapping[Path, str] | None = None, *, comments: str | None = None
) -> str:
    """*source* with what *find* finds replaced in keys, values and comments.

    ``whole`` gives another flow-style YAML text for the value at a path, instead; *comments*, what is put in the place
    of all comments. A value that would no longer be one (a colon, a bracket) is written in quotes. A text that is no
    YAML is replaced as it stands.
    """
    try:
        root = yaml.compose(source, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        root = None
    if root is None:
        return Shift.of(source, find(source)).new
    cuts: list[Cut] = []
    for node, path in _nodes(root, ()):
        start, end = node.start_mark.index, node.end_mark.index
        if whole and path in whole and node is not root:
            end = start + len(source[start:end].rstrip())
            cuts.append(Cut(start, end, whole[path] if start < end else f" {whole[path]}"))
        elif isinstance(node, yaml.ScalarNode) and not _inside(cuts, start):
            cuts += _scalar_cuts(source, node, find)
    between = _comments(comments) if comments is not None else find
    cuts += _around(source, cuts, between, root)
    return Shift.of(source, cuts).new


def front_fields(source: str) -> Mapping[str, Any]:
    """The fields of front matter; none where it is no mapping."""
    try:
        found = yaml.load(source, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return {}
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _nodes(node: yaml.Node, path: Path) -> Iterator[tuple[yaml.Node, Path]]:
    """Every node with the path of its value; keys have the path of their mapping, with ``?``."""
    yield node, path
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _nodes(key, (*path, "?"))
            yield from _nodes(value, (*path, str(getattr(key, "value", "?"))))
    elif isinstance(node, yaml.SequenceNode):
        for n, each in enumerate(node.value):
            yield from _nodes(each, (*path, str(n)))


def _scalar_cuts(source: str, node: yaml.ScalarNode, find: Finder) -> list[Cut]:
    start, end = node.start_mark.index, node.end_mark.index
    written = source[start:end]
    value = Shift.of(node.value, find(node.value)).new
    in_place = Shift.of(written, find(written))
    if value == node.value:
        return []
    if _reads_as(in_place.new, value, flow=node.style is None):
        return [Cut(cut.start + start, cut.end + start, cut.put) for cut in in_place.cuts]
    tail = "\n" if node.style in {"|", ">"} and written.endswith("\n") else ""
    return [Cut(start, end, json.dumps(value, ensure_ascii=False) + tail)]


def _reads_as(written: str, value: str, *, flow: bool) -> bool:
    """Whether a scalar written so has that value, also within brackets."""
    if not written.strip():
        return False
    contexts: list[Callable[[str], str]] = [lambda text: f"k: {text}\n"]
    contexts += [lambda text: f"{{k: {text}}}"] if flow else []
    for context in contexts:
        try:
            read: Any = yaml.compose(context(written), Loader=yaml.CSafeLoader)
        except yaml.YAMLError:
            return False
        found = read.value[0][1] if isinstance(read, yaml.MappingNode) and len(read.value) == 1 else None
        if not isinstance(found, yaml.ScalarNode) or found.value != value:
            return False
        if found.tag != "tag:yaml.org,2002:str" and not found.style:
            return False
    return True


def _inside(cuts: list[Cut], position: int) -> bool:
    return any(cut.start <= position < cut.end for cut in cuts)


def _comments(put: str) -> Finder:
    """Every comment; what looks like one within a value is for the caller to leave alone."""
    pattern = re.compile(r"(?m)(?:^|(?<=\s))(?=(#.*)$)")
    return lambda text: tuple(Cut(*found.span(1), f"# {put}") for found in pattern.finditer(text))


def _around(source: str, cuts: list[Cut], find: Finder, root: yaml.Node) -> list[Cut]:
    """What stands between values: comments."""
    scalars = sorted(
        (node.start_mark.index, node.end_mark.index)
        for node, _ in _nodes(root, ())
        if isinstance(node, yaml.ScalarNode)
    )
    taken = [*scalars, *((cut.start, cut.end) for cut in cuts)]
    found: list[Cut] = []
    for cut in find(source):
        if not any(cut.start < end and start < cut.end for start, end in taken):
            taken.append((cut.start, cut.end))
            found.append(cut)
    return found
