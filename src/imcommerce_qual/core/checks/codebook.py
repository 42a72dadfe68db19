"""Checks of the codebook, the findings and the themes that stand on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from imcommerce_qual.core.lineage import Lineage, lineage, unknown_ends
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.codebook import PROPOSAL, Change, Codebook
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


def check_history(study: Study, file: str) -> Iterator[Fault]:
    """Every id in the codebook's history leads somewhere, and to one place."""
    book = study.codebook
    ids = known_codes(book)
    line = lineage(book.history)
    place: dict[str, int] = {}
    for n, change in enumerate(book.history):
        if place.setdefault(change.id, n) != n and change.id != "?":
            yield Fault(
                code="duplicate-id",
                message=f"two entries of the history have the id `{change.id}`",
                remedy="give one of them another id",
                file=file,
                path=("history", n, "id"),
            )
    yield from _into_themselves(book, file, place)
    yield from _tree_and_history(book, line, file)
    for change in line.conflicts:
        before = _merged_before(book, change)
        yield Fault(
            code="merged-twice",
            message=f"`{', '.join(change.from_)}` was merged into {before} before; this entry has no effect",
            remedy="take one of the two entries out; if both were meant, merge the targets",
            file=file,
            path=("history", place[change.id], "to"),
        )
    told: set[str] = set()
    for change in unknown_ends(book, line):
        # Of entries that lead to one lost id, the one that names it is where it can be put right.
        for field, codes in (("from", change.from_), ("to", change.to)):
            for n, code in enumerate(codes):
                known = code in ids or code in line.retired or line.today(code) != code
                if not known and code not in told:
                    told.add(code)
                    yield Fault(
                        code="history-leads-nowhere",
                        message=f"`{code}` is neither in the tree nor retired",
                        remedy=suggest(code, book.codes, otherwise="put the code into the tree"),
                        file=file,
                        path=("history", place[change.id], field, n),
                    )


def _into_themselves(book: Codebook, file: str, place: Mapping[str, int]) -> Iterator[Fault]:
    for change in book.history:
        targets = change.to if len(change.to) == len(change.from_) else change.to[-1:] * len(change.from_)
        for old, new in zip(change.from_, targets, strict=False):
            # Renaming a code into its own past is a way back; standing under itself is no place.
            inside = new.startswith(f"{old}.") or (change.change == "merged" and new == old)
            if change.change in {"renamed", "moved", "merged"} and inside:
                where = "itself" if new == old else f"`{new}`, which is below it"
                yield Fault(
                    code="moved-into-itself",
                    message=f"`{old}` is {change.change} into {where}",
                    remedy="name another code, or take the entry out",
                    file=file,
                    path=("history", place[change.id], "to"),
                )


def _tree_and_history(book: Codebook, line: Lineage, file: str) -> Iterator[Fault]:
    for code in book.codes:
        if code in line.retired and book.children(code):
            yield Fault(
                code="retired-parent",
                message=f"`{code}` is retired, but `{book.children(code)[0].id}` stands below it and is in use",
                remedy=f"move what is below it and take it out of the tree, or `imqual codebook restore {code}`: "
                "a further entry with `change: restored`",
                file=file,
                path=("code", code),
            )
        elif (end := line.today(code)) != code:
            yield Fault(
                code="id-reused",
                message=f"`{code}` is in the tree, but the history leads it to `{end}`, where its codings are counted",
                remedy="an id is never used again: give this code another one, or take it out of the tree",
                file=file,
                path=("code", code),
            )


def _merged_before(book: Codebook, change: Change) -> str:
    """Where an earlier entry merged one of the same codes, and which; vague where it did so by another name."""
    for each in sorted(book.history, key=lambda one: (one.at, one.id)):
        if each.change == "merged" and each.id != change.id and set(each.from_) & set(change.from_):
            return f"`{', '.join(each.to)}` (entry {each.id})"
    return "another code"


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
        end = line.today(book.aliases.get(name.casefold(), name))
        if end in line.retired and end not in book.codes:
            yield Fault(
                code="theme-code-retired",
                message=f"theme `{theme.id}` names `{name}`, which was {_went(book, end)}: it gathers nothing",
                remedy=f"name {_or(_parts(book, end))} instead" if _parts(book, end) else "take it out, or restore it",
                file=FINDINGS,
                path=(*at, "codes", n),
                severity="warning",
            )
        elif name != "?" and line.today(book.aliases.get(name.casefold(), name)) not in known_codes(book):
            yield Fault(
                code="theme-code-unknown",
                message=f"theme `{theme.id}` names `{name}`, which is not in the codebook",
                remedy=f"write `{separated}`: YAML knows only the plain comma"
                if (separated := _separated(name))
                else suggest(name, book.codes),
                file=FINDINGS,
                path=(*at, "codes", n),
            )


def _went(book: Codebook, code: str) -> str:
    about = [each for each in book.history if code in each.from_ and each.change in {"split", "retired"}]
    last = max(about, key=lambda each: (each.at, each.id), default=None)
    return f"{last.change} on {last.at:%Y-%m-%d}" if last else "retired"


def _parts(book: Codebook, code: str) -> list[str]:
    named = [part for each in book.history if each.change == "split" and code in each.from_ for part in each.to]
    return [part for part in dict.fromkeys(named) if part in book.codes]


def _or(codes: list[str]) -> str:
    return " or ".join(f"`{code}`" for code in codes)


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
