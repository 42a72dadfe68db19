"""A change of many files that was stopped half-way, finished before anybody reads the study."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imcommerce_qual.actions.errors import BusyError
from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.locks import LockHeldError, holding
from imcommerce_qual.store.staging import finish, journal_path

#: How long a command waits for a forgetting that is being carried out.
PATIENCE = 10.0


def recover(root: Path) -> None:
    """Finish what a stopped `pseudonymise` or `erase` began.

    Raises:
        BusyError: it is still running.
    """
    if journal_path(root).exists():
        with forgetting_lock(root):
            if journal_path(root).exists():
                finish(root)


@contextmanager
def forgetting_lock(root: Path) -> Iterator[None]:
    """One forgetting at a time, and nobody reads between its files."""
    try:
        with holding(root / FOLDER / "locks" / "forgetting.lock", "forgetting words here", seconds=PATIENCE):
            yield
    except LockHeldError as error:
        raise BusyError(f"{error}", "try again when it has finished") from None
