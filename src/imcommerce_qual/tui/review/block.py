"""One excerpt as rows of a screen: where it stands, what was said around it, its words, and what is known about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from imcommerce_qual.actions.reviewqueue import Item
from imcommerce_qual.core.excerpts import Excerpt, excerpt_of, translation_of, turns_under
from imcommerce_qual.core.segments import joined
from imcommerce_qual.core.texts import place as place_of
from imcommerce_qual.core.texts import within_words
from imcommerce_qual.core.wrapping import width_of, wrap
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Side, Turn
from imcommerce_qual.render.changetext import entry_words
from imcommerce_qual.tui.colors import coded_style, mark_style
from imcommerce_qual.tui.fitting import fitted
from imcommerce_qual.tui.review.keys import TAKEN
from imcommerce_qual.tui.review.session import Review
from imcommerce_qual.tui.widgets.painter import clean, short_time

Row = list[Segment]
_DIM, _BOLD, _PLAIN, _ITALIC = Style(dim=True), Style(bold=True), Style(), Style(italic=True)
_CHOSEN, _HERE = Style(reverse=True), Style(bold=True, reverse=True)
#: Characters of the same turn before and after an excerpt, and rows of the turns before and after, that are near.
_NEAR, _ROWS = 160, 2
#: Places that are shown of a transcript to look through again, and characters before and after each.
_HITS, _BEFORE = 5, 40
#: Rows of a translation, which is of whole paragraphs, that are shown unless whole turns are.
_TRANSLATED = 4
#: Columns left of the words.
_LEFT = 2


@dataclass(frozen=True, slots=True)
class Look:
    """How excerpts are drawn: the width, and the colours of the screen."""

    width: int
    dark: bool
    plain: bool


def block(review: Review, item: Item, look: Look) -> list[Row]:
    """The rows of an item, the last one empty."""
    drawing = _Drawing(review, item, look)
    return [*drawing.rows(), []]


class _Drawing:
    def __init__(self, review: Review, item: Item, look: Look) -> None:
        self.review = review
        self.item = item
        self.look = look
        self.current = item == review.current
        self.transcript = review.transcript(item)
        self.whole = review.context == "whole" or (self.current and review.choosing is not None)
        self.label = min(8, max(width_of(each) for each in self.transcript.speakers)) + 1
        self.room = max(12, look.width - _LEFT - self.label - 1)

    def rows(self) -> Iterator[Row]:
        """Header, context, words, and what is known."""
        item = self.item
        yield self._header()
        if item.omission:
            yield from self._help()
            return
        shown = item.span if item.span is None else within_words(self.transcript, item.span)
        excerpt = excerpt_of(self.transcript, shown) if shown else None
        if excerpt is not None and shown is not None:
            yield from self._excerpt(excerpt, shown)
        else:
            if item.span is not None:
                yield from self._told("now", place_of(self.transcript, item.span).words, _PLAIN)
            yield from self._edited()
        yield from self._notes()

    def _header(self) -> Row:
        item, coding = self.item, self.item.coding
        transcript = self.transcript
        codebook = self.review.opened.study.codebook
        turns = turns_under(transcript, item.span) if item.span else ()
        row = [Segment("▸ " if self.current else "  ", _BOLD)]
        row.append(Segment(item.transcript, _BOLD))
        if turns:
            last = f"–{turns[-1].number}" if len(turns) > 1 else ""
            time = short_time(turns[0].time)
            row.append(Segment(f" turn {turns[0].number}{last}{' ' + time if time else ''}", _DIM))
        row.append(Segment("  "))
        if item.omission:
            row.append(Segment(item.code, mark_style(codebook, item.code, dark=self.look.dark)))
            row.append(Segment(" looked through" if not item.stale else " to look through again", _DIM))
        elif coding is None:
            row.append(Segment("no code", _DIM))
        else:
            row.append(Segment(item.code, mark_style(codebook, item.code, dark=self.look.dark)))
            row.append(Segment(marks_of(item), _BOLD))
            if coding.coder != self.review.coder:
                row.append(Segment(f"  {coding.coder}", _DIM))
            row.append(Segment(f"  {coding.id[:8]}", _DIM))
        state = "taken off" if item.gone else "✓" if self.review.collection.settled(item) else ""
        if state:
            row.append(Segment(f"  {state}", _HERE))
        return row

    # words

    def _excerpt(self, excerpt: Excerpt, span: Span) -> Iterator[Row]:
        turns = [self.transcript.turns[number - 1] for number in excerpt.turns]
        context = self.review.context != "none" or self.whole
        if context:
            yield from self._around(turns[0].number - 1, excerpt.side, before=True)
        window = self._window(span)
        for turn in turns:
            yield from self._turn(turn, excerpt.side, window, span)
        yield from self._edited()
        if self.review.translated:
            translation = translation_of(self.transcript, excerpt)
            if translation:
                yield from self._translated(translation)
        if context:
            yield from self._around(turns[-1].number + 1, excerpt.side, before=False)

    def _translated(self, words: str) -> Iterator[Row]:
        """The translation, its first rows where not all is wanted."""
        rows = list(self._told("", words, _DIM))
        if not self.whole and len(rows) > _TRANSLATED:
            rows = [*rows[: _TRANSLATED - 1], [*rows[_TRANSLATED - 1], Segment("…", _DIM)]]
        yield from rows

    def _window(self, span: Span) -> Span:
        """The characters that are shown: the excerpt, and what is near, from one word to another."""
        if self.whole:
            return Span(0, len(self.transcript.text))
        text = self.transcript.text
        near = 0 if self.review.context == "none" else _NEAR
        start, end = max(0, span.start - near), min(len(text), span.end + near)
        while start and start < span.start and (joined(text, start) or _inside_word(text, start)):
            start += 1
        while span.end < end < len(text) and (joined(text, end) or _inside_word(text, end)):
            end -= 1
        return Span(start, end)

    def _turn(self, turn: Turn, side: Side, window: Span, span: Span) -> Iterator[Row]:
        first = True
        for line in turn.lines(side):
            start, end = max(line.span.start, window.start), min(line.span.end, window.end)
            if start >= end:
                continue
            cut, more = start > turn.lines(side)[0].span.start, end < turn.lines(side)[-1].span.end
            if self.review.context == "none" and not self.whole:
                cut = more = False
            text = self.transcript.text
            rows = wrap(text, start, end, self.room - 2)
            for n, (a, b) in enumerate(rows):
                row = self._labelled(turn.speaker if first else "", self._role(turn))
                first = False
                if cut and n == 0 and start == window.start:
                    row.append(Segment("…", _DIM))
                row += self._words(a, b, span)
                if more and n == len(rows) - 1 and end == window.end:
                    row.append(Segment("…", _DIM))
                yield row

    def _words(self, start: int, end: int, span: Span) -> Iterator[Segment]:
        """Words with the excerpt marked, and what is chosen at the moment."""
        text = self.transcript.text
        review = self.review
        choosing = review.choosing if self.current else None
        chosen = choosing.span if choosing else None
        edges = {start, end}
        for each in (span, chosen):
            if each is not None:
                edges |= {edge for edge in (each.start, each.end) if start < edge < end}
        for a, b in pairwise(sorted(edges)):
            style = _PLAIN
            if span.start <= a < span.end and not self.item.gone:
                style += self._coded()
            if chosen is not None and chosen.start <= a < chosen.end:
                style += _CHOSEN
            yield Segment(clean(text[a:b]), style)

    def _coded(self) -> Style:
        from imcommerce_qual.render.reading import color_of

        codebook = self.review.opened.study.codebook
        color = color_of(codebook, self.item.code) if self.item.code else None
        return coded_style(color, 1, dark=self.look.dark, plain=self.look.plain)

    def _around(self, number: int, side: Side, *, before: bool) -> Iterator[Row]:
        """The turn before, or after: its last or first rows where not all is wanted."""
        if not 1 <= number <= len(self.transcript.turns):
            return
        turn = self.transcript.turns[number - 1]
        lines = turn.lines(side) or turn.lines("source")
        text = " ".join(self.transcript.text[line.span.start : line.span.end] for line in lines)
        if not text:
            return
        rows = [text[a:b] for a, b in wrap(text, 0, len(text), self.room - 2)]
        cut = not self.whole and len(rows) > _ROWS
        if cut:
            rows = rows[-_ROWS:] if before else rows[:_ROWS]
        for n, words in enumerate(rows):
            row = self._labelled(turn.speaker if n == 0 else "", _DIM)
            lead = "…" if cut and before and n == 0 else ""
            tail = "…" if cut and not before and n == len(rows) - 1 else ""
            row.append(Segment(f"{lead}{clean(words)}{tail}", _DIM))
            yield row

    def _labelled(self, speaker: str, style: Style) -> Row:
        edge = Segment("▎ " if self.current else "  ", _BOLD)
        return [edge, Segment(fitted(speaker, self.label), style)]

    def _role(self, turn: Turn) -> Style:
        return _DIM if self.transcript.speakers[turn.speaker].role == "interviewer" else _BOLD

    # what is known

    def _edited(self) -> Iterator[Row]:
        item, coding = self.item, self.item.coding
        if coding is None or item.gone or not (item.lost or item.changed):
            return
        anchor = coding.anchor
        was = f"{anchor.before}[{anchor.quote}]{anchor.after}" if item.lost else anchor.quote
        yield from self._told("was", " ".join(was.split()), _ITALIC)
        if item.changed:
            return
        if not item.candidates:
            yield from self._told("", "lost, and nothing looks like it: A chooses words by hand, D takes it off", _BOLD)
        for n, each in enumerate(item.candidates[:TAKEN], 1):
            where = f"turn {each.turn} {each.speaker}: {each.before}[{each.words}]{each.after}"
            yield from self._told(str(n), " ".join(where.split()), _PLAIN)

    def _help(self) -> Iterator[Row]:
        """Where the code's words stand in a transcript that is looked through for it, and examples."""
        found = self.review.collection.help_for(self.item)
        for change in found.changes:
            yield from self._told("since", f"{entry_words(change)} ({change.by}, {change.at:%Y-%m-%d})", _DIM)
        most = len(found.hits) if self.whole else _HITS
        for hit in found.hits[:most]:
            where = f"turn {hit.turn} {hit.speaker}: {hit.before[-_BEFORE:]}[{hit.words}]{hit.after[:_BEFORE]}"
            yield from self._told("found", " ".join(where.split()), _PLAIN)
        if len(found.hits) > most:
            yield from self._told("", f"and {len(found.hits) - most} more places", _DIM)
        if not found.hits:
            yield from self._told("found", f"nowhere: {', '.join(found.words)}", _DIM)
        for each in found.examples:
            yield from self._told("e.g.", each, _ITALIC)

    def _notes(self) -> Iterator[Row]:
        for n, code in enumerate(self.item.into[:TAKEN], 1):
            entry = self.review.opened.study.codebook.codes[code]
            yield from self._told(str(n), f"{code} {entry.label}: {entry.definition or entry.short}", _PLAIN)
        for name in self.item.older:
            finding = next(each for each in self.review.opened.study.findings.findings if each.id == name)
            yield from self._told(name, f"says now: {finding.statement}", _PLAIN)
        also = self.review.collection.also(self.item)
        if also:
            yield from self._told("also", ", ".join(also), _DIM)
        coding = self.item.coding
        if coding is not None and coding.memo:
            yield from self._told("memo", coding.memo, _ITALIC)

    def _told(self, label: str, words: str, style: Style) -> Iterator[Row]:
        """Words with a small label before them."""
        lines = words.split("\n")
        label_width = max(self.label, 5 if label else 0)
        for number, line in enumerate(lines):
            for n, (a, b) in enumerate(wrap(line, 0, len(line), max(8, self.look.width - _LEFT - label_width - 1))):
                named = label if number == 0 and n == 0 else ""
                edge = Segment("▎ " if self.current else "  ", _BOLD)
                yield [edge, Segment(fitted(named, label_width), _BOLD), Segment(clean(line[a:b]), style)]


def _inside_word(text: str, at: int) -> bool:
    """Whether a Latin word would be cut there."""
    return text[at - 1].isalnum() and text[at].isalnum() and text[at].isascii()


def marks_of(item: Item) -> str:
    """What is special about an item, in signs and words."""
    coding = item.coding
    if coding is None:
        return ""
    signs = {
        " ★": coding.exemplar,
        " ?": coding.unsure,
        f" {coding.stance}{' ' + coding.toward if coding.toward else ''}": bool(coding.stance),
        " (lost)": item.lost,
        " (edited)": item.changed,
        " (code is gone)": item.unled,
        " (reworded since)": bool(item.older),
        " (stale)": item.stale and not item.unled,
    }
    return "".join(sign for sign, holds in signs.items() if holds)
