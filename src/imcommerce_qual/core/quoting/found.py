"""A quotation as it stands in a draft, before anybody looks for it in the transcripts."""

from __future__ import annotations

from dataclasses import dataclass

from imcommerce_qual.core.quoting.labels import Named
from imcommerce_qual.model.quoted import Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quotation: ``[start, end)`` of its block's text, ``[outer_start, outer_end)`` with its marks and attribution.

    ``sure`` is whether the draft says that this is a quotation: by marks or by layout. ``before`` is the text of the
    sentence that leads to it.
    """

    block: int
    start: int
    end: int
    outer_start: int
    outer_end: int
    mark: str
    named: tuple[Named, ...] = ()
    strength: Strength = "none"
    sure: bool = True
    before: str = ""
    after: str = ""
    cited: bool = False
    asked: bool = False
    shares: bool = False
