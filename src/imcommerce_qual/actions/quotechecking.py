"""Checking the quotations and counts of a draft against the study."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.quoting import forms_kept
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.quoting.checking import check_draft
from imcommerce_qual.core.quoting.corpus import Corpus, corpus_of
from imcommerce_qual.core.themes import participants_by_name
from imcommerce_qual.formats.manuscripts.fetching import Fetch, Fetched
from imcommerce_qual.formats.manuscripts.reading import KINDS, NotReadableError, read_manuscript
from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.manuscript import Told
from imcommerce_qual.model.quoted import DraftReport, Verdict
from imcommerce_qual.model.study import Study

#: What a quotation can be.
VERDICTS: tuple[str, ...] = get_args(Verdict)
#: Larger files are no papers.
_LARGEST = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """The report on a draft, with the study, what its counts rest on, and how much it was compared with."""

    study: Study
    report: DraftReport
    basis: Basis
    transcripts: int
    kept: int


def check_quotes(
    opened: Opened,
    draft: Path,
    *,
    given: Iterable[str] = (),
    viewer: str | None = None,
    claims: bool = True,
    told: Told | None = None,
) -> QuoteCheck:
    """What is right and wrong about the quotations and counts of *draft*.

    *given* says what the draft's own labels mean: ``P3=S03``, or ``P=S`` for all of them. *told* hears how far the
    work is.

    Raises:
        WrongUseError: the draft cannot be read, or a label leads nowhere.
    """
    study = opened.study
    mapping = label_map(study, given)
    try:
        if draft.stat().st_size > _LARGEST:
            raise WrongUseError(f"{draft} is larger than any paper", "give the draft itself")
        raw = draft.read_bytes()
    except OSError as error:
        raise WrongUseError(f"{draft} cannot be read: {error.strerror}", "name the draft's file") from None
    try:
        manuscript = read_manuscript(str(draft), raw, fetching(draft), told)
    except NotReadableError as error:
        raise WrongUseError(str(error), error.remedy) from None
    presence = opened.presence(viewer=viewer)
    basis, counted = participants_by_name(study, presence)
    corpus = corpus_with_kept(opened)
    report = check_draft(
        manuscript,
        study,
        corpus,
        given=mapping,
        counted=counted if claims and basis.completed else (),
        people=basis.participants,
        told=told,
    )
    return QuoteCheck(
        study=study, report=report, basis=basis, transcripts=len(study.transcripts), kept=len(corpus.forms)
    )


def fetching(draft: Path) -> Fetch:
    """Fetches the files that a draft reads in: by their names from the draft's folder, or from that of who asks.

    What lies outside the draft's folder is not read: a draft from elsewhere must not lead to other files.
    """
    folder = draft.parent.resolve()

    def fetch(wanted: str, asking: str) -> Fetched:
        outside = False
        for base in dict.fromkeys((draft.parent, Path(asking).parent)):
            for name in (wanted, f"{wanted}.tex"):
                path = base / name
                try:
                    inside = path.resolve().is_relative_to(folder)
                    if not path.is_file():
                        continue
                    if not inside:
                        outside = True
                        continue
                    if KINDS.get(path.suffix.lower()) != KINDS.get(draft.suffix.lower()):
                        return Fetched(
                            name=wanted, why=f"only files of the draft's own kind are read, as {draft.suffix}"
                        )
                    if path.stat().st_size > _LARGEST:
                        return Fetched(name=wanted, why="it is larger than any paper")
                    return Fetched(name=str(path), raw=path.read_bytes())
                except (OSError, ValueError) as error:
                    reason = getattr(error, "strerror", None) or "its name is none"
                    return Fetched(name=wanted, why=f"it cannot be read: {reason}")
        if outside:
            return Fetched(name=wanted, why="it lies outside the draft's folder: check that file by itself")
        return Fetched(name=wanted, why="there is no such file")

    return fetch


def corpus_with_kept(opened: Opened) -> Corpus:
    """Everything that was said, and the own translations that were kept of it."""
    return corpus_of(opened.study.transcripts, forms_kept(opened))


def label_map(study: Study, given: Iterable[str]) -> dict[str, str]:
    """``P3=S03`` and ``P=S`` as a mapping.

    Raises:
        WrongUseError: one is not written so, or leads to nobody.
    """
    found: dict[str, str] = {}
    by_folded = {who.casefold(): who for who in study.participants}
    prefixes = {who.rstrip("0123456789").casefold() for who in study.participants}
    for each in given:
        label, equals, who = (part.strip() for part in each.partition("="))
        if not (label and equals and who):
            raise WrongUseError(f"`{each}` does not say what a label means", "write it like P3=S03, or P=S for all")
        target = by_folded.get(who.casefold())
        if target is None and not (who.casefold() in prefixes and label.isalpha()):
            raise WrongUseError(f"there is no participant `{who}`", suggest(who, study.participants))
        found[label] = target or who
    return found


def filtered(done: QuoteCheck, only: Iterable[str]) -> DraftReport:
    """The report with only what is asked for: verdicts, ``counts``, participants.

    Raises:
        WrongUseError: something is neither.
    """
    wanted = {each.strip().casefold() for name in only for each in name.split(",") if each.strip()}
    if not wanted:
        return done.report
    verdicts = {each.casefold(): each for each in VERDICTS}
    people = {each.casefold(): each for each in done.study.participants}
    for name in wanted:
        if name not in {*verdicts, *people, "counts"}:
            raise WrongUseError(
                f"`{name}` is neither a verdict nor a participant",
                suggest(name, [*VERDICTS, "counts", *people.values()]),
            )
    asked = {verdicts[each] for each in wanted if each in verdicts}
    who = {people[each] for each in wanted if each in people}
    kept = tuple(
        each
        for each in done.report.quotations
        if (not asked or asked & set(each.verdicts))
        and (not who or who & {*each.attributed, *(source.participant for source in each.sources)})
        and (asked or who)
    )
    claims = done.report.claims if "counts" in wanted else ()
    return replace(done.report, quotations=kept, claims=claims, passed=())


def unsettled(report: DraftReport) -> int:
    """How many quotations and counts are not plainly wrong, but not as they stand in the study, or cannot be told."""
    quotations = sum(each.verdict in {"tidied", "unattributed", "unchecked"} for each in report.quotations)
    return quotations + sum(each.verdict == "doubtful" for each in report.claims)
