"""A draft as a transcript in our own format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from imcommerce_qual.formats.draft import Draft, DraftHeading, DraftTurn, SpeakerChoices
from imcommerce_qual.formats.plain import settle
from imcommerce_qual.formats.speakers import Declared, declare

# Labels further right than this are no look-alikes (``store.turns`` looks at 40 characters, and at declared labels).
_LOOKED_AT = 60
_SAFE_WORD = re.compile(r"[^\W\d][\w-]*(?: [\w-]+)*")
_YAML_GUESSES = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"})


def render_transcript(
    draft: Draft,
    *,
    id: str,  # noqa: A002 - the field's name
    language: str,
    speakers: SpeakerChoices | None = None,
    provenance: str = "real",
) -> str:
    """The transcript file: front matter, then headings and turns in order; a draft of our own format as it is.

    Every participant's consent is *unknown* until somebody says otherwise. In a turn, lines after the first that could
    pass for a label, a heading or a translation are indented, which makes them speech.

    Raises:
        ValueError: the draft has no turns, or *speakers* contradict themselves.
    """
    if draft.shape == "own":
        return draft.text
    draft = settle(draft, speakers)
    if not draft.turns:
        raise ValueError("no speaker was found in this text, so there is no transcript to write")
    declared = declare((each.label for each in draft.speakers), speakers, transcript=id)
    return _front(id, language, declared, provenance) + _body(draft, {each.found: each.label for each in declared})


def _front(name: str, language: str, declared: Iterable[Declared], provenance: str) -> str:
    people: dict[str, None] = {}
    speakers: dict[str, str] = {}
    for each in declared:
        who = f", participant: {quoted(each.participant)}" if each.participant is not None else ""
        speakers.setdefault(each.label, f"  {quoted(each.label)}: {{role: {each.role}{who}}}")
        if each.participant is not None:
            people.setdefault(each.participant)
    lines = [
        "---",
        "version: 1",
        f"id: {quoted(name)}",
        f"language: {quoted(language)}",
        "speakers:",
        *speakers.values(),
    ]
    if people:
        lines += ["participants:", *(f"  {quoted(who)}: {{consent: {{status: unknown}}}}" for who in people)]
    return "\n".join((*lines, f"provenance: {quoted(provenance)}", "---", ""))


def _body(draft: Draft, names: dict[str, str]) -> str:
    longest = max(len(_looked_at(name)) for name in names.values())
    parts: list[str] = []
    before: DraftTurn | DraftHeading | None = None
    for each in draft.body:
        together = isinstance(before, DraftHeading) and isinstance(each, DraftHeading)
        parts += ["" if before is None or together else "\n"]
        parts += [f"# {each.text}\n" if isinstance(each, DraftHeading) else _turn(each, names, longest)]
        before = each
    return "".join(parts)


def _turn(turn: DraftTurn, names: dict[str, str], longest: int) -> str:
    label = names[turn.speaker] + (f" [{turn.time}]" if turn.time else "") + ":"
    if not turn.paragraphs:
        return f"{label}\n"
    paragraphs = ["\n".join(_speech(line, longest) for line in paragraph) for paragraph in turn.paragraphs]
    first = turn.paragraphs[0][0]
    paragraphs[0] = "\n".join((first, *(_speech(line, longest) for line in turn.paragraphs[0][1:])))
    return f"{label} " + "\n\n".join(paragraphs) + "\n"


def _speech(line: str, longest: int) -> str:
    """A line after a turn's first, indented where column 1 would make it something else."""
    plain = _looked_at(line)
    seen = plain[: max(_LOOKED_AT, longest + 2)]
    return f"  {line}" if plain[:1] in {"#", "=", "-"} or ":" in seen[1:] or "[" in seen[1:] else line


def _looked_at(text: str) -> str:
    """A line as near misses are found: compatible forms made one, white space runs one space, lower case."""
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(text.split()).lower()


def quoted(text: str) -> str:
    r"""A YAML scalar for *text*: bare where no YAML reader would guess, else in double quotes.

    >>> [quoted(each) for each in ("S03", "唐鳳", "no", "007", "12:30", 'a "b"')]
    ['S03', '唐鳳', '"no"', '"007"', '"12:30"', '"a \\"b\\""']
    """
    if _SAFE_WORD.fullmatch(text) and text.isprintable() and text.lower() not in _YAML_GUESSES:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
