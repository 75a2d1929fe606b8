"""Packages of processes, good ones and such as an attacker would send."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping


def package(files: Mapping[str, bytes], *, mode: int = 0o644) -> bytes:
    """A ZIP with these files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
        for path, content in files.items():
            about = zipfile.ZipInfo(path)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = mode << 16
            pack.writestr(about, content)
    return written.getvalue()


GOOD = {"manifest.toml": b"x"}
TRICKS = {
    "no zip": b"PK\x03\x04 nothing",
    "empty": package({}),
    "no process": package({"a.txt": b"x"}),
    "out of its folder": package({**GOOD, "../b.bpmn": b"x"}),
    "from the root": package({**GOOD, "/b.bpmn": b"x"}),
    "a drive": package({**GOOD, "c:b.bpmn": b"x"}),
    "a link": package(GOOD, mode=stat.S_IFLNK | 0o777),
    "a bomb": package({**GOOD, "b.bpmn": b"0" * 1_000_000}),
    "too many": package({**GOOD, **{f"b{each}.bpmn": b"" for each in range(301)}}),
}
