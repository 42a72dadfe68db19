"""What is to be forgotten: words wherever they stand, or everything that one participant said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from imcommerce_qual.core.forgetting.passages import Passages, cuts_of, lines_of
from imcommerce_qual.core.forgetting.words import Finder, Words
from imcommerce_qual.model.forgetting import Cut
from imcommerce_qual.model.transcript import Transcript

#: What the front matter says of a participant who is not in the files any more.
WITHDRAWN = "{consent: {status: withdrawn, quotes: false}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What must go. ``find`` finds it in texts that are no transcripts; ``words`` is None for a participant.

    ``kind`` is *pseudonymised* or *erased*; ``lines`` are a participant's, to know them when they come back.
    """

    kind: str
    find: Finder
    words: Words | None = None
    participant: str | None = None
    lines: tuple[str, ...] = ()

    def cuts(self, transcript: Transcript) -> tuple[Cut, ...]:
        """What goes from a transcript's text."""
        if self.participant is None:
            return self.find(transcript.text)
        if self.participant not in transcript.participants:
            return ()
        return cuts_of(transcript, self.participant)

    def front(self, transcript: Transcript) -> Mapping[tuple[str, ...], str]:
        """Values of its front matter that go as a whole, and what stands there then."""
        if self.participant is None or self.participant not in transcript.participants:
            return {}
        return {("participants", self.participant): WITHDRAWN}


def words_order(puts: Mapping[str, str], kind: str) -> Order:
    """Words that go, each with what takes its place."""
    words = Words(dict(puts))
    return Order(kind=kind, find=words, words=words)


def participant_order(participant: str, texts: Iterable[Transcript]) -> Order:
    """Everything that a participant said in any version of any transcript."""
    lines: dict[str, None] = {}
    for transcript in texts:
        if participant in transcript.participants:
            lines |= dict.fromkeys(lines_of(transcript, participant))
    return Order(kind="erased", find=Passages.of(lines), participant=participant, lines=tuple(lines))
