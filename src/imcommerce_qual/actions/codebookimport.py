"""Codes from a table of another program, looked at first: what is new, what is there already, what is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.codebookchange import CodebookPlan, plan
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.revising import Draft, Put, Revision, Take, below
from imcommerce_qual.formats.codelist import CodesFound, Found, find_codes
from imcommerce_qual.formats.codesheet import SheetError, read_sheet
from imcommerce_qual.model.codebook import PROPOSAL, Code, Codebook
from imcommerce_qual.model.problem import Problem
from imcommerce_qual.render.templates import render_codebook
from imcommerce_qual.store.ids import code_part_fault, folded
from imcommerce_qual.store.proposals import slug_of
from imcommerce_qual.store.textfile import hash16, unreadable

_YES = frozenset({"true", "yes", "y", "1", "是", "ja"})
_NO = frozenset({"false", "no", "n", "0", "否", "nein"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A row about a code that the codebook has, with other words, or that cannot be taken; nothing of it is taken."""

    row: int
    code: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesPlan:
    """What an import would add; nothing was written.

    ``new`` are codes, parents first; ``same`` ids that are there with the same words; ``made`` parents that have no row
    of their own; ``replaced``: the sample codes of ``init`` go. ``change`` is None where nothing would be written.
    """

    file: Path
    how: str
    columns: Mapping[str, str]
    tree: str
    new: tuple[Code, ...]
    same: tuple[str, ...]
    made: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    lost: tuple[str, ...]
    replaced: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    change: CodebookPlan | None = None


def plan_codes(
    opened: Opened,
    by: str,
    file: Path,
    *,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    why: str = "",
) -> CodesPlan:
    """The codes of *file* as they would come into the codebook. What the codebook has is never changed.

    Raises:
        RefusedError: the file cannot be read, or lists no codes.
        WrongUseError: there is no such encoding, sheet or column.
    """
    check_text(why)
    found, how, problems = _read(file, columns, sheet, encoding)
    book = opened.study.codebook
    replaced = _samples(opened)
    if replaced:
        kept = {id_: code for id_, code in book.codes.items() if id_.startswith(PROPOSAL)}
        book = replace(book, codes=kept, aliases={})
    taking = _Taking(book)
    for each in found.codes:
        taking.take(each)
    new = tuple(taking.new.values())
    change = None
    if new:
        change = plan(
            opened, by, lambda book: _import(book, new, replaced), why=why.strip() or f"imported from {file.name}"
        )
    return CodesPlan(
        file=file,
        how=how,
        columns=found.columns,
        tree=found.tree,
        new=new,
        same=tuple(taking.same),
        made=tuple(taking.made),
        conflicts=tuple(taking.conflicts),
        lost=(*found.lost, *taking.lost),
        replaced=replaced if new else (),
        problems=problems,
        change=change,
    )


def _import(book: Codebook, new: tuple[Code, ...], replaced: tuple[str, ...]) -> Revision:
    gone = {each for code in replaced for each in below(book.codes, code)}
    return Revision(
        steps=(
            *(Take(code=each) for each in sorted(gone, key=lambda each: -each.count("."))),
            *(Put(code=code) for code in new),
        ),
        entries=(Draft(change="added", to=tuple(code.id for code in new)),),
    )


def _read(
    file: Path, columns: Mapping[str, str] | None, sheet: str | None, encoding: str | None
) -> tuple[CodesFound, str, tuple[Problem, ...]]:
    try:
        raw = file.read_bytes()
    except OSError as error:
        problem = unreadable(file, str(file), error)
        raise RefusedError(f"{file}: {problem.message}", problem.remedy) from None
    try:
        read = read_sheet(str(file), raw, encoding=encoding, sheet=sheet)
        if errors := tuple(problem for problem in read.problems if problem.severity == "error"):
            raise RefusedError(f"{file} cannot be read; nothing was written", errors[0].remedy, errors)
        return find_codes(read.rows, columns), read.how, read.problems
    except SheetError as error:
        wrong = WrongUseError if columns or sheet else RefusedError
        raise wrong(f"{file}: {error}; nothing was written", error.remedy) from None
    except ValueError as error:
        raise WrongUseError(str(error)) from None


def _samples(opened: Opened) -> tuple[str, ...]:
    """The codes at the top of a codebook that is still as ``init`` wrote it, and that nobody used."""
    book = opened.study.codebook
    if hash16(render_codebook(book.id).encode()) != book.hash or any(file.log.events for file in opened.workspace.logs):
        return ()
    return tuple(id_ for id_, code in book.codes.items() if code.parent is None and not id_.startswith(PROPOSAL))


