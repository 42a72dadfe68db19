"""Decisions after the text was edited: they hold, and what they left never stands on other words."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from tests.core.test_adjudication import BODY, CODERS, MARKS, TEXT, compared, decide, made
from tests.samples import transcript

from imcommerce_qual.core.adjudication import compare, reconcile
from imcommerce_qual.core.anchoring import carry_anchor
from imcommerce_qual.core.difference import difference
from imcommerce_qual.model.edit import Changed, Edit, Lost
from imcommerce_qual.model.standing import Standing

TOKENS = BODY.split(" ")
#: Words that may be edited: neither labels nor the ends of lines.
FREE = [n for n, word in enumerate(TOKENS) if not set(word) & set(":\n=")]
EDITS = st.dictionaries(st.sampled_from(FREE), st.sampled_from(["", "her", "plus", "她", "we met", "everybody", "!"]))


def edited(changes):
    """The transcript with some words changed, deleted or put in."""
    words = [changes.get(n, word) for n, word in enumerate(TOKENS)]
    return transcript(" ".join(word for word in words if word))


@given(MARKS, EDITS, st.sampled_from(["union", "both", "take ann", "neither"]))
def test_a_decision_never_attaches_to_other_words(rows, changes, how):
    """Whatever was edited: every decision holds, and its outcome is at its own words, marked as changed, or nowhere."""
    codings = made(rows)
    found = compared(*codings, coders=CODERS)
    decisions = [decide(each, how, number=n, by=("ann",)) for n, each in enumerate(found.disagreements, 1)]
    now = edited(changes)
    changed, moved = difference(TEXT.text, now.text)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    path = (Edit(id="e", at=at, by="ann", from_=TEXT.hash, to=now.hash, changed=changed, moved=moved),)

    def bring(coding):
        where = carry_anchor(coding.anchor, path=path, new_text=now.text)
        if isinstance(where, Lost):
            return None
        return Standing(coding=coding, code=coding.code, span=where.span, changed=isinstance(where, Changed))

    carried = {each.coding.id: bring(each.coding) for each in codings}
    after = compare(
        now,
        [each for each in carried.values() if each is not None],
        coders=CODERS,
        completed=lambda *_: True,
        decisions=decisions,
        bring=bring,
        absent=[each.coding for each in codings if carried[each.coding.id] is None],
    )

    assert ((), ()) == (after.outdated, after.conflicts)
    assert {each.id for each in decisions} == {each.decision.id for each in after.settled}
    outcomes = [mark.standing for each in after.settled for mark in each.outcomes]
    assert sum(len(each.outcome) for each in decisions) == len(outcomes) + len(after.unplaced)
    for each in (*outcomes, *reconcile(after, "keep_all")):
        words = now.text[each.span.start : each.span.end]
        assert each.changed or words == each.coding.anchor.quote
