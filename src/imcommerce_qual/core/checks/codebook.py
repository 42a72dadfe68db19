"""Checks of the codebook, the findings and the themes that stand on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.codebook import PROPOSAL, Codebook
from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.study import Study, Theme

FINDINGS = "findings.yaml"


def known_codes(book: Codebook) -> AbstractSet[str]:
    """The ids that there are, also in lower case: an id with capitals is told where it stands, not where it is used."""
    return book.codes.keys() | {code.lower() for code in book.codes}


def check_definitions(study: Study, file: str) -> Iterator[Fault]:
    """Every code says what it means."""
    for code in study.codebook.codes.values():
        if not code.definition.strip() and not code.id.startswith(PROPOSAL):
            yield Fault(
                code="code-without-definition",
                message=f"`{code.id}` has no definition, so two coders cannot mean the same by it",
                remedy="add `definition:`, and `use_when:` and `not_when:` where it has neighbours",
                file=file,
                path=("code", code.id),
            )


def check_hotkeys(study: Study, file: str) -> Iterator[Fault]:
    """No key is another code's key or its beginning: the screen could not tell them apart."""
    keys = [(code.key, code.id) for code in study.codebook.codes.values() if code.key]
    for n, (key, code) in enumerate(keys):
        for other_key, other in keys[:n]:
            if key.startswith(other_key) or other_key.startswith(key):
                same = (
                    f"both have the key `{key}`"
                    if key == other_key
                    else f"have the keys `{key}` and `{other_key}`, and one is how the other begins"
                )
                yield Fault(
                    code="hotkey-clash",
                    message=f"`{code}` and `{other}` {same}",
                    remedy="give one of them a key that does not begin like the other",
                    file=file,
                    path=("code", code, "key"),
                )


def check_aliases(study: Study, file: str) -> Iterator[Fault]:
    """No alias is what another code is called: one of the two would never be found by it."""
    codes = study.codebook.codes
    ids = {name.casefold(): name for name in codes}
    owner: dict[str, str] = {}
    for code in codes.values():
        for n, alias in enumerate(code.aliases):
            name = alias.casefold()
            other = ids.get(name) or owner.setdefault(name, code.id)
            if other != code.id:
                whose = f"the id of `{other}`" if name in ids else f"an alias of `{other}` too"
                yield Fault(
                    code="alias-clash",
                    message=f"`{alias}`, an alias of `{code.id}`, is {whose}, which is what it finds",
                    remedy="take it away from one of the two; if both mean the same, merge them",
                    file=file,
                    path=("code", code.id, "aliases", n),
                )


def check_findings(study: Study) -> Iterator[Fault]:
    """Findings have themes, themes have codes, and the codes are there."""
    for n, finding in enumerate(study.findings.findings):
        at: tuple[str | int, ...] = ("findings", n)
        if not finding.themes:
            yield Fault(
                code="finding-without-themes",
                message=f"finding `{finding.id}` has no themes, so nothing can be counted under it",
                remedy="add `themes:` with the codes that speak to it",
                file=FINDINGS,
                path=(*at, "id"),
            )
        for m, theme in enumerate(finding.themes):
            yield from _theme(study, theme, (*at, "themes", m))
    for n, theme in enumerate(study.findings.across):
        yield from _theme(study, theme, ("across", n))
    yield from _same_ids(study)


def _theme(study: Study, theme: Theme, at: tuple[str | int, ...]) -> Iterator[Fault]:
    if not any(not code.startswith("-") for code in theme.codes):
        yield Fault(
            code="theme-without-codes",
            message=f"theme `{theme.id}` gathers no codes",
            remedy="name those that speak to it: `codes: [a, b]`",
            file=FINDINGS,
            path=(*at, "id"),
        )
    book = study.codebook
    line = lineage(book.history)
    for n, written in enumerate(theme.codes):
        name = written.removeprefix("-")
        if name != "?" and line.today(book.aliases.get(name.casefold(), name)) not in known_codes(book):
            yield Fault(
                code="theme-code-unknown",
                message=f"theme `{theme.id}` names `{name}`, which is not in the codebook",
                remedy=f"write `{separated}`: YAML knows only the plain comma"
                if (separated := _separated(name))
                else suggest(name, book.codes),
                file=FINDINGS,
                path=(*at, "codes", n),
            )


def _separated(name: str) -> str | None:
    """Several codes between full-width commas, as they should be written; None where it is one code."""
    parts = [part.strip() for part in re.split("[，、]", name) if part.strip()]
    return ", ".join(parts) if len(parts) > 1 else None


def _same_ids(study: Study) -> Iterator[Fault]:
    found = study.findings
    ids: list[tuple[str, tuple[str | int, ...]]] = [
        *((each.id, ("questions", n, "id")) for n, each in enumerate(found.questions)),
        *((each.id, ("findings", n, "id")) for n, each in enumerate(found.findings)),
        *(
            (theme.id, ("findings", n, "themes", m, "id"))
            for n, each in enumerate(found.findings)
            for m, theme in enumerate(each.themes)
        ),
        *((each.id, ("across", n, "id")) for n, each in enumerate(found.across)),
    ]
    seen: set[str] = set()
    for name, path in ids:
        if name in seen and name != "?":
            yield Fault(
                code="duplicate-id",
                message=f"the id `{name}` is there twice",
                remedy="give one of them another id",
                file=FINDINGS,
                path=path,
            )
        seen.add(name)
