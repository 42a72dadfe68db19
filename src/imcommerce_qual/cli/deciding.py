"""What ``imqual decide`` was asked to do, from its options; and what it says when that is done."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from imcommerce_qual.cli.faults import say

if TYPE_CHECKING:
    from imcommerce_qual.actions.deciding import Settling
    from imcommerce_qual.actions.opened import Opened
    from imcommerce_qual.model.adjudication import Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The ways of settling that were named; a new one is ``codes`` on the words ``at`` or ``quotes``, with a stance."""

    take: str | None
    plain: Mapping[str, bool]
    codes: Sequence[str]
    at: Sequence[str]
    quotes: Sequence[str]
    stance: str | None = None
    toward: str | None = None

    @property
    def named(self) -> list[str]:
        """What was named, in words."""
        found = [how for how, said in self.plain.items() if said]
        found += [f"take {self.take}"] if self.take is not None else []
        return found + (["new"] if self.codes or self.at or self.quotes or self.stance or self.toward else [])


def decide(
    here: Opened,
    writer: str,
    names: Sequence[str],
    way: Way,
    *,
    why: str,
    by: str,
    change: str | None,
    propose: bool,
    revoke: bool,
    as_json: bool,
) -> None:
    """Settle the disagreements named, or take decisions back, or give them a reason."""
    from imcommerce_qual.actions.deciding import settle
    from imcommerce_qual.actions.decisionbatch import parse_decisions
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.cli.output import print_json

    if not names:
        raise WrongUseError("settle which disagreements?", "`imqual compare` lists them; `imqual reconcile` shows them")
    if list(names) == ["-"]:
        if way.named or revoke or why or by or change:
            raise WrongUseError("each line of a batch says for itself what is decided", "give `-` alone")
        wanted: Sequence[Settling] = parse_decisions(here, sys.stdin.buffer.read(), writer)
    elif revoke:
        if way.named:
            raise WrongUseError(f"take it back, or settle it {way.named[0]}?", "take it back first")
        _take_back(here, writer, names, why, as_json=as_json)
        return
    elif not way.named and why.strip() and not (by or change or propose):
        _give_reason(here, writer, names, why, as_json=as_json)
        return
    else:
        why = reason(why, wanted=bool(way.named) and not propose and not as_json)
        wanted = one_way(here, writer, names, way, why=why, by=by, change=change)
    done = settle(here, writer, wanted, propose=propose)
    if as_json:
        print_json("proposed" if propose else "decided", done)
    else:
        told(done, writer, propose=propose)


def _take_back(here: Opened, writer: str, names: Sequence[str], why: str, *, as_json: bool) -> None:
    from imcommerce_qual.actions.deciding import find_decision, revoke
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.render.words import count

    gone = revoke(here, writer, [find_decision(here, name) for name in names], why)
    if as_json:
        print_json("revoked", gone)
    else:
        say(f"took back {count(len(gone), 'decision')}; what they were about is open again")


def _give_reason(here: Opened, writer: str, names: Sequence[str], why: str, *, as_json: bool) -> None:
    from imcommerce_qual.actions.deciding import find_decision
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.reasons import give_reason
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.render.words import count

    try:
        decisions = [find_decision(here, name) for name in names]
    except WrongUseError as error:
        raise WrongUseError(
            f"settle it how? ({error})",
            "one of --take CODER, --both, --neither, --union, --intersection, --code with --at or --quote, --postpone; "
            "--why alone gives a decision that was made a reason",
        ) from None
    done = give_reason(here, writer, decisions, why)
    if as_json:
        print_json("decided", done)
    else:
        say(f"gave {count(len(done), 'decision')} the reason; undo: imqual decide --undo --as {writer}")


def one_way(
    here: Opened, writer: str, names: Iterable[str], way: Way, *, why: str, by: str, change: str | None
) -> list[Settling]:
    """The same for each of these disagreements: exactly one way of settling is named."""
    from imcommerce_qual.actions.comparing import compare_study, find_disagreement
    from imcommerce_qual.actions.deciding import Settling
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.names import known_coder
    from imcommerce_qual.actions.newcodings import new_codings, paired

    if len(way.named) != 1:
        raise WrongUseError(
            "settle it how?" if not way.named else f"these are several ways at once: {', '.join(way.named)}",
            "one of --take CODER, --both, --neither, --union, --intersection, --code with --at or --quote, --postpone",
        )
    (how,) = way.named
    if way.take is not None:
        how = f"take {known_coder(here.study, way.take)}"
    if how != "new":
        return [Settling(disagreement=name, how=how, why=why, by=_names(by), change=change) for name in names]
    # New codings need the disagreement itself: as far as the one who decides may see it, and compared once for all.
    asked = [replace(each, stance=way.stance, toward=way.toward) for each in paired(way.codes, way.at, way.quotes)]
    every = [each for one in compare_study(here, viewer=writer).comparisons for each in one.disagreements]
    found = [find_disagreement(every, name) for name in names]
    return [
        Settling(disagreement=e.id, how=how, why=why, by=_names(by), new=new_codings(here, e, asked), change=change)
        for e in found
    ]


def _names(words: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in words.split(",") if each.strip())


def reason(why: str, *, wanted: bool) -> str:
    """The reason; on a terminal it is asked for where it is missing, and may be left out."""
    if why.strip() or not wanted or not sys.stdin.isatty():
        return why.strip()
    import typer

    asked: str = typer.prompt("Why? (enter: no reason)", default="", show_default=False, err=True)
    return asked.strip()


def told(done: Sequence[Decided], writer: str, *, propose: bool) -> None:
    """How many were settled, which, what is missing, and how to take it back."""
    from imcommerce_qual.render.words import count

    verb = "proposed" if propose else "settled"
    ids = [each.id[:8] for each in done]
    shown = " ".join(ids[:3]) + (" …" if len(ids) > 3 else "")
    back = f"imqual decide --undo{' --propose' if propose else ''} --as {writer}"
    say(f"{verb} {count(len(done), 'disagreement')}: {shown}; undo: {back}")
    if not propose:
        no_reason(done, writer)


def no_reason(done: Sequence[Decided], writer: str) -> None:
    """Say so where decisions have no reason, and how one is given."""
    from imcommerce_qual.render.words import count

    without = [each.id[:8] for each in done if not each.why]
    if without:
        has = "has" if len(without) == 1 else "have"
        say(f'{count(len(without), "decision")} {has} no reason: imqual decide {without[0]} --why "…" --as {writer}')
