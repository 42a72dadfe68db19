"""A whole study of any size, invented word by word, to measure the program on.

    python benchmarks/generate.py DIR [--transcripts 500] [--words 5000] [--codings 50000] [--coders 1] [--codes 50]
                                      [--seed 1]

Interviews in English, every fifth in Chinese with a translation, about shopping in chat groups: long answers, short
questions, many a "Yes.", some laughter, and one rare word ("umbrella"). ``--words`` are spoken words a transcript (two
Chinese characters are one), ``--codings`` the codings that stand, of all coders together. A tenth of them was made
under an older codebook; some were amended, a few more taken back; a second coder does half of what others did before;
every coder has completed every transcript. Nobody said any of it, and the same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import random
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from imcommerce_qual.core.excerpts import anchor_at
from imcommerce_qual.model.event import STANCES, Amended, Applied, Completed, Event, Stance, Undone
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript, Turn
from imcommerce_qual.store.codebookfile import codebook_hash
from imcommerce_qual.store.eventlog import render_line
from imcommerce_qual.store.transcriptfile import parse_transcript
from imcommerce_qual.store.versions import codebook_version, store_version, transcript_version
from imcommerce_qual.store.workspace import log_path

Both = tuple[str, str]
#: Every fifth transcript is Chinese with an English translation.
CHINESE_EVERY = 5
#: A sentence in so many names the rare thing.
RARELY = 500

WHO: list[Both] = [
    ("my neighbour", "邻居"),
    ("my aunt", "姨妈"),
    ("the woman downstairs", "楼下的大姐"),
    ("an old classmate", "老同学"),
    ("the organiser", "团长"),
    ("a colleague", "同事"),
    ("my sister", "姐姐"),
    ("somebody I had never met", "一个没见过的人"),
    ("her son", "她儿子"),
    ("a mother from the kindergarten", "幼儿园的一位妈妈"),
]
DID: list[Both] = [
    ("sent a link", "发了链接"),
    ("posted three pictures", "发了三张图"),
    ("asked who wanted to join", "问谁要一起拼"),
    ("recorded a voice message", "发了语音"),
    ("wrote that the price would go up tomorrow", "说明天要涨价"),
    ("showed what had arrived", "晒了收到的东西"),
    ("answered every question", "每个问题都回了"),
    ("took the order down by hand", "用手记了单子"),
    ("gave me the money back", "把钱退给我了"),
    ("said nothing for a whole day", "一整天没有说话"),
]
THING: list[Both] = [
    ("rice", "大米"),
    ("oranges", "橙子"),
    ("a winter coat", "冬天的外套"),
    ("washing powder", "洗衣粉"),
    ("milk powder", "奶粉"),
    ("eggs from the village", "村里的鸡蛋"),
    ("a pair of shoes", "一双鞋"),
    ("tea", "茶叶"),
    ("face cream", "面霜"),
    ("a rice cooker", "电饭煲"),
    ("dried mushrooms", "干蘑菇"),
    ("school books", "课本"),
]
RARE: Both = ("an umbrella", "雨伞")
WHY: list[Both] = [
    ("it is cheaper than in the shop", "比店里便宜"),
    ("I know where she lives", "我知道她住哪里"),
    ("everybody else had bought it already", "别人都买过了"),
    ("I did not want to refuse", "不好意思拒绝"),
    ("it only takes a minute on the phone", "手机上一分钟就好"),
    ("the last time it was good", "上次的东西好"),
    ("one can ask her afterwards", "过后还能找她问"),
    ("I was bored that evening", "那天晚上没事做"),
    ("the children need it", "孩子要用"),
    ("we are from the same place", "我们是老乡"),
]
FRAMES: list[Both] = [
    ("{who} {did} in the group, so I ordered {thing}.", "{who}在群里{did}，我就订了{thing}。"),
    ("I bought {thing} because {why}.", "我买了{thing}，因为{why}。"),
    ("When {who} {did}, I thought, well, {why}.", "{who}{did}的时候，我想，{why}嘛。"),
    ("[laughs] No, {thing} I would never buy like that.", "[笑] 没有，{thing}我才不会这样买。"),
    ("First {who} {did}, and then {who2} {did2}.", "先是{who}{did}，后来{who2}也{did2}。"),
    ("You see, {why}, and {why2}.", "你看，{why}，而且{why2}。"),
    ("And {thing} came three days late, but {why}.", "{thing}晚到了三天，不过{why}。"),
    ("If {who} had not been in it, I would have left the group.", "要不是{who}在里面，我早就退群了。"),
    ("I can't tell you exactly, {thing} or {thing2} it was.", "具体讲不清了，是{thing}还是{thing2}。"),
    ("That time {who} {did} and I felt [inaudible] about it.", "那次{who}{did}，我心里有点[听不清]。"),
]
SLOTS = {"who": WHO, "who2": WHO, "did": DID, "did2": DID, "thing": THING, "thing2": THING, "why": WHY, "why2": WHY}
QUESTIONS: list[Both] = [
    ("How did you first get into the group?", "您最早是怎么进群的？"),
    ("And what did you do then?", "后来您怎么做的？"),
    ("Could you tell me about the last time that you bought {thing}?", "能讲讲上一次买{thing}的情况吗？"),
    ("Why did you go by what {who} said?", "您为什么听{who}的？"),
    ("Was there ever something that went wrong with {thing}?", "{thing}出过什么问题吗？"),
    ("You said {why}. What do you mean by that?", "您说{why}，是什么意思？"),
]
SHORT: list[Both] = [
    ("Yes.", "对。"),
    ("Yes.", "对。"),
    ("Mm.", "嗯。"),
    ("No, no.", "没有没有。"),
    ("Right. [laughs]", "是的。[笑]"),
]
TOPICS: list[Both] = [
    ("getting in", "进群"),
    ("prices", "价格"),
    ("trust", "信任"),
    ("the group", "群里"),
    ("looking back", "回头看"),
]

CODE_NAMES = [
    *("access", "cost", "leisure", "kin", "neighbours", "trust", "doubt", "likeness", "norms", "favour", "gossip"),
    *("repair", "delay", "quality", "refund", "habit", "pride", "shame", "thrift", "gifts", "distance", "screen"),
]

_SENTENCE = re.compile(r"[^.?!。？！]+[.?!。？！]+")
_WORD = re.compile(r"\[?(?:[^\W_\u2e80-\u9fff]+|[\u3400-\u9fff])\]?")
_START = datetime(2026, 1, 5, 8, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much of everything."""

    transcripts: int = 500
    words: int = 5000
    codings: int = 50_000
    coders: int = 1
    codes: int = 50
    seed: int = 1


