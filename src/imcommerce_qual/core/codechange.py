"""What may be done to a code tree, as steps and entries: every wrong use is refused with what to do instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from imcommerce_qual.core.lineage import Lineage, lineage, unknown_ends
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.revising import Draft, Fill, Put, Revision, Shift, Take, below, renamed, revised
from imcommerce_qual.model.codebook import MEANING, MEANINGS, PROPOSAL, Change, ChangeKind, Code, Codebook


class NotAllowedError(Exception):
    """The change would break the codebook or its history; ``remedy`` says what to do instead."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


def own_codes(book: Codebook) -> dict[str, Code]:
    """The codes of the tree, without those that are only proposed."""
    return {name: code for name, code in book.codes.items() if not name.startswith(PROPOSAL)}


def add(book: Codebook, code: Code) -> Revision:
    """A new code, under the one that its id names."""
    check_new_id(book, code.id)
    check_parent(book, code.id)
    check_names(book, code)
    return Revision(steps=(Put(code=code),), entries=(Draft(change="added", to=(code.id,)),))


def edit(book: Codebook, code: str, fields: Mapping[str, Any], meaning: ChangeKind | None) -> Revision:
    """Other fields of a code; where they say what it means, *meaning* says how that changed."""
    old = book.codes[code]
    changed = {name: value for name, value in fields.items() if getattr(old, name) != value}
    if not changed:
        raise NotAllowedError(f"`{code}` is so already; nothing was written")
    if not changed.get("label", "x").strip():
        raise NotAllowedError(f"`{code}` needs a label", "it is what the code is called in tables")
    meant = [name for name in MEANING if name in changed]
    if meant and meaning is None:
        raise NotAllowedError(
            f"the {_words(meant)} of `{code}` changes: how?",
            f"add `--meaning` and one of {', '.join(MEANINGS)} (reworded: it means the same)",
        )
    if not meant and meaning not in {None, "reworded"}:
        raise NotAllowedError(
            f"`{code}` cannot be {meaning} by this: neither definition nor use_when nor not_when changes",
            "change one of these as well, or leave out `--meaning`",
        )
    check_names(book, replace(old, **changed))
    entry = Draft(change=meaning or "reworded", from_=(code,))
    return Revision(steps=(Fill(code=code, fields=changed),), entries=(entry,))


def rename(book: Codebook, old: str, new: str) -> Revision:
    """Another id at the same place in the tree, for the code and all below it."""
    if new == old:
        raise NotAllowedError(f"`{old}` is called so already; nothing was written")
    if new.rpartition(".")[0] != old.rpartition(".")[0]:
        raise NotAllowedError(
            f"`{new}` stands elsewhere in the tree than `{old}`",
            f"`imqual codebook move {old}` does that, `rename` not",
        )
    return _shift(book, old, new, "renamed")


def move(book: Codebook, code: str, parent: str | None) -> Revision:
    """A code, with all below it, to another place in the tree."""
    if parent is not None and parent in below(book.codes, code):
        where = "itself" if parent == code else f"`{parent}`, which is below it"
        raise NotAllowedError(f"`{code}` cannot stand under {where}", "name another code, or `--top`")
    last = code.rpartition(".")[2]
    new = f"{parent}.{last}" if parent else last
    if new == code:
        raise NotAllowedError(f"`{code}` stands there already; nothing was written")
    return _shift(book, code, new, "moved")


def _shift(book: Codebook, old: str, new: str, kind: ChangeKind) -> Revision:
    family = below(own_codes(book), old)
    called = tuple(renamed(each, old, new) for each in family)
    for each, name in zip(family, called, strict=True):
        check_new_id(book, name, comes_from=each)
    return Revision(steps=(Shift(old=old, new=new),), entries=(Draft(change=kind, from_=family, to=called),))


def merge(book: Codebook, sources: Iterable[str], target: str) -> Revision:
    """Codes into another: they leave the tree, what was coded with them counts under it, and it has their aliases."""
    names = tuple(dict.fromkeys(sources))
    for each in names:
        if each == target:
            raise NotAllowedError(f"`{each}` cannot be merged into itself", "name two codes")
        if target in below(book.codes, each):
            raise NotAllowedError(
                f"`{each}` cannot be merged into `{target}`, which is below it",
                f"merge `{target}` into `{each}`, or move `{target}` out first",
            )
    _check_alone(book, names, "merged")
    other_names = [alias for each in names for alias in book.codes[each].aliases]
    aliases = tuple(dict.fromkeys((*book.codes[target].aliases, *other_names)))
    also = (Fill(code=target, fields={"aliases": aliases}),) if other_names else ()
    return Revision(steps=(*_taken(names), *also), entries=(Draft(change="merged", from_=names, to=(target,)),))


