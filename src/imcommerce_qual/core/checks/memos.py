"""Checks of memos: what they are about is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.core.abouts import today_about, unknown_about
from imcommerce_qual.model.memo import Memo
from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.study import Study

UNKNOWN_ABOUT = "memo-about-unknown"


def check_memos(study: Study, memos: Iterable[tuple[str, Memo]]) -> Iterator[Fault]:
    """Each memo, by its file's name, is about something of the study; codes that were renamed are followed."""
    for name, memo in memos:
        for n, about in enumerate(memo.about):
            remedy = unknown_about(study, today_about(study, about))
            if remedy is not None and about != "?":
                yield Fault(
                    code=UNKNOWN_ABOUT,
                    message=f"the memo is about `{about}`, which is not there",
                    remedy=remedy,
                    file=name,
                    path=("about", n) if len(memo.about) > 1 else ("about",),
                )
