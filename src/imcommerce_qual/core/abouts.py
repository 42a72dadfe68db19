"""What memos are about: codes, transcripts, participants, themes, findings, the study, by today's ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.nearest import nearest, suggest
from imcommerce_qual.model.memo import ABOUT, split_about
from imcommerce_qual.model.study import Study

STUDY = "study"


def things(study: Study) -> Mapping[str, Collection[str]]:
    """The ids that there are, by kind."""
    return {
        "code": study.codebook.codes.keys(),
        "transcript": study.transcripts.keys(),
        "participant": study.participants.keys(),
        "theme": [theme.id for theme in study.findings.themes],
        "finding": [finding.id for finding in study.findings.findings],
    }


def today_about(study: Study, about: str) -> str:
    """The same under today's ids: a code that was renamed, moved or merged is followed, an alias resolved."""
    kind, name = split_about(about)
    if kind != "code":
        return f"{kind}:{name}" if name else kind
    book = study.codebook
    line = lineage(book.history)
    today = line.today(name)
    if today not in book.codes and today not in line.retired:
        today = line.today(book.aliases.get(name.casefold(), name))
    return f"code:{today}"


def unknown_about(study: Study, about: str) -> str | None:
    """What to write instead of something that is not there; None where it is, or was once a code."""
    kind, name = split_about(about)
    if kind == STUDY:
        return None if not name else "write `study` alone"
    if kind not in ABOUT:
        near = nearest(kind, ABOUT)
        return (
            f"did you mean `{near}:{name}`?"
            if near and name
            else f"write `study`, or one of {_kinds()} with a colon"
            f" and an id: `code:{next(iter(study.codebook.codes), 'trust')}`"
        )
    known = things(study)[kind]
    if name in known or (kind == "code" and name in lineage(study.codebook.history).retired):
        return None
    return suggest(name, known)


def matching(study: Study, name: str) -> tuple[str, ...]:
    """Everything that is called *name*, whatever its kind, ignoring case; older names of codes too."""
    folded = name.casefold()
    found = [f"{kind}:{each}" for kind, ids in things(study).items() for each in ids if each.casefold() == folded]
    if not any(each.startswith("code:") for each in found):
        code = today_about(study, f"code:{name}")
        found += [code] if split_about(code)[1] in study.codebook.codes else []
    return tuple(found)


def transcripts_of(study: Study, about: str) -> frozenset[str]:
    """The transcripts whose coding a memo about this may give away: itself, or those that a participant is in."""
    kind, name = split_about(about)
    if kind == "transcript":
        return frozenset({name})
    if kind == "participant":
        return frozenset(key for key, each in study.transcripts.items() if name in each.participants)
    return frozenset()


def _kinds() -> str:
    return ", ".join(each for each in ABOUT if each != STUDY)
