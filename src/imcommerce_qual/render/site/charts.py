"""Charts as bars; each has its figures as a table beneath, for whoever cannot see or hover them."""

from __future__ import annotations

from collections.abc import Iterable

from imcommerce_qual.model.evidence import ThemeRow
from imcommerce_qual.model.report import Report
from imcommerce_qual.render.site.findings import STANCES, wide
from imcommerce_qual.render.site.markup import Html, el, figure
from imcommerce_qual.render.tables import themes_of
from imcommerce_qual.render.words import count, of

Bar = tuple[str, str, tuple[tuple[str, int], ...]]
"""A label, what to say on hovering, and (class, number) of each part."""


def charts_section(report: Report) -> Html:
    """Stances by finding, participants by theme."""
    total = len(report.themes.basis.participants)
    stances: list[Bar] = [
        (
            row.id,
            f"{row.id}: " + ", ".join(f"{getattr(row.tally, stance)} {stance}" for stance in STANCES),
            tuple((stance, getattr(row.tally, stance)) for stance in STANCES),
        )
        for row in report.themes.findings
    ]
    people: list[Bar] = [
        (
            theme.label,
            f"{theme.label}: {_said(theme, total)}",
            (("people", len(theme.tally.participants)),),
        )
        for _, theme in themes_of(report.themes)
    ]
    return el(
        "section",
        el("h2", "Charts", id="charts-title"),
        _chart("stances", "Excerpts that support, qualify and contradict each finding", stances, STANCES, None),
        _chart("themes", f"Participants by theme, of {total} in completed transcripts", people, ("people",), total),
        id="charts",
        aria_labelledby="charts-title",
    )


def _said(theme: ThemeRow, total: int) -> str:
    return f"{of(len(theme.tally.participants), total, 'participant')}, {count(theme.tally.excerpts, 'excerpt')}"


def _chart(name: str, title: str, bars: list[Bar], parts: tuple[str, ...], most: int | None) -> Html | None:
    if not bars:
        return None
    return el(
        "figure",
        el("figcaption", title, id=f"chart-{name}"),
        el("ul", [el("li", part, class_=f"key {part}") for part in parts], class_="legend") if len(parts) > 1 else None,
        _picture(name, title, bars, most),
        el(
            "details",
            el("summary", f"{title}: the figures"),
            wide(title, _figures(name, title, bars, parts)),
            class_="fold",
        ),
        class_="chart",
    )


def _picture(name: str, title: str, bars: list[Bar], most: int | None) -> Html:
    """The bars: drawn in shares of the room there is, so that words keep their size on a narrow screen."""
    longest = most or max((sum(n for _, n in parts) for _, _, parts in bars), default=0) or 1
    return el(
        "div",
        [_bar(name, place, bar, longest) for place, bar in enumerate(bars)],
        class_="picture",
        role="img",
        aria_label=f"{title}; the figures are in the table below",
    )


def _bar(name: str, place: int, bar: Bar, longest: int) -> Html:
    label, said, parts = bar
    drawn: list[Html] = []
    done = 0
    for kind, number in parts:
        if number:
            start, width = (f"{100 * each / longest:.2f}%" for each in (done, number))
            drawn.append(el("rect", x=start, y=0, width=width, height="100%", class_=kind))
        done += number
    # An excerpt may take two stances, so the parts are written one by one and not added up.
    numbers = " · ".join(str(n) for _, n in parts)
    return el(
        "div",
        el("span", label, dir="auto"),
        el("svg", drawn),
        el("span", numbers, data_n=f"bar:{name}:{place}", class_="n"),
        class_="bar",
        title=said,
    )


def _figures(name: str, title: str, bars: Iterable[Bar], parts: tuple[str, ...]) -> Html:
    return el(
        "table",
        el("caption", title, class_="unseen"),
        el(
            "thead",
            el(
                "tr",
                el("th", "", el("span", "Row", class_="unseen"), scope="col"),
                [el("th", part, scope="col", class_="n") for part in parts],
            ),
        ),
        el(
            "tbody",
            [
                el(
                    "tr",
                    el("th", label, scope="row"),
                    [el("td", figure(number, f"chart:{name}:{place}:{kind}"), class_="n") for kind, number in numbers],
                )
                for place, (label, _, numbers) in enumerate(bars)
            ],
        ),
    )
