"""The known name that somebody most likely meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The most similar of *known* (ignoring case), or None where nothing is similar enough to suggest.

    >>> nearest("trust.persn", ["trust.person", "cost.price"])
    'trust.person'
    >>> nearest("zzz", ["trust"]) is None
    True
    """
    from difflib import get_close_matches

    by_folded = {each.casefold(): each for each in known}
    found = get_close_matches(name.casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def suggest(name: str, known: Iterable[str]) -> str:
    """A remedy's first words: ``did you mean `x`?``, or what there is.

    >>> suggest("S3", ["S03", "S04"])
    'did you mean `S03`?'
    """
    names = sorted(known)
    near = nearest(name, names)
    if near is not None:
        return f"did you mean `{near}`?"
    if not names:
        return "there are none yet"
    shown = ", ".join(names[:12])
    return f"there are: {shown}" + (f" and {len(names) - 12} more" if len(names) > 12 else "")
