"""New codings that a decision is to leave: their words are chosen one after the other."""

from __future__ import annotations

from imcommerce_qual.core.adjudication.outcomes import NewCoding
from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.model.adjudication import Disagreement
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.tui.review.choosing import Choosing


class Making:
    """Those that are ``made``, and the ``code`` of the one whose words are being chosen (``choosing``)."""

    def __init__(self) -> None:
        self.made: tuple[NewCoding, ...] = ()
        self.choosing: Choosing | None = None
        self.code = ""

    def begin(self, transcript: Transcript, each: Disagreement, code: str) -> None:
        """For that code: its widest coding is chosen first, of any code where it has none.

        What was said comes before its translation, however many characters that has.
        """
        marks = [mark for mark in each.marks if mark.code == code] or list(each.marks)
        spans = [mark.standing.span for mark in marks]
        spoken = [span for span in spans if side_of(transcript, span) == "source"]
        self._choose(transcript, code, max(spoken or spans, key=lambda span: (len(span), -span.start)))

    def _choose(self, transcript: Transcript, code: str, span: Span) -> None:
        self.code = code
        self.choosing = Choosing.begin(transcript, span, "ends")

    def chosen(self, each: Disagreement) -> NewCoding | None:
        """The coding as it is chosen now; it has the stance that all codings of that code have."""
        if self.choosing is None:
            return None
        stances = {(m.stance, m.standing.coding.toward) for m in each.marks if m.code == self.code and m.stance}
        stance, toward = next(iter(stances)) if len(stances) == 1 else (None, None)
        return NewCoding(code=self.code, span=self.choosing.span, stance=stance, toward=toward)

    def keep(self, new: NewCoding) -> None:
        """It is made: the code of one more is chosen next."""
        self.made = (*self.made, new)
        self.choosing = None

    def take_back(self, transcript: Transcript, made: tuple[NewCoding, ...]) -> None:
        """The words of the last of *made* are chosen again."""
        *before, last = made
        self.made = tuple(before)
        self._choose(transcript, last.code, last.span)

    def leave(self) -> None:
        """None of them."""
        self.choosing = None
        self.made = ()

    @property
    def words(self) -> str:
        """What the keys would do, with the words chosen."""
        return f"{self.code} · + one more · {self.choosing.words}" if self.choosing is not None else ""