@dataclass(frozen=True)
class Codes:
    """The ids in tree order, how often each is used, and the hash16 of the codebook before and now."""

    ids: tuple[str, ...]
    weights: tuple[float, ...]
    older: str
    today: str


def write_study(folder: Path, size: Size) -> None:
    """Write the study into *folder*, which is new or empty.

    Raises:
        FileExistsError: something is there already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    for name in ("codebooks", "transcripts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    coders = [f"coder-{n + 1}" for n in range(size.coders)]
    ids = tuple(code_ids(size.codes))
    _write(folder / "study.yaml", study_yaml(coders))
    _write(folder / "findings.yaml", findings_yaml(ids))
    older, today = codebook_yaml(ids, revision=1), codebook_yaml(ids, revision=2)
    for text in (older, today):
        store_version(codebook_version(folder, codebook_hash(text)), text.encode())
    _write(folder / "codebooks" / "generated.yaml", today)
    weights = tuple(accumulate(1 / (n + 3) for n in range(len(ids))))
    codes = Codes(ids, weights, codebook_hash(older), codebook_hash(today))
    for n in range(size.transcripts):
        name = f"T{n + 1:04}"
        rng = random.Random(f"{size.seed}:{name}")
        text = transcript_text(name, rng, size.words, chinese=n % CHINESE_EVERY == CHINESE_EVERY - 1)
        _write(folder / "transcripts" / f"{name}.md", text)
        transcript = parse_transcript(f"{name}.md", text.encode(), name).transcript
        assert transcript is not None
        store_version(transcript_version(folder, name, transcript.hash), text.encode())
        marks = Marks(spans(transcript, rng), codes, rng)
        for k, coder in enumerate(coders):
            share = _share(_share(size.codings, size.coders, k), size.transcripts, n)
            _write_log(log_path(folder, coder, name), events(transcript, marks, share, rng))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_log(path: Path, made: list[Event]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(render_line, made)))


def _share(total: int, parts: int, n: int) -> int:
    """How many of *total* fall to part *n*, so that all parts together have them all."""
    return total * (n + 1) // parts - total * n // parts


def code_ids(count: int) -> Iterator[str]:
    """Dotted ids in tree order: a code, four or five under it, the last of these with two of its own."""
    shape = ["", ".one", ".two", ".three", ".four", ".four.more", ".four.less"]
    for n in range(count):
        family, member = divmod(n, len(shape))
        again, word = divmod(family, len(CODE_NAMES))
        yield f"{CODE_NAMES[word]}{again + 1 if again else ''}{shape[member]}"


def codebook_yaml(ids: tuple[str, ...], revision: int) -> str:
    """The tree; in revision 2 the third code has another definition, and the history says so."""
    lines = [f"version: 1\nid: generated\nrevision: {revision}\ncodes:"]
    for n, code in enumerate(ids):
        pad = "  " * (2 * code.count(".") + 1)
        last = code.rpartition(".")[2]
        again = " again" if revision == 2 and n == 2 else ""
        lines += [
            f"{pad}- id: {code}",
            f"{pad}  label: About {code.replace('.', ', ')}",
            f"{pad}  short: The speaker talks about {last}",
            f"{pad}  definition: >-",
            f"{pad}    The speaker says something about {code.partition('.')[0]}{again}, of the kind called {last},",
            f"{pad}    about themselves or about others, once or as a habit.",
            f"{pad}  use_when: It is said in the speaker's own words, however short.",
            f"{pad}  not_when: Only the interviewer says it.",
            f"{pad}  origin: inductive",
        ]
        if code.endswith(".three"):
            lines.append(f"{pad}  rolls_up: false")
        if n + 1 < len(ids) and ids[n + 1].startswith(f"{code}."):
            lines.append(f"{pad}  codes:")
    if revision == 2 and len(ids) > 2:
        change = f"{{id: again, revision: 2, at: 2026-01-04, by: coder-1, change: redefined, from: [{ids[2]}]}}"
        lines += ["history:", f"  - {change}"]
    return "\n".join(lines) + "\n"


def findings_yaml(ids: tuple[str, ...]) -> str:
    """Three findings and what lies across them; every top code is in one theme, one child is taken out of each."""
    tops = [code for code in ids if "." not in code]
    groups = [group for n in range(8) if (group := tops[n::8])]
    themes = []
    for group in groups:
        codes = ", ".join([*group, *(f'"-{top}.two"' for top in group[:1] if f"{top}.two" in ids)])
        said = f"label: On {group[0]}, statement: It is about {group[0]}."
        themes.append(f"{{id: {group[0]}_theme, {said}, codes: [{codes}]}}")
    across = themes[6:]
    lines = ["version: 1", "questions: [{id: RQ1, text: Why do people buy from each other?}]", "findings:"]
    for n in range(3):
        lines += [
            f"  - id: F{n + 1}",
            f"    statement: People buy from each other, part {n + 1}.",
            "    since: 2026-01-04",
        ]
        own = themes[n:6:3]
        lines += ["    themes:", *(f"      - {each}" for each in own)] if own else []
    lines += ["across:", *(f"  - {each}" for each in across)] if across else []
    return "\n".join(lines) + "\n"


def study_yaml(coders: list[str]) -> str:
    """The study's head."""
    lines = [
        "version: 1",
        "title: A generated study, evidence of nothing",
        "provenance: synthetic",
        "codebook: codebooks/generated.yaml",
        "attributes: {role: [buyer, recommender, both], age: integer}",
        "coders:",
        *(f"  {coder}: {{name: {coder} (generated), languages: [en, zh], constructed: true}}" for coder in coders),
    ]
    return "\n".join(lines) + "\n"


