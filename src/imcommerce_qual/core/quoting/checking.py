"""A whole draft: every quotation and every count in it, with its place and its verdict."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from imcommerce_qual.core.quoting.amounts import Reader
from imcommerce_qual.core.quoting.claims import weigh
from imcommerce_qual.core.quoting.corpus import Corpus
from imcommerce_qual.core.quoting.finding import find_quotations
from imcommerce_qual.core.quoting.found import Found
from imcommerce_qual.core.quoting.grounds import Ground, Weighed
from imcommerce_qual.core.quoting.judging import Judge
from imcommerce_qual.core.quoting.labels import Labels, guessed_prefixes
from imcommerce_qual.core.quoting.marks import unclosed
from imcommerce_qual.core.quoting.naming import nameable
from imcommerce_qual.core.quoting.passing import names_of
from imcommerce_qual.core.quoting.rows import speech
from imcommerce_qual.core.quoting.runs import with_unmarked
from imcommerce_qual.core.quoting.telling import message_of, remedy_of
from imcommerce_qual.core.quoting.verdicts import Judged, with_consent
from imcommerce_qual.model.evidence import Counted
from imcommerce_qual.model.manuscript import Block, DraftPlace, Manuscript, Told
from imcommerce_qual.model.quoted import Checked, ClaimChecked, DraftReport, PassedOver
from imcommerce_qual.model.study import Study

_REFERENCES = ("references", "bibliography", "literature cited", "works cited", "参考文献", "reference list")


def check_draft(
    manuscript: Manuscript,
    study: Study,
    corpus: Corpus,
    *,
    given: Mapping[str, str] | None = None,
    counted: Sequence[Counted] = (),
    people: Sequence[str] = (),
    told: Told | None = None,
) -> DraftReport:
    """Every quotation and count of the draft.

    Args:
        manuscript: the draft as read.
        study: who may be quoted, and what things are called.
        corpus: what was said.
        given: the draft's own labels, as what they mean (``P3`` → ``S03``; ``P`` → ``S``).
        counted: what the codings say of findings, themes and codes; none: counts are not looked at.
        people: the participants who are counted.
        told: hears how far the work is.
    """
    places = _Places(manuscript)
    notes = list(manuscript.notes)
    judge = Judge(corpus, study, Labels(study, dict(given or {})), names_of(study))
    found, judged = _judged(judge, manuscript, told)
    guessed = guessed_prefixes(_pairs(judge, judged))
    if guessed:
        added = {prefix: led for prefix, (led, _, _) in guessed.items()}
        judge = Judge(corpus, study, Labels(study, {**dict(given or {}), **added}), judge.names)
        for prefix, (led, agree, seen) in guessed.items():
            notes.append(
                f"{prefix}3 is read as {led}03, and so on: {agree} of {seen} quotations agree; "
                f"`--map {prefix}={led}` makes it sure"
            )
        found, judged = _judged(judge, manuscript, told)
    unknown = Counter(n.written for each in found for n in each.named if n.participant is None)
    if unknown:
        shown = ", ".join(sorted(unknown)[:12])
        notes.append(f"nobody of this study is called {shown}; `--map LABEL=PARTICIPANT` says who that is")
    quotations = [_checked(each, manuscript, places, study) for each in judged if each.passed is None]
    passed = [
        PassedOver(
            place=places.of(each.found.block, each.found.start, each.found.end),
            words=_words(manuscript, each),
            why=each.passed,
        )
        for each in judged
        if each.passed is not None and each.passed not in {"no words", "not marked as a quotation"}
    ]
    claims: list[ClaimChecked] = []
    if counted:
        groups = groups_of(study)
        weighed = weigh(
            Reader(tuple(groups)).find(manuscript.blocks),
            manuscript.blocks,
            nameable(counted),
            Ground(tuple(people), len(study.participants), groups),
            judge.labels,
            heads=places.heads,
        )
        inside = {
            (each.found.block, each.found.start, each.found.end)
            for each in judged
            if each.passed is None or each.found.sure
        }
        claims = [
            _claim(each, places)
            for each in weighed
            if not speech(manuscript.blocks, each.claim.block)
            and not any(b == each.claim.block and s <= each.claim.start < e for b, s, e in inside)
        ]
    notes += _unclosed(manuscript.blocks, places)
    return DraftReport(
        name=manuscript.name,
        kind=manuscript.kind,
        quotations=tuple(quotations),
        passed=tuple(passed),
        claims=tuple(claims),
        notes=tuple(notes),
        labels=tuple(sorted(unknown)),
    )


def _unclosed(blocks: Sequence[Block], places: _Places) -> list[str]:
    """Notes on marks that open and are not closed, but where the next paragraph goes on with the quotation."""
    found: list[DraftPlace] = []
    for n, block in enumerate(blocks):
        at = unclosed(block.text)
        after = blocks[n + 1].text.lstrip()[:1] if n + 1 < len(blocks) else ""
        if at is not None and after not in {'"', "“", "„"}:
            found.append(places.of(n, at, at + 1))
    if not found:
        return []
    shown = ", ".join(f"{each.file}:{each.line}" if each.label is None else each.label for each in found[:6])
    more = f" and {len(found) - 6} more" if len(found) > 6 else ""
    return [f"a quotation mark opens that nothing closes, so what follows it was not checked: {shown}{more}"]


def _judged(judge: Judge, manuscript: Manuscript, told: Told | None) -> tuple[list[Found], list[Judged]]:
    cut = _references(manuscript.blocks)
    found = find_quotations(manuscript.blocks, judge.labels)
    found = with_unmarked(manuscript.blocks, found, judge.labels, judge.corpus)
    found = [each for each in found if not cut[0] <= each.block < cut[1]]
    judged: list[Judged] = []
    for number, each in enumerate(found):
        if told is not None:
            told("quotations compared", number, len(found))
        judged.append(with_consent(judge.judge(manuscript.blocks, each), judge.study))
    return found, judged


def _references(blocks: Sequence[Block]) -> tuple[int, int]:
    """The blocks of the list of literature: from its heading to the next."""
    for n, block in enumerate(blocks):
        plain = block.text.strip().strip("0123456789. ").casefold()
        if block.kind in {"heading", "prose"} and plain in _REFERENCES:
            end = next((k for k in range(n + 1, len(blocks)) if blocks[k].kind == "heading"), len(blocks))
            return n, end
    return len(blocks), len(blocks)


def _pairs(judge: Judge, judged: Sequence[Judged]) -> list[tuple[str, str]]:
    """Labels that nobody of the study has, with who said what they stand beside."""
    found = []
    for each in judged:
        named = each.found.named
        if len(named) == 1 and named[0].participant is None and each.sources and each.found.strength != "before":
            who = each.sources[0].participant
            if who is not None and len(each.sources) == 1 and each.matches[0].quoted.spoken >= 4:
                found.append((named[0].written, who))
    del judge
    return found


def _words(manuscript: Manuscript, judged: Judged) -> str:
    found = judged.found
    return manuscript.blocks[found.block].text[found.start : found.end]


def _checked(judged: Judged, manuscript: Manuscript, places: _Places, study: Study) -> Checked:
    found = judged.found
    differences = (
        tuple(each for match in judged.matches for each in match.differences) if len(judged.matches) == 1 else ()
    )
    at = found.start
    width = found.end - found.start
    changes = [each for each in differences if each.kind in {"other", "added", "dropped"}]
    if changes and judged.verdict in {"altered", "cut"}:
        at = found.start + changes[0].at[0]
        width = max(1, changes[0].at[1] - changes[0].at[0])
    return Checked(
        place=places.of(found.block, at, at + width),
        words=_words(manuscript, judged),
        written=tuple(dict.fromkeys(each.written for each in found.named)),
        attributed=judged.participants,
        strength=found.strength,
        verdict=judged.verdict,
        verdicts=judged.verdicts,
        message=message_of(judged),
        remedy=remedy_of(judged, study),
        corrected=judged.corrected,
        sources=judged.sources or ((judged.nearest,) if judged.nearest is not None else ()),
        differences=differences,
        notes=judged.notes,
    )


def groups_of(study: Study) -> dict[str, frozenset[str]]:
    """The parts of the participants that have a word: the values of their attributes, where they are words."""
    found: dict[str, set[str]] = {}
    for who, each in study.participants.items():
        for value in each.attributes.values():
            if isinstance(value, str) and value.strip():
                found.setdefault(value.strip().casefold(), set()).add(who)
    return {word: frozenset(who) for word, who in found.items() if word not in {"both", "all", "none", "other"}}


def _claim(weighed: Weighed, places: _Places) -> ClaimChecked:
    claim, about, total = weighed.claim, weighed.about, weighed.total
    place = places.of(claim.block, claim.start, claim.end)
    name = f"{about.kind} `{about.id}`" if about is not None else None
    if weighed.unclear is not None or about is None:
        return ClaimChecked(
            place=place,
            words=claim.words,
            about=name,
            verdict="unchecked",
            counted=len(about.tally.participants) if about else None,
            total=total if about else None,
            message=weighed.unclear or "",
        )
    who = weighed.who
    message = f"{name} has {len(who)} of {total} participants" if weighed.wrong is None else f"{name}: {weighed.wrong}"
    more = ""
    if about.tally.unfinished:
        more = f" (and {', '.join(about.tally.unfinished)} in transcripts that nobody has completed)"
    verdict: Literal["agrees", "differs", "doubtful"] = "agrees"
    if weighed.wrong is not None:
        verdict = "doubtful" if weighed.doubtful else "differs"
    return ClaimChecked(
        place=place,
        words=claim.words,
        about=name,
        verdict=verdict,
        counted=len(who),
        total=total,
        message=message,
        remedy=f"write: {len(who)} of {total} participants{more}, if {name} is what is meant" if weighed.wrong else "",
        participants=who,
        notes=weighed.notes,
    )


class _Places:
    """Where characters of blocks stand in the file, for people."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.starts = [0]
        for n, character in enumerate(manuscript.source):
            if character == "\n":
                self.starts.append(n + 1)
        self.heads: dict[int, int] = {}
        head: int | None = None
        for n, block in enumerate(manuscript.blocks):
            if block.kind == "heading":
                head = n
            elif head is not None:
                self.heads[n] = head

    def of(self, number: int, start: int, end: int) -> DraftPlace:
        """The place of ``[start, end)`` of a block; the caret goes to the end of the line at most."""
        manuscript = self.manuscript
        block = manuscript.blocks[number]
        start = min(start, max(0, len(block.text) - 1))
        source = min(block.source_at(start), max(0, len(manuscript.source) - 1))
        line = bisect_right(self.starts, source) - 1
        ends = manuscript.source.find("\n", self.starts[line])
        ends = len(manuscript.source) if ends < 0 else ends
        last = block.source_at(max(start, min(end, len(block.text)) - 1)) + 1
        head = self.heads.get(number)
        file, before = manuscript.name, 0
        if manuscript.pieces:
            begin, file = max(each for each in manuscript.pieces if each[0] <= source)
            before = bisect_right(self.starts, begin) - 1
        return DraftPlace(
            file=file,
            line=line - before + 1,
            column=source - self.starts[line] + 1,
            source=manuscript.source[self.starts[line] : ends],
            width=max(1, min(last, ends) - source),
            label=manuscript.labels[line] if line < len(manuscript.labels) else None,
            under=manuscript.blocks[head].text[:80] if head is not None else None,
        )
