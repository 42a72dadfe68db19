"""Which codings a review's filters leave."""

from __future__ import annotations

from dataclasses import dataclass

from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.reviewqueue import Item, Queue
from imcommerce_qual.actions.viewing import codes_named


@dataclass(frozen=True, slots=True)
class Terms:
    """What a queue asks of an item, looked up once."""

    queue: Queue
    codes: frozenset[str] | None
    transcripts: frozenset[str]

    def fits(self, item: Item) -> bool:
        """Whether an item is still what the queue asks for; what was settled is not."""
        queue = self.queue
        if item.gone:
            return False
        if item.omission:
            return item.stale
        if queue.listed is not None or not queue.about_codings:
            return True
        waits = (item.stale or not queue.stale) and (item.lost or item.changed or not queue.lost)
        return waits and self.asks(item)

    def asks(self, item: Item) -> bool:
        """Whether a coding has the code, the coder and the marks that are wanted, and is of the transcripts."""
        coding, wanted = item.coding, self.queue.wanted
        return (
            coding is not None
            and (self.codes is None or item.code in self.codes)
            and (not wanted.coders or coding.coder in wanted.coders)
            and (not self.transcripts or item.transcript in self.transcripts)
            and (not wanted.stances or (coding.stance or "unset") in wanted.stances)
            and (not wanted.unsure or coding.unsure)
            and (not wanted.stance_stale or bool(item.older))
            and (not wanted.exemplar or coding.exemplar)
        )


def terms_of(opened: Opened, queue: Queue) -> Terms:
    """The terms of a queue, with today's names.

    Raises:
        WrongUseError: a name is not known.
    """
    wanted = queue.wanted
    codes = codes_named(opened.study, wanted.codes, exact=wanted.exact_code)
    names = frozenset(known_transcript(opened.study, name).id for name in wanted.transcripts)
    return Terms(queue, codes, names)
