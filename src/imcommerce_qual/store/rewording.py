"""Every file of a study without the words that must go: transcripts first, then all that points into them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from imcommerce_qual.core.forgetting.order import Order
from imcommerce_qual.core.forgetting.shift import Shift, shifted_edit
from imcommerce_qual.model.forgetting import Cut
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.editlog import parse_edit, render_edit
from imcommerce_qual.store.foreignwords import holds, is_text
from imcommerce_qual.store.forgotten import parse_tombstone, render_tombstone
from imcommerce_qual.store.records import Moved, reword
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.transcriptfile import parse_transcript, split_front
from imcommerce_qual.store.yamlwords import replace_words

#: Originals as received: never rewritten, only kept or deleted.
SOURCES = "sources/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place where words go: the words and those around them, or which fields of the record on that line change."""

    file: str
    line: int
    before: str = ""
    words: str = ""
    after: str = ""
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Reworded:
    """The study's files as they will be: ``writes`` by new path, ``deletes`` old paths; ``hits`` say where.

    ``originals`` are deleted because they cannot be rewritten; ``unsearched`` may hold anything; a path in ``clashes``
    would be two files, and one in ``unreadable`` holds words but is not UTF-8: neither lets the rest be done.
    """

    writes: dict[str, bytes] = field(default_factory=dict)
    deletes: list[str] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    unsearched: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def reword_study(files: Mapping[str, bytes], order: Order) -> Reworded:
    """What becomes of each file; those that stay as they are, are not in it."""
    return _Rewording(files, order).run()


