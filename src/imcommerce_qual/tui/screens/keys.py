"""Every key, with what it does."""

from __future__ import annotations

from textwrap import wrap

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from imcommerce_qual.tui.keymap import ACTIONS, Action, Keymap
from imcommerce_qual.tui.screens.closing import Closing

#: Columns of the box, and those for the keys in it.
WIDEST = 90
_KEYS = 26


class KeysScreen(Closing[None]):
    """The keys as they are now, remapped ones too; arrows scroll, any other key closes."""

    CSS = """
    KeysScreen { align: center middle; }
    KeysScreen > VerticalScroll { width: 90%; max-width: 90; height: 90%; background: $surface;
                                  border: solid $primary; padding: 0 1; }
    """

    def __init__(
        self,
        keys: Keymap,
        actions: tuple[Action, ...] = ACTIONS,
        *,
        more: tuple[Keymap, tuple[Action, ...]] | None = None,
    ) -> None:
        super().__init__()
        self.keys = keys
        self.actions = actions
        self.more = more

    def compose(self) -> ComposeResult:
        """One list."""
        with VerticalScroll():
            # Border, padding and the bar at the side take six columns.
            width = min(WIDEST, self.app.size.width * 9 // 10) - 6
            text = keys_text(self.keys, self.actions, width)
            if self.more is not None:
                text.append("\nWhile words are chosen\n", Style(bold=True, reverse=True))
                text.append_text(keys_text(*self.more, width))
            yield Static(text, markup=False)

    def on_key(self, event: events.Key) -> None:
        """Scroll, or close."""
        scroll = self.query_one(VerticalScroll)
        moves = {
            "down": scroll.scroll_down,
            "up": scroll.scroll_up,
            "pagedown": scroll.scroll_page_down,
            "pageup": scroll.scroll_page_up,
        }
        event.stop()
        event.prevent_default()
        if event.key in moves:
            moves[event.key](animate=False)
        else:
            self.answer(None)


def keys_text(keys: Keymap, actions: tuple[Action, ...] = ACTIONS, width: int = WIDEST) -> Text:
    """All actions by group, with their keys, in so many columns; what they do stands in a column of its own."""
    found = Text(
        "Letters are codes: the codebook shows which. All other keys:\n" if actions is ACTIONS else "Every key:\n"
    )
    group = ""
    for action in actions:
        if action.group != group:
            group = action.group
            found.append(f"\n{group}\n", Style(bold=True))
        listed = "  ".join(keys.keys_of(action.name)) or "(no key)"
        found.append(f"  {listed:<{_KEYS}}", Style(bold=True))
        beside = max(_KEYS, len(listed))
        lines = wrap(action.text, max(20, width - beside - 2))
        found.append(f"\n{' ' * (beside + 2)}".join(lines) + "\n")
    found.append("\nOther keys for an action: [keys] in imqual/config.toml, e.g. ")
    found.append('same-again = "x"\n', Style(bold=True))
    found.append("Names of the actions: ")
    found.append(", ".join(action.name for action in actions) + "\n", Style(dim=True))
    return found
