"""Nothing that is written after a round closed changes its figures: whoever writes it, and whatever it says of when."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
import uuid
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.agreed import code, make, quote, transcript

from imcommerce_qual.actions import codebookchange
from imcommerce_qual.actions.agreestudy import agree_study
from imcommerce_qual.actions.agreewanted import AgreeRequest
from imcommerce_qual.actions.changing import amend, uncode
from imcommerce_qual.actions.comparing import Wanted, compare_study
from imcommerce_qual.actions.deciding import Settling, last_action, revoke, settle
from imcommerce_qual.actions.errors import ActionError
from imcommerce_qual.actions.finishing import reopen
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.planning import close_round, declare
from imcommerce_qual.actions.retexting import carry_out, plan_record
from imcommerce_qual.actions.rounds import RoundWanted, open_round
from imcommerce_qual.actions.takingback import redo, undo
from imcommerce_qual.actions.viewing import look
from imcommerce_qual.core import codechange
from imcommerce_qual.core.history import fold
from imcommerce_qual.model.codebook import Code
from imcommerce_qual.model.plan import Target
from imcommerce_qual.render.agreestudyjson import plain_study
from imcommerce_qual.render.jsonfile import to_plain

CODERS = ("ann", "ben", "cas")
TEXTS = ("S01", "S02", "S03")
CODES = ("price", "trust", "trust.person", "never")
#: What is said of the whole study, or of what was settled since, and so may change.
_OF_TODAY = ("of", "other_rounds", "apart", "asked", "wanted", "why_wanted", "copy_for")


def _some(root, n):
    return CODERS[n % 2], TEXTS[n % 3], CODES[n % 4]


def _codings(root, coder, name):
    opened = open_study(root)
    log = next(each.log for each in opened.workspace.logs if (each.log.coder, each.log.transcript) == (coder, name))
    return opened, fold(log).codings


def again(root, n):
    """A coder codes on, and completes again."""
    coder, name, key = _some(root, n)
    code(root, coder, name, {key: (n % 8, (n + 3) % 8)})


def third(root, n):
    """Somebody who was not in the round codes its transcripts."""
    code(root, "cas", TEXTS[n % 3], {"price": (n % 8,)})


def amended(root, n):
    """A coding gets another code, a stance, other ends in the text."""
    coder, name, key = _some(root, n)
    opened, codings = _codings(root, coder, name)
    if codings:
        amend(opened, coder, codings[n % len(codings)], {"code": key, "stance": "supports"})


def removed(root, n):
    """A coding is taken out."""
    coder, name, _ = _some(root, n)
    opened, codings = _codings(root, coder, name)
    if codings:
        uncode(opened, coder, codings[n % len(codings)], "wrong")


def undone(root, n):
    """The last steps are undone: the completion too."""
    coder, name, _ = _some(root, n)
    for _ in range(1 + n % 3):
        undo(open_study(root), coder, name)


def redone(root, n):
    """A step is done again."""
    coder, name, _ = _some(root, n)
    redo(open_study(root), coder, name)


def reopened(root, n):
    """A coder is not done after all."""
    coder, name, _ = _some(root, n)
    reopen(open_study(root), coder, name)


def seen(root, n):
    """A coder who is not done after all looks at what another did: that is recorded."""
    coder, name, _ = _some(root, n)
    with suppress(ActionError):
        reopen(open_study(root), coder, name)
    look(open_study(root), coder, ["ann" if coder == "ben" else "ben"], [name])


def settled(root, n):
    """A disagreement is settled, in one of the ways there are."""
    opened = open_study(root)
    found = compare_study(opened, Wanted(coders=("ann", "ben")))
    if found.disagreements:
        how = ("take ann", "take ben", "neither", "union", "both", "postponed")[n % 6]
        each = found.disagreements[n % len(found.disagreements)]
        settle(opened, "ann", [Settling(disagreement=each.id, how=how, why="talked")], found=found)


def revoked(root, n):
    """A decision is taken back."""
    opened = open_study(root)
    latest = last_action(opened, "ann")
    if latest:
        revoke(opened, "ann", latest, "no")


def book(root, n):
    """The codebook gets, renames, merges, retires or moves a code."""
    opened = open_study(root)

    def known(name):
        return codebookchange.named_code(opened, name)

    ways = (
        lambda book: codechange.add(book, Code(id=f"late{n}", label="Late")),
        lambda book: codechange.rename(book, known("price"), "money"),
        lambda book: codechange.merge(book, [known("never")], known("price")),
        lambda book: codechange.retire(book, [known("trust.person")]),
        lambda book: codechange.merge(book, [known("trust")], known("price")),
    )
    codebookchange.carry_out(opened, codebookchange.plan(opened, "ann", ways[n % len(ways)], why="later"))


def _text(root, n):
    name = TEXTS[n % 3]
    path = root / "transcripts" / f"{name}.md"
    words = path.read_text(encoding="utf-8")
    ways = (
        lambda: words.replace("It was cheap", "它很便宜，真的 It was cheap"),
        lambda: words.replace(f"I: And then number {n % 8}?\n\n", ""),
        lambda: words.replace(quote(name, n % 8), "Something else altogether."),
        lambda: words + f"\n\n{name}: And one thing more.\n",
        lambda: transcript(name, 3),
    )
    path.write_text(ways[n % len(ways)](), encoding="utf-8")
    return name


def edited(root, n):
    """A transcript is edited by hand."""
    _text(root, n)


def recorded(root, n):
    """A transcript is edited, and the edit recorded."""
    name = _text(root, n)
    opened = open_study(root)
    carry_out(opened, plan_record(opened, "ann", name), "better heard")


def planned(root, n):
    """A further round is opened over the same transcripts, coded, and closed; agreement is declared unwanted."""
    asked = RoundWanted(
        id=f"later-{n}", purpose="training", transcripts=(TEXTS[n % 3],), coders=("ann", "ben"), unit="character"
    )
    open_round(open_study(root), "ben", asked)
    again(root, n)
    close_round(open_study(root), "ben", f"later-{n}", unfinished=True)
    declare(open_study(root), "ben", wanted=False, why="reflexive")


def backdated(root, n):
    """Events with times before the round come in, as from a machine with a wrong clock."""
    coder, name, _ = _some(root, n)
    path = root / "codings" / coder / f"{name}.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if '"event"' in line]
    first = next(each for each in lines if each.get("event") == "applied")
    new = first | {"id": str(uuid.UUID(int=n + 1)), "action": str(uuid.UUID(int=n + 1)), "code": "price"}
    saw = {key: first[key] for key in ("at",)} | {"id": str(uuid.UUID(int=n + 99)), "event": "saw"}
    saw |= {"action": saw["id"], "coder": "ben" if coder == "ann" else "ann", "what": "codings"}
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(each) + "\n" for each in (new, saw))


def people(root, n):
    """Somebody joins the study, and a transcript with them."""
    path = root / "study.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("cas: {}", f"cas: {{}}, dee{n}: {{}}"), encoding="utf-8")
    (root / "transcripts" / f"S{20 + n}.md").write_text(transcript(f"S{20 + n}"), encoding="utf-8")


DEEDS = (
    again, third, amended, removed, undone, redone, reopened, seen, settled, revoked, book, edited, recorded, planned,
    backdated, people,
)  # fmt: skip


def closed_round(root: Path) -> Path:
    """Two coders who mostly agree, and a closed round of the three transcripts."""
    make(root, transcripts=3)
    target = Target(coefficient="krippendorff_alpha", value=0.6)
    asked = RoundWanted(id="rel", purpose="reliability", transcripts=TEXTS, coders=("ann", "ben"), target=target)
    open_round(open_study(root), "ann", asked)
    rng = random.Random(7)
    for name in TEXTS:
        for coder in ("ann", "ben"):
            code(root, coder, name, {key: tuple(sorted(rng.sample(range(8), 3))) for key in CODES[:3]})
    close_round(open_study(root), "ann", "rel")
    return root


def figures(root: Path) -> str:
    """All that was computed, and what it was computed on."""
    found = plain_study(agree_study(open_study(root), AgreeRequest(round="rel", coefs=("ac1", "u_alpha"))))
    basis = {name: each for name, each in found["basis"].items() if name not in _OF_TODAY}
    plain = {**{name: found[name] for name in ("codes", "overall", "talk_about", "swapped", "groups")}, "basis": basis}
    return json.dumps(to_plain(plain), default=str, sort_keys=True)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The study as it was when the round closed, with its figures."""
    root = closed_round(tmp_path_factory.mktemp("closed"))
    return root, figures(root)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(done=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 9)), min_size=1, max_size=5))
def test_nothing_written_later_changes_a_closed_round(study, done):
    """Not codings, amendments, removals, undoing, looks, decisions, codebook changes, edits, rounds or wrong clocks."""
    root, before = study
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(root, Path(folder) / "study")
        for deed, n in done:
            try:
                deed(copy, n)
            except ActionError:
                continue  # refused: nothing was written
        assert before == figures(copy)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_each_deed_is_done(study, tmp_path, deed):
    """The property above would hold of deeds that do nothing: each of these changes files."""
    root, before = study
    copy = shutil.copytree(root, tmp_path / "study")
    if deed is redone:
        undone(copy, 0)
    if deed is revoked:
        settled(copy, 0)

    def files():
        return {
            path.relative_to(copy): path.read_bytes()
            for path in copy.rglob("*")
            if path.is_file() and ".imqual" not in path.parts
        }

    then = files()
    deed(copy, 0)

    assert then != files()
    assert before == figures(copy)
