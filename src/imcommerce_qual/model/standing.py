"""Codings as they stand today, for one viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from imcommerce_qual.model.event import Coding, Stance
from imcommerce_qual.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A coding under today's codes, at its place in today's text.

    ``changed``: the words under it were edited since, at least half survive. ``stale``: made under an older definition.
    """

    coding: Coding
    code: str
    span: Span
    changed: bool = False
    stale: bool = False

    @property
    def coder(self) -> str:
        """Who coded."""
        return self.coding.coder

    @property
    def transcript(self) -> str:
        """The transcript's id."""
        return self.coding.transcript

    @property
    def stance(self) -> Stance | None:
        """Whether it supports, qualifies or contradicts; mostly unset."""
        return self.coding.stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one coder is with one transcript; ``saw`` names the coders whose codings they looked at before."""

    coder: str
    transcript: str
    codings: int = 0
    unsure: int = 0
    completed: bool = False
    last: datetime | None = None
    saw: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """What reconciled codings were folded from, and what was done with what is undecided.

    ``transcripts`` are those that at least two coders completed, ``coders`` whose codings went in, by transcript.
    ``alone`` maps the others to the one coder who completed them. ``policy`` is the study's for the ``undecided``
    disagreements. ``unfinished`` are (coder, transcript) pairs left out because others completed the transcript and
    they did not; ``hidden`` are transcripts withheld from the viewer as a whole. ``saw`` is as in a table's basis.
    """

    policy: str
    transcripts: tuple[str, ...] = ()
    coders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alone: Mapping[str, str] = field(default_factory=dict)
    agreed: int = 0
    settled: int = 0
    undecided: int = 0
    conflicts: int = 0
    outdated: int = 0
    unfinished: tuple[tuple[str, str], ...] = ()
    hidden: tuple[str, ...] = ()
    saw: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """What a viewer may see of the codings, and what stands aside and why.

    ``lost``: fewer than half of the words are left. ``unled``: their code is retired, split or gone.
    ``reopened``: (coder, transcript, code) where a completed transcript is to be looked through again for a code.
    ``hidden``: (coder, transcript) pairs withheld from a viewer who has not completed the transcript; ``progress`` does
    not have them either. ``reconciled`` says what they were folded from, where they are not any coder's own.
    """

    standing: tuple[Standing, ...] = ()
    lost: tuple[Coding, ...] = ()
    unled: tuple[Coding, ...] = ()
    reopened: tuple[tuple[str, str, str], ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    progress: Mapping[tuple[str, str], Progress] = field(default_factory=dict)
    newest: datetime | None = None
    reconciled: Reconciliation | None = None
