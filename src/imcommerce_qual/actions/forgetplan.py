"""What forgetting words, or a participant, would do to everything that a study keeps: looked at first."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from imcommerce_qual.actions.blind import sight, withhold
from imcommerce_qual.actions.consequences import Consequences, consequences
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.forgettingcopy import copied, new_errors, removals, same_turns
from imcommerce_qual.actions.opened import Opened, open_study
from imcommerce_qual.actions.unreached import unreached
from imcommerce_qual.core.forgetting.order import Order, participant_order, words_order
from imcommerce_qual.core.forgetting.shift import Shift
from imcommerce_qual.core.forgetting.words import word_fault
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.forgetting import ERASED
from imcommerce_qual.store.forgotten import render_tombstone, tombstone
from imcommerce_qual.store.namesfile import read_names
from imcommerce_qual.store.reworded import Hit, Reworded
from imcommerce_qual.store.rewording import reword_study, transcripts_in
from imcommerce_qual.store.staging import clear_caches, study_files
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.tombs import FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPlan:
    """What forgetting would do; nobody did it yet. ``guards`` are the hashes of all files as they were read.

    ``originals`` are deleted; ``longer`` and ``otherwise`` are words that stay because they are spelled so; what
    ``unreached`` says has to be seen to by hand. ``removed`` codings lie on nothing but erased words and are taken off.
    """

    kind: str
    by: str
    hits: tuple[Hit, ...]
    originals: tuple[str, ...]
    renamed: tuple[str, ...]
    unreached: tuple[str, ...]
    longer: Mapping[str, int]
    otherwise: Mapping[str, int]
    removed: int
    consequences: Consequences
    writes: Mapping[str, bytes] = field(repr=False)
    deletes: tuple[str, ...] = field(repr=False)
    guards: Mapping[str, str] = field(repr=False)

    @property
    def nothing(self) -> bool:
        """Whether nothing has to go."""
        return not self.hits and not self.deletes


def plan_pseudonyms(opened: Opened, coder: str, names: Path) -> ForgetPlan:
    """What putting pseudonyms for names would do; reads only.

    Raises:
        WrongUseError: the map lies in the study, or cannot be read, or one of its lines cannot be done.
        RefusedError: afterwards the study would have problems that it has not now.
    """
    if opened.root in names.resolve().parents:
        raise WrongUseError(f"{names} lies in the study, where the names must not be", "move it elsewhere")
    puts, problems = read_names(names)
    if problems:
        raise RefusedError(f"{names} cannot be used; nothing was written", problems[0].remedy, problems)
    return _plan(opened, coder, words_order(_checked(puts), "pseudonymised"))


def plan_erase_words(opened: Opened, coder: str, texts: Sequence[str]) -> ForgetPlan:
    """What erasing these words would do; reads only.

    Raises:
        WrongUseError: one of them cannot be erased.
        RefusedError: afterwards the study would have problems that it has not now.
    """
    return _plan(opened, coder, words_order(_checked(dict.fromkeys(texts, ERASED)), "erased"))


def plan_erase_participant(opened: Opened, coder: str, participant: str) -> ForgetPlan:
    """What erasing everything that a participant said would do; reads only.

    Raises:
        WrongUseError: there is no such participant.
        RefusedError: afterwards the study would have problems that it has not now.
    """
    known = opened.study.participants
    if participant not in known:
        raise WrongUseError(f"there is no participant `{participant}`", suggest(participant, known))
    files = _files(opened.root)
    return _plan(opened, coder, participant_order(participant, transcripts_in(files)), files)


def _checked(puts: Mapping[str, str]) -> Mapping[str, str]:
    if not puts:
        raise WrongUseError("which words?", 'give `--text "…"`, or a map with a line for each name')
    for n, (word, put) in enumerate(puts.items(), 1):
        if wrong := word_fault(word, put, puts):
            raise WrongUseError(f"number {n} of {len(puts)} cannot be done: {wrong}", "change it; nothing was written")
    return puts


def _files(root: Path) -> dict[str, bytes]:
    return {name: (root / name).read_bytes() for name in study_files(root)}


def _plan(opened: Opened, coder: str, order: Order, files: dict[str, bytes] | None = None) -> ForgetPlan:
    root = opened.root
    clear_caches(root)
    files = files if files is not None else _files(root)
    found = reword_study(files, order)
    _refuse_blocked(found)
    with copied(root, files, found) as folder:
        after = open_study(folder, use_cache=False)
        taken_off, removed = removals(after) if order.participant is not None else ({}, 0)
        for name, content in taken_off.items():
            (folder / name).write_bytes(content)
            found.writes[name] = content
        after = open_study(folder, use_cache=False)
        wrong = new_errors(root, folder)
        if wrong or not same_turns(opened, after):
            raise RefusedError(
                "afterwards the study would have problems that it has not now; nothing was written",
                "what takes the words' place must fit where they stand (a label, an id): another pseudonym may do",
                withhold(wrong, sight(opened, coder))[0],
            )
        told = consequences(opened, after, coder)
    if found.writes or found.deletes:
        _bury(found, files, order, coder)
    return ForgetPlan(
        kind=order.kind,
        by=coder,
        hits=tuple(found.hits),
        originals=tuple(found.originals),
        renamed=tuple(name for name in found.deletes if name not in found.originals),
        unreached=tuple(unreached(opened, order, found)),
        longer=_counted(order, files, "inside_longer"),
        otherwise=_counted(order, files, "otherwise"),
        removed=removed,
        consequences=told,
        writes=found.writes,
        deletes=tuple(found.deletes),
        guards={name: hash16(raw) for name, raw in files.items()},
    )


def _refuse_blocked(found: Reworded) -> None:
    if found.unreadable:
        raise RefusedError(
            f"{found.unreadable[0]} holds the words, but is not UTF-8; nothing was written",
            "save it as UTF-8, and run again",
        )
    if found.clashes:
        raise RefusedError(
            f"two files would both be called {found.clashes[0]}; nothing was written",
            "give two names that are parts of ids different pseudonyms",
        )


def _bury(found: Reworded, files: Mapping[str, bytes], order: Order, coder: str) -> None:
    """The tombstone, in its writer's file."""
    coder = Shift.of(coder, order.find(coder)).new
    name = f"{FOLDER}/{coder}.jsonl"
    envelope = {"id": str(uuid.uuid4()), "at": datetime.now(UTC), "by": coder, "kind": order.kind}
    stone = tombstone(envelope, order.words.puts if order.words is not None else (), order.lines)
    before = found.writes.get(name, files.get(name, b""))
    found.writes[name] = before + (b"" if before.endswith(b"\n") or not before else b"\n") + render_tombstone(stone)


def _counted(order: Order, files: Mapping[str, bytes], how: str) -> dict[str, int]:
    """Words that stay, in the study's own texts."""
    if order.words is None:
        return {}
    counts: Counter[str] = Counter()
    for name, raw in files.items():
        if name.startswith(("transcripts/", "memos/")) or name.endswith((".yaml", ".yml")):
            counts.update(getattr(order.words, how)(raw.decode("utf-8", "replace")))
    return dict(counts.most_common())
