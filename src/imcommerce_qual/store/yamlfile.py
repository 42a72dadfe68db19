"""YAML with the place of every field, and none of YAML's guesses taken silently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import yaml

from imcommerce_qual.model.problem import Place, Problem
from imcommerce_qual.store.textfile import TextFile
from imcommerce_qual.store.yamlsyntax import syntax_problem

Path = tuple[str | int, ...]

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?$")
#: Mappings and lists in each other; no file of ours comes near it.
_DEEPEST = 64
_TOO_DEEP = "mappings and lists lie too deep in each other"
_MANY = 500
_INDENTED = re.compile(rf"^[ ?-]{{{_MANY}}}", re.MULTILINE)
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_GUESSES = {
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:merge": "an instruction to merge",
    "tag:yaml.org,2002:value": "a special key",
}


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a YAML text holds.

    ``places`` has the place of each value by its path, ``keys`` of each key. ``guesses`` names the paths whose
    unquoted text other YAML readers take for something else (``no``, ``12:30``, a date): here they are text.
    """

    data: Any
    places: Mapping[Path, Place] = field(default_factory=dict)
    keys: Mapping[Path, Place] = field(default_factory=dict)
    guesses: Mapping[Path, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def place(self, path: Path, name: str) -> Place:
        """The place of a field's value (its name's, where the path ends in ``?``), or of the nearest around it."""
        if path[-1:] == ("?",) and path[:-1] in self.keys:
            return self.keys[path[:-1]]
        for end in range(len(path), -1, -1):
            found = self.places.get(path[:end])
            if found is not None and end:
                return found if end == len(path) else self.keys.get(path[:end], found)
        return self.places.get((), Place(file=name, line=1, column=1))


@dataclass(slots=True)
class _Walk:
    """Collects places while the tree of nodes becomes plain data."""

    file: TextFile
    base: int
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    guesses: dict[Path, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, node: yaml.Node) -> Place:
        start, end = node.start_mark, node.end_mark
        # By offset: YAML also ends lines at U+2028 and the like, the file does not.
        return self.file.place_at(self.base + start.index, end.index - start.index if end.line == start.line else 1)

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.places[path] = self.place(node)
        if len(path) > _DEEPEST:
            raise yaml.MarkedYAMLError(problem=_TOO_DEEP, problem_mark=cast("Any", node.start_mark))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*path, n)) for n, each in enumerate(node.value)]
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            at = (*path, key)
            if key in found:
                first = self.keys[at].line
                self.problems.append(
                    Problem(
                        code="yaml-duplicate-key",
                        message=f"`{key}` is given twice; the first is on line {first}",
                        remedy="keep one of them: YAML would silently take the last",
                        place=self.place(key_node),
                    )
                )
                continue
            self.keys[at] = self.place(key_node)
            if _guess(key_node) is not None:
                self.guesses[(*at, "?")] = _guess(key_node) or ""
                self.places[(*at, "?")] = self.place(key_node)
            found[key] = self.value(value_node, at)
        return found

    def scalar(self, node: yaml.Node, path: Path) -> Any:
        text = str(node.value)
        if getattr(node, "style", None) or node.tag == "tag:yaml.org,2002:str":
            return text
        if text.lower() in _CONSTANTS and text in {"true", "false", "null", "~", ""}:
            return _CONSTANTS[text]
        if _INT.match(text):
            return _whole_number(text)
        if _FLOAT.match(text):
            return float(text)
        self.guesses[path] = _guess(node) or "something else"
        return text


def _whole_number(text: str) -> int | str:
    try:
        return int(text)
    except ValueError:  # thousands of digits: Python refuses, and nobody meant a number
        return text


def _guess(node: yaml.Node) -> str | None:
    """What YAML 1.1 makes of an unquoted word that looks like text, or None where it stays text."""
    if not isinstance(node, yaml.ScalarNode) or node.style:
        return None
    return _GUESSES.get(node.tag)


def parse_yaml(file: TextFile, text: str | None = None, *, first_line: int = 1) -> YamlFile:
    """The file's YAML (or *text*, a part of it that begins on *first_line*) as plain data with places.

    Mappings become dicts with text keys, scalars become text, whole numbers, decimal numbers, true, false or None;
    aliases and tags are refused, since neither belongs in a file that people edit.
    """
    source = file.text if text is None else text
    base = file.starts[first_line - 1]
    walk = _Walk(file, base)
    try:
        if "&" in source or "!" in source or _may_be_deep(source):
            _look_through(yaml.parse(source, Loader=yaml.CSafeLoader))
        node = yaml.compose(source, Loader=yaml.CSafeLoader)
        data = None if node is None else walk.value(node, ())
    except yaml.MarkedYAMLError as error:
        return YamlFile(None, problems=(syntax_problem(file, error, base),))
    except yaml.YAMLError as error:  # a control character: yaml gives a position, in bytes, but no mark
        before = source.encode("utf-8")[: getattr(error, "position", 0)]
        problem = Problem(
            code="yaml-syntax",
            message="a control character stands here, which YAML does not allow",
            remedy="delete it",
            place=file.place_at(base + len(before.decode("utf-8", "ignore"))),
        )
        return YamlFile(None, problems=(problem,))
    return YamlFile(data, walk.places, walk.keys, walk.guesses, tuple(walk.problems))


def _may_be_deep(source: str) -> bool:
    """Whether so many brackets or indents begin there that composing them, each in the other, could take all memory."""
    return source.count("[") + source.count("{") > _MANY or _INDENTED.search(source) is not None


def _look_through(events: Iterator[yaml.Event]) -> None:
    """Stop at an anchor, an alias, a tag, or where mappings and lists lie too deep in each other."""
    depth = 0
    for event in events:
        _refuse_anchor(event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise yaml.MarkedYAMLError(problem=_TOO_DEEP, problem_mark=cast("Any", event.start_mark))


def _refuse_anchor(event: yaml.Event) -> None:
    anchored = getattr(event, "anchor", None) is not None
    tagged = getattr(event, "tag", None) is not None
    if anchored or tagged:
        what = "an anchor or alias (& or *)" if anchored else "a tag (!)"
        raise yaml.MarkedYAMLError(problem=f"{what} is not read here", problem_mark=cast("Any", event.start_mark))
