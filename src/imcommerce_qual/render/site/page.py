"""The report as one HTML page that asks nothing of anybody: styles, script and data are in it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from imcommerce_qual.model.report import Report
from imcommerce_qual.render.site.blocks import Told, data_blocks
from imcommerce_qual.render.site.charts import charts_section
from imcommerce_qual.render.site.explorer import explorer_section, reader
from imcommerce_qual.render.site.findings import findings_section, memos
from imcommerce_qual.render.site.markup import Html, counted, el
from imcommerce_qual.render.site.matrices import matrices_section
from imcommerce_qual.render.site.parts import codebook_section, other_section, rests_section
from imcommerce_qual.render.stampwords import provenance_lines, provenance_word

#: The page's script, in the order in which it is put together.
SCRIPTS = ("names.js", "words.js", "filters.js", "turns.js", "list.js", "reader.js", "start.js")


def render_page(report: Report, told: Told | None = None) -> str:
    """The page; the same report gives the same characters. *told* hears how many transcripts are through, of all."""
    style = _asset("page.css")
    script = "" if report.public else "\n".join(map(_asset, SCRIPTS))
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_digest(style)}'; script-src {repr(_digest(script)) if script else chr(39) + 'none' + chr(39)}"
    )
    title = f"{report.study.title}: findings and evidence"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="robots", content="noindex"),
        el("title", title),
        Html(f"<style>{style}</style>"),
    )
    body = el(
        "body",
        el("a", "Skip to the findings", href="#main", class_="skip"),
        _header(report),
        _nav(report),
        el("main", _main(report), id="main", tabindex=-1),
        el(
            "footer",
            el(
                "p",
                " ".join(
                    [
                        f"Made with imqual {report.stamp.tool}.",
                        *provenance_lines(report.stamp.constructed, synthetic=report.stamp.synthetic),
                    ]
                ),
            ),
        ),
        None if report.public else reader(),
    )
    inside = body.removesuffix("</body>")
    data = "" if report.public else "".join(data_blocks(report, told))
    program = f'<script type="module">{script}</script>\n' if script else ""
    return f'<!DOCTYPE html>\n<html lang="en">\n{head}\n{inside}\n{data}{program}</body>\n</html>\n'


def _nav(report: Report) -> Html:
    """Ways to the parts; it stays in sight, and says with every part whether any of it was invented."""
    word = provenance_word(report.stamp)
    links = [el("li", el("a", words, href=f"#{name}")) for name, words in _contents(report)]
    stamped = None if word == "real" else el("li", el("strong", word), class_="stamped")
    return el("nav", el("ul", links, stamped), aria_label="Contents")


def _main(report: Report) -> list[Html]:
    parts = [findings_section(report)]
    if not report.public:
        parts += [explorer_section(report), matrices_section(report)]
    return [
        *parts,
        charts_section(report),
        *(other_section(each, report.study) for each in report.sections),
        codebook_section(report),
        rests_section(report),
    ]


def _contents(report: Report) -> list[tuple[str, str]]:
    own = [] if report.public else [("codings", "Codings"), ("matrices", "Matrices")]
    others = [(each.id, each.title) for each in report.sections]
    return [("findings", "Findings"), *own, ("charts", "Charts"), *others, ("codebook", "Codebook"), ("rests", "Basis")]


def _header(report: Report) -> Html:
    warnings = provenance_lines(report.stamp.constructed, synthetic=report.stamp.synthetic)
    return el(
        "header",
        [el("p", line, class_="warning") for line in warnings],
        el("h1", report.study.title, el("small", "Findings and evidence")),
        el(
            "p",
            f"{report.codebook.id}, revision {report.codebook.revision}; ",
            [counted(len(report.study.transcripts), "transcript", "header:transcripts"), ", "],
            [counted(report.themes.basis.codings, "coding", "header:codings"), "."],
            class_="quiet",
        ),
        el("p", "Chosen quotations only; what is left out is listed at the end.", class_="quiet")
        if report.public
        else el("p", "For the authors: this page holds whole transcripts and every coding.", class_="quiet"),
        el(
            "dl",
            [[el("dt", each.id), el("dd", each.text)] for each in report.study.findings.questions],
            class_="questions",
        )
        if report.study.findings.questions
        else None,
        None if report.public else memos(report.memos.get("study", ())),
    )


@cache
def _asset(name: str) -> str:
    return files("imcommerce_qual.render.site").joinpath("assets", name).read_text(encoding="utf-8")


def _digest(words: str) -> str:
    return "sha256-" + b64encode(sha256(words.encode()).digest()).decode()
