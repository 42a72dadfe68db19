"""Entries at the end of a codebook's history."""

from __future__ import annotations

import yaml

from imcommerce_qual.model.codebook import Change
from imcommerce_qual.store.codebookblocks import on_lines
from imcommerce_qual.store.codebooknodes import CodebookText, pair_of, spliced
from imcommerce_qual.store.eventfields import render_at
from imcommerce_qual.store.yamlscalar import flow_list, scalar


def render_entry(entry: Change) -> str:
    """An entry of the history on one line."""
    fields = [
        f"id: {scalar(entry.id, flow=True)}",
        f"revision: {entry.revision}",
        f"at: {render_at(entry.at)}",
        f"by: {scalar(entry.by, flow=True)}",
        f"change: {entry.change}",
        *([f"from: {flow_list(entry.from_)}"] if entry.from_ else []),
        *([f"to: {flow_list(entry.to)}"] if entry.to else []),
        *([f"why: {scalar(entry.why, flow=True)}"] if entry.why else []),
    ]
    return f"{{{', '.join(fields)}}}"


def add_entry(text: str, entry: Change) -> str:
    """The text with an entry at the end of its history."""
    found = CodebookText(text)
    line = render_entry(entry)
    pair = pair_of(found.root, "history")
    if pair is None:
        return f"{text}history:\n  - {line}\n"
    key, value = pair
    if isinstance(value, yaml.SequenceNode) and value.value:
        if value.flow_style:
            return add_entry(on_lines(text, value, 0), entry)
        _, at = found.item(value.value[-1], value)
        return spliced(text, [(at, at, f"{' ' * value.start_mark.column}- {line}\n")])
    start = key.end_mark.index + 1
    end = value.end_mark.index if isinstance(value, yaml.SequenceNode) else start
    rest = text[end : found.line_end(end)].rstrip()
    return spliced(text, [(start, found.line_end(end), f"{rest}\n  - {line}\n")])
