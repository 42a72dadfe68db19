"""What is under the cursor: its codes with memo and marks, and what the code means."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from imcommerce_qual.core.marking import letter
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.render.reading import marks
from imcommerce_qual.tui.colors import mark_style
from imcommerce_qual.tui.session import Session

_DIM, _BOLD = Style(dim=True), Style(bold=True)


class Detail(VerticalScroll, can_focus=False):
    """Text for the cursor's place; with a key begun, the codes that it may become."""

    DEFAULT_CSS = """
    Detail { background: $surface; color: $foreground; scrollbar-size-vertical: 1; padding: 0 1; }
    Detail > Static { width: 1fr; height: auto; }
    """

    def __init__(self, session: Session, name: str) -> None:
        self.body = Static("", markup=False)
        super().__init__(self.body, id=name)
        self.session = session
        self._drawn: object = None

    def show(self) -> None:
        """Write it again, if the cursor is on other codings than before, or one of them changed."""
        session = self.session
        current = session.current
        drawn = (
            session.version,
            session.typed,
            session.turn if not session.here else 0,
            [each.coding.id for each in session.here],
            current.coding.id if current else "",
            self.app.current_theme.dark,
        )
        if drawn != self._drawn:
            self._drawn = drawn
            self.body.update(self._completions() if session.typed else self._codings())
            self.scroll_to(y=0, animate=False)

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
        if entry is None:
            return
        found.append(f"{entry.label}: ", _BOLD)
        found.append((entry.definition or entry.short or "no definition yet") + "\n")
        for title, words in (("Use when", entry.use_when), ("Not when", entry.not_when)):
            if words:
                found.append(f"{title}: ", _BOLD)
                found.append(words + "\n")

    def _turn(self, found: Text) -> None:
        """Nothing is coded under the cursor: what else is in the turn."""
        listed = self.session.by_turn.get(self.session.turn, ())
        for n, each in enumerate(listed):
            found.append(f" {letter(n)} ", _BOLD)
            found.append(each.code, self._mark(each.code))
            found.append(f"{marks(each)}\n", _BOLD)
        if not listed:
            found.append("no coding in this turn\n", _DIM)
