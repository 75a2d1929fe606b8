"""Whether a file is plain text that nothing will run: no markup, no script, no hidden bytes.

Text of any language in UTF-8, or in the one-byte encoding that office programs of the region
still write. Read in pieces.
"""

from __future__ import annotations

import codecs
from typing import BinaryIO

_PIECE = 64 * 1024
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13}) + b"\x7f"
_STARTS = (
    b"<", b"#!", b"%!", b"{\\rtf", b"@echo", b"mime-version:", b"<?php", b"wscript", b"powershell",
    b"set-executionpolicy", b"javascript:", b"begin:vcalendar", b"[internetshortcut]",
)  # fmt: skip
"""Markup, shell and other scripts, PostScript, rich text, saved web pages, shortcuts."""
_MARKUP = (b"<script", b"<html", b"<svg", b"<iframe", b"<object", b"<?php", b"<!doctype")


def is_plain_text(stream: BinaryIO) -> bool:
    """Reads from the present place to the end."""
    first = stream.read(_PIECE)
    opening = first.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if opening.startswith(_STARTS):
        return False
    return _is_clean(first, stream)


def _is_clean(first: bytes, stream: BinaryIO) -> bool:
    piece, overlap = first, b""
    while piece:
        if piece.translate(None, _CONTROLS) != piece:
            return False
        if any(mark in (overlap + piece).lower() for mark in _MARKUP):
            return False
        overlap = piece[-16:]
        piece = stream.read(_PIECE)
    return True
