"""Many files changed as one: prepared beside the study, named in a journal, then moved into place.

Before the journal is there, nothing has happened, and what was prepared is thrown away. Once it is there, the change is
finished, by whoever opens the study next if need be. The journal has no words of participants: new files by number,
files that go by the hash of their path.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.newfile import create_file

_STAGE = "forgetting"
_JOURNAL = "journal.json"
#: Folders of a study that are not its own files: git's, and ours that can be thrown away.
NOT_FILES = frozenset({".git", FOLDER})


def study_files(root: Path) -> Iterator[str]:
    """The path of every file of a study, with ``/``, in order; symbolic links are not followed."""
    for folder, names, files in os.walk(root):
        at = Path(folder)
        names[:] = sorted(name for name in names if name not in NOT_FILES and not (at / name).is_symlink())
        yield from ((at / name).relative_to(root).as_posix() for name in sorted(files) if not (at / name).is_symlink())


def links_in(root: Path) -> Iterator[str]:
    """The path of every symbolic link of a study."""
    for folder, names, files in os.walk(root):
        at = Path(folder)
        names[:] = sorted(name for name in names if name not in NOT_FILES)
        yield from ((at / name).relative_to(root).as_posix() for name in (*names, *files) if (at / name).is_symlink())


def journal_path(root: Path) -> Path:
    """Where the journal of an unfinished change is."""
    return root / FOLDER / _STAGE / _JOURNAL


def stage(root: Path, writes: Mapping[str, bytes], deletes: Iterable[str]) -> None:
    """Prepare new contents and the journal; when this returns, the change will happen whatever comes."""
    folder = root / FOLDER / _STAGE
    shutil.rmtree(folder, ignore_errors=True)
    for n, content in enumerate(writes.values()):
        create_file(folder / str(n), content)
    gone = sorted(map(_path_hash, deletes))
    journal = json.dumps({"v": 1, "write": list(writes), "delete": gone}, ensure_ascii=False)
    create_file(folder / _JOURNAL, journal.encode("utf-8", "surrogateescape"))


def finish(root: Path) -> None:
    """Move what was prepared into place, take away what goes, and forget caches; can be done again at any point."""
    folder = root / FOLDER / _STAGE
    journal = json.loads((folder / _JOURNAL).read_bytes().decode("utf-8", "surrogateescape"))
    for n, name in enumerate(journal["write"]):
        if (folder / str(n)).exists():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / str(n)).replace(root / name)
    gone = set(journal["delete"])
    for name in list(study_files(root)):
        if _path_hash(name) in gone:
            (root / name).unlink(missing_ok=True)
            _drop_empty(root, (root / name).parent)
    clear_caches(root)
    (folder / _JOURNAL).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def clear_caches(root: Path) -> None:
    """Take away everything that was kept for speed, and copies that a stopped run left."""
    for path in (root / FOLDER).glob("*"):
        if path.is_dir() and path.name not in {"locks", _STAGE}:
            shutil.rmtree(path, ignore_errors=True)
        elif path.is_file():
            path.unlink(missing_ok=True)


def clear_locks(root: Path) -> None:
    """Take away the files by which others wait, when nobody holds one."""
    shutil.rmtree(root / FOLDER / "locks", ignore_errors=True)


def _drop_empty(root: Path, folder: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _path_hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
