"""The quotations in a manuscript, and to whom each is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from imcommerce_qual.core.quoting.labels import Labels, Named
from imcommerce_qual.core.quoting.marks import SOFT, marked
from imcommerce_qual.core.quoting.tokens import words
from imcommerce_qual.model.manuscript import CITATION, Block
from imcommerce_qual.model.quoted import Strength

_VERBS = (
    r"(?:sa(?:id|ys?|ying)|tells?|told|explain(?:s|ed|ing)|not(?:es|ed|ing)|recall(?:s|ed|ing)|describ(?:es|ed|ing)|puts?|"
    r"mention(?:s|ed|ing)|comment(?:s|ed|ing)|add(?:s|ed|ing)|stat(?:es|ed|ing)|report(?:s|ed|ing)|shar(?:es|ed|ing)|"
    r"answer(?:s|ed)|repl(?:ies|ied)|remark(?:s|ed|ing)|argu(?:es|ed|ing)|complain(?:s|ed)|admit(?:s|ted)|joked?|"
    r"emphasi[sz](?:es|ed|ing)|stress(?:es|ed)|reflect(?:s|ed|ing)|observ(?:es|ed)|respond(?:s|ed)|recount(?:s|ed)|"
    r"continu(?:es|ed)|express(?:es|ed)|call(?:s|ed)|felt|feels|believ(?:es|ed)|remember(?:s|ed)|insist(?:s|ed)|"
    r"illustrat(?:es|ed)|articulat(?:es|ed)|elaborat(?:es|ed)|summari[sz](?:es|ed)|words?|account|laugh(?:s|ed)|"
    r"worr(?:ies|ied)|conced(?:es|ed)|confess(?:es|ed)|claim(?:s|ed)|speaks?|spoke|quoted?|"
    r"说|表示|提到|谈到|谈及|认为|指出|回忆|解释|告诉|坦言|讲|补充|强调|描述|所言|回答|感叹|直言|称|觉得|坦承|形容|提及|道)"
)
_VERB = re.compile(rf"(?<![A-Za-z]){_VERBS}(?![A-Za-z])")
_VERB_FIRST = re.compile(rf"[\s,，]*{_VERBS}\s*(?:by\s+|participant\s+|the\s+\w+\s+)?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:[.!?…][\"'”’)\]]*(?=\s+[^a-z\s])|[。！？][”’」』）]*|\n)")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|etc|al|approx|no|fig|dr|mr|mrs|ms)\.|\b[A-Z]\.)$", re.IGNORECASE)
_GAP = re.compile(rf"(?:\d{{1,2}}(?=[\s(])|[\u00b9\u00b2\u00b3\u2070-\u2079]+)?[\s,.;:!?，。；：、！？{CITATION}]*")
_CLOSERS = {"(": ")", "（": "）", "[": "]", "【": "】", "〔": "〕", "［": "］"}
_DASH = re.compile(r"[\s,.]*(?:-{1,3}|—{1,2}|–|―|−|~)\s*(?:[A-Za-z ]{0,24}?,?\s*)$")
_PRONOUN = re.compile(
    r"\b(?:he|she|they|the same (?:participant|interviewee|informant|buyer|seller))\b|他|她|该受访者|同一位",
    re.IGNORECASE,
)
#: What shows that somebody's words follow, though nobody is named.
CUE = re.compile(
    r"\b(?:participants?|interviewees?|informants?|respondents?|one (?:of|buyer|user|woman|man|mother|recommender|seller)|"
    r"another|several|others|buyers?|recommenders?|sellers?|users?|said|told (?:us|me)|recalled|explained|describ\w+|"
    r"in (?:his|her|their) (?:own )?words)\b|受访者|被访者|参与者|访谈对象|用户|有人|说|表示|谈到",
    re.IGNORECASE,
)
#: What shows that the interviewers' words follow.
QUESTION = re.compile(
    r"\b(?:we|I|interviewers?|researchers?|author|were|was) (?:then |also |first |always )?ask(?:ed|ing)?\b|"
    r"\basked (?:them|him|her|participants|everyone|all|whether|about|us|each)\b|\bquestions?\b|\bprompt(?:ed|s)?\b|\bprobe[ds]?\b|"
    r"interview (?:guide|protocol)|"
    r"访谈提纲|提问|我们问|问道|问题",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?:(?<=\s)|^)(I|Q|R|INT|Int|[Ii]nterviewer|[Rr]esearcher|[Mm]oderator|访谈者|访谈员|研究者|问|答)\s*[:：]\s*"
)
_COLON = re.compile(r"\s*[)\]）】]?\s*(?:[(（][^()（）]{0,60}[)）])?\s*[:：]\s*")
_HEADER = re.compile(
    r"quot|excerpt|verbatim|words|voice|example|引文|引语|原话|摘录|语录|访谈(?:内容|资料)|例证|原始", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quotation: ``[start, end)`` of its block's text, ``[outer_start, outer_end)`` with its marks and attribution.

    ``sure`` is whether the draft says that this is a quotation: by marks or by layout. ``before`` is the text of the
    sentence that leads to it.
    """

    block: int
    start: int
    end: int
    outer_start: int
    outer_end: int
    mark: str
    named: tuple[Named, ...] = ()
    strength: Strength = "none"
    sure: bool = True
    before: str = ""
    after: str = ""
    cited: bool = False
    asked: bool = False
    shares: bool = False


