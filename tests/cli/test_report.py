"""``imqual report``: folders, interruptions, the server, and that nothing depends on where and when it runs."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

import imcommerce_qual
from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.actions.writingfiles import write_files
from imcommerce_qual.cli.app import app

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"
SOURCE = str(Path(imcommerce_qual.__file__).parents[1])


def run(*arguments: str, code: int = 0):
    """A run of the program, with the exit code that it must have."""
    done = CliRunner().invoke(app, list(arguments))
    assert code == done.exit_code, (done.stdout, done.stderr)
    return done


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """A copy of the worked example."""
    folder = tmp_path_factory.mktemp("example") / "study"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".imqual"))
    return folder


@pytest.fixture
def report(example):
    """Runs it in the study."""
    return lambda *arguments, **settings: run("report", "--study", str(example), *arguments, **settings)


def started(folder: Path, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    """The program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "imcommerce_qual", "report", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": SOURCE, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_files_of_others_in_the_folder_stay(report, tmp_path):
    """What has another name is left alone, folders too; what has the name of one of ours is written over."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "themes.csv").write_text("old", encoding="utf-8")

    report("--to", str(tmp_path), "--format", "csv,html")

    assert "mine" == (tmp_path / "notes.txt").read_text(encoding="utf-8")
    assert (tmp_path / "pictures").is_dir()
    assert "old" != (tmp_path / "themes.csv").read_text(encoding="utf-8")
    assert [] == list(tmp_path.glob(".*"))


def test_a_public_page_beside_tables_for_authors_is_warned_of(report, tmp_path):
    """Somebody may give the whole folder away."""
    report("--to", str(tmp_path), "--format", "csv")

    said = report("--to", str(tmp_path), "--public").stderr

    assert "holds other files too" in said
    assert "give away the page alone" in said
    assert "excerpts.csv" in said


@pytest.mark.parametrize("folder", ["transcripts", "codings/coder-a", "history"])
def test_nothing_is_written_among_the_studys_own_files(example, report, folder):
    """A table in ``transcripts`` would be read as an interview."""
    before = sorted(path.name for path in (example / folder).iterdir())

    said = report("--to", str(example / folder), code=1).stderr

    assert "study's own files" in said
    assert before == sorted(path.name for path in (example / folder).iterdir())


def test_a_file_in_the_folders_place_is_a_plain_refusal(report, tmp_path):
    """One sentence and a remedy, no traceback."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    said = report("--to", str(tmp_path / "file"), "--format", "html", code=1).stderr

    assert "cannot be written" in said
    assert "Traceback" not in said


def test_a_full_disk_leaves_the_old_file_and_no_half_of_a_new_one(tmp_path, monkeypatch):
    """What was complete stays complete."""
    write_files(tmp_path, [("a.txt", b"old")])
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))

    with pytest.raises(RefusedError, match="No space left"):
        write_files(tmp_path, [("a.txt", b"new")])

    assert {"a.txt": b"old"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_what_a_killed_run_left_is_cleared_away_later(tmp_path):
    """Not at once: somebody may still be writing it."""
    old, new = tmp_path / ".a.txt.1.part", tmp_path / ".a.txt.2.part"
    for each in (old, new):
        each.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)

    write_files(tmp_path, [("a.txt", b"whole")])

    assert {"a.txt", new.name} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("after", [0.4, 0.9, 1.3])
def test_killed_half_way_no_file_is_half_written(example, tmp_path, after):
    """Whenever it happens, each file is there whole or not at all, and the next run completes them."""
    out = tmp_path / "out"
    process = started(example, "--to", str(out))
    time.sleep(after)
    process.kill()
    process.communicate()
    half = {path.name: path.read_bytes() for path in out.glob("[!.]*")} if out.exists() else {}

    run("report", "--study", str(example), "--to", str(out))

    whole = {path.name: path.read_bytes() for path in out.glob("[!.]*")}
    assert half.items() <= whole.items()
    assert "report.html" in whole


def test_the_same_study_is_the_same_bytes_everywhere(example, tmp_path):
    """Whatever the hash seed, the time zone, the language, the folder one stands in, and how often it ran."""
    runs = [
        ("one", example, {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}),
        ("two", example / "transcripts", {"PYTHONHASHSEED": "4242", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}),
        ("three", tmp_path, {"PYTHONHASHSEED": "7", "TZ": "America/St_Johns", "LANG": "zh_CN.UTF-8"}),
    ]
    found = []
    for name, folder, settings in runs:
        out = tmp_path / name
        process = started(folder, "--study", str(example), "--to", str(out), **settings)
        said = process.communicate()[1]
        assert process.returncode == 0, said
        found.append({path.name: path.read_bytes() for path in out.iterdir()})

    assert 9 == len(found[0])
    for other in found[1:]:
        assert set(found[0]) == set(other)
        assert [] == [name for name in other if other[name] != found[0][name]]


def test_the_server_ends_with_ctrl_c_and_says_so(example, tmp_path):
    """It answers until then; a browser that goes away leaves no trace; the exit code is 0."""
    process = started(example, "--to", str(tmp_path), "--format", "html", "--serve")
    assert process.stderr is not None
    line = ""
    watch = threading.Timer(60, process.kill)
    watch.start()
    while "serving" not in line:
        line = process.stderr.readline()
        assert line, "it ended before it served"
    address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
    with urllib.request.urlopen(address) as answer:
        answer.read(100)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    watch.cancel()

    assert 0 == process.returncode
    assert "no longer served" in said
    assert "Exception" not in said
    assert "Traceback" not in said
