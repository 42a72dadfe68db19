from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.histories import LABELS, texts

from imcommerce_qual.store.turns import look_alike_faults, parse_turns, text_hash


def read(text, labels=("I", "S03", "S031")):
    return parse_turns(text, labels, "transcripts/S03.md")


def said(grammar):
    """(speaker, time, lines of words) of each turn."""
    return [(turn.speaker, turn.time, lines(grammar, turn.words)) for turn in grammar.turns]


def lines(grammar, words):
    return [grammar.text[line.span.start : line.span.end] for line in words]


def told(grammar):
    """(code, the text that it is about) of each break of the grammar."""
    return [(each.code, grammar.text[slice(*each.at)]) for each in grammar.faults]


def test_the_example_of_the_specification():
    """Heading, labels, times, both colons, a translation each, speech that looks like a turn."""
    grammar = read(
        "# First sitting\n\n"
        "I [00:07:02]: 群里推荐的东西,您为什么愿意买?\n= Why are you willing to buy what is recommended?\n\n"
        "S03 [00:07:11]：都是认识的人,[笑] 我比较放心。\n  S03: 这行是引文,不是新的一轮。\n"
        "= They're all people I know.\n"
    )

    assert [
        ("I", "00:07:02", ["群里推荐的东西,您为什么愿意买?"]),
        ("S03", "00:07:11", ["都是认识的人,[笑] 我比较放心。", "S03: 这行是引文,不是新的一轮。"]),
    ] == said(grammar)
    assert ["They're all people I know."] == lines(grammar, grammar.turns[1].translation)
    assert [("First sitting", 1)] == [
        (grammar.text[each.span.start : each.span.end], each.before_turn) for each in grammar.headings
    ]
    assert [] == grammar.faults


@pytest.mark.parametrize(
    "time", ["7:02", "07:02", "107:59", "0:07:02", "00:07:02", "00:07:02.5", "07:02.250", "1:00:00"]
)
def test_a_time_is_hours_minutes_seconds_or_minutes_seconds(time):
    """Fractions are allowed."""
    assert [("S03", time, ["好"])] == said(read(f"S03 [{time}]: 好"))


@pytest.mark.parametrize(
    "time", ["7:2", "7", "7:60", "1:60:00", "1:7:02", "07:02,5", "07:02.", "00.07.02", "", "a", "1:2:3:4"]
)
def test_any_other_time_makes_a_near_miss(time):
    """The line is speech, and a problem, so that nobody's words are counted as another's silently."""
    grammar = read(f"I: 您好\nS03 [{time}]: 好")

    assert [("I", None, ["您好", f"S03 [{time}]: 好"])] == said(grammar)
    assert ["near-miss-label"] == [each.code for each in grammar.faults]


def test_a_turn_needs_no_space_after_its_colon_and_no_time():
    """ASCII and full-width colon, with and without a space, are the same."""
    assert [("I", None, ["您好"]), ("S03", None, ["好"]), ("I", None, ["a"]), ("S03", "0:01", ["b"])] == said(
        read("I:您好\nS03：好\nI： a\nS03 [0:01]:b")
    )


def test_the_first_colon_ends_the_label():
    """Colons in the words are words."""
    assert [("S03", None, ["他说：“S03: 不要”"])] == said(read("S03: 他说：“S03: 不要”"))


def test_the_longest_label_wins():
    """`S03` is the beginning of `S031`, whichever is declared first."""
    text = "S031: a\nS03: b\nS031 [0:01]: c"

    assert ["S031", "S03", "S031"] == [turn.speaker for turn in read(text, ("S03", "S031")).turns]
    assert ["S031", "S03", "S031"] == [turn.speaker for turn in read(text, ("S031", "S03")).turns]


@pytest.mark.parametrize(
    "label", ["M.", "(x)", "a|b", "M*", "\\d", "^I$", "Dr. Q+", "受访者", "Speaker 1", "👩🏽", "S-3?"]
)
def test_a_label_is_taken_as_it_is_written(label):
    """What a pattern would read as its own is a character of the label like any other."""
    grammar = read(f"I: a\n{label}: b\nMx: c\n3: d", ("I", label))

    assert [("I", None, ["a"]), (label, None, ["b", "Mx: c", "3: d"])] == said(grammar)


def test_with_no_speaker_declared_nothing_is_a_turn():
    """An empty table of speakers declares nobody, not everybody."""
    assert ([], ["words-outside-turn"]) == (read(": a", ()).turns, [each.code for each in read(": a", ()).faults])


def test_other_lines_and_blank_ones_continue_the_turn():
    """Blank lines part paragraphs; LF joins what stands in one."""
    grammar = read("S03: 一\n二\n\n三\n \n\t\n四\n五\n")

    assert [("S03", None, ["一", "二", "三", "四", "五"])] == said(grammar)
    assert [1, 1, 2, 3, 3] == [line.paragraph for line in grammar.turns[0].words]


