"""Units that somebody bounded beforehand, from a file."""

from __future__ import annotations

from pathlib import Path

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.model.plan import GivenUnit
from imcommerce_qual.store.unitsfile import UnitsError, read_units


def given_units(path: Path) -> dict[str, tuple[GivenUnit, ...]]:
    """Units by transcript.

    Raises:
        WrongUseError: the file cannot be read, or a row is no unit.
    """
    try:
        return read_units(path)
    except OSError as error:
        raise WrongUseError(f"{path} cannot be read: {error.strerror}", "name a CSV file") from None
    except UnitsError as error:
        raise WrongUseError(str(error), "columns: transcript,start,end,by (code points of the text)") from None
