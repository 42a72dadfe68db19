"""The one way in which the codebook and the findings are written: under a lock, and both versions kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from imcommerce_qual.actions.errors import BusyError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.store.locks import LockHeldError
from imcommerce_qual.store.rewriting import ChangedUnderneathError, rewrite
from imcommerce_qual.store.tombs import forgotten_state

#: How long to wait for another process that writes the file.
PATIENCE = 5.0


def written(
    opened: Opened,
    name: str,
    *,
    before: str,
    text: bytes,
    version: Callable[[Path, str], Path],
    lock: str,
    kept: bytes | None = None,
) -> tuple[Path, ...]:
    """The file whose text's hash16 was *before*, with *text* in its place; returns what was written, the file last.

    *kept* is the older version to keep, where that is not what the file has (git left both sides in it).

    Raises:
        BusyError: the file changed since it was read, another process writes it, or words were forgotten meanwhile.
    """

    def first() -> None:
        if forgotten_state(opened.root) != opened.forgotten:
            raise BusyError("words of this study were forgotten meanwhile; nothing was written", "do it again")

    try:
        return rewrite(
            opened.root,
            name,
            before=before,
            text=text,
            version=version,
            lock=lock,
            seconds=PATIENCE,
            kept=kept,
            first=first,
        )
    except LockHeldError as error:
        raise BusyError(f"{error}; nothing was written", "try again when it has finished") from None
    except ChangedUnderneathError:
        raise BusyError(f"{name} changed since it was read; nothing was written", "look at it, and run again") from None
