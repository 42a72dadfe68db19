from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import START, codebook, pen, presence, study, transcript

from imcommerce_qual.core import codechange
from imcommerce_qual.core.codechange import NotAllowedError, check_outcome
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.recoding import effect_of
from imcommerce_qual.core.reopened import reopening
from imcommerce_qual.core.revising import Draft
from imcommerce_qual.model.codebook import Change, Code
from imcommerce_qual.store.codebookfile import parse_codebook
from imcommerce_qual.store.codebooktext import rewrite

TEXT = """\
version: 1
id: book
revision: 1
codes:
  - id: trust   # the first
    label: Trust
    definition: D
    key: t
    aliases: [confidence]
    codes:
      - {id: trust.person, label: In a person, definition: D}
      # about breaches
      - {id: trust.breach, label: Broken, definition: D}
  - {id: cost, label: Cost, definition: D, key: c}
  - id: norms
    label: Norms
history: []
"""
BOOK = parse_codebook("book.yaml", TEXT).codebook
CODES = TEXT.partition("codes:\n")[2].partition("history")[0]


def recorded(book, plan, n):
    """The codebook after a plan that was written on day *n*."""
    entries = tuple(
        Change(
            id=f"h{n:03}{k}",
            revision=n,
            at=START + timedelta(days=n, microseconds=k),
            by="a",
            change=draft.change,
            from_=draft.from_,
            to=draft.to,
        )
        for k, draft in enumerate(plan.entries)
    )
    return check_outcome(book, plan, (*book.history, *entries)), entries


@dataclass(eq=False)
class Thing:
    """A code as somebody would keep it in their head: one thing, whatever it is called, until it goes into another."""

    name: str
    into: Thing | None = None
    gone: bool = False

    def end(self):
        """What it is called today, or None."""
        thing = self
        while thing.into is not None:
            thing = thing.into
        return None if thing.gone else thing.name


@dataclass
class Model:
    """The oracle: things, and excerpts that hold on to the thing that they were coded with."""

    things: list[Thing] = field(default_factory=lambda: [Thing(code) for code in BOOK.codes])
    excerpts: list[tuple[str, Thing]] = field(default_factory=list)

    def live(self):
        """The things of the tree by name."""
        return {each.name: each for each in self.things if each.into is None and not each.gone}

    def shift(self, old, new):
        """Another name, with all below it."""
        for name, each in self.live().items():
            if name == old or name.startswith(f"{old}."):
                each.name = new + name.removeprefix(old)


def perform(book, model, verb, a, b, n):  # noqa: C901 - one branch a verb
    """One change, to the codebook by the program and to the model by hand; None where it is not allowed."""
    ids = list(book.codes)
    if not ids and verb != "restore":
        return None
    code, other = (ids[a % len(ids)], ids[b % len(ids)]) if ids else ("", "")
    dead = [each for each in model.things if each.into is not None or each.gone]
    match verb:
        case "rename":
            new = f"{code.rpartition('.')[0]}.".lstrip(".") + f"n{n}"
            plan = codechange.rename(book, code, new)
            model.shift(code, new)
        case "back":  # to a name that it had, where there is one
            olds = [c.from_[0] for c in book.history if c.change in {"renamed", "moved"} and c.to[0] == code]
            if not olds:
                return None
            verb_ = codechange.rename if olds[0].rpartition(".")[0] == code.rpartition(".")[0] else None
            plan = verb_(book, code, olds[0]) if verb_ else None
            if plan is None:
                return None
            model.shift(code, olds[0])
        case "move":
            parent = None if b % 3 == 0 else other
            plan = codechange.move(book, code, parent)
            model.shift(code, (f"{parent}." if parent else "") + code.rpartition(".")[2])
        case "merge":
            plan = codechange.merge(book, [code], other)
            live = model.live()
            live[code].into = live[other]
        case "split":
            head = code if b % 2 else code.rpartition(".")[0]
            parts = [Code(id=f"{head}.".lstrip(".") + f"{part}{n}", label="P") for part in "xy"]
            plan = codechange.split(book, code, parts)
            if not b % 2:
                model.live()[code].gone = True
            model.things += [Thing(each.id) for each in parts]
        case "retire":
            plan = codechange.retire(book, [code])
            model.live()[code].gone = True
        case _:
            if not dead:
                return None
            thing = dead[a % len(dead)]
            plan = codechange.restore(book, [Code(id=thing.name, label="Back")])
            thing.into, thing.gone = None, False
    return plan


