"""How a document leaves: with a safe name, of the type that its content showed, in a closed box.

A browser shows PDF and pictures itself, everything else is saved. Even what is shown may run
nothing and reach nothing.
"""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})
CLOSED_BOX = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
PDF_BOX = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; img-src 'self';"
    " frame-ancestors 'self'"
)
"""Without `sandbox`, in which browsers refuse to show a PDF at all."""
LONGEST_NAME = 150


def headers_of(filename: str, media_type: str, size: int, *, sha256: str) -> dict[str, str]:
    """The headers of a download. `filename` came from a person: it is never trusted."""
    return {
        "content-type": media_type,
        "content-length": str(size),
        "content-disposition": disposition(filename, shown=media_type in SHOWN),
        "content-security-policy": PDF_BOX if media_type == "application/pdf" else CLOSED_BOX,
        "x-frame-options": "SAMEORIGIN",
        "cache-control": "private, max-age=0, must-revalidate",
        "etag": f'"{sha256}"',
    }


def disposition(filename: str, *, shown: bool) -> str:
    """`inline` or `attachment` with the name twice: plain ASCII, and UTF-8 for who reads it."""
    name = safe_name(filename)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(char for char in plain if char not in '"\\%;') or "documento"
    kind = "inline" if shown else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def safe_name(filename: str) -> str:
    """The last part of a path, without what breaks a header, a folder or the reader's eye."""
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(char for char in name if is_harmless(char)).strip(" .")
    stem, dot, extension = kept.rpartition(".")
    if dot and len(kept) > LONGEST_NAME:
        kept = f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension}"
    return kept[:LONGEST_NAME] or "documento"


def is_harmless(char: str) -> bool:
    """Neither a control nor a mark that turns the direction of writing."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
