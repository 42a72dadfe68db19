"""Two rows at the bottom of a screen: where one is, and what was said last or what the keys of the moment do."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

BOLD, DIM, BAD = Style(bold=True), Style(dim=True), Style(bold=True, reverse=True)


class TwoRows(Static):
    """What does not fit is cut off at the end."""

    DEFAULT_CSS = """
    TwoRows { height: 2; background: $panel; color: $foreground; padding: 0 1; text-wrap: nowrap; }
    """

    def __init__(self, name: str) -> None:
        super().__init__("", id=name, markup=False)

    def show_rows(self, standing: Text, said: Text) -> None:
        """Write both again: who, what, how far; and the last message, or the keys."""
        for row in (standing, said):
            row.truncate(max(10, self.size.width - 2), overflow="ellipsis")
        self.update(Text("\n").join((standing, said)), layout=False)


def message(words: str, *, failed: bool) -> Text:
    """A message on one row; bad news stands out."""
    return Text(words.replace("\n", " "), BAD if failed else Style())


def kept(*, failed: bool, synthetic: bool) -> Text:
    """Whether everything is on the disk, and that the words are nobody's."""
    found = Text(" · NOT SAVED", BAD) if failed else Text(" · saved")
    return found.append(" · synthetic", DIM) if synthetic else found
