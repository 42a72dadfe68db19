"""Small transcripts, codebooks, studies and histories, written as their users write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from imcommerce_qual.core.excerpts import anchor_at
from imcommerce_qual.core.history import fold
from imcommerce_qual.core.matching import find_quote
from imcommerce_qual.core.present import present
from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.edit import Kept
from imcommerce_qual.model.event import (
    Amended,
    Applied,
    Completed,
    Confirmed,
    Event,
    Log,
    Redone,
    Removed,
    Reopened,
    Saw,
    Undone,
)
from imcommerce_qual.model.span import Anchor, Span
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.model.study import Coder, Study
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.build import build_codebook, build_findings
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.checked import read_checked
from imcommerce_qual.store.textfile import hash16, text_file
from imcommerce_qual.store.transcriptfile import TranscriptFile, parse_transcript

HEAD = """\
---
version: 1
id: {id}
language: zh
translation: {{language: en}}
speakers:
  I: {{role: interviewer}}
  {id}: {{role: participant, participant: {id}}}
  M: {{role: other}}
participants: {{{id}: {{{about}}}}}
provenance: synthetic
---
"""

#: What the history of no codebook, and a text that nobody stored, are called in events.
BOOK = "b" * 16
TEXT = "a" * 16
START = datetime(2026, 1, 4, 9, 30, tzinfo=UTC)


def transcript_file(text: str, *, id: str = "S03", about: str = "", head: str = HEAD) -> TranscriptFile:  # noqa: A002
    """The transcript with that text, read; *about* is what the front matter says of its participant."""
    return parse_transcript(f"transcripts/{id}.md", (head.format(id=id, about=about) + text).encode(), id)


def transcript(text: str, *, id: str = "S03", about: str = "") -> Transcript:  # noqa: A002
    """The same without problems."""
    read = transcript_file(text, id=id, about=about)
    assert () == read.problems
    assert read.transcript is not None
    return read.transcript


def codebook(codes: str, history: str = "") -> Codebook:
    """The codebook with these ``codes:`` and ``history:`` entries, in YAML."""
    text = f"version: 1\nid: imcommerce\nrevision: 1\ncodes:\n{codes}" + (f"history:\n{history}" if history else "")
    read = read_checked("codebook", text_file("codebooks/imcommerce.yaml", text), Cache())
    assert () == read.problems
    assert read.data is not None
    return build_codebook(read.data, hash16(text.encode()))


def study(*transcripts: Transcript, codes: str = "", history: str = "", findings: str = "") -> Study:
    """A study of these transcripts by coder-a, coder-b and coder-c."""
    read = read_checked("findings", text_file("findings.yaml", f"version: 1\n{findings}"), Cache())
    assert () == read.problems
    assert read.data is not None
    return Study(
        title="Shopping in chat groups",
        provenance="synthetic",
        codebook=codebook(codes or "  - {id: trust, label: Trust}\n", history),
        findings=build_findings(read.data, ""),
        transcripts={each.id: each for each in transcripts},
        coders={name: Coder(id=name) for name in ("coder-a", "coder-b", "coder-c")},
    )


def span_of(text: Transcript, quote: str, **where: Any) -> Span:
    """Where the quote stands, once."""
    (found,) = find_quote(text, quote, **where)
    return found.span


def between(text: Transcript, first: str, last: str) -> Span:
    """From the first place of some raw text to the end of the next place of another."""
    start = text.text.index(first)
    return Span(start, text.text.index(last, start) + len(last))


@dataclass
class Pen:
    """A coder with one transcript, doing what a user can do; ``events`` is their history."""

    coder: str = "coder-a"
    transcript: str = "S03"
    text: Transcript | None = None
    codebook: str = BOOK
    events: list[Event] = field(default_factory=list)
    start: datetime = START

    @property
    def log(self) -> Log:
        """The history so far."""
        return Log(coder=self.coder, transcript=self.transcript, events=tuple(self.events))

    def envelope(self, action: str | None = None) -> dict[str, Any]:
        """The next event's: one microsecond after the last, in an action of its own unless one is given."""
        n = len(self.events)
        at = self.start + timedelta(microseconds=n)
        return {"id": f"{self.coder}-{self.transcript}-{n:03}", "action": action or f"act-{n:03}", "at": at}

    def _add(self, event: Event) -> str:
        self.events.append(event)
        return event.id

    def apply(self, code: str, quote: str | Span, action: str | None = None, **fields: Any) -> str:
        """Put a code on the words; returns the coding's id."""
        if self.text is not None:
            span = quote if isinstance(quote, Span) else span_of(self.text, quote)
            anchor = anchor_at(self.text, span)
        else:
            span = quote if isinstance(quote, Span) else Span(0, len(quote))
            anchor = Anchor(text=TEXT, span=span, quote="好" * len(span), before="", after="")
        made = {"codebook": self.codebook} | fields
        return self._add(Applied(**self.envelope(action), code=code, anchor=anchor, **made))

    def amend(self, of: str, action: str | None = None, **changes: Any) -> str:
        """Change fields of a coding."""
        return self._add(Amended(**self.envelope(action), of=of, changes=changes))

    def remove(self, of: str, action: str | None = None) -> str:
        """Take a coding off."""
        return self._add(Removed(**self.envelope(action), of=of))

    def confirm(self, of: str, codebook: str = "c" * 16) -> str:
        """Say that it is still right."""
        return self._add(Confirmed(**self.envelope(), of=of, codebook=codebook))

    def complete(self, **part: Any) -> str:
        """Have read it all, or the part."""
        return self._add(Completed(**self.envelope(), codebook=self.codebook, text=TEXT, **part))

    def reopen(self) -> str:
        """Take completions back."""
        return self._add(Reopened(**self.envelope()))

    def see(self, coder: str = "coder-b") -> str:
        """See another's codings for the first time."""
        return self._add(Saw(**self.envelope(), coder=coder, what="codings"))

    def undo(self) -> str | None:
        """Take back the latest action in force; returns it, or nothing where there is none."""
        undoable = fold(self.log).undoable
        if not undoable:
            return None
        self._add(Undone(**self.envelope(), target=undoable[-1]))
        return undoable[-1]

    def redo(self) -> str | None:
        """Put back what was undone last; returns it, or nothing where there is none."""
        redoable = fold(self.log).redoable
        if not redoable:
            return None
        self._add(Redone(**self.envelope(), target=redoable[0]))
        return redoable[0]