VERBS = ("rename", "back", "move", "merge", "split", "retire", "restore")
deeds = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 30), st.integers(0, 30)), max_size=10)


@given(deeds, st.randoms(use_true_random=False))
def test_every_excerpt_stays_under_exactly_the_codes_that_the_history_says(done, chance):
    """Whatever is renamed, moved, merged, split, retired and restored: as if each code were a thing one holds on to."""
    book, model, text = BOOK, Model(), TEXT
    for n, (verb, a, b) in enumerate(done, 1):
        model.excerpts += [(thing.name, thing) for thing in model.live().values()]
        before = [(each.name, each.into, each.gone) for each in model.things]
        try:
            plan = perform(book, model, verb, a, b, n)
            if plan is None:
                continue
            book, entries = recorded(book, plan, n)
        except NotAllowedError:
            del model.things[len(before) :]
            for each, (name, into, gone) in zip(model.things, before, strict=True):
                each.name, each.into, each.gone = name, into, gone
            continue
        text = rewrite(text, plan.steps, entries, n)
        read = parse_codebook("book.yaml", text)

        assert (dict(book.codes), book.history) == (dict(read.codebook.codes), read.codebook.history)
        assert not [each for each in read.problems if each.code != "code-without-definition"]
    shuffled = list(book.history)
    chance.shuffle(shuffled)
    line = lineage(shuffled)

    assert set(model.live()) == set(book.codes)
    for name, thing in model.excerpts:
        end = line.today(name)

        assert thing.end() == (end if end in book.codes and end not in line.retired else None)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (lambda b: codechange.merge(b, ["trust"], "trust"), "into itself"),
        (lambda b: codechange.merge(b, ["trust"], "trust.person"), "which is below it"),
        (lambda b: codechange.merge(b, ["trust"], "cost"), "`trust.person` and 1 more stands below it"),
        (lambda b: codechange.move(b, "trust", "trust.person"), "which is below it"),
        (lambda b: codechange.move(b, "trust", "trust"), "itself"),
        (lambda b: codechange.move(b, "cost", None), "there already"),
        (lambda b: codechange.rename(b, "cost", "trust"), "there is a code `trust` already"),
        (lambda b: codechange.rename(b, "cost", "confidence"), "another name of `trust`"),
        (lambda b: codechange.rename(b, "cost", "trust.cost"), "stands elsewhere"),
        (lambda b: codechange.rename(b, "cost", "cost"), "called so already"),
        (lambda b: codechange.retire(b, ["trust"]), "cannot be retired"),
        (lambda b: codechange.add(b, Code(id="new.one", label="L")), "not in the tree"),
        (lambda b: codechange.add(b, Code(id="new", label="L", key="tt")), "cannot be told from `t`"),
        (lambda b: codechange.add(b, Code(id="new", label="L", aliases=("Confidence",))), "is `trust` already"),
        (lambda b: codechange.edit(b, "cost", {"definition": "E"}, None), "changes: how?"),
        (lambda b: codechange.edit(b, "cost", {"label": "E"}, "widened"), "cannot be widened by this"),
        (lambda b: codechange.edit(b, "cost", {"label": "Cost"}, None), "is so already"),
        (lambda b: codechange.edit(b, "cost", {"label": " "}, None), "needs a label"),
        (lambda b: codechange.split(b, "cost", [Code(id="a", label="A")]), "at least two"),
        (lambda b: codechange.split(b, "cost", [Code(id="cost", label="A"), Code(id="a", label="A")]), "its own parts"),
        (lambda b: codechange.split(b, "trust", [Code(id="a", label="A"), Code(id="b", label="B")]), "goes out"),
        (lambda b: codechange.restore(b, [Code(id="cost", label="C")]), "nothing to restore"),
    ],
)
def test_every_wrong_use_is_refused_in_words(plan, said):
    """Nothing is half done, and the reason is said."""
    with pytest.raises(NotAllowedError) as stopped:
        plan(BOOK)

    assert said in str(stopped.value)


