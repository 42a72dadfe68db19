"""Every file of a study without the words that must go: transcripts first, then all that points into them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from imcommerce_qual.core.forgetting.order import Order
from imcommerce_qual.core.forgetting.shift import Shift
from imcommerce_qual.model.forgetting import ERASED, Cut
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.foreignwords import holds, is_text
from imcommerce_qual.store.recordlines import Line, Lines, gone_codings
from imcommerce_qual.store.records import Moved, reword
from imcommerce_qual.store.reprinting import reprinted
from imcommerce_qual.store.reworded import SOURCES, Hit, Reworded
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.transcriptfile import parse_transcript, split_front
from imcommerce_qual.store.yamlwords import front_fields, replace_words

#: Folders whose files are about the transcript of their name.
OF_ONE_TRANSCRIPT = ("codings/", "decisions/")
#: Folders whose records are written for people to read.
PROSE = ("quotes/", "grid/")


def reword_study(files: Mapping[str, bytes], order: Order) -> Reworded:
    """What becomes of each file; those that stay as they are, are not in it."""
    return _Rewording(files, order).run()


class _Rewording:
    def __init__(self, files: Mapping[str, bytes], order: Order) -> None:
        self.files = files
        self.order = order
        self.result = Reworded()
        self.moved: dict[str, Moved] = {}
        self.lines = Lines(order, self.moved)
        self.renamed: dict[str, str] = {}

    def run(self) -> Reworded:
        made: dict[str, bytes] = {}
        for name in self.files:
            if _is_transcript(name):
                made[name] = self._transcript(name)
        self.lines.gone |= gone_codings(self._records(), self.order, self.moved)
        self.lines.prints |= self._prints()
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

    def _prints(self) -> dict[str, str]:
        """New fingerprints of codings, where there are decisions that know codings by them."""
        decided = any(name.startswith("decisions/") for name in self.files)
        return reprinted(self._records(), self._event) if decided else {}

    def _event(self, event: dict[str, Any]) -> dict[str, Any]:
        new: dict[str, Any] = reword(event, self.order, self.moved)[0]
        return new

    def _records(self) -> Iterator[bytes]:
        for name, raw in self.files.items():
            if name.startswith(OF_ONE_TRANSCRIPT) and _kind(name) == ".jsonl":
                yield from raw.split(b"\n")

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
        head = replace_words(front[0], self.order.find, self.order.front(old), comments=self.order.comments(old))
        if head == front[0] and not shift.cuts:
            self.moved[old.hash] = Moved(shift, old.hash, old, old)
            return raw
        content = f"---\n{head}---\n{shift.new}".encode()
        new = parse_transcript(name, content, "").transcript
        self.result.note(
            name, file.text, [Cut(c.start + read.text_start, c.end + read.text_start, "") for c in shift.cuts]
        )
        self.result.note(name, file.text[: read.text_start], list(self.order.find(file.text[: read.text_start])))
        if self.order.participant is not None:
            self.result.hits += _front_hits(name, front[0], head)
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
        self.result.note(name, text, list(self.order.find(text)))
        old_hash, new_hash = hash16(text.replace("\r\n", "\n").encode()), hash16(new.encode())
        self.moved[old_hash] = Moved(None, new_hash)
        path = PurePosixPath(name)
        if name.startswith("history/") and path.stem == old_hash:
            self.renamed[name] = self._path(str(path.with_name(f"{new_hash}{path.suffix}")))
        return new.encode()

    def _other(self, name: str, raw: bytes) -> bytes | None:
        """The new content; None where the file goes."""
        if name.startswith("forgotten/"):
            return self._lines(name, raw, self.lines.stone)
        lines = _kind(name) == ".jsonl" and not name.startswith(SOURCES)
        if lines and name.startswith("history/transcripts/"):
            lone = PurePosixPath(name).parent.name in self.order.lone
            return self._lines(name, raw, partial(self.lines.edit, about=lone))
        if lines:
            lone = name.startswith(OF_ONE_TRANSCRIPT) and PurePosixPath(name).stem in self.order.lone
            return self._lines(name, raw, partial(self.lines.record, about=lone, prose=name.startswith(PROSE)))
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
            cuts = self._body(front[0], body)
            self.result.note(name, text.replace("\r\n", "\n"), [_later(cut, front[1]) for cut in cuts])
            new = f"---\n{replace_words(front[0], self.order.find)}---\n{Shift.of(body, cuts).new}"
            same = new == text.replace("\r\n", "\n")
        else:
            new, same = self._text(text), self._text(text) == text
        if same:
            return raw
        if front is None:
            self.result.note(name, text, self.order.find(text))
        else:
            self.result.note(name, f"---\n{front[0]}", self.order.find(f"---\n{front[0]}"))
        return new.encode("utf-8")

    def _body(self, front: str, body: str) -> tuple[Cut, ...]:
        """What goes from the body of a memo: everything, where it is about nobody but them."""
        if self.order.participant is not None and self.order.is_about(front_fields(front), self.lines.gone):
            whole = body.strip()
            start = body.index(whole) if whole else 0
            return (Cut(start, start + len(whole), ERASED),) if whole not in {"", ERASED} else ()
        return self.order.find(body)

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

    def _lines(self, name: str, raw: bytes, change: Callable[[bytes], Line]) -> bytes:
        lines = []
        for number, line in enumerate(raw.split(b"\n"), 1):
            new, fields = change(line)
            if fields:
                self.result.hits.append(Hit(file=name, line=number, fields=fields))
            lines.append(new)
        return b"\n".join(lines)

    def _text(self, text: str) -> str:
        return Shift.of(text, self.order.find(text)).new


def _front_hits(name: str, old: str, new: str) -> Iterator[Hit]:
    """The lines of front matter that are not there any more, by the name of the field they begin with."""
    left = set(new.split("\n"))
    for number, line in enumerate(old.split("\n"), 2):
        key, colon, _ = line.strip().partition(":")
        if line not in left and line.strip():
            yield Hit(file=name, line=number, fields=(key if colon and key.isidentifier() else "front matter",))


def _later(cut: Cut, by: int) -> Cut:
    return Cut(cut.start + by, cut.end + by, cut.put)


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


def transcripts_in(files: Mapping[str, bytes]) -> Iterator[Transcript]:
    """Every transcript, today's and stored ones, that can be read."""
    for name, raw in files.items():
        if _is_transcript(name):
            found = parse_transcript(name, raw, "").transcript
            if found is not None:
                yield found
