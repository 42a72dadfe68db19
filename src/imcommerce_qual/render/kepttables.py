"""Quotations kept for publication, as tables of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imcommerce_qual.model.kept import KeptShown
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Table
from imcommerce_qual.render.stampwords import provenance_lines
from imcommerce_qual.render.tables import columns_of, joined
from imcommerce_qual.render.words import count, turns

KEPT = (
    *columns_of("text", id="Id", by="Kept by", at="At (UTC)", transcript="Transcript"),
    *columns_of("integer", turn="Turn", last_turn="Last turn"),
    *columns_of("text", time="Time", participants="Participants", state="State"),
    *columns_of("text", words="Words as published", said="Words as said", translation="Translation"),
    *columns_of("flag", own_translation="Own translation", translation_exact="Translation of these words alone"),
)


def kept_table(found: Sequence[KeptShown], study: Study) -> Table:
    """Every kept quotation in the form in which it is published, with its id and whether it still holds."""
    return Table(
        name="quotes",
        title="Quotations kept for publication",
        columns=KEPT,
        rows=tuple(
            (
                *(each.kept.id, each.kept.by, f"{each.kept.at:%Y-%m-%dT%H:%M:%SZ}", each.kept.transcript),
                *((each.turns[0], each.turns[-1]) if each.turns else (None, None)),
                *(each.time, joined(each.participants), each.state, each.words, each.kept.anchor.quote),
                *(each.translation, each.own_translation, each.translation_exact if each.translation else None),
            )
            for each in found
        ),
        notes=tuple(_notes(found, study)),
    )


def kept_paper(found: Sequence[KeptShown], study: Study) -> Table:
    """The same for readers: those whose words are still the transcript's, of people who may be quoted."""
    return Table(
        name="quotes",
        title="Quotations for publication",
        columns=(
            *columns_of("text", participants="Participant", place="Place", words="Words", translation="Translation"),
            *columns_of("text", id="Kept as"),
        ),
        rows=tuple(
            (joined(each.participants), _place(each), each.words, _translated(each), each.kept.id[:8])
            for each in found
            if each.state == "as it was"
        ),
        notes=tuple(_notes(found, study)),
    )


def _place(each: KeptShown) -> str:
    time = f" [{each.time}]" if each.time else ""
    return f"{each.kept.transcript}, {turns(each.turns)}{time}"


def _translated(each: KeptShown) -> str | None:
    if not each.translation:
        return None
    note = " (own translation)" if each.own_translation else ""
    return each.translation + (note or ("" if each.translation_exact else " (translation of the whole paragraph)"))


def _notes(found: Sequence[KeptShown], study: Study) -> Iterator[str]:
    yield from provenance_lines((), synthetic=study.synthetic)
    who = {name for each in found for name in each.participants}
    yield f"{count(len(found), 'quotation')} of {count(len(who), 'participant')} kept for publication."
    for state, why in (
        ("changed", "whose words were edited in the transcript since"),
        ("lost", "whose words are not in the transcript any more"),
        ("no consent", "of participants who may not be quoted any more"),
    ):
        number = sum(each.state == state for each in found)
        if number:
            yield f"Not to be printed: {number} {why}."
