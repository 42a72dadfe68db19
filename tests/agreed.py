"""A small study of several interviews whose coders are simulated, for tests of agreement."""

from __future__ import annotations

import random
from pathlib import Path

from tests.studies import write, write_study

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study

BOOK = """\
version: 1
id: book
revision: 1
codes:
  - id: trust
    label: Trust
    definition: Confidence.
    codes:
      - {id: trust.person, label: In a person, definition: In somebody.}
      - {id: trust.breach, label: Broken, definition: Gone., rolls_up: false}
  - {id: price, label: Price, definition: Money.}
  - {id: never, label: Never, definition: Nobody uses it.}
history: []
"""

STUDY = """\
version: 1
title: Small
provenance: synthetic
codebook: codebooks/book.yaml
attributes: {role: [buyer, seller]}
coders: {ann: {}, ben: {}, cas: {}}
"""

WORDS = ("I know her well", "It was cheap there", "They promised me", "We all do that", "Nothing else matters")


def transcript(name: str, turns: int = 8) -> str:
    """Questions and answers, each answer in words of its own."""
    role = "buyer" if int(name[1:]) % 2 else "seller"
    head = (
        f"---\nversion: 1\nid: {name}\nlanguage: en\nspeakers:\n  I: {{role: interviewer}}\n"
        f"  {name}: {{role: participant, participant: {name}}}\n"
        f"participants: {{{name}: {{role: {role}}}}}\nprovenance: synthetic\n---\n"
    )
    return head + "\n\n".join(
        f"I: And then number {n}?\n\n{name}: {WORDS[n % len(WORDS)]}, turn {n} of {name}. Yes." for n in range(turns)
    )


def quote(name: str, turn: int, *, long: bool = True) -> str:
    """The words of an answer, or their beginning."""
    words = f"{WORDS[turn % len(WORDS)]}, turn {turn} of {name}. Yes."
    return words if long else words.split(",", 1)[0]


def make(root: Path, *, transcripts: int = 4) -> Path:
    """The study, nobody has coded yet."""
    write_study(root, BOOK, *(transcript(f"S{n:02}") for n in range(1, transcripts + 1)))
    return write(root, {"study.yaml": STUDY})


def code(root: Path, coder: str, name: str, codes: dict[str, tuple[int, ...]], *, long: bool = True) -> None:
    """*codes*: on which answers, from 0. Then the transcript is completed."""
    apply(
        open_study(root),
        coder,
        [
            Request(transcript=name, code=each, quote=f"turn {turn} of {name}. Yes" if not long else quote(name, turn))
            for each, turns in codes.items()
            for turn in turns
        ],
    ) if any(codes.values()) else None
    complete(open_study(root), coder, name)


def simulate(root: Path, coders: tuple[str, ...] = ("ann", "ben"), *, seed: int = 1, transcripts: int = 4) -> Path:
    """Coders who mostly agree, on every transcript."""
    make(root, transcripts=transcripts)
    rng = random.Random(seed)
    for n in range(1, transcripts + 1):
        truth = {each: tuple(t for t in range(8) if rng.random() < 0.4) for each in ("trust.person", "price", "trust")}
        for coder in coders:
            own = {
                each: tuple(t for t in range(8) if (t in turns) != (rng.random() < 0.15))
                for each, turns in truth.items()
            }
            code(root, coder, f"S{n:02}", own)
    return root
