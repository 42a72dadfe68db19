"""The list of codings with its filters, and the window in which a transcript is read; the script fills both."""

from __future__ import annotations

from imcommerce_qual.model.report import Report
from imcommerce_qual.render.site.markup import Html, Piece, el
from imcommerce_qual.render.words import count

#: Each filter's name and its label.
FILTERS = (
    ("finding", "Finding"),
    ("theme", "Theme"),
    ("code", "Code"),
    ("participant", "Participant"),
    ("transcript", "Transcript"),
    ("coder", "Coder"),
    ("stance", "Stance"),
)


def explorer_section(report: Report) -> Html:
    """Filters, search, how many codings are left, and a place for them."""
    total = len(report.evidence)
    return el(
        "section",
        el("h2", "Codings", id="codings-title"),
        el(
            "p",
            f"{count(total, 'coding')}, each of one coder under one code. "
            "Overlapping ones are one excerpt in the counts above.",
        ),
        el("noscript", el("p", "The list, its filters and the transcripts need JavaScript; all else does not.")),
        el(
            "form",
            [_choice(name, label) for name, label in FILTERS],
            el(
                "div",
                el("label", "Search words, translations and memos", for_="filter-words"),
                el("input", type="search", id="filter-words", name="words", autocomplete="off"),
                class_="field find",
            ),
            el("div", el("button", "Clear", type="reset"), class_="field"),
            id="filters",
            role="search",
            aria_label="Codings",
        ),
        el("p", "", id="counted", role="status", aria_live="polite", data_total=total),
        el("ol", id="list", class_="codings"),
        el("p", el("button", "Show more", type="button", id="more", hidden=True)),
        id="codings",
        aria_labelledby="codings-title",
    )


def _choice(name: str, label: str) -> Html:
    options: Piece = el("option", "all", value="")
    return el(
        "div",
        el("label", label, for_=f"filter-{name}"),
        el("select", options, id=f"filter-{name}", name=name),
        class_="field",
    )


def reader() -> Html:
    """The window in which a transcript is read."""
    return el(
        "dialog",
        el(
            "div",
            el("h2", "", id="reader-title", tabindex=-1),
            el("p", "", id="reader-note", class_="quiet"),
            el(
                "div",
                el("button", "Previous coding", type="button", id="reader-before"),
                el("button", "Next coding", type="button", id="reader-next"),
                el("button", "Close", type="button", id="reader-close"),
                class_="buttons",
            ),
            class_="head",
        ),
        el("p", "", id="reader-now", role="status", aria_live="polite"),
        el("div", id="reader-text", tabindex=0, role="region", aria_label="Transcript"),
        id="reader",
        aria_labelledby="reader-title",
    )
