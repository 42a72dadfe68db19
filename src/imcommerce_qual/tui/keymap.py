"""Every action of the coding screen, the keys that do it, and how a user gives it others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.core.nearest import suggest


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a key does. Keys are written as they are typed (``)``), or by name (``ctrl+right``)."""

    name: str
    keys: tuple[str, ...]
    text: str
    group: str


def group_of(group: str, *rows: tuple[str, str, str]) -> tuple[Action, ...]:
    """Actions of one group: name, keys with spaces between them, what it does."""
    return tuple(Action(name, tuple(keys.split()), text, group) for name, keys, text in rows)


ACTIONS: tuple[Action, ...] = (
    *group_of(
        "Move",
        ("character-back", "left", "a character back"),
        ("character-on", "right", "a character on"),
        ("row-up", "up", "a row up"),
        ("row-down", "down", "a row down"),
        ("word-back", "ctrl+left B", "a word back (in Chinese, a character)"),
        ("word-on", "ctrl+right W", "a word on"),
        ("clause-back", ",", "a clause back"),
        ("clause-on", ";", "a clause on"),
        ("sentence-back", "(", "a sentence back"),
        ("sentence-on", ")", "a sentence on"),
        ("turn-back", "{ ctrl+up", "a turn back"),
        ("turn-on", "} ctrl+down", "a turn on"),
        ("speaker-back", "K", "the last turn of the same speaker"),
        ("speaker-on", "J", "the next turn of the same speaker"),
        ("page-up", "pageup", "a screen up"),
        ("page-down", "pagedown", "a screen down"),
        ("row-start", "home", "to the beginning of the row"),
        ("row-end", "end", "to the end of the row"),
        ("first", "ctrl+home", "to the beginning of the transcript"),
        ("last", "ctrl+end G", "to the end of the transcript"),
        ("uncoded-on", "N", "the next turn of a participant without codings"),
        ("uncoded-back", "P", "the last turn of a participant without codings"),
        ("coding-on", "]", "the next coding"),
        ("coding-back", "[", "the last coding"),
        ("across", "L", "to the translation of this turn, and back"),
    ),
    *group_of(
        "Select",
        ("sentence", "space", "the sentence; again: the next one too; after coding: the next one"),
        ("turn", "enter", "the turn; again: the next one too"),
        ("visual", "v", "visual mode: every move selects"),
        ("other-end", "O", "move the other end of the selection from now on"),
        ("extend-character-on", "shift+right", "the end a character on"),
        ("extend-character-back", "shift+left", "the end a character back"),
        ("extend-word-on", "ctrl+shift+right >", "the end a word on"),
        ("extend-word-back", "ctrl+shift+left <", "the end a word back"),
        ("extend-clause-on", ".", "the end a clause on"),
        ("extend-clause-back", ":", "the end a clause back"),
        ("extend-row-up", "shift+up", "the end a row up"),
        ("extend-row-down", "shift+down", "the end a row down"),
        ("clear", "escape", "nothing selected; leave what was begun"),
    ),
    *group_of(
        "Code",
        ("choose-code", "' +", "put a code on, by letters of its id, label or alias; nothing selected: look it up"),
        ("same-again", "=", "the same code again"),
        ("new-code", "I", "a new code from the words selected, proposed to the codebook's owner"),
        ("undo", "U ctrl+z", "undo, without limit"),
        ("redo", "R ctrl+y", "redo"),
    ),
    *group_of(
        "The coding under the cursor",
        ("next-here", "tab", "another of the codings here"),
        ("change-code", "C", "another code"),
        ("change-ends", "A", "other ends: select them, then enter"),
        ("memo", "M", "memo"),
        ("memo-editor", "E", "memo in your $EDITOR"),
        ("exemplar", "*", "exemplar, or not"),
        ("unsure", "!", "unsure, or not"),
        ("stance", "T", "supports, qualifies or contradicts a finding"),
        ("uncode", "D delete", "take it off"),
        ("lost", "X", "codings whose words were edited: a list, to settle them"),
    ),
    *group_of(
        "Find and show",
        ("search", "/", "search the transcript"),
        ("search-on", "ctrl+n", "the next place found"),
        ("search-back", "ctrl+p", "the last place found"),
        ("filter", "F", "show only one code and those below it; again: all"),
        ("translation", "V", "translation beside, below, or away"),
        ("tree", "H", "codebook shown or hidden"),
        ("detail", "Z", "more room for memo and definition; again: less"),
        ("detail-on", "ctrl+d", "read on in memo and definition"),
        ("light", "ctrl+l", "light or dark"),
    ),
    *group_of(
        "Transcripts",
        ("complete", "Y", "this transcript is read and coded to the end; again: it is not"),
        ("next-transcript", "ctrl+f", "the next transcript"),
        ("choose-transcript", "S", "another transcript"),
        ("help", "? f1", "every key"),
        ("quit", "Q ctrl+q", "leave; everything is saved already"),
    ),
)
NAMES = {action.name: action for action in ACTIONS}


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which action each key does; codes have all other keys. ``changes`` are the user's own, for every screen."""

    by_key: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)

    def action(self, key: str, character: str | None) -> str | None:
        """What a key press does: by the character typed, or by the key's name."""
        return (self.by_key.get(character) if character else None) or self.by_key.get(key)

    def keys_of(self, name: str) -> tuple[str, ...]:
        """The keys of an action."""
        return tuple(key for key, action in self.by_key.items() if action == name)

    @property
    def reserved(self) -> frozenset[str]:
        """Single characters that no code's key may begin with."""
        return frozenset(key for key in self.by_key if len(key) == 1)


