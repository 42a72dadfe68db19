"""A verdict in a sentence, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from imcommerce_qual.core.quoting.mending import is_cut
from imcommerce_qual.core.quoting.verdicts import Judged
from imcommerce_qual.model.quoted import Source
from imcommerce_qual.model.study import Study


def message_of(judged: Judged) -> str:
    """What is the matter, in one sentence."""
    parts = [each for verdict in judged.verdicts if (each := _message(verdict, judged))]
    return "; ".join(parts)


def _message(verdict: str, judged: Judged) -> str:  # noqa: C901 - one sentence a verdict
    given = names(judged.participants) or names(each.written for each in judged.found.named)
    said = names(each.participant or each.speaker for each in judged.sources)
    match verdict:
        case "no consent":
            return f"{names(_all(judged))} may not be quoted (withdrawn, or `quotes: false`)"
        case "wrong participant":
            if any(each.role != "participant" for each in judged.sources):
                who = "the interviewer" if judged.sources[0].role == "interviewer" else judged.sources[0].speaker
                return f"{who} said this, the draft gives it to {given}"
            return f"{said} said this, the draft gives it to {given}"
        case "not found":
            return f"{given} did not say this" if given else "no participant said this"
        case "sewn":
            where = " and ".join(place(each) for each in judged.sources)
            if len(judged.sources) > 1:
                return f"words from different places stand as one quotation: {where}"
            return "words that were said far apart stand as one quotation"
        case "cut":
            cuts = [each for match in judged.matches for each in match.changes if is_cut(each)]
            if cuts:
                return f"left out without a sign: “{shortened(cuts[0].said)}”{_heavy(cuts[0].weighty)}"
            return "what was said between two turns is left out without a sign"
        case "altered":
            changes = [each for match in judged.matches for each in match.changes if not is_cut(each)]
            return "; ".join(_change(each.draft, each.said, each.weighty) for each in changes[:4]) + (
                f"; and {len(changes) - 4} more" if len(changes) > 4 else ""
            )
        case "unattributed":
            return "nobody is named, and no participant said this"
        case "unchecked":
            return "cannot be checked"
        case _:
            return ""


def _all(judged: Judged) -> list[str]:
    who = [*judged.participants, *(each.participant for each in judged.sources)]
    return [each for each in who if each]


def _change(draft: str, said: str, weighty: Iterable[str]) -> str:
    if not draft:
        return f"left out: “{shortened(said)}”{_heavy(weighty)}"
    if not said:
        return f"added: “{shortened(draft)}”"
    return f"“{shortened(draft)}” instead of “{shortened(said)}”{_heavy(weighty)}"


def _heavy(weighty: Iterable[str]) -> str:
    found = list(weighty)[:3]
    return f" (it has “{'”, “'.join(found)}”, which changes what is said)" if found else ""


def remedy_of(judged: Judged, study: Study) -> str:  # noqa: C901 - one sentence a verdict
    """What to do: a quotation to paste, another name, or a search."""
    verdict = judged.verdict
    said = names(each.participant or each.speaker for each in judged.sources)
    if verdict == "no consent":
        return "take the quotation out"
    if verdict == "wrong participant":
        if any(each.role != "participant" for each in judged.sources):
            return "it is no participant's: give it as a question, or take it out"
        more = f", and write: {judged.corrected}" if judged.corrected else ""
        return f"give it to {said}{more}"
    if verdict == "not found":
        return _search(study)
    if verdict == "sewn":
        if len(judged.sources) > 1:
            parts = " and ".join(
                f"“{shortened(each.words, 60)}” ({each.participant or each.speaker})" for each in judged.sources
            )
            return f"quote them one by one: {parts}"
        return "quote the parts one by one"
    if judged.corrected:
        return f"write: {judged.corrected}"
    if verdict == "cut":
        return "put […] where something is left out, or quote the parts one by one"
    if verdict == "unchecked":
        return "keep the translation with `imqual quotes keep … --translation`, and it can be compared with that"
    if verdict == "unattributed":
        return "name who said it, or cite whom it is from"
    return ""


def _search(study: Study) -> str:
    bilingual = any(
        study.transcripts[t].translation is not None or study.transcripts[t].translated_from for t in study.transcripts
    )
    own = ", or keep an own translation with `imqual quotes keep … --translation`" if bilingual else ""
    return f"take the quotation marks off if it is a paraphrase{own}"


def names(found: Iterable[str]) -> str:
    """Names in a sentence, each once, in their order."""
    *first, last = list(dict.fromkeys(found)) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def place(source: Source) -> str:
    """``S03, turn 12 [00:07:11]``."""
    turns = f"turn {source.turns[0]}" if len(source.turns) == 1 else f"turns {source.turns[0]}–{source.turns[-1]}"
    time = f" [{source.time}]" if source.time else ""
    return f"{source.transcript}, {turns}{time}"


def shortened(text: str, most: int = 120) -> str:
    """At most so many characters, on one line; the middle gives way."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    half = most // 2
    return f"{plain[:half].rstrip()} … {plain[-half:].lstrip()}"
