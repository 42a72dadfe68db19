"""Where the turns of a foreign transcript begin: each shape is one way to mark speakers, and the best one wins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from imcommerce_qual.formats.draft import Doubtful, Shape
from imcommerce_qual.formats.judging import Hit, details_end, judge
from imcommerce_qual.formats.labels import label_form
from imcommerce_qual.formats.times import CLOCK, STAMP, normal_time


@dataclass(frozen=True, slots=True)
class Reading:
    """One shape's view of the text: the turns' beginnings by line, and what looked like one but counts as speech."""

    shape: Shape
    hits: Mapping[int, Hit] = field(default_factory=dict)
    doubtful: tuple[Doubtful, ...] = ()


_RANGE = rf"{CLOCK}(?:\s*(?:-->|[-–—→~])\s*{CLOCK})?"
_STAMP = r"#\d{1,2}:[0-5]\d:[0-5]\d(?:[-.,]\d{1,3})?#"
_TIME = rf"(?:[\[(（【<]\s*{_RANGE}\s*[\])）】>]|{_STAMP}|{_RANGE})"
_LABEL = r"[^\s:：\[\]#=|\"“”>][^:：\[\]\n]{0,58}?"
_COLON = re.compile(
    rf"(?:(?P<before>{_TIME})\s*)?(?:\[(?P<boxed>{_LABEL})\]|(?P<label>{_LABEL}))(?:\s*(?P<after>{_TIME}))?\s*[:：]"
)
_ALONE = re.compile(rf"(?:(?P<before>{_TIME})\s+)?(?P<label>{_LABEL})(?:\s*(?P<after>{_TIME}))?")
_HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<label>[^\s].*?)\s*(?P<colon>[:：]?)\s*#*")
_TIMED_END = re.compile(rf"(?P<label>.*?)\s*(?P<after>{_TIME})")
_BOLD = re.compile(r"(\*\*|__|\*)(?P<inner>[^*]{1,60}?)\1")
_BULLET = re.compile(r"[-*+•]\s+")
_CLOCK = re.compile(CLOCK)
_WHISPERX = re.compile(r"SPEAKER_\d+")


def best_reading(lines: Sequence[str], decided: Mapping[str, bool]) -> Reading:
    """The shape that finds most turns in *lines*; *decided* says of labels whether they are speakers, whatever else."""
    found = _best_reading(lines, decided)
    # Only where no line begins with a label may labels be indented: elsewhere white space is how one says "speech".
    return (
        found
        if found.hits or not any(line[:1].isspace() for line in lines)
        else _best_reading(_outdented(lines), decided)
    )


def _outdented(lines: Sequence[str]) -> list[str]:
    return [line.lstrip() for line in lines]


def _best_reading(lines: Sequence[str], decided: Mapping[str, bool]) -> Reading:
    start = details_end(lines)
    spoken = sum(1 for line in lines[start:] if line.strip())
    readings = [read(lines, start, spoken, decided) for read in (_colons, _alone, _headings)]
    best = max(readings, key=lambda each: len(each.hits))
    return best if best.hits else Reading("none", {}, readings[0].doubtful)


def undecorated(line: str) -> str:
    """The line without a bullet, and without emphasis around its first words, as Markdown writers put them at labels.

    >>> undecorated("**Anna:** I see"), undecorated("- Anna: I see"), undecorated("plain")
    ('Anna: I see', 'Anna: I see', 'plain')
    """
    if line[:1] not in {"*", "_", "-", "+", "•"}:
        return line
    bullet = _BULLET.match(line)
    line = line[bullet.end() :] if bullet else line
    found = _BOLD.match(line)
    return found["inner"] + line[found.end() :] if found else line


def _colons(lines: Sequence[str], start: int, spoken: int, decided: Mapping[str, bool]) -> Reading:
    """``Name: text`` with or without times, on one line or with the text below."""
    hits = [hit for n in range(start, len(lines)) if (hit := _colon_hit(n, lines[n])) is not None]
    kept, doubtful = judge(hits, spoken, decided)
    labels = {hit.label for hit in kept}
    shape: Shape = "plain"
    if labels and all(_WHISPERX.fullmatch(label) for label in labels):
        shape = "whisperx"
    elif kept and any(STAMP.search(line) for line in lines[kept[0].line :] if "#" in line):
        shape = "f4"
    elif sum(hit.how == "(" for hit in kept) * 2 > len(kept):
        shape = "rev"
    return Reading(shape, {hit.line: hit for hit in kept}, doubtful)


def _colon_hit(n: int, line: str) -> Hit | None:
    if ":" not in line[:160] and "：" not in line[:160]:
        return None
    line = undecorated(line)
    found = _COLON.match(line)
    if found is None:
        return None
    label = _plain(found["boxed"] or found["label"])
    rest = line[found.end() :]
    time = _time(found["after"]) or _time(found["before"])
    if rest.startswith(("//", "\\")) or not label:
        return None
    # `at 12:30` and `John 3:16` have digits on both sides of the colon.
    if rest[:1].isdigit() and not found["after"] and label.split()[-1].isdigit():
        return None
    inside = re.match(rf"\s*\[({CLOCK})\]", rest)
    if time is None and inside is not None:
        time, rest = normal_time(inside[1]), rest[inside.end() :]
    how = (found["after"] or " ")[0]
    return Hit(n, label, time, rest.lstrip("*_").strip() if rest.startswith(("**", "__")) else rest.strip(), how)


def _alone(lines: Sequence[str], start: int, spoken: int, decided: Mapping[str, bool]) -> Reading:
    """A name on its own line, timed, in bold, or with the two spaces that Otter puts behind it; then the words."""
    found = {n: hit for n in range(start, len(lines)) if (hit := _alone_hit(n, lines[n], decided)) is not None}
    known = {hit.label for hit in found.values()}
    for n in range(start, len(lines)):  # a known name alone on its line, after a blank one, lost its two spaces
        short = n not in found and len(lines[n]) < 100 and (n == 0 or not lines[n - 1].strip())
        label = _plain(lines[n]) if short and known else ""
        if label in known:
            found[n] = Hit(n, label, None, "")
    kept, doubtful = judge(sorted(found.values()), spoken, decided)
    tool = any(label_form(hit.label) == "tool" for hit in kept)
    return Reading("tool" if tool else "otter", {hit.line: hit for hit in kept}, doubtful)


def _alone_hit(n: int, line: str, decided: Mapping[str, bool]) -> Hit | None:
    bare = undecorated(line).strip()
    if not bare or len(bare) > 90 or bare[0] in "#>":
        return None
    found = _ALONE.fullmatch(bare.rstrip(":："))
    if found is None:
        return None
    label = _plain(found["label"])
    time = _time(found["after"]) or _time(found["before"])
    marked = line.endswith("  ") or _BOLD.fullmatch(line.strip()) is not None
    if time is None and not marked and not decided.get(label):
        return None
    return Hit(n, label, time, "")


def _headings(lines: Sequence[str], start: int, spoken: int, decided: Mapping[str, bool]) -> Reading:
    """Markdown headings as speakers: those of the level on which labels come back, or end with a colon."""
    found = [(n, hit) for n in range(start, len(lines)) if (hit := _HEADING.fullmatch(lines[n].rstrip())) is not None]
    hits = [_heading_hit(n, match) for n, match in found]
    counts = Counter(hit.label for hit in hits)
    colon = Counter(hit.how[0] for hit in hits if hit.how.endswith(":"))
    again = Counter(hit.how[0] for hit in hits if counts[hit.label] > 1)
    level = max((colon + again).items(), key=lambda each: each[1], default=("0", 0))[0]

    def speaks(hit: Hit) -> bool:
        if hit.label in decided:
            return decided[hit.label]
        marked = hit.how.endswith(":") or counts[hit.label] > 1
        return hit.how[0] == level and marked and label_form(hit.label) != "never"

    kept = [hit for hit in hits if speaks(hit)]
    enough = len(kept) > 1 or any(decided.get(hit.label) for hit in kept)
    return Reading("headings", {hit.line: hit for hit in kept} if enough and spoken else {})


def _heading_hit(n: int, match: re.Match[str]) -> Hit:
    label, time = undecorated(match["label"]), None
    timed = _TIMED_END.fullmatch(label)
    if timed is not None and timed["label"]:
        label, time = timed["label"], _time(timed["after"])
    colon = match["colon"] or label[-1:] in ":："
    return Hit(n, _plain(label.rstrip(":：")), time, "", f"{len(match['level'])}{':' if colon else ''}")


def _plain(label: str) -> str:
    return " ".join(label.replace("\\", "").strip("*_ \t").split())


def _time(text: str | None) -> str | None:
    if not text:
        return None
    found = STAMP.search(text)
    clock = found[1] if found else (_CLOCK.search(text) or [None])[0]
    return normal_time(clock) if clock else None
