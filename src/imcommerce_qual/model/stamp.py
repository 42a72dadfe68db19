"""Where a result comes from: what it was made of, and whether any of that was invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The provenance that goes with everything that leaves a study.

    ``coders`` maps each coder to the transcripts of theirs that were used; ``constructed`` names those made for an
    example; ``codebook_hash`` is a hash16; ``newest`` the time of the newest event (ISO, UTC), None where there is
    none; ``inputs`` are (path, hash16) pairs, kept sorted.
    """

    study: str
    codebook: str
    revision: int
    codebook_hash: str
    tool: str
    synthetic: bool = False
    constructed: tuple[str, ...] = ()
    cites: str | None = None
    coders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    newest: str | None = None
    inputs: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", tuple(sorted(self.inputs)))
