"""What forgetting cannot reach, in words: somebody has to see to it by hand."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.forgetting.order import Order
from imcommerce_qual.core.forgetting.passages import is_alone, is_in
from imcommerce_qual.store.reworded import Reworded
from imcommerce_qual.store.staging import links_in


def unreached(opened: Opened, order: Order, found: Reworded) -> Iterator[str]:
    """Every place that keeps the words whatever is done here, or may keep them."""
    root = opened.root
    repository = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)
    if repository is not None:
        yield (
            "the git history, with stashes and remotes, keeps what was committed: rewrite it "
            "(`git filter-repo --replace-text`), and have every clone made anew"
        )
    for name in found.unsearched:
        yield f"{name}: nothing can be searched in it; listen, or look"
    for name in links_in(root):
        yield f"{name}: a link to elsewhere, which was not followed"
    if order.participant is not None:
        for transcript in opened.study.transcripts.values():
            if is_in(transcript, order.participant) and not is_alone(transcript, order.participant):
                yield f"transcripts/{transcript.id}.md: what others said there stays; read whether it is about them"
                yield f"transcripts/{transcript.id}.md: what `interview:` says stays; it is about the others too"
        yield (
            f"the id `{order.participant}` stays, and says that somebody withdrew; if it is made of their name, "
            "run `pseudonymise` too"
        )
        yield "what memos, definitions and other transcripts say about them in other words"
    yield "copies elsewhere: other coders' laptops, e-mail, backups, exports and reports that were sent"
