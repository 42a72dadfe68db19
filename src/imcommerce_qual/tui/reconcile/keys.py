"""Every action of the meeting's screen and its keys. What other screens have too has the same name and key there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from imcommerce_qual.tui.keymap import Action, Keymap, group_of, keymap
from imcommerce_qual.tui.review.keys import CHOOSING_ACTIONS

#: So many coders have a key of their own.
CODERS = 9
TAKE_CODER = "take-coder-"
ONE_MORE = "one-more"

RECONCILE_ACTIONS: tuple[Action, ...] = (
    *group_of(
        "Move",
        ("next", "down j ]", "the next disagreement"),
        ("back", "up k [", "the last disagreement"),
        ("next-open", "N", "the next that nobody postponed (apart: that you said nothing about)"),
        ("first", "ctrl+home home", "the first disagreement"),
        ("last", "ctrl+end end G", "the last disagreement"),
        ("search", "/", "to any disagreement: by id, transcript, code, kind, words"),
        ("order", "o", "order: by codes, by transcript, unsure ones first"),
        ("page-down", "pagedown space", "a screen down, in a passage longer than the screen"),
        ("page-up", "pageup", "a screen up"),
        ("scroll-down", "ctrl+down", "a row down"),
        ("scroll-up", "ctrl+up", "a row up"),
    ),
    *group_of(
        "Settle",
        *((f"{TAKE_CODER}{n}", str(n), f"the codings of coder {n} stand") for n in range(1, CODERS + 1)),
        ("both", "b", "all of them stand"),
        ("neither", "n", "none of them stands"),
        ("union", "u", "one coding, from the first word to the last of any"),
        ("intersection", "i", "one coding, of the words that all of them coded"),
        ("change-ends", "A e", "new ends: the keys that select, then enter; + there: one more coding"),
        ("change-code", "C '", "another code: choose it, then the words; + there: one more coding"),
        ("postpone", "p", "postpone: it stays open, on purpose"),
        ("undo", "U ctrl+z", "take back what was settled last, also yesterday"),
    ),
    *group_of(
        "More than one",
        ("needs-rule", "r", "this needs a rule: change the codebook's entry; the decision names the change"),
        ("needs-rule-editor", "R", "the same in your $EDITOR"),
        ("by-rule", "B", "settle all of a kind by a rule: it is shown first what that does"),
        ("shared", "S", "accept all that every coder proposed alike"),
        ("settled", "l", "what was settled: read it, open it again; rules as a whole"),
        ("deciders", "w", "who decides"),
    ),
    *group_of(
        "Show",
        ("definition", "d", "more or less of the definitions"),
        ("context", "z", "more or less of what was said around"),
        ("translation", "V", "translations, or not"),
        ("refresh", "ctrl+r", "read everything again"),
        ("light", "ctrl+l", "light or dark"),
        ("clear", "escape", "leave what was begun"),
        ("help", "? f1", "every key"),
        ("quit", "Q ctrl+q", "leave; everything is saved already, and goes on here next time"),
    ),
)

MORE_ACTIONS: tuple[Action, ...] = group_of(
    "Choosing words",
    (ONE_MORE, "+ &", "keep this, and choose one more code and its words: all of them stand"),
)
#: The keys while the words of a new coding are chosen: those of the other screens, and one that asks for one more.
MAKING_ACTIONS: tuple[Action, ...] = CHOOSING_ACTIONS + MORE_ACTIONS


@dataclass(frozen=True, slots=True)
class ReconcileKeys:
    """The keys of the meeting, and those while new ends are chosen."""

    meeting: Keymap
    choosing: Keymap


def reconcile_keys(changes: Mapping[str, Any] | None = None) -> ReconcileKeys:
    """The keys as they come, with a user's *changes*.

    Raises:
        WrongUseError: there is no such action, or two actions are given one key.
    """
    return ReconcileKeys(keymap(changes, RECONCILE_ACTIONS), keymap(changes, MAKING_ACTIONS))