def pen(text: Transcript, coder: str = "coder-a", **fields: Any) -> Pen:
    """A coder at a transcript that is there, so that quotes find their places in it."""
    return Pen(coder=coder, transcript=text.id, text=text, **fields)


def kept(coding: Any) -> Kept:
    """Nothing was edited: every coding stands where it was made."""
    return Kept(coding.anchor.span)


def presence(
    of: Study, pens: Iterable[Pen | Log], stamps: Mapping[str, frozenset[str]] | None = None, **looking: Any
) -> Presence:
    """What a viewer sees of unedited transcripts."""
    logs = [each if isinstance(each, Log) else each.log for each in pens]
    return present(logs, of, **({"carry": kept, "stamps": stamps or {}} | looking))


#: A small study as it lies in its folder.
FILES = {
    "study.yaml": "version: 1\ntitle: Shopping in chat groups\nprovenance: synthetic\n"
    "codebook: codebooks/imcommerce.yaml\nattributes: {role: [buyer, recommender], age: integer}\n"
    "coders:\n  coder-a: {}\n  coder-b: {}\n",
    "findings.yaml": "version: 1\nquestions: [{id: RQ1, text: How?}]\nfindings:\n"
    "  - {id: F1, statement: S, themes: [{id: trusting, label: T, codes: [trust]}]}\n",
    "codebooks/imcommerce.yaml": "version: 1\nid: imcommerce\nrevision: 1\ncodes:\n"
    "  - {id: trust, label: Trust, definition: D}\n  - {id: cost, label: Cost, definition: D}\n",
    "transcripts/S03.md": HEAD.format(id="S03", about="age: 34")
    + "I [00:07:02]: 您为什么愿意买？\n= Why do you buy?\n\nS03 [00:07:11]: 都是认识的人，我比较放心。\n",
    "transcripts/S04.md": HEAD.format(id="S04", about="role: buyer") + "I: 您好！\nS04: 哈哈哈。\n",
}


def write_study(root: Path, **changed: str | None) -> Path:
    """The small study in *root*, with some files changed (their names as ``study_yaml``: None leaves one out)."""
    by_name = {re.sub(r"\W", "_", name): name for name in FILES}
    for name, text in {**FILES, **{by_name[key]: text for key, text in changed.items()}}.items():
        if text is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(text.encode())
    return root
