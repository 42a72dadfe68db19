"""Checked plain data as values of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from imcommerce_qual.model.codebook import Change, Code, Codebook
from imcommerce_qual.model.study import EVERYWHERE, Coder, Finding, FindingChange, Findings, Question, Theme
from imcommerce_qual.model.transcript import Consent, Participant, Speaker, Transcript, Translation
from imcommerce_qual.store.turns import Grammar

Data = Mapping[str, Any]


def build_coders(data: Data) -> dict[str, Coder]:
    """The coders that a study declares."""
    return {key: _coder(key, entry) for key, entry in data["coders"].items()}


def _coder(key: str, entry: Data) -> Coder:
    works_on = {**entry["works_on"]}
    return Coder(
        id=key,
        **{
            **entry,
            "languages": tuple(entry["languages"]),
            "works_on": works_on.pop(EVERYWHERE, "source"),
            "elsewhere": works_on,
        },
    )


def build_findings(data: Data, digest: str) -> Findings:
    """Questions, findings and themes."""
    return Findings(
        questions=tuple(Question(id=each["id"], text=each["text"]) for each in data["questions"]),
        findings=tuple(
            Finding(
                id=each["id"],
                statement=each["statement"],
                since=each["since"],
                themes=tuple(map(_theme, each["themes"])),
            )
            for each in data["findings"]
        ),
        across=tuple(map(_theme, data["across"])),
        hash=digest,
        history=tuple(map(_rewording, data["history"])),
    )


def _theme(each: Data) -> Theme:
    return Theme(id=each["id"], label=each["label"], statement=each["statement"], codes=tuple(each["codes"]))


def _rewording(each: Data) -> FindingChange:
    return FindingChange(
        id=each["id"],
        at=parse_time(each["at"]) or datetime.min.replace(tzinfo=UTC),
        by=each["by"],
        change=each["change"],
        of=each["of"],
        from_=_said(each["from"]),
        to=_said(each["to"]),
        why=each["why"],
    )


def _said(value: Any) -> str | tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else value


def walk_codes(
    entries: list[Any], path: tuple[str | int, ...] = ("codes",)
) -> Iterator[tuple[tuple[str | int, ...], Data]]:
    """Each code entry of the nested tree with its field path, parents before children."""
    for n, entry in enumerate(entries):
        yield (*path, n), entry
        yield from walk_codes(entry["codes"], (*path, n, "codes"))


def build_codebook(data: Data, digest: str) -> Codebook:
    """The tree flattened, the first of each id; what is wrong with ids is for the reader of the file to say."""
    codes: dict[str, Code] = {}
    aliases: dict[str, str] = {}
    for _, entry in walk_codes(data["codes"]):
        fields = {key: value for key, value in entry.items() if key not in {"codes", "aliases"}}
        codes.setdefault(entry["id"], Code(**fields, aliases=tuple(entry["aliases"])))
        for alias in entry["aliases"]:
            aliases.setdefault(alias.casefold(), entry["id"])
    return Codebook(
        id=data["id"],
        revision=data["revision"],
        codes=codes,
        history=tuple(map(_change, data["history"])),
        hash=digest,
        aliases=aliases,
    )


def _change(each: Data) -> Change:
    return Change(
        id=each["id"],
        revision=each["revision"],
        at=parse_time(each["at"]) or datetime.min.replace(tzinfo=UTC),
        by=each["by"],
        change=each["change"],
        from_=tuple(each["from"]),
        to=tuple(each["to"]),
        why=each["why"],
    )


def parse_time(text: str) -> datetime | None:
    """A time as people and programs write it, in UTC; None where it is none.

    >>> parse_time("2026-01-04"), parse_time("soon")
    (datetime.datetime(2026, 1, 4, 0, 0, tzinfo=datetime.timezone.utc), None)
    """
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def build_transcript(data: Data, grammar: Grammar, digest: str) -> Transcript:
    """A transcript from its front matter and the turns found in its text."""
    translation = data["translation"]
    return Transcript(
        id=data["id"],
        language=data["language"],
        text=grammar.text,
        hash=digest,
        speakers={label: Speaker(label=label, **entry) for label, entry in data["speakers"].items()},
        participants={key: _participant(key, entry or {}) for key, entry in data["participants"].items()},
        turns=tuple(grammar.turns),
        headings=tuple(grammar.headings),
        translation=Translation(**translation) if translation else None,
        translated_from=data["translated_from"],
        interview=data["interview"],
        provenance=data["provenance"],
    )


def _participant(key: str, entry: Data) -> Participant:
    consent = entry.get("consent")
    return Participant(
        id=key,
        attributes={name: value for name, value in entry.items() if name != "consent"},
        consent=Consent(**consent) if consent else Consent(),
    )