@dataclass
class _Page:
    """A transcript being written: its turns, how many words were spoken, and the recorder's clock."""

    name: str
    rng: random.Random
    chinese: bool
    parts: list[str] = field(default_factory=list)
    spoken: float = 0.0
    seconds: float = 2.0

    def turn(self, label: str, paragraphs: list[Both]) -> None:
        clock = int(self.seconds)
        stamp = f"{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}"
        said = "\n\n  ".join(each[self.chinese] for each in paragraphs)
        self.parts.append(f"{label} [{stamp}]: {said}\n")
        if self.chinese:
            self.parts += [f"= {english}\n" for english, _ in paragraphs]
        self.parts.append("\n")
        words = sum(len(chinese) / 2 if self.chinese else english.count(" ") + 1 for english, chinese in paragraphs)
        self.spoken += words
        self.seconds += 0.5 + words / 2.5

    def heading(self, words: str) -> None:
        self.parts.append(f"# @topic {words}\n\n")

    def sentence(self, frames: list[Both]) -> Both:
        """The same thing said in both languages."""
        frame = self.rng.choice(frames)
        rare = self.rng.randrange(RARELY) == 0
        wanted = [slot for slot in SLOTS if f"{{{slot}}}" in frame[0]]
        drawn = {slot: self.rng.choice(SLOTS[slot]) for slot in wanted}
        if rare and "thing" in drawn:
            drawn["thing"] = RARE
        said = [frame[n].format_map({slot: pair[n] for slot, pair in drawn.items()}) for n in (0, 1)]
        return said[0][0].upper() + said[0][1:], said[1]

    def answer(self) -> list[Both]:
        """One to some thirty sentences, now and then in two paragraphs."""
        sentences = [self.sentence(FRAMES) for _ in range(max(1, min(30, round(self.rng.lognormvariate(1.0, 0.8)))))]
        cut = (
            self.rng.randrange(1, len(sentences)) if len(sentences) > 5 and self.rng.random() < 0.5 else len(sentences)
        )
        return [
            (" ".join(english for english, _ in part), "".join(chinese for _, chinese in part))
            for part in (sentences[:cut], sentences[cut:])
            if part
        ]


