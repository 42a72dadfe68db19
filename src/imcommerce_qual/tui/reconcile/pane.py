"""The case on the screen: as many of its rows as there is room for."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from imcommerce_qual.tui.reconcile.case import case_rows
from imcommerce_qual.tui.reconcile.session import Meeting
from imcommerce_qual.tui.review.block import Look, Row
from imcommerce_qual.tui.review.pane import READABLE

_DIM, _MORE = Style(dim=True), Style(dim=True, italic=True)


class CasePane(Widget, can_focus=False):
    """One disagreement; what is longer than the screen scrolls, and says so."""

    DEFAULT_CSS = """
    CasePane { height: 1fr; width: 1fr; background: $background; color: $foreground; padding: 0 1; }
    """

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(id="case")
        self.meeting = meeting
        self.top = 0
        self._rows: list[Row] = []
        self._shown = ""

    def show(self) -> None:
        """Draw again; another case from its beginning, new ends with the end that moves in sight."""
        if not self.size.width:
            return
        each = self.meeting.current
        focus = None
        if each is None:
            self._rows = [[Segment(words, _DIM)] for words in self._nothing()]
        else:
            look = Look(min(self.size.width, READABLE), self.app.current_theme.dark, self.app.no_color)
            self._rows, focus = case_rows(self.meeting, each, look)
        shown = each.id if each else ""
        if shown != self._shown:
            self.top = 0
        self._shown = shown
        if focus is not None and not self.top <= focus < self.top + self.size.height - 2:
            self.top = focus - self.size.height // 2
        self.scroll(0)

    @property
    def wanted(self) -> int:
        """How many rows the whole case has."""
        return len(self._rows)

    def _nothing(self) -> tuple[str, ...]:
        progress = self.meeting.agenda.progress
        if progress.of:
            return ("Everything is settled here.", "", "l lists what was settled · U takes the last back · Q leaves")
        return ("There is nothing to settle here.", "", "Q leaves")

    def scroll(self, rows: int) -> None:
        """So many rows on or back."""
        self.top = max(0, min(self.top + rows, len(self._rows) - self.size.height))
        self.refresh()

    def page(self, direction: int) -> None:
        """A screen on or back, with a row of the last one."""
        self.scroll(direction * max(1, self.size.height - 2))

    def render_line(self, y: int) -> Strip:
        """One row."""
        at = self.top + y
        row = self._rows[at] if at < len(self._rows) else []
        strip = Strip(row).adjust_cell_length(self.size.width)
        if y == self.size.height - 1 and at + 1 < len(self._rows):
            strip = Strip([*strip.crop(0, self.size.width - 12), Segment(" space: more", _MORE)])
        return strip.apply_style(self.rich_style)

    def on_mouse_scroll_down(self) -> None:
        """On."""
        self.scroll(3)

    def on_mouse_scroll_up(self) -> None:
        """Back."""
        self.scroll(-3)

    def on_resize(self) -> None:
        """Break the words anew."""
        self.show()
