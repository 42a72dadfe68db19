"""Reports written for tests, and what stands on their page."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.publicpage import public
from imcommerce_qual.actions.reporting import report_of, write_page
from imcommerce_qual.actions.theming import bundle, themes, write_themes


def written(study: Path, to: Path, *, for_all: bool = False) -> dict[str, str]:
    """Every text file of a report, by name."""
    opened = open_study(study)
    everything = bundle(opened, themes(opened))
    report = report_of(opened, everything)
    files = [] if for_all else list(write_themes(everything, to, ("md", "csv", "json")))
    files.append(write_page(public(report) if for_all else report, to))
    return {path.name: path.read_bytes().decode() for path in files}


EMPTY = {"meta", "input", "br", "hr", "rect", "line", "circle"}
#: What stands in these is somebody's words, a note from elsewhere, or no words at all.
OTHERS_WORDS = frozenset({"blockquote", "dd", "ul", "td", "script", "style", "footer"})


class Page(HTMLParser):
    """What stands on a page: numbers by name, blocks of data, all words, and the page's own sentences among them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.numbers: list[tuple[str, str]] = []
        self.blocks: dict[str, str] = {}
        self.words: list[str] = []
        self.sentences: list[str] = []
        self._around: list[str] = []
        self._in: tuple[str, str] | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """A number, or a block of data, begins."""
        found = dict(attrs)
        if tag not in EMPTY:
            self._around.append(tag)
        if "data-n" in found:
            self._in = ("number", found["data-n"])
        elif tag == "script" and "id" in found:
            self._in = ("block", found["id"])

    def handle_endtag(self, tag):
        """Whatever it was, it is over."""
        self._in = None
        if tag in self._around:
            del self._around[len(self._around) - 1 - self._around[::-1].index(tag) :]

    def handle_data(self, data):
        """Words, under what they stand in."""
        if self._in and self._in[0] == "number":
            self.numbers.append((self._in[1], data))
        elif self._in:
            self.blocks[self._in[1]] = self.blocks.get(self._in[1], "") + data
        else:
            self.words.append(data)
            if not OTHERS_WORDS.intersection(self._around):
                self.sentences.append(data)
