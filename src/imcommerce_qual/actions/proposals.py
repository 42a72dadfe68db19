"""Codes that coders proposed: listed for whoever keeps the codebook, accepted, merged, declined, opened again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.codebookchange import CodebookPlan, legal_id, named_code, plan
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core import proposalchange
from imcommerce_qual.core.evidence import all_placed, quotation
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.codebook import PROPOSAL, Change, Code, Proposal
from imcommerce_qual.model.evidence import Passage, Quotation
from imcommerce_qual.model.study import Study
from imcommerce_qual.store.proposals import read_proposals

State = Literal["open", "accepted", "merged", "declined"]
_STATES: dict[str, State] = {"renamed": "accepted", "merged": "merged", "retired": "declined", "restored": "open"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal and what became of it.

    ``code`` is where its excerpts are today. ``codings`` and ``transcripts`` are those that the viewer may see;
    ``hidden``: in some transcripts the proposer's codings are withheld, and none of theirs is counted.
    """

    proposal: Proposal
    state: State
    code: str | None = None
    why: str = ""
    codings: int = 0
    transcripts: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What a viewer may see of the proposals; ``withheld``: how many of others' are for those who keep the codebook."""

    shown: tuple[Proposed, ...]
    withheld: int = 0


def keeps_codebook(study: Study, viewer: str | None) -> bool:
    """Whether the viewer sees what others propose: who wrote the codebook, or anybody where nobody is said to have."""
    authors = {coder.id for coder in study.coders.values() if coder.wrote_codebook}
    return viewer is None or not authors or viewer in authors


def proposals(opened: Opened, viewer: str | None, *, settled: bool = False) -> Proposals:
    """The proposals that *viewer* may see, open ones only unless *settled*; in order of coders and time."""
    everything = read_proposals(opened.root)
    own = [each for each in everything if keeps_codebook(opened.study, viewer) or each.coder == viewer]
    shown = [_proposed(opened, viewer, each) for each in own]
    others = [each for each in everything if each not in own and (settled or _state(opened, each)[0] == "open")]
    return Proposals(shown=tuple(each for each in shown if settled or each.state == "open"), withheld=len(others))


def known_proposal(opened: Opened, viewer: str | None, name: str) -> Proposed:
    """The proposal of that name: its slug, ``coder/slug``, or its whole id.

    Raises:
        WrongUseError: there is none, or several coders have one.
        RefusedError: it is another coder's, and the viewer does not keep the codebook.
    """
    everything = read_proposals(opened.root)
    wanted = name.removeprefix(PROPOSAL).casefold()
    found = [each for each in everything if wanted in {each.slug.casefold(), f"{each.coder}/{each.slug}".casefold()}]
    mine = [each for each in found if each.coder == viewer]
    found = mine if len(found) > 1 and len(mine) == 1 else found
    if len(found) > 1:
        raise WrongUseError(
            f"{len(found)} coders proposed a `{name}`", "say whose: " + ", ".join(f"{e.coder}/{e.slug}" for e in found)
        )
    allowed = [each for each in everything if keeps_codebook(opened.study, viewer) or each.coder == viewer]
    if not found:
        known = [each.slug for each in allowed]
        raise WrongUseError(f"there is no proposal `{name}`", suggest(name, known, otherwise="look at the list"))
    if found[0] not in allowed:
        owners = ", ".join(coder.id for coder in opened.study.coders.values() if coder.wrote_codebook)
        raise RefusedError(
            f"`{name}` was proposed by another coder, whose work {viewer} does not see",
            f"it is for who keeps the codebook: {owners}",
        )
    return _proposed(opened, viewer, found[0])


def _state(opened: Opened, proposal: Proposal) -> tuple[State, str]:
    """The proposal's state and why, by the last entry of the history that names it."""
    about = [each for each in opened.study.codebook.history if proposal.id in (*each.from_, *each.to)]
    last = max((each for each in about if each.change in _STATES), key=lambda each: (each.at, each.id), default=None)
    if last is None or (last.change == "renamed" and proposal.id in last.to):
        return "open", last.why if last is not None else ""
    return _STATES[last.change], last.why


def _proposed(opened: Opened, viewer: str | None, proposal: Proposal) -> Proposed:
    presence = opened.presence(viewer=viewer)
    book = opened.study.codebook
    line = lineage(book.history)
    state, why = _state(opened, proposal)
    today = line.today(proposal.id)
    found = [each.coding for each in presence.standing if proposal.id in {each.coding.code, each.code}]
    found += [coding for coding in presence.unled if coding.code == proposal.id]
    return Proposed(
        proposal=proposal,
        state=state,
        code=today if today in book.codes and today != proposal.id else None,
        why=why,
        codings=len(found),
        transcripts=tuple(sorted({each.transcript for each in found})),
        hidden=any(coder == proposal.coder for coder, _ in presence.hidden),
    )


