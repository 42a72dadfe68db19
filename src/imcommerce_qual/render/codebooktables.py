"""A codebook as tables of cells: codes with all their fields and their use, the change log, memos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.model.codelist import CodeList, CodeUse
from imcommerce_qual.model.memo import Memo
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.phrases import place_words
from imcommerce_qual.render.tables import columns_of, joined
from imcommerce_qual.render.words import count

#: What belongs to the coding screen, or is said by the code's id already, is not printed.
CODES = (
    *columns_of("text", id="Code"),
    Column(key="parent", title="Parent", exact=True),
    *columns_of("text", label="Label"),
    Column(key="short", title="Short", exact=True),
    *columns_of("text", definition="Definition"),
    *columns_of("text", use_when="Use when", not_when="Not when", example="Example", origin="Origin"),
    *columns_of("text", support="Support", aliases="Also called"),
    Column(key="key", title="Key", exact=True),
    Column(key="color", title="Color", exact=True),
    Column(key="rolls_up", title="Counted in its parent", kind="flag", usual=True),
)
USE = (
    *columns_of("text", id="Code", label="Label"),
    *columns_of("integer", excerpts="Excerpts", own="Its own", participants="Participants", of="Of"),
    *columns_of("text", who="Who", unfinished="Only in unfinished"),
    *columns_of("text", excerpt="An excerpt", translation="Translation", place="Place", memos="Memos"),
)
CHANGES = (
    *columns_of("integer", revision="Revision"),
    *columns_of("text", at="At (UTC)", by="By", change="Change", from_="From", to="To", why="Why"),
)
MEMOS = columns_of("text", memo="Memo", about="About", author="Author", date="Date", words="Words")
COUNTED = (
    "“Excerpts” and “Participants” are those of the code with the codes below it that are counted in it; “Its own” are "
    "excerpts of the code alone. The excerpt is of participants who may be quoted: an exemplar where there is one."
)


def codebook_tables(found: CodeList, study: Study) -> tuple[Table, ...]:
    """Four: *codes*, their *use*, *changes* (the log) and *memos* (only where there are any)."""
    notes = (*basis_lines(found.basis, study), COUNTED, *proposed_lines(found))
    book = (f"Codebook {study.codebook.id}, revision {study.codebook.revision}, hash {study.codebook.hash}.",)
    memos = list(unique([*found.memos, *(memo for each in found.codes for memo in each.memos)]))
    return (
        Table(name="codes", title="Codes", columns=CODES, rows=tuple(_code_rows(found)), notes=book),
        Table(name="use", title="Use of the codes", columns=USE, rows=tuple(_use_rows(found)), notes=notes),
        Table(
            name="changes",
            title="Changes of the codebook",
            columns=CHANGES,
            rows=tuple(change_rows(found)),
            notes=book if found.changes else (*book, "No change of it is on record."),
        ),
        *([memo_table(memos)] if memos else []),
    )


def proposed_lines(found: CodeList) -> Iterator[str]:
    """That there are codes which nobody accepted yet."""
    if found.proposed:
        verb = "is" if found.proposed == 1 else "are"
        yield f"{count(found.proposed, 'code')} that coders proposed {verb} not in it: nobody accepted them yet."


def memo_table(memos: Iterable[Memo]) -> Table:
    """Memos with what they are about."""
    rows = tuple((each.slug, joined(each.about), each.author, each.date, each.text) for each in memos)
    return Table(name="memos", title="Memos", columns=MEMOS, rows=rows)


def unique(memos: Iterable[Memo]) -> Iterable[Memo]:
    """Each memo once, though it may be about several things; by date and name."""
    return sorted({memo.slug: memo for memo in memos}.values(), key=lambda memo: (memo.date, memo.slug))


def _code_rows(found: CodeList) -> Iterator[tuple[Cell, ...]]:
    for code in (use.code for use in found.codes):
        yield (
            *(code.id, code.parent, code.label, code.short or None, code.definition or None),
            *(code.use_when or None, code.not_when or None, code.example or None, code.origin or None),
            *(code.support or None, alias_cell(code.aliases), code.key, code.color, code.rolls_up),
        )


def _use_rows(found: CodeList) -> Iterator[tuple[Cell, ...]]:
    total = len(found.basis.participants)
    for use in found.codes:
        tally, excerpt = use.tally, use.excerpt
        yield (
            *(use.code.id, use.code.label, tally.excerpts, use.own, len(tally.participants), total),
            *(joined(tally.participants), joined(tally.unfinished)),
            *(excerpt.words if excerpt else None, excerpt.translation if excerpt else None),
            *(place_words(excerpt) if excerpt else None, memo_cell(use)),
        )


def alias_cell(aliases: tuple[str, ...]) -> str | None:
    r"""Other names in one cell, as they can be told apart again: between semicolons, or on lines where one has such.

    >>> alias_cell(("a", "b")), alias_cell(("a; b",))
    ('a; b', 'a; b\n')
    """
    if any(";" in each for each in aliases):
        return "".join(f"{each}\n" for each in aliases)
    return "; ".join(aliases) or None


def memo_cell(use: CodeUse) -> str | None:
    """The memos about a code in one cell."""
    return "\n\n".join(f"{memo.text}\n({memo.author}, {memo.date})" for memo in use.memos) or None


def change_rows(found: CodeList) -> Iterator[tuple[Cell, ...]]:
    """The change log, oldest first."""
    for each in found.changes:
        at = each.at.isoformat(timespec="seconds").replace("+00:00", "Z")
        yield (each.revision, at, each.by, each.change, joined(each.from_), joined(each.to), each.why or None)
