"""Shorter forms of an excerpt: checked against it word by word, and suggested by a rule that anybody can check."""

from __future__ import annotations

import re
from dataclasses import dataclass

from imcommerce_qual.core.quotes import word_count
from imcommerce_qual.core.quoting.comparing import compare
from imcommerce_qual.core.quoting.corpus import Form, corpus_of
from imcommerce_qual.core.quoting.hedges import weighty
from imcommerce_qual.core.quoting.matches import Match, quoted
from imcommerce_qual.core.quoting.tokens import HAS_CJK, quotation_tokens, words
from imcommerce_qual.model.span import Span

#: A longer excerpt (words; a Chinese character counts half) gets a suggestion of about this length.
LONG = 60
_MARKS = re.compile(r"\s*[\[［【][^\[\]]{0,80}[\]］】]")
_SENTENCES = re.compile(r"[^.!?。！？…]+(?:[.!?。！？…]+[\"'”’」』)\]]*|\Z)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """A shorter form, whether it has the speaker's words alone, and which negations and hedges it leaves out."""

    words: str
    wrong: tuple[tuple[str, str], ...] = ()
    weighty: tuple[str, ...] = ()


def check_trim(excerpt: str, trimmed: str) -> Trim:
    """A trimmed form beside the excerpt; *wrong* are pairs (its words, the speaker's) that no sign explains."""
    match = _beside(excerpt, trimmed)
    heavy = [each for d in match.differences if d.kind in {"left out", "put in"} for each in d.weighty]
    wrong = [(each.draft, each.said) for each in match.changes]
    return Trim(words=trimmed, wrong=tuple(wrong), weighty=tuple(dict.fromkeys([*heavy, *_at_ends(excerpt, match)])))


def _beside(excerpt: str, trimmed: str) -> Match:
    form = Form(id="", transcript="", participant=None, turn=0, span=Span(0, max(1, len(excerpt))), words=excerpt)
    corpus = corpus_of({}, [form])
    tokens = quotation_tokens(trimmed, 0, len(trimmed))
    quotation = quoted(corpus, trimmed, 0, len(trimmed), tokens)
    return compare(corpus, quotation, 0, 0, len(corpus.words) - 1)


def _at_ends(excerpt: str, match: Match) -> tuple[str, ...]:
    """What denies or hedges in the rest of the sentences that the form begins and ends in."""
    same = [step for step in match.steps if step.op == "same"]
    if not same:
        return ()
    tokens = list(words(_MARKS.sub(lambda m: " " * len(m[0]), excerpt)))
    first, last = tokens[same[0].w0].start, tokens[same[-1].w1 - 1].end
    begin = max((excerpt.rfind(mark, 0, first) for mark in ".!?。！？"), default=-1) + 1
    ends = [n for mark in ".!?。！？" if (n := excerpt.find(mark, last)) >= 0]
    rest = excerpt[begin:first] + " " + excerpt[last : min(ends, default=len(excerpt))]
    return weighty(rest)


def suggest_trim(excerpt: str) -> Trim | None:
    """A shorter form of a long excerpt, or None where it is short enough or cannot be shortened so.

    The first and the last sentence stay. Between them whole sentences go, those without a negation or a hedge first,
    the longest first, until about ``LONG`` words are left; ``[…]`` stands for what went. Marks like ``[laughs]`` go.
    """
    if word_count(excerpt) <= LONG or " / " in excerpt:
        return None
    plain = _MARKS.sub("", excerpt).strip()
    sentences = [match[0] for match in _SENTENCES.finditer(plain) if match[0].strip()]
    if len(sentences) < 3:
        return None
    inner = sorted(range(1, len(sentences) - 1), key=lambda n: (bool(weighty(sentences[n])), -len(sentences[n]), n))
    gone: set[int] = set()
    for n in inner:
        if word_count("".join(s for k, s in enumerate(sentences) if k not in gone)) <= LONG:
            break
        gone.add(n)
    if not gone:
        return None
    chinese = bool(HAS_CJK.search(plain)) and word_count(plain) > len(plain.split()) * 2
    sign = "［……］" if chinese else "[…] "
    parts: list[str] = []
    for n, sentence in enumerate(sentences):
        if n not in gone:
            parts.append(sentence.strip() + ("" if chinese else " "))
        elif n - 1 not in gone:
            parts.append(sign)
    return check_trim(excerpt, "".join(parts).strip())
