"""What git knows of a file in conflict: the common version, ours and theirs, each whole."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git_sides(root: Path, name: str) -> tuple[str, str, str] | None:
    """The three versions as texts with LF ends; None where git is not there, or knows of no conflict in that file."""
    found = []
    for stage in (1, 2, 3):
        try:
            done = subprocess.run(  # noqa: S603 - git, with a path of our own
                ["git", "cat-file", "blob", f":{stage}:./{name}"],  # noqa: S607
                cwd=root,
                capture_output=True,
                timeout=10,
                check=False,
                env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
            )
            if done.returncode != 0:
                return None
            found.append(done.stdout.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n"))
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
            return None
    base, ours, theirs = found
    return base, ours, theirs
