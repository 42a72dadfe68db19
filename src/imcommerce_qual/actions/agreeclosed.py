"""A study as a round was closed on it: its codebook, its texts, and how codings are carried between them."""

from __future__ import annotations

from dataclasses import replace

from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.actions.opened import Carrier, Opened
from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.plan import Round
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.codebookfile import read_codebook
from imcommerce_qual.store.proposals import read_proposals, with_proposals
from imcommerce_qual.store.versions import codebook_version, stored_transcript


def as_closed(opened: Opened, found: Round) -> Opened:
    """The study with the codebook and the texts that the round was closed on.

    Raises:
        RefusedError: one of them is not stored.
    """
    assert found.closed is not None
    frozen = {event for ids in found.closed.logs.values() for event in ids}
    book = _codebook(opened, found.closed.codebook)
    if book is None:
        raise RefusedError(
            f"the codebook that {found.id} was closed on is not stored",
            f"bring back history/codebook/{found.closed.codebook}.yaml from git or a backup",
        )
    texts: dict[str, Transcript] = {}
    for name, digest in found.closed.texts.items():
        text = stored_transcript(opened.root, name, digest)
        today = opened.study.transcripts.get(name)
        text = text or (today if today is not None and today.hash == digest else None)
        if text is None:
            raise RefusedError(
                f"the text of {name} that {found.id} was closed on is not stored",
                f"bring back history/transcripts/{name}/{digest}.md from git or a backup",
            )
        texts[name] = text
    proposed = [each for each in read_proposals(opened.root) if each.from_ in frozen]
    study = replace(
        opened.study, codebook=with_proposals(book, proposed), transcripts={**opened.study.transcripts, **texts}
    )
    carry = Carrier(opened.root, study, until=found.closed.at)
    return replace(opened, workspace=replace(opened.workspace, study=study), carry=carry)


def _codebook(opened: Opened, digest: str) -> Codebook | None:
    path = codebook_version(opened.root, digest)
    if path.is_file():
        book = read_codebook(path, f"history/codebook/{path.name}", opened.workspace.cache).codebook
        if book.hash == digest:
            return book
    today = opened.workspace.codebook.codebook
    return today if today.hash == digest else None
