"""What a walk through LaTeX has gathered so far: the text of one block, and the blocks before it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from imcommerce_qual.formats.manuscripts.chars import Chars, block_of
from imcommerce_qual.model.manuscript import Block, BlockKind


@dataclass(slots=True)
class Macro:
    """A command of the draft's own: how many arguments it takes, the first one's default, what it stands for."""

    arguments: int
    default: Chars | None
    body: Chars


@dataclass(slots=True)
class Scribe(ABC):
    """Gathers characters into blocks; :meth:`walk` is what the one does who reads."""

    blocks: list[Block] = field(default_factory=list)
    current: list[Chars] = field(default_factory=list)
    macros: dict[str, Macro] = field(default_factory=dict)
    environments: dict[str, BlockKind] = field(default_factory=dict)
    kinds: list[tuple[str, BlockKind]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    cited: bool = False
    quotes: int = 0

    @abstractmethod
    def walk(self, chars: Chars, depth: int) -> None:
        """Read everything in *chars*."""

    @property
    def kind(self) -> BlockKind:
        """What the text is that stands here."""
        return self.kinds[-1][1] if self.kinds else "prose"

    def flush(self) -> None:
        """What was gathered is a block."""
        cell = self.kind == "cell"
        block = block_of(
            Chars.joined(self.current),
            self.kind,
            row=self.row if cell else None,
            column=self.column if cell else None,
            cited=self.cited,
        )
        self.current.clear()
        if block is not None:
            self.blocks.append(block)

    def aside(self, chars: Chars, kind: BlockKind, depth: int) -> None:
        """A footnote, heading or caption: a block of its own, in the midst of another."""
        kept, self.current = self.current, []
        self.kinds.append(("", kind))
        self.walk(chars, depth + 1)
        self.flush()
        self.kinds.pop()
        self.current = kept