def split(book: Codebook, code: str, into: Iterable[Code]) -> Revision:
    """A code into others, new ones or such as are there; it retires, unless all of them are new and below it."""
    parts = tuple(into)
    names = tuple(each.id for each in parts)
    if len(set(names)) < 2:
        raise NotAllowedError(f"`{code}` is split into at least two codes", "name them: `--into A --into B`")
    if code in names:
        raise NotAllowedError(
            f"`{code}` cannot be one of its own parts",
            f"give the part another id, or split into codes below it: `{code}.a`, `{code}.b`",
        )
    stays = all(each.startswith(f"{code}.") for each in names)
    if not stays:
        under = [*below(own_codes(book), code)[1:]] + [n for n in names if n.startswith(f"{code}.")]
        if under:
            raise NotAllowedError(
                f"`{code}` goes out of the tree, and `{under[0]}` stands below it",
                f"move it first (`imqual codebook move {under[0]} …`), or put all parts below `{code}`",
            )
    new = [each for each in parts if each.id not in book.codes]
    for each in new:
        check_new_id(book, each.id)
        check_parent(book, each.id, also={one.id for one in new} - {each.id})
        check_names(book, each)
    steps = (
        *(Put(code=each) for each in sorted(new, key=lambda one: one.depth)),
        *(() if stays else (Take(code=code),)),
    )
    return Revision(steps=steps, entries=(Draft(change="split", from_=(code,), to=names),))


def retire(book: Codebook, codes: Iterable[str]) -> Revision:
    """Codes out of use: they leave the tree, and what was coded with them is left out and counted as left out."""
    names = tuple(dict.fromkeys(codes))
    _check_alone(book, names, "retired")
    return Revision(steps=_taken(names), entries=(Draft(change="retired", from_=names),))


def restore(book: Codebook, codes: Iterable[Code]) -> Revision:
    """Codes that were retired, merged or split, back into the tree as they were."""
    wanted = sorted(codes, key=lambda each: each.depth)
    names = tuple(each.id for each in wanted)
    retired = lineage(book.history).retired
    for each in wanted:
        if each.id in book.codes and each.id not in retired:
            raise NotAllowedError(f"`{each.id}` is in the tree; there is nothing to restore")
        check_parent(book, each.id, also=set(names) - {each.id}, doing="restore")
    given_back = tuple(_given_back(book, wanted))
    book = replace(book, codes=revised(book.codes, given_back))
    wanted = [_without_taken_names(book, each) for each in wanted]
    steps = tuple(Put(code=each) for each in wanted if each.id not in book.codes)
    return Revision(steps=(*given_back, *steps), entries=(Draft(change="restored", to=names),))


def check_outcome(book: Codebook, plan: Revision, history: tuple[Change, ...]) -> Codebook:
    """The codebook after the plan, whose *history* has the new entries.

    Raises:
        NotAllowedError: an id would lead elsewhere than the tree says.
    """
    codes = revised(own_codes(book), plan.steps)
    after = replace(book, codes=codes, history=history)
    line, before = lineage(history), lineage(book.history)
    if len(line.conflicts) > len(before.conflicts):
        raise NotAllowedError(
            "one of these codes was merged into another code before", "restore it first, then merge it anew"
        )
    wrong = [code for code in codes if line.today(code) != code or code in line.retired]
    was_wrong = {code for code in book.codes if before.today(code) != code or code in before.retired}
    if new := [code for code in wrong if code not in was_wrong]:
        raise NotAllowedError(f"the history leads `{new[0]}` elsewhere, though it is in the tree", "choose another id")
    lost = {end for end in _ends(after, line) if not end.startswith(PROPOSAL)} - set(_ends(book, before))
    if lost:
        raise NotAllowedError(f"the history would lead to `{min(lost)}`, which is neither in the tree nor retired")
    return after


