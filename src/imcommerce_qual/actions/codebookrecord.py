"""Hand edits of the codebook: noticed by comparison with what was known last, and recorded as their author says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.codebookchange import CodebookPlan, check_file, dated, planned_file
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.past import codebooks_named
from imcommerce_qual.core.asof import baselines
from imcommerce_qual.core.codebookdiff import Difference, changed_fields, unrecorded
from imcommerce_qual.core.codechange import NotAllowedError, check_outcome, own_codes
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.revising import Draft, Revision, below, renamed
from imcommerce_qual.model.codebook import MEANING, ChangeKind, Code, Codebook
from imcommerce_qual.model.problem import Fault
from imcommerce_qual.render.changetext import field_words
from imcommerce_qual.store.codebookversions import stored_codebooks

EDITED = "codebook-edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the author says: meanings by code (``*``: of all others), and where codes went that are gone."""

    meanings: Mapping[str, ChangeKind] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandEdits:
    """What differs from the known versions without an entry; ``before`` has the codes as they were, where they were."""

    differences: tuple[Difference, ...] = ()
    before: Mapping[str, Code] = field(default_factory=dict)


def hand_edits(opened: Opened) -> HandEdits:
    """What was changed in the codebook's file and not recorded; nothing where no version of it is known."""
    book = opened.study.codebook
    if not book.hash:
        return HandEdits()
    stored = stored_codebooks(opened.root, opened.workspace.cache)
    found: dict[tuple[str, str], Difference] = {}
    before: dict[str, Code] = {}
    for base in baselines(book, stored, codebooks_named(opened)):
        if base.hash != book.hash:
            for each in unrecorded(base, book):
                found.setdefault((each.code, each.kind), each)
                if each.code in base.codes:
                    before.setdefault(each.code, base.codes[each.code])
    return HandEdits(differences=tuple(found.values()), before=before)


def check_edits(opened: Opened) -> Iterator[Fault]:
    """A problem for every code that was changed by hand and not recorded.

    Where codings name a code that is gone, they are the problem, and tell the same remedy.
    """
    found = hand_edits(opened).differences
    coded = {each.code for each in opened.presence().unled} if any(e.kind == "removed" for e in found) else set()
    told = {name for each in found if each.kind == "removed" and each.code in coded for name in (each.code, each.like)}
    for each in (each for each in found if each.code not in told):
        name = opened.workspace.codebook.name
        path: tuple[str, ...] = ("code", each.code)
        match each.kind:
            case "added":
                message, remedy = f"`{each.code}` is new, and nobody recorded it", "`imqual codebook record` does"
            case "removed":
                maybe = f" (`{each.like}` says the same and is new)" if each.like else ""
                message = f"`{each.code}` is gone from the tree, and nobody recorded where to{maybe}"
                gone = f"--renamed {each.code}={each.like}" if each.like else f"--retired {each.code}"
                remedy, path = f"`imqual codebook record {gone}` says so, or `--merged {each.code}=CODE`", ()
            case _:
                words = "; ".join(field_words(key, *pair) for key, pair in each.fields.items())
                message = f"`{each.code}` was changed, and nobody recorded it: {words}"
                meant = [key for key in MEANING if key in each.fields]
                path = (*path, *(meant[:1] or list(each.fields)[:1]))
                ask = f" --meaning {each.code}=redefined (or widened, narrowed, reworded)" if meant else ""
                remedy = f"`imqual codebook record{ask}`"
        yield Fault(code=EDITED, message=message, remedy=remedy, file=name, path=path, severity="warning")