def find_quotations(blocks: Sequence[Block], labels: Labels) -> list[Found]:
    """Every stretch that may be somebody's words, in order of the manuscript."""
    found: list[Found] = []
    for number in range(len(blocks)):
        found += _in_block(blocks, number, labels)
    return _shared_blocks(blocks, found, labels)


def _in_block(blocks: Sequence[Block], number: int, labels: Labels) -> Iterator[Found]:
    block = blocks[number]
    text = block.text
    inner = marked(text)
    spans = [
        Found(block=number, start=m.start, end=m.end, outer_start=m.outer_start, outer_end=m.outer_end, mark=m.mark)
        for m in inner
        if text[m.start : m.end].strip()
    ]
    for start, end in block.quoted:
        spans = [each for each in spans if each.end <= start or each.start >= end]
        spans.append(
            Found(block=number, start=start, end=end, outer_start=start, outer_end=end, mark="", cited=block.cited)
        )
    spans.sort(key=lambda each: each.start)
    if block.kind == "quote":
        covered = sum(each.end - each.start for each in spans)
        if covered < 0.6 * len(text.strip()) or (len(spans) > 1 and covered < 0.85 * len(text.strip())):
            yield from _whole(blocks, number, labels)
            return
    if block.kind == "cell" and not spans:
        yield from _cell(blocks, number, labels)
        return
    if block.kind == "prose" and not spans:
        yield from _unmarked(number, text, labels)
        return
    done = _attributed(blocks, number, spans, labels)
    if block.kind == "quote":
        done = _with_layout(blocks, number, done, labels)
    yield from done


def _with_layout(blocks: Sequence[Block], number: int, done: list[Found], labels: Labels) -> list[Found]:
    """A block quotation in marks, whose attribution stands on its last line, or in the paragraph before it."""
    text = blocks[number].text
    if done and not any(each.named for each in done):
        trailing = _trailing(text, len(text), labels)
        if trailing and trailing[1] >= done[-1].end:
            return [replace(each, named=trailing[0], strength="beside") for each in done]
        lead, strength, named = _lead_in(blocks, number, labels)
        return [replace(each, named=named, strength=strength, before=lead or each.before) for each in done]
    return done