def transcript_text(name: str, rng: random.Random, words: int, *, chinese: bool) -> str:
    """The file of one interview with at least so many words."""
    page = _Page(name, rng, chinese)
    for n, topic in enumerate(TOPICS):
        page.heading(topic[chinese])
        while page.spoken < words * (n + 1) / len(TOPICS):
            page.turn("I", [rng.choice(SHORT) if rng.random() < 0.2 else page.sentence(QUESTIONS)])
            page.turn(name, [rng.choice(SHORT)] if rng.random() < 0.25 else page.answer())
    role, quotes = rng.choice(["buyer", "recommender", "both"]), str(rng.random() < 0.95).lower()
    about = f"{{role: {role}, age: {rng.randint(19, 78)}, consent: {{status: given, quotes: {quotes}}}}}"
    date = f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    head = [
        "---",
        "version: 1",
        f"id: {name}",
        f"language: {'zh' if chinese else 'en'}",
        *(["translation: {language: en, by: generated}"] if chinese else []),
        "speakers:",
        "  I: {role: interviewer}",
        f"  {name}: {{role: participant, participant: {name}}}",
        f"participants: {{{name}: {about}}}",
        f"interview: {{date: {date}, minutes: {int(page.seconds // 60)}, mode: call}}",
        "provenance: synthetic",
        "---",
    ]
    return "\n".join(head) + "\n" + "".join(page.parts).rstrip("\n") + "\n"


