"""``imqual codebook``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.completing import complete_code
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import JsonOption, LooksOption, SeeOption, StudyOption, looks, opened, tell_sight

app = typer.Typer(
    name="codebook",
    help="Show the codes and what they mean.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def codebook() -> None:
    """Show the codes and what they mean."""


@app.command("show")
def show(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="One code in full.", autocompletion=complete_code)
    ] = None,
    who: LooksOption = None,
    see: SeeOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """The tree of codes with counts, or one code in full: definition, when to use it and when not, an example.

    Old ids and aliases are understood. Counts are of the codings that the viewer may see, without what rolls up;
    so are the codes that others proposed.
    """
    from imcommerce_qual.actions.blind import as_seen
    from imcommerce_qual.actions.codes import code_counts
    from imcommerce_qual.actions.names import known_code
    from imcommerce_qual.cli.output import on_terminal, print_all, print_json, print_rows
    from imcommerce_qual.render.codetext import render_code, render_tree

    here = opened(study)
    viewer = looks(here, who)
    counts = code_counts(here, viewer, see or ())
    book = as_seen(here, viewer, see or ()).study.codebook
    wanted = [known_code(book, code)] if code else list(book.codes)
    if as_json:
        codes = [{"code": book.codes[each], "codings": counts.get(each, 0)} for each in wanted]
        print_json("codes", codes, codebook=book.id, revision=book.revision, hash=book.hash)
    elif code:
        print_all([render_code(book, wanted[0], counts)])
    elif on_terminal():
        print_all([render_tree(book, counts)])
    else:
        print_rows(
            ["code", "label", "key", "codings", "short"],
            [[each.id, each.label, each.key, counts.get(each.id, 0), each.short] for each in book.codes.values()],
        )
    tell_sight(viewer, see)
    if not code:
        say(f"codebook {book.id}, revision {book.revision} ({book.hash}), {len(book.codes)} codes")
