"""What does the same as each key of the screens, on the command line: for screen readers, and for scripts."""

from __future__ import annotations

from collections.abc import Mapping

_READ = "imqual show TRANSCRIPT"
_FIND = "imqual find WORDS TRANSCRIPT"
_SPAN = "imqual apply TRANSCRIPT CODE --at START:END"
_AMEND = "imqual amend ID"

#: By the name of the action: a command, as it is typed. What only moves the cursor is reading or finding there.
COMMANDS: Mapping[str, str] = {
    **dict.fromkeys(("character-back", "character-on", "word-back", "word-on"), f"{_READ} --json"),
    **dict.fromkeys(("row-up", "row-down", "page-up", "page-down", "row-start", "row-end", "first", "last"), _READ),
    **dict.fromkeys(("clause-back", "clause-on", "sentence-back", "sentence-on", "turn-back", "turn-on"), _READ),
    **dict.fromkeys(("speaker-back", "speaker-on"), f"{_FIND} --speaker WHO"),
    **dict.fromkeys(("uncoded-on", "uncoded-back"), f"{_READ} --uncoded"),
    **dict.fromkeys(("coding-on", "coding-back"), f"{_READ} --coded"),
    "across": f"{_READ} --json",
    "sentence": "imqual apply TRANSCRIPT CODE --quote …",
    "turn": "imqual apply TRANSCRIPT CODE --quote … --turn N",
    **dict.fromkeys(("visual", "other-end", "clear"), _SPAN),
    **{f"extend-{step}-{way}": _SPAN for step in ("character", "word", "clause") for way in ("on", "back")},
    **dict.fromkeys(("extend-row-up", "extend-row-down"), _SPAN),
    "choose-code": "imqual apply TRANSCRIPT CODE --quote …",
    "same-again": "imqual apply TRANSCRIPT CODE --quote …",
    "new-code": "imqual apply TRANSCRIPT --new LABEL --quote …",
    "undo": "imqual undo TRANSCRIPT",
    "redo": "imqual redo TRANSCRIPT",
    "next-here": f"{_READ} --coded --json",
    "change-code": f"{_AMEND} --code CODE",
    "change-ends": f"{_AMEND} --at START:END",
    "memo": f"{_AMEND} --memo …",
    "memo-editor": f"{_AMEND} --memo …",
    "exemplar": f"{_AMEND} --exemplar",
    "unsure": f"{_AMEND} --unsure",
    "stance": f"{_AMEND} --stance STANCE --toward FINDING",
    "uncode": "imqual uncode ID",
    **dict.fromkeys(("search", "search-on", "search-back"), _FIND),
    "lost": "imqual transcript lost TRANSCRIPT",
    "filter": f"{_READ} --code CODE",
    "translation": _READ,
    "tree": "imqual codebook show",
    **dict.fromkeys(("detail", "detail-on"), "imqual codebook show CODE"),
    "light": "imqual code TRANSCRIPT --light",
    "complete": "imqual done TRANSCRIPT",
    "next-transcript": "imqual status",
    "choose-transcript": "imqual status",
    "help": "imqual --help",
    "quit": "imqual status",
}

_LIST = "imqual review CODE --list"

#: The same for the review screen.
REVIEW_COMMANDS: Mapping[str, str] = {
    **dict.fromkeys(("next", "back", "next-open", "first", "last", "refresh"), _LIST),
    **dict.fromkeys(("page-down", "page-up", "scroll-down", "scroll-up", "context", "translation"), _LIST),
    **dict.fromkeys(("other-column", "compare", "interleave"), "imqual review CODE --with CODE --list"),
    "open": "imqual show TRANSCRIPT",
    "definition": "imqual codebook show CODE",
    "choose-code": _SPAN,
    "confirm": "imqual confirm ID",
    "split": "imqual split ID",
    "keep-words": f"{_AMEND} --keep",
    **{f"take-{n}": f"{_AMEND} --take N" for n in range(1, 10)},
    **{
        name: COMMANDS[name]
        for name in ("change-code", "uncode", "change-ends", "exemplar", "unsure", "stance", "memo", "memo-editor")
    },
    **{name: COMMANDS[name] for name in ("undo", "redo", "light", "clear", "help", "quit")},
}

_COMPARE = "imqual compare"
_DECIDE = "imqual decide ID"

#: The same for the screen of a meeting.
RECONCILE_COMMANDS: Mapping[str, str] = {
    **dict.fromkeys(("next", "back", "next-open", "first", "last", "refresh", "order"), _COMPARE),
    **dict.fromkeys(("page-down", "page-up", "scroll-down", "scroll-up", "context", "translation"), _READ),
    "search": f"{_COMPARE} TRANSCRIPT --code CODE --kind KIND",
    **{f"take-coder-{n}": f"{_DECIDE} --take CODER --why …" for n in range(1, 10)},
    **{how: f"{_DECIDE} --{how} --why …" for how in ("both", "neither", "union", "intersection", "postpone")},
    "change-ends": f"{_DECIDE} --at START:END",
    "change-code": f"{_DECIDE} --code CODE --at START:END",
    "one-more": f"{_DECIDE} --code CODE --at START:END --code CODE --at START:END",
    "undo": "imqual decide --undo",
    **dict.fromkeys(("needs-rule", "needs-rule-editor"), f"{_DECIDE} --both --change ID"),
    "by-rule": "imqual decide --rule RULE",
    "shared": "imqual decide --shared",
    "settled": f"{_DECIDE} --revoke",
    "deciders": f"{_DECIDE} --both --by NAMES",
    "definition": "imqual codebook show CODE",
    **{name: COMMANDS[name] for name in ("light", "help")},
    **dict.fromkeys(("clear", "quit"), _COMPARE),
}
