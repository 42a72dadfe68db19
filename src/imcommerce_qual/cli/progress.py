"""How far a long run is: one line on a terminal's stderr, which is gone when it is through."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imcommerce_qual.actions.reporting import Told

#: Shorter runs say nothing; then so often.
PATIENCE, OFTEN = 1.0, 0.1


@contextmanager
def progress() -> Iterator[Told | None]:
    """Something to tell; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    began = monotonic()
    last = 0.0
    written = False

    def told(what: str, done: int, of: int) -> None:
        nonlocal last, written
        now = monotonic()
        if now - began > PATIENCE and now - last > OFTEN:
            last = now
            written = True
            sys.stderr.write(f"\r\x1b[K{what}: {done} of {of}")
            sys.stderr.flush()

    try:
        yield told
    finally:
        if written:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
