"""The report on a draft's quotations, for people: each problem with its place, what was said, and what to write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from imcommerce_qual.core.quoting.telling import place as said_at
from imcommerce_qual.core.quoting.telling import shortened
from imcommerce_qual.model.evidence import Quotation
from imcommerce_qual.model.manuscript import DraftPlace
from imcommerce_qual.model.problem import Place
from imcommerce_qual.model.quoted import GOOD, PROBLEMS, Checked, ClaimChecked, DraftReport, PassedOver
from imcommerce_qual.render.phrases import source_words, translation_note, visible
from imcommerce_qual.render.problems import render_excerpt, render_place
from imcommerce_qual.render.words import count, turns


def render_draft(report: DraftReport, *, everything: bool = False) -> Iterator[str]:
    """The findings one after the other, in order of the draft; with *everything* also what is right or passed over."""
    found = [
        (_order(each.place), render_quotation(each))
        for each in report.quotations
        if everything or each.verdict not in GOOD
    ]
    found += [
        (_order(each.place), render_claim(each))
        for each in report.claims
        if everything or each.verdict in {"differs", "doubtful"}
    ]
    if everything:
        found += [(_order(each.place), render_passed(each)) for each in report.passed]
    for _, text in sorted(found, key=lambda each: each[0]):
        yield text


def _order(place: DraftPlace) -> tuple[int, int]:
    return (place.line, place.column)


def place_text(place: DraftPlace) -> str:
    """``draft.tex:12:3``, or ``draft.docx: paragraph 12, character 3`` where nobody counts lines."""
    if place.label is None:
        return render_place(_place(place))
    return f"{place.file}: {place.label}, character {place.column}"


def _place(place: DraftPlace) -> Place:
    return Place(file=place.file, line=place.line, column=place.column, source=place.source, width=place.width)


def _excerpt(place: DraftPlace) -> list[str]:
    return render_excerpt(_place(place), numbered=place.label is None)


def render_quotation(found: Checked) -> str:
    """One quotation.

    >>> from imcommerce_qual.model.span import Span
    >>> place = DraftPlace(file="draft.md", line=3, column=12, source='S03 said "I always buy" it.', width=6)
    >>> print(render_quotation(Checked(place=place, words="I always buy", written=("S03",), attributed=("S03",),
    ...     strength="sentence", verdict="altered", verdicts=("altered",), message="added: “always”",
    ...     remedy="write: I buy")))
    draft.md:3:12: altered: added: “always”
      3 | S03 said "I always buy" it.
        |            ^^^^^^
      write: I buy
    """
    serious = found.verdict in PROBLEMS
    head = f"{place_text(found.place)}: {found.verdict}"
    message = found.message if serious or found.verdict not in GOOD else _who(found)
    lines = [
        f"{head}: {message}" if message and message != found.verdict else head,
        *_excerpt(found.place),
    ]
    if serious or found.sources:
        lines += _said(found)
    lines += [f"  note: {note}" for note in found.notes]
    if found.remedy:
        lines.append(f"  {found.remedy}")
    return visible("\n".join(lines))


def _who(found: Checked) -> str:
    if not found.sources:
        return ""
    form = ", as kept" if found.sources[0].form else ""
    return f"{' and '.join(dict.fromkeys(said_at(each) for each in found.sources))}{form}"


def _said(found: Checked) -> list[str]:
    """The transcripts' words, unless they are the draft's."""
    if found.verdict in GOOD or not found.sources:
        return []
    near = "nearest in " if found.verdict in {"not found", "no consent"} and "not found" in found.verdicts else ""
    lines = []
    for source in found.sources:
        side = " (translation)" if source.side == "translation" else ""
        lines.append(f"  {near}{said_at(source)}{side}: {shortened(source.words, 400)}")
    return lines


def render_claim(found: ClaimChecked) -> str:
    """One count."""
    word = {
        "agrees": "count agrees",
        "differs": "count differs",
        "doubtful": "count may differ",
        "unchecked": "count not checked",
    }[found.verdict]
    lines = [f"{place_text(found.place)}: {word}: {found.message}", *_excerpt(found.place)]
    if found.verdict in {"differs", "doubtful"} and found.participants:
        lines.append(f"  the codings name: {', '.join(found.participants)}")
    lines += [f"  {note}" for note in found.notes]
    if found.remedy:
        lines.append(f"  {found.remedy}")
    return visible("\n".join(lines))


def render_passed(found: PassedOver) -> str:
    """One passage that is taken for no quotation."""
    return visible("\n".join([f"{place_text(found.place)}: passed over: {found.why}", *_excerpt(found.place)]))


def summary_lines(report: DraftReport) -> tuple[str, ...]:
    """What was looked at, and with what result."""
    verdicts = Counter(each.verdict for each in report.quotations)
    told = [f"{number} {verdict}" for verdict, number in verdicts.most_common()]
    lines = [f"{count(len(report.quotations), 'quotation')}{': ' + ', '.join(told) if told else ''}"]
    reasons = Counter(each.why for each in report.passed)
    if reasons:
        why = "; ".join(f"{number} {reason}" for reason, number in reasons.most_common())
        lines.append(f"passed over: {count(len(report.passed), 'passage')} in quotation marks ({why}); see --all")
    if report.claims:
        counts: Counter[str] = Counter(each.verdict for each in report.claims)
        words = {
            "agrees": "agree",
            "differs": "differ",
            "doubtful": "may differ",
            "unchecked": "not checked (no theme or code is named, or it cannot be told)",
        }
        told = [f"{counts[key]} {word}" for key, word in words.items() if counts[key]]
        lines.append(f"{count(len(report.claims), 'count')} of participants: {', '.join(told)}")
    return tuple(lines)


def render_choice(
    ref: str,
    quotation: Quotation,
    *,
    quoted: int,
    kept: str | None,
    trim: str | None,
    weighty: tuple[str, ...],
    own: str | None,
) -> str:
    """A candidate for quotation: what to call it, its words, its place, and a shorter form."""
    marks = [f"{count(quoted, 'quotation')} of theirs kept" if quoted else "none of theirs kept"]
    marks += ["exemplar"] * quotation.exemplar + ["unsure"] * quotation.unsure + list(quotation.stances)
    marks += [f"kept as {kept[:8]}"] if kept else []
    lines = [f"{ref[:8]}  {', '.join(source_words(quotation))}  ({'; '.join(marks)})", f"  {_flat(quotation.words)}"]
    if quotation.translation is not None:
        lines.append(f"  = {_flat(quotation.translation)}{translation_note(quotation)}")
    if own:
        lines.append(f"  own form: {_flat(own)}")
    if trim is not None:
        lines.append(f"  shorter: {_flat(trim)}")
        if weighty:
            lines.append(f"  warning: that leaves out “{'”, “'.join(weighty[:6])}”, which may change what is said")
    return visible("\n".join(lines))


def render_published(
    name: str,
    *,
    participants: tuple[str, ...],
    transcript: str,
    turns_: tuple[int, ...],
    time: str | None,
    state: str,
    words: str,
    translation: str | None,
    own: bool,
    exact: bool,
) -> str:
    """A kept quotation in the form in which it is printed."""
    at = f"{transcript}, {turns(turns_)}" if turns_ else transcript
    at += f" [{time}]" if time else ""
    who = "" if participants in {(transcript,), ()} else f"{', '.join(participants)}, "
    shown = "" if state == "as it was" else f"  ({state})"
    lines = [f"{name[:8]}  {who}{at}{shown}", f"  {_flat(words)}"]
    if translation:
        lines.append(f"  = {_flat(translation)}{_about(own=own, exact=exact)}")
    return visible("\n".join(lines))


def _about(*, own: bool, exact: bool) -> str:
    if own:
        return " (own translation)"
    return "" if exact else " (translation of the whole paragraph)"


def _flat(words: str) -> str:
    return " ".join(words.split())
