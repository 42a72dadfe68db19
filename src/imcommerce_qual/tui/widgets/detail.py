"""What is under the cursor: its codes with memo and marks, and what the code means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from imcommerce_qual.core.marking import letter
from imcommerce_qual.core.wrapping import wrap
from imcommerce_qual.model.codebook import Code
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.render.reading import marks
from imcommerce_qual.tui.colors import mark_style
from imcommerce_qual.tui.session import Session

_DIM, _BOLD, _MORE = Style(dim=True), Style(bold=True), Style(bold=True, reverse=True)


class Detail(Widget, can_focus=False):
    """Text for the cursor's place; with a key begun, the codes that it may become.

    Rows are drawn one by one, and the wheel scrolls them here: a widget whose text grows, or whose scrollable size
    changes, has the whole screen laid out anew.
    """

    DEFAULT_CSS = """
    Detail { background: $surface; color: $foreground; }
    """

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(id=name)
        self.session = session
        self._drawn: object = None
        self._lines: tuple[Text, ...] = ()
        self._base = Style()
        self._look: object = None
        self._top = 0

    def show(self) -> None:
        """Write it again, if the cursor is on other codings than before, or one of them changed."""
        session = self.session
        current = session.current
        here = session.here
        drawn = (
            session.version,
            session.typed,
            session.turn if not here else 0,
            [each.coding.id for each in here],
            current.coding.id if current else "",
            self.app.current_theme.dark,
            self.size,
        )
        if drawn != self._drawn:
            before = dict(enumerate(self._lines)) if self._top == 0 and self._look == drawn[-2:] else None
            self._drawn, self._look = drawn, drawn[-2:]
            text = self._completions() if session.typed else self._codings()
            self._lines = tuple(_wrapped(text, max(8, self.size.width - 2)))
            self._top = 0
            self._base = self.rich_style
            self._draw(before)

    def _draw(self, before: Mapping[int, Text] | None) -> None:
        """All rows, or only those that are others than *before*."""
        if before is None:
            self.refresh()
            return
        lines = dict(enumerate(self._lines))
        for y in range(self.size.height):
            if before.get(y) != lines.get(y):
                self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self) -> None:
        """Break it anew."""
        self.show()

    def page_on(self) -> None:
        """The next page of it; after the last the first."""
        page = max(1, self.size.height - 1)
        self._top = self._top + page if self._top + self.size.height < len(self._lines) else 0
        self.refresh()

    def on_mouse_scroll_down(self) -> None:
        """What does not fit."""
        self._top = max(0, min(self._top + 1, len(self._lines) - self.size.height))
        self.refresh()

    def on_mouse_scroll_up(self) -> None:
        """Back."""
        self._top = max(0, self._top - 1)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row."""
        number = y + self._top
        if number >= len(self._lines):
            return Strip.blank(self.size.width, self._base)
        strip = Strip([Segment(" "), *self._lines[number].render(self.app.console)])
        if y < self.size.height - 1 or number + 1 == len(self._lines):
            return strip.adjust_cell_length(self.size.width).apply_style(self._base)
        more = self._more()
        strip = strip.adjust_cell_length(self.size.width - len(more))
        return Strip.join([strip, Strip([Segment(more, _MORE)])]).apply_style(self._base)

    def _more(self) -> str:
        """How the rest of the text is reached."""
        keys = [next(iter(self.session.keys.keys_of(name)), "") for name in ("detail", "detail-on")]
        return f" … {' '.join(filter(None, keys))} "

    def _completions(self) -> Text:
        found = Text()
        for code in self.session.matching():
            entry = self.session.room.opened.study.codebook.codes[code]
            found.append(f"{self.session.hotkeys[code]:<3}", self._mark(code))
            found.append(f" {entry.label}", _BOLD)
            found.append(f"  {entry.short}\n", _DIM)
        return found

    def _mark(self, code: str) -> Style:
        return mark_style(self.session.room.opened.study.codebook, code, dark=self.app.current_theme.dark)

    def _codings(self) -> Text:
        found = Text()
        for each in self.session.here:
            self._coding(found, each)
        current = self.session.current or next(iter(self.session.here), None)
        if current is not None:
            self._meaning(found, current.code)
        elif not self.session.here:
            self._turn(found)
        return found

    def _coding(self, found: Text, each: Standing) -> None:
        listed = self.session.by_turn.get(self.session.turn, ())
        chosen = each is self.session.current
        found.append("▸" if chosen else " ", _BOLD)
        found.append(f"{letter(listed.index(each))} ", _BOLD)
        found.append(each.code, self._mark(each.code))
        found.append(marks(each), _BOLD)
        if each.coder != self.session.coder:
            found.append(f" {each.coder}", _DIM)
        found.append("\n")
        if each.coding.memo:
            found.append(f"  “{each.coding.memo}”\n", Style(italic=True))

    def _meaning(self, found: Text, code: str) -> None:
        entry = self.session.room.opened.study.codebook.codes.get(code)
        if entry is not None:
            found.append_text(meaning(entry))

    def _turn(self, found: Text) -> None:
        """Nothing is coded under the cursor: what else is in the turn."""
        listed = self.session.by_turn.get(self.session.turn, ())
        for n, each in enumerate(listed):
            found.append(f" {letter(n)} ", _BOLD)
            found.append(each.code, self._mark(each.code))
            found.append(f"{marks(each)}\n", _BOLD)
        if not listed:
            found.append("no coding in this turn\n", _DIM)


def meaning(code: Code) -> Text:
    """What a code means, and when it is used and when not."""
    found = Text.assemble((f"{code.label}: ", _BOLD), (code.definition or code.short or "no definition yet") + "\n")
    for title, words in (("Use when", code.use_when), ("Not when", code.not_when)):
        if words:
            found.append(f"{title}: ", _BOLD)
            found.append(words + "\n")
    return found


def _wrapped(text: Text, width: int) -> Iterator[Text]:
    """Rows of at most that many columns."""
    for line in text.split("\n"):
        yield from line.divide([end for _, end in wrap(line.plain, 0, len(line.plain), width)][:-1])
