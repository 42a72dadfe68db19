"""Codings that come back are of this study's texts, and of no other interview that has the same name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.model.event import Event
from imcommerce_qual.store.transcriptfile import parse_transcript
from imcommerce_qual.store.versions import stored_text, transcript_version

#: An edited text has at least so much of its words on lines that stand here too; another interview has next to none.
LIKE = 0.2


def refuse_strange_texts(opened: Opened, logs: Mapping[str, Sequence[Event]], kept: Mapping[str, bytes]) -> None:
    """All events, by the path of their log, were made on texts that were here, or on edited ones of these.

    *kept*: the texts that come along, by their path under ``history/``.

    Raises:
        RefusedError: a text that they were made on is another interview, or is neither here nor in *kept*.
    """
    for name, events in logs.items():
        if (transcript := PurePosixPath(name).stem) in opened.study.transcripts:
            _refuse_strange(opened, transcript, events, kept)


def _refuse_strange(opened: Opened, transcript: str, events: Sequence[Event], kept: Mapping[str, bytes]) -> None:
    here = opened.study.transcripts[transcript]
    for digest in sorted({found for event in events if (found := getattr(event, "text", None))} - {here.hash}):
        path = transcript_version(opened.root, transcript, digest)
        if path.is_file():
            continue
        name = path.relative_to(opened.root).as_posix()
        found = parse_transcript(name, kept[name], transcript).transcript if name in kept else None
        if found is None or found.hash != digest:
            raise RefusedError(
                f"{transcript}: the text that codings in it were made on ({digest}) is neither here nor in it; "
                "nothing came in",
                "zip the whole folder of the copy, with its history/",
            )
        if _alike(found.text, [here.text, *_stored(opened, transcript)]) < LIKE:
            raise RefusedError(
                f"{transcript} in it is another text than {transcript} here; nothing came in",
                "this looks like a copy of another study; hand in one that was handed out here",
            )


def _stored(opened: Opened, transcript: str) -> Iterable[str]:
    for path in sorted(transcript_version(opened.root, transcript, "x").parent.glob("*.md")):
        text = stored_text(opened.root, transcript, path.stem)
        if text is not None:
            yield text


def _alike(text: str, others: Iterable[str]) -> float:
    """The share of *text*, by length, on lines that stand in one of the *others* too."""
    lines = [line for line in map(_said, text.split("\n")) if line]
    known = {_said(line) for other in others for line in other.split("\n")}
    whole = sum(map(len, lines))
    return sum(len(line) for line in lines if line in known) / whole if whole else 1.0


def _said(line: str) -> str:
    """A line without who says it and when: speakers may have been renamed."""
    return line.partition("]: ")[2].strip() or line.partition(": ")[2].strip() or line.strip()
