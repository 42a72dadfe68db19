"""Settling without the screen: what is printed, rules, proposals accepted, undo; and the whole path of the screen."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import threading

import pytest
from tests.studies import write_study
from tests.tui.conftest import BOOK, S01, S02

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study

AUNT = "I know her, she is my aunt. She said 3.5 yuan, so I bought it."


@pytest.fixture
def study(tmp_path):
    """Two coders who differ three times: ends, nothing there, and ends by one character."""
    root = write_study(tmp_path / "study", BOOK, S01, S02)
    for coder, transcript, code, quote in (
        ("ann", "S01", "trust", AUNT),
        ("ben", "S01", "trust", "I know her, she is my aunt."),
        ("ann", "S01", "price", "It was cheap."),
        ("ann", "S02", "price", "价格也便宜👩‍🌾，对吧？"),
        ("ben", "S02", "price", "价格也便宜👩‍🌾，对吧"),
    ):
        apply(open_study(root), coder, [Request(transcript=transcript, code=code, quote=quote)])
    for coder in ("ann", "ben"):
        for name in ("S01", "S02"):
            complete(open_study(root), coder, name)
    return root


def environment(cwd, coder="ann"):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("IMQUAL")}
    return {**kept, "XDG_CONFIG_HOME": str(cwd / "none"), "IMQUAL_CODER": coder}


def imqual(*arguments, cwd, coder="ann"):
    """A run of the program: exit code, stdout, stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "imcommerce_qual", *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(cwd, coder),
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def open_ones(study):
    code, out, err = imqual("compare", "--json", cwd=study)
    assert 0 == code, err
    return json.loads(out)["disagreements"]


def test_without_a_terminal_the_agenda_is_printed_as_by_compare(study):
    """The same lines, the same filters, the same JSON."""
    assert imqual("compare", cwd=study) == imqual("reconcile", cwd=study)
    assert imqual("compare", "S02", "--json", cwd=study) == imqual("reconcile", "S02", "--json", cwd=study)


@pytest.mark.parametrize("named", [("--coders", "ann,ben"), ("--coder", "ann", "--coder", "ben")])
def test_coders_are_named_as_agree_names_them(study, named):
    """With commas, or one after the other; for compare, and for what reconcile prints without a screen."""
    everybody = imqual("compare", cwd=study)[1]

    assert everybody == imqual("compare", *named, cwd=study)[1]
    assert everybody == imqual("reconcile", *named, cwd=study)[1]
    assert 2 == imqual("compare", "--coders", "ann", cwd=study)[0]


def test_a_rule_is_shown_first_recorded_and_revoked(study):
    """Nothing is written without `--yes`; the decisions name the rule; all of them go at once."""
    code, out, err = imqual("decide", "--rule", "boundary differences under 5: union", cwd=study)
    assert 2 == code
    assert 2 == len(out.splitlines())
    assert "say `--yes`" in err
    code, _, err = imqual("decide", "--rule", "boundary under 5: union", "--dry-run", cwd=study)
    assert (0, 3) == (code, len(open_ones(study)))
    code, _, err = imqual("decide", "--rule", "boundary under 5: union", "--yes", "--why", "a stop", cwd=study)
    assert 0 == code, err
    assert 'undo: imqual decide --revoke-rule "boundary under 5 characters: union" --as ann' in err
    assert 2 == len(open_ones(study))
    code, out, err = imqual("decide", "--revoke-rule", "boundary under 5: union", cwd=study)
    assert (0, 3) == (code, len(open_ones(study))), err
    assert "took back 1 decision" in err


def test_a_rule_as_json(study):
    """What it fits, and what was decided."""
    code, out, err = imqual("decide", "--rule", "not by all: take ann", "--yes", "--json", cwd=study)
    assert 0 == code, err
    found = json.loads(out)
    assert (1, 1, "not by all: take ann") == (len(found["decided"]), len(found["fits"]), found["rule"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--rule", "all: union"), "is no rule"),
        (("--rule", "boundary: take carl"), "there is no coder `carl`"),
        (("--rule", "boundary of nothing: union"), "there is no code `nothing`"),
        (("--rule", "boundary: union", "--undo"), "several disagreements at once"),
        (("abcd", "--shared"), "several disagreements at once"),
        (("--revoke-rule", "boundary: union"), "nothing was settled by a rule"),
    ],
)
def test_what_cannot_be_asked_is_said(study, words, told):
    """Wrong use, with a remedy; nothing is written."""
    code, out, err = imqual("decide", *words, cwd=study)
    assert (2, "") == (code, out)
    assert told in err
    assert 3 == len(open_ones(study))


def test_what_all_proposed_alike_is_accepted_and_undone(study):
    """Each alone first; then one command, and one to take it back."""
    (first, *_) = open_ones(study)
    for coder in ("ann", "ben"):
        code, _, err = imqual("decide", first["id"], "--union", "--propose", "--why", coder, cwd=study, coder=coder)
        assert 0 == code, err
    assert 3 == len(open_ones(study))
    code, _, err = imqual("decide", "--shared", "--yes", "--why", "we agree", "--by", "cho", cwd=study)
    assert 0 == code, err
    assert 2 == len(open_ones(study))
    (decision,) = json.loads(imqual("decisions", "--json", cwd=study)[1])["log"]
    assert ("ann; ben; we agree", ["cho"]) == (decision["why"], decision["by"])
    code, _, err = imqual("decide", first["id"], "--neither", "--why", "no", cwd=study)
    assert 2 == code
    assert f"it is settled (union, by cho); to open it again: imqual decide {decision['id'][:8]} --revoke" in err
    code, _, err = imqual("decide", "--undo", cwd=study)
    assert (0, 3) == (code, len(open_ones(study))), err
    code, _, err = imqual("decide", "--undo", cwd=study, coder="ben")
    assert 1 == code or 3 == len(open_ones(study))


def test_on_a_terminal_the_screen_opens_settles_and_says_what_was_done(study):
    """The whole path: command, screen, one decision, leaving."""
    main, terminal = pty.openpty()
    import fcntl
    import struct
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "imcommerce_qual", "reconcile", "--by", "ann,ben"],
        cwd=study,
        stdin=terminal,
        stdout=terminal,
        stderr=subprocess.PIPE,
        env={**environment(study), "TERM": "xterm-256color"},
    )
    os.close(terminal)
    shown = bytearray()

    def read():
        while True:
            try:
                shown.extend(os.read(main, 65536))
            except OSError:
                return

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    import time

    end = time.monotonic() + 60
    while b"0 of 3 settled" not in shown and time.monotonic() < end:
        time.sleep(0.05)
    for keys in (b"b", b"kin", b"\r"):
        os.write(main, keys)
        time.sleep(0.3)
    while b"1 of 3 settled" not in shown and time.monotonic() < end:
        time.sleep(0.05)
    os.write(main, b"Q")
    said = process.communicate(timeout=60)[1].decode()
    assert 0 == process.returncode, said
    assert "everything is saved; 1 of 3 disagreements settled" in said
    assert 2 == len(open_ones(study))
