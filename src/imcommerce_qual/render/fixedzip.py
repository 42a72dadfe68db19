"""An Office file's bytes without the moment at which they were written: the same content is the same file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

#: The earliest time that a ZIP archive can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(?=<)")


def fixed_times(archive: bytes, inside: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """The archive with every time of its own, and those in its document properties, set to 1980-01-01.

    *inside* says what becomes of the members that it names.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(_entry(name), inside[name](content) if inside and name in inside else content)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # otherwise the machine's own
    entry.external_attr = 0o644 << 16
    return entry
