"""``imqual quotes``: exit codes, streams and envelopes."""

from __future__ import annotations

import json

import pytest
from tests.cli.test_commands import example, imqual, own  # noqa: F401 - fixtures

GOOD = "“She's booked for twenty past. She comes early.” (S04)\n"
BAD = "“She's booked for half past. She comes early.” (S04) and “I only buy fruit” (S09).\n"


@pytest.mark.parametrize(
    ("draft", "options", "code"),
    [
        (GOOD, [], 0),
        (BAD, [], 1),
        (BAD, ["--only", "sewn"], 0),
        (BAD, ["--only", "nonsense"], 2),
        (GOOD, ["--map", "P3=S99"], 2),
        (GOOD, ["--strict"], 0),
        ("“She's booked for twenty past, she comes very early indeed and waits” was the motto.\n", ["--strict"], 1),
        ("", [], 2),
    ],
)
def test_the_exit_code_says_whether_something_is_wrong(example, tmp_path, draft, options, code):  # noqa: F811
    """0 nothing wrong, 1 problems, 2 wrong use."""
    path = tmp_path / "draft.md"
    path.write_text(draft, encoding="utf-8")

    assert code == imqual("quotes", "check", str(path), *options, cwd=example)[0]


def test_problems_are_data_and_the_rest_is_talk(example, tmp_path):  # noqa: F811
    """Stdout has the findings with their places; stderr what was looked at, and that all is synthetic."""
    path = tmp_path / "draft.md"
    path.write_text(BAD, encoding="utf-8")
    code, out, err = imqual("quotes", "check", str(path), cwd=example)

    assert 1 == code
    assert f"{path}:1:19: altered: “half” instead of “twenty”" in out
    assert "wrong participant: S04 said this, the draft gives it to S09" in out
    assert "SYNTHETIC" in err
    assert "2 problems; compared with 12 transcripts" in err
    assert "quotations:" not in out


def test_json_has_every_quotation_with_its_source(example, tmp_path):  # noqa: F811
    """The envelope holds verdicts, places, differences and the transcript's words."""
    path = tmp_path / "draft.md"
    path.write_text(BAD, encoding="utf-8")
    _, out, _ = imqual("quotes", "check", str(path), "--json", cwd=example)
    found = json.loads(out)

    assert (1, "draft", 2) == (found["version"], found["kind"], found["problems"])
    first = found["draft"]["quotations"][0]
    assert ("altered", "S04", [4]) == (
        first["verdict"],
        first["sources"][0]["transcript"],
        first["sources"][0]["turns"],
    )
    assert "She's booked for twenty past. She comes early." == first["corrected"]


def test_pick_keep_list_and_drop(own):  # noqa: F811
    """A candidate is kept, listed, and let go; each writing says how to undo it."""
    _, out, _ = imqual("quotes", "pick", "--theme", "trust", "-n", "1", "--json", cwd=own)
    ref = json.loads(out)["candidates"][0]["ref"]
    code, _, err = imqual("quotes", "keep", ref[:8], "--as", "coder-a", cwd=own)
    name = err.split("kept as ")[1].split()[0]

    assert 0 == code
    assert f"imqual quotes drop {name}" in err
    assert name in imqual("quotes", "list", cwd=own)[1]
    assert 0 == imqual("quotes", "drop", name, "--as", "coder-a", cwd=own)[0]
    assert name not in imqual("quotes", "list", cwd=own)[1]
    assert 2 == imqual("quotes", "drop", name, "--as", "coder-a", cwd=own)[0]


def test_a_second_coder_is_offered_nothing_they_may_not_see(own):  # noqa: F811
    """Picking is a look at codings: blind by default, so only what that coder has completed is offered."""
    code, out, err = imqual("quotes", "pick", "--theme", "trust", "--json", "--as", "coder-b", cwd=own)

    assert 0 == code
    from_where = {each["quotation"]["transcript"] for each in json.loads(out)["candidates"]}
    assert from_where
    assert from_where <= {"S01", "S03", "S04", "S06", "S07", "S09", "S12"}  # what coder-b has completed
    assert "may not see" in err
