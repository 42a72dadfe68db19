"""Drafts of the reporting checklists COREQ and SRQR: what the study's files say, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from imcommerce_qual.model.methods import Checklist, Facts, Item
from imcommerce_qual.model.study import Study
from imcommerce_qual.render.checklistitems import COREQ, DERIVED, SRQR
from imcommerce_qual.render.methodstext import (
    against_words,
    changes_words,
    codebook_words,
    coders_words,
    dates_words,
    minutes_words,
    numbered,
)
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.rigourtext import agreement_words, round_words, settled_words
from imcommerce_qual.render.saturationtables import saturation_lines
from imcommerce_qual.render.words import count

_SOURCES = {
    "coreq": "COREQ: Tong, Sainsbury & Craig 2007, doi 10.1093/intqhc/mzm042.",
    "srqr": "SRQR: O'Brien et al. 2014, doi 10.1097/ACM.0000000000000388.",
}

#: By number of the item, what can be said; empty where the files have nothing for it.
Draft = Mapping[str, str]


def draft(name: str, facts: Facts, study: Study) -> Checklist:
    """The checklist with what can be derived; *name* is ``coreq`` or ``srqr``."""
    names = COREQ if name == "coreq" else SRQR
    drafts = {**_people(facts), **_analysis(facts, study)} if name == "coreq" else _srqr(facts, study)
    return Checklist(
        name=name.upper(),
        source=_SOURCES[name],
        items=tuple(
            Item(
                number=number,
                name=title,
                draft=drafts.get(number, ""),
                source=DERIVED[number][1] if drafts.get(number) else "",
            )
            for number, title in names.items()
        ),
    )


def _people(facts: Facts) -> Draft:
    return {
        "1": f"Of the coders, {listed(facts.interviewed)} interviewed." if facts.interviewed else "",
        "12": f"{count(facts.participants, 'participant')}." if facts.participants else "",
        "13": f"{count(facts.withdrawn, 'participant')} withdrew." if facts.withdrawn else "",
        "14": _modes(facts),
        "15": f"Somebody else speaks in {listed(facts.others)}." if facts.others else "",
        "16": f"By {listed(facts.attributes)}: see the table of participants." if facts.attributes else "",
        "17": f"{_topics(facts)}." if facts.topics else "",
        "18": f"More than one transcript: {listed(facts.repeated)}." if facts.repeated else "",
    }


def _analysis(facts: Facts, study: Study) -> Draft:
    return {
        "21": _minutes(facts),
        "22": _saturation(facts),
        "24": coders_words(facts) if facts.coders else "",
        "25": f"{codebook_words(facts)} See the codebook." if facts.codes else "",
        "26": f"Codes by origin: {numbered(facts.origins)}. {changes_words(facts)}" if facts.codes else "",
        "27": f"imqual {facts.tool}.",
        "29": _quoted(facts),
        "30": _proved(facts),
        "31": _themes(facts, study),
        "32": against_words(facts) if facts.findings else "",
    }


def _srqr(facts: Facts, study: Study) -> Draft:
    people = f"{count(facts.participants, 'participant')} in {count(facts.transcripts, 'transcript')}."
    translated = (
        f"{count(facts.translated, 'transcript')} with a translation for each turn." if facts.translated else ""
    )
    return {
        "S4": " ".join(facts.questions),
        "S6": _sentences(
            f"Of the coders, {listed(facts.interviewed)} interviewed." if facts.interviewed else "",
            f"{listed(facts.wrote_codebook)} wrote the codebook." if facts.wrote_codebook else "",
        ),
        "S8": _saturation(facts) if facts.first.saturation is not None else "",
        "S9": f"Consent on record: {numbered(facts.consents)}." if facts.consents else "",
        "S10": _sentences(dates_words(facts) if facts.dates else "", _modes(facts)),
        "S11": _sentences(_minutes(facts), f"{_topics(facts)}." if facts.topics else ""),
        "S12": people if facts.transcripts else "",
        "S13": translated,
        "S14": _sentences(
            *(
                (codebook_words(facts), changes_words(facts), coders_words(facts))
                if facts.codes and facts.coders
                else ()
            ),
            f"{count(facts.memos, 'memo')} on record." if facts.memos else "",
            f"imqual {facts.tool}.",
        ),
        "S15": _sentences(
            *(round_words(each, facts) for each in facts.rounds),
            agreement_words(facts.agreement) if facts.agreement and facts.agreement_wanted is not False else "",
            settled_words(facts.settled) if facts.settled else "",
            against_words(facts) if facts.findings else "",
        ),
        "S16": _themes(facts, study),
        "S17": _sentences(_proved(facts), against_words(facts)) if facts.gathered else "",
    }


def _sentences(*found: str) -> str:
    return " ".join(each for each in found if each)


def _modes(facts: Facts) -> str:
    return f"How interviews were held: {numbered(facts.modes)}." if facts.modes else ""


def _minutes(facts: Facts) -> str:
    return minutes_words(facts) if facts.minutes is not None else ""


def _topics(facts: Facts) -> str:
    return (
        f"{count(facts.topics, 'topic')} of the guide {'is' if facts.topics == 1 else 'are'} marked in the transcripts"
    )


def _saturation(facts: Facts) -> str:
    """Of codes found in the data; where every code was there beforehand, that nothing is claimed."""
    if facts.first.saturation is not None:
        return " ".join(saturation_lines(facts.first))
    if not facts.codes:
        return ""
    return (
        "Not computed: no code was found in the data, and where codes that were there beforehand first occur says "
        "nothing about saturation."
    )


def _quoted(facts: Facts) -> str:
    if not facts.quoted:
        return ""
    are = "is" if facts.quoted == 1 else "are"
    return (
        f"Each printed excerpt has its participant and place; {count(facts.quoted, 'participant')} {are} quoted in the "
        "theme table."
    )


def _proved(facts: Facts) -> str:
    if not facts.gathered:
        return ""
    return f"Chain of evidence over {count(facts.gathered, 'excerpt')}, each compared with its transcript."


def _themes(facts: Facts, study: Study) -> str:
    if not facts.findings and not facts.themes:
        return ""
    labels = "; ".join(each.label for each in study.findings.themes)
    return f"{count(facts.findings, 'finding')}, {count(facts.themes, 'theme')}: {labels}."
