"""`imqual agree --table`: published figures, faults with their places, and numbers that say what they rest on."""

from __future__ import annotations

import csv
import io
import json

import pytest
from tests.oracle_cases import ABSENT, FILE, cases
from typer.testing import CliRunner

from imcommerce_qual.cli.app import app
from imcommerce_qual.core.agreement.named import TITLES

SAME = {"hubert_kappa": "conger_kappa", "alpha_nominal_sets": ""}


def agree(folder, text: str | bytes, *arguments: str, name: str = "ratings.csv"):
    """A run on a table with that text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return CliRunner().invoke(app, ["agree", "--table", str(path), *arguments], prog_name="imqual")


def asked(folder, text: str | bytes, *arguments: str) -> dict:
    """The JSON of such a run."""
    done = agree(folder, text, *arguments, "--json")
    assert 0 == done.exit_code, done.stderr
    return json.loads(done.stdout)


def held(case: dict) -> tuple[str, list[str]] | None:
    """The case as a table and options, where a table can hold it."""
    given, name = case["input"], SAME.get(case["coefficient"], case["coefficient"])
    if name not in TITLES or given["type"] not in {"ratings", "confusion", "set_ratings"}:
        return None
    arguments = ["--coef", name]
    if given["type"] == "confusion":
        rows = [
            [str(first + 1), str(second + 1)]
            for first, line in enumerate(given["table"])
            for second, many in enumerate(line)
            for _ in range(many)
        ]
        arguments += ["--categories", ",".join(str(n + 1) for n in range(len(given["table"])))]
    elif given["type"] == "set_ratings":
        rows = [[";".join(cell) or "{}" for cell in row] for row in given["units_by_coders"]]
        arguments += ["--sets"]
    else:
        rows = [["" if cell is None else str(cell) for cell in row] for row in given["units_by_coders"]]
        arguments += ["--measure", case.get("params", {}).get("metric", "nominal")]
        if "categories" in given:
            arguments += ["--categories", ",".join(map(str, given["categories"]))]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["unit", *(f"c{n}" for n in range(len(rows[0]) if rows else 0))])
    writer.writerows([f"u{n}", *row] for n, row in enumerate(rows))
    return out.getvalue(), arguments


HELD = [case for case in cases() if held(case) is not None]


@pytest.mark.skipif(not FILE.is_file(), reason=ABSENT)
@pytest.mark.parametrize("case", HELD, ids=lambda case: case["id"])
def test_a_published_case_reproduces_from_a_table(case, tmp_path):
    """What people go to a web page for today."""
    text, arguments = held(case)
    (found,) = (each for key, each in asked(tmp_path, text, *arguments).items() if key == arguments[1])

    if case["expected"] is None:
        assert (None, True) == (found["value"], found["why_undefined"] is not None)
    else:
        assert found["value"] == pytest.approx(case["expected"], abs=case["tolerance"])


ORDINAL = "unit,a,b,c\n1,1,1,\n2,2,2,3\n3,3,3,3\n4,1,2,3\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("unit\n", "no-units"),
        ("unit,a,b\n", "no-units"),
        ("unit,a\n1,yes\n", "single-coder"),
        ("unit,a,b\n1,yes,\n2,,no\n", "no-shared-units"),
        ("unit,a,b\n1,,\n2,,\n", "no-shared-units"),
        ("unit,a,b\n1,yes,yes\n2,yes,yes\n", "no-variation"),
    ],
)
def test_what_cannot_be_computed_says_why(text, why, tmp_path):
    """Exit code 0: there is an answer, and it is "undefined, because"."""
    found = asked(tmp_path, text, "--coef", "krippendorff_alpha,cohen_kappa,ac1")

    assert {(None, why)} == {
        (found[name]["value"], found[name]["why_undefined"]) for name in ("krippendorff_alpha", "cohen_kappa", "ac1")
    }


def test_a_code_that_nobody_used_is_not_full_agreement(tmp_path):
    """AC1 and S come from the list of categories then, and say so."""
    found = asked(tmp_path, "unit,a,b\n1,0,0\n2,0,0\n", "--coef", "all", "--categories", "0,1")

    assert "code-unused" == found["krippendorff_alpha"]["why_undefined"] == found["ppos"]["why_undefined"]
    assert (1.0, ["low-prevalence", "code-unused"]) == (found["ac1"]["value"], found["ac1"]["flags"])


def test_three_coders_have_no_cohens_kappa(tmp_path):
    """A mean of pairs has another name, and it is Light's."""
    found = asked(tmp_path, ORDINAL, "--coef", "cohen_kappa,light_kappa,scott_pi")

    assert ["not-two-coders"] * 2 == [found[name]["why_undefined"] for name in ("cohen_kappa", "scott_pi")]
    assert found["light_kappa"]["value"] is not None


