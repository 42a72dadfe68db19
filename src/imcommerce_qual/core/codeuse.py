"""How the codes of a codebook were used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from imcommerce_qual.core.evidence import all_placed, passages, quotation
from imcommerce_qual.core.quotes import choose
from imcommerce_qual.core.themes import basis
from imcommerce_qual.model.codebook import PROPOSAL
from imcommerce_qual.model.codelist import CodeList, CodeUse
from imcommerce_qual.model.evidence import Passage, Placed, Tally
from imcommerce_qual.model.memo import Memo
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.model.study import Study


def code_list(
    study: Study,
    presence: Presence,
    *,
    coders: frozenset[str] | None = None,
    memos: Mapping[str, tuple[Memo, ...]] | None = None,
    examples: bool = True,
) -> CodeList:
    """The study's codebook with its use.

    Args:
        study: with its codebook.
        presence: the codings that count.
        coders: only theirs; None for all.
        memos: by what they are about, ``code:trust`` or ``study``.
        examples: with an excerpt for each code, exemplars first, of participants who may be quoted.
    """
    used = (each for each in presence.standing if coders is None or each.coder in coders)
    placed, outside = all_placed(study, used)
    ground = basis(study, presence, coders, outside)
    book = study.codebook
    memos = memos or {}
    completed = frozenset(ground.completed)
    by_code: dict[str, dict[str, list[Placed]]] = {}
    for transcript, found in placed.items():
        for each in found:
            by_code.setdefault(each.standing.code, {}).setdefault(transcript, []).append(each)
    scores: dict[str, int] = {}
    uses: list[CodeUse] = []
    for code in book.codes.values():
        if code.id.startswith(PROPOSAL):
            continue
        own = _passages(by_code, [code.id])
        rolled = _passages(by_code, book.rolled_up(code.id))
        chosen = choose(study, own or rolled, 1, scores) if examples else ()
        uses.append(
            CodeUse(
                code=code,
                tally=_tally(rolled, completed),
                own=len(own),
                excerpt=quotation(study, *chosen[0]) if chosen else None,
                memos=memos.get(f"code:{code.id}", ()),
            )
        )
    return CodeList(
        id=book.id,
        revision=book.revision,
        hash=book.hash,
        title=study.title,
        codes=tuple(uses),
        changes=tuple(sorted(book.history, key=lambda each: (each.at, each.id))),
        basis=ground,
        memos=memos.get("study", ()),
        proposed=sum(code.startswith(PROPOSAL) for code in book.codes),
    )


def _passages(by_code: Mapping[str, Mapping[str, list[Placed]]], codes: Iterable[str]) -> tuple[Passage, ...]:
    grouped: dict[str, list[Placed]] = {}
    for code in codes:
        for transcript, found in by_code.get(code, {}).items():
            grouped.setdefault(transcript, []).extend(found)
    return tuple(each for transcript in sorted(grouped) for each in passages(grouped[transcript]))


def _tally(found: Iterable[Passage], completed: frozenset[str]) -> Tally:
    found = tuple(found)
    counted = {who for each in found if each.transcript in completed for who in each.participants}
    other = {who for each in found if each.transcript not in completed for who in each.participants}
    return Tally(excerpts=len(found), participants=tuple(sorted(counted)), unfinished=tuple(sorted(other - counted)))
