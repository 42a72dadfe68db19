"""What ``imqual decide`` was asked to do, from its options or from a batch."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from imcommerce_qual.actions.deciding import Settling
    from imcommerce_qual.actions.opened import Opened
    from imcommerce_qual.core.adjudication.outcomes import NewCoding


def one_way(
    here: Opened,
    writer: str,
    names: Iterable[str],
    take: str | None,
    ways: Mapping[str, bool],
    code: str | None,
    at: str | None,
    *,
    why: str,
    by: str,
    change: str | None,
) -> list[Settling]:
    """The same for each of these disagreements: exactly one way of settling is named."""
    from imcommerce_qual.actions.comparing import compare_study, find_disagreement
    from imcommerce_qual.actions.deciding import Settling
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.names import known_coder

    named = [how for how, said in ways.items() if said]
    named += [f"take {known_coder(here.study, take)}"] if take else []
    named += ["new"] if code or at else []
    if len(named) != 1:
        raise WrongUseError(
            "settle it how?" if not named else f"these are several ways at once: {', '.join(named)}",
            "one of --take CODER, --both, --neither, --union, --intersection, --code and --at, --postpone",
        )
    deciders = tuple(each.strip() for each in by.split(",") if each.strip())
    # New ends need the disagreement itself: as far as the one who decides may see it, and compared once for all.
    comparisons = compare_study(here, viewer=writer).comparisons if named == ["new"] else ()
    every = [each for one in comparisons for each in one.disagreements]
    found = []
    for name in names:
        new: tuple[NewCoding, ...] = ()
        if named == ["new"]:
            about = find_disagreement(every, name)
            new = (_coding(here, {"code": code or about.codes[0], "at": at or f"{about.span.start}:{about.span.end}"}),)
        found.append(Settling(disagreement=name, how=named[0], why=why, by=deciders, new=new, change=change))
    return found


def batch(here: Opened) -> list[Settling]:
    """JSON Lines on stdin; every line that is none is named, and nothing is done."""
    from imcommerce_qual.actions.deciding import Settling
    from imcommerce_qual.actions.errors import ActionError, WrongUseError

    found: list[Settling] = []
    faults: list[str] = []
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            found.append(
                Settling(
                    disagreement=str(fields["disagreement"]),
                    how=str(fields["how"]),
                    why=str(fields.get("why", "")),
                    by=tuple(map(str, fields.get("by", ()))),
                    new=tuple(_coding(here, each) for each in fields.get("codings", ())),
                    change=fields.get("change"),
                )
            )
        except ActionError as error:
            faults.append(f"line {number}: {error}")
        except (ValueError, KeyError, TypeError, AttributeError):
            faults.append(f"line {number}: not an object with `disagreement` and `how`")
    if faults:
        listed = "\n  ".join(faults)
        raise WrongUseError(f"{len(faults)} lines say nothing that can be done:\n  {listed}", "nothing was written")
    if not found:
        raise WrongUseError("there is nothing on stdin", 'a line like {"disagreement": "1a2b3c4d", "how": "union"}')
    return found


def _coding(here: Opened, fields: Mapping[str, Any]) -> NewCoding:
    from imcommerce_qual.actions.applying import stance_of
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.names import known_code, known_finding
    from imcommerce_qual.core.adjudication.outcomes import NewCoding
    from imcommerce_qual.model.span import Span

    start, _, end = str(fields["at"]).partition(":")
    try:
        span = Span(int(start), int(end))
    except ValueError:
        raise WrongUseError(
            f"`{fields['at']}` is no span", "START:END in code points, as `imqual show` prints"
        ) from None
    toward = fields.get("toward")
    return NewCoding(
        code=known_code(here.study.codebook, str(fields["code"])),
        span=span,
        stance=stance_of(fields["stance"]) if fields.get("stance") else None,
        toward=known_finding(here.study, str(toward)) if toward else None,
    )
