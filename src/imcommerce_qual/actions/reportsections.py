"""Sections of the report page that only some studies have: each is a function from a study to a section, or to None.

What makes one is added to ``SECTIONS``; the page shows whatever there is, in this order.
"""

from __future__ import annotations

from collections.abc import Callable

from imcommerce_qual.actions.coderagreement import agreement_of
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.model.report import Section

#: A study and who looks (None: everything shows), to the section; None where the study has nothing for it.
Maker = Callable[[Opened, str | None], Section | None]


def agreement(opened: Opened, viewer: str | None) -> Section | None:
    """Agreement by code, where two coders completed the same transcript."""
    if len(opened.study.coders) < 2:
        return None
    tables = agreement_of(opened, viewer=viewer)
    if not tables[0].rows:
        return None
    words = "How far coders agree who coded the same transcripts, code by code, before anything was settled."
    return Section(id="agreement", title="Agreement", words=(words,), tables=tables)


def decisions(opened: Opened, viewer: str | None) -> Section | None:
    """What was settled about disagreements, and what is open."""
    from imcommerce_qual.actions.decided import decision_list
    from imcommerce_qual.render.decisiontables import decision_tables

    if not opened.workspace.decisions or len(opened.study.coders) < 2:
        return None
    found = decision_list(opened, viewer=viewer)
    words = "How disagreements between coders were settled, by whom and why. Agreement after that is no reliability."
    return Section(id="decisions", title="What was settled", words=(words,), tables=decision_tables(found))


SECTIONS: tuple[Maker, ...] = (agreement, decisions)
