"""What the columns of a list of codes are called: in our own exports, in other programs, in Chinese, in theses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

#: Names of columns by the field that they hold, the likelier first where a table has several.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "code id", "codeid", "编码id", "代码id", "编码编号", "编号"),
    "path": ("path", "hierarchical name", "code path", "full name", "路径", "编码路径", "完整名称"),
    "label": (
        *("label", "code label", "code name", "codename", "name", "code", "codes", "tag", "node", "node name", "title"),
        *("编码名称", "代码名称", "节点名称", "标签", "名称", "编码", "代码", "节点", "概念"),
    ),
    "parent": (
        *("parent", "parent code", "parent id", "parent node", "parent name", "parent tag", "obercode", "category"),
        *("上级编码", "上级", "父编码", "父节点", "父级", "上位编码", "上级节点", "所属类别", "类别"),
    ),
    "level": ("level", "depth", "层级", "级别"),
    "short": ("short", "in short", "short description", "brief definition", "summary", "简述", "简要定义", "简介"),
    "definition": (
        *("definition", "full definition", "description", "meaning", "memo", "code memo", "comment", "comments"),
        *("定义", "编码定义", "描述", "说明", "含义", "解释", "备注", "备忘录"),
    ),
    "use_when": (
        *("use when", "when to use", "inclusion criteria", "inclusion", "include"),
        *("何时使用", "使用时机", "适用情形", "适用情况", "纳入标准", "使用规则"),
    ),
    "not_when": (
        *("not when", "when not to use", "exclusion criteria", "exclusion", "exclude"),
        *("何时不用", "不适用情形", "不适用情况", "不适用", "排除标准"),
    ),
    "example": ("example", "examples", "typical example", "anchor example", "示例", "例子", "举例", "例句", "典型例句"),
    "origin": ("origin", "来源", "编码来源"),
    "support": ("support", "literature", "依据", "文献", "文献依据"),
    "aliases": ("aliases", "alias", "also called", "synonyms", "other names", "别名", "同义词", "又称"),
    "key": ("key", "hotkey", "shortcut", "快捷键"),
    "color": ("color", "colour", "farbe", "颜色"),
    "rolls_up": ("rolls up", "counted in its parent", "计入上级"),
}
#: Columns of our own exports that are counted anew wherever codes are used.
COUNTED = frozenset(
    {
        *("excerpts", "own", "its own", "participants", "of", "who", "unfinished", "only in unfinished"),
        *("excerpt", "an excerpt", "translation", "place", "provenance"),
    }
)
_LEVELS = re.compile(
    r"(?:level|ebene|stufe|tier|层级?|级别?)\s*(\d)\Z|(\d)\s*级(?:编码|节点|代码)?\Z|([一二三四五])级(?:编码|节点|代码|类别)?\Z"
)
_CHINESE_DIGITS = "一二三四五"


def plain_title(title: str) -> str:
    """A column's title as it is compared: without case, width, and signs that say nothing.

    >>> plain_title(" Code_Name: "), plain_title("編碼（Code）")
    ('code name', '編碼(code)')
    """
    words = unicodedata.normalize("NFKC", title).casefold().replace("_", " ").replace("-", " ")
    return " ".join(words.split()).strip(" :*#.")


def level_of(title: str) -> int | None:
    """Which level of the tree a column holds, from 1, where each level has a column of its own.

    >>> level_of("Level 2"), level_of("三级编码"), level_of("Level")
    (2, 3, None)
    """
    found = _LEVELS.match(plain_title(title))
    if found is None:
        return None
    digit = found[1] or found[2]
    return int(digit) if digit else _CHINESE_DIGITS.index(found[3]) + 1


def recognise(titles: Sequence[str]) -> dict[str, int]:
    """Which column holds which field; a column holds one, and a field stands in one."""
    plain = [plain_title(title) for title in titles]
    found: dict[str, int] = {}
    for field, names in NAMES.items():
        for name in names:
            column = next((n for n, each in enumerate(plain) if each == name and n not in found.values()), None)
            if column is not None:
                found[field] = column
                break
    # Our own workbook calls the id “Code”, beside the label; elsewhere the code is its label.
    if "id" not in found and "code" in plain and "label" in found and plain[found["label"]] != "code":
        found["id"] = plain.index("code")
    return found


def levels(titles: Sequence[str]) -> tuple[int, ...]:
    """The columns that hold one level of the tree each, the top first; none unless there are at least two."""
    found = sorted((level, n) for n, title in enumerate(titles) if (level := level_of(title)) is not None)
    return tuple(n for _, n in found) if len(found) > 1 else ()
