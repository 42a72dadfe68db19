"""Textual breaks lines at spaces only; Chinese has none. The one place where that is put right, for what it wraps."""

from __future__ import annotations

import re

from imcommerce_qual.core.wrapping import CHUNK


def wrap_chinese() -> None:
    """From now on Textual's own widgets (memos, definitions) break between Chinese characters too."""
    import textual._wrap

    textual._wrap.re_chunk = re.compile(CHUNK.pattern)  # noqa: SLF001 - it has no public name