def _ends(book: Codebook, line: Lineage) -> Iterator[str]:
    for change in unknown_ends(book, line):
        yield from (end for code in (*change.from_, *change.to) if (end := line.today(code)) not in book.codes)


def check_new_id(book: Codebook, code: str, comes_from: str | None = None) -> None:
    """That no code has or had this id; *comes_from* may take up an older id of its own.

    Raises:
        NotAllowedError: one has, or had.
    """
    if code in book.codes and (comes_from is None or code not in below(book.codes, comes_from)):
        raise NotAllowedError(f"there is a code `{code}` already: {book.codes[code].label}", "choose another id")
    line = lineage(book.history)
    named = {name for change in book.history for name in (*change.from_, *change.to)}
    if code in named and (comes_from is None or line.today(code) != comes_from):
        end = line.today(code)
        where = "is retired" if end == code else f"leads to `{end}`"
        raise NotAllowedError(
            f"`{code}` was a code before, and {where}: an id is never used for another code",
            f"choose another id, or bring it back: `imqual codebook restore {code}`",
        )
    other = book.aliases.get(code.casefold())
    if other is not None and other != comes_from:
        raise NotAllowedError(
            f"`{code}` is another name of `{other}`", "choose another id, or take the alias out first"
        )


def check_parent(book: Codebook, code: str, also: Iterable[str] = (), doing: str = "add") -> None:
    """That the code above is in the tree, or among *also*.

    Raises:
        NotAllowedError: it is not.
    """
    parent = code.rpartition(".")[0]
    if parent and parent not in book.codes and parent not in set(also):
        raise NotAllowedError(
            f"`{code}` stands under `{parent}`, which is not in the tree",
            suggest(parent, own_codes(book), otherwise=f"{doing} `{parent}` first"),
        )


def check_names(book: Codebook, code: Code) -> None:
    """That no other code has its key, or one of its other names.

    Raises:
        NotAllowedError: one has.
    """
    for other in own_codes(book).values():
        if other.id == code.id:
            continue
        if code.key and other.key and (code.key.startswith(other.key) or other.key.startswith(code.key)):
            raise NotAllowedError(
                f"the key `{code.key}` cannot be told from `{other.key}`, the key of `{other.id}`",
                "choose one that does not begin like another, or leave it out: the screen then finds one",
            )
        taken = {other.id, *(each.casefold() for each in other.aliases)}
        for alias in code.aliases:
            if alias.casefold() in taken:
                raise NotAllowedError(f"`{alias}` is `{other.id}` already", "another name belongs to one code")


def _given_back(book: Codebook, wanted: Iterable[Code]) -> Iterator[Fill]:
    """Aliases that a code got when others were merged into it go back with them."""
    line = lineage(book.history)
    own: dict[str, set[str]] = {}
    for each in wanted:
        end = line.today(each.id)
        if end != each.id and end in book.codes:
            own.setdefault(end, set()).update(each.aliases)
    for code, aliases in own.items():
        kept = tuple(alias for alias in book.codes[code].aliases if alias not in aliases)
        if kept != book.codes[code].aliases:
            yield Fill(code=code, fields={"aliases": kept})


def _without_taken_names(book: Codebook, code: Code) -> Code:
    """The code without a key or aliases that others took while it was away."""
    others = own_codes(book).values()
    clash = any(
        code.key and other.key and (code.key.startswith(other.key) or other.key.startswith(code.key))
        for other in others
    )
    taken = {alias.casefold() for other in others for alias in other.aliases} | book.codes.keys()
    kept = tuple(alias for alias in code.aliases if alias.casefold() not in taken)
    return replace(code, key=None if clash else code.key, aliases=kept)


def _check_alone(book: Codebook, names: tuple[str, ...], doing: str) -> None:
    for each in names:
        under = [one for one in below(own_codes(book), each)[1:] if one not in names]
        if under:
            more = f" and {len(under) - 1} more" if len(under) > 1 else ""
            raise NotAllowedError(
                f"`{each}` cannot be {doing}: `{under[0]}`{more} stands below it",
                f"move it first (`imqual codebook move {under[0]} --top`), or name it as well",
            )


def _taken(names: tuple[str, ...]) -> tuple[Take, ...]:
    return tuple(Take(code=each) for each in sorted(names, key=lambda one: -one.count(".")))


def _words(fields: Iterable[str]) -> str:
    return " and ".join(fields)
