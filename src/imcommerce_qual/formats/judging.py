"""Which look-alikes of labels are speakers: judged by their form, by how often they come back, and by times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from imcommerce_qual.formats.draft import Doubtful
from imcommerce_qual.formats.labels import DETAILS, NEVER, Form, folded_name, label_form


class Hit(NamedTuple):
    """A line (index from 0) that may begin a turn: label, time, words behind it.

    ``how`` tells similar shapes apart; ``written`` is the label as it stands there, where another spelling is usual.
    """

    line: int
    label: str
    time: str | None
    words: str
    how: str = ""
    written: str = ""


def judge(hits: list[Hit], spoken: int, decided: Mapping[str, bool]) -> tuple[list[Hit], tuple[Doubtful, ...]]:
    """The hits whose labels are speakers', and the labels that one may doubt about."""
    by_label: dict[str, list[Hit]] = {}
    for hit in one_spelling(hits, decided):
        by_label.setdefault(hit.label, []).append(hit)
    forms = {label: label_form(label) for label in by_label}
    likely = sum(len(group) for label, group in by_label.items() if forms[label] != "never")
    sure = _Sure(likely, spoken, _first_sure(by_label, forms))
    reasons = {
        label: (None if decided[label] else "you said so") if label in decided else sure.against(forms[label], group)
        for label, group in by_label.items()
    }
    doubtful = (
        Doubtful(label, len(by_label[label]), by_label[label][0].line + 1, why)
        for label, why in reasons.items()
        if why is not None and label not in decided and _worth_a_look(label, forms[label], len(by_label[label]))
    )
    kept = (hit for label, group in by_label.items() if reasons[label] is None for hit in group)
    return sorted(kept), tuple(doubtful)


def one_spelling(hits: Sequence[Hit], decided: Mapping[str, bool]) -> list[Hit]:
    """Labels that differ at most by case and width are one speaker's, spelt as decided, else as most often."""
    counts = Counter(hit.label for hit in hits)
    spelling: dict[str, str] = {}
    for label in sorted(counts, key=lambda each: (each not in decided, -counts[each])):
        spelling.setdefault(folded_name(label), label)
    usual = {label: label if label in decided else spelling[folded_name(label)] for label in counts}
    return [
        hit if usual[hit.label] == hit.label else hit._replace(label=usual[hit.label], written=hit.label)
        for hit in hits
    ]


#: In a text with more likely labels than this, a speaker who stands there once is one too many.
_SHORT = 40


class _Sure(NamedTuple):
    """What a label is measured by: all likely hits, lines with words, and the line of the first sure speaker."""

    likely: int
    spoken: int
    first: int | None

    def against(self, form: Form, group: list[Hit]) -> str | None:
        """Why these hits are no speaker's, or None where they are."""
        count, timed = len(group), any(hit.time for hit in group)
        if form == "never":
            return "it is not written like a name"
        if form in {"role", "tool", "name"}:
            once = count == 1 and not timed and not self._small(form) and not self._late_role(form, group[0])
            return "it stands there only once" if once else None
        often = count >= 3 and count >= 0.2 * self.likely
        return None if often or (timed and count > 1) else "it is not written like a name, and does not come back often"

    def _small(self, form: Form) -> bool:
        """A short text in which nobody speaks often: usual words for roles, or labels on a good part of its lines."""
        if self.first is not None or not 1 < self.likely <= _SHORT:
            return False
        return form in {"role", "tool"} or self.likely >= 0.4 * self.spoken

    def _late_role(self, form: Form, hit: Hit) -> bool:
        return form in {"role", "tool"} and self.first is not None and hit.line > self.first


def _first_sure(by_label: Mapping[str, list[Hit]], forms: Mapping[str, Form]) -> int | None:
    """The first line of a label that comes back at least three times; None in a short text."""
    named = (group for label, group in by_label.items() if forms[label] in {"role", "tool", "name"})
    return min((group[0].line for group in named if len(group) >= 3), default=None)


def _worth_a_look(label: str, form: Form, count: int) -> bool:
    if form == "never":
        return count > 2 and label.casefold() in NEVER
    return form in {"role", "tool", "name"} or count > 2


def details_end(lines: Sequence[str]) -> int:
    """The line after the fields at the top (``Date: …``, ``Interviewer: …``), which nobody says; 0 without any."""
    end = 0
    for start, stop in list(_blocks(lines[:60]))[:6]:
        keys = {n: key for n in range(start, stop) if (key := _field(lines[n]))}
        details = [n for n, key in keys.items() if key in DETAILS]
        if details and stop < len(lines):
            fields_only = len(details) > 1 and len(set(keys.values())) == len(keys)
            end = stop if fields_only else max(details) + 1
    return end


def _field(line: str) -> str:
    key, colon, _ = line.replace("：", ":", 1).partition(":")
    return key.strip(" *-#").casefold() if colon else ""


def _blocks(lines: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Runs of lines that are not blank, as ``[start, stop)``."""
    start = None
    for n, line in enumerate((*lines, "")):
        if line.strip() and start is None:
            start = n
        elif not line.strip() and start is not None:
            yield start, n
            start = None
