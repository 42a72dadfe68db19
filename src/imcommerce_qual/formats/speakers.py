"""Who the labels of a draft stand for: what somebody said, else what usual words for roles say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from imcommerce_qual.core.nearest import nearest
from imcommerce_qual.formats.draft import SpeakerChoice, SpeakerChoices
from imcommerce_qual.formats.labels import folded_name, legal_id, legal_label, says_nobody, unlike, usual_role
from imcommerce_qual.model.transcript import Role

_ROLES: Mapping[str, Role] = {role: role for role in get_args(Role)}
_FORM = "write `LABEL=role`, `LABEL=NEW:role`, `LABEL=NEW:participant:ID` or `LABEL=-`, separated by commas"


class SpeakersError(ValueError):
    """A list of speakers that cannot be understood; the message says how to write it."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A speaker as the transcript will declare it; ``found`` is its label in the file, ``guessed``: its role is."""

    found: str
    label: str
    role: Role
    participant: str | None
    guessed: bool


def parse_speakers(text: str) -> dict[str, SpeakerChoice]:
    r"""Decisions about labels, as written after ``--speakers``, where a comma in a label is ``\,`` and ``=`` is ``\=``.

    >>> parse_speakers("I=interviewer, Jon Lawitts=P1:participant, Note=-")["Jon Lawitts"]
    SpeakerChoice(label='P1', role='participant', participant=None)

    Raises:
        SpeakersError: it cannot be understood.
    """
    choices: dict[str, SpeakerChoice] = {}
    for piece in re.split(r"(?<!\\)[,，]", text):
        if not piece.strip():
            continue
        *before, value = re.split(r"(?<!\\)=", piece)
        found = _unescaped("=".join(before))
        if not found:
            raise SpeakersError(f"`{piece.strip()}` says nothing about a label: {_FORM}")
        if found in choices:
            raise SpeakersError(f"`{found}` is given twice")
        choices[found] = _choice(found, _unescaped(value))
    if not choices:
        raise SpeakersError(f"there is nothing in it: {_FORM}")
    return choices


def _unescaped(text: str) -> str:
    return " ".join(re.sub(r"\\([,，=])", r"\1", text).split())


def _escaped(label: str) -> str:
    return re.sub("[,，=]", lambda mark: f"\\{mark[0]}", label)


def _choice(found: str, value: str) -> SpeakerChoice:
    if value == "-":
        return SpeakerChoice(None)
    parts = [part.strip() for part in re.split("[:：]", value)]
    label, role, *rest = parts if len(parts) > 1 else [legal_label(found), *parts]
    if role not in _ROLES:
        near = nearest(role, _ROLES) if role else None
        hint = f"did you mean `{near}`?" if near else f"roles are {', '.join(_ROLES)}; {_FORM}"
        raise SpeakersError(f"`{role}` (for `{found}`) is not a role: {hint}")
    if label != legal_label(label):
        raise SpeakersError(f"`{label}` cannot be a label: it may be `{legal_label(label)}`")
    if len(rest) > 1 or (rest and (role != "participant" or not rest[0])):
        raise SpeakersError(f"`{value}` (for `{found}`) has too many parts: {_FORM}")
    return SpeakerChoice(label, _ROLES[role], rest[0] if rest else None)


def declare(
    labels: Iterable[str], choices: SpeakerChoices | None = None, *, transcript: str = ""
) -> tuple[Declared, ...]:
    """The speakers of a transcript in which *labels* were found, in order; each with a legal label of its own.

    Two labels that somebody gave the same name are one speaker. Roles that nobody said are guessed from usual words
    (`I`, `P03`, `问`); with two speakers, one role says the other; else a speaker is *other*. A participant's id is
    the label made legal; for one that says nobody in particular (`P`, `Speaker 2`) it is made from the *transcript*'s.

    Raises:
        SpeakersError: two labels were given one name and different roles.
    """
    found = list(labels)
    chosen = {label: choice for label, choice in (choices or {}).items() if label in found}
    roles = _roles(found, chosen)
    taken = {folded_name(choice.label) for choice in chosen.values() if choice.label}
    names = {label: choice.label for label, choice in chosen.items() if choice.label}
    for label in found:
        if label not in names:
            names[label] = unlike(legal_label(label), taken, " ")
            taken.add(folded_name(names[label]))
    people = _participants(found, names, roles, chosen, transcript)
    declared = [
        Declared(label, names[label], roles[label], people.get(names[label]), label not in chosen) for label in found
    ]
    _refuse_two_roles(declared, chosen)
    return tuple(declared)


def _roles(found: list[str], chosen: SpeakerChoices) -> dict[str, Role]:
    known = {label: chosen[label].role if label in chosen else usual_role(label) for label in found}
    if len(found) == 2 and sum(role is None for role in known.values()) == 1:
        said = next(role for role in known.values() if role is not None)
        other: Role = "participant" if said == "interviewer" else "interviewer" if said == "participant" else "other"
        known = {label: role or other for label, role in known.items()}
    return {label: role or "other" for label, role in known.items()}


def _participants(
    found: list[str], names: Mapping[str, str], roles: Mapping[str, Role], chosen: SpeakerChoices, transcript: str
) -> dict[str, str]:
    """Participants' ids by label: as given, else made so that all are unlike."""
    people = {names[label]: who for label in found if label in chosen and (who := chosen[label].participant)}
    labels = dict.fromkeys(names[label] for label in found if roles[label] == "participant")
    taken = {folded_name(who) for who in people.values()}
    for label in labels:
        if label not in people:
            who = legal_id(label)
            if transcript and says_nobody(label):
                who = f"{transcript}-{who}" if len(labels) > 1 else transcript
            people[label] = unlike(who, taken, "-")
            taken.add(folded_name(people[label]))
    return people


def _refuse_two_roles(declared: list[Declared], chosen: SpeakerChoices) -> None:
    first: dict[str, Declared] = {}
    for each in declared:
        before = first.setdefault(each.label, each)
        who = [chosen[one.found].participant if one.found in chosen else None for one in (before, each)]
        if before.role != each.role or (all(who) and who[0] != who[1]):
            both = f"`{before.found}` and `{each.found}`"
            raise SpeakersError(f"{both} are both called `{each.label}`, but differ in role or participant")


def format_speakers(declared: Iterable[Declared]) -> str:
    """What to write after ``--speakers`` to say the same: the reverse of ``parse_speakers``."""
    pieces = []
    for each in declared:
        found, label = _escaped(each.found), _escaped(each.label)
        if each.participant not in {None, legal_id(each.label)} and not says_nobody(each.label):
            pieces.append(f"{found}={label}:{each.role}:{each.participant}")
        elif each.label == legal_label(each.found):
            pieces.append(f"{found}={each.role}")
        else:
            pieces.append(f"{found}={label}:{each.role}")
    return ",".join(pieces)
