"""What reading returns: the value, and everything that was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from imcommerce_qual.model.problem import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """A value as far as it could be read, and the problems met on the way; None where nothing could be read."""

    value: T
    problems: tuple[Problem, ...] = ()
