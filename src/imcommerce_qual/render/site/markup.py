"""HTML put together so that words can only ever be text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.words import count

_VOID = frozenset({"meta", "input", "br", "hr"})
_SVG_EMPTY = frozenset({"rect", "line", "path", "circle"})


class Html(str):
    """Text that is markup already; any other string is words, and is escaped where it goes in."""

    __slots__ = ()


Piece = str | Html | None | Iterable["Piece"]


def text(words: str) -> Html:
    """Words as text: escaped, controls shown as pictures of themselves."""
    return Html(escape(visible(words)))


def joined(pieces: Piece) -> Html:
    """Pieces one after the other; None is nothing."""
    if pieces is None:
        return Html()
    if isinstance(pieces, Html):
        return pieces
    if isinstance(pieces, str):
        return text(pieces)
    return Html("".join(joined(each) for each in pieces))


def el(tag: str, /, *inside: Piece, **attributes: str | int | bool | None) -> Html:
    """An element. Attribute names: a trailing underscore is left off, others become hyphens.

    True is a bare attribute; None and False leave it out.

    >>> el("p", "a < b", el("b", "c"), class_="x", data_n=3)
    '<p class="x" data-n="3">a &lt; b<b>c</b></p>'
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(visible(str(value)))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in _VOID:
        return Html(f"<{tag}{written}>")
    if tag in _SVG_EMPTY and not inside:
        return Html(f"<{tag}{written}/>")
    return Html(f"<{tag}{written}>{joined(inside)}</{tag}>")


def figure(number: int, key: str) -> Html:
    """A number with the name under which a test, or a script, finds it again."""
    return el("data", str(number), value=number, data_n=key)


def counted(number: int, noun: str, key: str) -> Piece:
    """A number with its noun, the number under its name."""
    return [figure(number, key), count(number, noun).removeprefix(str(number))]
