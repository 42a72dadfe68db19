"""Forgetting, carried out: all files of a study as one change, while nobody else writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from imcommerce_qual.actions.errors import BusyError
from imcommerce_qual.actions.forgetplan import ForgetPlan
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.recovering import forgetting_lock
from imcommerce_qual.store.locks import LockHeldError, keeping_quotes, replacing_text, writing
from imcommerce_qual.store.staging import clear_locks, finish, stage, study_files
from imcommerce_qual.store.textfile import hash16

#: How long to wait for whoever writes codings.
PATIENCE = 5.0


def carry_out(opened: Opened, plan: ForgetPlan) -> None:
    """Do it: all files as one change, which the next command finishes if this one is stopped.

    Raises:
        BusyError: somebody is writing, or a file changed since it was looked at.
    """
    root = opened.root
    with forgetting_lock(root), _nobody_writes(opened):
        now = {name: hash16((root / name).read_bytes()) for name in study_files(root)}
        if now != plan.guards:
            changed = sorted(name for name in now.keys() | plan.guards if now.get(name) != plan.guards.get(name))
            raise BusyError(
                f"{changed[0]} changed since it was looked at; nothing was written", "look again, and run again"
            )
        stage(root, plan.writes, plan.deletes)
        finish(root)
    if plan.renamed:
        clear_locks(root)  # they are called after ids


@contextmanager
def _nobody_writes(opened: Opened) -> Iterator[None]:
    """Every coder's files and every text, locked in order."""
    logs = [file.log for file in opened.workspace.logs]
    coders = sorted({*opened.study.coders, *(log.coder for log in logs)})
    transcripts = sorted({*opened.study.transcripts, *(log.transcript for log in logs)})
    with ExitStack() as locks:
        try:
            for coder in coders:
                locks.enter_context(keeping_quotes(opened.root, coder, seconds=PATIENCE))
            for transcript in transcripts:
                locks.enter_context(replacing_text(opened.root, transcript, seconds=PATIENCE))
                for coder in coders:
                    locks.enter_context(writing(opened.root, coder, transcript, seconds=PATIENCE))
        except LockHeldError as error:
            raise BusyError(f"{error}; nothing was written", error.remedy) from None
        yield