def _attributed(blocks: Sequence[Block], number: int, spans: list[Found], labels: Labels) -> list[Found]:
    text = blocks[number].text
    names = labels.find(text)
    done: list[Found] = []
    consumed = 0
    for n, each in enumerate(spans):
        following = spans[n + 1].outer_start if n + 1 < len(spans) else len(text)
        after, used, cited = _beside(text, each, following, names)
        begin = max(consumed, done[-1].outer_end if done else 0)
        sentence = _sentence_start(text, begin, each.outer_start)
        lead = text[sentence : each.outer_start]
        before = _leading(text, sentence, each.outer_start, names)
        new = replace(
            each,
            before=lead,
            after=text[each.outer_end : min(following, each.outer_end + 200)],
            cited=each.cited or cited or CITATION in lead[-40:],
            asked=bool(QUESTION.search(lead)) and not before,
            outer_end=max(each.outer_end, used) if after else each.outer_end,
        )
        if after:
            new = replace(new, named=after, strength="beside")
        elif before:
            new = replace(new, named=before, strength="sentence")
        elif following_name := _after_in_sentence(text, each, following, names):
            new = replace(new, named=following_name, strength="sentence")
        elif done and done[-1].named and sentence == begin and _goes_on(text, done[-1], begin):
            new = replace(
                new,
                named=done[-1].named,
                strength="sentence" if done[-1].strength != "before" else "before",
                shares=True,
            )
        elif blocks[number].kind == "cell" and (row := _row_names(blocks, number, labels)):
            new = replace(new, named=row, strength="sentence")
        elif earlier := [name for name in names if name.end <= each.outer_start]:
            again = bool(_PRONOUN.search(lead) and _VERB.search(lead))
            new = replace(new, named=(earlier[-1],), strength="sentence" if again else "before", shares=again)
        if each.mark == SOFT:
            new = replace(
                new, sure=new.strength == "beside" or (new.strength == "sentence" and lead.rstrip()[-1:] in {":", "："})
            )
        consumed = max(consumed, used)
        done.append(new)
    return _shared(text, done)


def _shared(text: str, done: list[Found]) -> list[Found]:
    """Quotations of one sentence share the attribution after the last of them."""
    for n in range(len(done) - 2, -1, -1):
        each, after = done[n], done[n + 1]
        between = text[each.outer_end : after.outer_start]
        named_here = each.strength in {"beside", "sentence"} and not each.shares
        if (
            not named_here
            and after.strength == "beside"
            and len(between) <= 120
            and not _SENTENCE_END.search(between)
            and not _ends_sentence(text, each)
        ):
            done[n] = replace(each, named=after.named, strength="sentence", shares=True)
    return done


def _ends_sentence(text: str, each: Found) -> bool:
    """Whether a sentence ends with the quotation, and a new one begins after it."""
    rest = text[each.outer_end :].lstrip(f" \n{CITATION}")
    return text[each.end - 1] in ".!?。！？" and bool(rest) and (rest[0].isupper() or rest[0] > "\u2e80")


def _goes_on(text: str, last: Found, at: int) -> bool:
    """Whether the sentence of a quotation goes on behind it and its attribution, which ends at *at*."""
    rest = text[at:].lstrip(f" \n,.;:)）{CITATION}")
    new = last.strength == "beside" and not last.shares and at > last.end + 1 and rest[:1].isupper()
    return not new and not _ends_sentence(text, last)


def _sentence_start(text: str, begin: int, end: int) -> int:
    """Where the sentence that leads to *end* begins, not before *begin*."""
    start = begin
    for match in _SENTENCE_END.finditer(text, begin, end):
        if match.end() < end and not _ABBREVIATION.search(text[max(begin, match.start() - 8) : match.start() + 1]):
            rest = text[match.end() : end]
            if rest.strip():
                start = match.end()
    return start


def _beside(text: str, each: Found, following: int, names: list[Named]) -> tuple[tuple[Named, ...], int, bool]:
    """Who is named right after the quotation, where that ends, and whether literature is cited there."""
    at = each.outer_end
    cited = False
    for _ in range(4):
        gap = _GAP.match(text, at, following)
        cited = cited or (gap is not None and CITATION in gap[0])
        start = gap.end() if gap else at
        closer = _CLOSERS.get(text[start]) if start < following else None
        if closer is None:
            break
        end = text.find(closer, start, following)
        if end < 0:
            break
        inside = [name for name in names if start < name.start and name.end <= end]
        if inside and not (len(text[start:end]) > 120):
            return tuple(inside), end + 1, cited
        cited = cited or looks_cited(text[start : end + 1])
        at = end + 1
    near = [name for name in names if at <= name.start < min(following, at + 48)]
    if near:
        lead = text[at : near[0].start]
        rest = text[near[0].end : near[0].end + 30]
        if _DASH.match(lead) and not re.match(rf"\s+(?:\w+\s+)?{_VERBS}\b", rest):
            return (near[0],), near[0].end, cited
        if _VERB_FIRST.fullmatch(lead) and not _SENTENCE_END.search(lead):
            return (near[0],), near[0].end, cited
    return (), at, cited


