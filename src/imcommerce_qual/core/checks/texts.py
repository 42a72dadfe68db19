"""Checks of transcripts' texts against what was recorded of their edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.study import Study


def check_texts(study: Study, unrecorded: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """A text that was edited outside of imqual is compared anew each time, until somebody looks and records it.

    *unrecorded* has, by transcript, the stored texts from which no recorded edit leads to today's.
    """
    for name, texts in unrecorded.items():
        if texts and name in study.transcripts:
            yield Fault(
                code="transcript-edited",
                message=f"the text differs from the one that codings were made on (`{texts[0]}`), "
                "and nobody recorded the edit",
                remedy=f"`imqual transcript record {name}` shows what became of the codings, and records it",
                file=f"transcripts/{name}.md",
                severity="warning",
            )
