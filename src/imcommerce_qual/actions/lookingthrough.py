"""What helps to look through a completed transcript again for one code: where words about it stand, and examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from imcommerce_qual.actions.confirming import omissions
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.searching import Wanted, pattern_of
from imcommerce_qual.core.excerpts import excerpt_of
from imcommerce_qual.core.query import Hit, Query, find
from imcommerce_qual.model.codebook import Change, Code
from imcommerce_qual.model.standing import Standing

#: Words of a label that are shorter say nothing; so many examples are enough.
_LEAST, _EXAMPLES = 5, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """For one transcript and code: since which ``changes`` it waits, where ``words`` about it stand, ``examples``.

    These are the codebook's, and the best of the coder's other transcripts.
    """

    changes: tuple[Change, ...]
    words: tuple[str, ...]
    hits: tuple[Hit, ...]
    examples: tuple[str, ...]


def help_for(opened: Opened, coder: str, transcript: str, code: str, wanted: Wanted) -> Help:
    """The help for *coder*, who may see their own codings; *wanted* may name other words to search for."""
    study = opened.study
    entry = study.codebook.codes[code]
    words = (wanted.pattern,) if wanted.pattern else tuple(dict.fromkeys(_words_of(entry)))
    pattern = pattern_of(wanted) or _any_of(words)
    own = [each for each in opened.presence(viewer=coder).standing if each.coder == coder and each.code == code]
    query = Query(pattern=pattern, transcripts=frozenset({transcript}))
    examples = [entry.example.strip()] if entry.example.strip() else []
    examples += _examples(opened, [each for each in own if each.transcript != transcript])
    changes = [each.changes for each in omissions(opened, coder) if (each.transcript, each.code) == (transcript, code)]
    return Help(
        changes=changes[0] if changes else (),
        words=words,
        hits=tuple(find(study, own, query)) if pattern is not None else (),
        examples=tuple(examples),
    )


def _words_of(code: Code) -> Iterator[str]:
    """What the code is called: label, other names, and the longer words of these and of the id."""
    names = [code.label, *code.aliases]
    yield from names
    for name in [*names, code.id.rpartition(".")[2].replace("_", " ")]:
        yield from (word for word in re.findall(r"\w+", name) if len(word) >= _LEAST or not word.isascii())


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    parts = [rf"\b{re.escape(each)}" if each[0].isascii() else re.escape(each) for each in words if each]
    return re.compile("|".join(sorted(parts, key=len, reverse=True)), re.IGNORECASE) if parts else None


def _examples(opened: Opened, own: list[Standing]) -> list[str]:
    best = sorted(own, key=lambda each: (not each.coding.exemplar, each.coding.unsure, each.transcript, each.span))
    found = []
    for each in best[:_EXAMPLES]:
        excerpt = excerpt_of(opened.study.transcripts[each.transcript], each.span)
        if excerpt is not None:
            found.append(f"{' '.join(excerpt.words.split())} ({each.transcript})")
    return found
