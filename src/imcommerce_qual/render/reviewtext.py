"""Excerpts under review as text: cells of a table, and lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.core.reviewed import ReviewExcerpt, Said
from imcommerce_qual.render.fatetext import render_place
from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.words import turns

COLUMNS = (
    *("transcript", "turns", "speaker", "span", "code", "words", "before", "after"),
    *("coder", "coding", "stance", "toward", "marks", "was", "candidates", "memo"),
)
#: Characters of a turn before or after that are shown on a terminal.
_AROUND = 100


def row_of(each: ReviewExcerpt) -> tuple[object, ...]:
    """The cells of ``COLUMNS``."""
    return (
        each.transcript,
        " ".join(map(str, each.turns)),
        each.speaker,
        f"{each.span.start}:{each.span.end}" if each.span else "",
        each.code,
        each.words,
        each.before.words if each.before else "",
        each.after.words if each.after else "",
        each.coder,
        each.coding,
        each.stance,
        each.toward,
        " ".join(review_marks(each)),
        each.was,
        " ".join(f"{one.span.start}:{one.span.end}" for one in each.candidates),
        each.memo,
    )


def review_marks(each: ReviewExcerpt) -> Iterator[str]:
    """What is special about an excerpt, a word each."""
    for name in ("exemplar", "unsure", "changed", "lost", "stale"):
        if getattr(each, name):
            yield name
    if each.code_gone:
        yield "code-gone"
    if each.omission:
        yield "look-through"
    yield from (f"decide:{code}" for code in each.into)
    yield from (f"reworded:{finding}" for finding in each.older)


def render_excerpts(excerpts: Iterable[ReviewExcerpt]) -> Iterator[str]:
    """Each excerpt with place, code and marks, the words between what was said around them, and an empty line."""
    for each in excerpts:
        place = f"{each.transcript} {turns(each.turns)}" if each.turns else each.transcript
        marks = [*review_marks(each), *([f"{each.stance} {each.toward or ''}".strip()] if each.stance else [])]
        coding = f"  {each.coder} {each.coding[:8]}" if each.coding else ""
        yield f"{place}  {each.code or 'no code'}{coding}{'  ' + ', '.join(marks) if marks else ''}"
        if each.before is not None:
            yield f"    {_around(each.before, before=True)}"
        if each.span is not None:
            yield f"  > {each.speaker}: {_line(each.words)}"
        if each.translation:
            yield f"    = {_line(each.translation)}"
        if each.after is not None:
            yield f"    {_around(each.after, before=False)}"
        if each.was is not None:
            yield f"    was: {_line(each.was)}"
        for n, candidate in enumerate(each.candidates, 1):
            yield f"    {n}: {render_place(candidate)}"
        if each.memo:
            yield f"    memo: {_line(each.memo)}"
        yield ""


def _around(said: Said, *, before: bool) -> str:
    words = _line(said.words)
    if len(words) > _AROUND:
        words = f"… {words[-_AROUND:]}" if before else f"{words[:_AROUND]} …"
    return f"{said.speaker}: {words}"


def _line(words: str) -> str:
    return visible(" ".join(words.split()))
