"""A study small enough to count by hand, full of words that want to be something else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from imcommerce_qual.core.excerpts import anchor_at
from imcommerce_qual.core.themes import all_quotations, basis, matrix, theme_table
from imcommerce_qual.model.codebook import Code, Codebook
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Presence, Progress, Standing
from imcommerce_qual.model.study import Coder, Finding, Findings, Study, Theme
from imcommerce_qual.model.transcript import Consent, Participant, Speaker, Transcript, Translation
from imcommerce_qual.render.stampwords import stamp_of
from imcommerce_qual.store.turns import parse_turns, text_hash

#: Each is one turn of S01, and one excerpt.
HOSTILE = (
    "=1+1",
    "+49 30 1234",
    "-2 degrees",
    "@SUM(A1)",
    "'quoted'",
    "#N/A",
    "TRUE",
    "0012",
    "00:07:11",
    "<script>alert('x')</script> & &copy; <br>",
    "one | two \\| three \\",
    "[laughs] well [^1] ![x](y)",
    "*stars* _lines_ `ticks` ~~gone~~ $x$",
    "# no heading #",
    "- no list",
    "1. no list either",
    "> no quote",
    "https://example.org/a_b and www.example.org/a_b",
    "_x0041_ is no A",
    "a bell\x07 rang",
    'she said "yes, please"',
    "😀 and 𠮷",
    "long " * 8_000 + "😀",
)

CHINESE = """\
I [00:00:03]: 您怎么买？
= How do you buy?
S02 [00:07:11]: 群里的人都说好。
    我就买了。
= Everybody in the group said it was good.
= So I bought it.
I: 然后呢？
S02：后悔了。
= I regretted it.
"""

WHEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def transcript(name: str, text: str, *, language: str = "en", quotes: bool | None = True) -> Transcript:
    """An interview of one participant, who is called like it."""
    roles = {"I": {"role": "interviewer"}, name: {"role": "participant", "participant": name}}
    grammar = parse_turns(text, roles)
    return Transcript(
        id=name,
        language=language,
        text=text,
        hash=text_hash(roles, text),
        speakers={
            "I": Speaker(label="I", role="interviewer"),
            name: Speaker(label=name, role="participant", participant=name),
        },
        participants={name: Participant(id=name, consent=Consent(status="given", quotes=quotes))},
        turns=tuple(grammar.turns),
        translation=Translation(language="en") if language == "zh" else None,
        provenance="synthetic",
    )


def coded(where: Transcript, words: str, code: str, coder: str = "coder-a", **more: object) -> Standing:
    """A coding of the first place where these words stand."""
    start = where.text.index(words)
    span = Span(start, start + len(words))
    coding = Coding(
        id=f"{coder} {where.id} {start} {code}",
        coder=coder,
        transcript=where.id,
        code=code,
        codebook="0" * 16,
        anchor=anchor_at(where, span),
        made=WHEN,
        changed=WHEN,
        **more,
    )
    return Standing(coding=coding, code=code, span=span)


@pytest.fixture(scope="session")
def study() -> Study:
    """S01 says what is hostile, S02 speaks Chinese, S03 is unfinished, S04 is coded by nobody."""
    hostile = "".join(f"I: Go on.\nS01 [00:{n:02}:00]: {words}\n" for n, words in enumerate(HOSTILE))
    transcripts = (
        transcript("S01", hostile),
        transcript("S02", CHINESE, language="zh"),
        transcript("S03", "I: Why?\nS03: I never bought again.\n", quotes=False),
        transcript("S04", "I: Why?\nS04: Because.\n"),
    )
    return Study(
        title="Shopping | <b>inside</b> chats",
        provenance="synthetic",
        cites="doi:10.1145/3449141",
        codebook=Codebook(
            id="shop",
            revision=2,
            codes={
                "trust": Code(id="trust", label="Trust"),
                "trust.person": Code(id="trust.person", label="Trust in a *person*"),
                "cost": Code(id="cost", label="Cost"),
            },
            hash="00112233aabbccdd",
        ),
        findings=Findings(
            findings=(
                Finding(
                    id="F1",
                    statement="People buy what others *like*.",
                    since="2026-11-22",
                    themes=(Theme(id="mutual", label="Mutual trust", statement="They rely on it.", codes=("trust",)),),
                ),
            ),
            across=(Theme(id="money", label="Money", codes=("cost",)),),
        ),
        transcripts={each.id: each for each in transcripts},
        coders={"coder-a": Coder(id="coder-a", constructed=True), "coder-b": Coder(id="coder-b", constructed=True)},
    )


@pytest.fixture(scope="session")
def presence(study: Study) -> Presence:
    """coder-a has done S01 and S02, and begun S03; coder-b has done S02."""
    s01, s02, s03 = (study.transcripts[name] for name in ("S01", "S02", "S03"))
    standing = (
        *(coded(s01, words, "trust") for words in HOSTILE),
        coded(s02, "群里的人都说好。\n    我就买了。", "trust.person", exemplar=True, stance="supports"),
        coded(s02, "群里的人都说好。", "trust", "coder-b"),
        coded(s02, "后悔了。", "trust", stance="contradicts", memo="The claim holds for the\nfirst purchase only."),
        coded(s03, "I never bought again.", "trust", stance="qualifies", unsure=True),
        coded(s02, "我就买了。", "cost"),
    )
    progress = {
        ("coder-a", "S01"): True,
        ("coder-a", "S02"): True,
        ("coder-a", "S03"): False,
        ("coder-b", "S02"): True,
    }
    return Presence(
        standing=standing,
        progress={(c, t): Progress(coder=c, transcript=t, completed=done) for (c, t), done in progress.items()},
        newest=WHEN,
    )


@pytest.fixture(scope="session")
def themes(study, presence):
    return theme_table(study, presence, quotes=len(HOSTILE) + 2)


@pytest.fixture(scope="session")
def ground(study, presence):
    return basis(study, presence, None, 0)


@pytest.fixture(scope="session")
def by_participant(study, presence):
    return matrix(study, presence)


@pytest.fixture(scope="session")
def quotations(study, presence):
    return all_quotations(study, presence)


@pytest.fixture(scope="session")
def stamp(study, ground):
    inputs = (("transcripts/S02.md", "b" * 16), ("transcripts/S01.md", "a" * 16))
    return stamp_of(study, ground, inputs=inputs, notes=("Viewed by coder-a.",))


@pytest.fixture(scope="session")
def hostile():
    return HOSTILE
