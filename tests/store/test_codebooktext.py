from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import START

from imcommerce_qual.core.revising import Fill, Put, Shift, Take, below, renamed, revised
from imcommerce_qual.model.codebook import Change, Code
from imcommerce_qual.store.codebookfile import parse_codebook
from imcommerce_qual.store.codebooknodes import CannotRewriteError
from imcommerce_qual.store.codebooktext import rewrite
from imcommerce_qual.store.textfile import text_file
from imcommerce_qual.store.yamlfile import parse_yaml
from imcommerce_qual.store.yamlscalar import block, flow_list, scalar

HAND_MADE = """\
# who reads this, and why
version: 1
id: imcommerce   # the id
revision: 3
codes:
  # all of them
  - id: trust   # first
    label: Mutual trust
    definition: >-
      Long long
      text here.

    # about persons
    aliases: [confidence]
    codes:
    - {id: trust.person, label: In a person, definition: "x: y"}

    # breach comes last
    - id: trust.breach
      label: 信任破裂
      rolls_up: false   # runs against
      codes:
        -
          id: trust.breach.a
          label: A
          aliases:
            - q
            - r
      # end of breach

  # a section
  - {id: cost, label: Cost, codes: [{id: cost.price, label: P}, {id: cost.effort,
     label: E}]}
  - id: 信任
    label: X
    definition: |
      two
      lines
    key:
  - id: last
    label: L
history: []  # nothing yet
"""
SHORT = "version: 1\nid: b\nrevision: 1\ncodes: [{id: a, label: A, codes: []}, {id: b, label: B}]\n"
INDENTLESS = """\
version: 1
id: b
revision: 1
history:
- {id: h1, revision: 1, at: 2026-01-01, by: a, change: added, to: [a]}
# tail of history
codes:
- id: a
  label: A
- id: b
  label: B
  codes:
  - id: b.x
    label: X
    definition: "quoted
      over lines"
"""
WORDS = st.sampled_from(
    ["", "n", "long " * 50, "a\nb", "“quote”", "it's: x", "# no", "two  spaces " * 10, "x\u2028y 😀", "- dash", "no"]
)


def read(text):
    found = parse_codebook("c.yaml", text)

    assert () == tuple(each for each in found.problems if each.severity == "error"), text
    return found.codebook


@st.composite
def steps(draw, codes, n):
    """A step that is allowed."""
    ids = list(codes)
    kind = draw(st.sampled_from(("put", "fill", "shift", "take")))
    code = draw(st.sampled_from(ids)) if ids else None
    parent = draw(st.sampled_from([None, *ids]))
    if kind == "put" or code is None:
        name = (f"{parent}." if parent else "") + draw(st.sampled_from(["new", "no", "007", "新"])) + str(n)
        return Put(
            code=Code(id=name, label="a: b", definition=draw(WORDS), aliases=draw(st.sampled_from([(), ("no",)])))
        )
    if kind == "fill":
        fields = [
            *({name: draw(WORDS)} for name in ("definition", "short", "use_when", "example")),
            *({"aliases": each} for each in ((), ("x", "y,z"))),
            *({"rolls_up": False}, {"rolls_up": True}, {"key": "tt"}, {"key": None}, {"label": "yes"}),
        ]
        return Fill(code=code, fields=draw(st.sampled_from(fields)))
    if kind == "take":
        return Take(code=next(each for each in (code, *ids) if len(below(ids, each)) == 1))
    if parent is not None and parent in below(ids, code):
        parent = code.rpartition(".")[0] or None
    return Shift(old=code, new=(f"{parent}." if parent else "") + f"moved{n}")


@given(st.data(), st.sampled_from([HAND_MADE, SHORT, INDENTLESS]))
def test_a_rewritten_file_says_what_the_steps_say(data, text):
    """Whatever form its author gave it, flow or block, indented or not, with comments anywhere between the lines."""
    codes = dict(read(text).codes)
    for n in range(data.draw(st.integers(1, 4))):
        step = data.draw(steps(codes, n))
        codes = revised(codes, [step])
        text = rewrite(text, [step], [], 7)

        assert codes == dict(read(text).codes), text


def test_lines_that_a_step_is_not_about_stay_to_the_byte():
    """Comments, blank lines, order, quotes and line breaks are the author's."""
    changed = rewrite(HAND_MADE, [Fill(code="last", fields={"label": "Last"})], [], 4)

    assert HAND_MADE.replace("label: L\n", "label: Last\n").replace("revision: 3", "revision: 4") == changed


def test_a_moved_code_takes_its_comments_along():
    """Those above it and those within its indent; a new depth changes their indent alone."""
    changed = rewrite(HAND_MADE, [Shift(old="trust.breach", new="cost.breach")], [], 4)

    assert HAND_MADE.count("#") == changed.count("#")
    assert "\n      # breach comes last\n      - id: cost.breach\n        label: 信任破裂\n" in changed
    assert "        # end of breach\n" in changed


def test_entries_go_to_the_end_of_the_history():
    """On one line each, with quotes where a reader would take a word for something else."""
    entry = Change(
        id="c1", revision=4, at=START, by="007", change="merged", from_=("no",), to=("信任",), why="a: b, 不"
    )
    line = '  - {id: c1, revision: 4, at: 2026-01-04T09:30:00.000000Z, by: "007", change: merged, from: ["no"], '

    assert rewrite(HAND_MADE, [], [entry], 4).endswith(
        f'history:  # nothing yet\n{line}to: [信任], why: "a: b, 不"}}\n'
    )
    assert "\n- {id: c1" in rewrite(INDENTLESS, [], [entry], 4)
    assert (entry,) == read(rewrite(SHORT, [], [entry], 4)).history


def test_what_cannot_be_rewritten_without_loss_is_refused():
    """Comments within braces have no line that they could go to."""
    text = SHORT.replace("codes: []}, ", "codes: []}, # why\n  ")
    with pytest.raises(CannotRewriteError, match="comments"):
        rewrite(text, [Take(code="b")], [], 2)
    with pytest.raises(CannotRewriteError, match="not in the tree"):
        rewrite(SHORT, [Take(code="zzz")], [], 2)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_any_words_are_read_back_as_they_were(words, flow):
    """Also those that YAML takes for numbers, dates, comments or line ends."""
    listed = flow_list([words])
    lines = f"a: {scalar(words, flow=flow)}\nb: {block(words, 2)}\nc: {listed}\n"
    found = parse_yaml(text_file("x.yaml", lines))

    assert {"a": words, "b": words, "c": [words]} == found.data
    assert {} == found.guesses


def test_an_id_below_another_is_renamed_with_it():
    """And one that only begins alike is not."""
    assert ("b.x", ("a", "a.x")) == (renamed("a.x", "a", "b"), below(["a", "a.x", "ab"], "a"))
