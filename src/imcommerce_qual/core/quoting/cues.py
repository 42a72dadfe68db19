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
    r"sagt(?:en?)?|meint(?:en?)?|erzählt(?:en?)?|berichtet(?:en?)?|erklärt(?:en?)?|beschr(?:eibt|ieb)|schildert(?:e|en)?|"
    r"betont(?:en?)?|nennt|nannte|ergänzt(?:en?)?|antwortet(?:en?)?|erinnert(?:e|en)?|formuliert(?:e|en)?|laut|zufolge|"
    r"dit|disait|raconte|explique|précise|affirme|ajoute|déclare|décrit|répond|confie|selon|"
    r"dijo|dice|explicó|comentó|señaló|contó|afirmó|según|"
    r"说|表示|提到|谈到|谈及|认为|指出|回忆|解释|告诉|坦言|讲|补充|强调|描述|所言|回答|感叹|直言|称|觉得|坦承|形容|提及|道)"
)
VERB = re.compile(rf"(?<![A-Za-z]){VERBS}(?![A-Za-z])")
SENTENCE_END = re.compile(r"(?:[.!?…][\"'”’)\]]*(?=\s+[^a-z\s])|[。！？][”’」』）]*|\n)")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|etc|al|approx|no|fig|dr|mr|mrs|ms)\.|\b[A-Z]\.)$", re.IGNORECASE)
PRONOUN = re.compile(
    r"\b(?:he|she|they|the same (?:participant|interviewee|informant|buyer|seller))\b|他|她|该受访者|同一位",
    re.IGNORECASE,
)
#: What gives things named in a row to others in a row, one by one.
RESPECTIVELY = re.compile(r"\brespectively\b|\bin that order\b|\bjeweils\b|分别|依次", re.IGNORECASE)
#: What shows that somebody's words follow, though nobody is named.
CUE = re.compile(
    r"\b(?:participants?|interviewees?|informants?|respondents?|one (?:of|buyer|user|woman|man|mother|recommender|seller)|"
    r"another|several|others|buyers?|recommenders?|sellers?|users?|said|told (?:us|me)|recalled|explained|describ\w+|"
    r"in (?:his|her|their) (?:own )?words|Befragte\w*|Interview(?:te|partner)\w*|Teilnehme\w+|Proband\w*|"
    r"participante?s|enquêtée?s?|entrevistad\w+)\b|受访者|被访者|参与者|访谈对象|用户|有人|说|表示|谈到",
    re.IGNORECASE,
)
#: What shows that the interviewers' words follow.
QUESTION = re.compile(
    r"\b(?:we|I|interviewers?|researchers?|author|were|was) (?:then |also |first |always )?ask(?:ed|ing)?\b|"
    r"\basked (?:them|him|her|participants|everyone|all|whether|about|us|each)\b|\bquestions?\b|\bprompt(?:ed|s)?\b|\bprobe[ds]?\b|"
    r"interview (?:guide|protocol)|\b(?:interviewer|moderator|researcher)s?\s*[:：]|"
    r"\b(?:our|leading|opening|first|last) (?:phrase|wording|words)\b|\b(?:by|from) us\b|"
    r"\binterviewers?['’]s?\s+(?:\w+\s+){0,2}$|\binterviewer(?:['’]s)?\s+(?:had\s+)?(?:put|opening|suggest|said|words)|"
    r"\bgefragt\b|\bFragen?\b|\bwir fragten|\bnous (?:avons )?demand|\bpreguntamos|"
    r"访谈提纲|提问|我们问|问道|问题",
    re.IGNORECASE,
)
#: What shows, behind a quotation, that it is the interviewers' own.
OURS = re.compile(
    r"[\s,;]*(?:(?:was|were|is|are)\s+)?(?:(?:what|how|as|which)\s+)?(?:we|I|the interviewers?)\s+"
    r"(?:had\s+|then\s+|always\s+)?(?:told|asked|said|put|offered|explained|promised|read)\b|"
    r"[\s,;]*(?:(?:was|were|is)\s+)?(?:our|the interviewer['’]s)\s+(?:phrase|wording|words|question|opening)\b",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*(?:,\s*pp?\.[^\]]*)?\]|(?<!\d)(?:1[6-9]|20)\d\d[a-z]?\b|\bpp?\.\s*\d|et al|等[,，]\s*\d{4}|ibid",
    re.IGNORECASE,
)


_NEAR = (
    r"(?:room-?mate|flat-?mate|class-?mate|wife|husband|partner|spouse|mother|father|mum|mom|dad|parent|daughter|son|child|"
    r"sister|brother|sibling|friend|colleague|co-?worker|neighbou?r|relative|aunt|uncle|cousin|grand\w+|carer|caregiver|"
    r"assistant|customer|boss|companion)"
)


def near(text: str, label: str) -> bool:
    """Whether somebody is spoken of who is only near the one called *label*.

    >>> near("A roommate of S07 said", "S07"), near("S07's wife said", "S07"), near("S07, a mother, said", "S07")
    (True, True, False)
    """
    name = re.escape(label)
    return bool(
        re.search(rf"\b{_NEAR}s?\s+of\s+{name}\b", text, re.IGNORECASE)
        or re.search(rf"\b{name}['’]s\s+(?:\w+\s+)?{_NEAR}\b", text, re.IGNORECASE)
        or re.search(
            rf"{re.escape(label)}的?(?:室友|舍友|同学|妻子|丈夫|老公|老婆|母亲|父亲|妈妈|爸爸|女儿|儿子|朋友|同事|邻居|姐|妹|哥|弟)",
            text,
        )
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
