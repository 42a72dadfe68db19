"""What the codebook is used for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from imcommerce_qual.actions.opened import Opened


def code_counts(opened: Opened, viewer: str | None) -> Mapping[str, int]:
    """Codings of each code, by itself, that *viewer* may see."""
    return Counter(each.code for each in opened.presence(viewer=viewer).standing)
