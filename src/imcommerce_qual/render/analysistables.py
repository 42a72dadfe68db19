"""Groups of participants, coverage, and what codes rest on, as tables of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from imcommerce_qual.core.analysis.coverage import RARE, coders_of, thinness
from imcommerce_qual.model.analysis import Comparison, Covered, Support
from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.stampwords import provenance_lines
from imcommerce_qual.render.tables import columns_of, joined
from imcommerce_qual.render.words import of

NO_TEST = (
    "Counts of people chosen on purpose: no test and no interval goes with them, and a difference between groups this "
    "small is something to read about in the excerpts."
)


def comparison_table(found: Comparison, study: Study, basis: Basis) -> Table:
    """Groups of participants side by side: how many of each, and which share of the group."""
    columns: list[Column] = []
    for n, group in enumerate(found.groups, start=1):
        name, size = group.value or "not stated", len(group.participants)
        columns.append(Column(key=f"group{n}", title=f"{name} (of {size})", kind="integer"))
        columns.append(Column(key=f"group{n}_share", title=f"{name}, share", kind="number"))
        columns.append(Column(key=f"group{n}_excerpts", title=f"{name}, excerpts", kind="integer"))
    rows: list[tuple[Cell, ...]] = []
    for row in found.rows:
        cells: list[Cell] = []
        for group, who, excerpts in zip(found.groups, row.who, row.excerpts, strict=True):
            size = len(group.participants)
            cells += [len(who), round(len(who) / size, 4) if size else None, excerpts]
        rows.append((row.level, row.id, row.label, *cells))
    members = (f"{group.value or 'not stated'}: {', '.join(group.participants) or 'nobody'}" for group in found.groups)
    return Table(
        name=f"groups_{found.attribute}",
        title=f"Participants by {found.attribute}",
        columns=(*columns_of("text", level="Level", id="Id", label="Label"), *columns),
        rows=tuple(rows),
        notes=(
            *basis_lines(basis, study),
            f"By {found.attribute}: {'; '.join(members)}.",
            *([f"{found.attribute} is {found.cut}."] if found.cut else []),
            (
                "The first column of a group is how many of its participants have an excerpt in the row; one of two "
                "groups counts in both. A code's row has the excerpts of codes that roll up into it too."
            ),
            NO_TEST,
        ),
    )


def no_groups_table(study: Study) -> Table:
    """What stands in the place of groups where participants have no declared attributes."""
    return Table(
        name="groups",
        title="Groups of participants",
        columns=columns_of("text", level="Level", id="Id", label="Label"),
        notes=(
            *provenance_lines((), synthetic=study.synthetic),
            "study.yaml declares no attributes of participants, so there are no groups to set side by side.",
        ),
    )


def coverage_tables(found: Sequence[Covered], study: Study, basis: Basis) -> tuple[Table, Table]:
    """How much each coder coded: by transcript, and in sum."""
    rows = tuple((*_covered(each), each.completed) for each in found)
    notes = (
        *basis_lines(basis, study),
        "Turns are those of participants that have words; a turn is coded where a coding touches it.",
    )
    numbers = columns_of("integer", turns="Turns", coded="Coded")
    share = columns_of("number", share="Share")
    rest = columns_of("integer", codings="Codings", codes="Codes used")
    text = columns_of("text", coder="Coder", transcript="Transcript")
    by_coder: list[tuple[Cell, ...]] = []
    for coder in sorted({each.coder for each in found}):
        mine = [each for each in found if each.coder == coder]
        turns, coded = sum(each.turns for each in mine), sum(each.coded for each in mine)
        done = sum(each.completed for each in mine)
        total = round(coded / turns, 4) if turns else None
        by_coder.append((coder, len(mine), done, turns, coded, total, sum(each.codings for each in mine)))
    return (
        Table(
            name="coverage",
            title="Coverage by coder and transcript",
            columns=(*text, *numbers, *share, *rest, *columns_of("flag", completed="Completed")),
            rows=rows,
            notes=notes,
        ),
        Table(
            name="coverage_coders",
            title="Coverage by coder",
            columns=(
                text[0],
                *columns_of("integer", transcripts="Transcripts", completed="Completed"),
                *numbers,
                *share,
                rest[0],
            ),
            rows=tuple(by_coder),
            notes=notes,
        ),
    )


def _covered(each: Covered) -> tuple[Cell, ...]:
    share = round(each.coded / each.turns, 4) if each.turns else None
    return (each.coder, each.transcript, each.turns, each.coded, share, each.codings, each.codes)


def support_table(found: Iterable[Support], study: Study, basis: Basis) -> Table:
    """What each code rests on by itself, and which rest on little."""
    coders = coders_of(basis)
    rows = [
        (
            *(each.code, each.label, each.excerpts, len(each.participants), joined(each.participants)),
            *(len(each.transcripts), joined(each.coders), thinness(each, coders)),
        )
        for each in found
    ]
    thin = [row[0] for row in rows if row[-1]]
    said = f"{of(len(thin), len(rows), 'code')} rest on little" + (f": {listed(map(str, thin))}." if thin else ".")
    return Table(
        name="rare",
        title="What each code rests on",
        columns=(
            *columns_of("text", code="Code", label="Label"),
            *columns_of("integer", excerpts="Own excerpts", participants="Participants"),
            *columns_of("text", who="Who"),
            *columns_of("integer", transcripts="Transcripts"),
            *columns_of("text", coders="Coders", little="Rests on little"),
        ),
        rows=tuple(rows),
        notes=(
            *basis_lines(basis, study),
            said,
            (
                f"Rare: at most {RARE} excerpts. Counted are a code's own excerpts, without those below it, and "
                "participants of unfinished transcripts too."
            ),
        ),
    )
