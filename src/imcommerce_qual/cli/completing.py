"""What the shell offers: transcripts from the folder, coders and codes from the cache of the last run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def complete_transcript(incomplete: str) -> list[str]:
    """Ids of transcripts."""
    root = _root()
    names = sorted(path.stem for path in (root / "transcripts").glob("*.md")) if root else []
    return [name for name in names if name.casefold().startswith(incomplete.casefold())]


def complete_coder(incomplete: str) -> list[str]:
    """Ids of coders."""
    return [name for name in _cached("study:").get("coders", {}) if name.startswith(incomplete)]


def complete_whose(incomplete: str) -> list[str]:
    """Ids of coders, and ``reconciled``."""
    return [*complete_coder(incomplete), *(name for name in ("reconciled",) if name.startswith(incomplete))]


def complete_code(incomplete: str) -> list[str]:
    """Ids of codes, in the order of the tree."""
    found: list[str] = []
    rest = list(_cached("codebook:").get("codes", []))
    while rest:
        entry = rest.pop(0)
        found.append(entry["id"])
        rest = [*entry["codes"], *rest]
    return [code for code in found if code.startswith(incomplete)]


def complete_finding(incomplete: str) -> list[str]:
    """Ids of findings."""
    return [each["id"] for each in _cached("findings:").get("findings", []) if each["id"].startswith(incomplete)]


def complete_theme(incomplete: str) -> list[str]:
    """Ids of themes, those under findings first."""
    known = _cached("findings:")
    themes = [theme for each in known.get("findings", []) for theme in each["themes"]] + known.get("across", [])
    return [each["id"] for each in themes if each["id"].startswith(incomplete)]


def complete_attribute(incomplete: str) -> list[str]:
    """What is declared of participants."""
    return [name for name in _cached("study:").get("attributes", {}) if name.startswith(incomplete)]


def complete_stance(incomplete: str) -> list[str]:
    """What a coding may say of a finding."""
    return [name for name in ("supports", "qualifies", "contradicts") if name.startswith(incomplete)]


def complete_kind(incomplete: str) -> list[str]:
    """Kinds of disagreement."""
    from imcommerce_qual.model.adjudication import KINDS

    names = (kind.replace(" ", "-") for kind in KINDS)
    return [name for name in names if name.startswith(incomplete)]


def complete_export(incomplete: str) -> list[str]:
    """What ``imqual export`` writes, and transcripts after that."""
    from imcommerce_qual.actions.exporting import EXPORTS

    names = [name for name in (*EXPORTS, "all", "transcript") if name.startswith(incomplete)]
    return names or complete_transcript(incomplete)


def _root() -> Path | None:
    from imcommerce_qual.store.cache import nearest_study

    return nearest_study(Path(os.environ.get("IMQUAL_STUDY") or "."))


def _cached(kind: str) -> dict[str, Any]:
    """The newest checked file of that kind; nothing where no command has run here yet."""
    from imcommerce_qual.store.cache import open_cache

    root = _root()
    known = open_cache(root).known if root else {}
    found = [each for key, each in known.items() if key.startswith(kind)]
    return found[0] if found else {}
