"""Excerpts one under the other. Only what is on the screen is laid out, so that a thousand open as fast as ten."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from imcommerce_qual.actions.reviewqueue import Item
from imcommerce_qual.tui.review.block import Look, Row, block
from imcommerce_qual.tui.review.session import Review

_DIM = Style(dim=True)
#: Rows are not longer than this, however wide the terminal is.
READABLE = 124


class ExcerptPane(Widget, can_focus=False):
    """One list of a review; ``column`` says which."""

    DEFAULT_CSS = """
    ExcerptPane { height: 1fr; width: 1fr; background: $background; color: $foreground; }
    """

    class Chosen(Message):
        """The mouse chose an excerpt."""

    def __init__(self, review: Review, column: int) -> None:
        super().__init__(id=f"column{column}")
        self.review = review
        self.column = column
        self._top = (0, 0)
        self._blocks: dict[tuple[str, bool], list[Row]] = {}
        self._drawn: object = None
        self._rows: list[tuple[int, Row]] = []

    @property
    def items(self) -> tuple[Item, ...]:
        """The list that is shown here."""
        columns = self.review.columns
        return columns[self.column] if self.column < len(columns) else ()

    def show(self, *, anew: bool = False) -> None:
        """Draw again, with the current excerpt in sight."""
        if not self.size.width or not self.display:
            return
        review = self.review
        current = review.current.key if review.current else ""
        drawn = (review.version, self.size, self.app.current_theme.dark, self.app.no_color)
        if drawn != self._drawn or current != self._current:
            self._scrolled = False
        self._current = current
        if anew or drawn != self._drawn or review.choosing is not None or self._choosing:
            self._blocks.clear()
        self._choosing = review.choosing is not None
        self._drawn = drawn
        if review.column == self.column and not self._scrolled:
            self._follow(review.index)
        self._fill()
        self.refresh()

    _choosing = False
    #: Whether the user moved the window since the current excerpt was chosen.
    _scrolled = False
    _current = ""

    def scroll(self, rows: int) -> None:
        """The window so many rows on or back."""
        self._scrolled = True
        at, row = self._top
        row += rows
        while at < len(self.items) - 1 and row >= len(self._block(at)):
            row -= len(self._block(at))
            at += 1
        while row < 0 and at > 0:
            at -= 1
            row += len(self._block(at))
        last = len(self._block(at)) - 1 if self.items else 0
        self._top = (at, max(0, min(row, last)))
        self._fill()
        self.refresh()

    def page(self, direction: int) -> int:
        """The place in the list of the excerpt a screen on or back."""
        seen = [at for at, _ in self._rows]
        if not seen:
            return 0
        shown = len(set(seen))
        return self.review.index + direction * max(1, shown - 1)

    def _block(self, at: int) -> list[Row]:
        item = self.items[at]
        key = (item.key, item == self.review.current)
        if key not in self._blocks:
            look = Look(min(self.size.width, READABLE), self.app.current_theme.dark, self.app.no_color)
            self._blocks[key] = block(self.review, item, look)
        return self._blocks[key]

    def _follow(self, current: int) -> None:
        """Move the window as little as shows all of the current excerpt, or its beginning where it is longer."""
        items, height = self.items, self.size.height
        if not items:
            self._top = (0, 0)
            return
        at, row = min(self._top[0], len(items) - 1), self._top[1]
        tall = len(self._block(current))
        if current < at or (current == at and row):
            self._top = (current, 0)
            return
        if current - at > height:  # each has at least two rows
            self._top = (current, 0)
            return
        used = sum(len(self._block(n)) for n in range(at, current)) - row
        if used + tall - 1 <= height:
            self._top = (at, row)
            return
        room = height - tall + 1
        top = current
        while room > 0 and top > 0:
            top -= 1
            room -= len(self._block(top))
        self._top = (current, 0) if tall >= height else (top, max(0, -room))

    def _fill(self) -> None:
        """The rows that are on the screen."""
        self._rows = []
        at, skip = self._top
        items = self.items
        while at < len(items) and len(self._rows) < self.size.height:
            self._rows += [(at, row) for row in self._block(at)[skip:]]
            skip = 0
            at += 1

    def on_resize(self) -> None:
        """Break the words anew, and begin at the top where there is room for it."""
        self._top = (0, 0)
        self.show(anew=True)

    def render_line(self, y: int) -> Strip:
        """One row."""
        if y < len(self._rows):
            segments = self._rows[y][1]
        elif y == 0:
            segments = [Segment("  no excerpts", _DIM)]
        else:
            segments = []
        return Strip(segments).adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def on_mouse_scroll_down(self) -> None:
        """On."""
        self.scroll(3)

    def on_mouse_scroll_up(self) -> None:
        """Back."""
        self.scroll(-3)

    def on_click(self, event: events.Click) -> None:
        """Choose it."""
        if event.y < len(self._rows):
            self.review.select(self.column, self.items[self._rows[event.y][0]].key)
            self.post_message(self.Chosen())