def plan_accept(
    opened: Opened,
    by: str,
    name: str,
    *,
    id_: str | None = None,
    parent: str | None = None,
    label: str | None = None,
    definition: str | None = None,
    short: str = "",
    use_when: str = "",
    not_when: str = "",
    why: str = "",
) -> CodebookPlan:
    """The proposal as a code of the codebook; its excerpts follow. A definition is required, the coder's own will do.

    Where the definition is not the coder's own, their excerpts are to be looked at again under it.

    Raises:
        WrongUseError: there is no definition, or no such parent, or the id is not one, or is in use, or was.
        RefusedError: it is settled already.
    """
    found = _open(opened, by, name)
    proposal = found.proposal
    for text in (label, definition, short, use_when, not_when):
        check_text(text)
    defined = (definition or proposal.definition).strip()
    if not defined:
        raise WrongUseError(
            "a code needs a definition, and the coder wrote none",
            '--definition "what must be in the words for the code to apply"',
        )
    code = Code(
        id=_new_id(opened, proposal, id_, named_code(opened, parent) if parent else None),
        label=" ".join((label or proposal.label).split()),
        definition=defined,
        origin=f"inductive, {datetime.now(UTC):%Y-%m-%d}",
        support=f"proposed while coding, by {proposal.coder}",
        short=short.strip(),
        use_when=use_when.strip(),
        not_when=not_when.strip(),
    )
    redefined = " ".join(defined.split()) != " ".join(proposal.definition.split())
    return plan(opened, by, lambda book: proposalchange.accept(book, proposal.id, code, redefined=redefined), why=why)


def plan_merge(opened: Opened, by: str, name: str, into: str, why: str = "") -> CodebookPlan:
    """The proposal's excerpts go to a code that there is.

    Raises:
        WrongUseError: there is no such code, or it is itself only proposed.
        RefusedError: it is settled already.
    """
    proposal = _open(opened, by, name).proposal
    target = named_code(opened, into)
    return plan(opened, by, lambda _: proposalchange.merge_into(proposal.id, target), why=why)


def plan_decline(opened: Opened, by: str, name: str, why: str) -> CodebookPlan:
    """The proposal is declined: its excerpts count under no code until their coder gives them another.

    Raises:
        WrongUseError: there is no reason.
        RefusedError: it is settled already.
    """
    if not why.strip():
        raise WrongUseError("why is it declined?", 'the coder will ask: --why "…"')
    proposal = _open(opened, by, name).proposal
    return plan(opened, by, lambda _: proposalchange.decline(proposal.id), why=why)


def plan_reopen(opened: Opened, by: str, name: str, why: str = "") -> CodebookPlan:
    """The proposal is open again, and its excerpts are back with it: what was settled is taken back by an entry more.

    A code that it had become goes out of the tree; what others coded under that goes to the proposal too.

    Raises:
        WrongUseError: the code that it became has codes below it.
        RefusedError: it is open, or the code that it became is not in the tree any more.
    """
    found = known_proposal(opened, by, name)
    proposal, code = found.proposal, found.code
    if found.state == "open":
        raise RefusedError(f"`{proposal.id}` is open", "there is nothing to take back")
    if found.state != "accepted":
        return plan(opened, by, lambda _: proposalchange.open_again(proposal.id), why=why)
    if code is None:
        raise RefusedError(f"the code that `{proposal.id}` became is not in the codebook", "restore that code first")
    return plan(opened, by, lambda book: proposalchange.propose_again(book, code, proposal.id), why=why)


def _open(opened: Opened, by: str, name: str) -> Proposed:
    found = known_proposal(opened, by, name)
    if found.state != "open":
        where = f" (`{found.code}`)" if found.code else ""
        raise RefusedError(
            f"`{found.proposal.id}` was {found.state} already{where}",
            f"to take that back: imqual codebook proposals reopen {found.proposal.coder}/{found.proposal.slug}",
        )
    return found


def _new_id(opened: Opened, proposal: Proposal, given: str | None, parent: str | None) -> str:
    """The id of the code to be, under its parent.

    Raises:
        WrongUseError: it cannot be one.
    """
    last = given or proposal.slug
    return legal_id(opened, last if parent is None or last.startswith(f"{parent}.") else f"{parent}.{last}")


def excerpts(opened: Opened, viewer: str | None, found: Proposed) -> tuple[Quotation, ...]:
    """The proposal's excerpts that *viewer* may see, in order of transcripts."""
    own = [
        each for each in opened.presence(viewer=viewer).standing if found.proposal.id in {each.coding.code, each.code}
    ]
    placed, _ = all_placed(opened.study, own)
    return tuple(
        quotation(opened.study, Passage(transcript=name, members=(each,)), each)
        for name in sorted(placed)
        for each in sorted(placed[name], key=lambda each: each.standing.span)
    )


def changes_of(opened: Opened, proposal: Proposal) -> Sequence[Change]:
    """The entries of the history about a proposal, oldest first."""
    about = (each for each in opened.study.codebook.history if proposal.id in (*each.from_, *each.to))
    return sorted(about, key=lambda each: (each.at, each.id))
