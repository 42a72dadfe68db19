"""``transcripts/S01.md``: front matter, then the text as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imcommerce_qual.core.lineends import foreign_line_ends
from imcommerce_qual.model.problem import Fault, Place, Problem
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.build import build_transcript
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.checked import Checked, read_checked
from imcommerce_qual.store.ids import file_id_fault
from imcommerce_qual.store.textfile import TextFile, parse_text, read_text
from imcommerce_qual.store.turns import Grammar, look_alike_faults, parse_turns, text_hash

_FENCE = "---\n"


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """A transcript with what it was read from; ``transcript`` is None where front matter or encoding forbids one."""

    name: str
    transcript: Transcript | None
    problems: tuple[Problem, ...] = ()
    file: TextFile | None = None
    head: Checked | None = None
    text_start: int = 0

    def locate(self, fault: Fault) -> Problem:
        """A fault in this file with its place."""
        place = Place(file=self.name)
        if fault.at is not None and self.file is not None:
            place = self.file.place_at(fault.at[0] + self.text_start, fault.at[1] - fault.at[0])
        elif self.head is not None:
            place = self.head.place(fault.path)
        return fault.at_place(place)


def split_front(text: str) -> tuple[str, int] | None:
    r"""The front matter between two ``---`` lines, and where the text after it starts; None where there is none.

    >>> split_front("---\nid: S01\n---\nI: Hello")
    ('id: S01\n', 16)
    """
    if not text.startswith(_FENCE):
        return None
    end = text.find("\n---\n", len(_FENCE) - 1)
    if end >= 0:
        return text[len(_FENCE) : end + 1], end + 5
    if text.endswith("\n---"):
        return text[len(_FENCE) : -3], len(text)
    return None


def read_transcript(path: Path, name: str, cache: Cache) -> TranscriptFile:
    """The transcript at *path*; ``name`` is the path to show."""
    file, problems = read_text(path, name)
    if file is None:
        return TranscriptFile(name, None, problems)
    return _parse(file, problems, path.stem, cache)


def parse_transcript(name: str, raw: bytes, stem: str, cache: Cache | None = None) -> TranscriptFile:
    """The transcript in *raw*, as if it stood in a file of that name."""
    file, problems = parse_text(name, raw)
    if file is None:
        return TranscriptFile(name, None, problems)
    return _parse(file, problems, stem, cache or Cache())


def _parse(file: TextFile, problems: tuple[Problem, ...], stem: str, cache: Cache) -> TranscriptFile:
    found = [*problems, *foreign_line_ends(file.name, file.text)]
    front = split_front(file.text)
    if front is None:
        return TranscriptFile(file.name, None, (*found, _no_front(file)), file)
    head_text, start = front
    head = read_checked("transcript", file, cache, head_text, first_line=2)
    found += head.problems
    if head.data is None:
        return TranscriptFile(file.name, None, tuple(found), file, head, start)
    text = file.text[start:]
    labels = {label: entry for label, entry in head.data["speakers"].items() if not _label_fault(label)}
    grammar = parse_turns(text, labels, file.name)
    speakers = {label: _speaker_table(entry) for label, entry in head.data["speakers"].items()}
    transcript = build_transcript({**head.data, "speakers": labels}, grammar, text_hash(speakers, text))
    read = TranscriptFile(file.name, transcript, (), file, head, start)
    bad_labels = speakers.keys() - labels.keys()
    faults = (*_head_faults(head.data, file.name, stem), *_text_faults(grammar, bad_labels))
    return TranscriptFile(file.name, transcript, (*found, *(read.locate(fault) for fault in faults)), file, head, start)


def _speaker_table(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value is not None}


def _text_faults(grammar: Grammar, bad_labels: AbstractSet[str]) -> Iterator[Fault]:
    """What breaks the grammar, told once: neither each line of a passage, nor what follows from a label's fault."""
    meant = {label.strip(" :：[]#=") for label in bad_labels}
    look_alikes = [fault for fault in look_alike_faults(grammar) if _words_at(grammar, fault) not in meant]
    spoken = any(turn.words for turn in grammar.turns)
    if spoken or bad_labels or any(fault.code == "near-miss-label" for fault in grammar.faults):
        yield from _without_followers(grammar, told_already=bool(bad_labels) or not spoken)
        yield from look_alikes
        return
    declared = ", ".join(f"`{label}`" for label in grammar.labels) or "none yet"
    near = ", ".join(f"`{_words_at(grammar, fault)}`" for fault in look_alikes)
    yield Fault(
        code="no-turns",
        message="no line begins with a declared speaker, so there is nothing to code"
        + (f"; lines begin with {near}" if near else ""),
        remedy=f"declare these labels under `speakers:`, or write those that are declared ({declared})"
        if near
        else "begin each turn at the start of a line with a declared label and a colon: `I: …`",
        file=grammar.file,
        at=look_alikes[0].at if look_alikes else (0, len(grammar.text.partition("\n")[0]) or 1),
    )


