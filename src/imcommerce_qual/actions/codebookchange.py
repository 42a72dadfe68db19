"""Changing the codebook: planned and looked at first, then written in one step, with its history."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import Opened, presence_under
from imcommerce_qual.actions.rewriting import written
from imcommerce_qual.core.codechange import NotAllowedError, check_outcome, own_codes
from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.recoding import Effect, effect_of
from imcommerce_qual.core.revising import Draft, Revision
from imcommerce_qual.model.codebook import PROPOSAL, Change, Code, Codebook
from imcommerce_qual.model.study import Theme
from imcommerce_qual.store.codebookfile import parse_codebook
from imcommerce_qual.store.codebooknodes import CannotRewriteError
from imcommerce_qual.store.codebooktext import rewrite
from imcommerce_qual.store.codebookversions import stored_codebooks
from imcommerce_qual.store.ids import code_part_fault, folded
from imcommerce_qual.store.rewriting import text_of
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.versions import codebook_version


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeShift:
    """A theme that gathers other codes after a change than before."""

    theme: str
    gains: tuple[str, ...]
    loses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookPlan:
    """A change that nobody wrote yet: what the file will hold, and what that does, as far as *by* may see it.

    ``hidden`` pairs of coder and transcript are not in the counts; their codings follow all the same. ``named_in`` are
    codes whose texts name an id that changes. ``guard`` is the hash16 of the text that the file had when it was read,
    ``old`` the version before the change, where that is not it.
    """

    by: str
    file: str
    before: Codebook
    after: Codebook
    entries: tuple[Change, ...]
    effects: tuple[Effect, ...]
    themes: tuple[ThemeShift, ...] = ()
    named_in: tuple[str, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    comments_lost: int = 0
    guard: str = ""
    old: bytes | None = field(default=None, repr=False)
    new: bytes = field(default=b"", repr=False)

    @property
    def undefined(self) -> tuple[str, ...]:
        """The new codes that say nothing of what they mean."""
        codes = self.after.codes.items()
        return tuple(name for name, code in codes if name not in self.before.codes and not code.definition.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written, the file itself last; ``undo`` is the id of the first entry."""

    paths: tuple[Path, ...]
    revision: int
    hash: str
    undo: str


def named_code(opened: Opened, name: str) -> str:
    """The code of the tree that is meant by an id, an older id or another name.

    Raises:
        WrongUseError: there is none, or what is named was merged, split or retired.
        RefusedError: the codebook cannot be read without problems.
    """
    check_file(opened)
    book = opened.study.codebook
    own = own_codes(book)
    if name in own:
        return name
    if name.startswith(PROPOSAL):
        raise WrongUseError(f"`{name}` is only proposed", "accept it first; then it is a code of the tree")
    line = lineage(book.history)
    alias = book.aliases.get(name.casefold())
    code = line.today(alias or name)
    about = [each for each in book.history if name in each.from_ and each.change in {"merged", "split", "retired"}]
    if about and alias is None:
        last = max(about, key=lambda each: (each.at, each.id))
        where = f" into {', '.join(f'`{each}`' for each in last.to)}" if last.to else ""
        raise WrongUseError(
            f"`{name}` was {last.change}{where} (entry {last.id})",
            f"bring it back with `imqual codebook restore {name}`, or name a code of the tree",
        )
    if code in own:
        return code
    raise WrongUseError(f"there is no code `{name}` in the codebook", suggest(name, [*own, *book.aliases]))


def legal_id(opened: Opened, name: str) -> str:
    """A new id as it is, if it can be one.

    Raises:
        WrongUseError: it has a capital, a space or the like, or differs only by width from another.
    """
    check_file(opened)
    wrong = next(filter(None, map(code_part_fault, name.split("."))), None)
    if wrong:
        raise WrongUseError(f"`{name}` cannot be an id: {wrong}", "what a code is called in tables is its `--label`")
    for other in own_codes(opened.study.codebook):
        if other != name and folded(other) == folded(name):
            raise WrongUseError(f"`{name}` and `{other}` differ only by case or width", "choose another id")
    return name


def plan(opened: Opened, by: str, planned: Callable[[Codebook], Revision], *, why: str = "") -> CodebookPlan:
    """What a change would write and do; reads only.

    Raises:
        WrongUseError: the change is not allowed.
        RefusedError: the file has problems, or a form that cannot be rewritten without its author.
    """
    check_text(why)
    check_file(opened)
    book = opened.study.codebook
    book = replace(book, codes=own_codes(book))
    try:
        revision = planned(book)
        entries = dated(revision.entries, book, by, why)
        after = check_outcome(book, revision, (*book.history, *entries))
    except NotAllowedError as error:
        raise WrongUseError(str(error), error.remedy) from None
    return planned_file(opened, by, revision, entries, replace(after, revision=book.revision + 1))


