"""A list of codes from another program, or from a table that somebody wrote, as codes in a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from imcommerce_qual.formats.codecolumns import COUNTED, NAMES, levels, plain_title, recognise
from imcommerce_qual.formats.codesheet import Row, SheetError, header_of

FIELDS = (
    *("short", "definition", "use_when", "not_when", "example", "origin", "support", "aliases"),
    *("key", "color", "rolls_up"),
)
#: Between the names of codes in a path: MAXQDA, QualCoder, NVivo, ATLAS.ti, each with or without spaces around.
_PATHS = (r"\s*(?:>>?|\\\\?)\s*", r"\s*::\s*", r"\s+/\s+", r"\s*[→»›]\s*")
#: What some programs write before a code to show how deep it stands.
_DASHES = re.compile(r"^((?:--|– ?– ?|—|\.\.|•|\+)\s*)+")
_ROOTS = frozenset({"codes", "nodes", "code system", "codesystem", "codebook", "编码", "节点"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A code as the file has it: the labels from the top of the tree down to its own, and its fields.

    ``id`` is its dotted id where the file gives one; ``row`` the row's number.
    """

    row: int
    path: tuple[str, ...]
    id: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesFound:
    """The codes of a file, how its columns were understood, and what was not taken.

    ``columns`` maps fields to titles; ``lost`` are sentences; ``tree`` says where the hierarchy was found.
    """

    codes: tuple[Found, ...]
    columns: Mapping[str, str]
    tree: str
    lost: tuple[str, ...] = ()


def find_codes(rows: tuple[Row, ...], chosen: Mapping[str, str] | None = None) -> CodesFound:
    """The codes in *rows*; *chosen* maps fields to titles of columns, where the guess is not right.

    Raises:
        SheetError: no column holds codes, or a chosen one is not there.
    """
    if not rows:
        raise SheetError("there is nothing in it", "is it the right file, or the right sheet?")
    head = _chosen_header(rows, chosen) if chosen else header_of(rows)
    if head is None:
        return _without_header(rows)
    titles = rows[head].cells
    columns = recognise(titles)
    for name, title in (chosen or {}).items():
        wanted = next(n for n, each in enumerate(titles) if plain_title(each) == plain_title(title))
        columns = {key: n for key, n in columns.items() if n != wanted}
        columns[name] = wanted
    level_columns = () if chosen and {"label", "id", "path"} & chosen.keys() else levels(titles)
    if not level_columns and not {"label", "id", "path"} & columns.keys():
        raise SheetError(
            f"no column holds the names of codes; there are: {', '.join(filter(None, titles))}", '--columns "label=…"'
        )
    reader = _Reader(titles, columns, level_columns, rows[head + 1 :])
    codes, tree = reader.codes()
    named = {key: titles[n] for key, n in columns.items()}
    named |= {f"level {n}": titles[column] for n, column in enumerate(level_columns, 1)}
    return CodesFound(codes=codes, columns=named, tree=tree, lost=tuple(reader.lost()))


def _chosen_header(rows: tuple[Row, ...], chosen: Mapping[str, str]) -> int:
    for name in chosen:
        if name not in NAMES:
            raise SheetError(f"codes have no field `{name}`", f"there are: {', '.join(NAMES)}")
    for n, row in enumerate(rows):
        titles = {plain_title(each) for each in row.cells}
        if all(plain_title(title) in titles for title in chosen.values()):
            return n
    there = ", ".join(filter(None, rows[0].cells))
    missing = [title for title in chosen.values() if plain_title(title) not in map(plain_title, rows[0].cells)]
    raise SheetError(f"there is no column `{(missing or list(chosen.values()))[0]}`", f"there are: {there}")


def _without_header(rows: tuple[Row, ...]) -> CodesFound:
    """Names of codes, and what they mean beside them, without any titles."""
    widest = max(len([cell for cell in row.cells if cell.strip()]) for row in rows)
    if widest > 2:
        raise SheetError(
            f"no row names the columns of a list of codes; the first is: {', '.join(filter(None, rows[0].cells))}",
            'say which column is which: --columns "label=…,definition=…"',
        )
    reader = _Reader(("", ""), {"label": 0, "definition": 1}, (), rows)
    codes, tree = reader.codes()
    columns = {"label": "first column", "definition": "second column"}
    return CodesFound(codes=codes, columns=columns, tree=tree, lost=tuple(reader.lost()))


