"""A meeting on a terminal."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from imcommerce_qual.actions.names import config_path
from imcommerce_qual.store.bulk import bulk_of
from imcommerce_qual.tui.keymap import read_changes
from imcommerce_qual.tui.reconcile.keys import ReconcileKeys, reconcile_keys
from imcommerce_qual.tui.reconcile.session import Meeting


def run(
    root: Path, begin: Callable[[ReconcileKeys], Meeting], *, ask: bool = False, light: bool = False
) -> Meeting | None:
    """Settle until the people leave; returns the meeting as it was left, None where they left while it was read.

    *begin* reads the study in *root* and makes the meeting. A large study is read behind a screen that is there at
    once; where nothing is there to settle, none opens or stays. *ask*: who decides is asked first.

    Raises:
        WrongUseError: a name is not known, or the user's configuration is wrong.
    """
    # With the protocol on, Chinese input methods lose text in some terminals.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    keys = reconcile_keys(read_changes(config_path(os.environ)))
    bulk = bulk_of(root)
    meeting = None if bulk.large else begin(keys)
    if meeting is not None and not meeting.agenda.progress.of:
        return meeting
    from imcommerce_qual.tui.reconcile.app import ReconcileApp

    app = ReconcileApp(meeting, begin=lambda: begin(keys), what=bulk.in_words, ask=ask, light=light)
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.meeting
