"""A review on a terminal: the review screen, the coding screen at one of its places, and back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from imcommerce_qual.actions.errors import ActionError
from imcommerce_qual.actions.names import config_path
from imcommerce_qual.actions.opened import Opened, open_study
from imcommerce_qual.actions.reviewqueue import Queue
from imcommerce_qual.tui.keymap import Keymap, keymap, read_changes
from imcommerce_qual.tui.review.keys import review_keys
from imcommerce_qual.tui.review.session import Jump, Review
from imcommerce_qual.tui.session import Session


def run(opened: Opened, coder: str, queue: Queue, *, other: str | None = None, light: bool = False) -> Review:
    """Review until the coder leaves; returns the review as it was left. Where there is nothing, no screen opens.

    Raises:
        WrongUseError: a name is not known, or the user's configuration is wrong.
    """
    # With the protocol on, Chinese input methods lose text in some terminals.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    changes = read_changes(config_path(os.environ))
    review = Review(opened, coder, queue, other=other, keys=review_keys(changes))
    keys = keymap(changes)
    if review.current is None:
        return review
    go_round(review, show=lambda: _show(review, light=light), code=lambda jump: _code(review, jump, keys, light=light))
    return review


def go_round(review: Review, *, show: Callable[[], Jump | None], code: Callable[[Jump], None]) -> None:
    """Show the review, code where it asks for that, and show it again, until it asks for nothing."""
    while (jump := show()) is not None:
        try:
            code(jump)
        except ActionError as error:
            review.say(f"{error}", failed=True)
        else:
            review.come_back()


def _show(review: Review, *, light: bool) -> Jump | None:
    from imcommerce_qual.tui.review.app import ReviewApp

    app = ReviewApp(review, light=light)
    jump = app.run()
    if app.fault is not None:
        raise app.fault
    return jump


def _code(review: Review, jump: Jump, keys: Keymap, *, light: bool) -> None:
    from imcommerce_qual.tui.app import CodingApp

    see: Iterable[str] = review.collection.queue.wanted.see
    session = Session(open_study(review.opened.root), review.coder, jump.transcript, keys=keys, see=sorted(see))
    try:
        session.visit(jump.offset, jump.coding, ends=jump.ends)
        if jump.code is not None:
            session.look_for(jump.code, jump.words)
        app = CodingApp(session, light=light)
        app.run()
        if app.fault is not None:
            raise app.fault
    finally:
        session.close()
