"""The commands under ``imqual codebook`` that change it, and those that take a change back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from imcommerce_qual.cli.codebook.carrying import Ask, DryOption, WhyOption, YesOption
from imcommerce_qual.cli.completing import complete_code
from imcommerce_qual.cli.options import ActsOption, JsonOption, StudyOption

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", autocompletion=complete_code)]
CodesArgument = Annotated[list[str], typer.Argument(metavar="CODE...", autocompletion=complete_code)]
LabelOption = Annotated[str | None, typer.Option("--label", metavar="LABEL", help="What it is called in tables.")]
DefinitionOption = Annotated[str | None, typer.Option("--definition", metavar="WORDS", help="What it means.")]
ShortOption = Annotated[str | None, typer.Option("--short", metavar="WORDS", help="One line, shown while coding.")]
UseOption = Annotated[str | None, typer.Option("--use-when", metavar="WORDS", help="When to use it.")]
NotOption = Annotated[str | None, typer.Option("--not-when", metavar="WORDS", help="When not, and what to use then.")]
ExampleOption = Annotated[str | None, typer.Option("--example", metavar="WORDS", help="An example.")]
OriginOption = Annotated[
    str | None, typer.Option("--origin", metavar="WORDS", help="a priori, or inductive and since when.")
]
SupportOption = Annotated[str | None, typer.Option("--support", metavar="WORDS", help="What it rests on.")]
AliasOption = Annotated[list[str] | None, typer.Option("--alias", metavar="NAME", help="Another name of it.")]
KeyOption = Annotated[
    str | None, typer.Option("--key", metavar="KEYS", help="The keys that apply it on the coding screen.")
]
ColorOption = Annotated[str | None, typer.Option("--color", metavar="#RRGGBB", help="Its colour.")]
RollsOption = Annotated[
    bool | None, typer.Option("--rolls-up/--no-rolls-up", help="Whether it is counted in the code above it.")
]


def add(
    code: Annotated[str, typer.Argument(metavar="ID", help="Its full id: trust.kin stands under trust.")],
    label: Annotated[str, typer.Option("--label", metavar="LABEL", help="What it is called in tables.")],
    definition: DefinitionOption = None,
    short: ShortOption = None,
    use_when: UseOption = None,
    not_when: NotOption = None,
    example: ExampleOption = None,
    origin: OriginOption = None,
    support: SupportOption = None,
    alias: AliasOption = None,
    key: KeyOption = None,
    color: ColorOption = None,
    rolls_up: RollsOption = None,
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Add a code: transcripts that were completed before are looked through again for it."""
    from imcommerce_qual.actions.codebookchange import legal_id
    from imcommerce_qual.core import codechange
    from imcommerce_qual.model.codebook import Code

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    fields = _fields(
        short=short,
        definition=definition,
        use_when=use_when,
        not_when=not_when,
        example=example,
        origin=origin,
        support=support,
        aliases=alias,
        key=key,
        color=color,
        rolls_up=rolls_up,
    )
    new = Code(id=legal_id(ask.here, code), label=label, **fields)
    ask.change(lambda book: codechange.add(book, new))


