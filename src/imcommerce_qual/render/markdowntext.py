"""Words as Markdown that shows them as they are: never markup, never HTML, never a link.

What a reader sees is every character of the words, except that a line's end is a break, white space at the ends is
lost, and controls are shown as pictures of themselves.
"""

from __future__ import annotations

import re

from imcommerce_qual.render.phrases import visible

#: ``<``, ``>``, ``&`` as entities: not every renderer knows a backslash before them. ``$`` would begin a
#: formula, and a ``#`` at the end of a heading would go with its closing marks.
_INLINE = str.maketrans(
    {
        **{character: f"\\{character}" for character in "\\`*_[]|~$#"},
        "<": "&lt;",
        ">": "&gt;",
        "&": "&amp;",
        "\n": "<br>",
    }
)
_LEADING_MARK = re.compile(r"^([+=-])|^(\d+)([.)])")
#: GitHub makes links of these, and would take the backslashes in them for part of the address.
_SCHEME = re.compile(r"\b(https?|ftp)(?=://)|\b(www)(?=\.)", re.IGNORECASE)


def escape_markdown(words: str) -> str:
    r"""Words in one line of Markdown, wherever it stands: a paragraph, a block quote, a heading, a table's cell.

    >>> print(escape_markdown("# [laughs] <b>a|b</b>\nc"))
    \# \[laughs\] &lt;b&gt;a\|b&lt;/b&gt;<br>c
    """
    one_kind_of_end = words.strip(" \t").replace("\r\n", "\n").replace("\r", "\n")
    inline = visible(one_kind_of_end).translate(_INLINE)
    unlinked = _SCHEME.sub(lambda found: f"{found[0]}\\", inline)
    return _LEADING_MARK.sub(_mark, unlinked)


def _mark(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"