def test_a_label_alone_begins_a_turn_whose_words_follow():
    """Word processors put the name on a line of its own."""
    grammar = read("S03 [0:01]:\n好。\n\n好。")

    assert [("S03", "0:01", ["好。", "好。"])] == said(grammar)
    assert [1, 2] == [line.paragraph for line in grammar.turns[0].words]


@pytest.mark.parametrize("space", [" ", "\t", "\u3000", "\u00a0", "\u2003", "   "])
@pytest.mark.parametrize("line", ["S03: 好", "I [0:01]: 好", "# 好", "= good", "S03 : 好"])
def test_white_space_at_the_start_makes_any_line_speech(space, line):
    """Also a label, a heading, a translation or a near miss; the white space itself is not words."""
    grammar = read(f"I: 您好\n{space}{line}")

    assert [("I", None, ["您好", line])] == said(grammar)
    assert ([], []) == (grammar.faults, grammar.headings)


@pytest.mark.parametrize("line", ["=", "=good", "==", "#", "#3", "## 好", "＝ good", "＃ 好"])
def test_only_a_mark_with_a_space_is_a_translation_or_a_heading(line):
    """`#3 is mine` and `=)` are what somebody said."""
    assert [("I", None, ["您好", line])] == said(read(f"I: 您好\n{line}"))


def test_a_translation_follows_each_paragraph():
    """One `= ` line each; it ends the paragraph even without a blank line."""
    grammar = read("S03: 一\n二\n= One two.\n三\n=   Three.\n= \n")

    assert [1, 1, 2] == [line.paragraph for line in grammar.turns[0].words]
    assert [("One two.", 1), ("Three.", 2)] == [
        (grammar.text[line.span.start : line.span.end], line.paragraph) for line in grammar.turns[0].translation
    ]


def test_a_heading_ends_the_turn():
    """What follows it belongs to nobody until the next label, and says so."""
    grammar = read("I: 一\n# @topic prices\n二\n= Two.\nS03: 三\n# \n四")

    assert [("I", None, ["一"]), ("S03", None, ["三"])] == said(grammar)
    assert [("@topic prices", 2)] == [
        (grammar.text[each.span.start : each.span.end], each.before_turn) for each in grammar.headings
    ]
    assert [("words-outside-turn", "二"), ("words-outside-turn", "= Two."), ("words-outside-turn", "四")] == told(
        grammar
    )
    assert "I: 一\n" == grammar.text[: grammar.turns[0].extent.end]


def test_headings_are_not_turns_and_turns_are_numbered_from_one():
    """A heading counts with the turn after it, also the last with one that never comes."""
    grammar = read("# a\nI: 一\n# b\n# c\nS03: 二\nI: 三\n# d")

    assert [1, 2, 3] == [turn.number for turn in grammar.turns]
    assert [1, 2, 2, 4] == [each.before_turn for each in grammar.headings]


def test_words_before_the_first_turn_are_problems():
    """A title line above the interview would otherwise be nobody's words, silently."""
    grammar = read("Interview with S03\n\n  of June\n\nI: 您好")

    assert [("words-outside-turn", "Interview with S03"), ("words-outside-turn", "  of June")] == told(grammar)
    assert [("I", None, ["您好"])] == said(grammar)


def test_turns_without_words_are_there_without_words():
    """They keep their number; no unit is made of them."""
    grammar = read("I: \nS03 [0:01]:\n= Good.\nI: 好")

    assert [("I", None, []), ("S03", "0:01", []), ("I", None, ["好"])] == said(grammar)


@pytest.mark.parametrize(
    "line",
    [
        "S03 : 好",
        "S03\u3000：好",
        "s03: 好",
        "Ｓ０３: 好",
        "ｓ03：好",
        "S03 [7:2]: 好",
        "S03[00:07:11]: 好",
        "S03  [00:07:11]: 好",
        "S03 [00:07:11] 好",
        "S03 [00:07:11] : 好",
        "S03 [00:07:11: 好",
        "S03 [later]: 好",
        "S03 ［00:07:11］：好",
        "S03【00:07:11】：好",
        "S03（00:07:11）：好",
        "S03 (0:07) 好",
        "S03 00:07:11：好",
        "i: 好",
    ],
)
def test_a_near_miss_of_a_declared_label_at_column_1_is_a_problem(line):
    """It counts as speech of the turn before, and the remedy shows the label as declared."""
    grammar = read(f"I: 您好\n{line}\n")

    assert [("I", None, ["您好", line])] == said(grammar)
    (fault,) = grammar.faults
    assert ("near-miss-label", len("I: 您好\n")) == (fault.code, fault.at[0])
    assert ("`I [" if line.startswith("i") else "`S03 [") in fault.remedy


@pytest.mark.parametrize(
    "line",
    ["I [laughs] don't know.", "I (laughs) don't know.", "I don't: no.", "S03, yes: that one", "S0 3: a", "S03", "I"],
)
def test_speech_that_only_begins_like_a_label_is_no_near_miss(line):
    """An English `I` begins sentences, and brackets hold what was heard."""
    grammar = read(f"S03: 您好\n{line}")

    assert [("S03", None, ["您好", line])] == said(grammar)
    assert [] == grammar.faults


