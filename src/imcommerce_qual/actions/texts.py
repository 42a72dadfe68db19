"""The texts that a transcript had: named, stored, how one led to another; and the codings that wait for an answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.anchoring import carry_along
from imcommerce_qual.core.texts import Fate, fate_of, texts_named, unrecorded
from imcommerce_qual.model.edit import Changed, Edit, Kept, Lost
from imcommerce_qual.model.event import Coding
from imcommerce_qual.store.editlog import read_edits
from imcommerce_qual.store.versions import stored_transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text of a transcript; ``codings`` counts those made on it that the viewer may see; ``stored``: in history."""

    text: str
    stored: bool
    today: bool
    codings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A recorded edit, and what it did to the codings made on the text that it began with (as far as seen)."""

    edit: Edit
    fates: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHistory:
    """All texts of a transcript, the newest first, and the edits between them, the oldest first."""

    transcript: str
    versions: tuple[Version, ...]
    edits: tuple[Recorded, ...]
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """Codings whose words were edited, with what became of them; ``hidden`` coders' are not among them."""

    fates: tuple[Fate, ...]
    hidden: tuple[tuple[str, str], ...] = ()


def seen_codings(opened: Opened, transcript: str, viewer: str | None) -> tuple[tuple[Coding, ...], tuple[str, ...]]:
    """The codings of a transcript that *viewer* may see, wherever they stand, and the coders whose they may not."""
    presence = opened.presence(viewer=viewer)
    all_ = (*(each.coding for each in presence.standing), *presence.lost, *presence.unled)
    codings = sorted(
        (each for each in all_ if each.transcript == transcript),
        key=lambda each: (each.coder, each.anchor.span, each.code, each.id),
    )
    return tuple(codings), tuple(coder for coder, name in presence.hidden if name == transcript)


def unrecorded_texts(opened: Opened, transcript: str) -> tuple[str, ...]:
    """The stored texts from which no recorded edit leads to today's, the one named last first."""
    edits = read_edits(opened.root, transcript)
    named = texts_named((file.log for file in opened.workspace.logs if file.log.transcript == transcript), edits)
    missing = unrecorded(named, edits, opened.study.transcripts[transcript].hash)
    return tuple(text for text in missing if stored_transcript(opened.root, transcript, text) is not None)


def text_history(opened: Opened, name: str, *, viewer: str | None) -> TextHistory:
    """The texts and edits of a transcript.

    Raises:
        WrongUseError: there is no such transcript.
    """
    transcript = known_transcript(opened.study, name)
    edits = read_edits(opened.root, transcript.id)
    logs = [file.log for file in opened.workspace.logs if file.log.transcript == transcript.id]
    codings, hidden = seen_codings(opened, transcript.id, viewer)
    made_on = Counter(coding.anchor.text for coding in codings)
    named = texts_named(logs, edits)
    texts = (transcript.hash, *(text for text in named if text != transcript.hash))
    versions = tuple(
        Version(
            text=text,
            stored=stored_transcript(opened.root, transcript.id, text) is not None,
            today=text == transcript.hash,
            codings=made_on[text],
        )
        for text in texts
    )
    recorded = tuple(Recorded(edit=edit, fates=_did(edit, codings)) for edit in edits)
    return TextHistory(transcript=transcript.id, versions=versions, edits=recorded, hidden=hidden)


def _did(edit: Edit, codings: tuple[Coding, ...]) -> dict[str, int]:
    names = {Kept: "kept", Changed: "changed", Lost: "lost"}
    carried = (carry_along(each.anchor.span, (edit,)) for each in codings if each.anchor.text == edit.from_)
    return dict(Counter(names[type(each)] for each in carried))


def unsettled(opened: Opened, name: str | None, *, viewer: str | None, only: str | None = None) -> Unsettled:
    """The codings (of the coder *only*) whose words were edited, in one transcript or in all.

    Raises:
        WrongUseError: there is no such transcript.
    """
    wanted = [known_transcript(opened.study, name).id] if name else list(opened.study.transcripts)
    found: list[Fate] = []
    hidden: list[tuple[str, str]] = []
    for each in wanted:
        transcript = opened.study.transcripts[each]
        codings, others = seen_codings(opened, each, viewer)
        hidden += [(coder, each) for coder in others]
        for coding in codings:
            if only is None or coding.coder == only:
                fate = fate_of(coding, opened.carry(coding), transcript, None)
                found += [fate] if fate.verdict != "kept" else []
    return Unsettled(fates=tuple(found), hidden=tuple(hidden))


def newest(edits: tuple[Edit, ...]) -> datetime | None:
    """When the last of them was recorded."""
    return max((edit.at for edit in edits), default=None)
