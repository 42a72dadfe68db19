"""Two codebooks that grew apart, joined: the tree of the one, with what was done to the other since they parted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from imcommerce_qual.core.codebookdiff import compare
from imcommerce_qual.core.codechange import own_codes
from imcommerce_qual.core.lineage import Lineage, lineage
from imcommerce_qual.core.revising import Draft, Fill, Put, Revision, Shift, Step, Take, below, renamed, revised
from imcommerce_qual.model.codebook import Change, Code, Codebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A field that both sides changed, each to something else."""

    code: str
    field: str
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What to do to *ours*: steps, entries of theirs, and further ones that only joining makes necessary.

    ``clashes`` and ``obstacles`` (in words) are for people to decide; with any of them, the rest is not to be used.
    """

    revision: Revision
    entries: tuple[Change, ...]
    clashes: tuple[Clash, ...] = ()
    obstacles: tuple[str, ...] = ()


def join(base: Codebook, ours: Codebook, theirs: Codebook, prefer: str | None = None) -> Joined:
    """*Theirs* brought into *ours*; *base* is what both grew out of; *prefer* settles fields that both changed."""
    have = {change.id for change in ours.history}
    entries = tuple(change for change in theirs.history if change.id not in have)
    line = lineage((*ours.history, *entries))
    obstacles = [
        f"both merged `{', '.join(each.from_)}`, into different codes: take entry {each.id} or the other out"
        for each in line.conflicts
    ]
    unmerged = lineage(change for change in (*ours.history, *entries) if change.change != "merged")
    builder = _Builder(own_codes(ours), line, unmerged)
    builder.lead()
    clashes = list(_differences(builder, base, theirs, entries, prefer))
    moved = {old: now for old, now in builder.extra.items() if old != now}
    drafts = (Draft(change="moved", from_=tuple(moved), to=tuple(moved.values())),) if moved else ()
    return Joined(
        revision=Revision(steps=tuple(builder.steps), entries=drafts),
        entries=entries,
        clashes=tuple(clashes),
        obstacles=(*obstacles, *builder.obstacles),
    )


class _Builder:
    """Our tree while it is brought to where both histories lead."""

    def __init__(self, codes: dict[str, Code], line: Lineage, unmerged: Lineage) -> None:
        self.codes = codes
        self.line = line
        self.unmerged = unmerged
        self.steps: list[Step] = []
        #: Where a code stands, if that is not where the histories say: its parent was moved on the other side.
        self.extra: dict[str, str] = {}
        self.obstacles: list[str] = []

    def do(self, step: Step) -> None:
        self.steps.append(step)
        self.codes = revised(self.codes, [step])

    def lead(self) -> None:
        """Give every code the id that it leads to, and take out those that were merged or retired."""
        self.take_gone()
        waiting = sorted(self.codes, key=lambda each: (each.count("."), each))
        while waiting:  # a code whose new parent is not there yet comes after it
            later = [code for code in waiting if not self.shift(code, settle=False)]
            if len(later) == len(waiting):
                for code in later:
                    self.shift(code, settle=True)
                later = []
            waiting = later
        for code in list(self.extra):
            if self.line.today(code) == self.extra[code]:
                del self.extra[code]
        self.take_gone()
        for code in self.codes:
            if self.gone(code):
                self.obstacles.append(f"`{code}` goes out of the tree, but codes stand below it")

    def shift(self, code: str, *, settle: bool) -> bool:
        """Bring a code to where it leads; False where its new parent is missing, unless that is to be settled."""
        now = self.here(code)
        wanted = self.line.today(code)
        parent = wanted.rpartition(".")[0]
        if now is None or now == wanted or wanted in self.codes or wanted in self.line.retired:
            return True
        if parent and parent not in self.codes:
            if not settle:
                return False
            wanted = f"{self.here(parent) or parent}.{wanted.rpartition('.')[2]}"
        for each in below(tuple(self.codes), now):
            was = next((old for old, new in self.extra.items() if new == each), each)
            self.extra[was] = renamed(each, now, wanted)
        self.do(Shift(old=now, new=wanted))
        return True

    def gone(self, code: str) -> bool:
        """Whether the histories retired the code or merged it into another."""
        end = self.line.today(code)
        return end in self.line.retired or self.unmerged.today(code) != end

    def take_gone(self) -> None:
        """Take out what is gone and has nothing below it."""
        for code in sorted(self.codes, key=lambda each: -each.count(".")):
            if self.gone(code) and len(below(tuple(self.codes), code)) == 1:
                self.do(Take(code=code))

    def here(self, code: str) -> str | None:
        """Where a code of either side stands in the tree now."""
        end = self.line.today(code)
        for name in (self.extra.get(end), self.extra.get(code), end, code):
            if name is not None and name in self.codes:
                return name
        return None


def _differences(
    builder: _Builder, base: Codebook, theirs: Codebook, entries: tuple[Change, ...], prefer: str | None
) -> Iterator[Clash]:
    for each in compare(base, theirs, entries):
        if each.kind == "added":
            _put(builder, theirs.codes[each.code])
            continue
        was = each.was or each.code
        now = builder.here(was)
        if each.kind == "removed" or now is None:
            if now is not None and each.kind == "removed" and not builder.gone(was):
                builder.obstacles.append(f"`{was}` is gone on the other side, and no entry says where to")
            continue
        yield from _fill(builder, now, each.fields, prefer)


def _put(builder: _Builder, code: Code) -> None:
    end = builder.line.today(code.id)
    if end in builder.line.retired or (end != code.id and end in builder.codes):
        return
    if end in builder.codes:
        if builder.codes[end] != replace(code, id=end):
            builder.obstacles.append(f"both sides added `{end}`, and say different things of it")
        return
    head, _, last = end.rpartition(".")
    parent = builder.here(head) if head else ""
    if head and parent is None:
        builder.obstacles.append(f"`{end}` came under `{head}`, which is gone on this side")
        return
    name = f"{parent}.{last}" if parent else last
    if name != end:
        builder.extra[end] = name
    builder.do(Put(code=replace(code, id=name)))


def _fill(builder: _Builder, now: str, fields: Mapping[str, tuple[Any, Any]], prefer: str | None) -> Iterator[Clash]:
    taken: dict[str, Any] = {}
    for name, (before, after) in fields.items():
        mine = getattr(builder.codes[now], name)
        if mine in (before, after) or prefer == "theirs":
            if mine != after:
                taken[name] = after
        elif prefer is None:
            yield Clash(code=now, field=name, ours=mine, theirs=after)
    if taken:
        builder.do(Fill(code=now, fields=taken))
