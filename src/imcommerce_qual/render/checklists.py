"""Drafts of the reporting checklists COREQ and SRQR: what the study's files say, and nothing else.

The names of the items are ours and short; the checklists have them in full: Tong, Sainsbury & Craig 2007, doi
10.1093/intqhc/mzm042 (COREQ, 32 items), and O'Brien et al. 2014, doi 10.1097/ACM.0000000000000388 (SRQR, 21 items).
"""

from __future__ import annotations

from collections.abc import Mapping

from imcommerce_qual.model.methods import Checklist, Facts, Item
from imcommerce_qual.model.study import Study
from imcommerce_qual.render.analysistables import saturation_lines
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
from imcommerce_qual.render.words import count

COREQ = {
    "1": "Who interviewed",
    "2": "Their credentials",
    "3": "Their occupation",
    "4": "Their gender",
    "5": "Their experience and training",
    "6": "Relationship before the study",
    "7": "What participants knew of the interviewer",
    "8": "What is reported of the interviewer",
    "9": "Methodological orientation",
    "10": "Sampling",
    "11": "How participants were approached",
    "12": "Sample size",
    "13": "Who refused or dropped out",
    "14": "Where data was collected",
    "15": "Anybody else present",
    "16": "Who the participants are",
    "17": "Interview guide",
    "18": "Repeat interviews",
    "19": "Audio or video recording",
    "20": "Field notes",
    "21": "Duration",
    "22": "Saturation",
    "23": "Transcripts returned to participants",
    "24": "Number of coders",
    "25": "The coding tree",
    "26": "Where themes come from",
    "27": "Software",
    "28": "Feedback from participants on findings",
    "29": "Quotations, each attributed",
    "30": "Data and findings fit together",
    "31": "Major themes",
    "32": "Minor themes and diverse cases",
}
SRQR = {
    "S1": "Title",
    "S2": "Abstract",
    "S3": "The problem",
    "S4": "Purpose or research question",
    "S5": "Approach and paradigm",
    "S6": "Researchers and reflexivity",
    "S7": "Context",
    "S8": "Sampling",
    "S9": "Ethics and consent",
    "S10": "How data was collected",
    "S11": "Instruments and technology",
    "S12": "Units of study",
    "S13": "How data was processed",
    "S14": "How data was analysed",
    "S15": "Trustworthiness",
    "S16": "Synthesis and interpretation",
    "S17": "Evidence from the data",
    "S18": "Place in the field, and contribution",
    "S19": "Limitations",
    "S20": "Conflicts of interest",
    "S21": "Funding",
}
_SOURCES = {
    "coreq": "COREQ: Tong, Sainsbury & Craig 2007, doi 10.1093/intqhc/mzm042.",
    "srqr": "SRQR: O'Brien et al. 2014, doi 10.1097/ACM.0000000000000388.",
}

Draft = Mapping[str, tuple[str, str]]


def draft(name: str, facts: Facts, study: Study) -> Checklist:
    """The checklist with what can be derived; *name* is ``coreq`` or ``srqr``."""
    names, drafts = (COREQ, _coreq(facts, study)) if name == "coreq" else (SRQR, _srqr(facts, study))
    return Checklist(
        name=name.upper(),
        source=_SOURCES[name],
        items=tuple(
            Item(
                number=number, name=title, draft=drafts.get(number, ("", ""))[0], source=drafts.get(number, ("", ""))[1]
            )
            for number, title in names.items()
        ),
    )


def _coreq(facts: Facts, study: Study) -> Draft:
    return {**_people(facts), **_analysis(facts, study)}


