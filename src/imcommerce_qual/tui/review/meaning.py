"""What the codes under review mean: one, or two side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip
from textual.widget import Widget

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.wrapping import wrap
from imcommerce_qual.tui.colors import mark_style

_DIM, _BOLD = Style(dim=True), Style(bold=True)
_BORDER = " │ "


class Explained(Protocol):
    """Whose codes are explained: ``meant`` are those that matter now, ``explained`` all that may come up."""

    @property
    def opened(self) -> Opened:
        """The study with the codebook."""

    @property
    def meant(self) -> tuple[str, ...]:
        """One code, or several side by side."""

    @property
    def explained(self) -> tuple[str, ...]:
        """As many rows are kept as the longest of these needs."""


class Meaning(Widget, can_focus=False):
    """Definition, use when and not when of the codes that matter; ``lines`` is how much of it is shown."""

    DEFAULT_CSS = """
    Meaning { background: $surface; color: $foreground; width: 100%; border-bottom: solid $primary; }
    """

    def __init__(self, review: Explained) -> None:
        super().__init__(id="meaning")
        self.review = review
        self._columns: list[list[Text]] = []
        self._known: dict[tuple[str, int, bool, str], list[Text]] = {}
        self._top = 0

    def show(self, most: int) -> None:
        """Write it again, in at most so many rows: as many as the longest of the codes under review needs."""
        review = self.review
        codes = review.meant
        width = self._width(len(codes))
        if width <= 0:
            return
        self._columns = [self._lines(code, width) for code in codes]
        under = dict.fromkeys([*codes, *review.explained])
        wanted = max((len(self._lines(code, width)) for code in under), default=1)
        rows = max(1, min(wanted, most))
        if self.styles.height is None or self.styles.height.value != rows + 1:
            self.styles.height = rows + 1
        self._top = 0
        self.refresh()

    def _lines(self, code: str, width: int) -> list[Text]:
        key = (code, width, self.app.current_theme.dark, self.review.opened.study.codebook.hash)
        if key not in self._known:
            self._known[key] = list(_wrapped(self._text(code), width))
        return self._known[key]

    def _width(self, columns: int) -> int:
        width = self.app.size.width
        return width - 2 if columns < 2 else width // columns - 2

    def on_mouse_scroll_down(self) -> None:
        """What does not fit."""
        longest = max((len(column) for column in self._columns), default=0)
        self._top = max(0, min(self._top + 1, longest - self.size.height))
        self.refresh()

    def on_mouse_scroll_up(self) -> None:
        """Back."""
        self._top = max(0, self._top - 1)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of each."""
        segments = [Segment(" ")]
        width = self._width(len(self._columns))
        cut = y == self.size.height - 1
        for n, column in enumerate(self._columns):
            if n:
                segments.append(Segment(_BORDER, _DIM))
            at = y + self._top
            row = list(column[at].render(self.app.console)) if at < len(column) else []
            row = [segment for segment in row if segment.text != "\n"]
            strip = Strip(row).adjust_cell_length(width)
            if cut and at + 1 < len(column):
                strip = Strip([*strip.crop(0, width - 2), Segment(" …", _DIM)])
            segments += list(strip)
        return Strip(segments).adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def _text(self, code: str) -> Text:
        codebook = self.review.opened.study.codebook
        entry = codebook.codes.get(code)
        found = Text()
        if not code:
            return found.append("no code", _DIM)
        found.append(code, mark_style(codebook, code, dark=self.app.current_theme.dark))
        if entry is None:
            return found.append(" is not in the codebook any more: choose another code", _BOLD)
        found.append(f" {entry.label}: ", _BOLD).append(entry.definition or entry.short or "no definition yet")
        for title, words in (("Use when", entry.use_when), ("Not when", entry.not_when)):
            if words:
                found.append("\n").append(f"{title}: ", _BOLD).append(words)
        return found


def _wrapped(text: Text, width: int) -> Iterator[Text]:
    for line in text.split("\n"):
        yield from line.divide([end for _, end in wrap(line.plain, 0, len(line.plain), width)][:-1])
