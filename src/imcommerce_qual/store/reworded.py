"""What forgetting would do to a study's files: new contents, places, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from imcommerce_qual.model.forgetting import Cut

#: Originals as received: never rewritten, only kept or deleted.
SOURCES = "sources/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place where words go: the words and those around them, or which fields of the record on that line change."""

    file: str
    line: int
    before: str = ""
    words: str = ""
    after: str = ""
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Reworded:
    """The study's files as they will be: ``writes`` by new path, ``deletes`` old paths; ``hits`` say where.

    ``originals`` are deleted because they cannot be rewritten; ``unsearched`` may hold anything; a path in ``clashes``
    would be two files, and one in ``unreadable`` holds words but is not UTF-8: neither lets the rest be done.
    """

    writes: dict[str, bytes] = field(default_factory=dict)
    deletes: list[str] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    unsearched: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def note(self, name: str, text: str, cuts: Iterable[Cut]) -> None:
        """Put down each cut of a file's text with its line and the words around it."""
        for cut in cuts:
            begins = text.rfind("\n", 0, cut.start) + 1
            ends = text.find("\n", cut.end)
            self.hits.append(
                Hit(
                    file=name,
                    line=text.count("\n", 0, cut.start) + 1,
                    before=text[max(begins, cut.start - 20) : cut.start],
                    words=text[cut.start : cut.end],
                    after=text[cut.end : min(len(text) if ends < 0 else ends, cut.end + 20)],
                )
            )
