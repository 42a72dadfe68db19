"""A study as pandas DataFrames, for notebooks: the figures are the library's, the columns those of the exports."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from imcommerce_qual.actions.blind import as_seen
from imcommerce_qual.actions.coderagreement import agreement_of
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_coder
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.opened import open_study as _open
from imcommerce_qual.actions.viewing import seen_of
from imcommerce_qual.core.evidencelist import evidence_list, theme_cells
from imcommerce_qual.core.themes import all_quotations, basis, matrix
from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Column, Kind, Table

if TYPE_CHECKING:
    import pandas as pd

#: pandas' own types that know "nothing there": an empty integer is no 0 and no float.
_TYPES = {"text": "string", "integer": "Int64", "number": "Float64", "flag": "boolean"}


class StudyFrames:
    """A study as it was read when it was opened; open it again to see what was written since.

    *coders* of a frame narrow it to theirs; ``["reconciled"]`` are the codings after decisions. Every frame says in
    ``attrs`` what it rests on: ``provenance``, and ``notes`` in sentences.
    """

    def __init__(self, opened: Opened, viewer: str | None = None) -> None:
        self.opened = opened
        self.viewer = viewer

    @property
    def study(self) -> Study:
        """The study's values: title, codebook, findings, transcripts."""
        return as_seen(self.opened, self.viewer).study

    def codings(self, *, coders: Iterable[str] = ()) -> pd.DataFrame:
        """A row for each coding that stands: one code of one coder on one span, under today's codes.

        Raises:
            WrongUseError: a coder is not known.
        """
        names = ("coding", "transcript", "coder", "code", "start", "end", "first_turn", "last_turn", "stance", "toward")
        more = ("participants", "themes", "findings", "exemplar", "unsure", "changed", "stale", "may_quote", "memo")
        columns = (*names, *more, "language", "words", "translation")
        rows: list[tuple[Cell, ...]] = []
        presence, only = self._seen(coders)
        for each in evidence_list(self.study, presence, only):
            shown = each.quotation
            rows.append(
                (
                    *(each.id, shown.transcript, each.coder, each.code, shown.span.start, shown.span.end),
                    *(shown.turns[0], shown.turns[-1], each.stance, _list(each.takes), _list(shown.participants)),
                    *(_list(each.themes), _list(each.findings), shown.exemplar, shown.unsure),
                    *(each.changed, each.stale, shown.may_quote, shown.memo),
                    *(shown.language, shown.words, shown.translation),
                )
            )
        return self._frame("codings", tuple(_column(name) for name in columns), rows, self._basis(presence, only))

    def excerpts(self, *, coders: Iterable[str] = ()) -> pd.DataFrame:
        """The table ``excerpts.csv`` of the exports: every excerpt with its place.

        Raises:
            WrongUseError: a coder is not known.
        """
        from imcommerce_qual.render.evidencetables import excerpts_table

        presence, only = self._seen(coders)
        ground = self._basis(presence, only)
        table = excerpts_table(all_quotations(self.study, presence, only), self.study, ground)
        return self._frame("excerpts", table.columns, table.rows, ground)

    def participants(self, *, coders: Iterable[str] = ()) -> pd.DataFrame:
        """A row for each participant: declared attributes, consent, transcripts, and how many codes they have.

        Raises:
            WrongUseError: a coder is not known.
        """
        study = self.study
        presence, only = self._seen(coders)
        counted = matrix(study, presence, only)
        declared = [name for name in study.attributes if name not in {"participant", "consent", "quotes"}]
        columns = [
            _column("participant"),
            *(_attribute(study, name) for name in declared),
            _column("consent"),
            Column(key="quotes", title="quotes", kind="flag"),
            _column("transcripts"),
            Column(key="codes", title="codes", kind="integer"),
        ]
        at = {who: place for place, who in enumerate(counted.participants)}
        rows: list[tuple[Cell, ...]] = []
        for who in sorted(study.participants):
            each = study.participants[who]
            rows.append(
                (
                    who,
                    *(
                        _valued(column, each.attributes.get(name))
                        for name, column in zip(declared, columns[1:], strict=False)
                    ),
                    each.consent.status,
                    False if who in study.unquotable else each.consent.quotes,
                    _list(name for name, t in study.transcripts.items() if who in t.participants),
                    sum(1 for row in counted.cells if row[at[who]]),
                )
            )
        return self._frame("participants", tuple(columns), rows, self._basis(presence, only))

    def matrix(self, rows: Literal["code", "theme"] = "code", *, coders: Iterable[str] = ()) -> pd.DataFrame:
        """Excerpts by code (with what rolls up into it) or theme, and participant; the index is the code or theme.

        Raises:
            WrongUseError: *rows* is neither, or a coder is not known.
        """
        presence, only = self._seen(coders)
        found = matrix(self.study, presence, only)
        if rows == "code":
            cells = dict(zip(found.codes, found.cells, strict=True))
        elif rows == "theme":
            cells = theme_cells(self.study, presence, found.participants, only)
        else:
            raise WrongUseError(f"a matrix has a row for each code or each theme, not `{rows}`", "rows='code'")
        columns = (_column(rows), *(Column(key=who, title=who, kind="integer") for who in found.participants))
        numbered: list[tuple[Cell, ...]] = [(name, *numbers) for name, numbers in cells.items()]
        return self._frame("matrix", columns, numbered, self._basis(presence, only)).set_index(rows)

    def agreement(
        self,
        *,
        coders: Iterable[str] = (),
        unit: Literal["turn", "exchange", "sentence", "character"] | None = None,
        speakers: Literal["participants", "all"] = "participants",
    ) -> pd.DataFrame:
        """A row for each code: Krippendorff's alpha with its interval, percent agreement, and what they rest on.

        The figures of ``imqual agree``: of the newest closed reliability round, as it was closed, or else of what at
        least two of the coders have completed; *unit* is the round's unless it is named. A number that is not defined
        is missing, and ``undefined`` says why.

        Raises:
            WrongUseError: a coder or the unit is not known, or fewer than two coders are left.
        """
        names = tuple(coders)
        table, *_ = agreement_of(self.opened, viewer=self.viewer, coders=names, unit=unit, speakers=speakers)
        frame = self._frame("agreement", table.columns, table.rows, self._basis(*self._seen(names)))
        frame.attrs["notes"] = [*frame.attrs["notes"], *table.notes]
        return frame

    def _seen(self, coders: Iterable[str]) -> tuple[Presence, frozenset[str] | None]:
        return seen_of(self.opened, self.viewer, (), coders)

    def _basis(self, presence: Presence, only: frozenset[str] | None) -> Basis:
        return basis(self.study, presence, only, 0)

    def _frame(
        self, name: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]], ground: Basis
    ) -> pd.DataFrame:
        import pandas as pd

        from imcommerce_qual.render.basis import basis_lines

        table = Table(name=name, title=name, columns=columns, rows=tuple(rows))
        found = pd.DataFrame(
            {
                column.key: pd.Series([row[n] for row in table.rows], dtype=cast(Any, _TYPES[column.kind]))
                for n, column in enumerate(table.columns)
            }
        )
        found.attrs["provenance"] = "synthetic" if self.study.synthetic else self.study.provenance
        found.attrs["notes"] = list(basis_lines(ground, self.study, viewer=self.viewer))
        return found


