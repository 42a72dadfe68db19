"""Memos: written, found, edited; shown as far as the viewer may see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.names import known_code, known_coder
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.viewing import record_sight
from imcommerce_qual.core.abouts import STUDY, matching, things, today_about, transcripts_of, unknown_about
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.memo import Memo, split_about
from imcommerce_qual.store.ids import file_id_fault, folded
from imcommerce_qual.store.memofile import memo_path, memo_version, render_memo
from imcommerce_qual.store.newfile import create_file, replace_file
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.versions import store_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Memos:
    """The memos that a viewer may see, by date and name; ``hidden``: who wrote others, about which transcripts."""

    shown: tuple[Memo, ...]
    hidden: tuple[tuple[str, str], ...] = ()


def memos(opened: Opened, viewer: str | None, *, about: str | None = None, see: Iterable[str] = ()) -> Memos:
    """The memos, under today's ids; with *about*, only those about that.

    Another coder's memo about a transcript, or about one of its participants, is hidden from a coder who has not
    completed the transcript: it says what is in it. Memos about codes, themes, findings and the study are for all.
    Those in *see* are shown all the same, which is recorded first.

    Raises:
        WrongUseError: *about* is nothing of the study, or there is no such coder.
    """
    study = opened.study
    seen = {known_coder(study, name) for name in see}
    wanted = resolve_about(opened, about) if about is not None else None
    progress = opened.presence(viewer=viewer).progress if viewer is not None else {}
    done = {name for (coder, name), each in progress.items() if coder == viewer and each.completed}
    shown: list[Memo] = []
    hidden: list[tuple[str, str]] = []
    for memo in _today(opened):
        if wanted is not None and wanted not in memo.about:
            continue
        closed = _closed(opened, memo, viewer, done)
        if closed and memo.author not in seen:
            hidden += [(memo.author, name) for name in closed]
            continue
        for name in closed:
            record_sight(opened, viewer or "", memo.author, name, "memos")
        shown.append(memo)
    shown.sort(key=lambda memo: (memo.date, memo.slug))
    return Memos(shown=tuple(shown), hidden=tuple(sorted(set(hidden))))


def _today(opened: Opened) -> Iterable[Memo]:
    for file in opened.workspace.memos:
        if file.memo is not None:
            yield replace(file.memo, about=tuple(today_about(opened.study, each) for each in file.memo.about))


def _closed(opened: Opened, memo: Memo, viewer: str | None, done: set[str]) -> tuple[str, ...]:
    """The transcripts because of which the memo is hidden from the viewer; none where it is not."""
    if viewer is None or memo.author == viewer or memo.author not in opened.study.coders:
        return ()
    about = {name for each in memo.about for name in transcripts_of(opened.study, each)}
    return tuple(sorted(name for name in about - done if name in opened.study.transcripts))


def memos_by_about(opened: Opened, viewer: str | None) -> Mapping[str, tuple[Memo, ...]]:
    """The memos that *viewer* may see by what they are about, as ``kind:id`` or ``study``."""
    found: dict[str, tuple[Memo, ...]] = {}
    for memo in memos(opened, viewer).shown:
        for about in memo.about:
            found[about] = (*found.get(about, ()), memo)
    return found


def known_memo(opened: Opened, viewer: str | None, name: str, *, see: Iterable[str] = ()) -> Memo:
    """The memo of that name.

    Raises:
        WrongUseError: there is none that the viewer may see.
        RefusedError: it is hidden from the viewer.
    """
    wanted = name.removesuffix(".md").removeprefix("memos/").casefold()
    theirs = memos(opened, viewer, see=see).shown
    by_slug = {memo.slug.casefold(): memo for memo in theirs}
    if wanted in by_slug:
        return by_slug[wanted]
    if any(each.slug.casefold() == wanted for each in _today(opened)):
        raise RefusedError(
            f"`{name}` is another coder's memo about a transcript that {viewer} is not done with",
            "it shows when you are done; `--see CODER` shows it now, and that is recorded",
        )
    raise WrongUseError(f"there is no memo `{name}`", suggest(name, [memo.slug for memo in theirs]))


def resolve_about(opened: Opened, written: str) -> str:
    """What a memo is about, as ``kind:id`` under today's ids, or ``study``; the kind may be left out where it is clear.

    Raises:
        WrongUseError: it is nothing of the study, or several things.
    """
    study = opened.study
    kind, name = split_about(written)
    if not name and kind != STUDY:
        found = matching(study, kind)
        if len(found) == 1:
            return found[0]
        if found:
            raise WrongUseError(f"`{written}` is several things", f"say which: {', '.join(found)}")
        known = [STUDY, *(each for ids in things(study).values() for each in ids)]
        raise WrongUseError(f"there is nothing called `{written}` here", suggest(written, known))
    if kind == "code":
        return f"code:{known_code(study.codebook, name)}"
    ids = {each.casefold(): each for each in things(study).get(kind, ())}
    about = f"{kind}:{ids.get(name.casefold(), name)}" if name else kind
    if remedy := unknown_about(study, about):
        raise WrongUseError(f"a memo cannot be about `{written}`: it is not there", remedy)
    return about


def new_memo(opened: Opened, by: str, about: Sequence[str], text: str, slug: str | None = None) -> tuple[Memo, Path]:
    """Write a new memo; returns it and its file.

    Raises:
        WrongUseError: there are no words, or the name is none.
        RefusedError: there is a memo of that name.
    """
    check_text(text)
    if not text.strip():
        raise WrongUseError("a memo without words was not written", "--text, a pipe, or your editor")
    resolved = tuple(dict.fromkeys(resolve_about(opened, each) for each in about)) or (STUDY,)
    taken = {folded(path.stem) for path in (opened.root / "memos").glob("*.md")}
    if slug is not None and (wrong := file_id_fault(slug)):
        raise WrongUseError(f"`{slug}` cannot be a memo's name: {wrong}", "choose another")
    if slug is not None and folded(slug) in taken:
        raise RefusedError(f"there is a memo `{slug}` already", f"`imqual memo edit {slug}`, or choose another name")
    memo = Memo(slug=slug or "", about=resolved, author=by, date=f"{datetime.now(UTC):%Y-%m-%d}", text=text.strip())
    memo = replace(memo, slug=slug or _slug(memo, taken))
    path = memo_path(opened.root, memo.slug)
    if not create_file(path, render_memo(memo).encode("utf-8")):
        raise BusyError(f"somebody wrote a memo `{memo.slug}` meanwhile; nothing was written", "run it again")
    return memo, path


def _slug(memo: Memo, taken: set[str]) -> str:
    """A name for the file: the first words in Latin letters, else what it is about."""
    candidates = (memo.first_line, split_about(memo.about[0])[1])
    plain = next((each for each in map(_latin, candidates) if each and not file_id_fault(each)), "memo")
    name, n = plain, 1
    while folded(name) in taken:
        n += 1
        name = f"{plain}-{n}"
    return name


def _latin(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower())[:40].strip("-")


def edit_memo(opened: Opened, by: str, memo: Memo, text: str) -> tuple[Path, ...]:
    """The memo with other words; the older ones are kept under ``history/memos/``. Returns what was written.

    Raises:
        WrongUseError: there are no words.
        RefusedError: somebody else wrote the memo, or it says that already.
        BusyError: the file changed since it was read.
    """
    check_text(text)
    if not text.strip():
        raise WrongUseError("a memo without words was not written", "delete its file where it is not wanted any more")
    if memo.author != by:
        raise RefusedError(f"`{memo.slug}` is {memo.author}'s memo", "write one of your own: imqual memo new")
    if text.strip() == memo.text.strip():
        raise RefusedError(f"`{memo.slug}` says that already; nothing was written", "")
    file = next(each for each in opened.workspace.memos if each.memo is not None and each.memo.slug == memo.slug)
    assert file.memo is not None
    path = memo_path(opened.root, memo.slug)
    raw = path.read_bytes()
    if hash16(raw) != file.raw_hash:
        raise BusyError(f"{file.name} changed while this was running; nothing was written", "run it again")
    kept = memo_version(opened.root, memo.slug, file.raw_hash)
    store_version(kept, raw)
    replace_file(path, render_memo(replace(file.memo, text=text.strip())).encode("utf-8"))
    return (path, kept)
