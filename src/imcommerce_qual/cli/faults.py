"""Where whatever stops a command becomes a message on stderr and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from imcommerce_qual.actions.errors import ActionError
    from imcommerce_qual.model.problem import Problem


class ExitCode(IntEnum):
    """What the shell is told."""

    DONE = 0
    PROBLEMS = 1
    WRONG_USE = 2
    NO_STUDY = 3
    BUSY = 4
    FAULT = 70
    INTERRUPTED = 130


def say(*lines: str) -> None:
    """Talk: to stderr, never mixed with data."""
    for line in lines:
        print(line, file=sys.stderr)


@contextmanager
def exits() -> Iterator[None]:
    """Turn errors of the library into messages and exit codes."""
    try:
        yield
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        say("interrupted; what was reported as written is written")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        # Whoever read our output has read enough; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitCode.DONE) from None
    except (typer.Exit, SystemExit):
        raise
    except Exception as error:  # every command ends here: a user gets a sentence, never a traceback
        code = _report(error)
        if code is None:
            raise
        raise typer.Exit(code) from None


def _report(error: Exception) -> ExitCode | None:
    """Say what happened; None leaves usage errors to Typer."""
    if hasattr(error, "exit_code") and hasattr(error, "show"):
        return None
    from imcommerce_qual.actions.errors import ActionError, BusyError, WrongUseError
    from imcommerce_qual.core.evidence import AlteredExcerptError
    from imcommerce_qual.store.workspace import NoStudyError

    match error:
        case NoStudyError():
            _problems(error.problems)
            say(f"imqual: {error}", "  start one with `imqual init DIR`, or name one with --study DIR")
            return ExitCode.NO_STUDY
        case BusyError():
            say(f"imqual: {error}", *_remedy(error.remedy))
            return ExitCode.BUSY
        case WrongUseError():
            say(f"imqual: {error}", *_remedy(error.remedy))
            return ExitCode.WRONG_USE
        case ActionError():
            _problems(getattr(error, "problems", ()))
            say(f"imqual: {error}", *_remedy(error.remedy), *_candidates(error))
            return ExitCode.PROBLEMS
        case AlteredExcerptError():
            say(
                f"imqual: the excerpt {error} is not the transcript's text, so nothing was printed",
                "  `imqual check` names the line; restore it",
            )
            return ExitCode.PROBLEMS
        case OSError():
            say(f"imqual: {error.strerror or type(error).__name__}: {error.filename or ''}".rstrip(": "))
            return ExitCode.PROBLEMS
    return _fault(error)


def _fault(error: Exception) -> ExitCode:
    """A fault of ours: its place, never its message, which may hold a participant's words."""
    if os.environ.get("IMQUAL_DEBUG"):
        traceback.print_exception(error)
    else:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno}"
        say(
            f"imqual: a fault in imqual itself: {type(error).__name__} in {place}",
            "  nothing that was reported as written is lost; please report this line",
            "  (IMQUAL_DEBUG=1 shows the whole trace, which may hold words of the interviews)",
        )
    return ExitCode.FAULT


def _remedy(remedy: str) -> list[str]:
    return [f"  {remedy}"] if remedy else []


def _candidates(error: ActionError) -> list[str]:
    found = getattr(error, "candidates", ())
    return [
        f"  turn {each.turn} ({each.span.start}:{each.span.end}) {each.speaker}: "
        + f"{each.before}[{each.words}]{each.after}".replace("\n", " ")
        for each in found[:20]
    ] + ([f"  … and {len(found) - 20} more"] if len(found) > 20 else [])


def _problems(problems: Iterable[Problem]) -> None:
    from imcommerce_qual.render.problems import render_problem

    for problem in problems:
        say(render_problem(problem), "")
