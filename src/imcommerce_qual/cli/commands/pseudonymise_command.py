"""``imqual pseudonymise``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imcommerce_qual.cli.forgetting import AllOption, YesOption, forget
from imcommerce_qual.cli.options import ActsOption, JsonOption, StudyOption, acts, opened


def command(
    names: Annotated[
        Path, typer.Option("--map", metavar="FILE", help='YAML outside the study: `Wang Fang: "[seller A]"`.')
    ],
    yes: YesOption = False,
    whole: AllOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Put pseudonyms for names, everywhere and in all that was kept.

    Rewrites transcripts, stored versions, codings, memos, the codebook and everything else in the study's folder, and
    moves what points into them; originals in sources/ that hold a name are deleted. Codings stay on their words. Shows
    every place first, and what it cannot reach. Afterwards, import and check know the names when they come back.
    """
    from imcommerce_qual.actions.forgetplan import plan_pseudonyms

    here = opened(study)
    forget(here, plan_pseudonyms(here, acts(here, who), names), yes=yes, whole=whole, as_json=as_json)
