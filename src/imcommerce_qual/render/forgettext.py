"""What forgetting will do, for people: every place, what is deleted, what changes, what it cannot reach."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Protocol

from imcommerce_qual.render.words import count


class Place(Protocol):
    """A place where words go."""

    @property
    def file(self) -> str: ...  # noqa: D102 - as in the store
    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def before(self) -> str: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102
    @property
    def after(self) -> str: ...  # noqa: D102
    @property
    def fields(self) -> tuple[str, ...]: ...  # noqa: D102


#: Of a file of ours under ``history/`` or of records, only so many places are shown one by one.
SHOWN = 3


def render_places(hits: Iterable[Place], *, whole: bool) -> Iterator[str]:
    """Every place by file; of records and stored versions the first few, unless *whole*."""
    ordered = sorted(hits, key=lambda hit: (hit.file.startswith("history/"), hit.file, hit.line))
    for name, of_file in groupby(ordered, key=lambda hit: hit.file):
        found = list(of_file)
        yield f"{name}: {count(len(found), 'place')}"
        short = name.startswith("history/") or name.endswith((".jsonl", ".json"))
        shown = found if whole or not short else found[:SHOWN]
        yield from (f"  {hit.line}: {_shown(hit)}" for hit in shown)
        if len(shown) < len(found):
            yield f"  … and {len(found) - len(shown)} more (--all)"


def render_counted(title: str, words: Mapping[str, int]) -> Iterator[str]:
    """Words with how often they stand."""
    if words:
        yield f"{title}: {', '.join(f'{_plain(word)} ({number})' for word, number in words.items())}"


def _shown(hit: Place) -> str:
    if hit.fields:
        return ", ".join(hit.fields)
    return _plain(f"{hit.before}[{hit.words}]{hit.after}")


def _plain(words: str) -> str:
    return "".join(" " if unicodedata.category(mark) in {"Cc", "Cf", "Zl", "Zp"} else mark for mark in words)
