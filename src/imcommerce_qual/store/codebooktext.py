"""A codebook's text rewritten step by step: every line that a step is not about stays as its author wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import yaml

from imcommerce_qual.core.revising import Fill, Put, Shift, Step, Take, below, renamed
from imcommerce_qual.model.codebook import Change, Code
from imcommerce_qual.store.codebookblocks import as_blocks
from imcommerce_qual.store.codebookentries import add_entry
from imcommerce_qual.store.codebookfields import FIELDS, fill_field, is_empty, render_value
from imcommerce_qual.store.codebooknodes import (
    CodebookText,
    code_nodes,
    ends_of,
    pair_of,
    root_of,
    spliced,
    value_of,
)
from imcommerce_qual.store.yamlscalar import scalar


def rewrite(text: str, steps: Iterable[Step], entries: Iterable[Change], revision: int) -> str:
    """The text after the steps, with the entries at the end of its history and the new revision.

    Raises:
        CannotRewriteError: it has a form that is not known here.
    """
    if not text.endswith("\n"):
        text += "\n"
    for _, alike in groupby(steps, lambda step: isinstance(step, Put)):
        several = list(alike)
        puts = [step.code for step in several if isinstance(step, Put)]
        text = _put(text, puts) if puts else _one_by_one(text, several)
    for entry in entries:
        text = add_entry(text, entry)
    return spliced(text, [(*ends_of(value_of(root_of(text), "revision")), str(revision))])


def _one_by_one(text: str, steps: Iterable[Step]) -> str:
    for step in steps:
        match step:
            case Fill():
                for name, value in step.fields.items():
                    text = fill_field(text, step.code, name, value)
            case Shift():
                text = _shift(text, step.old, step.new)
            case Take():
                text, _ = _cut(text, step.code)
            case Put():
                text = _put(text, [step.code])
    return text


def _put(text: str, codes: Sequence[Code]) -> str:
    """The codes put in, each last in its list; those with a parent among them stand within it."""
    names = {code.id for code in codes}
    under: dict[str | None, list[Code]] = {}
    for code in codes:
        under.setdefault(code.parent, []).append(code)
    for parent, several in under.items():
        if parent not in names:
            text = _insert(text, parent, "".join(_code_lines(code, under) for code in several))
    return text


def _code_lines(code: Code, under: Mapping[str | None, Sequence[Code]]) -> str:
    """The lines of a code and of those *under* it, as if their list began at column 0."""
    lines = [f"- id: {scalar(code.id)}"]
    for name in FIELDS[1:-1]:
        value = getattr(code, name)
        if not is_empty(name, value):
            lines.append(f"  {name}: {render_value(name, value, 4)}")
    own = "".join(f"{line}\n" for line in lines)
    below_it = "".join(_indented(_code_lines(each, under), 4) for each in under.get(code.id, ()))
    return f"{own}  codes:\n{below_it}" if below_it else own


def _shift(text: str, old: str, new: str) -> str:
    found = CodebookText(text)
    ids = [value_of(node, "id") for node, _ in code_nodes(value_of(found.root, "codes"))]
    moved = set(below([each.value for each in ids], old))
    pieces = [(*ends_of(each), scalar(renamed(each.value, old, new), flow=True)) for each in ids if each.value in moved]
    text = spliced(text, pieces)
    if old.rpartition(".")[0] == new.rpartition(".")[0]:
        return text
    text, cut = _cut(text, new)
    return _insert(text, new.rpartition(".")[0] or None, cut)


def _cut(text: str, code: str) -> tuple[str, str]:
    """The text without the code's lines, and these, as if their list began at column 0."""
    text = as_blocks(text, code)
    found = CodebookText(text)
    node, holder = found.code(code)
    start, end = found.item(node, holder)
    taken = _indented(text[start:end], -holder.start_mark.column)
    if len(holder.value) > 1:
        return spliced(text, [(start, end, "")]), taken
    owner = next(
        (
            node
            for node, _ in code_nodes(value_of(found.root, "codes"))
            if (pair := pair_of(node, "codes")) and pair[1] is holder
        ),
        None,
    )
    key, _ = pair_of(owner or found.root, "codes") or (None, None)
    assert key is not None
    if owner is None:
        return spliced(text, [(start, end, ""), (key.end_mark.index, key.end_mark.index + 1, ": []")]), taken
    above = found.line_start(key.start_mark.index)
    return spliced(text, [(start, end, ""), (above, found.line_end(above), "")]), taken


def _insert(text: str, parent: str | None, lines: str) -> str:
    """An item's lines, which begin at column 0, put last in the list of those under *parent*."""
    text = as_blocks(text, parent, inside=True) if parent else as_blocks(text, None, inside=True)
    found = CodebookText(text)
    owner = found.code(parent)[0] if parent else found.root
    pair = pair_of(owner, "codes")
    if pair is not None and isinstance(pair[1], yaml.SequenceNode) and pair[1].value:
        holder = pair[1]
        _, at = found.item(holder.value[-1], holder)
        return spliced(text, [(at, at, _indented(lines, holder.start_mark.column))])
    column = owner.value[0][0].start_mark.column
    body = _indented(lines, column + 2)
    if pair is not None:  # an empty list, or nothing
        start = pair[0].end_mark.index + 1
        end = max(start, pair[1].end_mark.index if pair[1].value is not None else start)
        end = max(end, len(text[:end].rstrip())) if isinstance(pair[1], yaml.SequenceNode) else start
        rest = text[end : found.line_end(end)]
        return spliced(text, [(start, found.line_end(end), f"{rest.rstrip()}\n{body}")])
    at = found.after(owner)
    return spliced(text, [(at, at, f"{' ' * column}codes:\n{body}")])


def _indented(lines: str, by: int) -> str:
    if by >= 0:
        return "".join(" " * by + line if line.strip() else line for line in _lf_lines(lines))
    return "".join(line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in _lf_lines(lines))


def _lf_lines(lines: str) -> list[str]:
    return [f"{line}\n" for line in lines.removesuffix("\n").split("\n")]
