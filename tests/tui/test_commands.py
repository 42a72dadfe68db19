"""Whatever the screen does, a named command does: for people with screen readers, and for scripts."""

from __future__ import annotations

import re
from functools import cache

import pytest
from typer.testing import CliRunner

from imcommerce_qual.cli.app import app
from imcommerce_qual.cli.lazy import COMMANDS as KNOWN
from imcommerce_qual.tui.commands import COMMANDS, RECONCILE_COMMANDS, REVIEW_COMMANDS
from imcommerce_qual.tui.keymap import ACTIONS
from imcommerce_qual.tui.reconcile.keys import MORE_ACTIONS, RECONCILE_ACTIONS
from imcommerce_qual.tui.review.keys import REVIEW_ACTIONS


def test_every_action_of_the_screen_has_a_command():
    """A new key comes with its way without the screen; none is named that the screen has not."""
    assert sorted(action.name for action in ACTIONS) == sorted(COMMANDS)
    assert sorted(action.name for action in REVIEW_ACTIONS) == sorted(REVIEW_COMMANDS)
    assert sorted(action.name for action in (*RECONCILE_ACTIONS, *MORE_ACTIONS)) == sorted(RECONCILE_COMMANDS)


@cache
def help_of(*words: str) -> str:
    """What the command says of itself."""
    return CliRunner().invoke(app, [*words, "--help"], prog_name="imqual").stdout


@pytest.mark.parametrize(
    "command", sorted({*COMMANDS.values(), *REVIEW_COMMANDS.values(), *RECONCILE_COMMANDS.values()})
)
def test_the_commands_are_there_with_their_options(command):
    """What the table says can be typed."""
    program, *words = command.split()
    names = [word for word in words if word.islower() and not word.startswith("-")]

    assert "imqual" == program
    assert not names or names[0] in KNOWN
    told = help_of(*names)
    assert "Usage: imqual" in told
    assert [] == [option for option in re.findall(r"--[a-z]+", command) if option not in told]