def _words_at(grammar: Grammar, fault: Fault) -> str:
    return grammar.text[slice(*fault.at)] if fault.at else ""


def _without_followers(grammar: Grammar, *, told_already: bool) -> Iterator[Fault]:
    """Of words outside turns, the first of each run of lines; none where their label is what is wrong."""
    end = -1
    for fault in grammar.faults:
        if fault.code != "words-outside-turn" or fault.at is None:
            yield fault
            continue
        follows = end >= 0 and not grammar.text[end : fault.at[0]].strip()
        if not follows and not told_already:
            yield fault
        end = fault.at[1]


def _head_faults(data: dict[str, Any], name: str, stem: str) -> Iterator[Fault]:
    wrong = file_id_fault(data["id"])
    if wrong and data["id"] != "?":
        yield Fault(code="bad-id", message=wrong, remedy="choose another id", file=name, path=("id",))
    elif data["id"] not in {stem, "?"}:
        yield Fault(
            code="id-not-file-name",
            message=f"the id is `{data['id']}`, but the file is called `{stem}.md`",
            remedy=f"write `id: {stem}`, or rename the file: codings find their transcript by its name",
            file=name,
            path=("id",),
        )
    for label, entry in data["speakers"].items():
        if reason := _label_fault(label):
            bare = label.strip(" :：[]#=")
            bare = "" if _label_fault(bare) else bare
            yield Fault(
                code="bad-label",
                message=f"`{label}` cannot be a speaker's label: {reason}",
                remedy=f"write it as `{bare}`" if bare else "choose a short label such as `I`, `S03` or `M`",
                file=name,
                path=("speakers", label, "?"),
            )
        who = entry["participant"]
        if who is not None and who not in data["participants"]:
            yield _undescribed(name, label, who, data["participants"])
        elif entry["role"] == "participant" and who is None:
            yield Fault(
                code="participant-unnamed",
                message=f"`{label}` is a participant, but it is not said which",
                remedy=f"write `{label}: {{role: participant, participant: {data['id']}}}`",
                file=name,
                path=("speakers", label),
            )


def _undescribed(name: str, label: str, who: str, known: Iterable[str]) -> Fault:
    from imcommerce_qual.core.nearest import suggest

    return Fault(
        code="participant-undescribed",
        message=f"`{label}` speaks for participant `{who}`, who is not under `participants:`",
        remedy=suggest(who, known, otherwise=f"add `{who}: {{}}` under `participants:`"),
        file=name,
        path=("speakers", label, "participant"),
    )


def _label_fault(label: str) -> str | None:
    if not label.strip() or label != label.strip():
        return "it is empty, or begins or ends with a space"
    if any(mark in label for mark in ":：[]\n"):
        return "it has a colon or a bracket in it"
    if label[0] in "#=":
        return f"lines that begin with `{label[0]}` are something else"
    return None


def _no_front(file: TextFile) -> Problem:
    return Problem(
        code="no-front-matter",
        message="a transcript begins with a line `---`, its fields, and another line `---`",
        remedy="bring the file in with `imqual import`, which writes them; or see docs/reference/files.md",
        place=file.place(1),
    )
