"""``imqual coverage``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.options import AsOfOption, JsonOption, LooksOption, StudyOption, WhoseOption, looks, opened


def command(
    rare: Annotated[
        bool, typer.Option("--rare", help="Instead: what each code rests on, and which rest on little.")
    ] = False,
    coder: WhoseOption = None,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Show how much of each interview each coder coded, or which codes rest on little.

    Coverage: turns of participants that a coding touches, of those that have words. With `--rare`: codes that are never
    used, that have two excerpts at most, or that rest on one participant or on one coder of several.
    """
    from imcommerce_qual.actions.analysing import sighted
    from imcommerce_qual.actions.exportanalysis import export_coverage, export_rare
    from imcommerce_qual.actions.occurring import Options
    from imcommerce_qual.cli.tabling import show

    here = opened(study, as_of)
    seen = sighted(here, viewer=looks(here, who), coders=coder or ())
    found = export_rare(seen, Options()) if rare else export_coverage(seen, Options())
    show(found, found.tables, found.pictures, as_json=as_json)
