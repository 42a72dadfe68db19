"""``imqual report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import AsOfOption, LooksOption, StudyOption, WhoseOption, looks, opened

if TYPE_CHECKING:
    from imcommerce_qual.model.report import Report


def command(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Into which folder.")] = Path("report"),
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Some of md,csv,xlsx,json,html.")
    ] = "md,csv,xlsx,json,html",
    public: Annotated[
        bool, typer.Option("--public", help="Only a page, with chosen quotations of those who agreed to be quoted.")
    ] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Serve the page to this machine alone (127.0.0.1), until ctrl+c.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="With --serve: where (else: any free).")
    ] = 0,
    coder: WhoseOption = None,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    study: StudyOption = None,
) -> None:
    """Print the findings, and write every table and the report to files.

    report.html is the page to look at: findings with their excerpts, each to be read in its transcript, matrices,
    charts, codebook; filters and search. It is one file, and asks nothing of the network. It holds whole
    transcripts: for others than the authors, write one with --public.
    """
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.publicpage import public as public_part
    from imcommerce_qual.actions.quoting import kept_quotes
    from imcommerce_qual.actions.reporting import report_formats, report_of, telling, write_page
    from imcommerce_qual.actions.theming import bundle, themes, unsettled_line, write_themes
    from imcommerce_qual.actions.writingfiles import not_among_ours, others_beside
    from imcommerce_qual.cli.commands.themes_command import show_summary
    from imcommerce_qual.cli.progress import progress
    from imcommerce_qual.render.words import count

    wanted = ("html",) if public else report_formats(formats)
    if (show or serve) and "html" not in wanted:
        raise WrongUseError("there is no page to open without the format html", "leave --format out, or add html")
    here = opened(study, as_of)
    viewer = looks(here, who)
    not_among_ours(here.root, to)
    with progress() as told:
        if told is not None:
            told("transcripts read", len(here.study.transcripts), len(here.study.transcripts))
        found = themes(here, viewer=viewer, coders=coder or (), quotes=3)
        everything = bundle(here, found, viewer=viewer, coders=coder or ())
        tables = tuple(each for each in wanted if each != "html")
        written = list(write_themes(everything, to, tables, telling(told, "kinds of tables")))
        if "html" in wanted:
            page = report_of(here, everything, viewer=viewer, coders=coder or (), told=told)
            # What others kept, and what was kept later, is not shown to a coder, or in a study as it was.
            chosen = kept_quotes(here) if public and viewer is None and as_of is None else ()
            page = public_part(page, chosen) if public else page
            written.append(write_page(page, to, told))
    wrote = f"wrote {count(len(written), 'file')} into {to}: {', '.join(path.name for path in written)}"
    if public:
        say(wrote)
        _left_out(page, others_beside(to, written), to)
    else:
        show_summary(themes(here, viewer=viewer, coders=coder or (), quotes=2), codes=False, against=2)
        say("", wrote)
        _unsaid(unsettled_line(here, coder or ()), everything.not_to_quote)
    if show and not serve:
        _open(written[-1].resolve().as_uri())
    if serve:
        _serve(written[-1], port, show=show)


def _unsaid(unsettled: str | None, not_to_quote: int) -> None:
    """What the files rest on, and what in them is not for publication."""
    from imcommerce_qual.render.words import count

    if unsettled is not None:
        say(unsettled)
    if not_to_quote:
        kept = count(not_to_quote, "excerpt")
        say(f"{kept} may not be quoted; the table of all excerpts and the page have them, marked, for the authors only")


def _left_out(page: Report, others: tuple[str, ...], to: Path) -> None:
    """What a public page has not, and what lies beside it."""
    from imcommerce_qual.render.phrases import several

    say("left out:", *(f"  {line}" for line in page.left_out))
    if others:
        say(f"{to} holds other files too, which are no part of it: {several(others)}; give away the page alone")


def _open(address: str) -> None:
    """In whichever browser there is."""
    import webbrowser

    if not webbrowser.open(address):
        say(f"no browser was found; open {address}")


def _serve(page: Path, port: int, *, show: bool) -> None:
    """Until ctrl+c."""
    from imcommerce_qual.actions.pageserving import address_of, page_server

    with page_server(page, port) as server:
        say(f"serving {page.name} at {address_of(server)} to this machine alone; ctrl+c ends it")
        if show:
            _open(address_of(server))
        try:
            server.serve_forever()
        except KeyboardInterrupt:  # how it is meant to end
            say("no longer served")
