"""The user's own editor, for a memo that wants room."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """The command of ``VISUAL`` or ``EDITOR``; else the one that is usually there."""
    named = environment.get("VISUAL") or environment.get("EDITOR")
    return shlex.split(named) if named else ["notepad" if os.name == "nt" else "vi"]


def edit_file(path: Path, environment: Mapping[str, str]) -> str | None:
    """The file's text as the user leaves it in their editor; None where the editor fails, or cannot be started."""
    try:
        done = subprocess.run([*editor_command(environment), str(path)], check=False)  # noqa: S603 - the user's own choice
        return path.read_text(encoding="utf-8").strip() if done.returncode == 0 else None
    except (OSError, UnicodeDecodeError):
        return None


def edit_text(text: str, environment: Mapping[str, str]) -> str | None:
    """The same for a text without a file: it gets one for as long as the editor is open."""
    descriptor, name = tempfile.mkstemp(prefix="imqual-memo-", suffix=".md")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        return edit_file(path, environment)
    finally:
        path.unlink(missing_ok=True)
