"""Plain-text and Markdown transcripts of other tools, as drafts that account for every line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from imcommerce_qual.formats.draft import Draft, LineUse, SpeakerChoice, SpeakerChoices, SpeakerFound
from imcommerce_qual.formats.drafting import Drafting
from imcommerce_qual.formats.judging import Hit
from imcommerce_qual.formats.shapes import Reading, best_reading

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_OUR_FIELD = re.compile(r"(id|speakers):")


def parse_plain(text: str, name: str = "", *, speakers: SpeakerChoices | None = None) -> Draft:
    """The transcript in *text*, whose lines end at LF; *name* is the file's, for Markdown and for messages.

    *speakers* are decisions about labels: those that are speakers count as such wherever they look like a label, those
    that are not become speech. Renaming is left to ``render_transcript``.
    """
    lines = text.removesuffix("\n").split("\n") if text else []
    front = _front_end(lines)
    if front and {found[1] for line in lines[:front] if (found := _OUR_FIELD.match(line))} == {"id", "speakers"}:
        return _own(name, text, lines, front)
    choices = speakers or {}
    body = lines[front:]
    reading = best_reading(body, {label: choice.label is not None for label, choice in choices.items()})
    return _draft(name, text, lines, front, reading, choices)


def settle(draft: Draft, speakers: SpeakerChoices | None) -> Draft:
    """The draft read again under these decisions about its labels; itself where there are none."""
    return parse_plain(draft.text, draft.name, speakers=speakers) if speakers else draft


def _draft(
    name: str, text: str, lines: list[str], front: int, reading: Reading, choices: Mapping[str, SpeakerChoice]
) -> Draft:
    hits = {hit.line + front: hit._replace(line=hit.line + front) for hit in reading.hits.values()}
    markdown = name.lower().endswith(_MARKDOWN) or reading.shape == "headings"
    drafting = Drafting(reading.shape, hits, choices, markdown=markdown)
    for n, line in enumerate(lines):
        if n < front:
            drafting.front(n, line)
        else:
            drafting.line(n, line)
    drafting.close()
    return Draft(
        name=name,
        text=text,
        shape=reading.shape,
        speakers=_found(hits, drafting),
        body=tuple(drafting.body),
        account=tuple(drafting.account),
        doubtful=tuple(each.moved(front) for each in reading.doubtful),
        carried=tuple(drafting.carried),
        notes=drafting.notes(),
    )


def _found(hits: Mapping[int, Hit], drafting: Drafting) -> tuple[SpeakerFound, ...]:
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for n, hit in hits.items():
        counts[hit.label] = counts.get(hit.label, 0) + 1
        first.setdefault(hit.label, n)
    return tuple(
        SpeakerFound(label, count, drafting.examples.get(label, ""), first[label] + 1)
        for label, count in counts.items()
    )


def _front_end(lines: list[str]) -> int:
    """How many lines the front matter at the top takes, fences included; 0 where there is none."""
    if not lines or lines[0] != "---":
        return 0
    end = next((n for n, line in enumerate(lines) if n and line == "---"), 0)
    return end + 1 if end and all(_OF_FRONT.match(line) for line in lines[1:end]) else 0


_OF_FRONT = re.compile(r"\s*$|\s|#|-\s|[\w\"'.-][^:]*:(?:\s|$)|[}\]]")


def _own(name: str, text: str, lines: list[str], front: int) -> Draft:
    """A transcript in our own format: nothing is changed, and its own grammar says what its lines are."""
    account = tuple(
        LineUse(n, "front" if n <= front else ("as is" if line.strip() else "blank"))
        for n, line in enumerate(lines, start=1)
    )
    return Draft(name=name, text=text, shape="own", account=account, notes=("in our own format: taken as it is",))
