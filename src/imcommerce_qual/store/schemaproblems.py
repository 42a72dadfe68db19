"""pydantic's errors and YAML's guesses, in words for the person who wrote the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from imcommerce_qual.core.nearest import nearest
from imcommerce_qual.model.problem import Problem
from imcommerce_qual.store import schema
from imcommerce_qual.store.yamlfile import YamlFile

Path = tuple[str | int, ...]

_WANTED = {
    "string_type": "text",
    "string_too_short": "some text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list (`[a, b]`, or lines that begin with `- `)",
    "dict_type": "a mapping (`name: value` lines)",
    "model_type": "a mapping (`name: value` lines)",
    "model_attributes_type": "a mapping (`name: value` lines)",
}

#: pydantic's names of what may stand where any single value may: it lists an error for each.
_SCALARS = frozenset({"bool", "int", "float", "str"})


def guess_problems(parsed: YamlFile, dates: frozenset[str]) -> Iterator[Problem]:
    """Unquoted words that YAML readers take for something else; dates are fine where a date is asked for."""
    for path, guess in parsed.guesses.items():
        is_key = path[-1] == "?"
        named = path[-2] if is_key else path[-1]
        if guess == "a date" and named in dates and not is_key:
            continue
        place = parsed.places[path]
        word = (place.source or "")[(place.column or 1) - 1 :][: place.width].strip()
        yield Problem(
            code="yaml-guess",
            message=f"unquoted, `{word}` is not text to other YAML readers, but {guess}",
            remedy=f"quote it: '{word}'",
            place=place,
        )


def schema_problem(kind: str, name: str, parsed: YamlFile, data: Any, error: dict[str, Any]) -> tuple[Problem, Path]:
    """One of pydantic's errors about *data* as a problem, and the path in the data that it is about."""
    path = _data_path(data, tuple(error["loc"]), missing=error["type"] == "missing")
    makers = {"missing": _missing, "extra_forbidden": _unknown, "literal_error": _not_allowed}
    make = makers.get(error["type"], _too_small if error["type"] == "greater_than_equal" else _type)
    return make(kind, name, parsed, error, path), path


def _data_path(data: Any, loc: Path, *, missing: bool) -> Path:
    """*loc* without the tags that pydantic adds for unions: steps that the data really has."""
    found: list[str | int] = []
    for n, step in enumerate(loc):
        inside = step in data if isinstance(data, dict) else isinstance(data, list) and isinstance(step, int)
        if inside:
            data = data[step]
            found.append(step)
        elif missing and n == len(loc) - 1:
            found.append(step)
    return tuple(found)


def holder_of(data: Any, path: Path) -> Any:
    """The mapping or list that holds what is at *path*; None where there is none."""
    for step in path[:-1]:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def meant(kind: str, data: Any, path: Path) -> str | None:
    """The field that an unknown one is a misspelling of: nearly the same name, and not there itself."""
    holder = holder_of(data, path)
    near = nearest(str(path[-1]), schema.field_names(kind, path[:-1]), cutoff=0.8)
    return near if isinstance(holder, dict) and near is not None and near not in holder else None


def _missing(kind: str, name: str, parsed: YamlFile, _error: dict[str, Any], path: Path) -> Problem:
    field = str(path[-1])
    code = "missing-id" if field == "id" else "missing-field"
    holder = holder_of(parsed.data, path)
    name_of = holder.get("id") or holder.get("label") if isinstance(holder, dict) and path[:-1] else None
    where = f"`{name_of or _dotted(path[:-1])}` has" if path[:-1] else f"this {kind} file has"
    return Problem(
        code=code,
        message=f"{where} no `{field}`",
        remedy=f"add `{field}: …`",
        place=parsed.place(path[:-1], name),
    )


def _unknown(kind: str, name: str, parsed: YamlFile, _error: dict[str, Any], path: Path) -> Problem:
    known = schema.field_names(kind, path[:-1])
    near = nearest(str(path[-1]), known)
    return Problem(
        code="unknown-field",
        message=f"there is no field `{path[-1]}` here",
        remedy=f"did you mean `{near}`?" if near else f"known here: {', '.join(known)}",
        place=parsed.keys.get(path, parsed.place(path, name)),
    )


def _not_allowed(_kind: str, name: str, parsed: YamlFile, error: dict[str, Any], path: Path) -> Problem:
    or_a_list = ", or a list of values" if str(error["loc"][-1]).startswith("literal[") else ""
    return Problem(
        code="field-value",
        message=f"`{_dotted(path)}` cannot be {error['input']!r}",
        remedy=f"write one of: {error['ctx']['expected'].replace(' or ', ', ')}{or_a_list}",
        place=parsed.place(path, name),
    )


def _too_small(_kind: str, name: str, parsed: YamlFile, error: dict[str, Any], path: Path) -> Problem:
    least = error["ctx"]["ge"]
    return Problem(
        code="field-value",
        message=f"`{_dotted(path)}` cannot be {error['input']!r}; numbers begin with {least} here",
        remedy=f"write `{path[-1]}: {least}`",
        place=parsed.place(path, name),
    )


def _type(_kind: str, name: str, parsed: YamlFile, error: dict[str, Any], path: Path) -> Problem:
    wanted = _WANTED.get(error["type"], error["msg"].removeprefix("Input should be ").removeprefix("a valid "))
    if error["loc"][-1] in _SCALARS:
        wanted = "one value (text, a number, true or false)"
    place = parsed.place(path, name)
    value = error["input"]
    if wanted in {"text", "some text"} and isinstance(value, bool | int | float):
        word = (place.source or "")[(place.column or 1) - 1 :][: place.width].strip()
        return Problem(
            code="yaml-guess",
            message=f"`{_dotted(path)}` should be text; unquoted, `{word}` is read as a value of another type",
            remedy=f"quote it: '{word}'",
            place=place,
        )
    return Problem(
        code="field-type",
        message=f"`{_dotted(path)}` should be {wanted}" if path else f"this should be {wanted}",
        remedy=_listed(path, value) if error["type"] == "list_type" and isinstance(value, str) else _SEE,
        place=place,
    )


_SEE = "see docs/reference/files.md for what may stand here"


def _listed(path: Path, value: str) -> str:
    """The same words as a list of one line, on which each would have been a line's."""
    items = ", ".join(part for each in re.split("[,，、]", value) if (part := each.strip()))
    return f"write `{path[-1]}: [{items}]`" if isinstance(path[-1], str) else f"write `[{items}]`"


def _dotted(path: Path) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
