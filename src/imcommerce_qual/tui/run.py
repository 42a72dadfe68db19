"""Opening the coding screen on a terminal, and leaving it in order."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable

from imcommerce_qual.actions.names import config_path
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.tui.keymap import read_keymap
from imcommerce_qual.tui.session import Session


def collect_later() -> None:
    """From now on, free what a day of keys leaves behind, but look no more at what is here already.

    The study lives as long as the screen. A look at all of it takes longer than a key may, and comes between any two.
    """
    gc.freeze()
    gc.enable()


def run(opened: Opened, coder: str, transcript: str, *, see: Iterable[str] = (), light: bool = False) -> Session:
    """Code until the coder leaves; returns the session as it was left, closed.

    Raises:
        BusyError: another process has the coder's file of that transcript.
        WrongUseError: a name is not known, or the user's configuration is wrong.
    """
    # With the protocol on, Chinese input methods lose text in some terminals.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    session = Session(opened, coder, transcript, keys=read_keymap(config_path(os.environ)), see=see)
    try:
        from imcommerce_qual.tui.app import CodingApp

        app = CodingApp(session, light=light)
        collect_later()
        app.run()
        if app.fault is not None:
            raise app.fault
    finally:
        session.close()
    return session
