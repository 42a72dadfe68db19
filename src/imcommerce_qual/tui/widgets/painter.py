"""Drawing one row of a transcript: label and time, words with what is on them, codes beside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.core.marking import letter
from imcommerce_qual.core.wrapping import width_of
from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.transcript import Side
from imcommerce_qual.render.reading import color_of, marks
from imcommerce_qual.tui.colors import coded_style, mark_style
from imcommerce_qual.tui.fitting import fitted
from imcommerce_qual.tui.rows import Row, Rows, Stretch
from imcommerce_qual.tui.session import Session

_DIM, _BOLD, _PLAIN = Style(dim=True), Style(bold=True), Style()
_HEADING = Style(bold=True, underline=True)
_SELECTED, _CURSOR = Style(reverse=True), Style(reverse=True, bold=True)
_CURSOR_IN_SELECTION = Style(reverse=True, bold=True, underline=True)
#: Columns for letters beside the words, or for the codes themselves.
LETTERS, CODES = 4, 30


class Painter:
    """Segments of rows, as the session stands when they are asked for.

    ``plain`` is for screens without colour; ``before`` and ``after`` are the columns left and right of the words.
    """

    def __init__(self, session: Session, *, dark: bool, plain: bool, before: int, after: int) -> None:
        self.session = session
        self.dark = dark
        self.plain = plain
        self.before_width = before
        self.after_width = after
        self._labelled: dict[int, dict[int, tuple[tuple[str, str], ...]]] = {}

    @property
    def codebook(self) -> Codebook:
        """The codes, for their colours."""
        return self.session.room.opened.study.codebook

    def forget(self, rows: Rows, turn: int) -> tuple[int, int]:
        """The turn's codings are others now; returns its rows, ``[start, end)``."""
        self._labelled.pop(turn, None)
        return self._turn_rows(rows, turn)

    def segments(self, rows: Rows, number: int) -> Iterator[Segment]:
        """The row of that number, from the left edge to the last letter beside it."""
        row = rows.rows[number]
        text = self.session.transcript.text
        if row.side is None and row.words[0] < row.words[1]:
            yield Segment(" " * self.before_width)
            yield Segment(clean(text[row.words[0] : row.words[1]]), _HEADING)
            return
        yield from self._before(row)
        used = 0
        if row.side is not None:
            words = list(self._words(row, row.words, row.side))
            if rows.second:
                words.append(Segment(" " * max(0, rows.second - _width(words))))
                words += self._words(row, row.beside, "translation")
            yield from words
            used = _width(words)
        yield Segment(" " * max(0, rows.columns - used + 1))
        yield from self._beside(rows, number)

    def _before(self, row: Row) -> Iterator[Segment]:
        if not row.first:
            yield Segment(" " * self.before_width)
            return
        turn = self.session.transcript.turns[row.turn - 1]
        role = self.session.transcript.speakers[turn.speaker].role
        time = f"{short_time(turn.time)} ".lstrip()
        room = self.before_width - len(time) - bool(time)
        label = turn.speaker if width_of(turn.speaker) <= room else fitted(turn.speaker, room)
        yield Segment(label, _DIM if role == "interviewer" else _BOLD)
        yield Segment(time.rjust(self.before_width - width_of(label)), _DIM)

    def _words(self, row: Row, stretch: Stretch, side: Side) -> Iterator[Segment]:
        """The words with what is on them."""
        session = self.session
        text = session.transcript.text
        start, end = stretch
        spans = [each for each in session.by_turn.get(row.turn, ()) if each.span.start < end and start < each.span.end]
        on = [each for each in spans if side_of(session.transcript, each.span) == side]
        edges = {start, end, *self._overlay_edges(stretch, side)}
        for each in on:
            edges |= {max(start, each.span.start), min(end, each.span.end)}
        places = sorted(edges)
        base = _DIM if side == "translation" or self._is_interviewer(row.turn) else _PLAIN
        for a, b in pairwise(places):
            yield Segment(clean(text[a:b]), base + self._style(on, a, b) + self._overlay(a, side))

    def _is_interviewer(self, turn: int) -> bool:
        transcript = self.session.transcript
        return transcript.speakers[transcript.turns[turn - 1].speaker].role == "interviewer"

    def _style(self, on: list[Standing], start: int, end: int) -> Style:
        under = [each for each in on if each.span.start <= start and end <= each.span.end]
        if not under:
            return _PLAIN
        inner = min(under, key=lambda each: len(each.span))
        codebook = self.codebook
        return coded_style(
            color_of(codebook, inner.code),
            len(under),
            dark=self.dark,
            plain=self.plain,
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
        """Letters of the codings on a row; where there is room, the codes themselves, each once."""
        if self.after_width == CODES:
            listed = self._labels(rows, rows.rows[number].turn).get(number, ())
            for words, code in listed:
                yield Segment(fitted(words, CODES - 2).rstrip(), self._mark(code))
            return
        found = [
            (letter(n), each.code)
            for n, each in enumerate(self.session.by_turn.get(rows.rows[number].turn, ()))
            if self._is_on(rows, number, each)
        ]
        room = LETTERS - 1
        for n, (words, code) in enumerate(found):
            room -= width_of(words)
            if room < (n + 1 < len(found)):
                yield Segment("…", _DIM)
                return
            yield Segment(words, self._mark(code))

    def _labels(self, rows: Rows, turn: int) -> dict[int, tuple[tuple[str, str], ...]]:
        """Where the codes of a turn's codings are written: at the first row of each, or the next that is free."""
        if turn not in self._labelled:
            numbers = [n for n in range(*self._turn_rows(rows, turn)) if rows.rows[n].side is not None]
            placed: dict[int, tuple[tuple[str, str], ...]] = {}
            for n, each in enumerate(self.session.by_turn.get(turn, ())):
                words = f"{letter(n)} {each.code}{marks(each)}"
                words += "" if each.coder == self.session.coder else f" {each.coder}"
                first = next((row for row in numbers if self._is_on(rows, row, each)), numbers[0])
                row = next((row for row in numbers if row >= first and row not in placed), None)
                if row is None:
                    last, code = placed[numbers[-1]][0]
                    placed[numbers[-1]] = ((f"{fitted(last, CODES - 8).rstrip()} {letter(n)}", code),)
                else:
                    placed[row] = ((words, each.code),)
            self._labelled[turn] = placed
        return self._labelled[turn]

    def _turn_rows(self, rows: Rows, turn: int) -> tuple[int, int]:
        if not turn:
            return 0, 0
        spoken = self.session.transcript.turns[turn - 1]
        first = spoken.words[0].span.start if spoken.words else spoken.translation[0].span.start
        start = rows.row_of(first, "source" if spoken.words else "translation")
        end = start
        while end < len(rows.rows) and rows.rows[end].turn == turn:
            end += 1
        return start, end

    def _is_on(self, rows: Rows, number: int, each: Standing) -> bool:
        side = side_of(self.session.transcript, each.span) or "source"
        start, end = rows.stretch(number, side)
        return each.span.start < end and start < each.span.end

    def _mark(self, code: str) -> Style:
        return mark_style(self.codebook, code, dark=self.dark)


def _width(segments: list[Segment]) -> int:
    return sum(width_of(each.text) for each in segments)


def short_time(time: str | None) -> str:
    """A time without the hours, where there are none."""
    return "" if time is None else time.split(".")[0].removeprefix("00:") if time.count(":") > 1 else time


def clean(words: str) -> str:
    """Characters that a terminal would act on, as spaces; nothing else is changed."""
    return words if words.isprintable() else "".join(each if each >= " " and each != "\x7f" else " " for each in words)
