"""The map of ``imqual pseudonymise``: names, and what takes their place. It never belongs to the study."""

from __future__ import annotations

from pathlib import Path

from imcommerce_qual.model.problem import Place, Problem
from imcommerce_qual.store.textfile import read_text
from imcommerce_qual.store.yamlfile import parse_yaml


def read_names(path: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The names of a YAML mapping (``王芳: 卖家A``), and what was wrong with it."""
    file, problems = read_text(path, path.name)
    if file is None:
        return {}, problems
    parsed = parse_yaml(file)
    found = [*problems, *parsed.problems]
    if not isinstance(parsed.data, dict):
        return {}, (*found, *([] if parsed.problems else [_wrong(Place(file=path.name, line=1, column=1))]))
    for name, put in parsed.data.items():
        if not isinstance(put, str):
            found.append(_wrong(parsed.place((name,), path.name)))
    return {name: put for name, put in parsed.data.items() if isinstance(put, str)}, tuple(found)


def _wrong(place: Place) -> Problem:
    return Problem(
        code="field-type",
        message="this is no name with what takes its place",
        remedy='write a line for each name: `Wang Fang: "[seller A]"`',
        place=place,
    )
