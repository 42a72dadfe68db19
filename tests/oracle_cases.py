"""The published cases of agreement, where they lie beside this repository."""

from __future__ import annotations

import json
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "shared" / "oracles" / "agreement_cases.json"
ABSENT = "the published cases are not beside this repository"


def cases() -> list[dict]:
    """The cases that are required: all but the unitizing alpha of 1995, and gamma."""
    if not FILE.is_file():
        return []
    every = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
    return [case for case in every if not case["coefficient"].startswith(("alpha_U_1995", "gamma"))]
