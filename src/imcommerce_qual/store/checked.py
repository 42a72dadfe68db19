"""A YAML text to checked plain data: every problem at once, and the rest still loads."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache as once
from functools import partial
from typing import TYPE_CHECKING, Any

from imcommerce_qual.model.problem import Place, Problem
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.textfile import TextFile, hash16

if TYPE_CHECKING:
    from imcommerce_qual.store.yamlfile import YamlFile

Path = tuple[str | int, ...]

#: What stands in for a required field that is missing or wrong, so that the rest can be checked.
_STAND_IN: Mapping[str, Any] = {
    "version": 1,
    "revision": 1,
    "role": "other",
    "provenance": "synthetic",
    "status": "unknown",
    "change": "redefined",
    "wanted": True,
    "codes": [],
    "speakers": {},
}


@dataclass(frozen=True, slots=True)
class Checked:
    """Checked plain data (None: nothing usable), and its YAML for places, parsed when one is asked for."""

    data: dict[str, Any] | None
    yaml: Callable[[], YamlFile] | None = field(default=None, compare=False, repr=False)
    problems: tuple[Problem, ...] = ()
    name: str = field(default="")

    def place(self, path: Path) -> Place:
        """The place of a field path, or the file where there is no YAML."""
        return self.yaml().place(path, self.name) if self.yaml is not None else Place(file=self.name)


def read_checked(kind: str, file: TextFile, cache: Cache, text: str | None = None, first_line: int = 1) -> Checked:
    """A file of this *kind* (or *text*, the YAML in it from *first_line*), checked against its schema.

    A text that the cache knows to be without problems is not parsed again.
    """
    source = file.text if text is None else text
    key = f"{kind}:{hash16(source.encode('utf-8', 'surrogatepass'))}"
    parsed = once(partial(_parsed, file, source, first_line))
    known = cache.get(key)
    if known is not None:
        return Checked(known, parsed, name=file.name)
    data, problems = _check(kind, file.name, parsed())
    if data is not None and not problems:
        cache.put(key, data)
    return Checked(data, parsed, problems, file.name)


def _parsed(file: TextFile, source: str, first_line: int) -> YamlFile:
    from imcommerce_qual.store.yamlfile import parse_yaml

    return parse_yaml(file, source, first_line=first_line)


def _check(kind: str, name: str, parsed: YamlFile) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    from imcommerce_qual.store import schema
    from imcommerce_qual.store.schemaproblems import guess_problems, holder_of, meant, schema_problem

    problems = [*parsed.problems]
    if parsed.data is None and problems:
        return None, tuple(problems)
    if not isinstance(parsed.data, dict):
        return None, (*problems, _not_a_mapping(kind, name, parsed))
    version = parsed.data.get("version")
    newest = schema.VERSIONS[kind]
    if isinstance(version, int) and version > newest:
        return None, (*problems, _newer(kind, name, parsed, version, newest))
    guesses = tuple(guess_problems(parsed, schema.DATES))
    data = copy.deepcopy(parsed.data)
    mended: list[Path] = []
    for _ in range(8):
        checked, errors = schema.validate(kind, data)
        if checked is not None:
            break
        # Misspelt names first: under the right one, nothing is missing.
        errors.sort(key=lambda each: each["type"] != "extra_forbidden")
        found = [(error, *schema_problem(kind, name, parsed, data, error)) for error in errors]
        for error, problem, path in found:
            if error["type"] == "extra_forbidden" and (right := meant(kind, data, path)):
                holder = holder_of(data, path)
                holder[right] = holder.pop(path[-1])
                mended.append((*path[:-1], right))
                problems.append(problem)
                continue
            # One problem a place: what is wrong with our stand-in, or with it as a value of another type, is not news.
            if not any(path[: len(each)] == each for each in mended):
                problems.append(problem)
            mended.append(path)
            _mend(data, path, missing=error["type"] == "missing")
    # Where a field wants something else, quoting the guess would not help.
    told = {problem.place for problem in problems}
    return checked, (*(guess for guess in guesses if guess.place not in told), *problems)


def _mend(data: Any, path: Path, *, missing: bool) -> None:
    """Take out what is wrong, or put a stand-in for what is missing, so that checking can go on."""
    from imcommerce_qual.store.schemaproblems import holder_of

    holder = holder_of(data, path)
    last = path[-1] if path else None
    if isinstance(holder, list) and isinstance(last, int) and last < len(holder):
        # A wrong item becomes an empty one of its kind; deleting it would shift its neighbours' places.
        holder[last] = {} if not isinstance(holder[last], dict) and _holds_mappings(path) else "?"
    elif isinstance(holder, dict) and isinstance(last, str):
        known_wrong = not missing and last in holder
        if known_wrong:
            del holder[last]
        elif missing:
            holder.setdefault(last, copy.deepcopy(_STAND_IN.get(last, "?")))


def _holds_mappings(path: Path) -> bool:
    names = [step for step in path if isinstance(step, str)]
    return bool(names) and names[-1] in {"codes", "history", "questions", "findings", "themes", "across"}


def _not_a_mapping(kind: str, name: str, parsed: YamlFile) -> Problem:
    return Problem(
        code="field-type",
        message="there is nothing here" if parsed.data is None else "this should be a mapping (`field: value` lines)",
        remedy=f"write the fields of a {kind} file; begin with `version: 1`",
        place=parsed.place((), name),
    )


def _newer(kind: str, name: str, parsed: YamlFile, version: int, newest: int) -> Problem:
    return Problem(
        code="newer-version",
        message=f"this {kind} file is of version {version}; this program knows up to {newest}",
        remedy="upgrade imqual; nothing in the file was changed",
        place=parsed.place(("version",), name),
    )