class _Taking:
    """Rows one after the other, as codes that are new, there already, or in conflict."""

    def __init__(self, book: Codebook) -> None:
        self.book = book
        self.line = lineage(book.history)
        self.used = {each for change in book.history for each in (*change.from_, *change.to)}
        self.new: dict[str, Code] = {}
        self.same: list[str] = []
        self.made: list[str] = []
        self.conflicts: list[Conflict] = []
        self.lost: list[str] = []
        self._rows: dict[str, int] = {}
        self._keys = {code.key: code.id for code in book.codes.values() if code.key}
        self._aliases = {folded(alias): id_ for alias, id_ in book.aliases.items()}
        self._ids = {folded(id_): id_ for id_ in book.codes}

    def take(self, found: Found) -> None:
        """One row: a code, after those above it."""
        parent: str | None = None
        if found.id is None:
            for depth in range(1, len(found.path)):
                parent = self._known(found.path[depth - 1], parent) or self._make(found.path[depth - 1], parent)
            known = self._known(found.path[-1], parent)
            wanted = known or self._new_id(found.path[-1], parent)
        else:
            wanted = self._legal(found)
            parts = wanted.split(".")
            for depth in range(1, len(parts)):
                above = ".".join(parts[:depth])
                if folded(above) not in self._ids:
                    self._put(Code(id=above, label=found.path[depth - 1]))
                    self.made.append(above)
            known = self._ids.get(folded(wanted))
        if known is None:
            self._add(found, wanted)
        elif known in self.made:
            self.made.remove(known)
            self.new[known] = self._code(found, known)
            self._rows[known] = found.row
        else:
            self._compare(found, known)

    def _known(self, label: str, parent: str | None) -> str | None:
        """The code of that label below *parent*, of today's codebook or new; also by its id or another of its names."""
        codes = [*self.book.codes.values(), *self.new.values()]
        same = folded(" ".join(label.split()))
        for code in codes:
            if code.parent == parent and same in {
                folded(code.label),
                folded(code.id),
                folded(code.id.rpartition(".")[2]),
            }:
                return code.id
        alias = self._aliases.get(same)
        return alias if alias is not None and self.book.codes[alias].parent == parent else None

    def _make(self, label: str, parent: str | None) -> str:
        code = Code(id=self._new_id(label, parent), label=" ".join(label.split()))
        self._put(code)
        self.made.append(code.id)
        return code.id

    def _new_id(self, label: str, parent: str | None) -> str:
        head = f"{parent}." if parent else ""
        taken = {
            each.rpartition(".")[2]
            for each in (*self.book.codes, *self.new, *self.used)
            if each.rpartition(".")[0] == (parent or "")
        }
        return f"{head}{slug_of(label, taken)}"

    def _legal(self, found: Found) -> str:
        """The row's own id, made legal where it is not."""
        assert found.id is not None
        parts = found.id.split(".")
        legal = ".".join(part if code_part_fault(part) is None else slug_of(part) for part in parts)
        if legal != found.id:
            self.lost.append(f"row {found.row}: the id {found.id} is written {legal}")
        return legal

    def _put(self, code: Code) -> None:
        self.new[code.id] = code
        self._ids[folded(code.id)] = code.id

    def _add(self, found: Found, id_: str) -> None:
        if id_ in self.used and self.line.today(id_) not in self.new:
            self.conflicts.append(
                Conflict(row=found.row, code=id_, why="this was another code's id, and ids are never used again")
            )
            return
        self._put(self._code(found, id_))
        self._rows[id_] = found.row

    def _compare(self, found: Found, known: str) -> None:
        if known in self._rows:
            first = self._rows[known]
            self.conflicts.append(Conflict(row=found.row, code=known, why=f"the file has it already, in row {first}"))
            return
        there, here = self.book.codes[known], self._code(found, known, quiet=True)
        names = ("label", "short", "definition", "use_when", "not_when", "example", "origin", "support", "aliases")
        other = [name for name in names if getattr(here, name) and getattr(here, name) != getattr(there, name)]
        if other:
            why = f"the codebook says otherwise under {', '.join(other)}; it stays as it is"
            self.conflicts.append(Conflict(row=found.row, code=known, why=why))
        else:
            self.same.append(known)

    def _code(self, found: Found, id_: str, *, quiet: bool = False) -> Code:
        fields = dict(found.fields)
        key = fields.pop("key", None)
        rolls_up = fields.pop("rolls_up", "").strip().casefold()
        aliases = _aliases(fields.pop("aliases", ""))
        lost: list[str] = []
        if key is not None:
            key = key.strip()
            if clash := next((other for other in self._keys if key.startswith(other) or other.startswith(key)), None):
                lost.append(f"row {found.row}: the key {key}, which {self._keys[clash]} has or begins with ({clash})")
                key = None
        if rolls_up not in {*_YES, *_NO, ""}:
            lost.append(f"row {found.row}: `{rolls_up}` is neither yes nor no; the code is counted in its parent")
        if not quiet:
            self.lost += lost
            if key:
                self._keys[key] = id_
        color = fields.pop("color", None)
        return Code(
            id=id_,
            label=" ".join(found.path[-1].split()) if found.id is None else found.path[-1],
            aliases=aliases,
            key=key or None,
            color=color.strip() if color else None,
            rolls_up=rolls_up not in _NO,
            **fields,
        )


def _aliases(cell: str) -> tuple[str, ...]:
    r"""Other names, each on its line, or between semicolons (also full-width ones).

    >>> _aliases("a; b"), _aliases("信任；信赖"), _aliases("a; b\n")
    (('a', 'b'), ('信任', '信赖'), ('a; b',))
    """
    parts = cell.split("\n") if "\n" in cell else cell.replace("；", ";").split(";")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
