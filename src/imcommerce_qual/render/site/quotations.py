"""An excerpt on the page: its words in their language, translation, place, codes."""

from __future__ import annotations

from imcommerce_qual.model.evidence import Quotation
from imcommerce_qual.render.phrases import source_words, translation_note
from imcommerce_qual.render.site.links import Places, link_of
from imcommerce_qual.render.site.markup import Html, el

#: What a badge says of each stance, and its sign: nobody has to tell colours apart.
SIGNS = {"supports": "+", "qualifies": "±", "contradicts": "−"}


def badge(stance: str) -> Html:
    """A stance as a word with its sign."""
    return el("span", el("span", SIGNS.get(stance, ""), aria_hidden="true"), f" {stance}", class_=f"badge {stance}")


def quoted(each: Quotation, known: Places, *, translation_language: str | None, memo: bool = True) -> Html:
    """The excerpt as a figure; its place leads to the transcript where the page holds it."""
    place = "; ".join(source_words(each))
    link = link_of(each, known)
    return el(
        "figure",
        el("blockquote", each.words, lang=each.language, dir="auto"),
        el(
            "blockquote",
            each.translation,
            translation_note(each),
            class_="translation",
            lang=translation_language,
            dir="auto",
        )
        if each.translation
        else None,
        el(
            "figcaption",
            el("a", place, href=link, class_="read") if link else el("span", place),
            [" ", *(badge(stance) for stance in each.stances)],
            el("span", f" {', '.join(each.codes)}", class_="codes") if each.codes else None,
            el("strong", " not to be quoted", class_="kept") if not each.may_quote else None,
        ),
        el("p", f"Memo: {each.memo}", class_="memo") if memo and each.memo else None,
    )
