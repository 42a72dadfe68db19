"""Codings whose words were edited, listed over the coding screen, and settled there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual.app import App

from imcommerce_qual.actions.reviewqueue import Queue
from imcommerce_qual.actions.searching import Wanted
from imcommerce_qual.tui.review.keys import review_keys
from imcommerce_qual.tui.review.screen import ReviewScreen
from imcommerce_qual.tui.review.session import Jump, Review
from imcommerce_qual.tui.session import Session


def review_edited(session: Session) -> Review:
    """The open transcript's codings whose words were changed or lost; undo stays within that transcript."""
    name = session.room.name
    queue = Queue(wanted=Wanted(transcripts=(name,), coders=(session.coder,)), lost=True)
    return Review(session.room.opened, session.coder, queue, keys=review_keys(session.keys.changes), only=name)


def show_edited(app: App[Any], session: Session, show: Callable[[], None], environment: Mapping[str, str]) -> None:
    """List them; afterwards the session goes where one of them is to be chosen by hand."""
    review = review_edited(session)
    if review.current is None:
        session.said, session.failed = "no coding waits for an answer: all words stand as they were coded", False
        return

    def back(jump: Jump | None) -> None:
        session.catch_up()
        if jump is not None:
            session.visit(jump.offset, jump.coding, ends=jump.ends)
        show()

    app.push_screen(ReviewScreen(review, environment=environment), back)
