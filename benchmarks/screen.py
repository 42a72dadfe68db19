"""How long the coding screen takes to open, and what a key adds to what Textual itself takes for one.

    python benchmarks/screen.py [--characters 78000] [--spans 600] [--keys 200] [--json]

Both run without a terminal, in Textual's own harness, on a generated study. *Opening*: from ``open_study`` to the
first screen, less what Textual takes to open an app of the same size with nothing in it. *A key*: from before the key
is handed over until no message is left and what changed is composed (not sent to a terminal: there is none), the
median and the 95th of a hundred; *floor* is the same for a line of text that changes at every key. The floor is
measured before and after. Keys are measured in seconds of the processor, so that a busy machine counts for nothing,
but putting a code on in seconds of the clock, because it waits for the disk. The study is generated from a seed.
"""

# ruff: noqa: SLF001 - a harness looks where users do not
from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

SIZES = ((80, 24), (200, 60))
KEYS = {
    "a character on": ["right"],
    "a word on": ["W"],
    "a row down": ["down"],
    "a clause on": [";"],
    "a sentence on": [")"],
    "a turn on": ["}"],
    "a screen down": ["pagedown"],
    "next coding": ["]"],
    "select the sentence": ["escape", ")", "space"],
    "extend by a character": ["shift+right"],
    "first letter of a code": ["a", "escape"],
}
WORDS_EN = (
    "we buy in the group because",
    "she knows what is good",
    "and it was cheaper",
    "than the shop near my house",
)
WORDS_ZH = "群里推荐的东西都是认识的人所以我比较放心价格也便宜一点，有时候不好意思退。"


def generate(folder: Path, characters: int, spans: int) -> None:
    """A study of one long transcript, half Chinese, with codings all over it."""
    chance = random.Random(3)
    codes = [
        f"  - {{id: code{n}, label: Code {n}, short: A line about it., definition: Something.}}" for n in range(60)
    ]
    files = {
        "study.yaml": "version: 1\ntitle: Big\nprovenance: synthetic\ncodebook: codebooks/book.yaml\n"
        "attributes: {role: [buyer]}\ncoders: {ann: {}}\n",
        "codebooks/book.yaml": "version: 1\nid: book\nrevision: 1\ncodes:\n" + "\n".join(codes) + "\nhistory: []\n",
    }
    head = (
        "---\nversion: 1\nid: S01\nlanguage: zh\nspeakers:\n  I: {role: interviewer}\n"
        "  S01: {role: participant, participant: S01}\nparticipants: {S01: {role: buyer}}\nprovenance: synthetic\n---\n"
    )
    body, n = "", 0
    while len(body) < characters:
        who = ("I", "S01")[n % 2]
        words = (
            "".join(chance.choice((WORDS_ZH, WORDS_ZH[5:])) for _ in range(chance.randint(1, 8)))
            if n % 4 < 2
            else " ".join(chance.choice(WORDS_EN) for _ in range(chance.randint(1, 32))) + "."
        )
        body += f"{who} [{n // 60:02}:{n % 60:02}]: {words}\n\n"
        n += 1
    files["transcripts/S01.md"] = head + body
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    from imcommerce_qual.actions.applying import Request, apply
    from imcommerce_qual.actions.opened import open_study

    opened = open_study(folder)
    turns = opened.study.transcripts["S01"].turns
    requests = []
    for each in range(spans):
        line = chance.choice(turns).words[0].span
        start = chance.randrange(line.start, line.end)
        end = min(line.end, start + chance.randint(1, 120))
        requests.append(Request(transcript="S01", code=f"code{each % 60}", at=(start, end)))
    apply(opened, "ann", [each for each in requests if not _blank(opened, each)])


def _blank(opened, request) -> bool:
    text = opened.study.transcripts["S01"].text[slice(*request.at)]
    return text[0].isspace() or text[-1].isspace()


def _floor_app():
    from textual.app import App
    from textual.widgets import Static

    class Floor(App):
        """Nothing but a line that changes."""

        ENABLE_COMMAND_PALETTE = False
        count = 0

        def compose(self):
            yield Static("0", id="line")

        def on_key(self, event):
            event.stop()
            self.count += 1
            self.query_one("#line", Static).update(str(self.count))

    return Floor()


async def _press(pilot, keys, clock=time.process_time) -> float:
    from textual import events

    began = clock()
    for key in keys:
        character = key if len(key) == 1 else None
        name = {")": "right_parenthesis", ";": "semicolon", "}": "right_curly_bracket", "]": "right_square_bracket"}
        pilot.app.post_message(events.Key(name.get(key, key), " " if key == "space" else character))
        await _idle(pilot.app)
    return (clock() - began) / len(keys)