def test_numbers_corrected_for_chance_never_stand_alone(tmp_path):
    """AC1 for a code that one coder never used looks fine; alpha and percent stand beside it."""
    text = "unit,a,b\n" + "".join(f"{n},{int(n < 3)},0\n" for n in range(10))
    found = asked(tmp_path, text, "--coef", "ac1")

    assert 0.597 == round(found["ac1"]["value"], 3)
    assert {"krippendorff_alpha": -0.118, "percent_agreement": 0.7} == {
        name: round(each["value"], 3) for name, each in found["beside"].items()
    }
    assert "one-sided" in found["ac1"]["flags"]


def test_words_have_no_order_until_somebody_says_it(tmp_path):
    """Alphabetical order would change the number silently."""
    text = "unit,a,b\n1,low,low\n2,mid,high\n3,high,high\n4,low,mid\n"
    refused = agree(tmp_path, text, "--coef", "weighted_kappa")
    said = asked(tmp_path, text, "--coef", "weighted_kappa", "--categories", "low,mid,high", "--weights", "quadratic")
    same = asked(
        tmp_path,
        text.replace("low", "1").replace("mid", "2").replace("high", "3"),
        "--coef",
        "weighted_kappa",
        "--weights",
        "quadratic",
    )

    assert (2, True) == (refused.exit_code, "--categories" in refused.stderr)
    assert said["weighted_kappa"]["value"] == pytest.approx(same["weighted_kappa"]["value"])


def test_a_step_that_nobody_took_is_still_a_step(tmp_path):
    """Between 2 and 4 there is a 3, whether it occurs or is only listed."""
    text = "unit,a,b\n1,1,2\n2,2,4\n3,4,4\n4,1,1\n5,2,2\n"
    arguments = ("--coef", "weighted_kappa", "--weights", "quadratic")
    plain, listed, ranks = (
        asked(tmp_path, text, *arguments, *more)["weighted_kappa"]["value"]
        for more in ((), ("--categories", "1,2,3,4"), ("--categories", "1,2,4"))
    )

    assert plain == pytest.approx(listed)
    assert plain != pytest.approx(ranks)


def test_intervals_need_clusters_and_are_never_made_of_units(tmp_path):
    """Without a column that says which text a unit is of, there is no interval, and the reason is given."""
    rows = [f"{n},{'ABCD'[n % 4]},{n % 2},{(n // 3) % 2}" for n in range(40)]
    text = "unit,text,a,b\n" + "\n".join(rows)
    plain = asked(tmp_path, text, "--coders", "a,b", "--coef", "krippendorff_alpha")["krippendorff_alpha"]
    clustered = asked(tmp_path, text, "--cluster", "text", "--coef", "krippendorff_alpha")["krippendorff_alpha"]

    assert (None, "one-transcript", "units") == (plain["interval"], plain["why_no_interval"], plain["se_of"])
    assert (4, "clusters", ["few-transcripts"]) == (clustered["n_clusters"], clustered["se_of"], clustered["flags"])
    assert clustered["interval"][0] < clustered["value"] == plain["value"] < clustered["interval"][1] <= 1


def test_a_bootstrap_says_its_seed_and_comes_out_the_same_again(tmp_path):
    """Another seed, other limits."""
    rows = [f"{n},{'ABCDEF'[n % 6]},{n % 2},{(n // 3) % 2}" for n in range(60)]
    text = "unit,text,a,b\n" + "\n".join(rows)
    one, two, other = (
        asked(tmp_path, text, "--cluster", "text", "--ci", "bootstrap", "--seed", seed)["krippendorff_alpha"]
        for seed in ("7", "7", "8")
    )

    assert one == two != other
    assert (7, 1000) == (one["bootstrap"]["seed"], one["bootstrap"]["replicates"])


