"""A new code from a participant's own words: proposed to the codebook's owner, and used at once."""

from __future__ import annotations

from imcommerce_qual.actions.applying import Done, Request, check_text, locate
from imcommerce_qual.actions.desk import at_desk
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.excerpts import anchor_at, excerpt_of, side_of
from imcommerce_qual.core.matching import candidate, cuts_words
from imcommerce_qual.model.codebook import PROPOSAL, Proposal
from imcommerce_qual.model.event import Applied
from imcommerce_qual.model.span import Span
from imcommerce_qual.store.proposals import append_proposal, read_proposals, slug_of


def propose(opened: Opened, coder: str, transcript: str, span: Span, *, label: str, definition: str = "") -> Proposal:
    """Propose a code called *label* and put it on the span.

    The proposal is on the disk before the coding that names it.

    Raises:
        WrongUseError: the label is empty, or the span does not begin and end in words of one language.
    """
    check_text(label)
    check_text(definition)
    found = known_transcript(opened.study, transcript)
    if not label.strip():
        raise WrongUseError("a new code needs a name", "type a few words")
    if side_of(found, span) is None:
        raise WrongUseError("these words are not of one language", "select words of one language")
    with at_desk(opened, coder, (found.id,)) as desk:
        envelope = desk.envelope(found.id)
        taken = {each.slug for each in read_proposals(opened.root) if each.coder == coder}
        proposal = Proposal(
            coder=coder,
            slug=slug_of(label, taken),
            label=" ".join(label.split()),
            definition=definition.strip(),
            from_=envelope["id"],
        )
        append_proposal(opened.root, proposal)
        event = Applied(
            **envelope, code=proposal.id, codebook=opened.study.codebook.hash, anchor=anchor_at(found, span)
        )
        desk.append(found.id, event)
        desk.write()
    return proposal


def propose_on(opened: Opened, coder: str, request: Request, *, label: str) -> Done:
    """Propose a code called *label* and put it on the words that *request* means; its own code is not asked.

    Raises:
        WrongUseError: the label or the place is none, or *request* has more than a place.
        AmbiguousQuoteError: its quote does not stand in one place.
    """
    if request.memo or request.stance or request.toward or request.unsure or request.exemplar:
        raise WrongUseError("a new code is put on as it is", "say the rest afterwards: imqual amend ID …")
    transcript = known_transcript(opened.study, request.transcript)
    span = locate(transcript, request)
    made = propose(opened, coder, transcript.id, span, label=label)
    excerpt = excerpt_of(transcript, span)
    return Done(
        coding=made.from_,
        transcript=transcript.id,
        code=made.id,
        place=candidate(transcript, span),
        words=excerpt.words if excerpt else "",
        cuts=cuts_words(transcript.text, span),
    )


def is_others_proposal(code: str, coder: str) -> bool:
    """Whether the code was proposed by somebody else: it is made of words that they coded, so *coder* is not shown it.

    >>> is_others_proposal("proposal/ann/aunt", "ben"), is_others_proposal("trust", "ben")
    (True, False)
    """
    return code.startswith(PROPOSAL) and not code.startswith(f"{PROPOSAL}{coder}/")
