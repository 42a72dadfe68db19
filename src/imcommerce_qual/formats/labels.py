"""Whether a few words before a colon are a speaker's label, judged by their form; and labels as we allow them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache
from typing import Literal

from imcommerce_qual.model.transcript import Role

#: *role* a usual word for a role, *tool* a transcription tool's invention, *name* written like a name, *word* one word
#: in lower case, *phrase* several; *never* is no label unless somebody says so.
Form = Literal["role", "tool", "name", "word", "phrase", "never"]

LONGEST_LABEL = 60

_ASKING = """
i int int. iv interviewer interviewerin interviewers mod mod. moderator moderatorin facilitator host researcher q
question questioner journalist reporter
问 問 访 訪 访谈者 訪談者 访谈人 訪談人 访问者 訪問者 采访者 採訪者 采访人 訪員 访员 主持人 主持 研究者 研究员 研究員
记者 記者 提问者 提問者 访谈员
"""
_ANSWERING = """
p participant respondent interviewee informant answer befragte befragter answerer
答 受访者 受訪者 受访人 受訪人 被访者 被訪者 被采访者 参与者 參與者 回答者 被访谈者
"""
_NEVER = """
note notes nb ps example examples date time place location duration title subject topic file project transcriber
transcript transcription language recorded recording length audio video format interview http https ftp mailto file www
tel email e-mail mail url link links source sources warning edit update tip summary abstract keywords chapter part
section step figure table from to cc re fwd attachment version participants speakers attendees consent age gender
so yes no yeah yep nope well and but or okay ok right now then also because however first second third finally anyway
look listen see like maybe actually basically thanks thank you he she they we you it this that there here what why how
when where who which if for in on at as by of the a an
wow sure exactly absolutely great cool nice awesome correct perfect hmm mhm uh um ah oh hello hi hey bye welcome please
sorry good fine never always totally definitely interesting amazing
日期 时间 時間 地点 地點 时长 時長 主题 主題 题目 題目 备注 備註 注 註 录音 錄音 整理 记录 記錄 附件 编号 編號
语言 語言 例如 比如 譬如 所以 但是 可是 因为 因為 然后 然後 其实 其實 就是 首先 其次 最后
最後 结果 結果 总之 總之 另外 还有 還有 而且 访谈时间 访谈日期 访谈地点 訪談時間 訪談日期 訪談地點 录音时长 参与人员
出席 性别 年龄 职业 问题 問題 回答如下 如下
第一 第二 第三 好 好的 对 對 是 嗯 不 没有 沒有
"""
_DETAILS = """
date time place location duration title subject topic file project transcriber transcribed language recorded recording
length audio participants speakers attendees age gender
日期 时间 時間 地点 地點 时长 時長 主题 主題 题目 題目 录音 錄音 整理 记录 記錄 编号 編號 语言 語言 访谈时间 访谈日期
访谈地点 訪談時間 訪談日期 訪談地點 录音时长 参与人员 出席 性别 年龄 职业
"""
_OPENINGS = "i he she they we you it this that there and but so then"
_SMALL_WORDS = "de da di du la le van von der den bin al and of the"
ASKING, ANSWERING, NEVER, DETAILS = (frozenset(words.split()) for words in (_ASKING, _ANSWERING, _NEVER, _DETAILS))

_NUMBERED = re.compile(r"(.*?[^\W\d_])[ _#-]?(?:\d{1,3}|[A-Z])")
_TOOL = re.compile(
    r"(?:(?:unknown )?speaker(?:[ _-]?(?:\d{1,3}|[A-Z]))?|(?:说话人|說話人|发言人|發言人|讲话人|說話者|说话者) ?\d{0,3}"
    r"|未知(?:说话人|发言人))",
    re.IGNORECASE,
)
_PRONOUNS = frozenset(_OPENINGS.split())
_PRONOUN_HAN = re.compile(r"[我他她你您它咱这那這]|大家|人家|有人|别人")
_SAYING_HAN = re.compile(r".+(?:[说說道想问問答是讲講喊叫写寫了的]|如下|一下|觉得|覺得)")
_PARTICLES = frozenset(_SMALL_WORDS.split())
_SENTENCE = re.compile(r"[,?!;，。？！；、“”\"…•|<>{}]|\.(?=\w{5}|\.)|\w{5,}\.(?!\w)")
_INITIALS = re.compile(r"(?:\w\. ?)+")
_HAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


@lru_cache(maxsize=4096)
def label_form(label: str) -> Form:
    """How much *label* is written like a speaker's label.

    >>> [label_form(each) for each in ("Interviewer", "SPEAKER_00", "Jon Lawitts", "唐鳳", "anna", "the old one")]
    ['role', 'tool', 'name', 'name', 'word', 'phrase']
    >>> [label_form(each) for each in ("He said", "http", "12", "Note", "他说")]
    ['never', 'never', 'never', 'never', 'never']
    """
    words = label.split()
    if usual_role(label) is not None:
        return "role"
    if _TOOL.fullmatch(label):
        return "tool"
    if not words or len(label) > 40 or len(words) > 5 or _SENTENCE.search(label) or not _letters(label):
        return "never"
    if label.endswith(".") and not _INITIALS.fullmatch(label):
        return "never"
    if (
        label.casefold() in NEVER
        or _unnumbered(label) in NEVER
        or (len(words) > 1 and words[0].casefold() in _PRONOUNS)
    ):
        return "never"
    if _HAN.search(label):
        return _han_form(label)
    if all(_like_a_name(word) for word in words):
        return "name"
    return "word" if len(words) == 1 else "phrase"


def _han_form(label: str) -> Form:
    if len(label) == 1:
        return "word" if _PRONOUN_HAN.match(label) else "name"
    if _PRONOUN_HAN.match(label):
        return "never"
    return "phrase" if len(label) > 10 or _SAYING_HAN.fullmatch(label) else "name"


def _letters(label: str) -> bool:
    return any(char.isalpha() for char in label) and (label[0].isalnum() or label[0] in "(（_<")


def _like_a_name(word: str) -> bool:
    first = word.lstrip("(（'’-")[:1]
    caseless = first.isalpha() and first.upper() == first.lower()
    return first.isupper() or first.isdigit() or caseless or first in {"", "&", "/"} or word.casefold() in _PARTICLES


def usual_role(label: str) -> Role | None:
    """The role that a usual word for it says, with or without a number; None for anybody's name.

    >>> usual_role("Interviewer 2"), usual_role("受访者A"), usual_role("P03"), usual_role("Audrey")
    ('interviewer', 'participant', 'participant', None)
    """
    bare = _unnumbered(label)
    if label.casefold() in ASKING or bare in ASKING:
        return "interviewer"
    if label.casefold() in ANSWERING or bare in ANSWERING or bare in {"s", "r"}:
        return "participant"
    return None


def _unnumbered(label: str) -> str:
    """The folded label without its number; empty where it has none."""
    numbered = _NUMBERED.fullmatch(label)
    return numbered[1].casefold() if numbered else ""


def says_nobody(label: str) -> bool:
    """Whether every interview may have this label for another person: a role without a number, a tool's invention.

    >>> says_nobody("P"), says_nobody("Speaker 2"), says_nobody("P03"), says_nobody("Audrey")
    (True, True, False, False)
    """
    return len(label) == 1 or label.casefold() in ANSWERING or _TOOL.fullmatch(label) is not None


def legal_label(label: str) -> str:
    """*label* as our transcripts allow it: no colon or bracket, one space between words, not beginning with # or =.

    >>> [legal_label(each) for each in ("  Anna  [A]: ", "# 1", "::", "唐鳳：")]
    ['Anna A', '1', 'speaker', '唐鳳']
    """
    kept = "".join(" " if char in ":：[]" else char for char in label if char.isspace() or not _control(char))
    return " ".join(kept.split()).lstrip("#= ")[:LONGEST_LABEL].strip() or "speaker"


def legal_id(label: str) -> str:
    """*label* as a participant's id: letters of any script, digits, `_` and `-`.

    >>> legal_id("Jon Lawitts"), legal_id("唐鳳"), legal_id("(?)")
    ('Jon-Lawitts', '唐鳳', 'participant')
    """
    return re.sub(r"[^\w-]+", "-", label).strip("-_") or "participant"


def folded_name(name: str) -> str:
    """Two names that fold to the same differ at most by case and width."""
    return unicodedata.normalize("NFKC", name).casefold()


def unlike(name: str, taken: Container[str], joint: str) -> str:
    """*name*, or with the first number from 2 that makes it unlike every folded name in *taken*.

    >>> unlike("S03", {"s03", "s03-2"}, "-")
    'S03-3'
    """
    number, free = 1, name
    while folded_name(free) in taken:
        number += 1
        free = f"{name}{joint}{number}"
    return free


def _control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"}