def _people(facts: Facts) -> Draft:
    found: dict[str, tuple[str, str]] = {
        "12": (f"{count(facts.participants, 'participant')}.", "imqual export participants"),
        "27": (f"imqual {facts.tool}.", "imqual --version"),
    }
    if facts.interviewed:
        found["1"] = (f"Of the coders, {listed(facts.interviewed)} interviewed.", "study.yaml (coders)")
    if facts.withdrawn:
        found["13"] = (f"{count(facts.withdrawn, 'participant')} withdrew.", "consent in the transcripts")
    if facts.modes:
        found["14"] = (f"How interviews were held: {numbered(facts.modes)}.", "interview.mode in the transcripts")
    if facts.others:
        found["15"] = (f"Somebody else speaks in {listed(facts.others)}.", "speakers in the transcripts")
    if facts.attributes:
        found["16"] = (
            f"By {listed(facts.attributes)}: see the table of participants.",
            "imqual export participants",
        )
    if facts.topics:
        found["17"] = (
            f"{count(facts.topics, 'topic')} of the guide are marked in the transcripts.",
            "# @topic headings",
        )
    if facts.repeated:
        found["18"] = (
            f"More than one transcript: {listed(facts.repeated)}.",
            "participants in the transcripts",
        )
    return found


def _analysis(facts: Facts, study: Study) -> Draft:
    found: dict[str, tuple[str, str]] = {}
    if facts.minutes is not None:
        found["21"] = (minutes_words(facts), "interview.minutes in the transcripts")
    if facts.first.saturation is not None:
        found["22"] = (" ".join(saturation_lines(facts.first)), "imqual saturation")
    if facts.coders:
        found["24"] = (coders_words(facts), "imqual status")
    if facts.codes:
        found["25"] = (f"{codebook_words(facts)} See the codebook.", "imqual export codebook")
        found["26"] = (f"{_origins(facts)} {changes_words(facts)}", "imqual codebook log")
    if facts.quoted:
        found["29"] = (
            (
                f"Each printed excerpt has its participant and place; {count(facts.quoted, 'participant')} are quoted "
                "in the theme table."
            ),
            "imqual export themes",
        )
    if facts.excerpts:
        found["30"] = (
            f"Chain of evidence over {count(facts.excerpts, 'excerpt')}, each compared with its transcript.",
            "imqual export evidence",
        )
    if facts.findings:
        found["31"] = (_themes(facts, study), "findings.yaml")
        found["32"] = (against_words(facts), "imqual themes --all-against; imqual coverage --rare")
    return found


def _srqr(facts: Facts, study: Study) -> Draft:
    found: dict[str, tuple[str, str]] = {
        "S12": (
            f"{count(facts.participants, 'participant')} in {count(facts.transcripts, 'transcript')}.",
            "imqual export participants",
        )
    }
    if facts.questions:
        found["S4"] = (" ".join(facts.questions), "findings.yaml (questions)")
    if facts.consents:
        found["S9"] = (f"Consent on record: {numbered(facts.consents)}.", "consent in the transcripts")
    held = [dates_words(facts)] if facts.dates else []
    held += [f"How interviews were held: {numbered(facts.modes)}."] if facts.modes else []
    if held:
        found["S10"] = (" ".join(held), "interview in the transcripts")
    if facts.minutes is not None:
        found["S11"] = (minutes_words(facts), "interview.minutes in the transcripts")
    if facts.translated:
        found["S13"] = (
            f"{count(facts.translated, 'transcript')} have a translation for each turn.",
            "translation in the transcripts",
        )
    if facts.codes and facts.coders:
        found["S14"] = (
            f"{codebook_words(facts)} {changes_words(facts)} {coders_words(facts)}",
            "imqual codebook log; imqual status",
        )
    if facts.rounds:
        rounds = ", ".join(f"{each.id} ({each.purpose}, {each.transcripts})" for each in facts.rounds)
        found["S15"] = (f"Rounds of coding, with their transcripts: {rounds}.", "imqual plan list")
    if facts.findings:
        found["S16"] = (_themes(facts, study), "findings.yaml")
    if facts.excerpts:
        found["S17"] = (
            f"{count(facts.excerpts, 'excerpt')}, each compared with its transcript. {against_words(facts)}",
            "imqual export evidence",
        )
    return found


def _origins(facts: Facts) -> str:
    return f"Codes by origin: {numbered(facts.origins)}."


def _themes(facts: Facts, study: Study) -> str:
    labels = "; ".join(each.label for each in study.findings.themes)
    return f"{count(facts.findings, 'finding')}, {count(facts.themes, 'theme')}: {labels}."
