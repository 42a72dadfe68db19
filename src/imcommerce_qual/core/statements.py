"""Findings and themes as statements with dates: what they said when, and which stances are toward older words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.study import Finding, FindingChange, Findings, Rewording, Said, Study, Theme

#: Which field each kind of change is about.
FIELDS: Mapping[Rewording, str] = {"reworded": "statement", "relabelled": "label", "regathered": "codes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrecorded:
    """A change that nobody recorded: *of* says *to* today, and said *from_* when it was last known."""

    of: str
    change: Rewording
    from_: Said
    to: Said


def sayings(findings: Findings) -> dict[tuple[str, Rewording], Said]:
    """What every finding and theme says, by its id and the kind of change that would be one of it."""
    found: dict[tuple[str, Rewording], Said] = {}
    for finding in findings.findings:
        found[finding.id, "reworded"] = finding.statement
    for theme in findings.themes:
        found[theme.id, "reworded"] = theme.statement
        found[theme.id, "relabelled"] = theme.label
        found[theme.id, "regathered"] = theme.codes
    return found


def older_stances(study: Study, standing: Iterable[Standing]) -> dict[str, tuple[str, ...]]:
    """The codings whose stance was given toward other words than a finding has now: coding id to the findings.

    What a finding said then follows from its history; where that has nothing, from ``since``, a day that begins UTC.
    A stance toward no finding in particular is toward those whose themes gather its code.
    """
    changes = {each.id: _Words.of(study.findings, each) for each in study.findings.findings}
    changes = {name: words for name, words in changes.items() if words.entries or words.day is not None}
    if not changes:
        return {}
    codes = gathered(study)
    found: dict[str, tuple[str, ...]] = {}
    for each in standing:
        said = each.coding.stanced
        if each.stance is not None and said is not None:
            meant = meant_by(each, codes)
            if older := tuple(name for name in meant if name in changes and changes[name].other_at(said)):
                found[each.coding.id] = older
    return found


def gathered(study: Study) -> dict[str, frozenset[str]]:
    """The codes of each finding's themes."""
    return {
        each.id: frozenset(code for theme in each.themes for code in theme_codes(theme, study.codebook))
        for each in study.findings.findings
    }


def meant_by(standing: Standing, codes: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The findings that a coding's stance is toward; *codes* are those of each."""
    toward = standing.coding.toward
    return (toward,) if toward else tuple(name for name in codes if standing.code in codes[name])


@dataclass(frozen=True, slots=True)
class _Words:
    """What a finding says, and said: its rewordings in order, and the day since which it stands."""

    statement: str
    entries: tuple[FindingChange, ...]
    day: datetime | None

    @classmethod
    def of(cls, findings: Findings, finding: Finding) -> _Words:
        """The finding's, from the history."""
        entries = [each for each in findings.history if each.of == finding.id and each.change == "reworded"]
        entries.sort(key=lambda each: (each.at, each.id))
        return cls(finding.statement, tuple(entries), _day(finding.since) if finding.since else None)

    def other_at(self, at: datetime) -> bool:
        """Whether it had other words at that time, as far as anybody knows."""
        if self.day is not None and (not self.entries or self.day > self.entries[-1].at):
            return at < self.day
        later = next((each for each in self.entries if each.at > at), None)
        return later is not None and later.from_ != self.statement


def _day(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def unrecorded(findings: Findings, stored: Iterable[Findings]) -> Iterator[Unrecorded]:
    """What findings and themes say today and the history does not account for, compared with *stored* versions."""
    today = sayings(findings)
    before: dict[tuple[str, Rewording], list[Said]] = {}
    for version in stored:
        for key, said in sayings(version).items():
            before.setdefault(key, []).append(said)
    for key, said in today.items():
        of, change = key
        entries = sorted(
            (each for each in findings.history if each.of == of and each.change == change),
            key=lambda each: (each.at, each.id),
        )
        known = [said, *(value for each in entries for value in (each.from_, each.to))]
        if entries and entries[-1].to != said:
            yield Unrecorded(of=of, change=change, from_=entries[-1].to, to=said)
        elif strange := next((value for value in before.get(key, ()) if value not in known), None):
            yield Unrecorded(of=of, change=change, from_=strange, to=said)


def findings_at(findings: Findings, at: datetime) -> Findings:
    """The findings as they said at that time: later entries of the history taken back, the newest first.

    What was removed since cannot be put back from the history alone: a stored version has it.
    """
    later = [each for each in findings.history if each.at > at]
    later.sort(key=lambda each: (each.at, each.id), reverse=True)
    for each in later:
        if each.change in {"added", "restored"}:
            findings = _without(findings, each.of)
        elif each.change in FIELDS:
            findings = _said_before(findings, each.of, {FIELDS[each.change]: each.from_})  # type: ignore[index]
    return replace(findings, history=tuple(each for each in findings.history if each.at <= at))


def _without(findings: Findings, of: str) -> Findings:
    def left(themes: Iterable[Theme]) -> tuple[Theme, ...]:
        return tuple(each for each in themes if each.id != of)

    kept = tuple(replace(each, themes=left(each.themes)) for each in findings.findings if each.id != of)
    return replace(findings, findings=kept, across=left(findings.across))


def _said_before(findings: Findings, of: str, changes: Mapping[str, Any]) -> Findings:
    def theme(each: Theme) -> Theme:
        return replace(each, **changes) if each.id == of else each

    def finding(each: Finding) -> Finding:
        each = replace(each, themes=tuple(map(theme, each.themes)))
        return replace(each, **changes) if each.id == of else each

    return replace(findings, findings=tuple(map(finding, findings.findings)), across=tuple(map(theme, findings.across)))
