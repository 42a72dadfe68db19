"""How long commands take, and how much memory, beside what Python itself takes on this machine now.

    python benchmarks/run.py [--runs 9] [--size 1] [--json FILE]

Each command runs in a fresh interpreter (the ``imqual`` beside this Python), in a study's folder; its output is thrown
away. Measured are wall time, from just before the process is started until it has ended, and peak resident memory as
the kernel counts it. A small interpreter starts each process and waits for it: Linux counts into a process's peak what
the process that started it had. The figure is the median of the runs. What is measured takes turns, round after round,
so that a slow minute of the machine falls on all alike, the two yardsticks too: ``python -c pass`` and
``python -c 'import pandas'``. Ratios travel between machines, seconds do not.

*cold*: without the study's ``.imqual`` cache; *warm*: with it. The disk's cache is warm in both, since every command is
run once before. The package and what it needs are byte-compiled first. Studies: a copy of the example, and a generated
one of 500 transcripts of 5,000 words with 50,000 codings (times ``--size``), kept in the temporary folder.

A command that fails is not timed but reported, and the exit code is then 1. Aims are printed as met or not met, and
change no exit code. Linux and macOS only.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

PYTHON = Path(sys.executable)
IMQUAL = PYTHON.with_name("imqual")
HERE = Path(__file__).parent
TRANSCRIPTS, CODINGS = 500, 50_000
#: Something is run at least so often, and then again while it has taken less than so many seconds in all.
AT_LEAST, PATIENCE = 3, 20.0
#: After so many seconds a command has failed.
TOO_LONG = 300
#: Starts a command, waits for it, and writes seconds, peak memory and exit code to a file descriptor.
STARTER = """
import posix, sys, time
report, *command = sys.argv[1:]
began = time.perf_counter()
child = posix.posix_spawn(command[0], command, posix.environ)
_, status, used = posix.wait4(child, 0)
seconds = time.perf_counter() - began
posix.write(int(report), f"{seconds} {used.ru_maxrss} {posix.waitstatus_to_exitcode(status)}".encode())
"""


class FailedError(Exception):
    """A command did not do what was measured; the message says how it ended."""


@dataclass(frozen=True)
class Run:
    """One run of a command."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Aim:
    """What is aimed at, in words, and whether a measure has met it, given the seconds that bare Python takes."""

    words: str
    met: Callable[[Measure, float], bool]


@dataclass
class Measure:
    """A command, in which folder, and the runs of it so far; ``failure`` says why there are none."""

    name: str
    command: list[str]
    study: str = ""
    folder: Path = HERE
    cold: bool = False
    aim: Aim | None = None
    runs: list[Run] = field(default_factory=list)
    failure: str = ""

    @property
    def seconds(self) -> float:
        return statistics.median(run.seconds for run in self.runs)

    @property
    def megabytes(self) -> float:
        return statistics.median(run.megabytes for run in self.runs)

    def wants_more(self, runs: int) -> bool:
        """Whether it should take part in one more round."""
        spent = sum(run.seconds for run in self.runs)
        return not self.failure and len(self.runs) < runs and (len(self.runs) < AT_LEAST or spent < PATIENCE)

    def once(self) -> Run | None:
        """Run it; where it fails, say so and never again."""
        if self.cold:
            shutil.rmtree(self.folder / ".imqual", ignore_errors=True)
        try:
            return run_command(self.command, self.folder)
        except FailedError as error:
            self.failure = str(error)
            self.runs.clear()
            return None


