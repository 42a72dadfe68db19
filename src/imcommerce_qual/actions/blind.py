"""What is kept from a blind coder beside codings themselves: codes that others proposed, lines of others' files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.proposing import is_others_proposal
from imcommerce_qual.model.codes import CODES
from imcommerce_qual.model.problem import Problem
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.store.proposals import read_proposals

#: Folders with a file, or a folder of files, for each coder or writer.
_OWNED = frozenset({"codings", "decisions", "quotes", "grid"})
_PROPOSED = ("codebooks", "proposals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What *viewer* may see of others' work; None: everything. ``see`` are coders whom they asked to see."""

    viewer: str | None
    see: frozenset[str]
    done: frozenset[str]
    transcripts: frozenset[str]

    def of(self, coder: str, transcript: str | None) -> bool:
        """Whether what *coder* did with that transcript (None: with any of them) may be seen."""
        if self.viewer is None or coder in {self.viewer, *self.see}:
            return True
        return transcript in self.done if transcript is not None else self.transcripts <= self.done


def sight(opened: Opened, viewer: str | None, see: Iterable[str] = (), presence: Presence | None = None) -> Sight:
    """What *viewer* may see now: the same rule as for codings."""
    found = presence or opened.presence(viewer=viewer, see=frozenset(see))
    done = {name for (coder, name), each in found.progress.items() if coder == viewer and each.completed}
    return Sight(
        viewer=viewer, see=frozenset(see), done=frozenset(done), transcripts=frozenset(opened.study.transcripts)
    )


def as_seen(opened: Opened, viewer: str | None, see: Iterable[str] = ()) -> Opened:
    """The study without the codes that others proposed and *viewer* may not see.

    A proposal is made of words that somebody coded. It is seen where the codings of the transcript that it came from
    are; and where a coding under it is.
    """
    codes = opened.study.codebook.codes
    if viewer is None or not any(is_others_proposal(code, viewer) for code in codes):
        return opened
    presence = opened.presence(viewer=viewer, see=frozenset(see))
    may = sight(opened, viewer, see, presence)
    used = {each.code for each in presence.standing}
    came_from = {event.id: file.log.transcript for file in opened.workspace.logs for event in file.log.events}
    hidden = {
        each.id
        for each in read_proposals(opened.root)
        if each.id not in used and not may.of(each.coder, came_from.get(each.from_))
    }
    if not hidden:
        return opened
    left = {name: code for name, code in codes.items() if name not in hidden}
    study = replace(opened.study, codebook=replace(opened.study.codebook, codes=left))
    return replace(opened, workspace=replace(opened.workspace, study=study))


def owner_of(name: str) -> tuple[str, str | None] | None:
    """Whose file it is, and about which transcript (None: about any); None where it is nobody's own.

    >>> owner_of("codings/ann/recode-1/S01.jsonl"), owner_of("codebooks/proposals/ann.jsonl"), owner_of("study.yaml")
    (('ann', 'S01'), ('ann', None), None)
    """
    path = PurePosixPath(name)
    if path.parts[:2] == _PROPOSED and len(path.parts) == 3:
        return path.stem, None
    if path.parts[0] not in _OWNED or len(path.parts) < 2:
        return None
    return (path.parts[1], path.stem) if len(path.parts) > 2 else (path.stem, None)


def withhold(problems: Iterable[Problem], may: Sight) -> tuple[tuple[Problem, ...], frozenset[tuple[str, str | None]]]:
    """The problems as they may be shown, and the (coder, transcript) pairs of whom something was withheld.

    Of a line that may not be seen are told: its place, the problem's code, and what that code means in general.
    """
    shown: list[Problem] = []
    whose: set[tuple[str, str | None]] = set()
    for problem in problems:
        owner = owner_of(problem.place.file)
        if owner is None or may.of(*owner):
            shown.append(problem)
            continue
        whose.add(owner)
        shown.append(_without_words(problem, owner[0]))
    return tuple(shown), frozenset(whose)


def _without_words(problem: Problem, coder: str) -> Problem:
    return replace(
        problem,
        message=f"{CODES[problem.code]} (The line is withheld: it is {coder}'s work, on what you have not completed.)",
        remedy=f"tell {coder}; `imqual check --see {coder}` shows the line, and is recorded",
        place=replace(problem.place, source=None),
    )