@pytest.mark.parametrize("line", ["She said: no", "12:30 见", "http://a.b", "小吕：来", "A B C：d"])
def test_an_undeclared_look_alike_is_speech(line):
    """Once, it is not even worth a word."""
    grammar = read(f"I: 您好\n{line}")

    assert [("I", None, ["您好", line])] == said(grammar)
    assert ([], []) == (grammar.faults, list(look_alike_faults(grammar)))


def test_a_look_alike_that_recurs_is_a_warning():
    """Told once, at the first, with how often."""
    grammar = read("I: 您好\n小吕：来\n小吕: 来\nShe said: no\n小吕 ：来")

    (fault,) = look_alike_faults(grammar)
    assert ("look-alike-label", "warning", "小吕") == (fault.code, fault.severity, grammar.text[slice(*fault.at)])
    assert "3 lines" in fault.message


def test_a_look_alike_with_a_time_is_a_speaker_whom_nobody_declared():
    """Nothing but a speaker has a time in brackets, so that once is enough."""
    grammar = read("I: 您好\nS04 [00:01:02]: 来")

    (fault,) = look_alike_faults(grammar)
    assert ("undeclared-speaker", "error", "S04") == (fault.code, fault.severity, grammar.text[slice(*fault.at)])


def test_a_look_alike_that_is_indented_is_speech_without_doubt():
    """The white space says so."""
    assert [] == list(look_alike_faults(read("I: 您好\n 小吕：来\n 小吕: 来\n\u3000小吕: 来")))


@given(texts)
def test_turns_and_headings_share_out_the_text_from_the_first_label(text):
    """Every character from there belongs to exactly one turn, or stands between a heading's start and the next turn."""
    grammar = parse_turns(text, LABELS)
    ends = 0
    for turn in grammar.turns:
        between = text[ends : turn.extent.start]
        assert not between or turn.number == 1 or between.startswith("# ")
        assert text.startswith(turn.speaker, turn.extent.start)
        assert turn.extent.start == 0 or text[turn.extent.start - 1] == "\n"
        ends = turn.extent.end
    if grammar.turns:
        assert text[ends:] == "" or text[ends:].startswith("# ")


@given(texts.filter(lambda text: "# " not in text))
def test_without_headings_turns_partition_the_text_from_the_first_label(text):
    """No gap, no overlap, numbered from 1."""
    turns = parse_turns(text, LABELS).turns

    if turns:
        assert text[turns[0].extent.start :] == "".join(text[t.extent.start : t.extent.end] for t in turns)
        assert list(range(1, len(turns) + 1)) == [turn.number for turn in turns]


@given(texts)
def test_words_have_no_label_and_no_white_space_before_them(text):
    """They lie in their turn, in order, one line each, and never begin at a label."""
    grammar = parse_turns(text, LABELS)
    for turn in grammar.turns:
        for side in ("source", "translation"):
            found = [line.span for line in turn.lines(side)]
            assert sorted(found) == found
            for span in found:
                words = text[span.start : span.end]
                assert turn.extent.contains(span)
                assert "\n" not in words
                assert not words[0].isspace()
        label_end = re.match(r"[^:：\[]*(?:\[[^\]]*\])?[:：]", text[turn.extent.start :]).end()
        assert all(turn.extent.start + label_end <= line.span.start for line in (*turn.words, *turn.translation))


@given(texts)
def test_every_line_that_is_not_blank_is_accounted_for(text):
    """Words, translation, heading, label or a problem: nothing is dropped."""
    grammar = parse_turns(text, LABELS)
    seen = [line.span.end for turn in grammar.turns for line in (*turn.words, *turn.translation)]
    seen += [each.span.end for each in grammar.headings]
    seen += [each.at[1] for each in grammar.faults if each.code == "words-outside-turn"]
    labels = {turn.extent.start for turn in grammar.turns}
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        bare = start in labels or line.startswith(("= ", "# "))
        # A label, `= ` or `# ` with nothing after it has no words to account for.
        if line.strip() and not (bare and end not in seen):
            assert end in seen
        elif bare and end not in seen:
            assert re.fullmatch(r"(?:[=#]|.*?[:：])\s*", line)
        start = end + 1


@given(texts, st.sampled_from(["\n", "\n\n", "\n \n"]))
def test_blank_lines_at_the_end_change_no_words(text, more):
    """Editors add and take away line ends at the end of a file."""
    before, after = parse_turns(text, LABELS), parse_turns(text + more, LABELS)

    assert [turn.words for turn in before.turns] == [turn.words for turn in after.turns]


def test_the_hash_is_of_the_speakers_table_as_sorted_json_then_lf_then_the_text():
    """Computed here from the specification alone: who speaks is part of what a text says."""
    speakers = {"S03": {"role": "participant", "participant": "S03"}, "I": {"role": "interviewer"}}
    content = '{"I":{"role":"interviewer"},"S03":{"participant":"S03","role":"participant"}}\nI: 您好'

    assert hashlib.sha256(content.encode()).hexdigest()[:16] == text_hash(speakers, "I: 您好")