def test_sets_of_codes_may_be_empty(tmp_path):
    """Looked and found nothing is the empty set; an empty cell is not coded."""
    text = 'unit,a,b\n1,;,{}\n2,trust,trust;cost\n3,"cost; trust",trust；cost\n4,cost,\n'
    found = asked(tmp_path, text, "--sets", "--distance", "masi", "--coef", "alpha_masi,alpha_jaccard")

    assert (3, 3) == (found["alpha_masi"]["n_units"], found["alpha_jaccard"]["n_units"])
    assert 0 < found["alpha_masi"]["value"] < found["alpha_jaccard"]["value"] < 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_table_is_read_in_the_encoding_that_it_was_saved_in(encoding, tmp_path):
    """Spreadsheets write byte order marks, and in China GBK."""
    text = "单元,甲,乙\n一,有,有\n二,有,没有\n三,没有,没有\n" + "".join(
        f"第{n}次访谈的话轮,没有,有\n" for n in range(9)
    )
    found = asked(tmp_path, text.encode(encoding), "--coef", "ppos")

    assert (12, "有") == (found["ppos"]["n_units"], found["basis"]["positive"])


@pytest.mark.parametrize("separator", ["\t", ";", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_and_line_ends_are_found_out(separator, end, tmp_path):
    """Tabs, commas, or the semicolons of spreadsheets in Europe."""
    text = end.join(["unit,a,b", "1,2,2.0", "2,1,1", '3,"1",2', ",,", ""]).replace(",", separator)

    assert 3 == asked(tmp_path, text)["krippendorff_alpha"]["n_units"]


FAULTS = [
    ("unit,a,b\n1,x,y\n2,x\n", (), "table-ragged", ":3:3:"),
    ("unit,a,b\n1,x,y\n2,x,y,x\n", (), "table-ragged", ":3:5:"),
    ("unit,a,b\n1,x,y\n1,x,y\n", (), "table-unit", ":3:1:"),
    ("unit,a,b\n1,2,3\n2,2,two\n", ("--measure", "interval"), "table-value", ":3:5:"),
    ("unit,a,b\n1,2,-3\n", ("--measure", "ratio"), "table-value", ":2:5:"),
    ("unit,a,b\n1,yes,yse\n", ("--categories", "yes,no"), "table-value", ":2:7:"),
    ("unit,a,a\n1,x,y\n", (), "table-header", ":1:8:"),
    ("unit,a,b\n1,x,y\n", ("--cluster", "text"), "table-column", ":1:1:"),
    ('unit,a,b\n1,"x,y\n2,x,y\n', (), "table-quote", ":2:3:"),
    ("", (), "empty-file", ":"),
    ("\n\n", (), "empty-file", ":"),
    (b"PK\x03\x04rest", (), "not-text", ":"),
]


@pytest.mark.parametrize(("text", "arguments", "code", "place"), FAULTS)
def test_a_fault_of_a_table_has_its_place_and_stops_it(text, arguments, code, place, tmp_path):
    """Exit code 1, nothing on stdout, file, line and column of the cell."""
    done = agree(tmp_path, text, *arguments)

    assert (1, "") == (done.exit_code, done.stdout)
    assert f"ratings.csv{place}" in done.stderr
    assert f" {code}: " in done.stderr


def test_all_faults_are_told_at_once(tmp_path):
    """Nobody mends a table one cell at a time."""
    done = agree(tmp_path, "unit,a,b\n1,x,1\n2,2\n3,y,z\n", "--measure", "interval")

    assert (3, 1) == (done.stderr.count("table-value:"), done.stderr.count("table-ragged:"))


def test_a_cell_of_two_lines_does_not_shift_the_places_after_it(tmp_path):
    """Lines are those of the file."""
    done = agree(tmp_path, 'unit,a,b\n"1\nand more",1,1\n2,x,1\n', "--measure", "interval")

    assert "ratings.csv:4:3:" in done.stderr


def test_a_wrong_name_suggests_the_right_one(tmp_path):
    """Coefficients, measures, weights and distances."""
    done = agree(tmp_path, ORDINAL, "--coef", "cohens_kapa")

    assert (2, True) == (done.exit_code, "cohen_kappa" in done.stderr)


def test_values_that_look_alike_are_pointed_out(tmp_path):
    """Yes and yes are two values to a computer."""
    done = agree(tmp_path, "unit,a,b\n1,Yes,yes\n2,no,NA\n")

    assert "case or width" in done.stderr
    assert "not as missing: NA" in done.stderr


def test_what_is_in_a_table_is_never_markup(tmp_path):
    """Values come from outside."""
    done = agree(tmp_path, "unit,[b]a[/b],b\n1,[/x],[red]\n2,[red],[red]\n")

    assert 0 == done.exit_code
    assert "[/x]" in done.stderr


TABLE = "unit,a,b\n1,1,1\n2,1,2\n3,2,2\n4,2,2\n"


@pytest.mark.parametrize(
    "text",
    [
        TABLE.replace(",", "|"),
        "sep=;\n" + TABLE.replace(",", ";"),
        '"sep=|"\n' + TABLE.replace(",", "|"),
        TABLE.replace(",", ";").replace("unit", '"unit, or turn, or day, or place"'),
        TABLE.replace(",", "\t").replace("unit", "unit, day, place, interviewer"),
        TABLE.replace("\n", "\r"),
        TABLE.replace("\n", "\r\n\r\n"),
    ],
)
def test_a_table_is_cut_as_spreadsheets_cut_it(text, tmp_path):
    """Bars, Excel's line `sep=;`, a comma in a quoted name, the line ends of old Macintoshes, empty lines."""
    found = asked(tmp_path, text, "--coef", "percent_agreement")

    assert (0.75, 4, ["a", "b"]) == (
        found["percent_agreement"]["value"],
        found["basis"]["units"],
        found["basis"]["coders"],
    )


def test_lines_are_those_of_the_file_behind_a_line_that_says_the_separator(tmp_path):
    """`sep=;` is line 1."""
    done = agree(tmp_path, "sep=;\nunit;a;b\n1;x\n")

    assert (1, True) == (done.exit_code, ":3:3: error: table-ragged" in done.stderr)


def test_what_other_programs_write_for_missing_is_missing_when_it_is_said(tmp_path):
    """`NA` may be an answer: it is a value, and pointed out, until `--missing` says otherwise."""
    text = "unit,a,b\n1,1,NA\n2,1,1\n3,2,2\n4,.,2\n"
    plain = asked(tmp_path, text, "--coef", "percent_agreement")
    said = asked(tmp_path, text, "--coef", "percent_agreement", "--missing", ".,NA")

    assert (4, 0.5) == (plain["percent_agreement"]["n_units"], plain["percent_agreement"]["value"])
    assert "taken as a value, not as missing: ., NA (`--missing .,NA` says that they are)" in plain["basis"]["notes"]
    assert (2, 1.0) == (said["percent_agreement"]["n_units"], said["percent_agreement"]["value"])
    assert ["taken as not coded (`--missing`): ., NA"] == said["basis"]["notes"]


def test_a_word_is_a_category_or_missing_and_not_both(tmp_path):
    """Nobody could tell which was meant."""
    done = agree(tmp_path, TABLE, "--categories", "1,2,NA", "--missing", "NA")

    assert (2, True) == (done.exit_code, "`NA` is in --categories and in --missing" in done.stderr)


@pytest.mark.parametrize("measure", ["ordinal", "interval", "ratio"])
def test_a_number_is_one_value_however_it_is_written(measure, tmp_path):
    """As ranks, 1 and 01 would be a step apart."""
    text = "unit,a,b\n1,1,01\n2,2,2.0\n3,+3,3.00\n4,0.50,.5\n5,1e1,10\n"
    found = asked(tmp_path, text, "--measure", measure, "--coef", "krippendorff_alpha,percent_agreement")

    assert (1.0, 1.0) == (found["krippendorff_alpha"]["value"], found["percent_agreement"]["value"])
    assert [".5", "1", "2", "3", "10"] == found["basis"]["categories"]


def test_a_nominal_measure_says_when_one_number_is_two_values(tmp_path):
    """01 may be a code of its own; whoever meant a number is told."""
    found = asked(tmp_path, "unit,a,b\n1,1,01\n2,2,2\n")

    assert ["a nominal measure takes one number in two spellings for two values: 01 = 1"] == found["basis"]["notes"]


@pytest.mark.parametrize("size", ["e308", "e-200"])
@pytest.mark.parametrize("measure", ["ordinal", "interval", "ratio"])
def test_numbers_of_any_size_have_the_agreement_of_small_ones(measure, size, tmp_path):
    """Their squares would be infinite, or nothing."""
    cells = [("0.1", "0.1"), ("0.1", "0.2"), ("0.3", "0.3"), ("1.0", "0.9"), ("1.7", "1.2")]
    small = "unit,a,b\n" + "".join(f"{n},{one},{two}\n" for n, (one, two) in enumerate(cells))
    large = "unit,a,b\n" + "".join(f"{n},{one}{size},{two}{size}\n" for n, (one, two) in enumerate(cells))
    arguments = ["--measure", measure, "--coef", "krippendorff_alpha,weighted_kappa"]
    first, second = asked(tmp_path, small, *arguments), asked(tmp_path, large, *arguments)

    for name in ("krippendorff_alpha", "weighted_kappa"):
        assert first[name]["value"] == pytest.approx(second[name]["value"], abs=1e-12)
        assert first[name]["se"] == pytest.approx(second[name]["se"], abs=1e-7)


def test_a_pair_without_variation_is_named_where_a_mean_over_pairs_needs_it(tmp_path):
    """Three coders used two values; two of them only one, so their kappa, and the mean, are undefined."""
    found = asked(tmp_path, "unit,a,b,c\n1,0,0,1\n2,0,0,0\n3,0,0,0\n", "--coef", "light_kappa,conger_kappa")

    assert "pair-without-variation" == found["light_kappa"]["why_undefined"]
    assert found["conger_kappa"]["value"] is not None


def test_every_name_has_an_answer_for_two_coders_and_for_three(tmp_path):
    """A value or a reason, and all that belongs to it, for whatever is asked."""
    for text in (TABLE, "unit,a,b,c\n1,1,1,2\n2,2,1,\n3,2,2,2\n"):
        for name in TITLES:
            (found,) = (each for key, each in asked(tmp_path, text, "--coef", name).items() if key == name)
            assert {"value", "why_undefined", "se", "interval", "n_units", "flags"} <= set(found)
            assert (found["value"] is None) == (found["why_undefined"] is not None)


def test_a_file_with_a_stray_nul_is_no_chinese(tmp_path):
    """Read as UTF-16 it would be, and the table would be empty."""
    done = agree(tmp_path, b"unit,a,b\n1,x\x00,y\n")

    assert (1, True) == (done.exit_code, "NUL bytes stand in this file" in done.stderr)


def test_columns_at_the_end_in_which_nothing_stands_are_none(tmp_path):
    """Spreadsheets write them; one with something in it wants a name."""
    found = asked(tmp_path, "unit,a,b,,\n1,1,1,,\n2,1,2,,\n", "--coef", "percent_agreement")
    done = agree(tmp_path, "unit,a,b,\n1,1,1,\n2,1,2,1\n")

    assert (0.5, ["a", "b"]) == (found["percent_agreement"]["value"], found["basis"]["coders"])
    assert (1, True) == (done.exit_code, "table-header: column 4 has no name" in done.stderr)


def test_a_table_without_a_first_line_of_names_is_noticed(tmp_path):
    """Other calculators take ratings alone; ours would lose the first row in silence."""
    found = asked(tmp_path, "1,2,3\n4,5,6\n7,8,9\n")

    assert ["the first line was taken for names, not for ratings: 1, 2, 3"] == found["basis"]["notes"]


def test_categories_are_read_as_cells_are(tmp_path):
    """A spreadsheet's 2.0 is 2, in the table and in the list."""
    found = asked(tmp_path, "unit,a,b\n1,1.0,1\n2,2.0,1\n", "--categories", "1.0,2.0,3.0", "--positive", "2.0")

    assert ["1", "2", "3"] == found["basis"]["categories"]
    assert 0.0 == found["ppos"]["value"]


def test_a_table_may_come_through_a_pipe():
    """`cut -f 1,3,4 ratings.tsv | imqual agree --table -`; its faults are those of stdin."""
    run = CliRunner().invoke
    done = run(app, ["agree", "--table", "-", "--coef", "percent_agreement", "--json"], input=TABLE.replace(",", "\t"))
    wrong = run(app, ["agree", "--table", "-"], input="unit,a,b\n1,x\n")

    assert (0, 0.75) == (done.exit_code, json.loads(done.stdout)["percent_agreement"]["value"])
    assert (1, True) == (wrong.exit_code, "stdin:2:3: error: table-ragged" in wrong.stderr)
