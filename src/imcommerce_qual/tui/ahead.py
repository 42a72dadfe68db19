"""Keys that come faster than screens open: over a slow line many arrive at once, and each must reach its own screen.

Textual hands a key to whatever has the focus when it arrives, and opens and closes screens a little later. A memo's
first letters would then be codes, and a command after it part of the memo.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Generic, TypeVar

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

#: A part of the screen that is closed meanwhile never answers: after so many seconds it is not waited for.
PATIENCE = 0.25
#: A key opens or closes a few screens at most; one that is not open yet is looked at again after a moment.
_ROUNDS, _MOMENT = 100, 0.005

Result = TypeVar("Result")
Hand = Callable[[events.Event], Awaitable[None]]


class TypeAhead(Generic[Result]):
    """One key at a time: the next is handed on when everything that the last one set off is done."""

    def __init__(self, app: App[Result], hand: Hand) -> None:
        self._app = app
        self._hand = hand
        self._waiting: deque[events.Event] = deque()
        self._settling: asyncio.Task[None] | None = None

    async def take(self, event: events.Event) -> None:
        """Hand the key on at once, or, while the last one is at work, after it."""
        if self._settling is not None and not self._settling.done():
            self._waiting.append(event)
            return
        await self._hand(event)
        self._settling = asyncio.create_task(self._settle())

    async def _settle(self) -> None:
        await self._quiet()
        while self._waiting:
            await self._hand(self._waiting.popleft())
            await self._quiet()

    async def _quiet(self) -> None:
        """When what has the focus, everything around it, and the app have nothing left to do, and it stays so."""
        for _ in range(_ROUNDS):
            if not self._app.is_running:
                return
            before = self._top()
            for pump in before:
                await _done(pump)
            if before != self._top():
                continue
            if self._is_open():
                return
            await asyncio.sleep(_MOMENT)

    def _top(self) -> tuple[MessagePump, ...]:
        """What has the focus, what it stands in, up to the app."""
        screen = self._app.screen
        return tuple((screen.focused or screen).ancestors_with_self)

    def _is_open(self) -> bool:
        """Whether the screen takes keys: it has put the focus where it belongs, or has nothing to put it on."""
        screen = self._app.screen
        return screen.is_mounted and (screen.focused is not None or not screen.focus_chain)


async def _done(pump: MessagePump) -> None:
    """When the pump has worked off what it has got so far."""
    done = asyncio.Event()
    if pump.is_running and pump.call_later(done.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), PATIENCE)
