"""How often a check says what is planted: precision and recall by kind of verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from imcommerce_qual.core.quoting.checking import check_draft
from imcommerce_qual.core.quoting.corpus import Corpus
from imcommerce_qual.formats.manuscripts.reading import read_manuscript
from imcommerce_qual.model.quoted import Checked, DraftReport
from imcommerce_qual.model.study import Study

#: What a reader distinguishes; verdicts that call for the same step are one.
CLASS = {
    "verbatim": "verbatim",
    "tidied": "verbatim",
    "trimmed": "verbatim",
    "altered": "altered",
    "cut": "altered",
    "sewn": "sewn",
    "wrong participant": "wrong participant",
    "not found": "not found",
    "no consent": "no consent",
    "unattributed": "unattributed",
    "unchecked": "unchecked",
}


@dataclass
class Score:
    """Counts over drafts: (expected, said) pairs; ``missed`` is *nothing said*, ``invented`` *nothing expected*."""

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def precision(self, kind: str) -> float | None:
        """Of what was called so, the share that is so; None where nothing was called so."""
        said = sum(n for (_, each), n in self.pairs.items() if each == kind)
        return self.pairs[kind, kind] / said if said else None

    def recall(self, kind: str) -> float | None:
        """Of what is so, the share that was called so; None where nothing is so."""
        there = sum(n for (each, _), n in self.pairs.items() if each == kind)
        return self.pairs[kind, kind] / there if there else None

    def number(self, kind: str) -> int:
        """How many there are."""
        return sum(n for (each, _), n in self.pairs.items() if each == kind)


def report_of(name: str, raw: bytes, study: Study, corpus: Corpus, given: dict[str, str] | None = None) -> DraftReport:
    """The draft checked."""
    return check_draft(read_manuscript(name, raw), study, corpus, given=given or {})


def score(into: Score, name: str, report: DraftReport, truth: Iterable[tuple[str, str]]) -> None:
    """Add one draft: *truth* are pairs (words of a quotation, its kind; ``a|b`` where either is right)."""
    left = list(report.quotations)
    for words, kinds in truth:
        best = max(left, key=lambda each: _alike(words, each.words), default=None)
        passed = max((_alike(words, each.words) for each in report.passed), default=0.0)
        if best is None or _alike(words, best.words) < max(0.5, passed):
            said = "passed over" if passed >= 0.5 else "missed"
            kind = _kind(kinds, said)
            into.pairs[kind, said] += 1
            if kind != said:
                into.wrong.append(f"{name}: {said}, is {kind}: {words}")
            continue
        left.remove(best)
        kind = _kind(kinds, _class(best))
        into.pairs[kind, _class(best)] += 1
        if _class(best) != kind:
            into.wrong.append(
                f"{name}: {best.verdict} ({best.message}), is {kind}: {words} | {best.words} {best.written}"
            )
    for each in left:
        into.pairs["nothing", _class(each)] += 1
        into.wrong.append(f"{name}: {each.verdict} ({each.message}), but is no quotation to report: {each.words}")


def _kind(kinds: str, said: str) -> str:
    """What is said, where it is among *kinds*; else the first of them."""
    among = kinds.split("|")
    return said if said in among else among[0]


def _class(found: Checked) -> str:
    return CLASS[found.verdict]


def _alike(one: str, other: str) -> float:
    """The share of the words (Chinese: pairs of characters) that two quotations have in common."""
    a, b = _grams(one), _grams(other)
    return len(a & b) / max(1, min(len(a), len(b))) * (min(len(a), len(b)) / max(1, max(len(a), len(b)))) ** 0.5


def _grams(text: str) -> set[str]:
    plain = "".join(c.lower() for c in text if c.isalnum())
    return {plain[n : n + 3] for n in range(max(1, len(plain) - 2))}


def table_of(scored: Score) -> str:
    """Precision and recall, a line a kind."""
    lines = [f"{'kind':<20}{'n':>6}{'precision':>11}{'recall':>9}"]
    for kind in ("verbatim", "altered", "wrong participant", "sewn", "not found", "no consent"):
        shown = ["–" if v is None else f"{v:.3f}" for v in (scored.precision(kind), scored.recall(kind))]
        lines.append(f"{kind:<20}{scored.number(kind):>6}{shown[0]:>11}{shown[1]:>9}")
    invented = sum(n for (kind, said), n in scored.pairs.items() if kind == "nothing" and said != "verbatim")
    lines.append(f"reported, though no participant's words: {invented}")
    return "\n".join(lines)
