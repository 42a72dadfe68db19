"""What shows, in the words around a quotation, that somebody speaks, asks, or is cited; and where sentences end."""

from __future__ import annotations

import re

from imcommerce_qual.core.quoting.found import Found
from imcommerce_qual.model.manuscript import CITATION

VERBS = (
    r"(?:sa(?:id|ys?|ying)|tells?|told|explain(?:s|ed|ing)|not(?:es|ed|ing)|recall(?:s|ed|ing)|describ(?:es|ed|ing)|puts?|"
    r"mention(?:s|ed|ing)|comment(?:s|ed|ing)|add(?:s|ed|ing)|stat(?:es|ed|ing)|report(?:s|ed|ing)|shar(?:es|ed|ing)|"
    r"answer(?:s|ed)|repl(?:ies|ied)|remark(?:s|ed|ing)|argu(?:es|ed|ing)|complain(?:s|ed)|admit(?:s|ted)|joked?|"
    r"emphasi[sz](?:es|ed|ing)|stress(?:es|ed)|reflect(?:s|ed|ing)|observ(?:es|ed)|respond(?:s|ed)|recount(?:s|ed)|"
    r"continu(?:es|ed)|express(?:es|ed)|call(?:s|ed)|felt|feels|believ(?:es|ed)|remember(?:s|ed)|insist(?:s|ed)|"
    r"illustrat(?:es|ed)|articulat(?:es|ed)|elaborat(?:es|ed)|summari[sz](?:es|ed)|words?|account|laugh(?:s|ed)|"
    r"worr(?:ies|ied)|conced(?:es|ed)|confess(?:es|ed)|claim(?:s|ed)|speaks?|spoke|quoted?|"
    r"说|表示|提到|谈到|谈及|认为|指出|回忆|解释|告诉|坦言|讲|补充|强调|描述|所言|回答|感叹|直言|称|觉得|坦承|形容|提及|道)"
)
VERB = re.compile(rf"(?<![A-Za-z]){VERBS}(?![A-Za-z])")
SENTENCE_END = re.compile(r"(?:[.!?…][\"'”’)\]]*(?=\s+[^a-z\s])|[。！？][”’」』）]*|\n)")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|etc|al|approx|no|fig|dr|mr|mrs|ms)\.|\b[A-Z]\.)$", re.IGNORECASE)
PRONOUN = re.compile(
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
_CITED = re.compile(
    r"\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*(?:,\s*pp?\.[^\]]*)?\]|(?<!\d)(?:1[6-9]|20)\d\d[a-z]?\b|\bpp?\.\s*\d|et al|等[,，]\s*\d{4}|ibid",
    re.IGNORECASE,
)


def looks_cited(text: str) -> bool:
    """Whether a stretch in brackets refers to literature: ``[12]``, ``(Cao et al., 2021, p. 4)``."""
    return CITATION in text or bool(_CITED.search(text))


def ends_sentence(text: str, each: Found) -> bool:
    """Whether a sentence ends with the quotation, and a new one begins after it."""
    rest = text[each.outer_end :].lstrip(f" \n{CITATION}")
    return text[each.end - 1] in ".!?。！？" and bool(rest) and (rest[0].isupper() or rest[0] > "\u2e80")


def sentence_start(text: str, begin: int, end: int) -> int:
    """Where the sentence that leads to *end* begins, not before *begin*."""
    start = begin
    for match in SENTENCE_END.finditer(text, begin, end):
        if match.end() < end and not _ABBREVIATION.search(text[max(begin, match.start() - 8) : match.start() + 1]):
            rest = text[match.end() : end]
            if rest.strip():
                start = match.end()
    return start