def _after_in_sentence(text: str, each: Found, following: int, names: list[Named]) -> tuple[Named, ...]:
    """Who is named later in the quotation's sentence: as in ``“…”, S03 told us``."""
    if _ends_sentence(text, each) and text[each.end - 1] in ".。":
        return ()
    stop = _SENTENCE_END.search(text, each.outer_end, following)
    end = stop.start() if stop else following
    inside = [name for name in names if each.outer_end <= name.start < end]
    if not inside:
        return ()
    first = inside[0]
    lead = text[each.outer_end : first.start]
    if lead.rstrip().endswith(("(", "（", "[")):
        return tuple(name for name in inside if name.end <= _close(text, first.end))
    if len(lead) <= 30 and _VERB.search(text, first.end, min(end, first.end + 40)):
        return (first,)
    return (first,) if len(lead) <= 60 and _VERB.search(lead) else ()


def _close(text: str, at: int) -> int:
    found = [i for each in ")）]" if (i := text.find(each, at)) >= 0]
    return min(found, default=len(text))


def _leading(text: str, start: int, end: int, names: list[Named]) -> tuple[Named, ...]:
    """Who is named in the sentence before the quotation: the one who speaks, where a verb tells; else all."""
    inside = [name for name in names if start <= name.start and name.end <= end]
    if len(inside) <= 1:
        return tuple(inside)
    last = inside[-1]
    if re.fullmatch(r"\s*(?:[(（][^()（）]{0,60}[)）])?\s*[:：,，]?\s*", text[last.end : end]):
        joined = text[inside[-2].end : last.start].strip()
        if joined not in {"and", "or", ",", "、", "和", "与", ", and", "&", "/"}:
            return (last,)
    speaking = [
        name
        for name, after in zip(inside, [*inside[1:], None], strict=True)
        if _VERB.search(text, name.end, min(end, after.start if after else end, name.end + 45))
    ]
    if len(speaking) == 1:
        said = speaking[0]
        index = inside.index(said)
        together = [said]
        while index and text[inside[index - 1].end : inside[index].start].strip() in {
            "and",
            ",",
            "、",
            "和",
            "与",
            ", and",
        }:
            index -= 1
            together.insert(0, inside[index])
        return tuple(together)
    return tuple(inside)


_CITED = re.compile(
    r"\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*(?:,\s*pp?\.[^\]]*)?\]|(?<!\d)(?:1[6-9]|20)\d\d[a-z]?\b|\bpp?\.\s*\d|et al|等[,，]\s*\d{4}|ibid",
    re.IGNORECASE,
)


def looks_cited(text: str) -> bool:
    """Whether a stretch in brackets refers to literature: ``[12]``, ``(Cao et al., 2021, p. 4)``."""
    return CITATION in text or bool(_CITED.search(text))


_TRAILING = re.compile(
    r"[\s.。]*(?:[(（\[【]([^()（）\[\]]{1,120})[)）\]】]|(?:-{1,3}|—{1,2}|–|―|\n)\s*([^\n.。!?]{1,80}))[\s.。]*\Z"
)
_BARE = re.compile(r"(?<=[.!?…”\"’。！？])\s*,?\s*([^\s”\"’」][^\n.。!?]{0,40})[\s.。]*\Z")


#: An attribution at the end of a block is not longer than this.
_TAIL = 400


def _trailing(text: str, end: int, labels: Labels) -> tuple[tuple[Named, ...], int] | None:
    """The attribution at the end of a block: who, and where the quotation ends; None: there is none."""
    base = max(0, end - _TAIL)
    tail = text[base:end]
    match = _TRAILING.search(tail)
    while match:
        group = 1 if match[1] is not None else 2
        named = labels.find(tail, match.start(group), match.end(group))
        if named:
            return _moved(named, base), base + match.start() + (0 if tail[match.start()] not in ".。" else 1)
        if group == 2 or not (looks_cited(match[0]) or re.search("emphas|italic|translat|着重|译", match[1] or "")):
            return None
        tail = tail[: match.start()]
        match = _TRAILING.search(tail)
    match = _BARE.search(tail)
    named = labels.find(tail, match.start(1), match.end(1)) if match else []
    if match and named and named[0].start == match.start(1) and not _VERB.search(match[1]):
        return (_moved(named, base), base + match.start()) if len(match[1]) <= len(named[0].written) + 30 else None
    return None


def _moved(named: list[Named], by: int) -> tuple[Named, ...]:
    return tuple(replace(each, start=each.start + by, end=each.end + by) for each in named)


