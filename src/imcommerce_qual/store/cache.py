"""`.imqual/`: what was checked before, by content. Rebuilt when in doubt, never the truth."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imcommerce_qual import __version__

#: The folder in a study for everything that can be thrown away.
FOLDER = ".imqual"

#: Who wrote a cache. The number goes up whenever a schema changes: what an older one let pass is checked again.
WRITTEN_BY = f"{__version__}/3"


@dataclass(slots=True)
class Cache:
    """Checked plain data of YAML texts, by kind and hash; written back whole when something new was checked.

    A missing, torn or older cache is an empty one; one that cannot be written (a read-only disk) is simply not kept.
    """

    path: Path | None = None
    known: dict[str, Any] = field(default_factory=dict)
    used: dict[str, Any] = field(default_factory=dict)
    fresh: bool = False

    def get(self, key: str) -> dict[str, Any] | None:
        """The checked data of a text that was without problems, or None."""
        found = self.known.get(key)
        if found is not None:
            self.used[key] = found
        return found if isinstance(found, dict) else None

    def put(self, key: str, data: dict[str, Any]) -> None:
        """Keep the data of a text without problems."""
        self.used[key] = data
        self.fresh = True

    def save(self) -> None:
        """Write what this run used, in one step, so that a reader never sees half of it."""
        if not self.fresh or self.path is None:
            return
        try:
            self.path.parent.mkdir(exist_ok=True)
            partial = self.path.with_name(f"{self.path.name}.{os.getpid()}")
            partial.write_text(json.dumps({"by": WRITTEN_BY, "checked": self.used}), encoding="utf-8")
            partial.replace(self.path)
        except OSError:
            return
        self.fresh = False


def open_cache(study: Path) -> Cache:
    """The study's cache, as far as it can be read."""
    path = study / FOLDER / "checked.json"
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return Cache(path)
    same = isinstance(content, dict) and content.get("by") == WRITTEN_BY
    known = content.get("checked") if same else None
    return Cache(path, known if isinstance(known, dict) else {})


def nearest_study(start: Path) -> Path | None:
    """The nearest folder, from *start* upwards, that has a ``study.yaml``; nothing of it is read."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / "study.yaml").is_file()), None)
