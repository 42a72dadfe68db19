"""A memo while it is being typed: no key of it is lost, whatever happens to the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from imcommerce_qual.model.event import Coding
from imcommerce_qual.store.drafts import draft_path, drop_draft, read_draft, write_draft
from imcommerce_qual.tui.editor import edit_file, edit_text


class Tell(Protocol):
    """Says something on the status line."""

    def __call__(self, said: str, *, failed: bool) -> None:
        """Say it; *failed*: as what went wrong."""


#: Saves the memo of the coding of that id; whether it stands there now.
Save = Callable[[str, str], bool]


class Draft:
    """The memo of one coding, from the first key to saved or given up."""

    def __init__(self, root: Path, coding: Coding, *, save: Save, tell: Tell) -> None:
        self.coding = coding
        self.save = save
        self.tell = tell
        self.path = draft_path(root, coding.coder, coding.transcript, coding.id)
        kept = read_draft(self.path)
        self.found = kept is not None
        self.text = (coding.memo or "") if kept is None else kept

    @property
    def title(self) -> str:
        """What is typed, and what the keys do."""
        memo = "Memo begun" if self.found else "Memo"
        return f"{memo} on {self.coding.code} · escape saves · ctrl+g gives up"

    def keep(self, text: str) -> bool:
        """On the disk as it is typed; what says the same as the memo needs no draft."""
        if text.strip() == (self.coding.memo or ""):
            drop_draft(self.path)
            return True
        return write_draft(self.path, text)

    def finish(self, text: str | None) -> None:
        """Save it, or (None) give it up. Where it could not be saved, the draft stays."""
        if text is None:
            drop_draft(self.path)
            self.tell("the memo is as it was", failed=False)
        elif self.save(self.coding.id, text):
            drop_draft(self.path)

    def edit(self, environment: Mapping[str, str]) -> None:
        """In the user's own editor, which works on the draft itself: a crash leaves what the editor wrote last."""
        if self.path is None or not write_draft(self.path, self.text):
            found = edit_text(self.text, environment)
        else:
            found = edit_file(self.path, environment)
        if found is not None:
            self.finish(found)
            return
        kept = read_draft(self.path)
        if kept is not None:
            self.keep(kept)
        self.tell("the editor did not end well; the memo is as it was", failed=True)
