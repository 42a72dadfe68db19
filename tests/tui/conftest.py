"""A study whose transcripts have everything that the screen must bear: Chinese, translations, emoji, brackets."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.studies import write_study

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.tui.session import Session

BOOK = """\
version: 1
id: book
revision: 1
codes:
  - id: trust
    label: Trust
    short: Confidence decides
    definition: Confidence.
    use_when: Somebody relies on somebody.
    not_when: It is about money (use price).
    aliases: [confidence]
    key: tt
    color: "#3b7dd8"
    codes:
      - {id: trust.person, label: In a person, definition: In somebody., key: tp}
  - {id: price, label: Price, definition: Money., key: c}
  - {id: family, label: Kin, definition: Relatives.}
history: []
"""

S01 = """\
---
version: 1
id: S01
language: en
speakers:
  I: {role: interviewer}
  S01: {role: participant, participant: S01}
participants: {S01: {role: buyer}}
provenance: synthetic
---
# First sitting

I [00:01]: Why?

S01 [00:05]: I know her, she is my aunt. She said 3.5 yuan, so I bought it. [laughs] Yes.

I [00:20]: And the price?

S01 [00:31]: It was cheap.

S01 [00:40]: Yes. [/b] Cheap, yes.
"""

S02 = """\
---
version: 1
id: S02
language: zh
translation: {language: en, by: us, coded: false}
speakers:
  I: {role: interviewer}
  S02: {role: participant, participant: S02}
participants: {S02: {role: buyer}}
provenance: synthetic
---
I [00:00:01]: 为什么？
= Why?

S02 [00:00:04]: 都是认识的人，我比较放心。价格也便宜👩‍🌾，对吧？
= They're all people I know, so I don't worry. It's cheap too, right?

S02 [00:00:20]: 不好意思退。
= I'd be embarrassed to return it.
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The folder of the study."""
    return write_study(tmp_path, BOOK, S01, S02)


@pytest.fixture
def enter(study: Path):
    """Opens sessions, and closes them at the end."""
    made: list[Session] = []

    def enter(transcript: str = "S01", coder: str = "ann", **more) -> Session:
        made.append(Session(open_study(study), coder, transcript, **more))
        return made[-1]

    yield enter
    for each in made:
        each.close()


@pytest.fixture
def session(enter) -> Session:
    """Ann at S01."""
    return enter()


@pytest.fixture
def put(study):
    """Puts a code on words; returns the coding's id."""

    def put(code, quote, *, coder="ann", transcript="S01", **more):
        request = Request(transcript=transcript, code=code, quote=quote, **more)
        return apply(open_study(study), coder, [request])[0].coding

    return put
