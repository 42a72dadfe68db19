"""``imqual memo``."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import (
    ActsOption,
    JsonOption,
    LooksOption,
    SeeOption,
    StudyOption,
    acts,
    looks,
    opened,
)

app = typer.Typer(
    name="memo",
    help="Write down what you think: memos about codes, interviews, findings.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
TextOption = Annotated[
    str | None, typer.Option("--text", metavar="TEXT", help="The words; - takes them from a pipe (else: your editor).")
]


@app.callback()
def memo() -> None:
    """Write down what you think: memos about codes, interviews, findings."""


@app.command("new")
def new(
    about: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ABOUT]...",
            help="A code, transcript, participant, theme or finding; code:ID where two are called so.",
        ),
    ] = None,
    text: TextOption = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="The file's name (else: from the first words).")
    ] = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Write a memo: Markdown, kept in memos/ with its author and date. Without ABOUT it is about the study.

    The words come from --text, from a pipe, or from your editor (VISUAL or EDITOR).
    """
    from imcommerce_qual.actions.memos import new_memo, resolve_about

    here = opened(study)
    coder = acts(here, who)
    for each in about or ():
        resolve_about(here, each)  # before anybody writes a page in vain
    made, path = new_memo(here, coder, about or (), _words(text, ""), name)
    print(path.relative_to(here.root).as_posix())
    say(f"about {', '.join(made.about)}; edit: imqual memo edit {made.slug} --as {coder}; undo: delete the file")


@app.command("list")
def list_(
    about: Annotated[str | None, typer.Argument(metavar="[ABOUT]", help="Only those about this.")] = None,
    who: LooksOption = None,
    see: SeeOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """List memos: what they are about, who wrote them and when.

    Another coder's memo about an interview, or about who was interviewed, is hidden until you are done with it.
    """
    from imcommerce_qual.actions.memos import memos
    from imcommerce_qual.cli.output import print_json, print_rows
    from imcommerce_qual.render.words import count

    here = opened(study)
    viewer = looks(here, who)
    found = memos(here, viewer, about=about, see=see or ())
    if as_json:
        print_json("memos", found.shown, hidden=found.hidden, synthetic=here.study.synthetic)
    else:
        print_rows(
            ["memo", "about", "author", "date", "words"],
            [[each.slug, " ".join(each.about), each.author, each.date, each.first_line] for each in found.shown],
        )
    say(count(len(found.shown), "memo"))
    if found.hidden:
        names = ", ".join(sorted({author for author, _ in found.hidden}))
        say(
            f"hidden until you are done: memos of {names} about {', '.join(sorted({name for _, name in found.hidden}))}"
        )
    _tell_sight(viewer, see)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="MEMO", help="Its name in the list.")],
    who: LooksOption = None,
    see: SeeOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Print one memo as it is written."""
    from imcommerce_qual.actions.memos import known_memo
    from imcommerce_qual.cli.output import on_terminal, print_json
    from imcommerce_qual.render.phrases import visible

    here = opened(study)
    viewer = looks(here, who)
    found = known_memo(here, viewer, name, see=see or ())
    if as_json:
        print_json("memo", found, synthetic=here.study.synthetic)
    else:
        print(visible(found.text) if on_terminal() else found.text)
        say(f"{found.slug}: about {', '.join(found.about)}; {found.author}, {found.date}")
    _tell_sight(viewer, see)


@app.command("edit")
def edit(
    name: Annotated[str, typer.Argument(metavar="MEMO", help="Its name in the list.")],
    text: TextOption = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Change the words of a memo of your own; the older words are kept under history/memos/."""
    from imcommerce_qual.actions.memos import edit_memo, known_memo

    here = opened(study)
    coder = acts(here, who)
    found = known_memo(here, coder, name)
    written, kept = edit_memo(here, coder, found, _words(text, found.text))
    for path in (written, kept):
        say(f"wrote {path.relative_to(here.root).as_posix()}")
    say(f"undo: copy {kept.relative_to(here.root).as_posix()} over it")


def _words(given: str | None, before: str) -> str:
    """The words of a memo: as given, from a pipe, or from the user's editor."""
    from imcommerce_qual.actions.errors import RefusedError

    if given is not None and given != "-":
        return given
    if given == "-" or not sys.stdin.isatty():
        from imcommerce_qual.actions.errors import WrongUseError

        try:
            return sys.stdin.buffer.read().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise WrongUseError("what came through the pipe is not UTF-8", "send it as UTF-8") from None
    from imcommerce_qual.tui.editor import edit_text

    found = edit_text(before, os.environ)
    if found is None:
        raise RefusedError("the editor was left with an error; nothing was written", "set EDITOR, or use --text")
    return found


def _tell_sight(viewer: str | None, see: list[str] | None) -> None:
    if viewer is not None and see:
        say(f"that {viewer} looked at {', '.join(see)}'s memos is recorded, where {viewer} was not done")
