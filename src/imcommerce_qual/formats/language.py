"""Which language a transcript is in, as far as its script says."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")


def guess_language(text: str) -> str:
    """``zh`` where Chinese characters outnumber Latin words, else ``en``: a guess, for the caller to say so.

    >>> guess_language("我用微信 WeChat 买东西"), guess_language("I buy on WeChat (微信)")
    ('zh', 'en')
    """
    return "zh" if len(_HAN.findall(text)) > len(_LATIN_WORD.findall(text)) else "en"