def test_an_id_is_never_used_for_another_code():
    """Not after renaming, not after retiring; going back to an own older id is another matter."""
    book, _ = recorded(BOOK, codechange.rename(BOOK, "cost", "price"), 1)
    book, _ = recorded(book, codechange.retire(book, ["norms"]), 2)
    for old in ("cost", "norms"):
        with pytest.raises(NotAllowedError, match="was a code before"):
            codechange.add(book, Code(id=old, label="L"))
    back, _ = recorded(book, codechange.rename(book, "price", "cost"), 3)

    assert "cost" in back.codes


def test_moving_records_every_descendant():
    """Each by its whole id, so that nothing depends on how dots are read."""
    plan = codechange.move(BOOK, "trust", "cost")

    assert plan.entries == (
        Draft(
            change="moved",
            from_=("trust", "trust.person", "trust.breach"),
            to=("cost.trust", "cost.trust.person", "cost.trust.breach"),
        ),
    )


def test_a_merge_says_how_many_overlapping_excerpts_become_one():
    """Two that overlap are one; one that stands alone stays one; the target's own are not recoded."""
    text = transcript("I: 您为什么愿意买？\nS03: 都是认识的人，我比较放心。便宜，而且好。\n")
    there = study(text, codes=CODES)
    ann = pen(text)
    ann.apply("trust.person", "都是认识的人")
    ann.apply("trust.breach", "认识的人，我比较放心")
    ann.apply("trust.person", "便宜")
    ann.apply("cost", "便宜")
    found = effect_of(
        Draft(change="merged", from_=("trust.person",), to=("trust.breach",)),
        there,
        presence(there, [ann]),
        lineage(()),
    )

    assert (2, 1, 1) == (found.excerpts, found.transcripts, found.joined)


def test_a_code_that_came_or_widened_reopens_what_was_completed_before():
    """For that code alone, until the transcript was looked through again for it, or as a whole."""
    plan = codechange.add(BOOK, Code(id="face", label="Face"))
    book, entries = recorded(BOOK, plan, 1)
    old, new = "o" * 16, "n" * 16
    stamps = {old: frozenset(), new: frozenset(each.id for each in entries)}
    opens = reopening(book)

    def reopened(*completions):
        ann = pen(transcript("I: 您好！\n"))
        for codebook_, codes in completions:
            ann.codebook = codebook_
            ann.complete(codes=codes)
        return list(opens.of(ann.events, stamps))

    assert ["face"] == reopened((old, None))
    assert [] == reopened((new, None))
    assert [] == reopened((old, None), (new, ("face",)))
    assert ["face"] == reopened((old, None), (new, ("trust",)))
    assert [] == reopened((new, ("trust",)))
    assert [] == reopened()
    assert [] == reopened(("x" * 16, None))


def test_a_retired_code_asks_for_nothing():
    """Nobody has to look for what is not used any more."""
    book, _ = recorded(BOOK, codechange.add(BOOK, Code(id="face", label="Face")), 1)
    book, _ = recorded(book, codechange.retire(book, ["face"]), 2)

    assert [()] == [codes for _, codes in reopening(book).opens]


def test_the_outcome_is_looked_at_as_a_whole():
    """A plan whose history would lead a code of the tree away is refused, whoever made it."""
    plan = codechange.rename(BOOK, "cost", "price")
    wrong = replace(plan, entries=(Draft(change="merged", from_=("trust",), to=("norms",)),))
    with pytest.raises(NotAllowedError):
        recorded(BOOK, wrong, 1)


def test_the_sample_is_read():
    """The small codebook of other tests, for comparison."""
    assert set(codebook(CODES).codes) == set(BOOK.codes)
