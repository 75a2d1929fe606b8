"""The name under which a file is kept: what the person called it, made harmless."""

from __future__ import annotations

import re
import unicodedata

from engine.documents.content import EXTENSIONS

LONGEST = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')


def bare_filename(filename: str) -> str:
    """Without folders, control or direction characters; its ending as it was."""
    name = unicodedata.normalize("NFC", filename).replace("\\", "/").rsplit("/", 1)[-1]
    return _UNSAFE.sub("", name).strip(" .")[: 2 * LONGEST]


def safe_filename(filename: str, media_type: str) -> str:
    """Without folders, control or direction characters, and with the ending of its content."""
    name = bare_filename(filename)
    endings = EXTENSIONS[media_type]
    stem, dot, ending = name.rpartition(".")
    if not dot or f".{ending.lower()}" not in endings:
        stem, ending = name, endings[0].lstrip(".")
    return f"{stem[:LONGEST].strip(' .') or 'documento'}.{ending.lower()}"
