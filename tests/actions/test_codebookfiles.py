"""The codebook written to files and read back, and lists of other programs merged into it."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.codebookchange import carry_out
from imcommerce_qual.actions.codebookexport import FORMATS, codebook_export, codebook_files, write_codebook
from imcommerce_qual.actions.codebookimport import plan_codes
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.memos import new_memo
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.proposals import plan_merge, proposals
from imcommerce_qual.actions.proposing import propose
from imcommerce_qual.actions.starting import NewStudy, start_study
from imcommerce_qual.core.revising import Put
from imcommerce_qual.model.codebook import Code, Codebook
from imcommerce_qual.model.span import Span
from imcommerce_qual.store.codebooktext import rewrite


@pytest.fixture
def used(study):
    """Ann coded S01 and is done; price has a memo."""
    apply(open_study(study), "ann", [Request(transcript="S01", code="trust.person", quote="She is my aunt.")])
    apply(open_study(study), "ann", [Request(transcript="S01", code="trust.breach", quote="It was cheap")])
    complete(open_study(study), "ann", "S01")
    new_memo(open_study(study), "ann", ["code:price"], "What <b>price</b> [means].")
    return study


def text(study, kind, **options):
    """The files of that format, one after the other."""
    return "".join(raw.decode() for _, raw in codebook_files(codebook_export(open_study(study), **options), kind))


def use_of(study, code, **options):
    """How that code was used."""
    found = codebook_export(open_study(study), **options).found
    return next(each for each in found.codes if each.code.id == code)


def bring(study, raw, name="list.csv", by="ann", **options):
    """A file of those bytes, imported; returns the plan."""
    path = study.parent / name
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    opened = open_study(study)
    plan = plan_codes(opened, by, path, **options)
    if plan.change is not None:
        carry_out(opened, plan.change)
    return plan


def fields(book):
    """Every field of every code."""
    return {id_: replace(code) for id_, code in book.codes.items()}


def test_a_code_is_counted_with_what_rolls_up_and_by_itself(used):
    """The breach of trust is not counted in trust."""
    trust = use_of(used, "trust")

    assert (1, 0, ("S01",)) == (trust.tally.excerpts, trust.own, trust.tally.participants)
    assert ("She is my aunt.", 0) == (trust.excerpt.words, use_of(used, "price").tally.excerpts)


def test_an_excerpt_is_never_of_somebody_who_may_not_be_quoted(used):
    """The count stays, the words do not."""
    path = used / "transcripts" / "S01.md"
    consent = "{S01: {role: buyer, consent: {status: given, quotes: false}}}"
    path.write_text(path.read_text(encoding="utf-8").replace("{S01: {role: buyer}}", consent), encoding="utf-8")

    assert (1, None) == (use_of(used, "trust").tally.excerpts, use_of(used, "trust").excerpt)
    assert all("She is my aunt" not in text(used, kind) for kind in ("md", "csv", "html", "json"))


def test_others_codings_are_not_counted_for_who_is_not_done(used):
    """Blind in exports too; the page says what was left out."""
    assert 0 == use_of(used, "trust", viewer="ben").tally.excerpts
    assert "Left out: ann" in text(used, "md", viewer="ben")


@pytest.mark.parametrize("kind", ["md", "csv", "html", "json"])
def test_every_format_says_that_the_study_is_synthetic_and_has_every_field(used, kind):
    """A file goes its own ways."""
    written = text(used, kind)

    assert "synthetic" in written.lower()
    for words in ("Confidence.", "confidence", "In somebody.", "trust.breach", "She is my aunt."):
        assert words in written


def test_words_are_never_markup_in_the_page(used):
    """Memos, labels and excerpts are text."""
    page = text(used, "html")

    assert "What &lt;b&gt;price&lt;/b&gt; [means]." in page
    assert ("<b>" in page, "http" in page.replace("https://", "").lower()) == (False, False)


def test_every_tag_of_the_page_that_is_opened_is_closed_in_its_order(used):
    """A browser mends a page that is not, each in its own way."""
    from html.parser import HTMLParser

    class Tags(HTMLParser):
        opened: list[str] = []  # noqa: RUF012 - one parser

        def handle_starttag(self, tag, attrs):
            if tag != "meta":
                self.opened.append(tag)

        def handle_endtag(self, tag):
            assert self.opened.pop() == tag

    tags = Tags()
    tags.feed(text(used, "html"))
    assert [] == tags.opened


def test_the_same_study_gives_the_same_bytes(used, tmp_path):
    """So that a change of the file is a change of the study."""
    for folder in ("one", "two"):
        write_codebook(codebook_export(open_study(used)), tmp_path / folder, FORMATS)
    first = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}

    assert first == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    assert {"codebook.md", "codebook.html", "codebook.xlsx", "codebook.json", "codebook_codes.csv"} <= first.keys()


def test_the_change_log_is_an_appendix(used):
    """Who, when, what and why, in every format; a proposal that is open is no code."""
    opened = open_study(used)
    start = opened.study.transcripts["S01"].text.index("It was cheap")
    for label in ("Bargain", "Deal"):
        propose(opened, "ann", "S01", Span(start, start + 12), label=label)
    opened = open_study(used)
    carry_out(opened, plan_merge(opened, "ann", "bargain", "price", "one idea"))

    export = codebook_export(open_study(used))
    assert (4, 1) == (len(export.found.codes), export.found.proposed)
    assert "ann: merged proposal/ann/bargain into price: one idea" in text(used, "md").replace("\\_", "_")
    assert "one idea" in text(used, "html")
    assert "one idea" in codebook_files(export, "csv")[2][1].decode()
    assert "one idea" == json.loads(text(used, "json"))["value"]["changes"][0]["why"]
    assert "one idea" in [
        cell.value for cell in load_workbook(io.BytesIO(codebook_files(export, "xlsx")[0][1]))["changes"][2]
    ]


words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\u2028\u2029\ufeff"), max_size=40
)
labels = words.map(str.strip).filter(bool).map(lambda each: " ".join(each.split())).filter(bool)
parts = st.sampled_from(["trust", "信任", "a_1", "價格", "x"])
some_codes = st.lists(
    st.builds(
        Code,
        id=st.lists(parts, min_size=1, max_size=3, unique=True).map(".".join),
        label=labels,
        **{
            name: words.filter(lambda each: not each or bool(each.strip()))
            for name in ("short", "definition", "use_when", "not_when", "example", "origin", "support")
        },
        aliases=st.lists(labels, max_size=2, unique=True).map(tuple),
        color=st.none() | st.sampled_from(["#3b7dd8", "red"]),
        rolls_up=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda code: code.id,
)


def with_parents(codes):
    """The codes in tree order, each with those above it."""
    found = {code.id: code for code in codes}
    for id_ in list(found):
        above = id_.rpartition(".")[0]
        while above:
            found.setdefault(above, Code(id=above, label="Above"))
            above = above.rpartition(".")[0]
    return [found[id_] for id_ in sorted(found, key=lambda each: each.split("."))]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(codes=some_codes)
def test_what_is_exported_comes_back_in_every_field(kind, codes, tmp_path_factory):
    """Semicolons, quotes, formulas, Chinese and emoji in any field; the tree too."""
    folder = tmp_path_factory.mktemp("there")
    start_study(folder / "from", NewStudy(title="T", codebook="book"))
    start_study(folder / "to", NewStudy(title="T", codebook="book"))
    path = folder / "from" / "codebooks" / "book.yaml"
    empty = "version: 1\nid: book\nrevision: 1\ncodes: []\nhistory: []\n"
    steps = [Put(code=code) for code in with_parents(codes)]
    path.write_text(rewrite(empty, steps, (), 1), encoding="utf-8", newline="")
    source = open_study(folder / "from")
    assert with_parents(codes) == list(source.study.codebook.codes.values())

    _, content = codebook_files(codebook_export(source), kind)[0]
    plan = bring(folder / "to", content, f"list.{kind}", by="coder-a") if codes else None

    if plan is not None:
        assert ((), ()) == (plan.conflicts, plan.made)
        assert fields(source.study.codebook) == fields(open_study(folder / "to").study.codebook)


def test_the_codes_of_a_list_are_added_under_those_that_are_there(study):
    """Found by label, id or another name; what is there stays to the letter, and one entry says where from."""
    before = (study / "codebooks" / "book.yaml").read_text(encoding="utf-8")
    plan = bring(study, "Code,Memo\nConfidence > Aunts,Of the family.\nPrice > Low,Cheap.\nPrice,Money.\n")
    after = (study / "codebooks" / "book.yaml").read_text(encoding="utf-8")
    book = open_study(study).study.codebook

    assert ["trust.aunts", "price.low"] == [code.id for code in plan.new]
    assert (("price",), ()) == (plan.same, plan.conflicts)
    assert ("Of the family.", 2) == (book.codes["trust.aunts"].definition, book.revision)
    assert [("added", ("trust.aunts", "price.low"), "imported from list.csv")] == [
        (each.change, each.to, each.why) for each in book.history
    ]
    assert 0 == check(study).errors
    kept = [
        line for line in before.split("\n") if "price" not in line and "history" not in line and "revision" not in line
    ]
    assert all(line in after for line in kept)


def test_what_the_codebook_says_otherwise_is_listed_and_left(study):
    """An import never redefines a code under those who coded by it."""
    plan = bring(study, "id,label,definition\nprice,Price,Something else.\nprice,Price,Again.\ncost,Cost,New.\n")

    assert [(2, "price"), (3, "price")] == [(each.row, each.code) for each in plan.conflicts]
    assert "Money." == open_study(study).study.codebook.codes["price"].definition
    assert "cost" in open_study(study).study.codebook.codes


def test_parents_without_a_row_are_made_and_ids_are_made_legal(study):
    """Both are said."""
    plan = bring(study, "id,label,definition\nFamily.Aunt,Aunt,Of kin.\n")

    assert (["family", "family.aunt"], ("family",)) == ([code.id for code in plan.new], plan.made)
    assert ("row 2: the id Family.Aunt is written family.aunt",) == plan.lost


def test_a_key_that_clashes_and_a_word_that_is_no_answer_are_lost_aloud(study):
    """The screen could not tell the codes apart."""
    plan = bring(study, "id,label,definition,key,rolls_up\na,A,x,k,yes\nb,B,y,kk,perhaps\n")

    assert 2 == len(plan.lost)
    assert (["k", None], 0) == ([code.key for code in plan.new], check(study).errors)


def test_an_id_of_an_older_code_is_not_used_again(study):
    """Old codings would come under a new meaning."""
    book = study / "codebooks" / "book.yaml"
    entry = "{id: h, revision: 1, at: 2026-01-01, by: ann, change: renamed, from: [cost], to: [price]}"
    book.write_text(book.read_text(encoding="utf-8").replace("history: []", f"history: [{entry}]"), encoding="utf-8")
    plan = bring(study, "id,label,definition\ncost,Cost,x\n")

    assert ((), ["cost"]) == (plan.new, [each.code for each in plan.conflicts])


def test_the_sample_codes_of_a_new_study_make_room(tmp_path):
    """They are there to be replaced; codes that somebody wrote are not."""
    start_study(tmp_path / "s", NewStudy(title="T"))
    plan = bring(tmp_path / "s", "Code,Memo\nTrust,x\n", by="coder-a")
    assert (("relationship",), ["trust"]) == (plan.replaced, list(open_study(tmp_path / "s").study.codebook.codes))

    plan = bring(tmp_path / "s", "Code,Memo\nPrice,x\n", by="coder-a")
    assert ((), ["trust", "price"]) == (plan.replaced, list(open_study(tmp_path / "s").study.codebook.codes))


def test_an_empty_or_strange_file_is_refused_and_nothing_is_written(study):
    """With what to do."""
    before = (study / "codebooks" / "book.yaml").read_bytes()
    for raw in (b"", b"\x00\x01\x02", b"x,y,z\n1,2,3\n"):
        with pytest.raises(RefusedError) as refused:
            bring(study, raw)
        assert refused.value.remedy
    with pytest.raises(WrongUseError):
        bring(study, "Code\nTrust\n", columns={"label": "Nothing"})
    with pytest.raises(WrongUseError):
        bring(study, "Code\nTrust\n", encoding="klingon")
    assert before == (study / "codebooks" / "book.yaml").read_bytes()


def test_nothing_new_is_nothing_to_write(study):
    """The same list twice adds nothing the second time."""
    assert bring(study, "Code,Memo\nNew,x\n").change is not None
    assert bring(study, "Code,Memo\nNew,x\n").change is None
    assert not proposals(open_study(study), None).shown
    assert isinstance(open_study(study).study.codebook, Codebook)
