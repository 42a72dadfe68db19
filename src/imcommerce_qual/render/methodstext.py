"""A methods paragraph made of a study's own numbers; nothing is said that is not counted or declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.methods import Checklist, Facts, Sentence
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.rigourtext import agreement_words, rests_words, round_words, settled_words
from imcommerce_qual.render.saturationtables import saturation_lines
from imcommerce_qual.render.tables import columns_of
from imcommerce_qual.render.words import count, of

AUTHORS = "to be completed by the authors"


def sentences(facts: Facts) -> tuple[Sentence, ...]:
    """The paragraph, sentence by sentence; one whose figures are not there is left out."""
    return tuple(
        Sentence(text=text, source=source)
        for text, source in (
            *_material(facts),
            *_codebook(facts),
            *_coding(facts),
            *((round_words(each, facts), "imqual plan list") for each in facts.rounds),
            *_rigour(facts),
            *_result(facts),
        )
    )


def _material(facts: Facts) -> Iterator[tuple[str, str]]:
    kind = "synthetic interview" if facts.synthetic else "interview"
    yield (
        (
            f"The study has {count(facts.transcripts, f'transcript of {kind}s', f'transcripts of {kind}s')} with "
            f"{count(facts.participants, 'participant')}{_languages(facts)}."
        ),
        "imqual export participants",
    )
    if facts.minutes is not None:
        yield minutes_words(facts), "front matter of the transcripts (interview.minutes)"
    if facts.dates is not None:
        yield dates_words(facts), "front matter of the transcripts (interview.date)"


def _languages(facts: Facts) -> str:
    if not facts.languages:
        return ""
    parts = ", ".join(f"{n} in {language}" for language, n in facts.languages.items())
    translated = f"; {facts.translated} with a translation" if facts.translated else ""
    return f" ({parts}{translated})"


def minutes_words(facts: Facts) -> str:
    """How long the interviews were."""
    assert facts.minutes is not None
    low, high, total = facts.minutes
    known = (
        "" if facts.timed == facts.transcripts else f" (stated for {of(facts.timed, facts.transcripts, 'transcript')})"
    )
    return f"Interviews took {low:g} to {high:g} minutes, {total:g} in all{known}."


def dates_words(facts: Facts) -> str:
    """When they were held."""
    assert facts.dates is not None
    known = (
        "" if facts.dated == facts.transcripts else f" (stated for {of(facts.dated, facts.transcripts, 'transcript')})"
    )
    return f"The interviews are dated {facts.dates[0]} to {facts.dates[1]}{known}."


def codebook_words(facts: Facts) -> str:
    """How large the codebook is, and where its codes come from."""
    origins = ", ".join(f"{n} {origin}" for origin, n in facts.origins.items())
    return (
        f"The codebook has {count(facts.codes, 'code')}, {facts.top} of them at the top level"
        f"{f' (origin: {origins})' if origins else ''}."
    )


def changes_words(facts: Facts) -> str:
    """How it was changed."""
    if not facts.changes:
        return f"It stands at revision {facts.revision}; no change is on record."
    kinds = ", ".join(f"{n} {kind}" for kind, n in facts.changes.items())
    total = sum(facts.changes.values())
    return f"It stands at revision {facts.revision}, after {count(total, 'recorded change')} ({kinds})."


def _codebook(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.codes:
        yield codebook_words(facts), "imqual codebook show"
        yield changes_words(facts), "imqual codebook log"


def coders_words(facts: Facts) -> str:
    """Who coded how much."""
    each = "; ".join(f"{coder}: {count(len(names), 'transcript')}" for coder, names in facts.basis.coders.items())
    twice = f", {facts.double} coded by more than one" if len(facts.coders) > 1 else ""
    made = f" ({listed(facts.basis.constructed)} constructed for an example)" if facts.basis.constructed else ""
    return (
        f"{count(len(facts.coders), 'coder')} applied {count(facts.basis.codings, 'coding')} ({each}){made}; "
        f"{of(len(facts.basis.completed), facts.transcripts, 'transcript')} "
        f"{'is' if len(facts.basis.completed) == 1 else 'are'} completed{twice}."
    )


def _coding(facts: Facts) -> Iterator[tuple[str, str]]:
    if not facts.coders:
        return
    yield coders_words(facts), "imqual status"
    if facts.wrote_codebook:
        yield f"{listed(facts.wrote_codebook)} wrote the codebook.", "study.yaml (coders)"
    if facts.basis.saw:
        pairs = len({(coder, other, name) for coder, other, name in facts.basis.saw})
        yield (
            f"On {count(pairs, 'occasion')} a coder saw another's codings of a transcript before completing it.",
            "imqual themes (last lines)",
        )
    elif len(facts.coders) > 1:
        yield (
            "No coder is on record as having seen another's codings of a transcript before completing it.",
            "imqual themes (last lines)",
        )


def _rigour(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.agreement_wanted is False:
        why = f" {facts.agreement_why}" if facts.agreement_why else ""
        yield f"Agreement between coders is not reported.{why}", "study.yaml (reporting.agreement)"
    elif facts.agreement is not None:
        yield agreement_words(facts.agreement), "imqual agree"
    if facts.settled is not None:
        yield settled_words(facts.settled), "imqual decisions"
        yield rests_words(facts), "imqual themes --coder reconciled"


def _result(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.excerpts:
        yield excerpts_words(facts), "imqual themes"
    if facts.findings:
        yield against_words(facts), "imqual themes --all-against"
    if facts.first.saturation is not None:
        yield " ".join(saturation_lines(facts.first)), "imqual saturation"
    yield f"Coding, counts and tables were made with imqual {facts.tool}.", "imqual --version"


def excerpts_words(facts: Facts) -> str:
    """How many excerpts there are, and how many of them are under a theme."""
    said = f"Overlapping codings under one code counted once, there are {count(facts.excerpts, 'excerpt')}"
    if not facts.themes:
        return f"{said}."
    those = "all" if facts.gathered == facts.excerpts else str(facts.gathered)
    under = f" under {count(facts.findings, 'finding')}" if facts.findings else ""
    return f"{said}, {those} of them gathered in {count(facts.themes, 'theme')}{under}."


def against_words(facts: Facts) -> str:
    """How much runs against the findings."""
    if not facts.against:
        return "No printed excerpt qualifies or contradicts a finding."
    return (
        f"{count(facts.against, 'excerpt')} of {count(facts.against_who, 'participant')} "
        f"{'qualifies or contradicts' if facts.against == 1 else 'qualify or contradict'} a finding."
    )


def numbered(counts: Mapping[str, int]) -> str:
    """Counts in one line.

    >>> numbered({"given": 11, "unknown": 1})
    'given: 11, unknown: 1'
    """
    return ", ".join(f"{name}: {n}" for name, n in counts.items())


def method_tables(
    found: Sequence[Sentence], checklist: Checklist | None, study: Study, basis: Basis
) -> tuple[Table, ...]:
    """The sentences with their sources; and the checklist, where there is one."""
    notes = basis_lines(basis, study)
    methods = Table(
        name="methods",
        title="Methods, in the study's own numbers",
        columns=columns_of("text", sentence="Sentence", source="Where it comes from"),
        rows=tuple((each.text, each.source) for each in found),
        notes=notes,
    )
    if checklist is None:
        return (methods,)
    return (
        methods,
        Table(
            name="checklist",
            title=f"{checklist.name}: draft",
            columns=columns_of("text", number="No.", item="Item", draft="Draft", source="Where it comes from"),
            rows=tuple(
                (each.number, each.name, each.draft or AUTHORS, each.source or None) for each in checklist.items
            ),
            notes=(*notes, checklist.source, f"{derived_words(checklist)} Item names are shortened."),
        ),
    )


def derived_words(checklist: Checklist) -> str:
    """How much of the checklist could be drafted."""
    done = sum(each.derived for each in checklist.items)
    return (
        f"{of(done, len(checklist.items), 'item')} drafted from the study's files; what is drafted is a beginning, and "
        f"the rest is {AUTHORS}."
    )
