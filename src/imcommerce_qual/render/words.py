"""Small pieces of wording that every output shares."""

from __future__ import annotations

from datetime import datetime


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "coding"), count(3, "coding"), count(2, "study", "studies")
    ('1 coding', '3 codings', '2 studies')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def when(at: datetime) -> str:
    """A time for people: the date and the minute, UTC."""
    return at.strftime("%Y-%m-%d %H:%M")


def of(number: int, total: int, noun: str) -> str:
    """``9 of 12 participants``.

    >>> of(9, 12, "participant"), of(1, 1, "participant")
    ('9 of 12 participants', '1 of 1 participant')
    """
    return f"{number} of {total} {noun}{'' if total == 1 else 's'}"


def turns(numbers: tuple[int, ...]) -> str:
    """``turn 12`` or ``turns 12–14``.

    >>> turns((12,)), turns((12, 13, 14))
    ('turn 12', 'turns 12–14')
    """
    return f"turn {numbers[0]}" if len(numbers) == 1 else f"turns {numbers[0]}–{numbers[-1]}"


def number_words(number: float) -> str:
    """A number for people: whole, or with two decimals; what rounds to nothing has no sign.

    >>> number_words(3), number_words(0.5), number_words(-0.001)
    ('3', '0.50', '0.00')
    """
    return f"{number:d}" if isinstance(number, int) else f"{number:.2f}".replace("-0.00", "0.00")
