"""How a paper calls its participants: ``S3``, ``S03``, ``P-3``, ``Participant 3``, ``受访者3``, or by a pseudonym."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from imcommerce_qual.model.study import Study

_ID = re.compile(r"([^\W\d_]+)[-_ ]?0*(\d+)([a-z]?)\Z", re.IGNORECASE)
_NOUN = (
    r"(?:participant|interviewee|informant|respondent|subject|user|buyer|seller|recommender|customer|member|speaker|"
    r"受访者|访谈对象|被访者|参与者|被试|受访人|访谈者|用户|对象|编号|个案)"
)
#: Letters and a number that papers give to people; tables, figures, hypotheses and questions have others.
_UNKNOWN = re.compile(
    r"(?<![A-Za-z0-9_/-])(?!RQ|COVID|H\d|F\d|T\d|Q\d|CHI|CSCW|GPT|MP)([A-Z]{1,3})[- ]?0*(\d{1,3})([a-z]?)(?![A-Za-z0-9_-])"
)
_NUMBERED = re.compile(
    rf"(?<![A-Za-z0-9_]){_NOUN}s?\s*(?:no\.?\s*|#|number\s+|№)?\s*0*(\d{{1,3}})(?![A-Za-z0-9_%位名个])", re.IGNORECASE
)
_INTERVIEWER = re.compile(
    r"(?<!\w)(?:interviewer|researcher|moderator|访谈员|采访者|研究者|主持人)(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a draft: as it is written, ``[start, end)``, and who that is; None: nobody of this study."""

    start: int
    end: int
    written: str
    participant: str | None


@dataclass(slots=True)
class Labels:
    """Knows the study's participants by every way to write them.

    ``given`` leads other labels to participants, or a prefix to a prefix (``P`` → ``S``), by the users' own word.
    """

    study: Study
    given: Mapping[str, str] = field(default_factory=dict)
    by_number: dict[tuple[str, int, str], str] = field(default_factory=dict)
    by_bare: dict[int, str | None] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    _names: re.Pattern[str] | None = None
    _numbers: re.Pattern[str] = _UNKNOWN

    def __post_init__(self) -> None:
        known = {who: who for who in self.study.participants}
        for transcript in self.study.transcripts.values():
            for label, speaker in transcript.speakers.items():
                if speaker.participant is not None:
                    known.setdefault(label, speaker.participant)
        for name, who in known.items():
            self._learn(name, who)
        for name, to in self.given.items():
            if to in self.study.participants:
                self._learn(name, to)
            else:
                self.prefixes[name.upper()] = to.upper()
        own = {prefix for prefix, _, _ in self.by_number} | set(self.prefixes)
        for letter in own & set("HFTQ"):  # these letters number hypotheses and figures elsewhere; here, people
            self._numbers = re.compile(self._numbers.pattern.replace(rf"{letter}\d|", ""))
        if long := sorted((each for each in own if not re.fullmatch("[A-Z]{1,3}", each)), key=len, reverse=True):
            options = "|".join(map(re.escape, long))
            pattern = self._numbers.pattern.replace("([A-Z]{1,3})[- ]?", f"([A-Z]{{1,3}}|(?i:{options}))[-_ ]?")
            self._numbers = re.compile(pattern)
        if self.names:
            longest = sorted(self.names, key=len, reverse=True)
            self._names = re.compile(
                "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name) for name in longest)
            )

    def _learn(self, name: str, who: str) -> None:
        if match := _ID.match(name):
            number = int(match[2])
            self.by_number[match[1].upper(), number, match[3].lower()] = who
            self.by_bare[number] = who if self.by_bare.get(number, who) == who else None
        elif len(name) > 1:
            self.names[name] = who

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Named]:
        """Everybody named in a stretch of text, in order."""
        end = len(text) if end is None else end
        found = [
            Named(match.start(), match.end(), match[0], self.who(match[1], int(match[2]), match[3]))
            for match in self._numbers.finditer(text, start, end)
        ]
        found += [
            Named(match.start(), match.end(), match[0], self.by_bare.get(int(match[1])))
            for match in _NUMBERED.finditer(text, start, end)
        ]
        if self._names is not None:
            found += [
                Named(match.start(), match.end(), match[0], self.names[match[0]])
                for match in self._names.finditer(text, start, end)
            ]
        found.sort(key=lambda each: (each.start, -each.end))
        kept: list[Named] = []
        for each in found:
            if not kept or each.start >= kept[-1].end:
                kept.append(each)
        return kept

    def who(self, prefix: str, number: int, letter: str = "") -> str | None:
        """The participant of that label, or None."""
        upper = prefix.upper()
        led = self.prefixes.get(upper, upper)
        return self.by_number.get((upper, number, letter)) or self.by_number.get((led, number, letter))

    def is_foreign(self, named: Named) -> bool:
        """Whether a label is made as none of this study's is, so that only the authors know whom it means."""
        match = _ID.match(named.written.strip())
        own = {prefix for prefix, _, _ in self.by_number} | set(self.prefixes)
        return named.participant is None and (match is None or match[1].upper() not in own)

    def is_interviewer(self, text: str) -> bool:
        """Whether the text names the interviewer."""
        return bool(_INTERVIEWER.search(text))


def guessed_prefixes(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, int, int]]:
    """Which foreign prefix seems to stand for which of ours, from pairs (label in the draft, participant found).

    Returns prefix → (our prefix, pairs that agree, pairs); only where all, or of three and more
    two thirds, agree by number.

    >>> guessed_prefixes([("P3", "S03"), ("P5", "S05"), ("P12", "S12"), ("P4", "S05")])
    {'P': ('S', 3, 4)}
    """
    seen: dict[str, list[str | None]] = {}
    for label, participant in pairs:
        mine, theirs = _ID.match(label.replace("-", "").replace(" ", "")), _ID.match(participant)
        if mine and theirs:
            same = int(mine[2]) == int(theirs[2])
            seen.setdefault(mine[1].upper(), []).append(theirs[1].upper() if same else None)
    found = {}
    for prefix, votes in seen.items():
        led = [each for each in votes if each]
        if len(set(led)) == 1 and (len(led) == len(votes) or (len(votes) >= 3 and 3 * len(led) >= 2 * len(votes))):
            found[prefix] = (led[0], len(led), len(votes))
    return found
