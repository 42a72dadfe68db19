"""Drafts made from the example study by a seed, with faults planted where they are known.

Each draft comes with its truth: the beginning of every quotation in it and what a check must say of that.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.manuscripts.writers import docx, pdf, table, wrapped

from imcommerce_qual.model.study import Study
from imcommerce_qual.model.transcript import Transcript

#: What a check may call each kind of planted quotation.
EXPECTED = {
    "verbatim": {"verbatim", "trimmed", "tidied"},
    "altered": {"altered", "cut"},
    "sewn": {"sewn"},
    "wrong participant": {"wrong participant"},
    "not found": {"not found"},
    "no consent": {"no consent"},
}

PARAPHRASES = (
    "For me the whole point is that the seller has become part of our family over the years",
    "The prices were so low that nobody in the neighbourhood went to the supermarket anymore",
    "Honestly the group felt more like a village square than a place where things are sold",
    "You end up trusting strangers because all the others already placed their orders before you",
    "My colleagues stopped inviting me after I complained about the quality of their vegetables",
    "Buying together gave my mother a reason to learn how to pay with her telephone",
    "It is impossible to refuse when your own aunt is the one who posts the offer",
    "I became a recommender so that my cousins would finally respect what I do all day",
    "We compare every picture with the official shop before anyone dares to order something",
    "Once the parcels began arriving late the mood turned sour and most members went silent",
)
PARAPHRASES_ZH = (
    "对我来说最要紧的就是团长早已成了我们家里的一员",
    "小区里的邻居渐渐不去超市了因为群里的价格实在划算",
    "亲戚发来的链接总归没办法拒绝只好硬着头皮下单",
    "自从当了推荐人以后老家的表姐妹们才开始看重我的工作",
)
NOISE = (
    'Such "social commerce" differs from the "supermarket model" that earlier work describes.',
    'We call this "buying as belonging" throughout the paper.',
    'As prior work puts it, "commerce is embedded in ongoing structures of social relations" [12].',
    'Smith noted that "the gift always obliges the one who receives it in some way" (Smith, 2014, p. 22).',
    'We asked every participant: "Could you walk me through the last thing you bought in the group?"',
    'The theme "Mutual trust" and the code "Rules" are described in the appendix.',
    'The paper "How Friends Sell to Friends: A Study of Chat Groups" reports similar patterns.',
    'Some of these groups were "closed", others "open", and a few were both.',
)
NOISE_ZH = (
    "这种“熟人经济”与传统的“货架电商”不同。",
    "已有研究指出“社会关系嵌入经济行动之中”（王某，2018）。",
)
_SWAPS = [
    "orange",
    "yesterday",
    "window",
    "quickly",
    "seven",
    "basket",
    "teacher",
    "bicycle",
    "morning",
    "garden",
    "winter",
    "silently",
    "purple",
    "mountain",
    "letter",
    "kettle",
    "doctor",
    "soft",
    "bridge",
    "pocket",
]
_WEAK = {"maybe", "probably", "not", "never", "don't", "sometimes", "think", "usually", "just", "didn't", "can't"}


@dataclass(frozen=True)
class Piece:
    """Words of one participant, on one side of one transcript."""

    participant: str
    turn: int
    words: str
    chinese: bool


@dataclass(frozen=True)
class Planted:
    """A quotation as it stands in a draft, and what it is; ``participant`` is whom the draft gives it to."""

    words: str
    kind: str
    participant: str


@dataclass
class Draft:
    """A draft with the truth about it."""

    name: str
    raw: bytes
    planted: list[Planted] = field(default_factory=list)


def pieces(study: Study) -> list[Piece]:
    """Sentences and runs of sentences that participants said, of a length that papers quote."""
    found: list[Piece] = []
    for transcript in study.transcripts.values():
        for turn in transcript.turns:
            who = transcript.speakers[turn.speaker].participant
            if who is None:
                continue
            for side in ("source", "translation"):
                found += _of_turn(transcript, who, turn.number, side)
    return found


def _of_turn(transcript: Transcript, who: str, number: int, side: str) -> Iterator[Piece]:
    turn = transcript.turns[number - 1]
    chinese = transcript.side_language(side) == "zh"  # type: ignore[arg-type]
    for line in turn.lines(side):  # type: ignore[arg-type]
        text = transcript.text[line.span.start : line.span.end]
        sentences = re.findall(r"[^。！？]+[。！？]" if chinese else r"\S.*?[.!?](?=\s|$)", text)
        for n in range(len(sentences)):
            for k in (1, 2, 3):
                words = ("" if chinese else " ").join(sentences[n : n + k])
                size = len(words) if chinese else len(words.split())
                if n + k <= len(sentences) and (12 <= size <= 60 if chinese else 8 <= size <= 45) and _plain(words):
                    yield Piece(who, number, words, chinese)


def _plain(words: str) -> bool:
    """Without what a sentence of a paper would not have, and without repairs that a tidied quotation may leave out."""
    keys = re.findall(r"\w+", words.lower())
    again = any(a == b for a, b in zip(keys, keys[1:], strict=False))
    return (
        not (set('[]“”"‘《》*_#<>$%&{}\\`~^@|') & set(words)) and "..." not in words and "…" not in words and not again
    )


class Planter:
    """Makes quotations with known faults."""

    def __init__(self, study: Study, seed: int) -> None:
        self.random = random.Random(seed)
        self.study = study
        all_pieces = pieces(study)
        self.open = [each for each in all_pieces if each.participant not in study.unquotable]
        self.closed = [each for each in all_pieces if each.participant in study.unquotable]
        self.people = sorted({each.participant for each in self.open})
        text = " ".join(t.text for t in study.transcripts.values()).lower()
        self.said = text

    def pick(self, *, chinese: bool, least: int = 0) -> Piece:
        """A random piece in that language."""
        while True:
            each = self.random.choice(self.open)
            size = len(each.words) if each.chinese else len(each.words.split())
            if each.chinese == chinese and size >= least:
                return each

    def plant(self, kind: str, *, chinese: bool) -> Planted:
        """A quotation of that kind."""
        while True:
            made: Callable[[bool], Planted | None] = getattr(self, "_" + kind.replace(" ", "_"))
            found = made(chinese)
            if found is not None:
                return found

    def _verbatim(self, chinese: bool) -> Planted:
        each = self.pick(chinese=chinese)
        words = each.words
        if not chinese and self.random.random() < 0.25 and words[0].isupper():
            words = f"[{words[0].lower()}]{words[1:]}"
        if self.random.random() < 0.3:
            words = words.rstrip(".。")
        if self.random.random() < 0.3:
            words = self._trimmed(words, chinese)
        return Planted(words, "verbatim", each.participant)

    def _trimmed(self, words: str, chinese: bool) -> str:
        units = list(words) if chinese else words.split()
        if len(units) < 14:
            return words
        start = self.random.randint(4, len(units) - 9)
        glue = "" if chinese else " "
        sign = self.random.choice(["……", "［……］", "[…]"] if chinese else ["[…]", "...", "[...]", "…"])
        return glue.join(units[:start]) + glue + sign + glue + glue.join(units[start + 4 :])

    def _altered(self, chinese: bool) -> Planted | None:
        each = self.pick(chinese=chinese)
        if chinese:
            spots = [n for n, c in enumerate(each.words) if "\u4e00" <= c <= "\u9fff"]
            n = self.random.choice(spots[1:-1])
            new = self.random.choice("桌云笔窗蓝")
            if each.words[n - 1] == each.words[n] or each.words[n + 1] == each.words[n]:
                return None
            changed = each.words[:n] + self.random.choice([new, new, ""]) + each.words[n + 1 :]
            if each.words[n] in "嗯呃额唔" or changed == each.words:
                return None
            return Planted(changed, "altered", each.participant)
        units = each.words.split()
        weak = [n for n, u in enumerate(units) if u.strip(".,!?").lower() in _WEAK]
        how = self.random.choice(["swap", "swap", "drop", "add", "weak", "weak"])
        n = self.random.randrange(1, len(units) - 1)
        if how == "weak":
            if not weak:
                return None
            n = self.random.choice(weak)
            how = "drop"
        if how == "swap":
            units[n] = self.random.choice(_SWAPS)
        elif how == "add":
            units.insert(n, self.random.choice(_SWAPS))
        else:
            if units[n].strip(".,!?'").lower() in {"um", "uh", "erm", "er", "mm", "hm", "ah", "eh", "–", "—", "-"}:
                return None
            del units[n]
        words = " ".join(units)
        if re.sub(r"\W+", " ", words).strip().lower() in re.sub(r"\W+", " ", self.said):
            return None
        return Planted(words, "altered", each.participant)

    def _cut(self, chinese: bool) -> Planted | None:
        each = self.pick(chinese=chinese, least=30 if chinese else 22)
        units = list(each.words) if chinese else each.words.split()
        length = self.random.randint(6, 12) if chinese else self.random.randint(4, 9)
        start = self.random.randint(6, len(units) - length - 6)
        words = ("" if chinese else " ").join(units[:start] + units[start + length :])
        return Planted(words, "altered", each.participant)

    def _sewn(self, chinese: bool) -> Planted | None:
        one = self.pick(chinese=chinese)
        two = self.pick(chinese=chinese)
        if one.participant == two.participant and abs(one.turn - two.turn) < 8:
            return None
        if self.random.random() < 0.6:  # mostly of the same person, as it happens
            same = [
                p
                for p in self.open
                if p.participant == one.participant and p.chinese == chinese and abs(p.turn - one.turn) >= 8
            ]
            if not same:
                return None
            two = self.random.choice(same)
        words = one.words + ("" if chinese else " ") + two.words
        kind = "sewn" if one.participant == two.participant else "wrong participant"
        return Planted(words, kind, one.participant)

    def _wrong_participant(self, chinese: bool) -> Planted:
        each = self.pick(chinese=chinese)
        other = self.random.choice([who for who in self.people if who != each.participant])
        return Planted(each.words, "wrong participant", other)

    def _not_found(self, chinese: bool) -> Planted:
        words = self.random.choice(PARAPHRASES_ZH if chinese else PARAPHRASES)
        people = sorted({each.participant for each in self.open if each.chinese == chinese})
        return Planted(words, "not found", self.random.choice(people))

    def _no_consent(self, chinese: bool) -> Planted | None:
        if chinese:
            return None if self.closed and any(p.chinese for p in self.closed) else self._not_found(chinese)
        each = self.random.choice([p for p in self.closed if not p.chinese])
        return Planted(each.words, "no consent", each.participant)


_KINDS = (
    ["verbatim"] * 10 + ["altered"] * 5 + ["cut"] * 2 + ["sewn"] * 2 + ["wrong participant"] * 4 + ["not found"] * 2
    + ["no consent"]
)  # fmt: skip
_FORMATS = ("md", "tex", "txt", "docx", "pdf")


def drafts(study: Study, seed: int, number: int) -> Iterator[Draft]:
    """So many drafts, each in another format and style, a third of them in Chinese."""
    planter = Planter(study, seed)
    for n in range(number):
        kind = _FORMATS[n % len(_FORMATS)]
        chinese = planter.random.random() < 0.33 and kind != "pdf"
        yield _draft(planter, f"generated-{seed}-{n:02}.{kind}", kind, chinese=chinese)


def _draft(planter: Planter, name: str, kind: str, *, chinese: bool) -> Draft:
    rng = planter.random
    planted = [planter.plant(rng.choice(_KINDS), chinese=chinese) for _ in range(12)]
    parts: list[tuple[str, object]] = [("h", "结果" if chinese else "Findings")]
    noise = list(NOISE_ZH if chinese else NOISE)
    rng.shuffle(noise)
    label = rng.choice([lambda w: w, lambda w: w.replace("S0", "S"), lambda w: w])
    marks = rng.choice(["“”", "“”", '""', "「」"]) if chinese else rng.choice(["“”", "“”", '""', "‘’"])
    if kind == "tex" and marks == '""':
        marks = "“”"
    for n, each in enumerate(planted):
        parts += _set(rng, each, label(each.participant), marks, chinese=chinese, kind=kind)
        if n % 3 == 2 and noise:
            parts.append(("p", noise.pop()))
    return Draft(name, _written(parts, kind), planted)


def _set(
    rng: random.Random, each: Planted, who: str, marks: str, *, chinese: bool, kind: str
) -> list[tuple[str, object]]:
    quoted = f"{marks[0]}{each.words}{marks[1]}"
    block = ("quote", f"{each.words} ({who})") if kind != "pdf" else ("p", f"{quoted} ({who})")
    if chinese:
        inline = [
            [("p", f"{who}说：{quoted}")],
            [("p", f"有受访者谈到，{quoted}（{who}），这一点在访谈中反复出现。")],
            [("p", f"正如{who}所言，{quoted}。")],
            [("p", f"受访者{who}表示{quoted}，这反映了关系的作用。")],
            [("p", "下面的话很有代表性："), ("quote", f"{each.words}（{who}）")],
        ]
        return rng.choice(inline)
    inline = [
        [("p", f"As {who} put it, {quoted}")],
        [("p", f"One participant explained: {quoted} ({who}).")],
        [("p", f"{quoted} ({who}, buyer). This came up in several interviews and shaped how people ordered.")],
        [("p", f"{who} was open about it. When we came to prices, {who} told us: {quoted} Nobody else went so far.")],
        [("p", "The following words show how this worked in practice:"), block],
        [("p", f"Participant {who.lstrip('S0')} recalled, {quoted}, and went on to talk about the neighbours.")],
        [("p", f"Such moments were common: {quoted} — {who}")],
    ]
    return rng.choice(inline)


def _written(parts: list[tuple[str, object]], kind: str) -> bytes:
    if kind == "docx":
        return docx([(("indent" if k == "quote" and n % 2 else k), text) for n, (k, text) in enumerate(parts)])
    if kind == "pdf":
        return pdf([str(text) for _, text in parts])
    if kind == "md":
        shapes = {"h": "## {}", "p": "{}", "quote": "> {}"}
        return "\n\n".join(shapes[k].format(text) for k, text in parts).encode()
    if kind == "txt":
        return "\n\n".join(
            "\n".join("    " + line for line in wrapped(str(t), 60).split("\n")) if k == "quote" else wrapped(str(t))
            for k, t in parts
        ).encode()
    shapes = {"h": "\\section{%s}", "p": "%s", "quote": "\\begin{quote}\n%s\n\\end{quote}"}
    body = "\n\n".join(shapes[k] % _tex(wrapped(str(t))) for k, t in parts)
    return f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n".encode()


def _tex(text: str) -> str:
    for mark, written in (
        ("“", "``"),
        ("”", "''"),
        ("‘", "`"),
        ("’", "'"),
        ("—", "---"),
        ("[…]", "[\\ldots{}]"),
        ("…", "\\ldots{}"),
    ):
        text = text.replace(mark, written)
    return re.sub(r"([&%#_])", r"\\\1", text)


__all__ = ["EXPECTED", "Draft", "Planted", "drafts", "table"]