def plan_record(opened: Opened, by: str, answers: Answers, *, why: str = "") -> CodebookPlan | None:
    """What recording the hand edits would write; None where there are none.

    Raises:
        RefusedError: an answer is missing: what a changed definition is, or where a code went.
        WrongUseError: an answer is about something else.
    """
    check_text(why)
    check_file(opened)
    edits = hand_edits(opened)
    if not edits.differences:
        return None
    book = opened.study.codebook
    book = replace(book, codes=own_codes(book))
    try:
        drafts = tuple(_drafts(book, edits, answers))
        entries = dated(drafts, book, by, why)
        after = check_outcome(book, Revision(steps=(), entries=drafts), (*book.history, *entries))
    except NotAllowedError as error:
        raise WrongUseError(str(error), error.remedy) from None
    after = replace(after, revision=book.revision + 1)
    return planned_file(opened, by, Revision(steps=(), entries=drafts), entries, after)


_THERE = "is not gone from the tree"


def _drafts(book: Codebook, edits: HandEdits, answers: Answers) -> Iterator[Draft]:
    removed = [each.code for each in edits.differences if each.kind == "removed"]
    added = [each.code for each in edits.differences if each.kind == "added"]
    taken: dict[str, str] = {}
    for old, new in answers.renamed.items():
        _known(old, removed, _THERE)
        _known(new, added, "is not new in the tree")
        called = {each: renamed(each, old, new) for each in below(removed, old)}
        pairs = {each: name for each, name in called.items() if name in added}
        taken |= pairs
        kind: ChangeKind = "renamed" if old.rpartition(".")[0] == new.rpartition(".")[0] else "moved"
        yield Draft(change=kind, from_=tuple(pairs), to=tuple(pairs.values()))
    yield from _gone(book, answers, removed)
    fresh = [each for each in added if each not in taken.values()]
    if fresh:
        yield Draft(change="added", to=tuple(fresh))
    changed = {each.code: each.fields for each in edits.differences if each.kind == "changed"}
    changed |= {now: changed_fields(edits.before[was], book.codes[now]) for was, now in taken.items()}
    changed = {code: fields for code, fields in changed.items() if fields}
    for name in answers.meanings.keys() - {"*"}:
        _known(name, list(changed), "was not changed by hand")
    meant = {code for code, fields in changed.items() if any(name in fields for name in MEANING)}
    said = {code: answers.meanings.get(code, answers.meanings.get("*")) for code in meant}
    lost = [each for each in removed if each not in {*taken, *answers.merged, *answers.retired}]
    unsaid = [code for code in changed if code in said and said[code] is None]
    if lost or unsaid:
        raise RefusedError(_unanswered(lost, unsaid), _how_to_answer(edits, lost, unsaid))
    for code in changed:
        yield Draft(change=said.get(code) or "reworded", from_=(code,))


def _gone(book: Codebook, answers: Answers, removed: list[str]) -> Iterator[Draft]:
    for old, target in answers.merged.items():
        _known(old, removed, _THERE)
        _known(target, list(book.codes), "is not in the tree")
        yield Draft(change="merged", from_=(old,), to=(target,))
    retired = tuple(_known(each, removed, _THERE) for each in sorted(answers.retired))
    if retired:
        yield Draft(change="retired", from_=retired)


def _unanswered(gone: list[str], unsaid: list[str]) -> str:
    parts = [f"where did {', '.join(f'`{each}`' for each in gone)} go?"] if gone else []
    parts += [f"what is the change of {', '.join(f'`{each}`' for each in unsaid)}?"] if unsaid else []
    return f"{' '.join(parts)} Nothing was written"


def _how_to_answer(edits: HandEdits, gone: list[str], unsaid: list[str]) -> str:
    like = {each.code: each.like for each in edits.differences if each.like}
    parts = [f"--renamed {each}={like.get(each) or 'NEW'}, --merged {each}=CODE or --retired {each}" for each in gone]
    parts += [f"--meaning {each}=redefined (or widened, narrowed, reworded)" for each in unsaid]
    return "say " + "; ".join(parts)


def _known(name: str, known: list[str], what: str) -> str:
    if name not in known:
        raise WrongUseError(f"`{name}` {what}", suggest(name, known) if known else "")
    return name
