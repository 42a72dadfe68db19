"""What stands in quotation marks and is nobody's words: names, titles, terms, questions, literature."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from imcommerce_qual.core.quoting.tokens import words
from imcommerce_qual.model.study import Study

_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "how",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "via",
        "what",
        "when",
        "where",
        "why",
        "with",
        "you",
        "i",
        "we",
    ]
)
_OWN = re.compile(
    r"\b(?:(?:our|my|own|authors?['’]?s?|author) (?:own )?translations?|translat(?:ed|ion) by|translated from)\b|"
    r"\b(?:eigene|meine|unsere)\s+Übersetzung|\bÜbers(?:\.|etzung)\s+(?:d\.\s?Verf|durch|der Verf|von mir|von uns)|"
    r"\b(?:notre|ma|nos) traductions?|\btraduit (?:par|de)|\btraducción (?:propia|nuestra|de l)|\btrad(?:uzione|ução) (?:nostra|nossa|própria)|"
    r"(?:笔者|作者|自行|本文)(?:翻)?译|译自|本文译",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What the study calls things: codes, themes, findings, questions, by their words."""

    known: frozenset[str] = field(default_factory=frozenset)

    def has(self, text: str) -> bool:
        """Whether these words are such a name, whole."""
        return _folded(text) in self.known


def names_of(study: Study) -> Names:
    """The names in a study's codebook and findings."""

    def all_of() -> Iterable[str]:
        for code in study.codebook.codes.values():
            yield from (code.id, code.id.rpartition(".")[2].replace("_", " "), code.label, code.short or "")
            yield code.definition
        yield from study.codebook.aliases
        for finding in study.findings.findings:
            yield from (finding.id, finding.statement)
            for theme in finding.themes:
                yield from (theme.id.replace("_", " "), theme.label, theme.statement)
        for theme in study.findings.across:
            yield from (theme.id.replace("_", " "), theme.label, theme.statement)
        for question in study.findings.questions:
            yield question.text
        yield study.title

    return Names(frozenset(_folded(each) for each in all_of() if each))


def _folded(text: str) -> str:
    return " ".join(each.key for each in words(text))


def is_title(text: str) -> bool:
    """Whether the words look like the title of a work: capitals at most words that titles give them to.

    >>> is_title("You Recommend, I Buy: How and Why People Engage"), is_title("I only buy fruit")
    (True, False)
    """
    found = [w for w in re.findall(r"[^\W\d_][\w'’]*", text) if w.lower() not in _SMALL]
    return len(found) >= 3 and sum(w[0].isupper() for w in found) >= 0.8 * len(found)


def own_translation(text: str) -> bool:
    """Whether the draft says there that the authors translated it."""
    return bool(_OWN.search(text))