def _whole(blocks: Sequence[Block], number: int, labels: Labels) -> Iterator[Found]:
    """A block quotation, or the turns of a dialogue that is quoted as one."""
    block = blocks[number]
    text = block.text
    cuts = sorted(
        [(m.start(1), m.end(), (), True) for m in _TURN.finditer(text)]
        + [
            (name.start, colon.end(), (name,), False)
            for name in labels.find(text)
            if (colon := re.match(r"\s*(?:[(（][^()（）]{0,60}[)）])?\s*[:：]\s*", text[name.end : name.end + 80]))
            and (colon := re.compile(r"\s*(?:[(（][^()（）]{0,60}[)）])?\s*[:：]\s*").match(text, name.end))
            and (name.start == 0 or text[name.start - 1] in '\n \t([（“"')
        ],
        key=lambda each: each[0],
    )
    if cuts and (len(cuts) > 1 or not text[: cuts[0][0]].strip(" \"“'‘[(")):
        ends = [*(cut[0] for cut in cuts[1:]), len(text)]
        for (_, begin, named, asked), end in zip(cuts, ends, strict=True):
            stop = len(text[:end].rstrip())
            if trailing := _trailing(text, stop, labels):
                stop = trailing[1]
            if text[begin:stop].strip():
                yield _trimmed(
                    text,
                    Found(
                        block=number,
                        start=begin,
                        end=stop,
                        outer_start=begin,
                        outer_end=end,
                        mark="",
                        named=tuple(named),
                        strength="beside" if named else "none",
                        asked=asked,
                    ),
                )
        return
    end = len(text)
    trailing = _trailing(text, end, labels)
    own: tuple[Named, ...] = trailing[0] if trailing else ()
    end = trailing[1] if trailing else end
    cited = block.cited or (not trailing and bool(_end_cited(text)))
    lead, strength = ("", "none") if own else _lead_in(blocks, number, labels)[0:2]
    named_before = () if own else _lead_in(blocks, number, labels)[2]
    previous = _previous_prose(blocks, number)
    found = Found(
        block=number,
        start=0,
        end=end,
        outer_start=0,
        outer_end=len(text),
        mark="",
        named=own or named_before,
        strength="beside" if own else strength,  # type: ignore[arg-type]
        cited=cited,
        before=lead or (previous.text[-200:] if previous else ""),
    )
    found = _trimmed(text, found)
    if found.end > found.start and (text[found.start : found.end].strip()):
        yield found


def _end_cited(text: str) -> bool:
    return CITATION in text[-60:] or bool(
        re.search(r"[(（\[][^()（）\[\]]*[)）\]][\s.。]*\Z", text) and looks_cited(text[-120:])
    )


def _trimmed(text: str, found: Found) -> Found:
    """Without the marks around all of it, and white space."""
    start, end = found.start, found.end
    while start < end and text[start] in " \n\t\u00a0\u3000“\"'‘「『«":
        start += 1
    while end > start and (
        text[end - 1].isspace() or text[end - 1] in '”"」』»' or (text[end - 1] in "'’" and found.start < start)
    ):
        end -= 1
    return replace(found, start=start, end=end)


def _previous_prose(blocks: Sequence[Block], number: int) -> Block | None:
    for block in reversed(blocks[max(0, number - 3) : number]):
        if block.kind in {"prose", "heading"}:
            return block
    return None


def _lead_in(blocks: Sequence[Block], number: int, labels: Labels) -> tuple[str, Strength, tuple[Named, ...]]:
    """Who the paragraph before leads to: named in its last sentence, or before."""
    block = _previous_prose(blocks, number)
    if block is None or block.kind != "prose":
        return "", "none", ()
    text = block.text.rstrip()
    start = _sentence_start(text, 0, len(text))
    names = labels.find(text)
    last = _leading(text, start, len(text), names)
    # A name in brackets after a quotation in that sentence belongs to that quotation.
    quotes = marked(text)
    last = tuple(n for n in last if not any(q.outer_end <= n.start <= q.outer_end + 3 for q in quotes))
    if last:
        return text[start:], "sentence" if text.endswith((":", "：", ",", "，")) else "before", last
    if names:
        return text[start:], "before", (names[-1],)
    return text[start:], "none", ()


