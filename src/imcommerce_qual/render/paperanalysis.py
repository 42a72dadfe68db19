"""Wide results as they are printed: as many columns as a page holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from imcommerce_qual.model.analysis import Comparison
from imcommerce_qual.model.decided import DecisionList, Entry
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.decisiontables import told
from imcommerce_qual.render.decisiontext import state_words
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.tables import columns_of
from imcommerce_qual.render.words import turns

#: A matrix with more columns than this is no longer read on paper.
WIDEST = 20
IN_FILES = "The whole matrix, code by code, is in the workbook, the CSV files and the picture."


def printable(tables: Iterable[Table]) -> Iterator[Table]:
    """Those of the tables that fit a page; where one is left out, the next one says where it is."""
    left_out = False
    for table in tables:
        if len(table.columns) > WIDEST:
            left_out = True
            continue
        yield replace(table, notes=(*table.notes, IN_FILES)) if left_out else table
        left_out = False


def group_paper(found: Comparison, notes: tuple[str, ...]) -> Table:
    """Groups side by side: in one cell how many of each, and which share of it."""
    return Table(
        name=f"groups_{found.attribute}",
        title=f"Participants by {found.attribute}",
        columns=(
            *columns_of("text", id="Theme or code", label="Label"),
            *(
                Column(key=f"group{n}", title=f"{group.value or 'not stated'} (of {len(group.participants)})")
                for n, group in enumerate(found.groups, start=1)
            ),
        ),
        rows=tuple(
            (
                row.id,
                row.label,
                *(
                    f"{len(who)} ({len(who) / len(group.participants):.0%})" if group.participants else "–"
                    for group, who in zip(found.groups, row.who, strict=True)
                ),
            )
            for row in found.rows
        ),
        notes=notes,
    )


def decision_papers(found: DecisionList, tables: Iterable[Table]) -> tuple[Table, ...]:
    """The log with what a reader needs of each decision; *tables* are all of the library's, the log's among them."""
    papers: list[Table] = []
    for table in tables:
        if table.name in {"decisions", "proposals"}:
            papers.append(_log(table, found.entries if table.name == "decisions" else found.proposals))
        elif table.name == "settlements":
            papers += _settlements(table)
        else:
            papers.append(table)
    return tuple(papers)


def _settlements(table: Table) -> tuple[Table, ...]:
    """What became of disagreements in one table, each coder beside the result in another."""
    keys = [column.key for column in table.columns]
    ends = ("_same", "_overlapping", "_missing", "_dropped")
    beside = [n for n, key in enumerate(keys) if key.endswith(ends) and not key.startswith("to_")]
    rest = [n for n in range(len(keys)) if n not in beside]
    if not beside:
        return (table,)
    title = "Each coder beside what was agreed and settled"
    return (_only(table, rest), replace(_only(table, [0, *beside]), name="settlements_coders", title=title))


def _only(table: Table, kept: Sequence[int]) -> Table:
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in table.rows),
    )


def _log(table: Table, entries: Iterable[Entry]) -> Table:
    entries = tuple(entries)
    coders = tuple(dict.fromkeys(coder for each in entries for coder in sorted(each.coders)))
    return Table(
        name=table.name,
        title=table.title,
        columns=(
            *columns_of("text", place="Place"),
            Column(key="kind", title="Kind"),
            *(Column(key=f"coded_{coder}", title=coder) for coder in coders),
            *columns_of("text", settled="Settled", why="Reason", by="By"),
            Column(key="state", title="State", usual=state_words("holds")),
            Column(key="may_quote", title="May be quoted", kind="flag", usual=True),
        ),
        rows=tuple(_row(each, coders) for each in entries),
        notes=table.notes,
    )


def _row(each: Entry, coders: Iterable[str]) -> tuple[Cell, ...]:
    said = {(one.code, one.words, one.stance, one.toward) for one in each.codings}
    new = [one for one in each.outcome if (one.code, one.words, one.stance, one.toward) not in said]
    place = f"{each.transcript}, {turns(tuple(dict.fromkeys(each.turns)))}" if each.turns else each.transcript
    return (
        place,
        each.kind,
        *(_coded(each, coder) for coder in coders),
        # An outcome that one of them coded so stands in that one's column.
        "\n".join([each.how, *map(told, new)]),
        each.why or None,
        f"{listed(each.by)}, {each.at:%Y-%m-%d}",
        state_words(each.state),
        each.may_quote,
    )


def _coded(each: Entry, coder: str) -> str | None:
    if coder not in each.coders:
        return None
    return "\n".join(told(one) for one in each.codings if coder in one.coders) or "(nothing)"
