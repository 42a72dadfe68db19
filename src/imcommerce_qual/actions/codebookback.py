"""Taking back a change of the codebook, by a further one: the history only ever grows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from imcommerce_qual.actions.codebookchange import last_known
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core import codechange, proposalchange
from imcommerce_qual.core.codebookdiff import changed_fields
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.revising import Draft, Fill, Put, Revision, Shift, below, renamed, revised
from imcommerce_qual.model.codebook import PROPOSAL, Change, ChangeKind, Codebook
from imcommerce_qual.store.codebookversions import stored_codebooks

_BACK: Mapping[ChangeKind, ChangeKind] = {
    "redefined": "redefined",
    "widened": "narrowed",
    "narrowed": "widened",
    "reworded": "reworded",
}


def latest(opened: Opened) -> tuple[Change, ...]:
    """The entries of the latest change: one command may write several.

    Raises:
        RefusedError: the history is empty.
    """
    history = sorted(opened.study.codebook.history, key=lambda each: (each.at, each.id))
    if not history:
        raise RefusedError("the codebook has no history: there is nothing to take back", "")
    return _beside(opened, history[-1])


def whole_change(opened: Opened, entry: Change) -> tuple[Change, ...]:
    """The entries that are taken back with *entry*: all of those by which a proposal was settled, else it alone."""
    found = _beside(opened, entry)
    return found if any(_proposal_of(each) for each in found) else (entry,)


def _beside(opened: Opened, entry: Change) -> tuple[Change, ...]:
    """The entries of the same revision by the same person, in order."""
    history = sorted(opened.study.codebook.history, key=lambda each: (each.at, each.id))
    return tuple(each for each in history if (each.revision, each.by) == (entry.revision, entry.by))


def _proposal_of(entry: Change) -> str | None:
    return next((each for each in (*entry.from_, *entry.to) if each.startswith(PROPOSAL)), None)


def entry_named(opened: Opened, name: str) -> Change:
    """The entry whose id is, or begins with, *name*.

    Raises:
        WrongUseError: none does, or several do.
    """
    history = opened.study.codebook.history
    found = [each for each in history if each.id == name] or [each for each in history if each.id.startswith(name)]
    if len(found) != 1:
        said = f"{len(found)} entries begin with" if found else "the history has no entry"
        raise WrongUseError(f"{said} `{name}`", "`imqual codebook log` prints the ids")
    return found[0]


def back(opened: Opened, entries: tuple[Change, ...]) -> Callable[[Codebook], Revision]:
    """How to take these entries back, the last first."""

    def planned(book: Codebook) -> Revision:
        whole = Revision(steps=(), entries=())
        accepted = {each.to for each in entries if each.change == "renamed" and each.from_[0].startswith(PROPOSAL)}
        for entry in reversed(entries):
            if entry.change == "added" and entry.to in accepted:
                continue  # it goes with its new name
            part = _back(opened, book, entry)
            whole += part
            book = replace(book, codes=revised(book.codes, part.steps))
        return whole

    return planned


def _back(opened: Opened, book: Codebook, entry: Change) -> Revision:
    line = lineage(book.history)
    if (proposal := _proposal_of(entry)) is not None:
        return _unsettled(opened, book, entry, proposal)
    match entry.change:
        case "added":
            return codechange.retire(book, [_here(book, line.today(code), entry) for code in entry.to or entry.from_])
        case "renamed" | "moved":
            old, now = entry.from_[0], _here(book, line.today(entry.to[0]), entry)
            part = Revision(steps=(Shift(old=now, new=old),), entries=())
            family = below(book.codes, now)
            called = tuple(renamed(each, now, old) for each in family)
            for each, name in zip(family, called, strict=True):
                codechange.check_new_id(book, name, comes_from=each)
            return replace(part, entries=(Draft(change=entry.change, from_=family, to=called),))
        case "merged":
            gone = [code for code in entry.from_ if code not in book.codes]
            return codechange.restore(book, [last_known(opened, code) for code in gone])
        case "split":
            return _join(opened, book, entry)
        case "retired":
            return codechange.restore(book, [last_known(opened, code) for code in entry.from_])
        case "restored":
            return _as_before(book, entry)
        case _:
            return _refill(opened, book, entry)


def _unsettled(opened: Opened, book: Codebook, entry: Change, proposal: str) -> Revision:
    """What was decided about a proposal, or that it was opened again, taken back."""
    match entry.change:
        case "renamed" if proposal in entry.from_:
            return proposalchange.propose_again(
                book, _here(book, lineage(book.history).today(entry.to[0]), entry), proposal
            )
        case "renamed":
            code = last_known(opened, entry.from_[0])
            codechange.check_new_id(book, code.id, comes_from=proposal)
            change = Draft(change="renamed", from_=(proposal,), to=(code.id,))
            return Revision(steps=(Put(code=code),), entries=(change,))
        case "merged" | "retired":
            return proposalchange.open_again(proposal)
        case "restored":
            then = lineage(each for each in book.history if (each.at, each.id) < (entry.at, entry.id))
            was = then.today(proposal)
            return proposalchange.merge_into(proposal, was) if was != proposal else proposalchange.decline(proposal)
        case _:
            return Revision(steps=(), entries=())


def _here(book: Codebook, code: str, entry: Change) -> str:
    if code not in book.codes:
        raise codechange.NotAllowedError(
            f"`{code}`, which entry {entry.id} is about, is not in the tree any more", "take back what came later first"
        )
    return code


def _join(opened: Opened, book: Codebook, entry: Change) -> Revision:
    """The parts that the split brought go back into the code, which is restored if it went."""
    (code,) = entry.from_
    whole = Revision(steps=(), entries=())
    if code not in book.codes:
        whole = codechange.restore(book, [last_known(opened, code)])
        book = replace(book, codes=revised(book.codes, whole.steps))
    had = _before(opened, entry).codes
    new = [each for each in entry.to if each not in had and each in book.codes]
    return whole + codechange.merge(book, new, code) if new else whole


def _as_before(book: Codebook, entry: Change) -> Revision:
    then = [each for each in book.history if (each.at, each.id) < (entry.at, entry.id)]
    line = lineage(then)
    codes = entry.to or entry.from_
    into = {line.today(code) for code in codes}
    if len(into) == 1 and (target := next(iter(into))) in book.codes and target not in codes:
        return codechange.merge(book, codes, target)
    return codechange.retire(book, codes)


def _refill(opened: Opened, book: Codebook, entry: Change) -> Revision:
    """The fields that the entry changed, as they were."""
    (old,) = entry.from_
    now = _here(book, lineage(book.history).today(old), entry)
    before, after = _before(opened, entry), _after(opened, entry)
    if old not in before.codes or old not in after.codes:
        raise RefusedError(
            f"no stored codebook says what `{old}` was before entry {entry.id}", "change it back with `codebook edit`"
        )
    was = {name: pair[0] for name, pair in changed_fields(before.codes[old], after.codes[old]).items()}
    fields = {name: value for name, value in was.items() if getattr(book.codes[now], name) != value}
    if not fields:
        raise codechange.NotAllowedError(f"`{now}` is as it was before entry {entry.id}; nothing was written")
    change = Draft(change=_BACK[entry.change], from_=(now,))
    return Revision(steps=(Fill(code=now, fields=fields),), entries=(change,))


def _before(opened: Opened, entry: Change) -> Codebook:
    """The stored codebook just before the entry."""
    have = _stored(opened)
    without = [each for each in have if all(change.id != entry.id for change in each.history)]
    earlier = [each for each in without if all((c.at, c.id) < (entry.at, entry.id) for c in each.history)]
    return max(earlier, key=lambda each: (len(each.history), each.hash), default=Codebook(id="", revision=0, codes={}))


def _after(opened: Opened, entry: Change) -> Codebook:
    """The stored codebook just after the entry."""
    have = [each for each in _stored(opened) if any(change.id == entry.id for change in each.history)]
    return min(have, key=lambda each: (len(each.history), each.hash), default=opened.study.codebook)


def _stored(opened: Opened) -> tuple[Codebook, ...]:
    book = opened.study.codebook
    return tuple(each for each in stored_codebooks(opened.root, opened.workspace.cache) if each.id == book.id)
