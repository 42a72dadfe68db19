"""Commands that are imported when they are used: help and completion of names start fast."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from imcommerce_qual.cli.examples import epilogue
from imcommerce_qual.cli.faults import exits

#: Every command with its one line of help, in the order in which a study goes. A test keeps the lines true.
COMMANDS: dict[str, str] = {
    "init": "Start a study of your own, or a copy of the worked example.",
    "import": "Bring interview transcripts in from text and Markdown files.",
    "check": "Look for everything that is wrong in a study, with place and remedy.",
    "status": "Show how far each coder is with each transcript, and what to do next.",
    "show": "Read one transcript with the codings on it.",
    "find": "Find words, or codings by code, coder, speaker, attribute or stance.",
    "code": "Code a transcript on a full screen, at the keyboard.",
    "review": "Read the excerpts of a code one under the other, to recode, split, compare or confirm them.",
    "apply": "Put a code on words of a transcript.",
    "uncode": "Take a coding off.",
    "amend": "Change a coding: its code, its words, memo, stance or marks.",
    "split": "Split a coding in two, under the same code or with another one for the second part.",
    "confirm": "Say that codings are still right under a newer definition.",
    "undo": "Take back what a coder did last.",
    "redo": "Put back what undo took back.",
    "done": "Say that a transcript has been read and coded to the end.",
    "reopen": "Take back that a transcript is done.",
    "plan": "Plan who codes what, in which rounds, and hand the study out.",
    "compare": "Show where coders differ: other ends, other codes, not by all, one against several, other stances.",
    "reconcile": "Settle disagreements together on a full screen, with the reasons; or propose alone how.",
    "decide": "Settle disagreements with a reason: what stands, the log, and the paper's paragraph follow.",
    "decisions": "List and export what was decided about disagreements, with reasons.",
    "agree": "Measure how far coders agree: the coders of a study by code, or anybody's table of ratings.",
    "transcript": "Edit a transcript without losing codings: update, record, history, lost.",
    "codebook": "Show and change the codes, with a history of every change.",
    "findings": "Show, add, reword and remove findings and themes; look again at stances.",
    "memo": "Write down what you think: memos about codes, interviews, findings.",
    "themes": "Count findings, themes and codes, with excerpts: the main result.",
    "matrix": "Cross codes with participants, or with each other.",
    "groups": "Set groups of participants side by side: how many of each have an excerpt under each theme.",
    "saturation": "Show when codes first occur, and for inductive codes whether new interviews still bring new ones.",
    "coverage": "Show how much of each interview each coder coded, or which codes rest on little.",
    "grid": "Write and show the framework grid: participants by themes, in your own words.",
    "methods": "Print a methods paragraph made of the project's own numbers, and the checklist's draft.",
    "quotes": "Check a draft's quotations against the transcripts; pick and keep some: check, pick, keep, list, drop.",
    "export": "Write tables and pictures to files, for a paper, its appendix and its reviewers.",
    "report": "Print the findings, and write every table and the report to files.",
    "pseudonymise": "Put pseudonyms for names, everywhere and in all that was kept.",
    "erase": "Erase words, or everything that a participant said, from all that was kept.",
}

#: Headings in the root's list, by the command that each stands above.
HEADINGS: dict[str, str] = {
    "init": "Begin, and see where you are",
    "show": "Read and code",
    "plan": "Code together",
    "transcript": "Change texts, codes and findings; write memos",
    "themes": "Count, and write the paper",
    "pseudonymise": "Forget",
}


class LazyCommand(TyperCommand):
    """Stands in a group's list with its name and help; becomes the real command when it is run or completed."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name=name, help=text, params=[], rich_markup_mode=None)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - these lines are short as they are
        """The line of help, whole."""
        return self.help or ""

    def load(self) -> Any:
        """The real command, built by Typer from the module of its name."""
        module = import_module(f"imcommerce_qual.cli.commands.{self.name}_command")
        if hasattr(module, "app"):
            return _with_examples(typer.main.get_command(module.app), str(self.name))
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        settings = getattr(module, "SETTINGS", {})
        app.command(self.name, context_settings={"help_option_names": ["-h", "--help"], **settings})(module.command)
        return _with_examples(typer.main.get_command(app), str(self.name))

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The real command's context: from here on it is the one that runs."""
        return self.load().make_context(info_name, args, parent=parent, **extra)


def _with_examples(command: Any, name: str) -> Any:
    """The command with examples under its help; in a group's list, the first line of each command is whole."""
    command.epilog = epilogue(name)
    for sub, each in getattr(command, "commands", {}).items():
        each.short_help = (each.help or "").partition("\n")[0]
        _with_examples(each, f"{name} {sub}")
    return command


class ListingGroup(TyperGroup):
    """Commands of one matter; without one of their names, what is typed are words and options of ``list``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `list` first where no command is named, nor misspelt."""
        first = args[0] if args else ""
        if first not in {"-h", "--help"} and (first.startswith("-") or self._is_none(first)):
            args = ["list", *args]
        return super().parse_args(ctx, args)

    def _is_none(self, word: str) -> bool:
        from imcommerce_qual.core.nearest import nearest

        return word not in self.commands and nearest(word, self.commands) is None


class LazyGroup(TyperGroup):
    """The root: knows every command by name, loads one."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = {name: LazyCommand(name, text) for name, text in COMMANDS.items()}

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Click's signature
        """The list of commands under headings: what belongs together stands together."""
        width = max(map(len, COMMANDS))
        rows: dict[str, list[tuple[str, str]]] = {}
        heading = "Commands"
        for name, text in COMMANDS.items():
            heading = HEADINGS.get(name, heading)
            rows.setdefault(heading, []).append((name.ljust(width), text))
        for heading, commands in rows.items():
            with formatter.section(heading):
                formatter.write_dl(commands)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; whatever stops it becomes a message and an exit code, in one place."""
        with exits():
            return super().invoke(ctx)
