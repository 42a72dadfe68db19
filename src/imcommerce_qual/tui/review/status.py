"""Two rows at the bottom of a review: what is reviewed and how far, and what was said last."""

from __future__ import annotations

from rich.text import Text

from imcommerce_qual.actions.reviewqueue import Queue
from imcommerce_qual.render.words import count
from imcommerce_qual.tui.review.keys import TAKEN
from imcommerce_qual.tui.review.session import Review
from imcommerce_qual.tui.widgets.tworows import BAD, BOLD, DIM, TwoRows, kept, message


class ReviewStatus(TwoRows):
    """Coder, queue, place, how many are left; below it the last message, or the keys of the moment."""

    def __init__(self, review: Review) -> None:
        super().__init__("review-status")
        self.review = review

    def show(self) -> None:
        """Write it again."""
        self.show_rows(self._standing(), self._said())

    def _standing(self) -> Text:
        """Coder, queue, place."""
        review = self.review
        found = Text()
        if review.choosing is not None:
            found.append("SPLIT" if review.choosing.what == "split" else "ENDS", BAD).append(" ")
        found.append(review.coder, BOLD).append(f" {title_of(review.collection.queue)} ")
        here = review.columns[review.column]
        if here:
            found.append(f"{review.index + 1}/{len(here)}", BOLD)
        else:
            found.append("nothing to review", BOLD)
        settled = len(review.collection.items) - review.open
        if settled:
            found.append(f" · {settled} settled")
        if review.collection.other:
            found.append(f" · compared with {review.collection.other}")
        if review.collection.lost:
            found.append(f" · {review.collection.lost} more lost their words")
        if review.collection.missing:
            found.append(f" · {review.collection.missing} of those listed cannot be seen")
        if review.collection.hidden:
            found.append(f" · others hidden in {count(len({t for _, t in review.collection.hidden}), 'transcript')}")
        return found.append_text(kept(failed=review.collection.failed, synthetic=review.opened.study.synthetic))

    def _said(self) -> Text:
        """The last message, or what can be done with the excerpt."""
        review = self.review
        if review.said:
            return message(review.said, failed=review.failed)
        item = review.current
        if item is not None and item.omission:
            return Text("y looked through · enter the transcript · N next · U undo · Q leave · ? keys", DIM)
        if item is not None and (item.lost or item.changed):
            take = "" if item.lost else "w these words are right · "
            take += f"{_upto(min(TAKEN, len(item.candidates)))} take a candidate · " if item.candidates else ""
            return Text(f"{take}A choose by hand · D take off · U undo · Q leave · ? keys", DIM)
        if item is not None and item.into:
            codes = " · ".join(f"{n} {code}" for n, code in enumerate(item.into[:TAKEN], 1))
            keep = "" if item.unled else "y as it is · "
            return Text(f"{codes} · {keep}C another code · D take off · N next · U undo · ? keys", DIM)
        if item is not None and item.older and not item.stale:
            return Text("y the stance still holds · T another stance · N next · U undo · ? keys", DIM)
        if item is not None and item.stale:
            return Text("y still right · C another code · D take off · N next · U undo · ? keys", DIM)
        return Text("↑↓ · C recode · c compare · x split · A ends · M memo · enter code here · U undo · ? keys", DIM)


def _upto(number: int) -> str:
    return "1" if number == 1 else f"1–{number}"


def title_of(queue: Queue) -> str:
    """A queue in a few words.

    >>> from imcommerce_qual.actions.searching import Wanted
    >>> title_of(Queue(wanted=Wanted(codes=("trust",), unsure=True)))
    'trust, unsure'
    """
    if queue.listed is not None:
        return "excerpts found"
    wanted = queue.wanted
    named = [*wanted.codes, *wanted.transcripts, *wanted.speakers, *wanted.attributes, *wanted.stances]
    named += [f"“{wanted.pattern}”"] if wanted.pattern else []
    named += ["unsure"] * wanted.unsure + ["exemplars"] * wanted.exemplar
    named += ["older stances"] * wanted.stance_stale + ["to look through again"] * queue.omissions
    named += ["stale"] * queue.stale + ["edited words"] * queue.lost
    return ", ".join(named) or "all"
