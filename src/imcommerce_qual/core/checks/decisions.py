"""Checks of what was decided about disagreements against coders, codings, codebook and stored texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from imcommerce_qual.core.adjudication.deciding import outcome_id
from imcommerce_qual.core.adjudication.rules import NoRuleError, parse_rule
from imcommerce_qual.core.checks.codebook import known_codes
from imcommerce_qual.core.checks.codings import SHORT
from imcommerce_qual.core.checks.lines import line_fault
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.adjudication import TAKE, Comparison, Decided, DecisionEvent, Outcome, Revoked
from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsFile:
    """One writer's decisions about one transcript, with the file's name and the line of each event."""

    writer: str
    transcript: str
    events: tuple[DecisionEvent, ...]
    file: str
    lines: Mapping[str, int]


def check_decisions(
    study: Study,
    files: Iterable[DecisionsFile],
    codings: Collection[str],
    text: Callable[[str, str], str | None],
    comparisons: Iterable[Comparison],
) -> Iterator[Fault]:
    """Whether decisions are about what is there, and hold: of each, the first thing that is wrong.

    Args:
        study: with its codebook and transcripts.
        files: everybody's decisions.
        codings: the ids of all codings that anybody ever made.
        text: today's and stored texts, by transcript and hash16.
        comparisons: what came of the decisions.
    """
    every = tuple(files)
    decisions = {event.id for each in every for event in each.events if isinstance(event, Decided)}
    outcomes = {
        outcome_id(event, number)
        for each in every
        for event in each.events
        if isinstance(event, Decided)
        for number in range(len(event.outcome))
    }
    known = _Known(study, frozenset(codings) | outcomes, frozenset(decisions), text)
    wrong: set[str] = set()
    for each in every:
        if each.transcript not in study.transcripts:
            yield Fault(
                code="decision-transcript-unknown",
                message=f"there is no transcript `{each.transcript}`, so these decisions settle nothing",
                remedy=suggest(
                    each.transcript, study.transcripts, otherwise=f"put `transcripts/{each.transcript}.md` back"
                ),
                file=each.file,
            )
            continue
        for event in each.events:
            fault = next(known.faults(each, event), None)
            if fault is not None:
                wrong.add(event.id)
                yield fault
    where = {event.id: (each, event) for each in every for event in each.events}
    for comparison in comparisons:
        yield from _not_holding(comparison, where, wrong)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a decision may name."""

    study: Study
    codings: Collection[str]
    decisions: Collection[str]
    text: Callable[[str, str], str | None]

    def faults(self, file: DecisionsFile, event: DecisionEvent) -> Iterator[Fault]:
        if isinstance(event, Revoked):
            yield from self._orphans(file, event, [event.of], "of")
        elif isinstance(event, Decided):
            yield from self._coders(file, event)
            yield from self._orphans(file, event, event.replaces, "replaces")
            yield from self._codings(file, event)
            for each in event.outcome:
                yield from self._outcome(file, event, each)
            yield from self._change(file, event)
            yield from self._rule(file, event)

    def _coders(self, file: DecisionsFile, event: Decided) -> Iterator[Fault]:
        taken = [event.how.removeprefix(TAKE)] if event.how.startswith(TAKE) else []
        for name, field in [*((each, "coders") for each in event.coders), *((each, "how") for each in taken)]:
            if name not in self.study.coders:
                yield line_fault(
                    file,
                    event.id,
                    "decision-coder-unknown",
                    f"this was decided between coders one of whom, `{name}`, is no coder of this study",
                    suggest(name, self.study.coders, otherwise=f"add `{name}: {{}}` under `coders:` in study.yaml"),
                    field=field,
                )

    def _orphans(self, file: DecisionsFile, event: DecisionEvent, ids: Iterable[str], field: str) -> Iterator[Fault]:
        for each in ids:
            if each not in self.decisions:
                does = "replaces" if field == "replaces" else "takes back"
                yield line_fault(
                    file,
                    event.id,
                    "decision-unknown",
                    f"this {does} a decision (`{each[:SHORT]}…`) that is in nobody's file",
                    "its line may be in another copy of the study: merge the two; until then there is nothing to undo",
                    field=field,
                    severity="warning",
                )

    def _codings(self, file: DecisionsFile, event: Decided) -> Iterator[Fault]:
        for each in event.codings:
            if each not in self.codings:
                yield line_fault(
                    file,
                    event.id,
                    "decision-coding-unknown",
                    f"this is about a coding (`{each[:SHORT]}…`) that is in nobody's file, so it does not hold",
                    "its line may be in another copy of the study: merge the two",
                    field="codings",
                    severity="warning",
                )

    def _outcome(self, file: DecisionsFile, event: Decided, each: Outcome) -> Iterator[Fault]:
        book = self.study.codebook
        line = lineage(book.history)
        today = line.today(each.code)
        if today not in known_codes(book) and today not in line.retired:
            yield line_fault(
                file,
                event.id,
                "decision-code-unknown",
                f"it leaves a coding with `{each.code}`, which is not in the codebook; its history does not say where "
                "that went",
                suggest(each.code, book.codes, otherwise="put the code back, or say under `history:` where it went"),
                field="outcome",
            )
        words = self.text(event.transcript, each.anchor.text)
        span = each.anchor.span
        if words is None:
            yield line_fault(
                file,
                event.id,
                "decision-text-unknown",
                f"it was decided on a text of {event.transcript} (`{each.anchor.text}`) that is not stored, so what it "
                "leaves has no place",
                f"put `history/transcripts/{event.transcript}/{each.anchor.text}.md` back, from git or another copy",
                field="outcome",
            )
        elif words[span.start : span.end] != each.anchor.quote:
            yield line_fault(
                file,
                event.id,
                "decision-quote-mismatch",
                f"what it leaves has a quote that does not stand at {span.start}:{span.end} of the text it names",
                "the line was changed by hand: restore it from git, or take the decision back "
                f"(`imqual decide {event.id[:SHORT]} --revoke --as {event.writer}`) and settle it again",
                field="outcome",
            )

    def _change(self, file: DecisionsFile, event: Decided) -> Iterator[Fault]:
        if event.change is not None and event.change not in {each.id for each in self.study.codebook.history}:
            yield line_fault(
                file,
                event.id,
                "decision-change-unknown",
                f"it names a change of the codebook (`{event.change}`) that is not in its history",
                "bring the codebook along from the copy where it was changed; the decision holds all the same",
                field="change",
                severity="warning",
            )

    def _rule(self, file: DecisionsFile, event: Decided) -> Iterator[Fault]:
        if event.rule is None:
            return
        try:
            how = parse_rule(event.rule).how
            wrong = None if how == event.how else f"which settles by `{how}`, not by `{event.how}`"
        except NoRuleError:
            wrong = "which is none"
        if wrong is not None:
            yield line_fault(
                file,
                event.id,
                "decision-rule-unknown",
                f"it says that it was taken by the rule `{event.rule}`, {wrong}",
                "the line was changed by hand: restore it from git; the decision holds all the same",
                field="rule",
                severity="warning",
            )


def _not_holding(
    comparison: Comparison, where: Mapping[str, tuple[DecisionsFile, DecisionEvent]], wrong: Collection[str]
) -> Iterator[Fault]:
    for group in comparison.conflicts:
        last = group[-1]
        others = ", ".join(f"`{each.id[:SHORT]}` by {each.writer}" for each in group[:-1])
        yield line_fault(
            where[last.id][0],
            last.id,
            "decision-conflict",
            f"it contradicts {others}: none of them holds, and what they are about is undecided",
            f"settle it anew (`imqual compare {comparison.transcript}`), or take one back: "
            f"imqual decide {last.id[:SHORT]} --revoke",
            field="codings",
        )
    for event in comparison.outdated:
        if event.id not in wrong and event.id in where:
            yield line_fault(
                where[event.id][0],
                event.id,
                "decision-outdated",
                "the codings that it is about were changed or taken off since, so it does not hold",
                f"look at it again: `imqual compare {comparison.transcript}`; a new decision replaces it",
                field="codings",
                severity="warning",
            )