async def _idle(app) -> None:
    """Until every message is handled, and what is dirty is drawn (without waiting for the next frame)."""
    quiet = 0
    while quiet < 4:
        widgets = [app, *app.screen_stack, *app.screen.walk_children()]
        busy = any(each._message_queue is not None and not each._message_queue.empty() for each in widgets)
        if not busy and app.screen._dirty_widgets:
            app.screen._on_timer_update()
            busy = True
        quiet = 0 if busy else quiet + 1
        await asyncio.sleep(0)


async def _opened(size, folder: Path):
    """Seconds to the first screen, ours and Textual's, and the pilots' contexts."""
    from imcommerce_qual.actions.opened import open_study
    from imcommerce_qual.tui.app import CodingApp
    from imcommerce_qual.tui.session import Session

    gc.collect()
    began = time.perf_counter()
    session = Session(open_study(folder), "ann", "S01")
    read = time.perf_counter() - began
    app = CodingApp(session)
    async with app.run_test(size=size) as pilot:
        await _idle(pilot.app)
        return time.perf_counter() - began, read, session.close()


async def _floor_opened(size):
    began = time.perf_counter()
    async with _floor_app().run_test(size=size) as pilot:
        await _idle(pilot.app)
        return time.perf_counter() - began


async def _floor(size, times: int) -> list[float]:
    async with _floor_app().run_test(size=size) as pilot:
        await _idle(pilot.app)
        return [await _press(pilot, ["x"]) for _ in range(times)]


async def _keys(size, folder: Path, times: int) -> dict[str, list[float]]:
    from imcommerce_qual.actions.opened import open_study
    from imcommerce_qual.tui.app import CodingApp
    from imcommerce_qual.tui.run import collect_later
    from imcommerce_qual.tui.session import Session

    session = Session(open_study(folder), "ann", "S01")
    collect_later()
    found: dict[str, list[float]] = {name: [] for name in KEYS}
    coded = found["put a code on (to the disk)"] = []
    async with CodingApp(session).run_test(size=size) as pilot:
        await _idle(pilot.app)
        for n in range(times):
            for name, keys in KEYS.items():
                found[name].append(await _press(pilot, keys))
            await _press(pilot, ["escape", ")", "space"])
            *first, last = session.hotkeys[f"code{n % 60}"]
            await _press(pilot, first or ["right"])
            coded.append(await _press(pilot, [last], time.perf_counter))
            await _press(pilot, ["U"])
            if session.place.cursor > len(session.transcript.text) * 0.8:
                session.do("first")
    session.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=78_000)
    parser.add_argument("--spans", type=int, default=600)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    report = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, chosen.characters, chosen.spans)
        for size in SIZES:
            asyncio.run(_floor_opened(size))
            asyncio.run(_opened(size, folder))
            bare = [asyncio.run(_floor_opened(size)) for _ in range(5)]
            ours = [asyncio.run(_opened(size, folder)) for _ in range(5)]
            floor = asyncio.run(_floor(size, chosen.keys))
            found = asyncio.run(_keys(size, folder, chosen.keys))
            floor += asyncio.run(_floor(size, chosen.keys))
            at_rest = statistics.median(floor)
            report["{}x{}".format(*size)] = {
                "opening": statistics.median(each[0] for each in ours),
                "of it reading": statistics.median(each[1] for each in ours),
                "opening, Textual alone": statistics.median(bare),
                "floor": at_rest,
                "keys": {key: [statistics.median(s), sorted(s)[int(len(s) * 0.95)]] for key, s in found.items()},
            }
    if chosen.json:
        print(json.dumps(report, indent=2))
        return 0
    for size, each in report.items():
        own = each["opening"] - each["opening, Textual alone"]
        print(f"{size}: opening {own:.3f} s of our own (aim 0.5: {'met' if own < 0.5 else 'NOT met'}); ", end="")
        print(f"reading {each['of it reading']:.3f}, Textual alone {each['opening, Textual alone']:.3f}")
        print(f"  a key, Textual's floor  {each['floor'] * 1000:6.1f} ms")
        for key, (median, high) in each["keys"].items():
            over = (median - each["floor"]) * 1000
            print(f"  {key:<28}{over:+6.1f} ms  95th {(high - each['floor']) * 1000:+6.1f}", end="")
            print("" if over < 20 else "  over the aim of 20 ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
