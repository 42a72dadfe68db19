"""What shows how the work was done: codebook, agreement, decisions, methods."""

from __future__ import annotations

from imcommerce_qual.actions.analysing import Sighted
from imcommerce_qual.actions.exported import Exported, exported
from imcommerce_qual.actions.occurring import Options
from imcommerce_qual.core.adjudication.deciding import NOBODY
from imcommerce_qual.model.table import Table


def export_codebook(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - all exports are called alike
    """The codes with all their fields, their use, the change log and memos."""
    from imcommerce_qual.actions.codebookexport import codebook_export
    from imcommerce_qual.render.codebookmarkdown import render_codebook_markdown
    from imcommerce_qual.render.codebooktables import codebook_tables

    found = codebook_export(seen.opened, viewer=seen.viewer, coders=seen.coders)
    return Exported(
        what="codebook",
        title=f"{found.study.title}: codebook",
        tables=codebook_tables(found.found, found.study),
        stamp=found.stamp,
        value={"codebook": found.found},
        text=render_codebook_markdown(found.found, found.study, found.stamp),
    )


def export_methods(seen: Sighted, options: Options) -> Exported:
    """The methods paragraph with its sources, and the checklist's draft."""
    from imcommerce_qual.actions.methods import methods
    from imcommerce_qual.render.methodstext import method_tables

    found = methods(seen, options)
    tables = method_tables(found.sentences, found.checklist, seen.study, seen.ground.basis)
    return exported(seen, "methods", "methods and checklist", tables, {"methods": found})


def export_agreement(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - all exports are called alike
    """Agreement by code; without anything that two coders completed, an empty table that says so."""
    from imcommerce_qual.actions.coderagreement import agreement_drawn
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.render.agreementtables import agreement_columns

    forest = None
    try:
        # Agreement is between coders, whatever became of their codings afterwards.
        coders = [] if NOBODY in seen.coders else seen.coders
        tables, forest = agreement_drawn(seen.opened, viewer=seen.viewer, coders=coders)
    except WrongUseError as error:
        columns = agreement_columns(None)
        tables = (Table(name="agreement", title="Agreement by code", columns=columns, notes=(str(error),)),)
    pictures = (forest,) if forest is not None else ()
    return exported(seen, "agreement", "agreement between coders", tables, {"agreement": tables}, pictures=pictures)


def export_decisions(seen: Sighted, options: Options) -> Exported:  # noqa: ARG001 - all exports are called alike
    """The log of decisions, what is proposed, and how disagreements were settled."""
    from imcommerce_qual.actions.decided import decision_list, json_fields
    from imcommerce_qual.render.decisiontables import decision_tables
    from imcommerce_qual.render.paperanalysis import decision_papers

    found = decision_list(seen.opened, viewer=seen.viewer)
    tables = decision_tables(found)
    papers = decision_papers(found, tables)
    return exported(seen, "decisions", "decisions", tables, {"decisions": json_fields(found)}, papers=papers)
