"""The known name that somebody most likely meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The most similar of *known* (ignoring case), or None where nothing is similar enough (*cutoff*, 0 to 1).

    >>> nearest("trust.persn", ["trust.person", "cost.price"])
    'trust.person'
    >>> nearest("zzz", ["trust"]) is None
    True
    """
    from difflib import get_close_matches

    by_folded = {each.casefold(): each for each in known}
    found = get_close_matches(name.casefold(), list(by_folded), n=1, cutoff=cutoff)
    return by_folded[found[0]] if found else None


def suggest(name: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """A remedy: ``did you mean `x`?``, or what there is; *otherwise* says what to do where that is not it.

    >>> suggest("S3", ["S03", "S04"])
    'did you mean `S03`?'
    >>> suggest("年龄", ["age"], otherwise="declare it")
    'there are: age; or declare it'
    """
    names = sorted(known)
    near = nearest(name, names)
    if near is not None:
        return f"did you mean `{near}`?" + (f" If not, {otherwise}" if otherwise else "")
    if not names:
        return otherwise or "there are none yet"
    shown = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    return f"there are: {shown}" + (f"; or {otherwise}" if otherwise else "")
