"""The transcript: rows drawn one by one, so that a key costs what it changes and not what the interview is long."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from imcommerce_qual.core.wrapping import width_of
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.tui.rows import Layout, Rows, column_of, lay_out, offset_at
from imcommerce_qual.tui.session import Session
from imcommerce_qual.tui.widgets.painter import CODES, LETTERS, Painter, short_time

#: From which width on the codes are written beside the words.
_CODES_FROM = 110
#: From so many rows on there is a free row between turns.
_AIRY_FROM = 30


class TranscriptPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Words, speakers, times and codings; keys go to the screen as ``Pressed``."""

    DEFAULT_CSS = """
    TranscriptPane { height: 1fr; width: 1fr; background: $background; color: $foreground;
                     overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    class Pressed(Message):
        """A key was pressed."""

        def __init__(self, key: str, character: str | None) -> None:
            super().__init__()
            self.key = key
            self.character = character

    class Moved(Message):
        """The mouse moved the cursor, or selected."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="transcript")
        self.session = session
        self.layout_mode: Layout = "below"
        self.rows: Rows | None = None
        self._strips: dict[int, Strip] = {}
        self._drawn: tuple[int, bool, bool] = (-1, False, False)
        self._by_turn: dict[int, tuple[Standing, ...]] = {}
        self._marked: tuple[int, int] = (0, 0)
        self._goal: int | None = None
        self._dragging = False

    # geometry

    @property
    def before_width(self) -> int:
        """Columns before the words: the label, and the time."""
        transcript = self.session.transcript
        label = max((width_of(each) for each in transcript.speakers), default=1)
        timed = max((len(short_time(turn.time)) for turn in transcript.turns), default=0)
        return min(label, 12) + (timed + 1 if timed else 0) + 1

    @property
    def after_width(self) -> int:
        """Columns after the words."""
        return CODES if self.size.width >= _CODES_FROM else LETTERS

    def on_resize(self) -> None:
        """Break the words anew, and stay where the cursor is."""
        self.rows = None
        self.show()

    def cycle_layout(self) -> None:
        """The translation below, beside, away, and below again."""
        following: dict[Layout, Layout] = {"below": "beside", "beside": "away", "away": "below"}
        self.layout_mode = following[self.layout_mode]
        if self.layout_mode == "away" and self.session.place.side == "translation":
            self.session.do("across")
        self.rows = None
        self.show()

    def laid_out(self) -> Rows:
        """The rows at this width; those of another transcript or width are made anew."""
        key = (id(self.session.transcript), self.layout_mode, self.size.height >= _AIRY_FROM, self.size.width)
        if self.rows is not None and self._key == key:
            return self.rows
        columns = max(10, self.scrollable_content_region.width - self.before_width - self.after_width)
        self._key = key
        self.rows = lay_out(self.session.transcript, columns, self.layout_mode, airy=key[2])
        self._forget()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows.rows))
        return self.rows

    _key: tuple[int, str, bool, int] = (0, "", False, 0)

    # showing

    def show(self) -> None:
        """Draw what changed since the last time, and keep the cursor in sight."""
        if not self.size.width:
            return
        old = self.rows
        rows = self.laid_out()
        drawn = (self.session.version, self.app.current_theme.dark, self.app.no_color)
        place = self.session.place
        chosen = self.session.selected or Span(place.cursor, place.cursor + 1)
        top = min(rows.row_of(chosen.start, place.side), rows.row_of(place.cursor, place.side))
        marked = (top, max(rows.row_of(chosen.end - 1, place.side), rows.row_of(place.cursor, place.side)))
        if rows is not old or drawn[1:] != self._drawn[1:]:
            self._forget()
            self.refresh()
        else:
            changed = self._recoded(rows) if drawn != self._drawn else []
            for first, last in {self._marked, marked, *changed}:
                self.refresh(Region(0, first - self.scroll_offset.y, self.size.width, last - first + 1))
        self._by_turn = self.session.by_turn
        self._drawn, self._marked = drawn, marked
        self._follow(rows, rows.row_of(place.cursor, place.side), anew=rows is not old)

    def _recoded(self, rows: Rows) -> list[tuple[int, int]]:
        """The first and last rows of the turns whose codings are others than before, no longer kept as drawn."""
        old, new = self._by_turn, self.session.by_turn
        turns = [turn for turn in old.keys() | new.keys() if old.get(turn) != new.get(turn)]
        found = []
        for turn in turns:
            start, end = self._painter.forget(rows, turn)
            for number in range(start, end):
                self._strips.pop(number, None)
            found.append((start, end - 1))
        return found

    def _forget(self) -> None:
        self._strips.clear()
        self._painter = Painter(
            self.session,
            dark=self.app.current_theme.dark,
            plain=self.app.no_color,
            before=self.before_width,
            after=self.after_width,
        )

    def _follow(self, rows: Rows, row: int, *, anew: bool) -> None:
        height = self.scrollable_content_region.height
        # The rest of a turn is read before it is coded: it is in sight where there is room for it.
        rest = rows.end_of_turn(row) - row
        ahead = min(3, height // 4)
        below = max(ahead, rest) if rest + ahead < height else ahead
        top = self.scroll_offset.y
        if anew or not top - height <= row < top + 2 * height:
            top = row - height // 3
        elif row < top + ahead:
            top = row - ahead
        elif row >= top + height - below:
            top = row - height + below + 1
        top = max(0, min(top, len(rows.rows) - height))
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        width = self.size.width
        rows = self.laid_out()
        number = y + self.scroll_offset.y
        if number >= len(rows.rows):
            return Strip.blank(width, self.rich_style)
        marked = self._marked[0] <= number <= self._marked[1]
        if not marked and number in self._strips:
            return self._strips[number]
        strip = Strip(self._painter.segments(rows, number)).adjust_cell_length(width).apply_style(self.rich_style)
        if not marked:
            self._strips[number] = strip
        return strip

    # moving by rows

    def move_rows(self, count: int) -> int:
        """The character so many rows below (or above) the cursor, at the same column and in the same language."""
        rows = self.laid_out()
        place, text = self.session.place, self.session.transcript.text
        here = rows.row_of(place.cursor, place.side)
        if self._goal is None:
            self._goal = column_of(text, rows.stretch(here, place.side), place.cursor)
        step = 1 if count > 0 else -1
        target, left, at = here, abs(count), here + step
        while 0 <= at < len(rows.rows) and left:
            start, end = rows.stretch(at, place.side)
            if start < end:
                target = at
            left -= 1 if target == at or abs(count) > 1 else 0
            at += step
        return offset_at(text, rows.stretch(target, place.side), self._goal)

    def row_edge(self, *, end: bool) -> int:
        """The first or last character of the cursor's row."""
        rows = self.laid_out()
        place = self.session.place
        start, stop = rows.stretch(rows.row_of(place.cursor, place.side), place.side)
        return max(start, stop - 1) if end else start

    def forget_column(self) -> None:
        """After a move that is not by rows, the next one begins from where the cursor is."""
        self._goal = None

    # keys and mouse

    def on_key(self, event: events.Key) -> None:
        """Every key goes to the session; none is Textual's here."""
        event.stop()
        event.prevent_default()
        self.post_message(self.Pressed(event.key, event.character if event.is_printable else None))

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        rows = self.laid_out()
        number = event.y + self.scroll_offset.y
        if not 0 <= number < len(rows.rows):
            return None
        row, column = rows.rows[number], event.x - self.before_width
        if row.side is None:
            return None
        if rows.second and column >= rows.second and row.beside[0] < row.beside[1]:
            return offset_at(self.session.transcript.text, row.beside, column - rows.second)
        return offset_at(self.session.transcript.text, row.words, max(0, column))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The cursor where the mouse is."""
        offset = self._offset_under(event)
        if offset is not None:
            self.session.do("clear")
            self.session.put(offset)
            self._dragging = True
            self.capture_mouse()
            self.post_message(self.Moved())

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is down."""
        offset = self._offset_under(event) if self._dragging else None
        if offset is not None:
            self.session.drag(offset)
            self.post_message(self.Moved())

    def on_mouse_up(self) -> None:
        """The selection stays."""
        self._dragging = False
        self.release_mouse()