def spans(transcript: Transcript, rng: random.Random) -> Iterator[Span]:
    """Stretches that a coder may mark, without end: sentences most of all, phrases, whole turns, a few turns."""
    turns = transcript.turns
    weights = list(accumulate(_weight(transcript, turn) for turn in turns))
    while True:
        at = rng.choices(range(len(turns)), cum_weights=weights)[0]
        line = rng.choice(turns[at].words).span
        kind = rng.random()
        if kind < 0.08:
            last = min(at + rng.randint(1, 3), len(turns) - 1)
            yield Span(turns[at].words[0].span.start, turns[last].words[-1].span.end)
        elif kind < 0.2:
            yield Span(turns[at].words[0].span.start, turns[at].words[-1].span.end)
        else:
            longest = 3 if kind < 0.75 else 12
            yield _part(transcript.text, line, _SENTENCE if kind < 0.75 else _WORD, rng, longest)


def _weight(transcript: Transcript, turn: Turn) -> float:
    """Long answers are coded more, short ones and questions hardly."""
    length = sum(len(line.span) for line in turn.words)
    return length * (1.0 if transcript.speakers[turn.speaker].participant else 0.02)


def _part(text: str, line: Span, unit: re.Pattern[str], rng: random.Random, longest: int) -> Span:
    """Up to so many neighbouring units of a line, from the first word in them to the end of the last."""
    found = [each.span() for each in unit.finditer(text, line.start, line.end)]
    if not found:
        return line
    first = rng.randrange(len(found))
    last = min(first + rng.randint(1, longest), len(found)) - 1
    word = _WORD.search(text, found[first][0], found[last][1])
    return Span(word.start() if word else line.start, found[last][1])


@dataclass
class Marks:
    """What there is to mark: half of it as somebody marked it before, where anybody did."""

    places: Iterator[Span]
    codes: Codes
    rng: random.Random
    before: list[tuple[str, Span]] = field(default_factory=list)

    def next(self) -> tuple[str, Span]:
        if self.before and self.rng.random() < 0.5:
            return self.rng.choice(self.before)
        return self.rng.choices(self.codes.ids, cum_weights=self.codes.weights)[0], next(self.places)


def events(transcript: Transcript, marks: Marks, count: int, rng: random.Random) -> list[Event]:
    """What one coder did in one transcript: *count* codings that stand, and at last the completion."""
    made: list[Event] = []
    now = _START + timedelta(hours=rng.randrange(24 * 60))

    def envelope() -> dict[str, Any]:
        nonlocal now
        now += timedelta(seconds=rng.randrange(5, 60), microseconds=rng.randrange(1_000_000))
        return {"id": _uuid(rng), "action": _uuid(rng), "at": now}

    taken: dict[tuple[str, Span], None] = {}
    while len(taken) < count:
        mark = marks.next()
        if mark in taken:
            continue
        applied = _applied(transcript, mark, marks.codes, rng, envelope())
        made.append(applied)
        fate = rng.random()
        if fate < 0.01:
            made.append(Undone(**envelope(), target=applied.action))
            continue
        taken[mark] = None
        if fate < 0.03:
            made.append(Amended(**envelope(), of=applied.id, changes={"memo": "Looked at again.", "unsure": False}))
    marks.before += taken
    made.append(Completed(**envelope(), codebook=marks.codes.today, text=transcript.hash))
    return made


def _applied(
    transcript: Transcript, mark: tuple[str, Span], codes: Codes, rng: random.Random, envelope: dict[str, Any]
) -> Applied:
    code, span = mark
    stance: Stance | None = None
    if rng.random() < 0.1:
        stance = rng.choices(STANCES, cum_weights=(6, 9, 10))[0]
    return Applied(
        **envelope,
        code=code,
        codebook=codes.older if rng.random() < 0.1 else codes.today,
        anchor=anchor_at(transcript, span),
        stance=stance,
        toward=rng.choice(["F1", "F2", "F3", None, None]) if stance else None,
        exemplar=rng.random() < 0.01,
        unsure=rng.random() < 0.04,
        memo="Compare what was said before about the group." if rng.random() < 0.05 else None,
    )


def _uuid(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    for name, default in vars(Size()).items():
        parser.add_argument(f"--{name}", type=int, default=default, metavar="N", help=f"{default} unless told")
    given = vars(parser.parse_args())
    folder = given.pop("folder")
    write_study(folder, Size(**given))
    print(f"wrote {folder}")


if __name__ == "__main__":
    main()
