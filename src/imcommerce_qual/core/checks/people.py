"""Checks of coders, participants and what they consented to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.forgetting import ERASED
from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.study import EVERYWHERE, Study
from imcommerce_qual.model.transcript import AttributeValue, Transcript, Turn

STUDY = "study.yaml"


def check_policy(study: Study) -> Iterator[Fault]:
    """What is done with the undecided is a policy, or a coder."""
    known = ["leave_out", "keep_all", *study.coders]
    if study.undecided not in known:
        yield Fault(
            code="field-value",
            message=f"`reconciled.undecided` cannot be `{study.undecided}`: it is a policy, or a coder",
            remedy=suggest(study.undecided, known),
            file=STUDY,
            path=("reconciled", "undecided"),
        )


def check_coders(study: Study, fault_of: Callable[[str], str | None], folded: Callable[[str], str]) -> Iterator[Fault]:
    """Coders' ids can be folders on every disk, and no two are the same there."""
    seen: dict[str, str] = {}
    for coder in study.coders:
        if wrong := fault_of(coder):
            yield Fault(
                code="bad-id",
                message=f"`{coder}` cannot be a coder's id: {wrong}",
                remedy="choose another id, such as `coder-a`; the name itself goes under `name:`",
                file=STUDY,
                path=("coders", coder, "?"),
            )
        other = seen.setdefault(folded(coder), coder)
        if other != coder:
            yield Fault(
                code="ids-look-alike",
                message=f"the coders `{coder}` and `{other}` differ only by case or width",
                remedy="give one of them another id: not every disk can hold both folders",
                file=STUDY,
                path=("coders", coder, "?"),
            )


def check_works_on(study: Study) -> Iterator[Fault]:
    """Where it is said of a transcript which language a coder works on, there is that transcript, in that language."""
    for coder in study.coders.values():
        for name, side in coder.elsewhere.items():
            found = study.transcripts.get(name)
            if found is None:
                message = f"{coder.id} works on the {side} of `{name}`, which is no transcript"
                remedy = suggest(name, [EVERYWHERE, *study.transcripts])
            elif side == "translation" and found.translation is None:
                message = f"{coder.id} works on the translation of {name}, which has none"
                remedy = f"write `{name}: source`, or take the line out"
            else:
                continue
            yield Fault(
                code="works-on-unknown",
                message=message,
                remedy=remedy,
                file=STUDY,
                path=("coders", coder.id, "works_on", name, "?"),
            )


def check_attributes(study: Study) -> Iterator[Fault]:
    """Participants have the attributes that the study declares, with values that it allows."""
    for name, transcript in study.transcripts.items():
        for participant in transcript.participants.values():
            for key, value in participant.attributes.items():
                at = ("participants", participant.id, key)
                file = f"transcripts/{name}.md"
                if key not in study.attributes:
                    yield Fault(
                        code="attribute-unknown",
                        message=f"`{key}` is no attribute of this study",
                        remedy=suggest(key, study.attributes, otherwise="declare it under `attributes:` in study.yaml"),
                        file=file,
                        path=(*at, "?"),
                    )
                elif wanted := _unfit(value, study.attributes[key]):
                    yield Fault(
                        code="attribute-value",
                        message=f"`{key}` of {participant.id} cannot be `{value}`",
                        remedy=f"write {wanted}, or change the attribute in study.yaml",
                        file=file,
                        path=at,
                    )


def _unfit(value: AttributeValue, kind: str | tuple[str, ...]) -> str | None:
    """What should stand there instead, or None where the value fits; an empty value always does."""
    if value is None:
        return None
    if isinstance(kind, tuple):
        return None if str(value) in kind else f"one of: {', '.join(kind)}"
    number = isinstance(value, int | float) and not isinstance(value, bool)
    fits = {
        "text": isinstance(value, str),
        "integer": isinstance(value, int) and number,
        "number": number,
        "boolean": isinstance(value, bool),
    }[kind]
    return (
        None
        if fits
        else {"text": "text (quoted, if it is a number)", "boolean": "true or false"}.get(
            kind, f"a{' whole' if kind == 'integer' else ''} number"
        )
    )


def check_consent(study: Study) -> Iterator[Fault]:
    """Whoever withdrew is not in the files any more."""
    for name, transcript in study.transcripts.items():
        for participant in transcript.participants.values():
            if participant.consent.status != "withdrawn":
                continue
            labels = {label for label, each in transcript.speakers.items() if each.participant == participant.id}
            turns = sum(turn.speaker in labels and _says_something(transcript, turn) for turn in transcript.turns)
            if turns:
                yield Fault(
                    code="consent-withdrawn",
                    message=f"{participant.id} withdrew consent, but {turns} turns of theirs are still here",
                    remedy=f"`imqual erase --participant {participant.id}` shows every place, and takes them out",
                    file=f"transcripts/{name}.md",
                    path=("participants", participant.id, "consent", "status"),
                )


def _says_something(transcript: Transcript, turn: Turn) -> bool:
    return any(transcript.text[line.span.start : line.span.end] != ERASED for line in (*turn.words, *turn.translation))


def check_speakers(study: Study) -> Iterator[Fault]:
    """A declared speaker who never speaks is often a label that is written differently in the text."""
    for name, transcript in study.transcripts.items():
        speaking = {turn.speaker for turn in transcript.turns}
        for label in transcript.speakers:
            if label not in speaking and transcript.turns:
                yield Fault(
                    code="speaker-silent",
                    message=f"`{label}` is declared, but never speaks",
                    remedy="look for another spelling of the label in the text, or take it out",
                    file=f"transcripts/{name}.md",
                    path=("speakers", label, "?"),
                    severity="warning",
                )