class _Rewording:
    def __init__(self, files: Mapping[str, bytes], order: Order) -> None:
        self.files = files
        self.order = order
        self.result = Reworded()
        self.moved: dict[str, Moved] = {}
        self.renamed: dict[str, str] = {}

    def run(self) -> Reworded:
        made: dict[str, bytes] = {}
        for name in self.files:
            if _is_transcript(name):
                made[name] = self._transcript(name)
        for name in self.files:
            if name not in made and _kind(name) == ".yaml" and not name.startswith(SOURCES):
                made[name] = self._yaml(name)
        for name, raw in self.files.items():
            if name not in made:
                new = self._other(name, raw)
                if new is not None:
                    made[name] = new
        for name in self.files:
            if name in made:
                self._place(name, made[name])
        return self.result

    def _place(self, name: str, content: bytes) -> None:
        """The file under its new path, if anything about it is new."""
        target = self.renamed.get(name) or self._path(name)
        if target == name and content == self.files[name]:
            return
        stored = name.startswith("history/")
        taken = target in self.result.writes or (target != name and target in self.files)
        if taken and not stored:
            self.result.clashes.append(target)
        if not taken:
            self.result.writes[target] = content
        if target != name:
            self.result.deletes.append(name)

    def _path(self, name: str) -> str:
        if self.order.words is None:
            return name
        return "/".join(self._text(part) for part in name.split("/"))

    def _transcript(self, name: str) -> bytes:
        path = PurePosixPath(name)
        stored = name.startswith("history/")
        raw = self.files[name]
        read = parse_transcript(name, raw, path.parent.name if stored else path.stem)
        old, file = read.transcript, read.file
        if old is None or file is None:
            return self._plain(name, raw)
        shift = Shift.of(old.text, self.order.cuts(old))
        front = split_front(file.text)
        assert front is not None
        head = replace_words(front[0], self.order.find, self.order.front(old))
        if head == front[0] and not shift.cuts:
            self.moved[old.hash] = Moved(shift, old.hash, old, old)
            return raw
        content = f"---\n{head}---\n{shift.new}".encode()
        new = parse_transcript(name, content, "").transcript
        self._note(name, file.text, [Cut(c.start + read.text_start, c.end + read.text_start, "") for c in shift.cuts])
        self._note(name, file.text[: read.text_start], list(self.order.find(file.text[: read.text_start])))
        if new is not None:
            self.moved[old.hash] = Moved(shift, new.hash, old, new)
            if stored and path.stem == old.hash:
                self.renamed[name] = self._path(str(path.with_name(f"{new.hash}.md")))
        return content

    def _yaml(self, name: str) -> bytes:
        raw = self.files[name]
        text = _decoded(raw)
        if text is None:
            return self._blocked(name, raw)
        new = replace_words(text.replace("\r\n", "\n"), self.order.find)
        if new == text.replace("\r\n", "\n"):
            return raw
        self._note(name, text, list(self.order.find(text)))
        old_hash, new_hash = hash16(text.replace("\r\n", "\n").encode()), hash16(new.encode())
        self.moved[old_hash] = Moved(None, new_hash)
        path = PurePosixPath(name)
        if name.startswith("history/") and path.stem == old_hash:
            self.renamed[name] = self._path(str(path.with_name(f"{new_hash}{path.suffix}")))
        return new.encode()

    def _other(self, name: str, raw: bytes) -> bytes | None:
        """The new content; None where the file goes."""
        if name.startswith("forgotten/"):
            return self._lines(name, raw, self._stone_line)
        lines = _kind(name) == ".jsonl" and not name.startswith(SOURCES)
        if lines and name.startswith("history/transcripts/"):
            return self._lines(name, raw, self._edit_line)
        if lines:
            return self._lines(name, raw, self._record_line)
        if name.startswith(SOURCES) or not is_text(raw):
            return self._foreign(name, raw)
        return self._json(name, raw) if _kind(name) == ".json" else self._plain(name, raw)

    def _blocked(self, name: str, raw: bytes) -> bytes:
        """A file of ours that is not UTF-8 stays as it is; if it holds the words, all stays as it is."""
        if holds(name, raw, self.order):
            self.result.unreadable.append(name)
        return raw

    def _foreign(self, name: str, raw: bytes) -> bytes | None:
        """A file that is not ours to rewrite: it stays as it is, or goes as a whole."""
        found = holds(name, raw, self.order)
        if found is None:
            self.result.unsearched.append(name)
        if not found:
            return raw
        self.result.deletes.append(name)
        self.result.originals.append(name)
        return None

    def _plain(self, name: str, raw: bytes) -> bytes:
        text = _decoded(raw)
        if text is None:
            return self._blocked(name, raw)
        front = split_front(text.replace("\r\n", "\n"))
        if front is not None:
            body = text.replace("\r\n", "\n")[front[1] :]
            new = f"---\n{replace_words(front[0], self.order.find)}---\n{self._text(body)}"
            same = new == text.replace("\r\n", "\n")
        else:
            new, same = self._text(text), self._text(text) == text
        if same:
            return raw
        self._note(name, text, list(self.order.find(text)))
        return new.encode("utf-8")

    def _json(self, name: str, raw: bytes) -> bytes:
        try:
            value = json.loads(raw)
        except ValueError:
            return self._plain(name, raw)
        new, fields = reword(value, self.order, self.moved)
        if not fields and new == value:
            return raw
        self.result.hits.append(Hit(file=name, line=1, fields=fields))
        return json.dumps(new, ensure_ascii=False, indent=2).encode() + b"\n"

    def _lines(self, name: str, raw: bytes, change: Any) -> bytes:
        lines = []
        for number, line in enumerate(raw.split(b"\n"), 1):
            new, fields = change(line)
            if fields:
                self.result.hits.append(Hit(file=name, line=number, fields=fields))
            lines.append(new)
        return b"\n".join(lines)

    def _record_line(self, line: bytes) -> tuple[bytes, tuple[str, ...]]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            return self._torn_line(line)
        new, fields = reword(value, self.order, self.moved)
        if new == value and "\\u" not in line.decode("utf-8", "replace"):
            return line, ()
        return _dumped(new), fields

    def _edit_line(self, line: bytes) -> tuple[bytes, tuple[str, ...]]:
        edit = parse_edit(line)
        if edit is None:
            return self._torn_line(line) if line.strip() else (line, ())
        a, b = self.moved.get(edit.from_), self.moved.get(edit.to)
        touched = [each for each in (a, b) if each is not None and each.touched]
        if not touched and not self.order.find(f"{edit.why}\n{edit.by}"):
            return line, ()
        new = shifted_edit(
            edit,
            a.shift if a else None,
            b.shift if b else None,
            from_=a.hash if a else edit.from_,
            to=b.hash if b else edit.to,
        )
        value, _ = reword(json.loads(render_edit(new)), self.order, {})
        return _dumped(value), ("changed", "moved")

    def _stone_line(self, line: bytes) -> tuple[bytes, tuple[str, ...]]:
        """A tombstone has no words but the name of who wrote it."""
        stone = parse_tombstone(line)
        if stone is None or not self.order.find(stone.by):
            return line, ()
        return render_tombstone(replace(stone, by=self._text(stone.by))).removesuffix(b"\n"), ("by",)

    def _torn_line(self, line: bytes) -> tuple[bytes, tuple[str, ...]]:
        """A line that cannot be read, with the words in it replaced as they are written, escaped or not."""
        text = line.decode("utf-8", "surrogateescape")
        new = self._text(text)
        for word, put in self.order.words.puts.items() if self.order.words is not None else ():
            for written in (json.dumps(word)[1:-1], json.dumps(word)[1:-1].upper().replace("\\U", "\\u")):
                if written != word:
                    new = new.replace(written, put)
        return new.encode("utf-8", "surrogateescape"), ("a damaged line",) if new != text else ()

    def _text(self, text: str) -> str:
        return Shift.of(text, self.order.find(text)).new

    def _note(self, name: str, text: str, cuts: list[Cut]) -> None:
        for cut in cuts:
            begins = text.rfind("\n", 0, cut.start) + 1
            ends = text.find("\n", cut.end)
            self.result.hits.append(
                Hit(
                    file=name,
                    line=text.count("\n", 0, cut.start) + 1,
                    before=text[max(begins, cut.start - 20) : cut.start],
                    words=text[cut.start : cut.end],
                    after=text[cut.end : min(len(text) if ends < 0 else ends, cut.end + 20)],
                )
            )


def _is_transcript(name: str) -> bool:
    parts = name.split("/")
    ours = (parts[0] == "transcripts" and len(parts) == 2) or (parts[:2] == ["history", "transcripts"])
    return ours and name.endswith(".md")


def _kind(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return ".yaml" if suffix == ".yml" else suffix


def _decoded(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _dumped(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def transcripts_in(files: Mapping[str, bytes]) -> Iterator[Transcript]:
    """Every transcript, today's and stored ones, that can be read."""
    for name, raw in files.items():
        if _is_transcript(name):
            found = parse_transcript(name, raw, "").transcript
            if found is not None:
                yield found
