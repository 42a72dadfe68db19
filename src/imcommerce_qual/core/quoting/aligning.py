"""The words of a quotation laid against what was said: where it is the same, and what is missing, added or other.

A semi-global alignment: all of the quotation, any stretch of the words said. Costs below; the rows are computed by
numpy, so that a quotation of a hundred words against a whole interview takes milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

#: Another word in the place of one.
OTHER = 1.05
#: A word that nobody said.
ADDED = 1.1
#: Words that were said and are not quoted: the first of them, and each.
DROP, DROP_EACH = 0.95, 0.03
#: Words of the author's own in brackets stand for at most so many.
PUT_FOR = 6
#: Where an ellipsis could leave out more or less, it leaves out less.
_NEAR = 0.0005
_PUT_EACH = 0.01

#: Codes of the signs in a quotation, beside numbers of words (0 and above) and ``UNKNOWN``, a word that nobody said.
UNKNOWN, LEFT_OUT, PUT_IN = -1, -2, -3

Numbers = npt.NDArray[np.int32]
Op = Literal["same", "other", "added", "dropped", "left out", "put in"]


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of an alignment: tokens ``[q0, q1)`` of the quotation, words ``[w0, w1)`` of what was said."""

    op: Op
    q0: int
    q1: int
    w0: int
    w1: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Steps in order, from the first word of the quotation to the last, and what they cost."""

    steps: tuple[Step, ...]
    cost: float


def align(quoted: list[int], said: Numbers) -> Alignment:
    """The cheapest way to lay all of *quoted* along some stretch of *said*.

    Args:
        quoted: codes of the quotation's tokens.
        said: numbers of the words that were said, shape ``(n,)``.
    """
    m, n = len(quoted), len(said)
    if not m or not n:
        return Alignment((Step("added", 0, m, 0, 0),) if m else (), ADDED * m)
    at = np.arange(n + 1, dtype=np.float64)
    rows = np.zeros((m + 1, n + 1))
    bases = np.zeros((m + 1, n + 1))
    for i, code in enumerate(quoted, 1):
        before = rows[i - 1]
        if code == LEFT_OUT:
            rows[i] = np.minimum.accumulate(before - _NEAR * at) + _NEAR * at
        elif code == PUT_IN:
            best = before.copy()
            for d in range(1, min(PUT_FOR, n) + 1):
                np.minimum(best[d:], before[:-d] + _PUT_EACH * d, out=best[d:])
            rows[i] = best
        else:
            base = bases[i]
            base[0] = before[0] + ADDED
            np.minimum(before[:-1] + OTHER * (said != code), before[1:] + ADDED, out=base[1:])
            rows[i] = np.minimum(base, np.minimum.accumulate(base - DROP_EACH * at) + DROP_EACH * at + DROP)
    end = int(np.argmin(rows[m]))
    return Alignment(tuple(_merged(_back(quoted, said, rows, bases, end))), float(rows[m, end]))


def _back(
    quoted: list[int], said: Numbers, rows: npt.NDArray[np.float64], bases: npt.NDArray[np.float64], j: int
) -> list[Step]:
    steps: list[Step] = []
    i = len(quoted)
    while i:
        code = quoted[i - 1]
        before = rows[i - 1]
        value = rows[i, j]
        if code == LEFT_OUT:
            k = int(np.argmin(before[: j + 1] + _NEAR * (j - np.arange(j + 1))))
            steps.append(Step("left out", i - 1, i, k, j))
            i, j = i - 1, k
        elif code == PUT_IN:
            low = max(0, j - PUT_FOR)
            k = low + int(np.argmin(before[low : j + 1] + _PUT_EACH * (j - np.arange(low, j + 1))))
            steps.append(Step("put in", i - 1, i, k, j))
            i, j = i - 1, k
        else:
            if value < bases[i, j] - 1e-9:
                k = int(np.argmin(bases[i, :j] + DROP_EACH * (j - np.arange(j))))
                steps.append(Step("dropped", i, i, k, j))
                j = k
            if j and abs(bases[i, j] - before[j - 1] - OTHER * (said[j - 1] != code)) < 1e-9:
                steps.append(Step("same" if said[j - 1] == code else "other", i - 1, i, j - 1, j))
                i, j = i - 1, j - 1
            else:
                steps.append(Step("added", i - 1, i, j, j))
                i -= 1
    return steps[::-1]


def _merged(steps: list[Step]) -> list[Step]:
    """Neighbours of one kind as one; what is other, added and dropped side by side is one other."""
    found: list[Step] = []
    for each in steps:
        last = found[-1] if found else None
        if last is not None and last.op == each.op == "same":
            found[-1] = Step("same", last.q0, each.q1, last.w0, each.w1)
        elif last is not None and {last.op, each.op} <= {"other", "added", "dropped"}:
            q0, q1, w0, w1 = last.q0, each.q1, last.w0, each.w1
            op: Op = "added" if w0 == w1 else "dropped" if q0 == q1 else "other"
            found[-1] = Step(op, q0, q1, w0, w1)
        else:
            found.append(each)
    return found
