"""One disagreement as rows of a screen: who coded what, and the passage with every coder's spans under the words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from imcommerce_qual.core.excerpts import side_of, turns_under
from imcommerce_qual.core.segments import joined
from imcommerce_qual.core.wrapping import width_of, wrap
from imcommerce_qual.model.adjudication import Decided, Disagreement, Mark
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Side, Turn
from imcommerce_qual.render.disagreementtext import KIND_WORDS, SHORT, marks_in_words
from imcommerce_qual.render.reading import color_of
from imcommerce_qual.tui.colors import coded_style, mark_style
from imcommerce_qual.tui.fitting import fitted
from imcommerce_qual.tui.reconcile.session import Meeting
from imcommerce_qual.tui.review.block import Look, Row
from imcommerce_qual.tui.widgets.painter import clean, short_time

_DIM, _BOLD, _PLAIN, _ITALIC = Style(dim=True), Style(bold=True), Style(), Style(italic=True)
_CHOSEN = Style(reverse=True)
#: Characters of the same turn before and after, and rows of the turns around, that are near.
_NEAR, _ROWS = 120, 2
#: Rows of a side that nobody coded.
_TRANSLATED = 4
#: What stands before the words that are chosen as new ends.
_NEW = "new"


def case_rows(meeting: Meeting, each: Disagreement, look: Look) -> tuple[list[Row], int | None]:
    """The rows of a disagreement; and, while ends are chosen, the row of the end that moves."""
    drawing = _Drawing(meeting, each, look)
    return list(drawing.rows()), drawing.focus


class _Drawing:
    def __init__(self, meeting: Meeting, each: Disagreement, look: Look) -> None:
        self.meeting = meeting
        self.each = each
        self.look = look
        self.focus: int | None = None
        self.transcript = meeting.opened.study.transcripts[each.transcript]
        self.number = {coder: str(n) for n, coder in enumerate(each.coders, 1)}
        names = max(width_of(name) for name in self.transcript.speakers)
        self.label = max(3, min(8, names), len(each.coders)) + 1
        self.room = max(12, look.width - self.label - 1)
        self.whole = meeting.context == "whole" or meeting.choosing is not None

    def rows(self) -> Iterator[Row]:
        """Header, coders, passage."""
        drawn = 0
        for row in self._head():
            drawn += 1
            yield row
        for row, moving in self._passage():
            if moving:
                self.focus = drawn
            drawn += 1
            yield row

    # who coded what

    def _head(self) -> Iterator[Row]:
        each = self.each
        turns = turns_under(self.transcript, each.span)
        last = f"–{turns[-1].number}" if len(turns) > 1 else ""
        where = f" turn{'s' if last else ''} {turns[0].number}{last} {short_time(turns[0].time)}".rstrip()
        overlap = f", {each.overlap:.0%} in common" if each.kind in {"boundary", "split", "code"} else ""
        row = [Segment(each.transcript, _BOLD), Segment(where, _DIM)]
        row += [Segment(f"  {KIND_WORDS[each.kind]}{overlap}", _BOLD), Segment(f"  {each.id[:SHORT]}", _DIM)]
        yield row
        for coder in each.coders:
            mine = [mark for mark in each.marks if coder in mark.coders]
            if not mine:
                yield self._coder(coder, [Segment("nothing here", _DIM)])
            for mark in mine:
                yield self._coder(coder, self._mark(mark))
                memo = mark.standing.coding.memo
                if memo:
                    yield from self._told("memo", memo, _ITALIC)
        for n, new in enumerate(self.meeting.made, 1):
            yield [Segment(f"+{n} new  ", _BOLD), self._named(new.code)]
        yield from self._said()
        yield []

    def _coder(self, coder: str, rest: list[Segment]) -> Row:
        return [Segment(f"{self.number[coder]} ", _BOLD), Segment(f"{coder}  ", _BOLD), *rest]

    def _mark(self, mark: Mark) -> list[Segment]:
        found = [self._named(mark.code)]
        found.append(Segment(marks_in_words(mark), _BOLD))
        return found + ([Segment(" (decided)", _DIM)] if mark.decision else [])

    def _named(self, code: str) -> Segment:
        return Segment(code, mark_style(self.meeting.opened.study.codebook, code, dark=self.look.dark))

    def _said(self) -> Iterator[Row]:
        """What was decided or proposed about it so far."""
        before = self.meeting.agenda.said(self.each)
        if self.each.open_because:
            first = before[0] if len(before) == 1 else None
            who = f" by {', '.join(first.by)} on {first.at:%Y-%m-%d}" if first else ""
            why = f": {first.why}" if first and first.why else ""
            yield from self._told("open", f"{self.each.open_because}{who}{why}", _PLAIN)
        for event in before if len(before) > 1 else ():
            yield from self._told("said", f"{_proposal(event)} ({event.writer}, {event.at:%Y-%m-%d})", _PLAIN)
        for event in self.meeting.agenda.proposals(self.each):
            yield from self._told("prop.", _proposal(event), _PLAIN)
        if self.meeting.change is not None and self.meeting.change[0] == self.each.id:
            yield from self._told("rule", f"the codebook's change {self.meeting.change[1]} follows from this", _BOLD)

    def _told(self, label: str, words: str, style: Style) -> Iterator[Row]:
        width = max(self.label, 6)
        for number, line in enumerate(words.split("\n")):
            for n, (a, b) in enumerate(wrap(line, 0, len(line), max(8, self.look.width - width))):
                named = label if number == 0 and n == 0 else ""
                yield [
                    Segment(fitted(f"  {named}" if width > 6 else named, width), _DIM),
                    Segment(clean(line[a:b]), style),
                ]

    # the passage

    def _passage(self) -> Iterator[tuple[Row, bool]]:
        turns = turns_under(self.transcript, self.each.span)
        sides = {side_of(self.transcript, mark.standing.span) or "source" for mark in self.each.marks}
        around = self.meeting.context != "none" or self.whole
        if around:
            yield from self._around(turns[0].number - 1, before=True)
        for turn in turns:
            shown: list[Side] = [side for side in ("source", "translation") if self._shows(turn, side, sides)]
            for n, side in enumerate(shown):
                yield from self._turn(turn, side, first=n == 0)
        if around:
            yield from self._around(turns[-1].number + 1, before=False)

    def _shows(self, turn: Turn, side: Side, sides: set[Side]) -> bool:
        if not turn.lines(side):
            return False
        return side in sides or side == "source" or self.meeting.translated

    def _turn(self, turn: Turn, side: Side, *, first: bool) -> Iterator[tuple[Row, bool]]:
        text = self.transcript.text
        on = [mark for mark in self.each.marks if self._side(mark) == side]
        window = self._window(side)
        lines = turn.lines(side)
        if not on and not self.whole:
            yield from self._beside(turn, side)
            return
        for line in lines:
            start, end = max(line.span.start, window.start), min(line.span.end, window.end)
            if start >= end:
                continue
            for a, b in wrap(text, start, end, self.room - 2):
                row: Row = [Segment(fitted(turn.speaker if first else "", self.label), self._role(turn))]
                first = False
                if a == start and start > lines[0].span.start and start == window.start:
                    row.append(Segment("…", _DIM))
                indent = sum(width_of(part.text) for part in row) - self.label
                row += self._words(a, b, on, side)
                if b == end and end < lines[-1].span.end and end == window.end:
                    row.append(Segment("…", _DIM))
                yield row, False
                yield from self._lanes(a, b, on, side, indent)

    def _beside(self, turn: Turn, side: Side) -> Iterator[tuple[Row, bool]]:
        """The side that nobody coded: the paragraphs of what was coded, their first rows."""
        other: Side = "source" if side == "translation" else "translation"
        window = self._window(other)
        near = {
            line.paragraph for line in turn.lines(other) if line.span.start < window.end > window.start < line.span.end
        }
        text = " ".join(
            self.transcript.text[e.span.start : e.span.end] for e in turn.lines(side) if e.paragraph in near
        )
        rows = wrap(text, 0, len(text), self.room - 2) if text else []
        for n, (a, b) in enumerate(rows[:_TRANSLATED]):
            more = "…" if n == _TRANSLATED - 1 and len(rows) > _TRANSLATED else ""
            yield [Segment(" " * self.label), Segment(f"{clean(text[a:b])}{more}", _DIM)], False

    def _side(self, mark: Mark) -> Side:
        return side_of(self.transcript, mark.standing.span) or "source"

    def _window(self, side: Side) -> Span:
        """What of the turns is shown: the codings and what is near; all of a side on which there is no coding."""
        text = self.transcript.text
        spans = [mark.standing.span for mark in self.each.marks if self._side(mark) == side]
        if self.whole or not spans:
            return Span(0, len(text))
        near = 0 if self.meeting.context == "none" else _NEAR
        first, last = min(span.start for span in spans), max(span.end for span in spans)
        start, end = max(0, first - near), min(len(text), last + near)
        while start < first and start and (joined(text, start) or _inside_word(text, start)):
            start += 1
        while last < end < len(text) and (joined(text, end) or _inside_word(text, end)):
            end -= 1
        return Span(start, end)

    def _words(self, start: int, end: int, on: list[Mark], side: Side) -> Iterator[Segment]:
        """The words: coloured where somebody coded them, underlined where several did, chosen ones reversed."""
        chosen = self._chosen(side)
        spans = [mark.standing.span for mark in on] + ([chosen] if chosen else [])
        edges = {start, end} | {edge for span in spans for edge in (span.start, span.end) if start < edge < end}
        base = _DIM if side == "translation" and not on else _PLAIN
        book = self.meeting.opened.study.codebook
        for a, b in pairwise(sorted(edges)):
            under = [mark for mark in on if mark.standing.span.start <= a < mark.standing.span.end]
            style = base
            if under:
                coders = {coder for mark in under for coder in mark.coders}
                color = color_of(book, under[0].code)
                style = coded_style(color, len(coders), dark=self.look.dark, plain=self.look.plain)
            if chosen is not None and chosen.start <= a < chosen.end:
                style += _CHOSEN
            yield Segment(clean(self.transcript.text[a:b]), style)

    def _chosen(self, side: Side) -> Span | None:
        choosing = self.meeting.choosing
        return choosing.span if choosing is not None and choosing.place.side == side else None

    def _lanes(self, a: int, b: int, on: list[Mark], side: Side, indent: int) -> Iterator[tuple[Row, bool]]:
        """Under a row of words, a line for every coder who coded some of them; one for several where they are alike."""
        lanes: dict[tuple[str, str], str] = {}
        for coder in self.each.coders:
            for code in self.each.codes:
                spans = [m.standing.span for m in on if coder in m.coders and m.code == code]
                drawn = self._drawn(a, b, spans)
                if drawn:
                    key = (drawn, code)
                    lanes[key] = lanes.get(key, "") + self.number[coder]
        for (drawn, _), who in lanes.items():
            yield (
                [Segment(fitted(who.rjust(self.label - 1), self.label), _BOLD), Segment(" " * indent + drawn, _BOLD)],
                False,
            )
        for n, new in enumerate(self.meeting.made, 1):
            drawn = self._drawn(a, b, [new.span] if side_of(self.transcript, new.span) == side else [])
            if drawn:
                label = Segment(fitted(f"+{n}".rjust(self.label - 1), self.label), _BOLD)
                yield [label, Segment(" " * indent + drawn, _BOLD)], False
        chosen = self._chosen(side)
        drawn = self._drawn(a, b, [chosen]) if chosen else ""
        if drawn:
            choosing = self.meeting.choosing
            moving = choosing is not None and a <= choosing.place.cursor < b
            yield [Segment(fitted(_NEW, self.label), _BOLD), Segment(" " * indent + drawn, _CHOSEN)], moving

    def _drawn(self, a: int, b: int, spans: list[Span]) -> str:
        """``└───┘`` under the characters that the spans have in a row; an end that is in another row has no corner."""
        text = self.transcript.text
        cells: list[str] = []
        for span in sorted(spans, key=lambda span: (span.start, span.end)):
            start, end = max(a, span.start), min(b, span.end)
            while end > start and text[end - 1].isspace():
                end -= 1
            if start >= end:
                continue
            left, right = width_of(text[a:start]), width_of(text[a:end])
            cells += [" "] * (right - len(cells))
            cells[left:right] = "─" * (right - left)
            if span.start >= a:
                cells[left] = "└"
            if span.end <= b:
                cells[right - 1] = "┘" if right - left > 1 or span.start < a else "╵"
        return "".join(cells)

    def _around(self, number: int, *, before: bool) -> Iterator[tuple[Row, bool]]:
        """The turn before or after: its last or first rows where not all is wanted; its translation where that is."""
        if not 1 <= number <= len(self.transcript.turns):
            return
        turn = self.transcript.turns[number - 1]
        side: Side = "source" if turn.lines("source") else "translation"
        text = " ".join(self.transcript.text[line.span.start : line.span.end] for line in turn.lines(side))
        if not text:
            return
        rows = [text[a:b] for a, b in wrap(text, 0, len(text), self.room - 2)]
        cut = not self.whole and len(rows) > _ROWS
        if cut:
            rows = rows[-_ROWS:] if before else rows[:_ROWS]
        for n, words in enumerate(rows):
            lead = "…" if cut and before and n == 0 else ""
            tail = "…" if cut and not before and n == len(rows) - 1 else ""
            label = Segment(fitted(turn.speaker if n == 0 else "", self.label), _DIM)
            yield [label, Segment(f"{lead}{clean(words)}{tail}", _DIM)], False

    def _role(self, turn: Turn) -> Style:
        return _DIM if self.transcript.speakers[turn.speaker].role == "interviewer" else _BOLD


def _proposal(event: Decided) -> str:
    codes = ", ".join(dict.fromkeys(each.code for each in event.outcome)) if event.how == "new" else ""
    return f"{', '.join(event.by)}: {event.how}{f' {codes}' if codes else ''}{f', {event.why}' if event.why else ''}"


def _inside_word(text: str, at: int) -> bool:
    """Whether a Latin word would be cut there."""
    return text[at - 1].isalnum() and text[at].isalnum() and text[at].isascii()
