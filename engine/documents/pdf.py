"""What a PDF hides: programs, encryption, streams that swell, and how many pages it has.

An action that runs something is refused (`/JavaScript`, `/Launch`), also when its name is written
with escapes or lies packed in an object stream. Packed objects are unpacked within bounds before
anything else reads them, so that a small file cannot fill the memory. ISO 32000-1, 7.3.5, 7.5.7
and 12.6.4. Reads in stretches, never whole.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from typing import BinaryIO

STRETCH = 1024 * 1024
OVERLAP = 64
DICTIONARY = 16 * 1024
"""How far behind the name of its type the content of a stream may begin."""
MOST_UNPACKED = 64 * 1024 * 1024
"""What all packed objects of a file may hold, in bytes."""
MOST_PAGES = 100_000


def _named(*names: str) -> re.Pattern[bytes]:
    """A PDF name, each of whose letters may be written as `#` and two hexadecimal digits."""
    ways = []
    for name in names:
        letters = (f"(?:{re.escape(char)}|(?i:#{ord(char):02x}))" for char in name)
        ways.append("".join(letters))
    return re.compile(f"/(?:{'|'.join(ways)})(?![A-Za-z0-9#])".encode())


ACTIVE = _named("JavaScript", "Launch")
ENCRYPTED = _named("Encrypt")
SIGNED = b"/ByteRange"
PACKED = _named("ObjStm", "XRef")
_STREAM = re.compile(rb"stream\r?\n")


@dataclass(frozen=True, slots=True)
class Inside:
    """What was found: `active` runs something, or packs more than may be unpacked; `signed` holds
    what looks like a signature."""

    active: bool = False
    encrypted: bool = False
    pages: int = 1
    signed: bool = False


def look_into(stream: BinaryIO) -> Inside:
    """Look through a seekable PDF."""
    active, encrypted, packed, signed = _scan(stream)
    if active or encrypted:
        return Inside(active, encrypted)
    if _hides_in(stream, packed):
        return Inside(active=True)
    return Inside(pages=_pages_of(stream), signed=signed)


def _scan(stream: BinaryIO) -> tuple[bool, bool, list[int], bool]:
    """Whether it is active, whether it is encrypted, where packed objects are named, and whether
    it seems to be signed."""
    packed: list[int] = []
    signed = False
    place, overlap = 0, b""
    stream.seek(0)
    while piece := stream.read(STRETCH):
        window, start = overlap + piece, place - len(overlap)
        if ACTIVE.search(window):
            return True, False, packed, signed
        if ENCRYPTED.search(window):
            return False, True, packed, signed
        signed = signed or SIGNED in window
        packed.extend(start + found.start() for found in PACKED.finditer(window))
        place += len(piece)
        overlap = window[-OVERLAP:]
    return False, False, sorted(set(packed)), signed


def _hides_in(stream: BinaryIO, packed: list[int]) -> bool:
    """Whether packed objects run something, or hold too much."""
    left = MOST_UNPACKED
    for place in packed:
        stream.seek(place)
        head = stream.read(DICTIONARY)
        found = _STREAM.search(head)
        if found is None:
            continue  # a word in a text: no stream begins here
        stream.seek(place + found.end())
        content = _unpacked(stream, left)
        if content is None:
            return True
        left -= len(content)
        if ACTIVE.search(content):
            return True
    return False


def _unpacked(stream: BinaryIO, most: int) -> bytes | None:
    """The content of a packed stream; None when it is more than `most`. What is not packed with
    deflate is taken as it stands: it was looked at already."""
    unpacking, content = zlib.decompressobj(), bytearray()
    try:
        while not unpacking.eof and (piece := stream.read(STRETCH)):
            content += unpacking.decompress(piece, most + 1 - len(content))
            if len(content) > most:
                return None
    except zlib.error:
        return bytes(content)
    return bytes(content)


def _pages_of(stream: BinaryIO) -> int:
    """The pages that its catalogue counts; 1 where that cannot be read."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # a heavy package: loaded with the first PDF

    stream.seek(0, io.SEEK_SET)
    try:
        counted = int(PdfFileReader(stream, strict=False).root["/Pages"]["/Count"])
    except Exception:
        return 1
    return counted if 0 < counted <= MOST_PAGES else 1
