"""Which texts are named, which edits are missing, and what an edit does to codings."""

from __future__ import annotations

from dataclasses import replace

from tests.samples import START, pen, transcript

from imcommerce_qual.core.history import fold
from imcommerce_qual.core.texts import fates, place, texts_named, to_record, unrecorded, within_words
from imcommerce_qual.model.edit import Changed, Edit, Kept, Lost
from imcommerce_qual.model.span import Span

TEXT = "I: 为什么？\n= Why?\n\nS03: 都是认识的人，我放心。\n= All people I know.\n"


def edit(from_, to, seconds=0):
    """A recorded edit that changes nothing but the name."""
    from datetime import timedelta

    return Edit(id=f"{from_}{to}", at=START + timedelta(seconds=seconds), by="coder-a", from_=from_, to=to)


def test_the_text_named_last_comes_first():
    """Whatever named it: a coding, a completion, or an edit that led to it."""
    writer = pen(transcript(TEXT))
    writer.apply("trust", "认识的人")

    assert (writer.text.hash,) == texts_named([writer.log], [])
    assert ("b", "a", writer.text.hash) == texts_named([writer.log], [edit("a", "b", 60)])
    assert (writer.text.hash, "b", "a") == texts_named([writer.log], [edit("a", "b", -60)])


def test_an_edit_is_missing_where_no_way_leads_here_in_either_direction():
    """A text that was edited back has a way; one that nobody recorded has none."""
    assert () == unrecorded(["a", "b"], [edit("a", "b")], "a")
    assert () == unrecorded(["a", "b"], [edit("a", "b")], "b")
    assert ("c",) == unrecorded(["c", "a", "b"], [edit("a", "b")], "b")


def test_one_edit_is_enough_for_texts_that_lead_to_one_another():
    """The recorded way between older texts goes on to be the way: no second map competes with it."""
    assert ("b",) == to_record(["b", "a"], [edit("a", "b")], "c")
    assert ("b", "a") == to_record(["b", "a"], [], "c")


def carried(coding, *, to):
    """A carrier that says this of the coding."""
    return lambda each: to if each.id == coding.id else Lost()


def test_what_was_lost_or_changed_before_is_not_blamed_on_this_edit():
    """Only what an edit does is shown as its doing."""
    old = transcript(TEXT)
    writer = pen(old)
    coding = fold(writer.log).codings[0] if writer.apply("trust", "认识的人") else None
    lost = carried(coding, to=Lost())
    changed = carried(coding, to=Changed(Span(20, 24)))

    assert "kept" == fates([coding], before=lost, after=lost, old=old, new=old)[0].verdict
    assert "kept" == fates([coding], before=changed, after=changed, old=old, new=old)[0].verdict
    kept = carried(coding, to=Kept(coding.anchor.span))
    assert "changed" == fates([coding], before=kept, after=changed, old=old, new=old)[0].verdict
    assert "lost" == fates([coding], before=kept, after=lost, old=old, new=old)[0].verdict


def test_candidates_are_places_that_can_be_coded():
    """A place that looks alike may run over a label or a translation; what is offered begins and ends in words."""
    text = transcript(TEXT)
    start = text.text.index("S03")
    coding = replace(fold(_applied(text).log).codings[0])
    (fate,) = fates(
        [coding],
        before=lambda _: Kept(coding.anchor.span),
        after=lambda _: Lost((Span(start, start + 14), Span(0, 3))),
        old=text,
        new=text,
    )

    assert ["都是认识的人，我放"] == [each.words for each in fate.candidates]


def _applied(text):
    writer = pen(text)
    writer.apply("trust", "认识的人")
    return writer


def test_a_span_without_words_has_no_part_that_can_be_coded():
    """A blank line between turns is nothing to offer, and can still be shown."""
    text = transcript(TEXT)
    blank = text.text.index("\n\n")

    assert within_words(text, Span(blank, blank + 2)) is None
    assert "\n\n" == place(text, Span(blank, blank + 2)).words
