"""Rich's text, broken into lines as Chinese is: none begins with a stop. Imported where it is used: Rich is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.containers import Lines
from rich.text import Text as RichText

from imcommerce_qual.core.wrapping import is_wide, wrap

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod, OverflowMethod


class Text(RichText):
    """Words for a terminal. Lines without wide characters are broken by Rich, others by ``core.wrapping``."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """The lines of at most *width* columns."""
        if no_wrap or self.no_wrap or overflow == "ignore" or not is_wide(self.plain):
            return super().wrap(console, width, justify=justify, overflow=overflow, tab_size=tab_size, no_wrap=no_wrap)
        lines = Lines()
        for line in self.split(allow_blank=True):
            if "\t" in line:
                line.expand_tabs(tab_size)
            rows = wrap(line.plain, 0, len(line.plain), width)
            broken = line.divide([start for start, _ in rows[1:]])
            for each in broken:
                each.rstrip_end(width)
            if justify or self.justify:
                broken.justify(
                    console, width, justify=justify or self.justify or "default", overflow=overflow or "fold"
                )
            lines.extend(broken)
        return lines


def assembled(*parts: str | tuple[str, str]) -> Text:
    """Pieces one after the other, each plain or with its style."""
    found = Text()
    for part in parts:
        if isinstance(part, str):
            found.append(part)
        else:
            found.append(*part)
    return found
