"""Transcripts as Word documents with the codings as comments, for the co-author who has only Word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from imcommerce_qual.actions.analysing import Sighted
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.writingfiles import write_files

#: The word after which the ids of transcripts stand.
WORD = "transcript"


def split_wanted(what: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tables asked for, and the transcripts: everything after the word ``transcript``.

    Raises:
        WrongUseError: no transcript is named after it.

    >>> split_wanted(["themes", "transcript", "S01", "S02"])
    (('themes',), ('S01', 'S02'))
    """
    if WORD not in what:
        return tuple(what), ()
    at = list(what).index(WORD)
    if at + 1 == len(what):
        raise WrongUseError("which transcript?", "such as: imqual export transcript S01 --format docx --to DIR")
    return tuple(what[:at]), tuple(what[at + 1 :])


def write_transcripts(seen: Sighted, names: Iterable[str], folder: Path) -> tuple[Path, ...]:
    """Write each transcript as ``<id>.docx``, with the codings that the viewer may see.

    Raises:
        WrongUseError: a transcript is not known.
        RefusedError: the folder cannot be made or written to.
    """
    from imcommerce_qual.render.wordtranscript import render_transcript_docx

    files: dict[str, bytes] = {}
    for name in names:
        transcript = known_transcript(seen.study, name)
        standing = [each.standing for each in seen.ground.placed.get(transcript.id, ())]
        standing.sort(key=lambda each: (each.span.start, -each.span.end, each.code, each.coder))
        hidden = tuple(sorted(coder for coder, hid in seen.presence.hidden if hid == transcript.id))
        files[f"{transcript.id}.docx"] = render_transcript_docx(
            transcript, standing, seen.study, seen.stamp, hidden=hidden
        )
    return write_files(folder, files.items())
