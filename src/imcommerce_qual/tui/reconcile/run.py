"""A meeting on a terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence

from imcommerce_qual.actions.comparing import Wanted
from imcommerce_qual.actions.names import config_path
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.tui.keymap import read_changes
from imcommerce_qual.tui.reconcile.keys import reconcile_keys
from imcommerce_qual.tui.reconcile.session import Meeting


def run(
    opened: Opened, writer: str, wanted: Wanted, *, apart: bool = False, by: Sequence[str] = (), light: bool = False
) -> Meeting:
    """Settle until the people leave; returns the meeting as it was left. Where nothing was compared, no screen opens.

    Raises:
        WrongUseError: a name is not known, or the user's configuration is wrong.
    """
    # With the protocol on, Chinese input methods lose text in some terminals.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    keys = reconcile_keys(read_changes(config_path(os.environ)))
    meeting = Meeting(opened, writer, wanted, apart=apart, by=by, keys=keys)
    if not meeting.agenda.progress.of:
        return meeting
    from imcommerce_qual.tui.reconcile.app import ReconcileApp

    app = ReconcileApp(meeting, ask=not apart and not by, light=light)
    app.run()
    if app.fault is not None:
        raise app.fault
    return meeting
