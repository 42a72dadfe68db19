"""The list of codings with its filters, and the window in which a transcript is read; the script fills both."""

from __future__ import annotations

from collections.abc import Iterable

from imcommerce_qual.core.attributegroups import attribute_groups
from imcommerce_qual.model.analysis import Group
from imcommerce_qual.model.report import Report
from imcommerce_qual.render.site.markup import Html, Piece, counted, el

#: Each filter's name and its label: what a coding is, and who speaks where.
OF_CODINGS = (
    ("finding", "Finding"),
    ("theme", "Theme"),
    ("code", "Code"),
    ("stance", "Stance"),
    ("toward", "Stance toward"),
    ("coder", "Coder"),
)
OF_PEOPLE = (("participant", "Participant"), ("transcript", "Transcript"))
#: Where words are looked for.
_WHERE = (("", "codings"), ("turns", "all turns of the transcripts"), ("uncoded", "turns without a coding"))


def explorer_section(report: Report) -> Html:
    """Filters, search, how many codings are left, and a place for them."""
    total = len(report.evidence)
    people = [*OF_PEOPLE, *((f"is.{name}", _titled(name)) for name in attribute_filters(report))]
    return el(
        "section",
        el("h2", "Codings", id="codings-title"),
        el(
            "p",
            counted(total, "coding", "listed:codings"),
            ", each of one coder under one code. "
            "Overlapping ones are one excerpt in the counts above. "
            "The address of this page keeps the filters, so that a link leads to what is shown.",
        ),
        el("noscript", el("p", "The list, its filters and the transcripts need JavaScript; all else does not.")),
        el(
            "form",
            _group("Codings", [_choice(name, label) for name, label in OF_CODINGS]),
            _group("Who speaks, and where", [_choice(name, label) for name, label in people]),
            _group("Words", [_search(), _choice("in", "Look in", _WHERE)]),
            el("div", el("button", "Clear all filters", type="reset"), class_="field end"),
            id="filters",
            role="search",
            aria_label="Codings and turns",
        ),
        el("p", "", id="counted", role="status", aria_live="polite", data_total=total),
        el("p", "", id="elsewhere", role="status", aria_live="polite"),
        el("ol", id="list", class_="codings"),
        el("p", el("button", "Show more", type="button", id="more", hidden=True)),
        id="codings",
        aria_labelledby="codings-title",
    )


def attribute_filters(report: Report) -> dict[str, tuple[Group, ...]]:
    """What participants can be filtered by beside their names: what the study declares about them."""
    return attribute_groups(report.study, report.matrix.participants)


def _titled(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _group(name: str, fields: Piece) -> Html:
    return el("fieldset", el("legend", name), el("div", fields, class_="fields"))


def _search() -> Html:
    return el(
        "div",
        el("label", "Search words, translations and memos", for_="filter-words"),
        el(
            "input",
            type="search",
            id="filter-words",
            name="words",
            autocomplete="off",
            aria_describedby="words-help",
        ),
        el("p", "Every word has to occur; “words in quotation marks” together.", id="words-help", class_="quiet"),
        class_="field find",
    )


def _choice(name: str, label: str, options: Iterable[tuple[str, str]] = (("", "all"),)) -> Html:
    return el(
        "div",
        el("label", label, for_=f"filter-{name}"),
        el("select", [el("option", said, value=value) for value, said in options], id=f"filter-{name}", name=name),
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
                el("button", "Previous hit", type="button", id="reader-hit-before", hidden=True),
                el("button", "Next hit", type="button", id="reader-hit-next", hidden=True),
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
