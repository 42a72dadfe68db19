"""The parts of the page that are lists and tables: codebook, sections of other actions, what it rests on."""

from __future__ import annotations

from imcommerce_qual.model.codelist import CodeUse
from imcommerce_qual.model.evidence import Quotation
from imcommerce_qual.model.report import Report, Section
from imcommerce_qual.model.study import Study
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.codebookwords import field_words
from imcommerce_qual.render.site.findings import memos
from imcommerce_qual.render.site.links import listed
from imcommerce_qual.render.site.markup import Html, counted, el, figure
from imcommerce_qual.render.site.quotations import quoted
from imcommerce_qual.render.site.sheets import lines, shown_table
from imcommerce_qual.render.stampwords import input_lines, provenance_lines, stamp_lines
from imcommerce_qual.render.tables import RULE, unprinted_lines


def codebook_section(report: Report) -> Html:
    """The codes in tree order, each with its definition and how often it was used."""
    return el(
        "section",
        el("h2", "Codebook", id="codebook-title"),
        [_code(use, report) for use in report.codebook.codes],
        id="codebook",
        aria_labelledby="codebook-title",
    )


def _code(use: CodeUse, report: Report) -> Html:
    code = use.code
    # An example is somebody's words, mostly a participant's: a public page has only those that were chosen.
    fields = [(title, words) for title, words in field_words(use) if not (report.public and title == "Example")]
    total = len(report.codebook.basis.participants)
    every = el("a", f"All codings under {code.label}", href=listed(code=code.id))
    return el(
        "details",
        el(
            "summary",
            el("b", code.label),
            " ",
            el("code", code.id),
            el(
                "span",
                [" ", counted(use.tally.excerpts, "excerpt", f"codebook:{code.id}:excerpts"), ", "],
                [figure(len(use.tally.participants), f"codebook:{code.id}:participants"), " of "],
                counted(total, "participant", "participants"),
                class_="quiet",
            ),
        ),
        el("dl", [[el("dt", title), el("dd", words)] for title, words in fields]),
        None if report.public else memos(use.memos),
        None if report.public else el("p", every, class_="all"),
        class_=f"code d{min(code.depth, 4)}",
        id=f"code-{code.id}",
    )


def other_section(section: Section, study: Study) -> Html:
    """A section that another action made: its sentences, its quotations, its tables."""
    return el(
        "section",
        el("h2", section.title, id=f"{section.id}-title"),
        [el("p", words) for words in section.words],
        [quoted(each, {}, translation_language=_into(each, study), memo=False) for each in section.quotations],
        [shown_table(each, f"table:{section.id}") for each in section.tables],
        id=section.id,
        class_="sheets" if section.tables else None,
        aria_labelledby=f"{section.id}-title",
    )


def _into(each: Quotation, study: Study) -> str | None:
    translation = study.transcripts[each.transcript].translation
    return translation.language if translation is not None else None


def rests_section(report: Report) -> Html:
    """What the figures rest on, where everything comes from, and what a public page does not hold."""
    table = report.themes
    warnings = set(provenance_lines(report.stamp.constructed, synthetic=report.stamp.synthetic))
    return el(
        "section",
        el("h2", "What this rests on", id="rests-title"),
        lines(
            line
            for line in (*basis_lines(table.basis, report.study), RULE, *unprinted_lines(table))
            if line not in warnings
        ),
        [el("h3", "Left out of this page"), lines(report.left_out)] if report.left_out else None,
        el("h3", "Provenance"),
        lines(line for line in stamp_lines(report.stamp) if line not in warnings),
        el("details", el("summary", "Files it was made from"), lines(input_lines(report.stamp)), class_="fold")
        if report.stamp.inputs
        else None,
        id="rests",
        aria_labelledby="rests-title",
    )
