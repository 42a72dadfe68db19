"""What a review asks for, and what it goes through."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.searching import Wanted
from imcommerce_qual.core.matching import Candidate
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.span import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """An excerpt that ``find --json`` named: a coding by its id, or a place by its span and the raw words there."""

    transcript: str
    span: Span
    raw: str
    coding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What is to be looked at: the filters of ``find``, and those that only a review has.

    Without ``coders`` among the filters: the reviewer's own codings, and those of coders whom they ask to see.
    ``stale``: made under an older definition, or under a code that is gone. ``lost``: their words were edited away or
    changed. ``omissions``: completed transcripts to look through again for a code; then words among the filters are
    searched for in them. ``listed``: these and no others.
    """

    wanted: Wanted = field(default_factory=Wanted)
    stale: bool = False
    lost: bool = False
    omissions: bool = False
    listed: tuple[Mention, ...] | None = None

    @property
    def about_codings(self) -> bool:
        """Whether codings are asked for, and not places where words stand."""
        wanted = self.wanted
        marked = wanted.stances or wanted.unsure or wanted.exemplar or wanted.stance_stale
        return bool(self.stale or self.lost or wanted.codes or wanted.coders or marked)

    def of_code(self, code: str) -> Queue:
        """All excerpts of another code, to compare with: of the same coders and transcripts, whatever their marks."""
        mine = self.wanted
        wanted = Wanted(
            codes=(code,), exact_code=mine.exact_code, coders=mine.coders, transcripts=mine.transcripts, see=mine.see
        )
        return Queue(wanted=wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One excerpt under review: a coding, or a place without one (``coding`` None).

    ``span`` is None where the coding's words are lost; ``candidates`` are places that look like them. ``code`` is
    today's; ``unled``: it is retired, split or gone; ``into``: the codes to decide between, where it was split.
    ``older``: findings that were reworded since its stance was given. ``gone``: the coding was taken off since.
    ``omission``: no excerpt, but a whole transcript to look through again for ``code``, as long as it is ``stale``.
    """

    key: str
    transcript: str
    code: str = ""
    coding: Coding | None = None
    span: Span | None = None
    changed: bool = False
    stale: bool = False
    unled: bool = False
    gone: bool = False
    omission: bool = False
    into: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def lost(self) -> bool:
        """Whether the words are lost."""
        return self.coding is not None and self.span is None

    @property
    def coder(self) -> str:
        """Whose it is; nobody's where it is a place."""
        return self.coding.coder if self.coding else ""

    @property
    def start(self) -> int:
        """Where it stands, or stood, among the others of its transcript."""
        return self.span.start if self.span else self.coding.anchor.span.start if self.coding else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The excerpts of a queue in order of the text; ``lost`` codings of it that have none; what is withheld.

    ``missing``: excerpts that were listed, but are not there, or may not be seen.
    """

    items: tuple[Item, ...]
    lost: int = 0
    hidden: tuple[tuple[str, str], ...] = ()
    missing: int = 0


def read_mentions(text: str) -> tuple[Mention, ...]:
    """The excerpts that ``imqual find --json`` printed.

    Raises:
        WrongUseError: it is something else.
    """
    try:
        hits = json.loads(text)["hits"]
        return tuple(_mention(hit) for hit in hits)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise WrongUseError(
            "what came in is not what `imqual find --json` prints", "imqual find … --json | imqual review -"
        ) from None


def _mention(hit: dict[str, Any]) -> Mention:
    start, end = hit["span"]["start"], hit["span"]["end"]
    words = (hit["transcript"], hit["raw"])
    if not (isinstance(start, int) and isinstance(end, int) and all(isinstance(each, str) for each in words)):
        raise TypeError
    coding = hit["coding"]
    return Mention(words[0], Span(start, end), words[1], coding if isinstance(coding, str) else None)
