"""A fault of one line of a file of events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from imcommerce_qual.model.problem import Fault, Severity


class EventLines(Protocol):
    """A file of events, with its name and the line on which each event stands."""

    @property
    def file(self) -> str:
        """Its path in the study."""

    @property
    def lines(self) -> Mapping[str, int]:
        """By the events' ids."""


def line_fault(
    found: EventLines, event: str, code: str, message: str, remedy: str, *, field: str, severity: Severity = "error"
) -> Fault:
    """What is wrong with *field* of that event."""
    return Fault(
        code=code,
        message=message,
        remedy=remedy,
        file=found.file,
        line=found.lines.get(event),
        path=(field,),
        severity=severity,
    )
