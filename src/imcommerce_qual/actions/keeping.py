"""Texts and codebooks kept under their hashes, before anything names them."""

from __future__ import annotations

from imcommerce_qual.actions.errors import BusyError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.versions import codebook_version, store_version, transcript_version


def keep_text(opened: Opened, transcript: str) -> None:
    """The transcript as it was read."""
    read = opened.workspace.transcripts[f"transcripts/{transcript}.md"]
    if read.transcript is not None and read.file is not None:
        path = transcript_version(opened.root, transcript, read.transcript.hash)
        store_version(path, read.file.text.encode("utf-8"))


def keep_codebook(opened: Opened) -> None:
    """The codebook as it was read.

    Raises:
        BusyError: its file is another by now.
    """
    book = opened.workspace.codebook
    target = codebook_version(opened.root, book.codebook.hash)
    if not book.codebook.hash or target.exists():
        return
    raw = (opened.root / book.name).read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if hash16(raw) != book.codebook.hash:
        raise BusyError(f"{book.name} changed while this was running", "run the command again")
    store_version(target, raw)
