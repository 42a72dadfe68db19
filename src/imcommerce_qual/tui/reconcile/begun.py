"""Words that were typed in a meeting and are not written yet: reasons, and entries of the codebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from imcommerce_qual.store.meetingdrafts import drop_typed, keep_typed, read_typed, typed, typed_path

_REASON, _ENTRY, _CHANGE = "reason", "entry", "change"


def reason_of(about: str) -> str:
    """The name of the reason for something: a disagreement's id, or what else is asked about."""
    return f"{_REASON} {about}"


def change_of(disagreement: str) -> str:
    """The name of the codebook's change that a disagreement led to, until a decision about it names that."""
    return f"{_CHANGE} {disagreement}"


def entry_of(code: str, field: str) -> str:
    """The name of other words for a field of a code's entry."""
    return f"{_ENTRY} {field} {code}"


class Begun:
    """What one writer has begun to type, by what it is about; whatever happens to the terminal, it is offered again."""

    def __init__(self, root: Path, writer: str) -> None:
        self.root = root
        self.writer = writer

    def words(self, about: str) -> str | None:
        """What was typed about it; None where nothing is kept."""
        return read_typed(self.root, self.writer, about)

    def keeper(self, about: str, old: str = "") -> Callable[[str], bool]:
        """What keeps the words with every key; words that say what is written already need no keeping."""

        def keep(words: str) -> bool:
            if words.strip() == old.strip():
                self.drop(about)
                return True
            return keep_typed(self.root, self.writer, about, words)

        return keep

    def drop(self, about: str) -> None:
        """They were written, or given up."""
        drop_typed(self.root, self.writer, about)

    def file(self, about: str) -> Path:
        """Where they are, for the user's own editor."""
        return typed_path(self.root, self.writer, about)

    def reasons(self) -> tuple[str, ...]:
        """What reasons were begun about, the latest first."""
        return tuple(rest for kind, _, rest in self._parted() if kind == _REASON)

    def entries(self) -> tuple[tuple[str, str], ...]:
        """(code, field) of the entries begun, the latest first."""
        found = [rest.partition(" ") for kind, _, rest in self._parted() if kind == _ENTRY]
        return tuple((code, field) for field, _, code in found)

    def _parted(self) -> list[tuple[str, str, str]]:
        return [about.partition(" ") for about in typed(self.root, self.writer)]
