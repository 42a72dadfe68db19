"""Findings and themes that come, go, and come back, each with an entry in the history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.findings import codes_of_theme, known_statement
from imcommerce_qual.actions.findingsplan import FindingsPlan, dated, finished, path_of
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.core.statements import gathered, meant_by, sayings
from imcommerce_qual.model.study import Finding, FindingChangeKind, Said, Theme
from imcommerce_qual.render.words import count
from imcommerce_qual.store.findingsfile import stored_findings
from imcommerce_qual.store.yamledit import Append, Delete

Entry = tuple[FindingChangeKind, str, Said, Said]
#: Ids stand in options and lists between commas.
_ID = re.compile(r"[^\W_][\w.-]*\Z")


def plan_finding(opened: Opened, by: str, name: str, statement: str, why: str = "") -> FindingsPlan:
    """A new finding, without themes yet.

    Raises:
        WrongUseError: the id cannot be one, is or was another's, or there is no statement.
    """
    said = _words(statement, "a finding needs a statement: what does it claim?")
    entries = dated(opened, by, why, [("added", _free(opened, name), "", said)])
    item = {"id": name, "statement": said, "since": f"{entries[0].at:%Y-%m-%d}"}
    says = (f"new finding {name}: {said}", "  it has no themes yet: imqual findings theme add ID --finding " + name)
    return finished(opened, entries, [Append(("findings",), (item,))], says, _remove(name, by))


def plan_theme(
    opened: Opened,
    by: str,
    name: str,
    *,
    label: str,
    codes: Sequence[str],
    finding: str | None,
    statement: str = "",
    why: str = "",
) -> FindingsPlan:
    """A new theme, last under *finding*, or under none (None).

    Raises:
        WrongUseError: the id cannot be one, is or was another's, or a finding or code is not known.
    """
    findings = opened.study.findings
    said = _words(label, "a theme needs a label: what is it called in tables?")
    gathers = codes_of_theme(opened, codes)
    check_text(statement)
    of = known_statement(opened, finding) if finding is not None else None
    if of is not None and all(each.id != of for each in findings.findings):
        raise WrongUseError(f"`{of}` is a theme", "a theme belongs to a finding, or with --across to none")
    item: dict[str, Any] = {"id": _free(opened, name), "label": said}
    item |= {"statement": " ".join(statement.split())} if statement.strip() else {}
    item["codes"] = list(gathers)
    entries = dated(opened, by, why, [("added", name, "", item.get("statement", said))])
    path = (*path_of(findings, of), "themes") if of is not None else ("across",)
    theme = Theme(id=name, label=said, codes=gathers)
    found = theme_codes(theme, opened.study.codebook)
    excerpts = sum(each.code in found for each in opened.presence(viewer=by).standing)
    where = f"under {of}" if of is not None else "across the findings"
    says = (
        f"new theme {name} {where}: {said}",
        f"  gathers {', '.join(gathers) or 'no codes yet'}: {count(excerpts, 'coding')} that {by} may see",
    )
    return finished(opened, entries, [Append(path, (item,))], says, _remove(name, by))


def plan_removal(opened: Opened, by: str, name: str, why: str) -> FindingsPlan:
    """A finding with its themes, or a theme, out of the file; the stored version keeps it.

    Raises:
        WrongUseError: there is none of that name, or no reason.
        RefusedError: the place cannot be changed by a program.
    """
    findings = opened.study.findings
    of = known_statement(opened, name)
    if not why.strip():
        raise WrongUseError("why is it removed?", 'the log asks: --why "…"')
    check_text(why)
    finding = next((each for each in findings.findings if each.id == of), None)
    themes = [each.id for each in finding.themes] if finding is not None else []
    today = sayings(findings)
    gone: list[Entry] = [("removed", each, _said(today, each), "") for each in (*themes, of)]
    says = [f"{of} goes out of findings.yaml" + (f", with its themes {', '.join(themes)}" if themes else "")]
    if finding is not None:
        presence, codes = opened.presence(viewer=by), gathered(opened.study)
        toward = [each for each in presence.standing if each.coding.toward == of]
        meant = [each for each in presence.standing if each.stance and of in meant_by(each, codes)]
        if meant:
            says.append(f"  {count(len(meant), 'stance')} toward it: the codings stay as they are")
        if toward:
            says.append(f"  {count(len(toward), 'coding')} name it: `imqual check` will ask toward what they are now")
        if presence.hidden:
            says.append("  (others' codings that are hidden from you are not counted here)")
    undo = f"imqual findings restore {of} --as {by}"
    return finished(opened, dated(opened, by, why, gone), [Delete(path_of(findings, of))], tuple(says), undo)


def plan_return(opened: Opened, by: str, name: str, why: str = "") -> FindingsPlan:
    """What was removed comes back as it was, last in its list.

    Raises:
        WrongUseError: it is there, or was never removed, or no stored version has it, or its finding is gone.
    """
    findings = opened.study.findings
    there = {of for of, _ in sayings(findings)}
    removed = {each.of for each in findings.history if each.change == "removed"}
    by_folded = {each.casefold(): each for each in removed - there}
    of = by_folded.get(name.casefold())
    if of is None:
        known = ", ".join(sorted(removed - there))
        raise WrongUseError(
            f"`{name}` was not removed", f"removed are {known}" if known else "nothing is removed at the moment"
        )
    check_text(why)
    versions = stored_findings(opened.root, opened.workspace.cache)
    stored = [each for each in versions if any(key[0] == of for key in sayings(each))]
    if not stored:
        raise WrongUseError(f"no stored version has `{of}`", "add it anew under another id")
    last = max(stored, key=lambda each: (len(each.history), each.hash))
    finding = next((each for each in last.findings if each.id == of), None)
    if finding is not None:
        themes = [each for each in finding.themes if each.id not in there]
        item = _finding_item(finding, themes)
        back, path = [*(each.id for each in themes), of], ("findings",)
    else:
        theme = next(each for each in last.themes if each.id == of)
        item, back = _theme_item(theme), [of]
        owner = next((each.id for each in last.findings if theme in each.themes), None)
        if owner is not None and owner not in there:
            raise WrongUseError(f"`{of}` stood under `{owner}`, which is not there", f"imqual findings restore {owner}")
        path = (*path_of(findings, owner), "themes") if owner is not None else ("across",)  # type: ignore[assignment]
    said = sayings(last)
    entries = dated(opened, by, why, [("restored", each, "", _said(said, each)) for each in back])
    says = (f"{of} is back" + (f", with {', '.join(back[:-1])}" if len(back) > 1 else ""),)
    return finished(opened, entries, [Append(path, (item,))], says, _remove(of, by))


def _finding_item(finding: Finding, themes: Sequence[Theme]) -> dict[str, Any]:
    item: dict[str, Any] = {"id": finding.id, "statement": finding.statement}
    item |= {"since": finding.since} if finding.since else {}
    return item | ({"themes": [_theme_item(each) for each in themes]} if themes else {})


def _theme_item(theme: Theme) -> dict[str, Any]:
    item: dict[str, Any] = {"id": theme.id, "label": theme.label}
    item |= {"statement": theme.statement} if theme.statement else {}
    return item | {"codes": list(theme.codes)}


def _said(today: Any, of: str) -> str:
    found = today.get((of, "reworded")) or today.get((of, "relabelled"), "")
    return str(found)


def _words(words: str, missing: str) -> str:
    check_text(words)
    said = " ".join(words.split())
    if not said:
        raise WrongUseError(missing)
    return said


def _free(opened: Opened, name: str) -> str:
    """The id, where it can be one and nothing has it or had it.

    Raises:
        WrongUseError: it cannot, or something has or had it.
    """
    if not _ID.match(name):
        raise WrongUseError(f"`{name}` cannot be an id", "letters, digits, `.`, `-` and `_`, like F2 or cheaper")
    findings = opened.study.findings
    there = {of.casefold() for of, _ in sayings(findings)} | {each.id.casefold() for each in findings.questions}
    if name.casefold() in there:
        raise WrongUseError(f"there is a `{name}` already", f"`imqual findings edit {name}` rewords it")
    if name.casefold() in {each.of.casefold() for each in findings.history}:
        raise WrongUseError(
            f"`{name}` was another's id, and ids are not used again",
            f"choose another, or bring it back: `imqual findings restore {name}`",
        )
    return name


def _remove(name: str, by: str) -> str:
    return f"imqual findings remove {name} --why undone --as {by}"
