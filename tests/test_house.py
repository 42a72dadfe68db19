"""The house rules that no linter knows: what is imported when, and that the program's texts are true."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from imcommerce_qual.cli.lazy import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "src" / "imcommerce_qual" / "example"

#: Where the code under test is, if it is not what is installed.
UNDER_TEST = {"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}
#: Runs the program in a fresh interpreter and prints which of the heavy modules it loaded.
PROBE = """
import sys
sys.argv = ["imqual", *sys.argv[1:]]
from imcommerce_qual.cli.main import main
try:
    main()
except SystemExit as stop:
    code = stop.code
heavy = "pandas numpy pydantic yaml rich textual asyncio openpyxl rapidfuzz matplotlib".split()
print("LOADED", code or 0, *[name for name in heavy if name in sys.modules], file=sys.stderr)
"""


def loaded(*arguments: str, study: Path = EXAMPLE, env: dict[str, str] | None = None) -> list[str]:
    """The heavy modules that a run of the program loads; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        text=True,
        cwd=study,
        env={"PATH": "", "PYTHONUTF8": "1", **UNDER_TEST, **(env or {})},
        check=True,
    )
    words = done.stderr.strip().rpartition("LOADED ")[2].split()
    assert words[0] == "0", done.stderr
    return words[1:]


@pytest.fixture(scope="module")
def warm(tmp_path_factory) -> Path:
    """A copy of the example whose cache is warm."""
    import shutil

    folder = tmp_path_factory.mktemp("warm") / "study"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".imqual"))
    loaded("status", study=folder)
    return folder


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_and_version_load_nothing_heavy(arguments):
    """Asking what there is must not wait for what nobody uses."""
    assert [] == loaded(*arguments)


def test_completion_loads_nothing_heavy(warm):
    """A TAB must answer at once, and knows transcripts and codes."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        capture_output=True,
        text=True,
        cwd=warm,
        env={
            "PATH": "",
            **UNDER_TEST,
            "_IMQUAL_COMPLETE": "complete_bash",
            "COMP_WORDS": "imqual apply S03 trust.p",
            "COMP_CWORD": "3",
        },
        check=True,
    )

    assert "trust.person" in done.stdout.split()
    assert done.stderr.strip().rpartition("LOADED ")[2].split()[1:] == []


@pytest.mark.parametrize("arguments", [["status"], ["find", "fruit"], ["themes"]])
def test_views_on_a_warm_cache_load_no_library_of_the_edges(warm, arguments):
    """Looking at a study that did not change parses no YAML and validates nothing again."""
    assert [] == loaded(*arguments, study=warm)


def test_the_list_of_commands_says_what_each_says_of_itself():
    """The root's list is static, so that it need not import them; it must not drift from their own help."""
    for name, text in COMMANDS.items():
        module = import_module(f"imcommerce_qual.cli.commands.{name}_command")
        own = module.app.info.help if hasattr(module, "app") else inspect.getdoc(module.command)

        assert own is not None
        assert text == own.split("\n")[0], name


def test_whoever_cites_names_the_version_there_is():
    """`CITATION.cff` is written by hand; its version is the program's."""
    from imcommerce_qual import __version__

    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_generated_pages_are_fresh():
    """The reference is made from the program; a change of one is a change of the other."""
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True, check=False
    )

    assert (0, "") == (done.returncode, done.stderr)
