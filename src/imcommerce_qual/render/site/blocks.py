"""The data of the page: the list of codings, and each transcript in a block that is read when it is opened."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from imcommerce_qual.core.marking import cut
from imcommerce_qual.model.report import Evidence, Report
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript, Turn, Words
from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.site.explorer import attribute_filters
from imcommerce_qual.render.site.markup import Html

#: So many transcripts of the list are in one block.
_TOGETHER = 25
_FLAGS = {"True": "yes", "False": "no"}
Told = Callable[[int, int], None]


def block(name: str, value: Any) -> Html:
    """Plain data that no parser of HTML takes for anything else: no ``<``, ``>`` or ``&`` stands in it."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    safe = written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    safe = safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Html(f'<script type="application/json" id="{name}">{safe}</script>\n')


def data_blocks(report: Report, told: Told | None = None) -> Iterator[Html]:
    """Everything that the page's script reads, the smallest first."""
    by_transcript: dict[str, list[Evidence]] = {}
    for each in report.evidence:
        by_transcript.setdefault(each.quotation.transcript, []).append(each)
    names = list(report.study.transcripts)
    yield block("names", _names(report, names))
    for first in range(0, len(names), _TOGETHER):
        some = names[first : first + _TOGETHER]
        yield block(
            f"codings-{first // _TOGETHER}",
            [_coding(each, report.study.transcripts[name]) for name in some for each in by_transcript.get(name, ())],
        )
    for number, name in enumerate(names):
        yield block(f"transcript-{number}", _transcript(report.study.transcripts[name], by_transcript.get(name, ())))
        if told is not None:
            told(number + 1, len(names))


def _names(report: Report, transcripts: Sequence[str]) -> dict[str, Any]:
    study = report.study
    used = {each.code for each in report.evidence}
    return {
        "codes": [
            {
                "id": code.id,
                "label": visible(code.label),
                "depth": code.depth,
                "rolls": sorted(study.codebook.rolled_up(code.id) & used),
            }
            for code in study.codebook.codes.values()
        ],
        "coders": sorted({each.coder for each in report.evidence}),
        "participants": list(report.matrix.participants),
        "attributes": list(_attributes(report)),
        "findings": [{"id": each.id, "label": visible(each.statement)} for each in study.findings.findings],
        "themes": [{"id": each.id, "label": visible(each.label)} for each in study.findings.themes],
        "transcripts": list(transcripts),
        "blocks": -(-len(transcripts) // _TOGETHER),
    }


def _attributes(report: Report) -> Iterator[dict[str, Any]]:
    """What participants are filtered by; ``who`` are places in the list of participants."""
    place = {who: n for n, who in enumerate(report.matrix.participants)}
    for name, groups in attribute_filters(report).items():
        flag = report.study.attributes[name] == "boolean"
        yield {
            "name": name,
            "groups": [
                {
                    "value": "(not stated)" if each.value is None else visible(each.value),
                    "label": "not stated"
                    if each.value is None
                    else visible(_FLAGS.get(each.value, each.value) if flag else each.value),
                    "who": [place[who] for who in each.participants],
                }
                for each in groups
            ],
        }


def _coding(each: Evidence, transcript: Transcript) -> dict[str, Any]:
    """One coding; what is empty is left out."""
    shown = each.quotation
    translated = shown.translation and (shown.translation + ("" if shown.translation_exact else " (whole paragraph)"))
    value: dict[str, Any] = {
        "id": each.id,
        "at": shown.transcript,
        "turns": [shown.turns[0], shown.turns[-1]],
        "time": shown.time,
        "lang": shown.language,
        "words": visible(shown.words),
        "translation": visible(translated) if translated else None,
        "into": transcript.side_language("translation") if translated else None,
        "who": list(shown.participants),
        "code": each.code,
        "coder": each.coder,
        "stance": each.stance,
        "takes": list(each.takes),
        "themes": list(each.themes),
        "findings": list(each.findings),
        "memo": visible(shown.memo) if shown.memo else None,
        "exemplar": shown.exemplar,
        "unsure": shown.unsure,
        "kept": not shown.may_quote,
        "changed": each.changed,
        "stale": each.stale,
    }
    return {key: kept for key, kept in value.items() if kept}


def _transcript(transcript: Transcript, codings: Sequence[Evidence]) -> dict[str, Any]:
    """One transcript to read: its turns in order, each line of words cut where codings begin and end."""
    spans = [each.quotation.span for each in codings]
    longest = max(map(len, spans), default=0)
    starts = [span.start for span in spans]  # in order of the text, as codings are
    headings: dict[int, list[str]] = {}
    for heading in transcript.headings:
        words = transcript.text[heading.span.start : heading.span.end]
        headings.setdefault(heading.before_turn, []).append(visible(words))

    def near(turn: Turn) -> list[int]:
        low = bisect_left(starts, turn.extent.start - longest)
        high = bisect_left(starts, turn.extent.end, low)
        return [n for n in range(low, high) if spans[n].overlap(turn.extent)]

    turns = []
    for turn in transcript.turns:
        under = near(turn)
        value: dict[str, Any] = {
            "n": turn.number,
            "speaker": visible(turn.speaker),
            "role": transcript.speakers[turn.speaker].role,
            "time": turn.time,
            "headings": headings.get(turn.number),
            "words": _lines(transcript, turn.words, [n for n in under if codings[n].side == "source"], spans),
            "translation": _lines(
                transcript, turn.translation, [n for n in under if codings[n].side == "translation"], spans
            ),
        }
        turns.append({key: kept for key, kept in value.items() if kept})
    return {
        "id": transcript.id,
        "lang": transcript.side_language("source"),
        "translation": transcript.translation.language if transcript.translation else None,
        "people": {visible(each.label): each.participant for each in transcript.speakers.values() if each.participant},
        "synthetic": transcript.provenance == "synthetic",
        "codings": [each.id for each in codings],
        "after": headings.get(len(transcript.turns) + 1, []),
        "turns": turns,
    }


def _lines(
    transcript: Transcript, lines: tuple[Words, ...], under: Sequence[int], spans: Sequence[Span]
) -> list[list[Any]]:
    """``[words, codings…]`` for each stretch; a line's end is LF within the words, as it was said."""
    if not under:
        return (
            [[visible("\n".join(transcript.text[line.span.start : line.span.end] for line in lines))]] if lines else []
        )
    found: list[list[Any]] = []
    some = [spans[n] for n in under]
    for place, line in enumerate(lines):
        for segment in cut(line.span, some):
            words = visible(transcript.text[segment.span.start : segment.span.end])
            found.append([words, *(under[n] for n in segment.on)])
        if place + 1 < len(lines):
            found.append(["\n"])
    return found
