"""A codebook in which git left two versions: both histories kept, and the tree that they lead to."""

from __future__ import annotations

from dataclasses import replace

from imcommerce_qual.actions.codebookchange import CodebookPlan, dated
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.codechange import own_codes
from imcommerce_qual.core.joining import join
from imcommerce_qual.core.lineage import lineage, unknown_ends
from imcommerce_qual.core.revising import revised
from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.render.changetext import field_words
from imcommerce_qual.store.codebookfile import CodebookFile, parse_codebook
from imcommerce_qual.store.codebooknodes import CannotRewriteError
from imcommerce_qual.store.codebooktext import rewrite
from imcommerce_qual.store.codebookversions import stored_codebooks
from imcommerce_qual.store.conflict import conflict_at, sides
from imcommerce_qual.store.gitsides import git_sides
from imcommerce_qual.store.rewriting import text_of
from imcommerce_qual.store.textfile import hash16

_BY_HAND = (
    "by hand: keep one side's codes, bring the other's changes in, keep both sides' entries under `history:`, "
    "delete the lines of `<`, `=` and `>`, then `imqual check`"
)


def plan_resolve(opened: Opened, by: str, *, prefer: str | None = None) -> CodebookPlan:
    """The codebook without the conflict: ours, with what theirs did since both were one; reads only.

    Raises:
        WrongUseError: there is no conflict.
        RefusedError: both changed the same thing differently, or the common version is not stored.
    """
    name = opened.workspace.codebook.name
    raw = (opened.root / name).read_bytes()
    text = text_of(raw).decode("utf-8")
    if conflict_at(text) is None:
        raise WrongUseError(f"git left no conflict in {name}", "`imqual check` says what is wrong with it, if anything")
    if prefer not in {None, "ours", "theirs"}:
        raise WrongUseError(f"`{prefer}` is no side", "say `ours` or `theirs`")
    known = git_sides(opened.root, name)
    mine, other = known[1:] if known else sides(text)
    ours, theirs = _read(name, mine), _read(name, other)
    _same_entries(ours, theirs)
    base = parse_codebook(name, known[0]).codebook if known else _base(opened, ours, theirs)
    joined = join(base, ours, theirs, prefer)
    if joined.obstacles:
        raise RefusedError(f"{name}: {'; '.join(joined.obstacles)}. Nothing was written", _BY_HAND)
    if joined.clashes:
        told = "; ".join(f"{each.code}: {field_words(each.field, each.ours, each.theirs)}" for each in joined.clashes)
        raise RefusedError(
            f"both sides changed the same words (ours → theirs): {told}. Nothing was written",
            "say `--prefer ours` or `--prefer theirs` for these, and edit the code afterwards",
        )
    number = max(ours.revision, theirs.revision) + 1
    union = replace(ours, revision=number - 1, history=(*ours.history, *joined.entries))
    entries = (*joined.entries, *dated(joined.revision.entries, union, by, "two histories joined"))
    after = replace(
        ours,
        revision=number,
        codes=revised(own_codes(ours), joined.revision.steps),
        history=(*ours.history, *entries),
    )
    line = lineage(after.history)
    led_away = any(line.today(code) != code or code in line.retired for code in after.codes)
    if led_away or next(unknown_ends(after, line), None) is not None:
        raise RefusedError(f"{name}: the two histories do not lead to one tree. Nothing was written", _BY_HAND)
    try:
        new = rewrite(mine, joined.revision.steps, entries, number)
    except CannotRewriteError as error:
        raise RefusedError(f"{name} cannot be rewritten: {error}. Nothing was written", _BY_HAND) from None
    found = parse_codebook(name, new).codebook
    if dict(found.codes) != dict(after.codes) or found.history != after.history:
        raise RefusedError(
            f"{name} is written in a form that cannot be rewritten safely. Nothing was written", _BY_HAND
        )
    return CodebookPlan(
        by=by,
        file=name,
        before=ours,
        after=found,
        entries=entries,
        effects=(),
        guard=hash16(text_of(raw)),
        old=mine.encode("utf-8"),
        new=new.encode("utf-8"),
    )


def _read(name: str, text: str) -> Codebook:
    read: CodebookFile = parse_codebook(name, text)
    errors = tuple(each for each in read.problems if each.severity == "error")
    if errors:
        raise RefusedError(f"one side of the conflict in {name} has problems; nothing was written", _BY_HAND, errors)
    return read.codebook


def _same_entries(ours: Codebook, theirs: Codebook) -> None:
    known = {change.id: change for change in ours.history}
    for change in theirs.history:
        if known.get(change.id, change) != change:
            raise RefusedError(f"entry {change.id} is not the same on both sides. Nothing was written", _BY_HAND)


def _base(opened: Opened, ours: Codebook, theirs: Codebook) -> Codebook:
    common = {change.id for change in ours.history} & {change.id for change in theirs.history}
    stored = stored_codebooks(opened.root, opened.workspace.cache)
    found = [each for each in stored if each.id == ours.id and {change.id for change in each.history} == common]
    if not found:
        raise RefusedError(
            "the version that both sides grew out of is not stored under history/codebook/. Nothing was written",
            _BY_HAND,
        )
    return min(found, key=lambda each: (_distance(each, ours) + _distance(each, theirs), each.hash))


def _distance(one: Codebook, other: Codebook) -> int:
    return sum(code != other.codes.get(name) for name, code in one.codes.items())
