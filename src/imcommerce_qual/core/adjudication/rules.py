"""Rules that settle disagreements of one kind alike: ``boundary under 5 characters: union``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from imcommerce_qual.core.nearest import nearest
from imcommerce_qual.model.adjudication import HOWS, KINDS, TAKE, Disagreement, Kind

#: Kinds whose codings can be measured against each other; of the others there is one coding only, or the same ends.
MEASURED: tuple[Kind, ...] = ("boundary", "code", "split")
_RULE = re.compile(
    r"\s*(?P<kind>boundary|not[ -]by[ -]all|code|split|stance)(?:\s+differences?)?"
    r"(?:\s+of\s+(?P<of>[^\s:]+))?"
    r"(?:\s+under\s+(?P<under>[0-9]{1,6})(?:\s+characters?)?)?"
    r"(?:\s+overlap(?:ping)?(?:\s+at\s+least)?\s+(?P<overlap>[0-9]{1,3})\s*%?)?"
    r"\s*:\s*(?P<how>.+?)\s*",
    re.IGNORECASE,
)
EXAMPLE = "boundary under 5 characters: union"


class NoRuleError(ValueError):
    """The words are no rule; the message says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Disagreements of *kind* are settled *how*.

    ``of``: only those about that code. ``under``: only where both ends differ by fewer code points than that.
    ``overlap``: only where at least so many percent of what is covered is covered by all who coded it.
    """

    kind: Kind
    how: str
    of: str | None = None
    under: int | None = None
    overlap: int | None = None

    @property
    def text(self) -> str:
        """The rule as it is recorded: the same rule in other words has the same text."""
        of = f" of {self.of}" if self.of is not None else ""
        under = f" under {self.under} characters" if self.under is not None else ""
        overlap = f" overlap at least {self.overlap}%" if self.overlap is not None else ""
        return f"{self.kind}{of}{under}{overlap}: {self.how}"

    def fits(self, each: Disagreement) -> bool:
        """Whether it decides this one. Characters say nothing where codings are compared by turns."""
        if each.kind != self.kind or (self.of is not None and self.of not in each.codes):
            return False
        if self.under is not None and (each.by_turns or ends_apart(each) >= self.under):
            return False
        return self.overlap is None or each.overlap * 100 >= self.overlap


def ends_apart(each: Disagreement) -> int:
    """By how many code points the codings differ at the end at which they differ more."""
    spans = [mark.standing.span for mark in each.marks]
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    return max(max(starts) - min(starts), max(ends) - min(ends))


def parse_rule(words: str) -> Rule:
    """The rule that the words say: a kind, ``of CODE``, ``under N characters``, ``overlap at least P%``, and how.

    Raises:
        NoRuleError: they say none.

    >>> parse_rule("boundary differences under 5: union").text
    'boundary under 5 characters: union'
    """
    found = _RULE.fullmatch(words)
    if found is None:
        if not words.strip():
            raise NoRuleError("there is no rule in nothing: write KIND [of CODE] [under N] [overlap P%]: HOW")
        first = nearest(words.partition(":")[0], KINDS) if words.partition(" ")[0] not in KINDS else None
        meant = f" (did you mean `{first}`?)" if first is not None else ""
        raise NoRuleError(f"`{words.strip()}` is no rule{meant}: write KIND [of CODE] [under N] [overlap P%]: HOW")
    kind: Kind = next(
        each for each in KINDS
        if each == found["kind"].lower().replace("-", " ")
    )  # fmt: skip
    how = " ".join(found["how"].split())
    how = how.lower() if how.lower() in HOWS else how
    if how[: len(TAKE)].lower() == TAKE:
        how = f"{TAKE}{how[len(TAKE) :]}"
    elif how == "new" or how not in HOWS:
        ways = [each for each in HOWS if each != "new"]
        near = nearest(how, ways)
        meant = f": did you mean `{near}`?" if near is not None else f", only {', '.join(ways)}, or `take` and a coder"
        raise NoRuleError(f"`{how}` cannot be what a rule does{meant}")
    under = int(found["under"]) if found["under"] else None
    overlap = int(found["overlap"]) if found["overlap"] else None
    if kind not in MEASURED and (under is not None or overlap is not None):
        raise NoRuleError(f"of `{kind}` no ends can be compared: leave out `under` and `overlap`")
    if overlap is not None and overlap > 100:
        raise NoRuleError(f"nothing overlaps by {overlap} %")
    if under == 0:
        raise NoRuleError("nothing differs by fewer than 0 characters")
    return Rule(kind=kind, how=how, of=found["of"], under=under, overlap=overlap)
