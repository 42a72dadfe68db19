"""What people type, as what it means: coders, transcripts, codes, codings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.codebook import PROPOSAL, Codebook
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.transcript import Transcript

#: Names the environment variable that says who acts.
CODER_VARIABLE = "IMQUAL_CODER"


def config_path(environment: Mapping[str, str]) -> Path:
    """The user's own configuration file: ``imqual/config.toml`` where the system keeps such files."""
    if os.name == "nt":
        base = environment.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
    else:
        base = environment.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "imqual" / "config.toml"


def who_acts(study: Study, given: str | None, environment: Mapping[str, str]) -> str:
    """The coder who acts: ``--as``, ``IMQUAL_CODER``, or ``coder`` in the user's configuration; never guessed.

    Raises:
        WrongUseError: nobody is named, or nobody of the study.
    """
    name = given or environment.get(CODER_VARIABLE) or _configured(config_path(environment))
    if not name:
        raise WrongUseError(
            "who codes? Nobody is named",
            f'add `--as CODER`, set {CODER_VARIABLE}, or write `coder = "…"` into {config_path(environment)}; '
            f"coders of this study: {', '.join(study.coders) or 'none yet (declare them in study.yaml)'}",
        )
    return known_coder(study, name)


def who_looks(study: Study, given: str | None, environment: Mapping[str, str]) -> str | None:
    """The coder who looks, or None for an author or a script. The configuration file does not make one a viewer.

    Raises:
        WrongUseError: the one named is not of this study.
    """
    name = named_viewer(given, environment)
    return known_coder(study, name) if name else None


def named_viewer(given: str | None, environment: Mapping[str, str]) -> str | None:
    """Who is said to look, be they of the study or not; None for nobody in particular."""
    return given or environment.get(CODER_VARIABLE) or None


def known_coder(study: Study, name: str) -> str:
    """The coder of that name.

    Raises:
        WrongUseError: the study declares no such coder.
    """
    if name not in study.coders:
        raise WrongUseError(f"there is no coder `{name}` in study.yaml", suggest(name, study.coders))
    return name


def known_transcript(study: Study, name: str) -> Transcript:
    """The transcript of that id, ignoring case.

    Raises:
        WrongUseError: there is none that can be read.
    """
    by_folded = {each.casefold(): each for each in study.transcripts}
    found = by_folded.get(name.casefold())
    if found is None:
        raise WrongUseError(f"there is no transcript `{name}`", suggest(name, study.transcripts))
    return study.transcripts[found]


def known_code(codebook: Codebook, name: str) -> str:
    """Today's id of the code that is called so: by id, older id, or alias.

    Raises:
        WrongUseError: the codebook has none.
    """
    line = lineage(codebook.history)
    for candidate in (name, codebook.aliases.get(name.casefold(), "")):
        code = line.today(candidate)
        if code in codebook.codes:
            return code
    # What somebody proposed is made of words that they coded: it is not offered to whoever mistypes a code.
    known = [*(code for code in codebook.codes if not code.startswith(PROPOSAL)), *codebook.aliases]
    raise WrongUseError(f"there is no code `{name}` in the codebook", suggest(name, known))


def known_finding(study: Study, name: str) -> str:
    """The finding of that id.

    Raises:
        WrongUseError: ``findings.yaml`` has none.
    """
    by_folded = {each.id.casefold(): each.id for each in study.findings.findings}
    if name.casefold() not in by_folded:
        raise WrongUseError(f"there is no finding `{name}`", suggest(name, by_folded.values()))
    return by_folded[name.casefold()]


def _configured(path: Path) -> str | None:
    if not path.is_file():
        return None
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("coder")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongUseError(
            f"{path} cannot be read: {error}", 'it should hold a line like: coder = "coder-a"'
        ) from None
    return found if isinstance(found, str) else None