def open_study(path: Path | str = ".", *, viewer: str | None = None) -> StudyFrames:
    """The study in *path*, or in the nearest folder above, as DataFrames.

    *viewer*: a coder who looks, from whom others' codings are hidden until they are done; None: everything shows.

    Raises:
        NoStudyError: there is none, or its ``study.yaml`` cannot be read.
        WrongUseError: the viewer is not known.
    """
    opened = _open(Path(path))
    return StudyFrames(opened, known_coder(opened.study, viewer) if viewer is not None else None)


_INTEGERS = frozenset({"start", "end", "first_turn", "last_turn"})
_FLAGS = frozenset({"exemplar", "unsure", "changed", "stale", "may_quote"})


def _column(name: str) -> Column:
    return Column(key=name, title=name, kind="integer" if name in _INTEGERS else "flag" if name in _FLAGS else "text")


def _attribute(study: Study, name: str) -> Column:
    kinds: dict[str, Kind] = {"integer": "integer", "number": "number", "boolean": "flag"}
    kind = study.attributes[name]
    return Column(key=name, title=name, kind=kinds.get(kind, "text") if isinstance(kind, str) else "text")


def _valued(column: Column, value: Cell) -> Cell:
    """An attribute in its column; one that is no number where a number was declared is nothing (a check tells)."""
    if value is None or column.kind == "text":
        return None if value is None else str(value)
    if isinstance(value, bool) or column.kind == "flag":
        return value if isinstance(value, bool) and column.kind == "flag" else None
    return value if isinstance(value, int if column.kind == "integer" else int | float) else None


def _list(names: Iterable[str]) -> str | None:
    return ", ".join(names) or None