def planned_file(
    opened: Opened, by: str, revision: Revision, entries: tuple[Change, ...], after: Codebook
) -> CodebookPlan:
    """The plan with the file's new content, proved to say what is meant."""
    raw = (opened.root / opened.workspace.codebook.name).read_bytes()
    old = text_of(raw).decode("utf-8")
    try:
        text = rewrite(old, revision.steps, entries, after.revision)
    except CannotRewriteError as error:
        raise RefusedError(
            f"{opened.workspace.codebook.name} cannot be rewritten: {error}; nothing was written",
            "change it by hand, then `imqual codebook record`",
        ) from None
    read = parse_codebook(opened.workspace.codebook.name, text)
    if dict(read.codebook.codes) != dict(after.codes) or read.codebook.history != after.history:
        raise RefusedError(
            f"{opened.workspace.codebook.name} is in a form that cannot be rewritten safely; nothing was written",
            "change it by hand, then `imqual codebook record`",
        )
    found = read.codebook
    before = lineage(opened.study.codebook.history)
    about = {code for each in entries for code in (*each.from_, *each.to)}
    presence = presence_under(opened, frozenset(about | {before.today(code) for code in about}), by)
    drafts = [Draft(change=each.change, from_=each.from_, to=each.to) for each in entries]
    line = lineage(found.history)
    return CodebookPlan(
        by=by,
        file=opened.workspace.codebook.name,
        before=opened.study.codebook,
        after=found,
        entries=entries,
        effects=tuple(effect_of(draft, opened.study, presence, line) for draft in drafts),
        themes=tuple(_theme_shifts(opened, found)),
        named_in=tuple(_named_in(found, drafts)),
        hidden=presence.hidden,
        comments_lost=max(0, _comments(old) - _comments(text)),
        guard=hash16(text_of(raw)),
        new=text.encode("utf-8"),
    )


def dated(drafts: Iterable[Draft], book: Codebook, by: str, why: str) -> tuple[Change, ...]:
    """The drafts as entries: now, and later than all that the history has."""
    last = max((change.at for change in book.history), default=None)
    now = datetime.now(UTC)
    at = now if last is None or now > last else last + timedelta(microseconds=1)
    return tuple(
        Change(
            id=f"c{uuid.uuid4().hex[:11]}",
            revision=book.revision + 1,
            at=at + timedelta(microseconds=n),
            by=by,
            change=draft.change,
            from_=draft.from_,
            to=draft.to,
            why=" ".join(why.split()),
        )
        for n, draft in enumerate(drafts)
    )


def carry_out(opened: Opened, plan: CodebookPlan) -> Written:
    """Keep the codebook as it was and as it will be, then put the new one in place.

    Raises:
        BusyError: the file changed since it was looked at, or somebody else is changing it.
    """
    paths = written(
        opened, plan.file, before=plan.guard, text=plan.new, version=codebook_version, lock="codebook", kept=plan.old
    )
    return Written(
        paths=paths,
        revision=plan.after.revision,
        hash=plan.after.hash,
        undo=plan.entries[0].id if plan.entries else "",
    )


def last_known(opened: Opened, code: str) -> Code:
    """A code that is not in the tree any more, as the newest stored codebook has it.

    Raises:
        WrongUseError: it was never a code, or no stored codebook has it.
    """
    book = opened.study.codebook
    stored = stored_codebooks(opened.root, opened.workspace.cache)
    have = [each for each in stored if code in each.codes and each.id == book.id]
    if not have:
        went = [change for change in book.history if change.change in {"merged", "split", "retired"}]
        named = {name for change in went for name in change.from_}
        remedy = "put it back by hand from git, then `imqual codebook record`" if code in named else ""
        raise WrongUseError(
            f"no stored codebook has a code `{code}`",
            remedy or (suggest(code, sorted(named)) if named else "nothing was merged, split or retired yet"),
        )
    return max(have, key=lambda each: (len(each.history), each.hash)).codes[code]


def check_file(opened: Opened) -> None:
    """Let a codebook pass that was read without problems.

    Raises:
        RefusedError: it has some, or there is none.
    """
    errors = tuple(each for each in opened.workspace.codebook.problems if each.severity == "error")
    if errors or not opened.study.codebook.hash:
        raise RefusedError(
            f"{opened.workspace.codebook.name} has problems; nothing was written", "put right what is listed", errors
        )


def _theme_shifts(opened: Opened, after: Codebook) -> Iterator[ThemeShift]:
    findings = opened.study.findings
    before = opened.study.codebook
    then = lineage(after.history)
    themes: list[Theme] = [theme for each in findings.findings for theme in each.themes]
    for theme in [*themes, *findings.across]:
        old, new = theme_codes(theme, before), theme_codes(theme, after)
        gains = tuple(sorted(new - {then.today(code) for code in old}))
        loses = tuple(sorted(code for code in old if then.today(code) not in new))
        if gains or loses:
            yield ThemeShift(theme=theme.id, gains=gains, loses=loses)


def _named_in(after: Codebook, drafts: Iterable[Draft]) -> Iterator[str]:
    gone = {
        code for draft in drafts for code in draft.from_ if code not in after.codes and ("." in code or "_" in code)
    }
    if not gone:
        return
    pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, sorted(gone)))})(?!\w|\.\w)")
    for code in after.codes.values():
        if pattern.search(f"{code.definition}\n{code.use_when}\n{code.not_when}\n{code.short}"):
            yield code.id


def _comments(text: str) -> int:
    return sum(line.lstrip().startswith("#") for line in text.split("\n"))
