"""What becomes of a code that was only proposed, as steps and entries like every other change of the codebook."""

from __future__ import annotations

from imcommerce_qual.core.codechange import NotAllowedError, check_names, check_new_id, check_parent
from imcommerce_qual.core.revising import Draft, Put, Revision, Take, below
from imcommerce_qual.model.codebook import Code, Codebook


def accept(book: Codebook, proposal: str, code: Code, *, redefined: bool = False) -> Revision:
    """The proposal becomes *code*, and its codings follow; with *redefined* they are to be looked at again."""
    check_new_id(book, code.id, comes_from=proposal)
    check_parent(book, code.id)
    check_names(book, code)
    entries = (
        Draft(change="added", to=(code.id,)),
        *((Draft(change="redefined", from_=(proposal,)),) if redefined else ()),
        Draft(change="renamed", from_=(proposal,), to=(code.id,)),
    )
    return Revision(steps=(Put(code=code),), entries=entries)


def merge_into(proposal: str, target: str) -> Revision:
    """The proposal's codings count under a code of the tree."""
    return Revision(steps=(), entries=(Draft(change="merged", from_=(proposal,), to=(target,)),))


def decline(proposal: str) -> Revision:
    """The proposal's codings count under no code until their coder gives them another."""
    return Revision(steps=(), entries=(Draft(change="retired", from_=(proposal,)),))


def open_again(proposal: str) -> Revision:
    """A proposal that was merged or declined is only proposed again."""
    return Revision(steps=(), entries=(Draft(change="restored", to=(proposal,)),))


def propose_again(book: Codebook, code: str, proposal: str) -> Revision:
    """A code that a proposal became goes out of the tree, and is only proposed again."""
    under = below(book.codes, code)[1:]
    if under:
        raise NotAllowedError(f"`{code}` has codes below it: `{under[0]}`", "move or retire these first")
    return Revision(steps=(Take(code=code),), entries=(Draft(change="renamed", from_=(code,), to=(proposal,)),))