def run_command(command: list[str], folder: Path) -> Run:
    """Run it in *folder*, with the environment of a user who has set nothing.

    Raises:
        FailedError: it ended with another exit code than 0, or not at all.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("IMQUAL_")}
    environment = {**kept, "NO_COLOR": "1", "COLUMNS": "100"}
    reading, writing = os.pipe()
    with tempfile.TemporaryFile() as said, os.fdopen(reading) as report:
        process = subprocess.Popen(
            [PYTHON, "-I", "-S", "-c", STARTER, str(writing), *command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            pass_fds=[writing],
            start_new_session=True,
        )
        os.close(writing)
        try:
            process.wait(timeout=TOO_LONG)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise FailedError(f"no end after {TOO_LONG} s") from None
        figures = report.read().split()
        said.seek(0)
        words = " / ".join(said.read(2000).decode("utf-8", "replace").strip().splitlines()[-2:])
    if not figures:
        raise FailedError(f"could not be started: {words}")
    if int(figures[2]) != 0:
        raise FailedError(f"exit code {figures[2]}: {words or 'it said nothing'}")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB on Linux
    return Run(float(figures[0]), int(figures[1]) * unit / 1e6)


def at_most(ratio: float) -> Aim:
    """At most so many times the seconds of bare Python."""
    return Aim(f"≤ {ratio:g} × bare", lambda measure, bare: measure.seconds <= ratio * bare)


BIG = Aim("< 3 s, < 300 MB", lambda measure, _: measure.seconds < 3 and measure.megabytes < 300)


def measures(example: Path, big: Path, *, whole: bool) -> list[Measure]:
    """What is measured, the two yardsticks first; the big study has aims only at its whole size."""
    imqual = str(IMQUAL)
    return [
        Measure("python -c pass", [str(PYTHON), "-c", "pass"]),
        Measure("python -c 'import pandas'", [str(PYTHON), "-c", "import pandas"]),
        Measure("--help", [imqual, "--help"], aim=at_most(6)),
        Measure("--version", [imqual, "--version"]),
        Measure("status", [imqual, "status"], "example", example, cold=True, aim=at_most(20)),
        Measure("status", [imqual, "status"], "example", example, aim=at_most(10)),
        Measure("find cheap", [imqual, "find", "cheap"], "example", example),
        Measure("themes", [imqual, "themes"], "example", example),
        Measure("status", [imqual, "status"], "generated", big, cold=True),
        Measure("status", [imqual, "status"], "generated", big),
        Measure("find umbrella", [imqual, "find", "umbrella"], "generated", big),
        Measure("themes", [imqual, "themes"], "generated", big, aim=BIG if whole else None),
    ]


def measure_all(wanted: list[Measure], runs: int) -> None:
    """Once unmeasured, then round after round."""
    for each in wanted:
        _say(f"trying {_title(each)}")
        each.once()
    for n in range(runs):
        for each in wanted:
            if each.wants_more(runs):
                _say(f"round {n + 1} of {runs}: {_title(each)}")
                run = each.once()
                if run is not None:
                    each.runs.append(run)
    _say("")


def _say(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)


def _title(measure: Measure) -> str:
    state = "" if not measure.study else " (cold)" if measure.cold else " (warm)"
    return f"{measure.name}{state}"


def generated(size: float) -> Path:
    """The generated study of that size: kept from the last time, or made now."""
    from generate import Size, write_study

    wanted = Size(transcripts=max(1, round(TRANSCRIPTS * size)), codings=round(CODINGS * size))
    made_by = hashlib.sha256((HERE / "generate.py").read_bytes()).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / "imqual-benchmarks" / f"{wanted.transcripts}-{wanted.codings}-{made_by}"
    if not folder.exists():
        print(f"generating {folder}", file=sys.stderr)
        partial = folder.with_name(f"{folder.name}.{os.getpid()}")
        write_study(partial, wanted)
        partial.rename(folder)
    return folder


def byte_compile() -> None:
    """As an installer does, whatever PYTHONDONTWRITEBYTECODE says: else every run would compile everything again."""
    import imcommerce_qual

    package = Path(imcommerce_qual.__file__).parent
    print(f"byte-compiling {package} and the packages beside this Python", file=sys.stderr)
    compileall.compile_dir(package, quiet=2, workers=0)
    compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2, workers=0)


def table(wanted: list[Measure]) -> Iterator[str]:
    """A line a measure; ratios are to the two yardsticks, which come first."""
    bare, pandas = wanted[:2]
    yield f"{'':<28}{'study':<11}{'s':>8}{'min':>8}{'max':>8}{'n':>4}{'× bare':>9}{'× pandas':>10}{'MB':>7}  aim"
    for each in wanted:
        start = f"{_title(each):<28}{each.study:<11}"
        if each.failure:
            yield f"{start} FAILED, {each.failure}"
            continue
        low, high = min(run.seconds for run in each.runs), max(run.seconds for run in each.runs)
        ratios = f"{_ratio(each, bare):>9}{_ratio(each, pandas):>10}"
        spread = f"{each.seconds:>8.3f}{low:>8.3f}{high:>8.3f}{len(each.runs):>4}"
        yield f"{start}{spread}{ratios}{each.megabytes:>7.0f}  {_verdict(each, bare)}".rstrip()


def _ratio(each: Measure, yardstick: Measure) -> str:
    return "?" if yardstick.failure else f"{each.seconds / yardstick.seconds:.2f}"


def _verdict(each: Measure, bare: Measure) -> str:
    if each.aim is None:
        return ""
    if bare.failure:
        return f"{each.aim.words}: ?"
    return f"{each.aim.words}: {'met' if each.aim.met(each, bare.seconds) else 'NOT MET'}"


def figures(wanted: list[Measure], size: float) -> dict[str, object]:
    """All that was measured, as plain data."""
    bare = wanted[0]
    return {
        "version": 1,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs",
        "size": size,
        "measures": [
            {
                "name": each.name,
                "study": each.study or None,
                "cold": each.cold,
                "failure": each.failure or None,
                "seconds": [round(run.seconds, 4) for run in each.runs],
                "megabytes": [round(run.megabytes, 1) for run in each.runs],
                "median_seconds": round(each.seconds, 4) if each.runs else None,
                "times_bare": round(each.seconds / bare.seconds, 2) if each.runs and bare.runs else None,
                "aim": each.aim.words if each.aim else None,
                "met": each.aim.met(each, bare.seconds) if each.aim and each.runs and bare.runs else None,
            }
            for each in wanted
        ],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="at most so many runs of each (9)")
    parser.add_argument("--size", type=float, default=1.0, metavar="SHARE", help="of the generated study (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run here too")
    given = parser.parse_args()
    if given.runs < 1 or given.size <= 0:
        parser.error("--runs and --size are more than 0")
    if not IMQUAL.is_file():
        print(f"there is no {IMQUAL}: install the package beside this Python first", file=sys.stderr)
        return 1
    byte_compile()
    big = generated(given.size)
    with tempfile.TemporaryDirectory() as temporary:
        import imcommerce_qual

        example = Path(temporary) / "example"
        source = Path(imcommerce_qual.__file__).parent / "example"
        shutil.copytree(source, example, ignore=shutil.ignore_patterns(".imqual"))
        wanted = measures(example, big, whole=given.size == 1)
        measure_all(wanted, given.runs)
    print(f"Python {platform.python_version()}, {os.cpu_count()} CPUs; medians; generated study × {given.size:g}")
    print("\n".join(table(wanted)))
    if given.json:
        text = json.dumps(figures(wanted, given.size), indent=1, ensure_ascii=False)
        given.json.write_text(f"{text}\n", encoding="utf-8")
    return 1 if any(each.failure for each in wanted) else 0


if __name__ == "__main__":
    sys.exit(main())
