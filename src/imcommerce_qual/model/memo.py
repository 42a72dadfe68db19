"""Memos: what somebody thought about a code, a transcript, a participant, a theme, a finding or the study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AboutKind = Literal["code", "transcript", "participant", "theme", "finding", "study"]
ABOUT: tuple[AboutKind, ...] = ("code", "transcript", "participant", "theme", "finding", "study")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """A memo: Markdown with an author and a date.

    ``about`` is what it is about, each as ``kind:id`` under today's ids (or ``study``); ``slug`` is its file's name.
    """

    slug: str
    about: tuple[str, ...]
    author: str
    date: str
    text: str

    @property
    def first_line(self) -> str:
        """Its first line with words, without a heading's marks."""
        return next((line.lstrip("# ").strip() for line in self.text.split("\n") if line.strip("# \t")), "")


def split_about(about: str) -> tuple[str, str]:
    """The kind and the id; the study has none.

    >>> split_about("code:trust.person"), split_about("study")
    (('code', 'trust.person'), ('study', ''))
    """
    kind, _, name = about.partition(":")
    return kind.strip(), name.strip()
