"""The codebook: every code with its key, how often it was used, and its one line."""

from __future__ import annotations

from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from imcommerce_qual.model.codebook import Code
from imcommerce_qual.tui.colors import mark_style
from imcommerce_qual.tui.fitting import fitted
from imcommerce_qual.tui.session import Session

_DIM, _BOLD, _PLAIN, _HERE = Style(dim=True), Style(bold=True), Style(), Style(bold=True, reverse=True)
_KEY, _COUNT = 4, 8


class CodeTree(Widget, can_focus=False):
    """Codes in the order of the tree. Those under the cursor stand out; with a key begun, only what it may become."""

    DEFAULT_CSS = """
    CodeTree { background: $surface; color: $foreground; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(id="tree")
        self.session = session
        self._drawn: object = None
        self._codes: tuple[Code, ...] = ()
        self._here: frozenset[str] = frozenset()
        self._top = 0
        #: What each row of the screen shows, and its strip once it is drawn: a coding changes one or two of them.
        self._shown: list[object] = []
        self._strips: dict[int, Strip] = {}
        self._base = _PLAIN

    def show(self) -> None:
        """Draw again, if anything that is shown here changed."""
        session = self.session
        matching = frozenset(session.matching()) if session.typed else None
        here = frozenset(each.code for each in session.here)
        drawn = (session.version, matching, here, self.app.current_theme.dark, self.size)
        if drawn == self._drawn:
            return
        self._drawn, self._here = drawn, here
        self._codes = tuple(code for code in session.room.codes if matching is None or code.id in matching)
        first = next((n for n, code in enumerate(self._codes) if code.id in here), None)
        height = self.size.height
        if matching is not None:
            self._top = 0
        elif first is not None and not self._top <= first < self._top + height:
            self._top = max(0, first - height // 2)
        self._draw()

    def _draw(self) -> None:
        """Only the rows that show something else than before."""
        self._base = self.rich_style
        before, shown = self._shown, [self._showing(y) for y in range(self.size.height)]
        self._shown = shown
        changed = [y for y, row in enumerate(shown) if y >= len(before) or before[y] != row]
        for y in changed:
            self._strips.pop(y, None)
            self.refresh(Region(0, y, self.size.width, 1))

    def _showing(self, y: int) -> object:
        """All that a row depends on."""
        number = y + self._top
        here = (self.size.width, self.app.current_theme.dark)
        if number >= len(self._codes):
            return here
        code, session = self._codes[number], self.session
        counts = (session.counts.get(code.id, 0), session.elsewhere.get(code.id, 0))
        return (*here, code, session.hotkeys.get(code.id), *counts, code.id in self._here)

    def on_mouse_scroll_down(self) -> None:
        """What does not fit."""
        self._top = max(0, min(self._top + 2, len(self._codes) - self.size.height))
        self._draw()

    def on_mouse_scroll_up(self) -> None:
        """Back."""
        self._top = max(0, self._top - 2)
        self._draw()

    def on_resize(self) -> None:
        """More or less of it."""
        self.show()

    def render_line(self, y: int) -> Strip:
        """One code."""
        if y in self._strips:
            return self._strips[y]
        number = y + self._top
        width = self.size.width
        if number >= len(self._codes):
            return Strip.blank(width, self._base)
        strip = Strip(self._row(self._codes[number], width)).adjust_cell_length(width).apply_style(self._base)
        self._strips[y] = strip
        return strip

    def _row(self, code: Code, width: int) -> Iterator[Segment]:
        session = self.session
        codebook = session.room.opened.study.codebook
        key = session.hotkeys.get(code.id, "")
        yield Segment(f"{key:<3}", mark_style(codebook, code.id, dark=self.app.current_theme.dark))
        name = " " * (code.depth * 2 + 1) + code.label
        counts = _counts(session.counts.get(code.id, 0), session.elsewhere.get(code.id, 0))
        short = width - _KEY - _COUNT > 44 and bool(code.short)
        room = 34 if short else width - _KEY - _COUNT
        yield Segment(fitted(name, room), _HERE if code.id in self._here else _PLAIN)
        yield Segment(counts.rjust(_COUNT), _BOLD if session.counts.get(code.id) else _DIM)
        if short:
            yield Segment("  " + fitted(code.short, width - _KEY - _COUNT - room - 2), _DIM)


def _counts(here: int, elsewhere: int) -> str:
    """Codings in this transcript, and in all of the coder's."""
    return f"{here or '·'}/{here + elsewhere}" if here or elsewhere else ""
