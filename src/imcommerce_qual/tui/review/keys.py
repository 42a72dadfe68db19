"""Every action of the review screen and its keys. What the coding screen has too has the same name and key there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from imcommerce_qual.tui.keymap import ACTIONS, Action, Keymap, group_of, keymap

#: Actions of the coding screen that choose words, at work while ends are changed or a coding is split.
_WALKING = ("Move", "Select")
_LEFT_OUT = {"uncoded-on", "uncoded-back", "coding-on", "coding-back", "speaker-on", "speaker-back", "across"}
_ROWS = {"row-up", "row-down", "row-start", "row-end", "extend-row-up", "extend-row-down", "page-up", "page-down"}
#: How many candidates have a key of their own.
TAKEN = 9

REVIEW_ACTIONS: tuple[Action, ...] = (
    *group_of(
        "Move",
        ("next", "down j ]", "the next excerpt"),
        ("back", "up k [", "the last excerpt"),
        ("next-open", "N", "the next that is not settled"),
        ("page-down", "pagedown space", "a screen down"),
        ("page-up", "pageup", "a screen up"),
        ("scroll-down", "ctrl+down", "a row down, in an excerpt longer than the screen"),
        ("scroll-up", "ctrl+up", "a row up"),
        ("first", "ctrl+home home", "the first excerpt"),
        ("last", "ctrl+end end G", "the last excerpt"),
        ("other-column", "tab", "the other code's excerpts, when comparing"),
        ("open", "enter", "the coding screen at this place; leaving it comes back here"),
    ),
    *group_of(
        "Decide",
        ("change-code", "C", "another code"),
        ("choose-code", "' +", "one more code on the same words"),
        ("confirm", "y", "right also under the newer definition: it is stale no more"),
        ("uncode", "D delete", "take it off"),
        ("split", "x", "split in two: choose where with the keys that move, then enter"),
        ("change-ends", "A", "other ends: the keys that select, then enter"),
        ("exemplar", "*", "exemplar, or not"),
        ("unsure", "!", "unsure, or not"),
        ("stance", "T", "supports, qualifies or contradicts a finding"),
        ("memo", "M", "memo"),
        ("memo-editor", "E", "memo in your $EDITOR"),
        ("undo", "U ctrl+z", "undo what you did last, in whichever transcript"),
        ("redo", "R ctrl+y", "redo"),
    ),
    *group_of(
        "Words that were edited",
        ("keep-words", "w", "the words as they are now"),
        *((f"take-{n}", str(n), f"candidate {n}") for n in range(1, TAKEN + 1)),
    ),
    *group_of(
        "Show",
        ("compare", "c", "compare with another code; again: no more"),
        ("interleave", "i", "when comparing: two columns, or one in order of the text"),
        ("definition", "d", "more or less of the definition"),
        ("context", "z", "more or less of what was said around"),
        ("translation", "V", "translations, or not"),
        ("refresh", "ctrl+r", "gather anew: what is settled goes"),
        ("light", "ctrl+l", "light or dark"),
        ("clear", "escape", "leave what was begun"),
        ("help", "? f1", "every key"),
        ("quit", "Q ctrl+q", "leave; everything is saved already"),
    ),
)

#: The keys while words are chosen: the coding screen's, and two that end it.
CHOOSING_ACTIONS: tuple[Action, ...] = tuple(
    action
    for action in ACTIONS
    if action.group in _WALKING and action.name not in _LEFT_OUT | _ROWS | {"visual", "turn", "clear", "first", "last"}
) + group_of(
    "Choosing words",
    ("turn", "enter", "save"),
    ("clear", "escape", "leave it as it was"),
    ("change-ends", "A", "save"),
    ("scroll-down", "down", "a row down"),
    ("scroll-up", "up", "a row up"),
)


@dataclass(frozen=True, slots=True)
class ReviewKeys:
    """The keys of the review screen, and those while words are chosen."""

    reviewing: Keymap
    choosing: Keymap


def review_keys(changes: Mapping[str, Any] | None = None) -> ReviewKeys:
    """The keys as they come, with a user's *changes*.

    Raises:
        WrongUseError: there is no such action, or two actions are given one key.
    """
    return ReviewKeys(keymap(changes, REVIEW_ACTIONS), keymap(changes, CHOOSING_ACTIONS))
