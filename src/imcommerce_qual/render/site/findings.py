"""The findings: each with its counts, themes, and what supports, qualifies and contradicts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.model.evidence import FindingRow, Quotation, Tally, ThemeRow
from imcommerce_qual.model.memo import Memo
from imcommerce_qual.model.report import Report, Sided
from imcommerce_qual.render.site.links import Places, listed, places
from imcommerce_qual.render.site.markup import Html, Piece, counted, el, figure
from imcommerce_qual.render.site.quotations import badge, quoted

STANCES = ("supports", "qualifies", "contradicts")


def findings_section(report: Report) -> Html:
    """Every finding, then the themes across findings."""
    shown = _Shown(report)
    table = report.themes
    return el(
        "section",
        el("h2", "Findings", id="findings-title"),
        None if table.findings else el("p", "This study has no findings yet."),
        [shown.finding(each) for each in table.findings],
        [
            el("h2", "Themes across findings", id="across"),
            [shown.theme(each, "across", 3) for each in table.across],
        ]
        if table.across
        else None,
        id="findings",
        aria_labelledby="findings-title",
    )


class _Shown:
    """Parts of one report as markup."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.total = len(report.themes.basis.participants)
        self.known: Places = places(report.evidence)
        self.sides: dict[tuple[str, str], Sided] = {(each.finding, each.stance): each for each in report.sides}

    def finding(self, row: FindingRow) -> Html:
        """One finding with everything under it."""
        since = next((each.since for each in self.report.study.findings.findings if each.id == row.id), None)
        return el(
            "article",
            el("h3", el("span", row.id, class_="tag"), " ", row.statement, id=f"finding-{row.id}"),
            el("p", self.counts(row.tally, f"finding:{row.id}"), class_="counts"),
            el("p", f"The statement has stood so since {since}.", class_="quiet") if since else None,
            memos(self.report.memos.get(f"finding:{row.id}", ())),
            self.all_link(f"All codings of {row.id}", finding=row.id),
            [self.theme(each, row.id, 4) for each in row.themes],
            [self.stance(row, stance) for stance in STANCES],
            class_="finding",
            aria_labelledby=f"finding-{row.id}",
        )

    def theme(self, row: ThemeRow, finding: str, level: int) -> Html:
        """A theme: counts, codes, the chosen excerpts."""
        return el(
            "section",
            el(f"h{level}", row.label, id=f"theme-{row.id}"),
            el("p", row.statement) if row.statement else None,
            el("p", self.counts(row.tally, f"theme:{row.id}"), class_="counts"),
            memos(self.report.memos.get(f"theme:{row.id}", ())),
            el(
                "details",
                el("summary", counted(len(row.codes), "code", f"theme:{row.id}:codes"), f" under {row.label}"),
                self.codes(row),
                class_="fold",
            ),
            self.quotations(row.quotations),
            self.all_link(f"All codings under {row.label}", theme=row.id),
            class_="theme",
            aria_labelledby=f"theme-{row.id}",
            data_finding=finding,
        )

    def codes(self, row: ThemeRow) -> Html:
        """The codes of a theme as a table."""
        head = ("Code", "Excerpts", "Participants", "Supports", "Qualifies", "Contradicts")
        return wide(
            f"Codes under {row.label}",
            el(
                "table",
                el("caption", f"Codes under {row.label}", class_="unseen"),
                el(
                    "thead",
                    el(
                        "tr",
                        [el("th", each, scope="col", class_="n" if place else None) for place, each in enumerate(head)],
                    ),
                ),
                el("tbody", [self.code(row.id, each.code, each.label, each.tally) for each in row.codes]),
            ),
        )

    def code(self, theme: str, code: str, label: str, tally: Tally) -> Html:
        """One row of that table."""
        key = f"code:{theme}:{code}"
        name: Piece = [label, " ", el("code", code)]
        if not self.report.public:
            name = [el("a", label, href=listed(code=code)), " ", el("code", code)]
        return el(
            "tr",
            el("th", name, scope="row"),
            el("td", figure(tally.excerpts, f"{key}:excerpts"), class_="n"),
            el("td", figure(len(tally.participants), f"{key}:participants"), class_="n"),
            [el("td", figure(getattr(tally, stance), f"{key}:{stance}"), class_="n") for stance in STANCES],
        )

    def counts(self, tally: Tally, key: str) -> Iterator[Piece]:
        """The counts of a finding or theme in a sentence."""
        yield [figure(tally.excerpts, f"{key}:excerpts"), " excerpt" if tally.excerpts == 1 else " excerpts"]
        yield [", ", figure(len(tally.participants), f"{key}:participants"), " of ", figure(self.total, "participants")]
        yield " participant" if self.total == 1 else " participants"
        if 0 < len(tally.participants) < self.total and len(tally.participants) <= _NAMED:
            yield f" ({', '.join(tally.participants)})"
        if tally.unfinished:
            yield f"; only in unfinished transcripts, not counted: {', '.join(tally.unfinished)}"
        for stance in STANCES:
            if number := getattr(tally, stance):
                yield [" ", el("span", badge(stance), " ", figure(number, f"{key}:{stance}"), class_="pair")]

    def stance(self, row: FindingRow, stance: str) -> Html:
        """The excerpts of one stance toward a finding, folded until they are wanted."""
        sided = self.sides.get((row.id, stance))
        total = getattr(row.tally, stance)
        head = el(
            "summary",
            el(
                "h4",
                badge(stance),
                f" {row.id}: ",
                figure(total, f"side:{row.id}:{stance}"),
                " excerpt" if total == 1 else " excerpts",
            ),
        )
        if sided is None or not total:
            return el("details", head, el("p", f"No excerpt is coded so toward {row.id}."), class_="side")
        rest = total - len(sided.quotations)
        return el(
            "details",
            head,
            self.quotations(sided.quotations),
            el(
                "p",
                counted(rest, "more excerpt", f"side:{row.id}:{stance}:rest"),
                " not printed here: too many, or a speaker may not be quoted.",
            )
            if rest
            else None,
            self.all_link(f"All codings that say {stance} of {row.id}", toward=row.id, stance=stance),
            class_="side",
            open=stance != "supports",
        )

    def quotations(self, found: Iterable[Quotation]) -> Iterator[Html]:
        """Excerpts one under the other."""
        for each in found:
            translation = self.report.study.transcripts[each.transcript].translation
            language = translation.language if translation is not None else None
            yield quoted(each, self.known, translation_language=language, memo=not self.report.public)

    def all_link(self, words: str, **filters: str) -> Html | None:
        """A way to the whole list; a public page has none."""
        if self.report.public:
            return None
        return el("p", el("a", words, href=listed(**filters)), class_="all")


#: So many participants are named one by one.
_NAMED = 40


def memos(found: Iterable[Memo]) -> Iterator[Html]:
    """Memos as they are written."""
    for memo in found:
        head = el("span", f"Memo, {memo.author}, {memo.date}", class_="quiet")
        yield el("div", head, "\n", memo.text, class_="memo")


def wide(name: str, *inside: Piece, many: bool = False) -> Html:
    """What may be wider than the screen, or (*many*) higher: it scrolls for itself, with the keyboard too."""
    return el("div", *inside, class_="wide many" if many else "wide", tabindex=0, role="region", aria_label=name)
