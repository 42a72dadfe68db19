"""Two laptops: whatever both did to the codebook, joining keeps every excerpt, or says what is in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, target
from hypothesis import strategies as st
from tests.samples import START

from imcommerce_qual.core import codechange
from imcommerce_qual.core.codechange import NotAllowedError, check_outcome
from imcommerce_qual.core.joining import join
from imcommerce_qual.core.lineage import lineage, unknown_ends
from imcommerce_qual.core.revising import revised
from imcommerce_qual.model.codebook import Change, Code, Codebook

BASE = Codebook(
    id="book",
    revision=1,
    codes={
        name: Code(id=name, label=name.title(), definition="D")
        for name in ("trust", "trust.person", "trust.breach", "cost", "cost.time", "norms")
    },
)
VERBS = ("rename", "move", "merge", "split", "retire", "add", "edit")
deeds = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 9), st.integers(0, 9)), max_size=4)


def planned(book, verb, a, b, mark):
    """One change as somebody would ask for it; *mark* keeps new ids of two people apart."""
    ids = list(book.codes)
    code, other = ids[a % len(ids)], ids[b % len(ids)]
    match verb:
        case "rename":
            return codechange.rename(book, code, f"{code.rpartition('.')[0]}.".lstrip(".") + f"n_{mark}")
        case "move":
            return codechange.move(book, code, None if b % 3 == 0 else other)
        case "merge":
            return codechange.merge(book, [code], other)
        case "split":
            return codechange.split(book, code, [Code(id=f"{code}.{part}_{mark}", label="P") for part in "xy"])
        case "retire":
            return codechange.retire(book, [code])
        case "add":
            return codechange.add(book, Code(id=f"{code}.a_{mark}", label=f"By {mark}"))
        case _:
            return codechange.edit(book, code, {"short": f"by {mark}"}, None)


def side(who, done, begins):
    """The codebook of somebody who did all that is allowed of it; theirs and ours are written in turns."""
    book = BASE
    for n, (verb, a, b) in enumerate(done):
        try:
            plan = planned(book, verb, a, b, f"{who}{n}") if book.codes else None
            entries = (
                ()
                if plan is None
                else tuple(
                    Change(
                        id=f"{who}{n}{k}",
                        revision=n + 2,
                        at=START + timedelta(days=2 * n + begins, microseconds=k),
                        by=who,
                        change=draft.change,
                        from_=draft.from_,
                        to=draft.to,
                    )
                    for k, draft in enumerate(plan.entries)
                )
            )
            if plan is not None:
                book = check_outcome(book, plan, (*book.history, *entries))
        except NotAllowedError:
            continue
    return book


def joined(ours, theirs):
    """Both codebooks as one; None where people must decide."""
    found = join(BASE, ours, theirs)
    if found.obstacles or found.clashes:
        return None
    last = max((each.at for each in (*ours.history, *theirs.history)), default=START)
    more = tuple(
        Change(
            id=f"z{n}", revision=99, at=last + timedelta(days=1 + n), by="z", change=d.change, from_=d.from_, to=d.to
        )
        for n, d in enumerate(found.revision.entries)
    )
    codes = revised(ours.codes, found.revision.steps)
    return replace(ours, codes=codes, history=(*ours.history, *found.entries, *more))


def is_one_tree(book):
    """Whether every code leads to itself, and every id of the history to a code, or to one that is retired."""
    line = lineage(book.history)
    astray = any(line.today(code) != code or code in line.retired for code in book.codes)
    return not astray and next(unknown_ends(book, line), None) is None


@given(deeds, deeds)
def test_joined_histories_lead_every_excerpt_to_a_code_or_a_retired_one(mine, others):
    """All entries are there; what neither retired nor split is counted; new codes and other words came along."""
    ours, theirs = side("a", mine, 1), side("b", others, 2)
    book = joined(ours, theirs)
    if book is None or not is_one_tree(book):
        return  # the command refuses, and says by hand how
    target(len(ours.history) + len(theirs.history))
    line = lineage(book.history)

    assert {each.id for each in (*ours.history, *theirs.history)} <= {each.id for each in book.history}
    gone = {code for each in book.history if each.change in {"retired", "split"} for code in each.from_}
    for code in BASE.codes:
        ways = {code} | {line_.today(code) for line_ in map(lineage, (ours.history, theirs.history))}
        if not gone & ways and line.today(code) in line.retired:
            into = {each.to[0] for each in book.history if each.change == "merged" and ways & set(each.from_)}
            assert into, f"{code} is retired, and nobody retired it"
    for code, each in {**ours.codes, **theirs.codes}.items():
        if each.label.startswith("By") and line.today(code) == code and code not in line.retired:
            assert each.label == book.codes[code].label


@given(deeds, deeds)
def test_who_joins_does_not_matter(mine, others):
    """Where both can be joined without asking anybody, the codes and where ids lead are the same."""
    ours, theirs = side("a", mine, 1), side("b", others, 2)
    one, other = joined(ours, theirs), joined(theirs, ours)
    if one is None or other is None or not (is_one_tree(one) and is_one_tree(other)):
        return
    if all(each.by != "z" for each in (*one.history, *other.history)):
        assert set(one.codes) == set(other.codes)
        assert {c: each.short for c, each in one.codes.items()} == {c: each.short for c, each in other.codes.items()}


@given(deeds)
def test_joining_what_only_one_changed_is_that(done):
    """Whichever side it is."""
    theirs = side("b", done, 1)
    there, back = joined(BASE, theirs), joined(theirs, BASE)

    assert back is not None
    assert there is not None
    assert dict(back.codes) == dict(theirs.codes)
    assert dict(there.codes) == dict(theirs.codes)
