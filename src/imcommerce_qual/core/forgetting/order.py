"""What is to be forgotten: words wherever they stand, or everything that one participant said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from imcommerce_qual.core.forgetting.passages import Passages, cuts_of, is_alone, is_in, lines_of
from imcommerce_qual.core.forgetting.words import Finder, Words
from imcommerce_qual.model.forgetting import ERASED, Cut
from imcommerce_qual.model.transcript import Transcript

#: What the front matter says of a participant who is not in the files any more, and of the interview with them.
WITHDRAWN = "{consent: {status: withdrawn, quotes: false}}"
NOTHING = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What must go. ``find`` finds it in texts that are no transcripts; ``words`` is None for a participant.

    ``kind`` is *pseudonymised* or *erased*; ``lines`` are a participant's, to know them when they come back; ``lone``
    the transcripts in which nobody else was interviewed: what is written about these is about that participant.
    """

    kind: str
    find: Finder
    words: Words | None = None
    participant: str | None = None
    lines: tuple[str, ...] = ()
    lone: frozenset[str] = frozenset()

    def cuts(self, transcript: Transcript) -> tuple[Cut, ...]:
        """What goes from a transcript's text."""
        if self.participant is None:
            return self.find(transcript.text)
        if not is_in(transcript, self.participant):
            return ()
        return cuts_of(transcript, self.participant)

    def front(self, transcript: Transcript) -> Mapping[tuple[str, ...], str]:
        """Values of its front matter that go as a whole, and what stands there then."""
        if self.participant is None or not is_in(transcript, self.participant):
            return {}
        found: dict[tuple[str, ...], str] = {("participants", self.participant): WITHDRAWN}
        if is_alone(transcript, self.participant):
            found["interview",] = NOTHING
        return found

    def comments(self, transcript: Transcript) -> str | None:
        """What is put in the place of all comments in its front matter; None: they stay."""
        alone = self.participant is not None and is_in(transcript, self.participant)
        return ERASED if alone and is_alone(transcript, self.participant or "") else None

    def is_about(self, record: Mapping[str, Any], gone: AbstractSet[str] = frozenset()) -> bool:
        """Whether a record (a framework cell, a kept quotation, a memo's front matter) is about nobody but them.

        Args:
            record: its fields.
            gone: ids of codings on nothing but their words.
        """
        if self.participant is None:
            return False
        if (
            record.get("participant") == self.participant
            or record.get("transcript") in self.lone
            or record.get("coding") in gone
        ):
            return True
        about = record.get("about")
        named = about if isinstance(about, list) else [about]
        return bool(named) and all(str(each).split(" ")[-1] in {self.participant, *self.lone, *gone} for each in named)


def words_order(puts: Mapping[str, str], kind: str) -> Order:
    """Words that go, each with what takes its place."""
    words = Words(dict(puts))
    return Order(kind=kind, find=words, words=words)


def participant_order(participant: str, texts: Iterable[Transcript]) -> Order:
    """Everything that a participant said in any version of any transcript."""
    lines: dict[str, None] = {}
    there: dict[str, list[bool]] = {}
    for transcript in texts:
        if is_in(transcript, participant):
            lines |= dict.fromkeys(lines_of(transcript, participant))
            there.setdefault(transcript.id, []).append(is_alone(transcript, participant))
    lone = frozenset(name for name, alone in there.items() if all(alone))
    find = Passages.of(lines)
    return Order(kind="erased", find=find, participant=participant, lines=tuple(lines), lone=lone)
