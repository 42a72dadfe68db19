"""``imqual codebook log``, ``diff``, ``record`` and ``resolve``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from imcommerce_qual.cli.codebook.carrying import Ask, DryOption, WhyOption, YesOption, finish
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, JsonOption, LooksOption, StudyOption, looks, opened

if TYPE_CHECKING:
    from imcommerce_qual.actions.codebookrecord import HandEdits


def log(who: LooksOption = None, as_json: JsonOption = False, study: StudyOption = None) -> None:
    """List the changes of the codebook: who, when, what, why, and how many codings it touched."""
    from imcommerce_qual.actions.codebookhistory import log as entries
    from imcommerce_qual.cli.output import on_terminal, print_json, print_rows
    from imcommerce_qual.render.changetext import entry_words, log_lines
    from imcommerce_qual.render.words import when

    here = opened(study)
    found = entries(here, looks(here, who))
    if as_json:
        print_json("entries", found, codebook=here.study.codebook.id, hash=here.study.codebook.hash)
        return
    if not found:
        say("the codebook has no history yet")
        return
    if on_terminal():
        for each in found:
            print("\n".join(log_lines(each.entry, each.codings, each.transcripts)))
        return
    print_rows(
        ["entry", "revision", "at", "by", "change", "codings", "why"],
        [
            [e.entry.id, e.entry.revision, when(e.entry.at), e.entry.by, entry_words(e.entry), e.codings, e.entry.why]
            for e in found
        ],
        right=["codings"],
    )


def diff(
    first: Annotated[str, typer.Argument(metavar="R1", help="A revision, a hash (or how it begins), or a date.")],
    second: Annotated[str | None, typer.Argument(metavar="[R2]", help="Else: today's.")] = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Compare two versions of the codebook, code by code."""
    from imcommerce_qual.actions.codebookhistory import diff as compared
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.render.changetext import difference_lines, entry_words

    here = opened(study)
    found = compared(here, first, second)
    if as_json:
        print_json("differences", found.differences, old=found.old.hash, new=found.new.hash, entries=found.entries)
        return
    for line in difference_lines(found.differences):
        print(line)
    for entry in found.entries:
        say(
            f"recorded: {entry_words(entry)} ({entry.by}, {entry.at:%Y-%m-%d})"
            + (f": {entry.why}" if entry.why else "")
        )
    names = [f"revision {each.revision} ({each.hash})" for each in (found.old, found.new)]
    say(f"from {names[0]} to {names[1]}" + ("" if found.differences else ": no code differs"))


def record(
    meaning: Annotated[
        list[str] | None,
        typer.Option("--meaning", metavar="[CODE=]KIND", help="redefined, widened, narrowed or reworded."),
    ] = None,
    renamed: Annotated[
        list[str] | None, typer.Option("--renamed", metavar="OLD=NEW", help="Also moved; with all below it.")
    ] = None,
    merged: Annotated[
        list[str] | None, typer.Option("--merged", metavar="OLD=CODE", help="Into a code that is there.")
    ] = None,
    retired: Annotated[list[str] | None, typer.Option("--retired", metavar="OLD", help="Out of use.")] = None,
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Record what was changed in the codebook's file by hand.

    The file is compared with the version that was known last. You say what a changed definition is, and where a code
    went that is gone; on a terminal you are asked.
    """
    from imcommerce_qual.actions.codebookrecord import Answers, hand_edits, plan_record
    from imcommerce_qual.cli.codebook.changes import known_meaning
    from imcommerce_qual.render.changetext import difference_lines

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    edits = hand_edits(ask.here)
    if not edits.differences:
        say("nothing to record: the codebook is as its history says")
        return
    if not as_json:
        for line in difference_lines(edits.differences):
            print(line)
    meanings = {code or "*": known_meaning(kind) for code, kind in _pairs(meaning)}
    went: dict[str, Any] = {
        "renamed": dict(_pairs(renamed)),
        "merged": dict(_pairs(merged)),
        "retired": set(retired or ()),
    }
    if sys.stdin.isatty() and not yes:
        _asked(edits, meanings, went)
    answers = Answers(
        meanings=meanings, renamed=went["renamed"], merged=went["merged"], retired=frozenset(went["retired"])
    )
    plan = plan_record(ask.here, ask.by, answers, why=why)
    assert plan is not None
    finish(ask.here, plan, ask)


def resolve(
    prefer: Annotated[
        str | None, typer.Option("--prefer", metavar="SIDE", help="Where both changed the same words: ours or theirs.")
    ] = None,
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Settle a git conflict in the codebook: both histories are kept, and the trees joined.

    `ours` are the lines above `=======`. Afterwards: git add, and imqual check.
    """
    from imcommerce_qual.actions.codebookresolve import plan_resolve

    ask = Ask(who, study, why="", yes=yes, dry=dry, as_json=as_json)
    finish(ask.here, plan_resolve(ask.here, ask.by, prefer=prefer), ask)


def _pairs(written: Iterable[str] | None) -> Iterable[tuple[str, str]]:
    for each in written or ():
        name, equals, value = each.partition("=")
        yield (name.strip(), value.strip()) if equals else ("", name.strip())


def _asked(edits: HandEdits, meanings: dict[str, Any], went: dict[str, Any]) -> None:
    from imcommerce_qual.cli.codebook.changes import known_meaning
    from imcommerce_qual.model.codebook import MEANING, MEANINGS

    for each in edits.differences:
        if each.kind == "removed" and each.code not in {*went["renamed"], *went["merged"], *went["retired"]}:
            if any(each.code.startswith(f"{old}.") for old in went["renamed"]):
                continue
            hint = f"renamed {each.like}" if each.like else "retired"
            told = typer.prompt(
                f"Where did {each.code} go? (renamed NEW, merged CODE, retired)", default=hint, err=True
            )
            kind, _, name = told.strip().partition(" ")
            if kind == "retired":
                went["retired"].add(each.code)
            elif kind in {"renamed", "merged"}:
                went[kind][each.code] = name.strip()
        elif any(name in each.fields for name in MEANING) and each.code not in meanings and "*" not in meanings:
            told = typer.prompt(f"What is the change of {each.code}? ({', '.join(MEANINGS)})", err=True)
            meanings[each.code] = known_meaning(told)


def register(app: typer.Typer) -> None:
    """Put these commands under ``imqual codebook``."""
    for command in (log, diff, record, resolve):
        app.command(command.__name__)(command)
