"""The transcript: rows drawn one by one, so that a key costs what it changes and not what the interview is long."""

from __future__ import annotations

from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.core.marking import letter
from imcommerce_qual.core.wrapping import width_of
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.transcript import Side
from imcommerce_qual.render.reading import color_of, marks
from imcommerce_qual.tui.colors import coded_style, mark_style
from imcommerce_qual.tui.rows import Layout, Row, Rows, Stretch, column_of, lay_out, offset_at
from imcommerce_qual.tui.session import Session

_DIM, _BOLD, _PLAIN = Style(dim=True), Style(bold=True), Style()
_HEADING = Style(bold=True, underline=True)
_SELECTED, _CURSOR = Style(reverse=True), Style(reverse=True, bold=True)
_CURSOR_IN_SELECTION = Style(reverse=False, bold=True, underline=True, blink=True)
#: Columns for letters beside the words, and from which width on the codes are written there too.
_LETTERS, _CODES, _CODES_FROM = 4, 30, 110
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
        self._drawn: tuple[int, str, bool] = (-1, "", False)
        self._marked: tuple[int, int] = (0, 0)
        self._goal: int | None = None
        self._dragging = False

    # geometry

    @property
    def before_width(self) -> int:
        """Columns before the words: the label, and the time."""
        transcript = self.session.transcript
        label = max((width_of(each) for each in transcript.speakers), default=1)
        timed = max((len(_short(turn.time)) for turn in transcript.turns), default=0)
        return min(label, 12) + (timed + 1 if timed else 0) + 1

    @property
    def after_width(self) -> int:
        """Columns after the words."""
        return _CODES if self.size.width >= _CODES_FROM else _LETTERS

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
        key = (id(self.session.transcript), self.layout_mode, self.size.height >= _AIRY_FROM)
        columns = max(10, self.scrollable_content_region.width - self.before_width - self.after_width)
        if self.rows is None or self._key != key or self.rows.columns != columns:
            self._key = key
            self.rows = lay_out(self.session.transcript, columns, self.layout_mode, airy=key[2])
            self._strips.clear()
            self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows.rows))
        return self.rows

    _key: tuple[int, str, bool] = (0, "", False)

    # showing

    def show(self) -> None:
        """Draw what changed since the last time, and keep the cursor in sight."""
        if not self.size.width:
            return
        old = self.rows
        rows = self.laid_out()
        drawn = (self.session.version, "", self.app.current_theme.dark)
        place = self.session.place
        chosen = self.session.selected or Span(place.cursor, place.cursor + 1)
        top = min(rows.row_of(chosen.start, place.side), rows.row_of(place.cursor, place.side))
        marked = (top, max(rows.row_of(chosen.end - 1, place.side), rows.row_of(place.cursor, place.side)))
        if rows is not old or drawn != self._drawn:
            self._strips.clear()
            self.refresh()
        else:
            for first, last in {self._marked, marked}:
                self.refresh(Region(0, first - self.scroll_offset.y, self.size.width, last - first + 1))
        self._drawn, self._marked = drawn, marked
        self._follow(rows.row_of(place.cursor, place.side))

    def _follow(self, row: int) -> None:
        height = self.scrollable_content_region.height
        ahead = min(3, height // 4)
        top = self.scroll_offset.y
        if row < top + ahead:
            top = row - ahead
        elif row >= top + height - ahead:
            top = row - height + ahead + 1
        rows = len(self.rows.rows) if self.rows else 0
        top = max(0, min(top, rows - height))
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
        strip = Strip(self._segments(rows, number)).adjust_cell_length(width).apply_style(self.rich_style)
        if not marked:
            self._strips[number] = strip
        return strip

    def _segments(self, rows: Rows, number: int) -> Iterator[Segment]:
        row = rows.rows[number]
        text = self.session.transcript.text
        if row.side is None and row.words[0] < row.words[1]:
            yield Segment(" " * self.before_width)
            yield Segment(_clean(text[row.words[0] : row.words[1]]), _HEADING)
            return
        yield from self._before(row)
        used = 0
        if row.side is not None:
            used = yield from self._words(row, row.words, row.side)
            if rows.second:
                yield Segment(" " * max(0, rows.second - used))
                used = max(used, rows.second)
                used += yield from self._words(row, row.beside, "translation")
        yield Segment(" " * max(0, rows.columns - used + 1))
        yield from self._beside(rows, number)

    def _before(self, row: Row) -> Iterator[Segment]:
        if not row.first:
            yield Segment(" " * self.before_width)
            return
        turn = self.session.transcript.turns[row.turn - 1]
        role = self.session.transcript.speakers[turn.speaker].role
        yield Segment(turn.speaker, _DIM if role == "interviewer" else _BOLD)
        time = _short(turn.time)
        yield Segment(" " * max(1, self.before_width - 1 - width_of(turn.speaker) - len(time)))
        yield Segment(time + " ", _DIM)

    def _words(self, row: Row, stretch: Stretch, side: Side) -> Iterator[Segment]:
        """The words with what is on them; returns how many columns they take."""
        session = self.session
        text = session.transcript.text
        start, end = stretch
        spans = [
            each for each in session.by_turn.get(row.turn, ()) if each.span.start < end and start < each.span.end
        ]
        on = [each for each in spans if side_of(session.transcript, each.span) == side]
        edges = {start, end, *self._overlay_edges(stretch, side)}
        for each in on:
            edges |= {max(start, each.span.start), min(end, each.span.end)}
        places = sorted(edges)
        base = _DIM if side == "translation" or self._is_interviewer(row.turn) else _PLAIN
        used = 0
        for a, b in zip(places, places[1:], strict=False):
            words = _clean(text[a:b])
            yield Segment(words, base + self._style(on, a, b) + self._overlay(a, side))
            used += width_of(words)
        return used

    def _is_interviewer(self, turn: int) -> bool:
        transcript = self.session.transcript
        return transcript.speakers[transcript.turns[turn - 1].speaker].role == "interviewer"

    def _style(self, on: list[Standing], start: int, end: int) -> Style:
        under = [each for each in on if each.span.start <= start and end <= each.span.end]
        if not under:
            return _PLAIN
        inner = min(under, key=lambda each: len(each.span))
        codebook = self.session.room.opened.study.codebook
        return coded_style(
            color_of(codebook, inner.code),
            len(under),
            dark=self.app.current_theme.dark,
            plain=self.app.no_color,
        )

    def _overlay_edges(self, stretch: Stretch, side: Side) -> Iterator[int]:
        """Where cursor and selection begin and end in a row."""
        place = self.session.place
        if place.side != side:
            return
        cursor = self.session.walk.strand(place).at(place.cursor, "character")
        spans = [cursor, self.session.selected or cursor]
        for span in spans:
            for edge in (span.start, span.end):
                if stretch[0] < edge < stretch[1]:
                    yield edge

    def _overlay(self, at: int, side: Side) -> Style:
        place = self.session.place
        if place.side != side:
            return _PLAIN
        selected = self.session.selected
        inside = selected is not None and selected.start <= at < selected.end
        if at == place.cursor:
            return _CURSOR_IN_SELECTION if inside else _CURSOR
        return _SELECTED if inside else _PLAIN

    def _beside(self, rows: Rows, number: int) -> Iterator[Segment]:
        """Letters of the codings on a row; where there is room, the codes of those that begin on it."""
        row = rows.rows[number]
        listed = self.session.by_turn.get(row.turn, ())
        room = self.after_width - 1
        for n, each in enumerate(listed):
            side = side_of(self.session.transcript, each.span) or "source"
            start, end = rows.stretch(number, side)
            if not (each.span.start < end and start < each.span.end):
                continue
            begins = start <= each.span.start
            words = letter(n)
            if self.after_width == _CODES and begins:
                words += f" {each.code}{marks(each)}" + ("" if each.coder == self.session.coder else f" {each.coder}")
            elif not begins:
                words = "│" if self.after_width == _CODES else words
            room -= width_of(words) + 1
            if room < -1:
                yield Segment("…", _DIM)
                return
            codebook = self.session.room.opened.study.codebook
            yield Segment(words[: max(1, room + width_of(words) + 1)], mark_style(codebook, each.code, dark=self._dark))
            yield Segment(" ")

    @property
    def _dark(self) -> bool:
        return self.app.current_theme.dark

    # moving by rows

    def move_rows(self, count: int) -> int:
        """The character so many rows below (or above) the cursor, at the same column; rows without words are passed."""
        rows = self.laid_out()
        place, text = self.session.place, self.session.transcript.text
        here = rows.row_of(place.cursor, place.side)
        if self._goal is None:
            self._goal = column_of(text, rows.stretch(here, place.side), place.cursor)
        step = 1 if count > 0 else -1
        target, left = here, abs(count)
        at = here + step
        while 0 <= at < len(rows.rows) and left:
            stretch = rows.stretch(at, place.side)
            if stretch[0] < stretch[1] or (self.layout_mode == "below" and rows.rows[at].side is not None):
                target = at
                left -= 1
            at += step
        row = rows.rows[target]
        side = place.side if rows.stretch(target, place.side)[0] < rows.stretch(target, place.side)[1] else row.side
        if (place.visual or place.selection) and side != place.side:
            return self._skip(rows, target, step)
        return offset_at(text, rows.stretch(target, side or place.side), self._goal)

    def _skip(self, rows: Rows, at: int, step: int) -> int:
        """While words are selected, rows of the other language are passed over."""
        side = self.session.place.side
        while 0 <= at < len(rows.rows):
            stretch = rows.stretch(at, side)
            if stretch[0] < stretch[1]:
                return offset_at(self.session.transcript.text, stretch, self._goal or 0)
            at += step
        return self.session.place.cursor

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


def _short(time: str | None) -> str:
    """A time without the hours, where there are none."""
    return "" if time is None else time.split(".")[0].removeprefix("00:") if time.count(":") > 1 else time


def _clean(words: str) -> str:
    """Characters that a terminal would act on, as spaces; nothing else is changed."""
    return words if words.isprintable() else "".join(each if each >= " " and each != "\x7f" else " " for each in words)
