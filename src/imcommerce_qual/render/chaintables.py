"""The chain of evidence, and who took part, as tables of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from imcommerce_qual.model.analysis import SmallCell
from imcommerce_qual.model.chain import Link, Person
from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Column, Kind, Table
from imcommerce_qual.model.transcript import AttributeValue
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.phrases import listed, place_words
from imcommerce_qual.render.tables import BILINGUAL, bilingual_cells, columns_of, joined
from imcommerce_qual.render.words import count

CHAIN = (
    *columns_of("text", finding="Finding", theme="Theme", code="Code", participants="Participants", place="Place"),
    *BILINGUAL,
    *columns_of("text", stances="Stances", coders="Coders"),
    *columns_of("flag", may_quote="May be quoted"),
    Column(key="start", title="Start", kind="integer", exact=True),
    Column(key="end", title="End", kind="integer", exact=True),
    Column(key="text_hash", title="Hash of the text", exact=True),
)
#: What the attributes of participants can be, in a table.
_KINDS: dict[str, Kind] = {"integer": "integer", "number": "number", "boolean": "flag"}


def chain_table(links: Sequence[Link], study: Study, basis: Basis) -> Table:
    """Finding, theme, code, participant, place, words, translation: a row for every excerpt under every theme."""
    kept = sum(not each.quotation.may_quote for each in links)
    notes = [
        *basis_lines(basis, study),
        (
            f"{count(len(links), 'row')}: the words of each were compared with the transcript, character by character, "
            "and are the same. Start and end are code points of the transcript's text, half-open."
        ),
        "An excerpt stands once under every theme and code that it belongs to; of overlapping ones, one is printed.",
    ]
    if kept:
        notes.append(f"{count(kept, 'row')} must not be quoted: see the column “May be quoted”.")
    return Table(
        name="evidence",
        title="Chain of evidence",
        columns=CHAIN,
        rows=tuple(map(_link, links)),
        notes=tuple(notes),
    )


def _link(link: Link) -> tuple[Cell, ...]:
    each = link.quotation
    return (
        *(link.finding, link.theme, link.code, joined(each.participants), place_words(each)),
        *bilingual_cells(each),
        *(joined(each.stances), joined(each.coders), each.may_quote, each.span.start, each.span.end, link.text),
    )


def participant_tables(
    people: Sequence[Person], small: Iterable[SmallCell], study: Study, *, names: Sequence[str]
) -> tuple[Table, Table]:
    """Who took part: a row each, with a summary row for people; and the summary as a table of its own.

    *names* are the declared attributes that are shown.
    """
    small = tuple(small)
    columns = (
        *columns_of("text", participant="Participant"),
        *(Column(key=f"is_{name}", title=name.capitalize(), kind=_kind(study, name)) for name in names),
        *columns_of("text", transcripts="Transcripts", languages="Language"),
        *columns_of("number", minutes="Minutes"),
        *columns_of("integer", turns="Turns"),
        # Who may be identified is for the authors: documents that go to readers have it in the notes, to be taken out.
        Column(key="small", title="Few share", exact=True),
    )
    shared = {each.id: [cell.what for cell in small if each.id in cell.participants] for each in people}
    rows = tuple(_person(each, study, names, shared[each.id]) for each in people)
    summary = tuple(_summary(people, study, names))
    notes = (
        *_who_lines(people, study),
        *small_lines(small),
    )
    short = (
        count(len(people), "participant"),
        *("\n".join(f"{value}: {n:g}" for which, value, n, _ in summary if which == name) for name in names),
        *("", "", "", "", ""),
    )
    return (
        Table(
            name="participants",
            title="Participants",
            columns=columns,
            rows=rows,
            notes=notes,
            summary=short if people else (),
        ),
        Table(
            name="participants_summary",
            title="Participants in numbers",
            columns=(
                *columns_of("text", attribute="Attribute", value="Value"),
                *columns_of("number", n="Number"),
                *columns_of("text", who="Who"),
            ),
            rows=tuple((name, value, n, who) for name, value, n, who in summary),
            notes=notes,
        ),
    )


def _kind(study: Study, name: str) -> Kind:
    declared = study.attributes.get(name, "text")
    return _KINDS.get(declared, "text") if isinstance(declared, str) else "text"


def _person(each: Person, study: Study, names: Sequence[str], shared: Sequence[str]) -> tuple[Cell, ...]:
    values: list[Cell] = []
    for name in names:
        value = each.attributes.get(name)
        kind = _kind(study, name)
        values.append(_fitting(value, kind))
    return (
        each.id,
        *values,
        joined(each.transcripts),
        joined(each.languages),
        each.minutes,
        each.turns,
        "; ".join(shared) or None,
    )


def _fitting(value: AttributeValue, kind: Kind) -> Cell:
    """The value where it is what was declared; what is not is a problem of the transcript, and left out here."""
    if value is None or kind == "text":
        return None if value is None else str(value)
    if isinstance(value, bool | str):
        return value if isinstance(value, bool) and kind == "flag" else None
    return value if kind == "number" or (kind == "integer" and isinstance(value, int)) else None


def _summary(
    people: Sequence[Person], study: Study, names: Sequence[str]
) -> Iterator[tuple[str, str, float, str | None]]:
    for name in names:
        values = {each.id: each.attributes.get(name) for each in people}
        numbers = {
            who: value
            for who, value in values.items()
            if isinstance(value, int | float) and not isinstance(value, bool)
        }
        if _kind(study, name) in {"integer", "number"}:
            if numbers:
                ordered = sorted(numbers.values())
                middle = len(ordered) // 2
                yield name, "lowest", ordered[0], None
                median = (ordered[middle] + ordered[~middle]) / 2
                yield name, "median", int(median) if median == int(median) else median, None
                yield name, "highest", ordered[-1], None
        else:
            declared = study.attributes.get(name)
            found = dict.fromkeys([*(declared if isinstance(declared, tuple) else ()), *sorted(_stated(values))])
            for value in found:
                who = sorted(each for each, said in values.items() if said is not None and str(said) == value)
                yield name, value, len(who), joined(who)
        missing = sorted(who for who, value in values.items() if value is None)
        if missing:
            yield name, "not stated", len(missing), joined(missing)


def _stated(values: Mapping[str, object]) -> set[str]:
    return {str(value) for value in values.values() if value is not None}


def _who_lines(people: Sequence[Person], study: Study) -> Iterator[str]:
    from imcommerce_qual.render.stampwords import provenance_lines

    yield from provenance_lines((), synthetic=study.synthetic)
    yield (
        f"{count(len(people), 'participant')} in {count(len(study.transcripts), 'transcript')}; those who withdrew are "
        "left out. Minutes are those of the interviews, where stated for all of a participant's."
    )


def small_lines(small: Sequence[SmallCell]) -> Iterator[str]:
    """The warning on what is said of so few that it may identify them."""
    if small:
        yield (
            "May identify somebody: fewer than 3 participants share each of the following. Leave the column out, or "
            "put values together, before this table is published."
        )
    for each in small:
        yield f"{each.what}: {listed(each.participants)}."