def _shared_blocks(blocks: Sequence[Block], found: list[Found], labels: Labels) -> list[Found]:
    """Block quotations whose attribution stands in a paragraph of its own after them, or after the last of several."""
    for n in range(len(found) - 1, -1, -1):
        each = found[n]
        after = found[n + 1] if n + 1 < len(found) else None
        if (
            after is not None
            and each.mark
            and each.mark == after.mark
            and each.end == len(blocks[each.block].text)
            and after.block == each.block + 1
            and not after.outer_start
        ):  # a quotation of several paragraphs opens each of them, and is closed and attributed once
            first = each.named and each.strength != "before"
            found[n] = each if first else replace(each, named=after.named, strength=after.strength)
            if first and after.strength in {"none", "before"}:
                found[n + 1] = replace(after, named=each.named, strength=each.strength)
            continue
        if blocks[each.block].kind != "quote" or each.strength == "beside" or each.asked:
            continue
        below = each.block + 1
        if below >= len(blocks):
            continue
        text = blocks[below].text.strip()
        alone = re.fullmatch(r"[\s\[(（—–―-]*(.{1,80}?)[\s\])）.。]*", text)
        if alone and len(text) < 80 and (names := labels.find(text)) and names[0].start < 16 and not _VERB.search(text):
            found[n] = replace(each, named=tuple(names), strength="beside")
        elif (
            blocks[below].kind == "quote"
            and n + 1 < len(found)
            and found[n + 1].block == below
            and found[n + 1].strength == "beside"
            and each.strength in {"none", "before"}
            and blocks[each.block].text.lstrip()[:1] in '“"「‘'
            and blocks[each.block].text.rstrip()[-1:] not in '”"」’'
        ):
            found[n] = replace(each, named=found[n + 1].named, strength="sentence", shares=True)
    return found


def _row(blocks: Sequence[Block], number: int) -> list[int]:
    row = blocks[number].row
    return [
        n for n in range(max(0, number - 30), min(len(blocks), number + 31)) if row is not None and blocks[n].row == row
    ]


def _row_names(blocks: Sequence[Block], number: int, labels: Labels) -> tuple[Named, ...]:
    """Who the other cells of the row name, where a cell is little more than a name."""
    for n in _row(blocks, number):
        if n != number and len(blocks[n].text) <= 60 and (names := labels.find(blocks[n].text)):
            return tuple(names)
    return ()


def _cell(blocks: Sequence[Block], number: int, labels: Labels) -> Iterator[Found]:
    block = blocks[number]
    text = block.text
    if sum(1 for _ in words(text)) < 4:
        return
    trailing = _trailing(text, len(text), labels)
    named = trailing[0] if trailing else _row_names(blocks, number, labels)
    head = _header(blocks, number)
    if named or head:
        found = Found(
            block=number,
            start=0,
            end=trailing[1] if trailing else len(text),
            outer_start=0,
            outer_end=len(text),
            mark="",
            named=named,
            strength="beside" if trailing else "sentence" if named else "none",
            sure=head,
        )
        yield _trimmed(text, found)


def _header(blocks: Sequence[Block], number: int) -> bool:
    """Whether the column of the cell is headed as one of quotations."""
    own = blocks[number]
    first = number
    while first and blocks[first - 1].kind == "cell":
        first -= 1
    return any(
        blocks[n].column == own.column
        and blocks[n].row != own.row
        and len(blocks[n].text) < 60
        and bool(_HEADER.search(blocks[n].text))
        for n in range(first, min(first + 12, number))
        if blocks[n].row == blocks[first].row
    )


def _unmarked(number: int, text: str, labels: Labels) -> Iterator[Found]:
    """A paragraph that ends with somebody's label and has no marks: it may be a block quotation that lost its layout."""
    trailing = _trailing(text, len(text), labels)
    start = 0
    names = labels.find(text, 0, 60)
    if not trailing and names and not text[: names[0].start].strip(" ([（【"):
        colon = _COLON.match(text, names[0].end)
        if colon:
            trailing, start = ((names[0],), len(text)), colon.end()
    if trailing and sum(1 for _ in words(text, start, trailing[1])) >= 5:
        found = Found(
            block=number,
            start=start,
            end=trailing[1],
            outer_start=0,
            outer_end=len(text),
            mark="",
            named=trailing[0],
            strength="beside",
            sure=False,
        )
        yield _trimmed(text, found)
