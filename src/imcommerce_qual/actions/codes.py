"""What the codebook is used for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.viewing import look


def code_counts(opened: Opened, viewer: str | None, see: Iterable[str] = ()) -> Mapping[str, int]:
    """Codings of each code, by itself, that *viewer* may see; first sights of the coders in *see* are recorded."""
    return Counter(each.code for each in look(opened, viewer, see, opened.study.transcripts).standing)
