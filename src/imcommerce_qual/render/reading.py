"""One transcript to read on a terminal: coded spans marked in the text and named in the margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from imcommerce_qual.core.excerpts import side_of, turns_under
from imcommerce_qual.core.marking import cut, letter
from imcommerce_qual.model.transcript import Side, Transcript, Turn

if TYPE_CHECKING:
    from rich.console import RenderableType

    from imcommerce_qual.model.codebook import Codebook
    from imcommerce_qual.model.standing import Standing
    from imcommerce_qual.render.wrapped import Text

#: From these widths on, codes stand in a margin beside the words, and the translation beside them too.
MARGIN_FROM = 100
BESIDE_FROM = 140
_OPEN, _CLOSE = "⟦", "⟧"


def by_turn(transcript: Transcript, standing: Sequence[Standing]) -> dict[int, list[Standing]]:
    """The codings that touch each turn, by its number, in order of the text."""
    found: dict[int, list[Standing]] = {}
    for each in standing:
        for turn in turns_under(transcript, each.span):
            found.setdefault(turn.number, []).append(each)
    return found


def render_transcript(
    transcript: Transcript, standing: Sequence[Standing], codebook: Codebook, *, width: int
) -> Iterator[RenderableType]:
    """The transcript, turn by turn, for a terminal of that many columns."""
    from imcommerce_qual.render.wrapped import Text

    touching = by_turn(transcript, standing)
    headings = {each.before_turn: each for each in transcript.headings}
    for turn in transcript.turns:
        if turn.number in headings:
            span = headings[turn.number].span
            yield Text(transcript.text[span.start : span.end], style="bold underline")
            yield Text()
        yield _turn(transcript, turn, touching.get(turn.number, []), codebook, width)
        yield Text()


def _turn(
    transcript: Transcript, turn: Turn, coded: Sequence[Standing], codebook: Codebook, width: int
) -> RenderableType:
    from rich.console import Group
    from rich.table import Table

    from imcommerce_qual.render.wrapped import Text

    words = _lines(transcript, turn, "source", coded, codebook)
    translated = _lines(transcript, turn, "translation", coded, codebook, dim=True)
    margin = _margin(coded, codebook)
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=4, justify="right", style="dim")
    table.add_column(width=max(8, *(len(label) for label in transcript.speakers)))
    table.add_column(ratio=3, overflow="fold")
    cells: list[RenderableType] = [Text(str(turn.number)), _speaker(transcript, turn)]
    beside = width >= BESIDE_FROM and transcript.translation is not None
    if beside:
        table.add_column(ratio=3, overflow="fold")
        cells += [words, translated]
    else:
        cells.append(Group(words, translated) if translated.plain else words)
    if width >= MARGIN_FROM:
        table.add_column(width=36, overflow="fold")
        cells.append(margin)
    elif margin.plain:
        last = cells[-1]
        cells[-1] = Group(last, margin)
    table.add_row(*cells)
    return table


def _speaker(transcript: Transcript, turn: Turn) -> Text:
    from imcommerce_qual.render.wrapped import assembled

    role = transcript.speakers[turn.speaker].role
    style = {"interviewer": "dim", "participant": "bold", "other": "italic"}[role]
    return assembled((turn.speaker, style), ("\n" + turn.time if turn.time else "", "dim"))


def _lines(
    transcript: Transcript, turn: Turn, side: Side, coded: Sequence[Standing], codebook: Codebook, *, dim: bool = False
) -> Text:
    from imcommerce_qual.render.wrapped import Text

    found = Text(style="dim" if dim else "")
    # A coding on several turns runs over translations too, without being on them.
    sides = [side_of(transcript, each.span) for each in coded]
    spans = [each.span for each in coded]
    for n, line in enumerate(turn.lines(side)):
        if n:
            found.append("\n")
        for segment in cut(line.span, spans):
            for number in segment.opens:
                if sides[number] == side:
                    found.append(letter(number) + _OPEN, style="bold")
            words = transcript.text[segment.span.start : segment.span.end]
            on = [number for number in segment.on if sides[number] == side]
            found.append(words, style=_style(on, coded, codebook))
            for number in reversed(segment.closes):
                if sides[number] == side:
                    found.append(_CLOSE + letter(number), style="bold")
    return found


def _style(on: Sequence[int], coded: Sequence[Standing], codebook: Codebook) -> str:
    """The colour of the innermost code; where spans overlap, underlined too, so that it shows without colour."""
    if not on:
        return ""
    color = color_of(codebook, coded[on[-1]].code)
    underline = "underline " if len(on) > 1 else ""
    return f"{underline}{color or 'bold'}"


def color_of(codebook: Codebook, code: str) -> str | None:
    """The colour of a code or of the nearest code above it that has one, as ``#rrggbb``."""
    while code:
        entry = codebook.codes.get(code)
        if entry is not None and entry.color:
            return entry.color if _is_hex(entry.color) else None
        code = code.rpartition(".")[0]
    return None


def _is_hex(color: str) -> bool:
    return len(color) == 7 and color[0] == "#" and all(digit in "0123456789abcdefABCDEF" for digit in color[1:])


def _margin(coded: Sequence[Standing], codebook: Codebook) -> Text:
    from imcommerce_qual.render.wrapped import Text

    found = Text()
    for number, each in enumerate(coded):
        if number:
            found.append("\n")
        found.append(f"{letter(number)} ", style="bold")
        found.append(each.code, style=color_of(codebook, each.code) or "")
        found.append(marks(each), style="bold")
        found.append(f" {each.coder} {each.coding.id[:8]}", style="dim")
        if each.coding.memo:
            found.append(f"\n  “{each.coding.memo}”", style="italic")
    return found


def marks(each: Standing) -> str:
    """What is special about a coding, in signs and words: ★ exemplar, ? unsure, its stance, edited, stale."""
    signs: Mapping[str, bool] = {
        " ★": each.coding.exemplar,
        " ?": each.coding.unsure,
        f" {each.stance}{' ' + each.coding.toward if each.coding.toward else ''}": bool(each.stance),
        " (edited)": each.changed,
        " (stale)": each.stale,
    }
    return "".join(sign for sign, holds in signs.items() if holds)
