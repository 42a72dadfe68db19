"""What `imqual agree` prints stays readable: on hundreds of interviews, and on double coding as it really looks."""

from __future__ import annotations

import json
import random
import re
import uuid
from pathlib import Path

import pytest
from tests.agreed import code, make, transcript
from tests.studies import write

from imcommerce_qual.actions.agreestudy import agree_study
from imcommerce_qual.actions.agreewanted import AgreeRequest
from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.agreement.named import TITLES
from imcommerce_qual.core.wrapping import width_of
from imcommerce_qual.render.agreeforest import agreement_forest
from imcommerce_qual.render.agreestudytables import MOST_GROUPS, code_tables, group_tables, pair_tables
from imcommerce_qual.render.agreestudytext import all_lines
from imcommerce_qual.render.forest import render_forest

MANY = 500


def many(root: Path) -> Path:
    """500 short interviews that two coders completed, a third 20 of them: one coded by hand, the others like it."""
    make(root, transcripts=0)
    write(root, {"transcripts/S001.md": transcript("S001", 2)})
    code(root, "ann", "S001", {"price": (0,), "trust": (1,)})
    code(root, "ben", "S001", {"price": (0, 1)})
    code(root, "cas", "S001", {"trust": (1,)})
    write(root, {f"transcripts/S{n:03}.md": transcript(f"S{n:03}", 2) for n in range(2, MANY + 1)})
    hashes = {name: each.hash for name, each in open_study(root).study.transcripts.items()}
    rng = random.Random(3)
    for coder in ("ann", "ben", "cas"):
        lines = (root / "codings" / coder / "S001.jsonl").read_text(encoding="utf-8").splitlines()
        for n in range(2, MANY + 1 if coder != "cas" else 21):
            name, made = f"S{n:03}", []
            for event in map(json.loads, lines):
                if event.get("event") == "applied" and rng.random() < 0.3:
                    continue
                own = json.loads(json.dumps(event).replace("S001", name))
                made.append(own | {"id": str(uuid.UUID(int=rng.getrandbits(128), version=4))})
                if "text" in own:
                    made[-1]["text"] = hashes[name]
            if (coder, name) == ("ann", "S400"):
                once = json.loads(lines[0].replace("S001", name)) | {"id": str(uuid.UUID(int=1)), "code": "never"}
                made.insert(0, once | {"text": hashes[name]})
            path = root / "codings" / coder / f"{name}.jsonl"
            path.write_text("".join(f"{json.dumps(each)}\n" for each in made), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """That study, opened."""
    return open_study(many(tmp_path_factory.mktemp("many")))


@pytest.fixture(scope="module")
def messy(tmp_path_factory):
    """Real double coding: other boundaries, one coder generous, a third on three interviews, two languages."""
    root = make(tmp_path_factory.mktemp("messy"), transcripts=8)
    head = transcript("S08").split("---\n")[1].replace("language: en", "language: zh\ntranslation: {language: en}")
    turns = "\n\n".join(
        f"I: 第{n}个问题？\n= Question {n}?\n\nS08: 我认识她很久了，第{n}。\n= I have known her long, {n}."
        for n in range(8)
    )
    write(root, {"transcripts/S08.md": f"---\n{head}---\n{turns}\n"})
    rng = random.Random(4)
    for n in range(1, 8):
        name = f"S{n:02}"
        truth = {key: {t for t in range(8) if rng.random() < 0.35} for key in ("price", "trust", "trust.person")}
        code(
            root,
            "ann",
            name,
            {key: tuple(sorted(at | {t for t in range(8) if rng.random() < 0.3})) for key, at in truth.items()},
        )
        some = {key: tuple(t for t in sorted(at) if rng.random() < 0.8) for key, at in truth.items()}
        code(root, "ben", name, some, long=False)
        if n <= 3:
            code(root, "cas", name, {"price": (0, 7), "trust": (6,), "never": (5,)})
    places = {"ann": ("认识她很久了，第{}", (1, 2, 5)), "ben": ("known her long, {}", (1, 2, 6))}
    for coder, (words, where) in places.items():
        apply(open_study(root), coder, [Request(transcript="S08", code="trust", quote=words.format(n)) for n in where])
        complete(open_study(root), coder, "S08")
    return open_study(root)


def shown(opened, width=80, **wanted):
    """What stands on a terminal of that width: tables as rows, then the lines under them."""
    found = agree_study(opened, AgreeRequest(**wanted))
    tables = [
        *(code_tables(found, width=width, shorts=dict(TITLES)) if found.by is None else group_tables(found, width)),
        *pair_tables(found.pairs, found.basis.coders, width),
    ]
    return found, tables, list(all_lines(found, benchmark=False))


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("study", ["large", "messy"])
@pytest.mark.parametrize("by", [None, "transcript", "order", "role"])
def test_every_table_fits_and_no_line_is_a_wall(request, study, width, by):
    """Columns are never cut; names of hundreds are the first and how many more; few enough rows to read."""
    _, tables, lines = shown(request.getfixturevalue(study), width, by=by)

    for table in tables:
        wide = [max(width_of(cell) for cell in column) for column in zip(table.titles, *table.rows, strict=True)]
        assert sum(wide) + 3 * (len(wide) - 1) <= width
        assert len(table.rows) <= MOST_GROUPS
    assert len(lines) <= 60
    assert max(map(width_of, lines)) <= 400


def test_hundreds_of_interviews_are_named_by_the_first_of_them(large):
    """In words the first eight; the left out too; all of them in the data."""
    found, _, lines = shown(large)
    words = "\n".join(lines)

    assert MANY == len(found.basis.transcripts)
    assert "in 500 of 500 transcripts (S001, S002, S003, S004, S005, S006, S007, S008 and 492 more)" in words
    assert re.search(r"Left out, not coded: cas S021, .* and 472 more\.", words)
    assert "jackknife, t with 499 df" in words
    assert 20 == next(each.transcripts for each in found.pairs if each.coders == ("ann", "cas"))


def test_a_plot_by_transcript_of_hundreds_is_one_picture(large):
    """A row each, and no NaN in it."""
    found, *_ = shown(large, by="transcript")
    picture = agreement_forest(found)

    assert MANY == len(picture.rows)
    assert "nan" not in render_forest(picture).lower()


def test_messy_double_coding_says_what_to_do(messy):
    """Who codes more, who is the odd one out, where boundaries differ, what cannot be compared, what to talk about."""
    found, _, lines = shown(messy, coefs=("u_alpha",))
    words = "\n".join(lines)

    assert "times as often as cas: talk about when a turn is worth a code" in words
    assert "The odd one out: cas" in words
    assert "To talk about first" in words
    assert "Not compared by character (different-language): S08" in words
    assert "Left out, not coded: cas S04, S05, S06, S07 and S08." in words
    assert "u-alpha (places and codes): undefined: overlapping-codes" in words
    assert found.overall.median > found.overall.median_beside
    for each in found.codes:
        assert (each.alpha.value is None) == (each.alpha.why_undefined is not None)


def test_two_coders_of_the_messy_study_differ_in_boundaries(messy):
    """The same turns, other ends: it is said, with what to do, and spans hardly match."""
    found, _, lines = shown(messy, coders=("ann", "ben"), codes=("price",), unit="span-match")

    assert found.boundaries is not None
    assert "Agree on how much to mark, or report turns." in "\n".join(lines)
    assert found.overall.matches.share < 0.2


def test_a_share_that_is_not_nothing_is_not_shown_as_nothing(large):
    """Less than half a percent is <1%, never 0%."""
    _, tables, _ = shown(large)
    cells = [cell for table in tables for row in table.rows for cell in row]

    assert "1 (<1%)" in cells
    assert not [cell for cell in cells if re.fullmatch(r"[1-9]\d* \(0%\)", cell)]
