"""Random histories, made by the rules that a user has, and random texts of transcripts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from hypothesis import strategies as st
from tests.samples import Pen

from imcommerce_qual.core.history import fold
from imcommerce_qual.model.event import (
    STANCES,
    Amended,
    Applied,
    Completed,
    Confirmed,
    Redone,
    Removed,
    Reopened,
    Saw,
    Undone,
)
from imcommerce_qual.model.span import Anchor, Span

_ALTERING = ("amend", "remove", "confirm")
_PLAIN = ("apply", "batch", *_ALTERING, "complete", "reopen", "see")

#: What a user does: verbs, each with a number that says to what, or which of its kinds.
deeds = st.lists(st.tuples(st.sampled_from((*_PLAIN, "undo", "redo")), st.integers(0, 5)), max_size=25)
#: The same without undo and redo.
plain_deeds = st.lists(st.tuples(st.sampled_from(_PLAIN), st.integers(0, 5)), max_size=25)

_CHANGES = ({"memo": "看"}, {"code": "norms", "codebook": "d" * 16}, {"stance": "qualifies"}, {"unsure": True})
_PARTS = ({}, {"round": "r1"}, {"codes": ("trust",)})


def perform(writer: Pen, verb: str, which: int) -> None:
    """Do it; nothing happens where there is nothing to do it to."""
    if verb in _ALTERING:
        standing = [each.id for each in fold(writer.log).codings]
        if standing:
            of = standing[which % len(standing)]
            getattr(writer, verb)(of, **(_CHANGES[which % 4] if verb == "amend" else {}))
    elif verb == "apply":
        writer.apply(("trust", "cost", "identity")[which % 3], Span(which, which + 4))
    elif verb == "batch":
        action = f"batch-{len(writer.events):03}"
        writer.apply("trust", Span(which, which + 2), action)
        writer.apply("cost", Span(which + 1, which + 2), action)
    elif verb == "complete":
        writer.complete(**_PARTS[which % 3])
    else:
        getattr(writer, verb)()


def history_of(done: Iterable[tuple[str, int]]) -> Pen:
    """The history of a user who did all that."""
    writer = Pen()
    for verb, which in done:
        perform(writer, verb, which)
    return writer


#: The speakers of the random texts: one the beginning of another, one full of what a pattern would read as its own.
LABELS = ("I", "S03", "S031", "M.(x)*")
# Both scripts, punctuation of both, characters beyond 16 bits, and what looks like the grammar but stands elsewhere.
_PIECES = st.sampled_from(
    [
        *("都是认识的人", "，", "。", "：", "：“", "哈", "trust", "it's ", "👍🏽", "é"),
        *("[笑] ", "[00:07]", ":", "=", "#", " ", "\u3000", "\t", "S03", "12:30"),
    ]
)
_LINES = st.lists(_PIECES, max_size=5).map("".join)
_LABELLED = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(LABELS),
    st.sampled_from(["", " [07:11]", " [1:07:11]", " [00:07:11.250]"]),
    st.sampled_from([":", "："]),
    st.one_of(_LINES, _LINES.map(" {}".format)),
)
_MARKED = st.builds("{}{}".format, st.sampled_from(["= ", "# ", "  ", "\u3000"]), _LINES)
#: Whole texts of transcripts with the speakers LABELS.
texts = st.lists(st.one_of(_LABELLED, _LABELLED, _MARKED, _LINES, st.just("")), max_size=12).map("\n".join)

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
_hashes = st.text("0123456789abcdef", min_size=16, max_size=16)
_envelope = {
    "id": st.uuids().map(str),
    "action": st.uuids().map(str),
    "at": st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
}


@st.composite
def _anchors(draw):
    quote = draw(_names)
    start = draw(st.integers(0, 10**6))
    span = Span(start, start + len(quote))
    return Anchor(text=draw(_hashes), span=span, quote=quote, before=draw(_words), after=draw(_words))


_optional = {
    "stance": st.none() | st.sampled_from(STANCES),
    "toward": st.none() | _words,
    "exemplar": st.booleans(),
    "unsure": st.booleans(),
    "memo": st.none() | _words,
    "print": st.none() | _words,
}


@st.composite
def _changes(draw):
    changes = draw(st.fixed_dictionaries({}, optional=_optional))
    if draw(st.booleans()):
        changes |= {"code": draw(_names), "codebook": draw(_hashes)}
    if draw(st.booleans()):
        changes["anchor"] = draw(_anchors())
    return changes


#: Any event that a file may hold: all kinds, words of any script, control characters and line separators too.
any_event = st.one_of(
    st.builds(Applied, **_envelope, code=_names, codebook=_hashes, anchor=_anchors(), **_optional),
    st.builds(Amended, **_envelope, of=_names, changes=_changes()),
    st.builds(Removed, **_envelope, of=_names, why=st.none() | _words),
    st.builds(Confirmed, **_envelope, of=_names, codebook=_hashes),
    st.builds(
        Completed,
        **_envelope,
        codebook=_hashes,
        text=_hashes,
        round=st.none() | _names,
        codes=st.none() | st.lists(_words, max_size=3).map(tuple),
    ),
    st.builds(Reopened, **_envelope),
    st.builds(Saw, **_envelope, coder=_names, what=_names),
    st.builds(Undone, **_envelope, target=_names),
    st.builds(Redone, **_envelope, target=_names),
)