def all_names() -> frozenset[str]:
    """The names of the actions of every screen: a user's keys are one list for all of them."""
    from imcommerce_qual.tui.reconcile.keys import MAKING_ACTIONS, RECONCILE_ACTIONS
    from imcommerce_qual.tui.review.keys import REVIEW_ACTIONS

    return frozenset(action.name for action in (*ACTIONS, *REVIEW_ACTIONS, *RECONCILE_ACTIONS, *MAKING_ACTIONS))


def keymap(changes: Mapping[str, Any] | None = None, actions: tuple[Action, ...] = ACTIONS) -> Keymap:
    """The keys as they come, with a user's *changes*: action to a key, or a list of keys; an empty list takes it away.

    Changes of actions that are not among *actions* are of another screen, and do nothing here.

    Raises:
        WrongUseError: there is no such action on any screen, or two actions are given one key.
    """
    changes = changes or {}
    known = {action.name for action in actions}
    given: dict[str, tuple[str, ...]] = {}
    for name, keys in changes.items():
        if name not in known and name not in all_names():
            raise WrongUseError(f"[keys] has no action `{name}`", suggest(name, sorted(all_names())))
        listed = [keys] if isinstance(keys, str) else keys
        if not isinstance(listed, list) or not all(isinstance(key, str) and key for key in listed):
            raise WrongUseError(f"[keys] {name} should be a key, or a list of keys", f'write: {name} = "x"')
        if name in known:
            given[name] = tuple(listed)
    by_key: dict[str, str] = {}
    for name, own in given.items():
        for key in own:
            if by_key.setdefault(key, name) != name:
                raise WrongUseError(
                    f"[keys] `{key}` is given to {by_key[key]} and to {name}", "give one of them another"
                )
    for action in actions:
        for key in () if action.name in given else action.keys:
            by_key.setdefault(key, action.name)
    return Keymap(by_key, changes)


def read_keymap(path: Path) -> Keymap:
    """The keys of the coding screen, with the ``[keys]`` of the user's configuration file, where there is one.

    Raises:
        WrongUseError: the file cannot be read, or its ``[keys]`` are wrong.
    """
    return keymap(read_changes(path))


def read_changes(path: Path) -> Mapping[str, Any]:
    """The ``[keys]`` of the user's configuration file.

    Raises:
        WrongUseError: the file cannot be read, or they are no table.
    """
    if not path.is_file():
        return {}
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("keys", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongUseError(f"{path} cannot be read: {error}", "put it right, or move it away") from None
    if not isinstance(found, dict):
        raise WrongUseError(f"`keys` in {path} is no table", "write [keys], and a line for each action below it")
    return found
