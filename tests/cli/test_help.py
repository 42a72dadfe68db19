"""The help of every command: examples that can be typed, words instead of types, lines that are whole."""

from __future__ import annotations

import re
import shlex

import pytest
import typer

from imcommerce_qual.cli.app import app
from imcommerce_qual.cli.examples import EXAMPLES
from imcommerce_qual.cli.lazy import COMMANDS

ROOT = typer.main.get_command(app)


def walk(command, path=()):
    """Each command below *command* that is no group, by its words."""
    for name, each in command.commands.items():
        real = each.load() if path == () else each
        if hasattr(real, "commands"):
            yield from walk(real, (*path, name))
        else:
            yield " ".join((*path, name)), real


LEAVES = dict(walk(ROOT))


def typed(name):
    """The examples of a command as they would be typed: a line that ends with a backslash goes on."""
    return "\n".join(EXAMPLES[name]).replace("\\\n", "").split("\n")


def test_every_command_has_an_example_and_no_other_has():
    """Whoever asks for help sees a line to paste."""
    assert sorted(LEAVES) == sorted(EXAMPLES)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_examples_are_what_the_command_takes(name):
    """Every option and argument is there, under this name, and nothing that is required is missing."""
    for line in typed(name):
        program, *words = shlex.split(line)
        own = name.split()
        short = ["decisions"] if own == ["decisions", "list"] else own

        assert "imqual" == program
        assert short == words[: len(short)]
        LEAVES[name].make_context(name, words[len(own) :] if own == words[: len(own)] else words[len(short) :])


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_help_is_in_words(name, monkeypatch):
    """No name of a Python type stands for what an option takes, and examples are whole at 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    command = LEAVES[name]
    told = command.get_help(typer.Context(command, info_name=name, terminal_width=80))

    assert [] == re.findall(r"<(?:str|int|float|path)[^>]*>", told)
    for line in EXAMPLES[name]:
        assert f"    {line}" in told.split("Example", 1)[1].split("\n")
        assert 78 >= len(line) + 4


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_list_of_a_group_is_not_cut_short(name):
    """What a command of a group does can be read in the group's help."""
    group = ROOT.commands[name].load()

    for each in getattr(group, "commands", {}).values():
        assert each.get_short_help_str() == (each.help or "").split("\n")[0]
        assert not each.get_short_help_str().endswith("...")
