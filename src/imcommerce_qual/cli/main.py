"""Where the command starts."""

from __future__ import annotations

import sys


def main() -> None:
    """Run ``imqual`` with the arguments of the process."""
    for stream in (sys.stdout, sys.stderr):
        if (stream.encoding or "").lower().replace("-", "") != "utf8":  # Chinese must not fail on a Latin-1 terminal
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    from imcommerce_qual.cli.app import app

    app(prog_name="imqual")
