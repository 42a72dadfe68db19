"""What a quotation lost, where its words stand, and how it would be right."""

from __future__ import annotations

import re

from imcommerce_qual.core.excerpts import excerpt_of
from imcommerce_qual.core.quoting.corpus import Corpus
from imcommerce_qual.core.quoting.hedges import denies
from imcommerce_qual.core.quoting.matches import Match
from imcommerce_qual.core.quoting.tokens import HAS_CJK, words
from imcommerce_qual.model.quoted import Difference, Source
from imcommerce_qual.model.span import Span

#: So many words left out without a sign are a passage, not a word.
CUT, CUT_CHINESE = 3, 5


def shorn(corpus: Corpus, match: Match) -> str | None:
    """The *not* that was said right before the quotation, with nothing between: so that it says the contrary."""
    first = match.base + match.steps[0].w0
    if first <= match.told.start or corpus.turns[first - 1] != corpus.turns[first]:
        return None
    begin, end = int(corpus.starts[first - 1]), int(corpus.ends[first - 1])
    text = corpus.text(match.told)
    between = text[end : int(corpus.starts[first])]
    word = text[begin:end]
    return word if not between.strip() and denies(word) else None


def is_cut(difference: Difference) -> bool:
    """Whether a passage is missing, rather than a word or two."""
    if difference.kind != "dropped":
        return False
    characters = len(HAS_CJK.findall(difference.said))
    return characters >= CUT_CHINESE or (len(re.findall(r"\w+(?:['’]\w+)*", difference.said)) >= CUT and not characters)


def source_of(corpus: Corpus, match: Match) -> Source:
    """Where the matched words stand, from the first to the last of them."""
    touched = [step for step in match.steps if step.op in {"same", "other"} and step.w1 > step.w0]
    touched = touched or [step for step in match.steps if step.w1 > step.w0]
    first, last = match.base + touched[0].w0, match.base + touched[-1].w1 - 1
    told = match.told
    turns: tuple[int, ...]
    span = Span(int(corpus.starts[first]), int(corpus.ends[last]))
    if told.form is not None:
        form = corpus.forms[told.form]
        words, turns, span = form.words, (form.turn,), form.span
    else:
        excerpt = excerpt_of(corpus.transcripts[told.transcript], span)
        words = excerpt.words if excerpt is not None else corpus.text(told)[span.start : span.end]
        turns = tuple(dict.fromkeys((int(corpus.turns[first]), int(corpus.turns[last]))))
    return Source(
        transcript=told.transcript,
        side=told.side,
        speaker=told.speaker,
        participant=told.participant,
        role=told.role,
        turns=turns,
        time=corpus.transcripts[told.transcript].turns[turns[0] - 1].time,
        span=span,
        words=words,
        form=told.form,
    )


#: A passage of more words is not put back: a sign takes its place, whatever words are in it.
_PASSAGE = 20
_BROKEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]([^\W\d_]+)")


def corrected(corpus: Corpus, match: Match) -> str:
    """The quotation with the transcript's words where it differs; a passage that is missing becomes ``[…]``.

    A word that denies or hedges is put back, with the few words in which it stands. Words that the end of a line broke
    are whole again.
    """
    quotation = match.quoted
    text = quotation.text[quotation.start : quotation.end]
    spaced = not quotation.chinese
    for each in reversed(match.changes):
        start, end = each.at
        put = each.said
        if is_cut(each) and (not each.weighty or sum(1 for _ in words(put)) > _PASSAGE):
            put = "[…]" if spaced else "［……］"
            while start == end < len(text) and text[end] in ".!?,;:。，！？；：":
                start = end = end + 1
        before, after = text[:start], text[end:]
        if not put:
            before = before.rstrip() if after[:1] in {"", " ", ".", ",", "!", "?"} else before
            text = before + after
        elif start == end:
            glue = " " if spaced and before and not before.endswith((" ", "“", "‘")) else ""
            behind = " " if spaced and after[:1].isalnum() else ""
            text = f"{before}{glue}{put}{behind}{after}"
        else:
            text = before + put + after
    return _BROKEN.sub(lambda found: _joined_word(corpus, match, found), text).strip()


def _joined_word(corpus: Corpus, match: Match, broken: re.Match[str]) -> str:
    """A word broken by a hyphen as it was said: in one, where it was never said with a hyphen."""
    said = corpus.text(match.told).casefold()
    whole = broken[1] + broken[2]
    return whole if broken[0].casefold() not in said and whole.casefold() in said else broken[0]
