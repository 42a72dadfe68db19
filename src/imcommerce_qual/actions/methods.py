"""The methods paragraph and the reporting checklist, from the study's own numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from imcommerce_qual import __version__
from imcommerce_qual.actions.analysing import Sighted, sighted
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.occurring import Options, first_occurrences
from imcommerce_qual.actions.rigourfacts import agreement_fact, settled_fact
from imcommerce_qual.actions.theming import themes
from imcommerce_qual.core.adjudication.deciding import NOBODY
from imcommerce_qual.core.analysis.chain import people
from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.model.evidence import ThemeTable
from imcommerce_qual.model.methods import Checklist, Facts, RoundFact, Sentence
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Table
from imcommerce_qual.store.workspace import STUDY_FILE

ChecklistName = Literal["coreq", "srqr"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """The paragraph, its sentences with their sources, and the checklist where the study declares one."""

    facts: Facts
    sentences: tuple[Sentence, ...]
    checklist: Checklist | None


def methods(seen: Sighted, options: Options | None = None) -> Methods:
    """Everything that can be said without inventing anything; *options* say how saturation is computed.

    Raises:
        WrongUseError: base, run, orders or threshold make no sense.
        AlteredExcerptError: an excerpt is not the transcript's text.
    """
    from imcommerce_qual.render.checklists import draft
    from imcommerce_qual.render.methodstext import sentences

    found = facts(seen, options or Options())
    declared: ChecklistName | None = _reporting(seen).get("checklist")
    return Methods(
        facts=found,
        sentences=sentences(found),
        checklist=draft(declared, found, seen.study) if declared else None,
    )


def facts(seen: Sighted, options: Options) -> Facts:
    """The numbers, each from where every other output has it too.

    Who coded what is of the coders' own work, also where results count what was settled between them.
    """
    study, ground = seen.study, seen.ground
    work = sighted(seen.opened, viewer=seen.viewer).ground if NOBODY in seen.coders else ground
    transcripts = study.transcripts.values()
    table = themes(seen.opened, viewer=seen.viewer, coders=seen.coders).table
    who = people(study)
    stated = (t.interview.get("minutes") for t in transcripts)
    minutes = [each for each in stated if isinstance(each, int | float) and not isinstance(each, bool)]
    dates = sorted(str(each) for t in transcripts if (each := t.interview.get("date")) is not None)
    book = [code for code in study.codebook.codes.values() if not code.id.startswith("proposal/")]
    by_transcript = Counter(name for names in work.basis.coders.values() for name in names)
    wanted = _reporting(seen).get("agreement") or {}
    declared = seen.opened.plan().declared
    themed = {code for theme in study.findings.themes for code in theme_codes(theme, study.codebook)}
    against = [each for finding in table.findings for each in finding.against]
    places = {(each.transcript, each.span) for each in against}
    return Facts(
        transcripts=len(study.transcripts),
        participants=len(who),
        withdrawn=len(study.participants) - len(who),
        languages=_counted(t.language for t in transcripts),
        translated=sum(t.translation is not None for t in transcripts),
        minutes=(min(minutes), max(minutes), sum(minutes)) if minutes else None,
        timed=len(minutes),
        dates=(dates[0], dates[-1]) if dates else None,
        dated=len(dates),
        modes=_counted(str(each) for t in transcripts if (each := t.interview.get("mode")) is not None),
        repeated=tuple(each.id for each in who if len(each.transcripts) > 1),
        others=tuple(sorted(t.id for t in transcripts if any(s.role == "other" for s in t.speakers.values()))),
        topics=sum(t.text[h.span.start : h.span.end].startswith("@topic") for t in transcripts for h in t.headings),
        consents=_consents(study),
        attributes=tuple(study.attributes),
        questions=tuple(each.text for each in study.findings.questions),
        codes=len(book),
        top=sum(code.parent is None for code in book),
        origins=_counted(code.origin.partition(",")[0].strip() or "not stated" for code in book),
        revision=study.codebook.revision,
        changes=_counted(each.change for each in study.codebook.history),
        coders=tuple(work.basis.coders),
        wrote_codebook=tuple(each.id for each in study.coders.values() if each.wrote_codebook),
        interviewed=tuple(each.id for each in study.coders.values() if each.interviewer),
        double=sum(n > 1 for n in by_transcript.values()),
        excerpts=sum(len(found) for name in ground.placed for found in ground.own(name).values()),
        gathered=sum(len(own.get(code, ())) for own in map(ground.own, ground.placed) for code in themed),
        findings=len(study.findings.findings),
        themes=len(study.findings.themes),
        against=len(places),
        against_who=len({name for each in against for name in each.participants}),
        memos=len(seen.opened.workspace.memos) if seen.viewer is None else 0,
        quoted=_quoted(table),
        rounds=_rounds(seen),
        first=first_occurrences(seen, options)[0],
        basis=work.basis,
        results=ground.basis,
        synthetic=study.synthetic,
        tool=__version__,
        agreement_wanted=declared.wanted if declared is not None else wanted.get("wanted"),
        agreement_why=" ".join(str((declared.why if declared is not None else wanted.get("why")) or "").split()),
        agreement=agreement_fact(seen),
        settled=settled_fact(seen),
    )


def checklist_table(found: Methods, seen: Sighted) -> Table:
    """The checklist's draft.

    Raises:
        WrongUseError: the study declares no checklist.
    """
    from imcommerce_qual.render.methodstext import method_tables

    if found.checklist is None:
        raise WrongUseError(
            "study.yaml declares no checklist", "write `reporting: {checklist: coreq}` (or srqr) into it"
        )
    return method_tables(found.sentences, found.checklist, seen.study, seen.ground.basis)[1]


def _reporting(seen: Sighted) -> dict[str, Any]:
    data = seen.opened.workspace.heads[STUDY_FILE].data
    return dict(data["reporting"]) if data is not None else {}


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _consents(study: Study) -> dict[str, int]:
    said = Counter[str]()
    for each in study.participants.values():
        said[each.consent.status] += 1
        if each.consent.quotes is False:
            said["not to be quoted"] += 1
    return dict(sorted(said.items()))


def _quoted(table: ThemeTable) -> int:
    printed = [each for finding in table.findings for theme in finding.themes for each in theme.quotations]
    printed += [each for theme in table.across for each in theme.quotations]
    return len({name for each in printed for name in each.participants})


def _rounds(seen: Sighted) -> tuple[RoundFact, ...]:
    return tuple(
        RoundFact(
            id=each.id,
            purpose=each.purpose,
            transcripts=len(each.transcripts),
            coders=tuple(each.opened.coders),
            unit=each.opened.unit,
            closed=each.closed is not None,
            how=each.opened.drawn.how if each.opened.drawn else None,
            seed=each.opened.drawn.seed if each.opened.drawn else None,
            target=each.opened.target,
        )
        for each in seen.opened.plan().rounds.values()
    )
