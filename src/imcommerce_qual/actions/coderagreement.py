"""Agreement of a study's coders on each code, from the codings of transcripts that several completed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import get_args

from imcommerce_qual.actions.comparing import Completions
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_coder
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.agreement.counts import Counts
from imcommerce_qual.core.agreement.estimate import REASONS
from imcommerce_qual.core.agreement.estimates import estimate
from imcommerce_qual.core.agreement.named import Scale, statistic
from imcommerce_qual.core.units.cutting import Cut
from imcommerce_qual.core.units.frame import Looked, Marked, Speakers
from imcommerce_qual.core.units.presence import count_units
from imcommerce_qual.core.units.rollup import roll_up
from imcommerce_qual.core.units.tally import TextTally, counts_by_code
from imcommerce_qual.model.codebook import PROPOSAL
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.model.transcript import Transcript

UNITS = ("turn", "exchange", "sentence")
COLUMNS = (
    Column(key="code", title="Code"),
    Column(key="label", title="Label"),
    Column(key="alpha", title="Krippendorff's alpha", kind="number"),
    Column(key="low", title="95 % from", kind="number"),
    Column(key="high", title="to", kind="number"),
    Column(key="undefined", title="Undefined because"),
    Column(key="percent", title="Percent agreement", kind="number"),
    Column(key="units", title="Units", kind="integer"),
    Column(key="transcripts", title="Transcripts", kind="integer"),
    Column(key="present", title="Units that anybody gave the code", kind="integer"),
)


def agreement_by_code(
    opened: Opened,
    *,
    viewer: str | None = None,
    coders: Iterable[str] = (),
    unit: Cut = "turn",
    speakers: Speakers = "participants",
) -> Table:
    """A row for each code, over the transcripts that at least two of *coders* (all: none named) have completed.

    Raises:
        WrongUseError: a coder or the unit is not known, or fewer than two coders are left.
    """
    study = opened.study
    who = tuple(dict.fromkeys(known_coder(study, name) for name in coders)) or tuple(study.coders)
    if len(who) < 2:
        raise WrongUseError("one coder has nobody to agree with", f"coders: {', '.join(study.coders) or 'none'}")
    if unit not in UNITS:
        raise WrongUseError(f"`{unit}` is no unit", f"one of: {', '.join(UNITS)}")
    if speakers not in get_args(Speakers):
        raise WrongUseError(f"`{speakers}` says not whose turns count", f"one of: {', '.join(get_args(Speakers))}")
    codes = [code for code in study.codebook.codes if not code.startswith(PROPOSAL)]
    texts, mixed = _tallies(opened, viewer, who, codes, unit, speakers)
    used = tuple(each.transcript for each in texts)
    rows = _rows(opened, counts_by_code(texts)) if texts else ()
    notes = [
        f"Coders: {', '.join(who)}; unit: {unit}; whose: {speakers}.",
        "A code is there where a coding of it, or of what rolls up into it, touches the unit.",
        f"Transcripts that at least two of them completed: {', '.join(used) or 'none'}.",
        "Intervals: jackknife over transcripts.",
    ]
    if mixed:
        notes.append(f"Left out, because the coders worked on different languages: {', '.join(mixed)}.")
    return Table(name="agreement", title="Agreement by code", columns=COLUMNS, rows=rows, notes=tuple(notes))


def _tallies(
    opened: Opened, viewer: str | None, who: tuple[str, ...], codes: list[str], unit: Cut, speakers: Speakers
) -> tuple[list[TextTally], list[str]]:
    """What each shared transcript adds, and the transcripts where the languages differ."""
    presence = opened.presence(viewer=viewer)
    hidden = set(presence.hidden)
    rolled = roll_up(opened.study.codebook, codes)
    marked = {
        key: tuple(Marked(code=each.code, span=each.span) for each in found)
        for key, found in groupby(
            sorted(presence.standing, key=lambda each: (each.transcript, each.coder)),
            key=lambda each: (each.transcript, each.coder),
        )
    }
    texts: list[TextTally] = []
    mixed: list[str] = []
    for name, transcript in opened.study.transcripts.items():
        visible = [coder for coder in who if (coder, name) not in hidden]
        looked = _looked(opened, transcript, visible, codes, marked)
        if sum(each in looked for each in who) < 2:
            continue
        columns = [looked.get(coder) for coder in who]
        tally = count_units(transcript, columns, rolled, names=who, unit=unit, speakers=speakers)
        if tally.mixed:
            mixed.append(name)
        else:
            texts.append(tally)
    return texts, mixed


def _looked(
    opened: Opened,
    transcript: Transcript,
    coders: list[str],
    codes: list[str],
    marked: dict[tuple[str, str], tuple[Marked, ...]],
) -> dict[str, Looked]:
    """What each coder who completed it, or passages of it, looked at there."""
    done = Completions(opened).of(transcript.id, coders)
    found: dict[str, Looked] = {}
    for coder in coders:
        if not done.has_any(coder):
            continue
        again = done.reopened.get(coder, ())
        turns = None
        if coder not in done.whole:
            turns = frozenset(number for each, _ in done.passages[coder] for number in range(each.first, each.last + 1))
        found[coder] = Looked(
            coder=coder,
            marked=marked.get((transcript.id, coder), ()),
            codes=frozenset(code for code in codes if code not in again) if again else None,
            turns=turns,
        )
    return found


def _rows(opened: Opened, counts: dict[str, Counts]) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    for code, own in counts.items():
        alpha = estimate(statistic("krippendorff_alpha", own, Scale()), own)
        percent = estimate(statistic("percent_agreement", own, Scale()), own, spread="none")
        low, high = alpha.interval or (None, None)
        present = own.weight[(own.states == 1).any(axis=1)].sum()
        rows.append(
            (
                *(code, opened.study.codebook.codes[code].label, alpha.value, low, high),
                REASONS[alpha.why_undefined] if alpha.why_undefined else None,
                *(percent.value, alpha.n_units, alpha.n_clusters, round(float(present))),
            )
        )
    return tuple(rows)