@dataclass(slots=True)
class _Reader:
    titles: Sequence[str]
    columns: Mapping[str, int]
    levels: tuple[int, ...]
    rows: Sequence[Row]
    _skipped: list[int] = field(default_factory=list)

    def cell(self, row: Row, name: str) -> str:
        """The words of a field, as they are but for white space around them."""
        return self.raw(row, name).strip()

    def raw(self, row: Row, name: str) -> str:
        """The words of a field to the letter."""
        column = self.columns.get(name)
        return row.cells[column] if column is not None and column < len(row.cells) else ""

    def codes(self) -> tuple[tuple[Found, ...], str]:
        """The codes, and where their hierarchy was found."""
        paths, tree = self.paths()
        found: list[Found] = []
        for row, path in paths:
            if not path:
                self._skipped.append(row.number)
                continue
            fields = {name: words for name in FIELDS if (words := self.raw(row, name)).strip()}
            found.append(Found(row=row.number, path=path, id=self.cell(row, "id") or None, fields=fields))
        return tuple(found), tree

    def paths(self) -> tuple[list[tuple[Row, tuple[str, ...]]], str]:
        if self.levels:
            return list(self.by_levels()), "a column for each level"
        names = [self.name(row) for row in self.rows]
        ids = [self.cell(row, "id") for row in self.rows]
        if "id" in self.columns and all(_is_dotted(each) for each in ids if each):
            return list(self.by_ids()), "dotted ids"
        if any(self.cell(row, "parent") for row in self.rows):
            return list(self.by_parents()), f"the column {self.titles[self.columns['parent']]}"
        for sign in _PATHS:
            if any(len(_split(sign, name)) > 1 for name in names):
                return [(row, _split(sign, name)) for row, name in zip(self.rows, names, strict=True)], "paths in names"
        if "level" in self.columns:
            depths = [int(words) if (words := self.cell(row, "level")).isdecimal() else 0 for row in self.rows]
            return list(self.by_depths(depths)), f"the column {self.titles[self.columns['level']]}"
        if self.columns.get("label", 0) == 0 and any(row.indent for row in self.rows):
            return list(self.by_depths([row.indent for row in self.rows])), "how far names are indented"
        if any(_DASHES.match(name) for name in names):
            depths = [len(_dashes(name)) for name in names]
            return list(self.by_depths(depths)), "dashes before names"
        known = {name for name in names if name}
        if any(" " not in name and name.rpartition(".")[0] in known for name in names):
            return [
                (row, tuple(name.split(".")) if name else ()) for row, name in zip(self.rows, names, strict=True)
            ], ("dotted names")
        return [
            (row, (name,) if name else ()) for row, name in zip(self.rows, names, strict=True)
        ], "none: all are at the top"

    def name(self, row: Row) -> str:
        return self.cell(row, "path") or self.cell(row, "label") or self.cell(row, "id")

    def by_levels(self) -> Iterator[tuple[Row, tuple[str, ...]]]:
        """A level's name holds for the rows below it, until another stands there."""
        above: list[str] = [""] * len(self.levels)
        for row in self.rows:
            here = [row.cells[n].strip() if n < len(row.cells) else "" for n in self.levels]
            for n, name in enumerate(here):
                if name:
                    above = [*above[:n], name, *[""] * (len(above) - n - 1)]
            yield row, tuple(name for name in above if name) if any(here) else ()

    def by_ids(self) -> Iterator[tuple[Row, tuple[str, ...]]]:
        labels = {self.cell(row, "id"): self.cell(row, "label") for row in self.rows}
        for row in self.rows:
            parts = self.cell(row, "id").split(".") if self.cell(row, "id") else []
            above = [".".join(parts[: n + 1]) for n in range(len(parts))]
            yield row, tuple(labels.get(each) or each.rpartition(".")[2] for each in above)

    def by_parents(self) -> Iterator[tuple[Row, tuple[str, ...]]]:
        """A parent is named by its id, its name, or its whole path; one that has no row of its own is a code too."""
        parents: dict[str, str] = {}
        names: dict[str, str] = {}
        for row in self.rows:
            for key in (self.cell(row, "id"), self.name(row)):
                if key and key not in parents:
                    parents[key], names[key] = self.cell(row, "parent"), self.name(row)
        for row in self.rows:
            name = self.name(row)
            above: list[str] = []
            current = self.cell(row, "parent")
            while current and len(above) < 50 and names.get(current, current) not in {*above, name}:
                split = next((parts for sign in _PATHS if len(parts := _split(sign, current)) > 1), None)
                if split is not None and current not in parents:
                    above[:0] = split
                    break
                above.insert(0, names.get(current, current))
                current = parents.get(current, "")
            yield row, (*above, name) if name else ()

    def by_depths(self, depths: Sequence[int]) -> Iterator[tuple[Row, tuple[str, ...]]]:
        """The deeper stands under the nearest one above that is less deep."""
        above: list[tuple[int, str]] = []
        for row, depth in zip(self.rows, depths, strict=True):
            name = _DASHES.sub("", self.name(row))
            if not name:
                yield row, ()
                continue
            above = [each for each in above if each[0] < depth]
            above.append((depth, name))
            yield row, tuple(each for _, each in above)

    def lost(self) -> Iterator[str]:
        """What of the file is not in the codes: columns with words, and rows without a name."""
        taken = {*self.columns.values(), *self.levels}
        counted: list[str] = []
        for n, title in enumerate(self.titles):
            filled = sum(bool(row.cells[n].strip()) for row in self.rows if n < len(row.cells))
            if n not in taken and filled and title.strip():
                if plain_title(title) in COUNTED:
                    counted.append(title.strip())
                else:
                    yield f"the column {title.strip()} ({filled} filled): codes have no such field"
        if counted:
            yield f"what is counted or quoted anew in every study: {', '.join(counted)}"
        unnamed = sum(len(row.cells) > len(self.titles) for row in self.rows)
        if unnamed:
            yield f"cells beyond the last title, in {unnamed} rows"
        if self._skipped:
            shown = ", ".join(map(str, self._skipped[:10])) + (" …" if len(self._skipped) > 10 else "")
            yield f"rows that name no code: {shown}"


def _is_dotted(name: str) -> bool:
    return bool(re.fullmatch(r"\w+(?:\.\w+)*", name)) and not name.isdecimal()


def _split(sign: str, name: str) -> tuple[str, ...]:
    """The parts of a path, without a root that only says that these are codes."""
    parts = tuple(part.strip() for part in re.split(sign, name) if part.strip())
    return parts[1:] if len(parts) > 1 and parts[0].casefold() in _ROOTS else parts


def _dashes(name: str) -> str:
    found = _DASHES.match(name)
    return found[0] if found else ""
