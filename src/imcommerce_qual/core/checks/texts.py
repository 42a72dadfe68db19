"""Checks of transcripts' texts against what was recorded of their edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.study import Study

#: The code of an edit that nobody recorded.
EDITED = "transcript-edited"


def check_texts(study: Study, unrecorded: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """A text that was edited outside of imqual is compared anew each time, until somebody looks and records it.

    *unrecorded* has, by transcript, the stored texts from which no recorded edit leads to today's.
    """
    for name, texts in unrecorded.items():
        if texts and name in study.transcripts:
            yield Fault(
                code=EDITED,
                message=f"the text differs from the one that codings were made on (`{texts[0]}`), "
                "and nobody recorded the edit",
                remedy=f"`imqual transcript record {name}` shows what became of the codings, and records it",
                file=f"transcripts/{name}.md",
                severity="warning",
            )


def check_forgotten(study: Study, come_back: Mapping[str, Sequence[int]]) -> Iterator[Fault]:
    """Words that were forgotten may come back in a merge, or in a file that somebody copied.

    *come_back* has, by transcript, the lines of its text (from 1) that hold such words.
    """
    for name, lines in come_back.items():
        text = study.transcripts[name].text
        for line in lines:
            start = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
            yield Fault(
                code="forgotten-words",
                message="words that were erased, or names that have pseudonyms, are in this line again",
                remedy="run `imqual erase` or `imqual pseudonymise` again; whoever sent the file has them still",
                file=f"transcripts/{name}.md",
                at=(start, start + 1),
            )
