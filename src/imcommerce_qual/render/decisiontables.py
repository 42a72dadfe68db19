"""The log of decisions as tables of cells, and as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from imcommerce_qual.model.decided import DecisionList, Entry, Settlement, Told
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.decisiontext import NEGOTIATED, NO_RELIABILITY, render_settlement, state_words
from imcommerce_qual.render.markdown import document, heading, paragraph
from imcommerce_qual.render.markdowntable import bullets, markdown_table
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.reconciledtext import reconciled_lines
from imcommerce_qual.render.stampwords import input_lines, provenance_lines, stamp_lines
from imcommerce_qual.render.tables import columns_of, joined
from imcommerce_qual.render.words import count

_PLACE = (
    *columns_of("text", transcript="Transcript"),
    *columns_of("integer", turn="Turn", last_turn="Last turn"),
    Column(key="kind", title="Kind"),
    *columns_of("text", codes="Codes"),
)
_SETTLED = columns_of(
    "text",
    how="Settled",
    outcome="Outcome",
    why="Reason",
    by="By",
    at="At (UTC)",
    state="State",
    rule="Rule",
    change="Codebook change",
    written_by="Written by",
    id="Id",
    replaces="Replaces",
    same="Said too by",
    revoked="Taken back",
)
_MAY = columns_of("flag", may_quote="May be quoted")
_COUNTS = (
    *columns_of("text", code="Code"),
    *columns_of("integer", agreed="Agreed at once", settled="Settled between the coders"),
    *columns_of("integer", by_others="Settled by somebody else", open="Open"),
    *columns_of("number", negotiated="Negotiated agreement"),
)
#: How a coder's codings stand beside what was agreed or settled.
_SHARES = {"same": "as reconciled", "overlapping": "other ends", "missing": "not coded", "dropped": "not kept"}
#: Which of a pair of codes was left where it was settled.
_LEFT = {
    "first": "The code left",
    "second": "The other left",
    "both": "Both left",
    "neither": "Neither left",
    "other": "A third left",
}


def decision_tables(found: DecisionList) -> tuple[Table, ...]:
    """Four: the *decisions*, *proposals* (only where there are any), *settlements* by code, *code_pairs*."""
    notes = tuple(notes_of(found))
    proposals = [_log("proposals", "Proposals", found.proposals, notes)] if found.proposals else []
    return (
        _log("decisions", "Decisions", found.entries, notes),
        *proposals,
        _settlements(found, notes),
        _pairs(found, notes),
    )


def notes_of(found: DecisionList) -> Iterator[str]:
    """What stands under every table of the log."""
    yield from provenance_lines(found.stamp.constructed, synthetic=found.study.synthetic)
    yield from reconciled_lines(found.reconciled)
    yield NEGOTIATED
    kept = sum(not each.may_quote for each in (*found.entries, *found.proposals))
    if kept:
        yield f"{count(kept, 'entry', 'entries')} with words that may not be quoted: for the authors only."


def _log(name: str, title: str, entries: Iterable[Entry], notes: tuple[str, ...]) -> Table:
    entries = tuple(entries)
    coders = tuple(dict.fromkeys(coder for each in entries for coder in sorted(each.coders)))
    columns = (*_PLACE, *(Column(key=f"coded_{coder}", title=f"{coder} coded") for coder in coders), *_SETTLED, *_MAY)
    return Table(name=name, title=title, columns=columns, rows=tuple(_row(e, coders) for e in entries), notes=notes)


def _row(each: Entry, coders: Iterable[str]) -> tuple[Cell, ...]:
    first, last = each.turns or (None, None)
    ended = f"{each.ended[0]}, {each.ended[1]:%Y-%m-%dT%H:%M:%SZ}: {each.ended[2]}" if each.ended else None
    change = f"{each.change}: {each.change_words}" if each.change and each.change_words else each.change
    return (
        each.transcript,
        first,
        last,
        each.kind,
        joined(each.codes),
        *(_coded(each, coder) for coder in coders),
        each.how,
        "\n".join(map(told, each.outcome)) or None,
        each.why or None,
        joined(each.by),
        f"{each.at:%Y-%m-%dT%H:%M:%SZ}",
        state_words(each.state),
        each.rule,
        change,
        each.writer,
        each.id,
        joined(each.replaces) or None,
        joined(each.same) or None,
        ended,
        each.may_quote,
    )


def _coded(each: Entry, coder: str) -> str | None:
    if coder not in each.coders:
        return None
    return "\n".join(told(one) for one in each.codings if coder in one.coders) or "(nothing)"


def told(each: Told) -> str:
    """A coding in a line: code, stance, words."""
    stance = f" ({each.stance}{f' {each.toward}' if each.toward else ''})" if each.stance else ""
    words = " ".join(each.words.split()) if each.words is not None else "(changed or removed since)"
    return f"{each.code}{stance}: {words}"


def _settlements(found: DecisionList, notes: tuple[str, ...]) -> Table:
    ways = list(dict.fromkeys(way for each in found.settlements for way in sorted(each.settled_to)))
    coders = list(dict.fromkeys(share.coder for each in found.settlements for share in each.coders))
    columns = (
        *_COUNTS,
        *(Column(key=f"to_{way}", title=f"Settled to {way}", kind="integer") for way in ways),
        *(
            Column(key=f"{coder}_{key}", title=f"{coder}: {title}", kind="integer")
            for coder in coders
            for key, title in _SHARES.items()
        ),
    )
    return Table(
        name="settlements",
        title="What became of the disagreements",
        columns=columns,
        rows=tuple(_settlement(each, ways, coders) for each in found.settlements),
        notes=notes,
    )


def _settlement(each: Settlement, ways: Iterable[str], coders: Iterable[str]) -> tuple[Cell, ...]:
    by_coder = {share.coder: share for share in each.coders}
    row: list[Cell] = [each.code or "(all)", each.agreed, each.settled, each.by_others, each.open, each.share]
    row += [each.settled_to.get(way, 0) for way in ways]
    for coder in coders:
        share = by_coder.get(coder)
        row += [share.same, share.overlapping, share.missing, share.dropped] if share else [None] * 4
    return tuple(row)


def _pairs(found: DecisionList, notes: tuple[str, ...]) -> Table:
    return Table(
        name="code_pairs",
        title="Codes that stood for one another",
        columns=(
            *columns_of("text", code="Code", other="Other code"),
            *columns_of("integer", disagreements="Disagreements", settled="Settled"),
            *(Column(key=f"left_{key}", title=title, kind="integer") for key, title in _LEFT.items()),
        ),
        rows=tuple(
            (*pair, number, done, *(found.pairs_left.get(pair, {}).get(key, 0) for key in _LEFT))
            for pair, number, done in found.pairs
        ),
        notes=notes,
    )


def _for_readers(found: DecisionList) -> Iterator[Table]:
    """What became of the disagreements as three tables that fit a page, and the codes that stood for one another."""
    whole = _settlements(found, ())
    settled = [column.key for column in whole.columns if column.key.startswith("to_")]
    beside = [f"{share.coder}_{key}" for share in found.settlements[0].coders for key in _SHARES]
    others = ["by_others"] if found.settlements[0].by_others else []
    percent = tuple((*row[:5], f"{row[5]:.1%}" if row[5] is not None else None, *row[6:]) for row in whole.rows)
    columns = tuple(
        Column(key="negotiated", title=each.title) if each.key == "negotiated" else each for each in whole.columns
    )
    words = replace(whole, columns=columns, rows=percent)
    yield _part(words, "Agreed, settled, open", ["agreed", "settled", *others, "open", "negotiated"])
    yield _part(words, "Whose codings stand where it was settled", settled)
    yield _part(words, "Each coder beside what was agreed or settled", beside)
    yield _pairs(found, ())


def _part(table: Table, title: str, keys: list[str]) -> Table:
    """The first column and those of these keys; rows in which all of these are 0 say nothing and are left out."""
    at = [0, *(n for n, column in enumerate(table.columns) if column.key in keys)]
    rows = [tuple(row[n] for n in at) for row in table.rows]
    return Table(
        name=table.name,
        title=title,
        columns=tuple(table.columns[n] for n in at),
        rows=tuple(row for n, row in enumerate(rows) if n == 0 or any(row[1:])),
    )


def render_decisions_markdown(found: DecisionList) -> str:
    """The log for readers: counts first, then every decision with its words and its reason."""
    return document(
        heading(1, f"{found.study.title}: disagreements and decisions"),
        bullets(stamp_lines(found.stamp)),
        heading(2, "What became of the disagreements"),
        paragraph(NEGOTIATED),
        bullets(each for each in render_settlement(found.settlements[0]) if each != NO_RELIABILITY),
        *(part for each in _for_readers(found) if each.rows for part in (heading(3, each.title), markdown_table(each))),
        heading(2, "Decisions"),
        *(part for each in found.entries for part in _entry(each)),
        *([heading(2, "Proposals")] if found.proposals else []),
        *(part for each in found.proposals for part in _entry(each)),
        heading(2, "What this rests on"),
        bullets(reconciled_lines(found.reconciled)),
        heading(2, "Inputs") if found.stamp.inputs else "",
        bullets(input_lines(found.stamp)) if found.stamp.inputs else "",
    )


def _entry(each: Entry) -> Iterator[str]:
    first, last = each.turns or (None, None)
    where = "" if first is None else f", turn {first}" if first == last else f", turns {first} to {last}"
    yield heading(3, f"{each.transcript}{where}: {joined(each.codes)}")
    lines = [f"{listed(one.coders)}: {told(one)}" for one in each.codings]
    with_some = {coder for one in each.codings for coder in one.coders}
    lines += [f"{coder}: (nothing)" for coder in each.coders if coder not in with_some]
    lines.append(f"Settled: {each.how}" + (f" ({state_words(each.state)})" if each.state != "holds" else ""))
    lines += [f"Stands: {told(one)}" for one in each.outcome]
    lines += [f"Reason: {each.why}"] if each.why else []
    lines += [f"By the rule: {each.rule}"] if each.rule else []
    lines += [f"Led to the codebook change {each.change_words or each.change}"] if each.change else []
    lines += [] if each.may_quote else ["May not be quoted: for the authors only"]
    lines.append(f"{listed(each.by)}, {each.at:%Y-%m-%d}; {each.id}")
    yield bullets(lines)