def edit(
    code: CodeArgument,
    label: LabelOption = None,
    definition: DefinitionOption = None,
    short: ShortOption = None,
    use_when: UseOption = None,
    not_when: NotOption = None,
    example: ExampleOption = None,
    origin: OriginOption = None,
    support: SupportOption = None,
    alias: AliasOption = None,
    key: KeyOption = None,
    color: ColorOption = None,
    rolls_up: RollsOption = None,
    meaning: Annotated[
        str | None,
        typer.Option(
            "--meaning",
            metavar="KIND",
            help="What the change of a definition is: redefined, widened, narrowed, reworded.",
        ),
    ] = None,
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Change fields of a code; an empty text takes one out.

    Where definition, use_when or not_when change, say what that is: redefined and narrowed make the codings so far
    stale, widened reopens completed transcripts for the code, reworded means the same.
    """
    from imcommerce_qual.actions.codebookchange import named_code
    from imcommerce_qual.core import codechange

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    fields = _fields(
        label=label,
        short=short,
        definition=definition,
        use_when=use_when,
        not_when=not_when,
        example=example,
        origin=origin,
        support=support,
        aliases=alias,
        key=key,
        color=color,
        rolls_up=rolls_up,
    )
    name = named_code(ask.here, code)
    meant = known_meaning(meaning) if meaning else None
    if meant is None and not yes and not dry:
        meant = _asked_meaning(ask, name, fields)
    ask.change(lambda book: codechange.edit(book, name, fields, meant))


def rename(
    code: CodeArgument,
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new id, or its last part.")],
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Give a code another id, with all below it; the old id is understood for ever."""
    from imcommerce_qual.actions.codebookchange import legal_id, named_code
    from imcommerce_qual.core import codechange

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    old = named_code(ask.here, code)
    parent = old.rpartition(".")[0]
    name = legal_id(ask.here, f"{parent}.{new}" if parent and "." not in new else new)
    ask.change(lambda book: codechange.rename(book, old, name))


def move(
    code: CodeArgument,
    under: Annotated[
        str | None, typer.Option("--under", metavar="CODE", help="Below this code.", autocompletion=complete_code)
    ] = None,
    top: Annotated[bool, typer.Option("--top", help="To the top of the tree.")] = False,
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Put a code, with all below it, under another one."""
    from imcommerce_qual.actions.codebookchange import named_code
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.core import codechange

    if (under is None) == (not top):
        raise WrongUseError("where to?", "say `--under CODE` or `--top`, one of them")
    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    name = named_code(ask.here, code)
    parent = named_code(ask.here, under) if under else None
    ask.change(lambda book: codechange.move(book, name, parent))


def merge(
    codes: CodesArgument,
    into: Annotated[
        str, typer.Option("--into", metavar="CODE", help="The one that stays.", autocompletion=complete_code)
    ],
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Merge codes into another: they leave the tree, and their codings count under it."""
    from imcommerce_qual.actions.codebookchange import named_code
    from imcommerce_qual.core import codechange

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    names = [named_code(ask.here, each) for each in codes]
    target = named_code(ask.here, into)
    ask.change(lambda book: codechange.merge(book, names, target))


def split(
    code: CodeArgument,
    into: Annotated[list[str], typer.Option("--into", metavar="ID", help="A part, new or there; at least two.")],
    label: Annotated[list[str] | None, typer.Option("--label", metavar="ID=LABEL", help="Of a new part.")] = None,
    definition: Annotated[
        list[str] | None, typer.Option("--definition", metavar="ID=WORDS", help="Of a new part.")
    ] = None,
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Split a code; each coder then decides for every excerpt of theirs (imqual codebook stale).

    It retires, unless all parts are new codes below it.
    """
    from imcommerce_qual.actions.codebookchange import legal_id
    from imcommerce_qual.actions.codebookchange import named_code as known
    from imcommerce_qual.core import codechange
    from imcommerce_qual.model.codebook import Code

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    name = known(ask.here, code)
    codes = ask.here.study.codebook.codes
    labels, definitions = _by_id(label, "--label", into), _by_id(definition, "--definition", into)
    parts = [
        codes[each]
        if each in codes
        else Code(
            id=legal_id(ask.here, each),
            label=labels.get(each) or each.rpartition(".")[2].replace("_", " ").capitalize(),
            definition=definitions.get(each, ""),
        )
        for each in into
    ]
    ask.change(lambda book: codechange.split(book, name, parts))


def retire(
    codes: CodesArgument,
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Take codes out of use: their codings are left out of every count, and said to be."""
    from imcommerce_qual.actions.codebookchange import named_code
    from imcommerce_qual.core import codechange

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    names = [named_code(ask.here, each) for each in codes]
    ask.change(lambda book: codechange.retire(book, names))


def restore(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="Codes that were retired, merged or split.")],
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Bring codes back that were retired, merged or split, as they were."""
    from imcommerce_qual.actions.codebookchange import last_known
    from imcommerce_qual.core import codechange

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    tree = ask.here.study.codebook.codes
    found = [tree[each] if each in tree else last_known(ask.here, each) for each in codes]
    ask.change(lambda book: codechange.restore(book, found))


def revert(
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="Its id, or how it begins (imqual codebook log).")],
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Take back one change of the codebook, by a further entry."""
    from imcommerce_qual.actions.codebookback import back, entry_named, whole_change

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    found = entry_named(ask.here, entry)
    ask.why = why or f"takes back {found.id}"
    ask.change(back(ask.here, whole_change(ask.here, found)))


def undo(
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Take back the latest change of the codebook, by a further entry; again puts it back."""
    from imcommerce_qual.actions.codebookback import back, latest

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    found = latest(ask.here)
    ask.why = why or f"takes back {', '.join(each.id for each in found)}"
    ask.change(back(ask.here, found))


def known_meaning(written: str) -> Any:
    """A meaning as typed; *wording* is understood as reworded."""
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.core.nearest import suggest
    from imcommerce_qual.model.codebook import MEANINGS

    name = {"wording": "reworded"}.get(written.lower(), written.lower())
    if name not in MEANINGS:
        raise WrongUseError(f"a definition cannot be `{written}`", suggest(written, MEANINGS))
    return name


def _asked_meaning(ask: Ask, code: str, fields: Mapping[str, Any]) -> Any:
    import sys

    from imcommerce_qual.model.codebook import MEANING, MEANINGS

    old = ask.here.study.codebook.codes[code]
    if not sys.stdin.isatty() or not any(name in fields and getattr(old, name) != fields[name] for name in MEANING):
        return None
    return known_meaning(typer.prompt(f"What is this change of {code}? ({', '.join(MEANINGS)})", err=True))


def _fields(**given: Any) -> dict[str, Any]:
    """The fields that were given; lists as tuples, an empty name as none."""
    found = {name: value for name, value in given.items() if value is not None}
    for name in ("key", "color"):
        if name in found:
            found[name] = found[name] or None
    if "aliases" in found:
        found["aliases"] = tuple(each for each in found["aliases"] if each)
    return found


def _by_id(written: Iterable[str] | None, option: str, ids: Iterable[str]) -> dict[str, str]:
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.core.nearest import suggest

    found: dict[str, str] = {}
    known = list(ids)
    for each in written or ():
        name, equals, words = each.partition("=")
        if not equals or name not in known:
            raise WrongUseError(f"`{option} {each}` names none of the parts", suggest(name, known) + "; write ID=WORDS")
        found[name] = words
    return found


def register(app: typer.Typer) -> None:
    """Put these commands under ``imqual codebook``."""
    for command in (add, edit, rename, move, merge, split, retire, restore, undo, revert):
        app.command(command.__name__)(command)
