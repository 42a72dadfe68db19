"""Where the command starts."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run ``imqual`` with the arguments of the process."""
    for stream in (sys.stdout, sys.stderr):
        if (stream.encoding or "").lower().replace("-", "") != "utf8":  # Chinese must not fail on a Latin-1 terminal
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    # A command makes values that all live until it ends: looking for cycles among them is half of its time on a
    # large study, and frees nothing.
    gc.disable()
    from imcommerce_qual.cli.app import app

    app(prog_name="imqual")
