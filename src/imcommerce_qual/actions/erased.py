"""Codings on words that were erased: there is nothing under them that anybody could have meant."""

from __future__ import annotations

from collections.abc import Mapping

from imcommerce_qual.actions.desk import Desk
from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.forgetting.passages import is_erased
from imcommerce_qual.core.history import Folded
from imcommerce_qual.model.event import Coding
from imcommerce_qual.store.versions import stored_transcript


def refuse_erased(desk: Desk, before: Mapping[str, Folded]) -> None:
    """A coding that was moved away from words which were erased later does not go back onto them.

    Raises:
        RefusedError: it would, in the state that the desk would leave.
    """
    for name, old in before.items():
        transcript = desk.opened.study.transcripts.get(name)
        if transcript is None or not any(
            each.consent.status == "withdrawn" for each in transcript.participants.values()
        ):
            continue
        stood = {(coding.id, coding.anchor) for coding in old.codings}
        for coding in desk.state(name).codings:
            if (coding.id, coding.anchor) not in stood and is_on_erased(desk.opened, coding):
                raise RefusedError(
                    f"this would put {coding.code} back on words that were erased; nothing was written",
                    f"the coding can be taken off: imqual uncode {coding.id[:8]}",
                )


def is_on_erased(opened: Opened, coding: Coding) -> bool:
    """Whether the coding lies on nothing but what was put in the place of erased words."""
    today = opened.study.transcripts.get(coding.transcript)
    if today is not None and today.hash == coding.anchor.text:
        return is_erased(today, coding.anchor.span)
    text = stored_transcript(opened.root, coding.transcript, coding.anchor.text)
    return text is not None and is_erased(text, coding.anchor.span)
