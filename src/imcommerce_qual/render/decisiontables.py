"""The log of decisions as tables of cells, and as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.model.decided import DecisionList, Entry, Settlement, Told
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.decisiontext import NEGOTIATED, state_words
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


def decision_tables(found: DecisionList) -> tuple[Table, ...]:
    """Four: the *decisions*, *proposals* (only where there are any), *settlements* by code, *code_pairs*."""
    notes = tuple(notes_of(found))
    proposals = [_log("proposals", "Proposals", found.proposals, notes)] if found.proposals else []
    return (
        _log("decisions", "Decisions", found.entries, notes),
        *proposals,
        _settlements(found, notes),
        Table(
            name="code_pairs",
            title="Codes that stood for one another",
            columns=(
                *columns_of("text", code="Code", other="Other code"),
                *columns_of("integer", disagreements="Disagreements", settled="Settled"),
            ),
            rows=tuple((*pair, number, done) for pair, number, done in found.pairs),
            notes=notes,
        ),
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
            for key, title in (
                ("same", "as reconciled"),
                ("overlapping", "other ends"),
                ("missing", "not coded"),
                ("dropped", "not kept"),
            )
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


def render_decisions_markdown(found: DecisionList) -> str:
    """The log for readers: counts first, then every decision with its words and its reason."""
    tables = decision_tables(found)
    return document(
        heading(1, f"{found.study.title}: disagreements and decisions"),
        bullets(stamp_lines(found.stamp)),
        heading(2, "What became of the disagreements"),
        paragraph(NEGOTIATED),
        *(markdown_table(each) for each in tables if each.name in {"settlements", "code_pairs"} and each.rows),
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
