"""What a file is, judged by its content and never by its name alone. Pure, apart from reading.

Let in: PDF, PNG, JPEG, Word, Excel and OpenDocument files, plain text and CSV. Whatever a
browser or a desktop might run (HTML, SVG, programs, scripts, files with macros) is refused,
also when it calls itself something else; so is a PDF that runs something or is encrypted, and a
packed file that swells. A file that lacks its proper end was cut off.
The stream must be seekable; it is read in pieces, never whole.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

from engine.documents.pdf import look_into
from engine.documents.plain_text import is_plain_text
from engine.refusals import RefusalKind, Refused

HEAD = 8192
TAIL = 32 * 1024
_MEMBER = 64 * 1024
"""At most this much of a member of a packed file is unpacked to look at it."""
MOST_MEMBERS = 10_000
HARMLESS = 64 * 1024 * 1024
"""A packed file that unpacks into less, in bytes, fills no disk."""
MOST_SWELLING = 100
ALLOWED = "PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV, TXT"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
EXTENSIONS = {
    PDF: (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    ODT: (".odt",),
    ODS: (".ods",),
    "text/csv": (".csv",),
    "text/plain": (".txt",),
}


@dataclass(frozen=True, slots=True)
class Content:
    """A file that may come in; what has no pages counts as one."""

    media_type: str
    size: int
    pages: int = 1
    signed: bool = False


def examine(
    stream: BinaryIO, *, filename: str, limit: int, declared_size: int | None = None
) -> Content | Refused:
    """Judge a seekable file from its start; leaves it rewound."""
    size = stream.seek(0, io.SEEK_END)
    try:
        if declared_size is not None and size < declared_size:
            return Refused(RefusalKind.FILE_TRUNCATED)
        if size == 0:
            return Refused(RefusalKind.FILE_EMPTY)
        if size > limit:
            return Refused(RefusalKind.FILE_TOO_LARGE, {"limit": str(limit)})
        found = _judge(stream, size, filename)
        if found == PDF:
            return _judge_pdf(stream, size)
        return Content(found, size) if isinstance(found, str) else found
    finally:
        stream.seek(0)


def _judge_pdf(stream: BinaryIO, size: int) -> Content | Refused:
    inside = look_into(stream)
    if inside.active:
        return Refused(RefusalKind.FILE_ACTIVE)
    if inside.encrypted:
        return Refused(RefusalKind.FILE_ENCRYPTED)
    return Content(PDF, size, inside.pages, inside.signed)


def _judge(stream: BinaryIO, size: int, filename: str) -> str | Refused:
    head = _read_at(stream, 0, HEAD)
    tail = _read_at(stream, max(0, size - TAIL), TAIL)
    if head.startswith(b"%PDF-"):
        return _whole(PDF, b"%%EOF" in tail)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _whole("image/png", b"IEND\xaeB`\x82" in tail)
    if head.startswith(b"\xff\xd8\xff"):
        return _whole("image/jpeg", b"\xff\xd9" in tail)
    if head.startswith(b"PK\x03\x04"):
        return _judge_packed(stream)
    stream.seek(0)
    if is_plain_text(stream):
        return _judge_text(filename, head)
    return _not_allowed(head)


def _whole(media_type: str, has_its_end: bool) -> str | Refused:
    return media_type if has_its_end else Refused(RefusalKind.FILE_TRUNCATED)


def _judge_text(filename: str, head: bytes) -> str | Refused:
    name = filename.lower()
    if name.endswith(".csv"):
        return "text/csv"
    return "text/plain" if name.endswith(".txt") else _not_allowed(head)


def _judge_packed(stream: BinaryIO) -> str | Refused:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as packed:
            return _office_type(packed) or _not_allowed(b"PK\x03\x04", "zip")
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return Refused(RefusalKind.FILE_TRUNCATED)


def _office_type(packed: zipfile.ZipFile) -> str | None:
    if _swells(packed):
        return None
    names = set(packed.namelist())
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for name in names):
        return None
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        return None
    if "[Content_Types].xml" in names:
        return _ooxml_type(packed, names)
    if "mimetype" in names:
        claimed = _member(packed, "mimetype").strip().decode("ascii", "replace")
        return claimed if claimed in (ODT, ODS) and "content.xml" in names else None
    return None


def _swells(packed: zipfile.ZipFile) -> bool:
    """Whether it would unpack into far more than any office file does."""
    members = packed.infolist()
    inside = sum(member.file_size for member in members)
    outside = sum(member.compress_size for member in members) or 1
    return len(members) > MOST_MEMBERS or (inside > HARMLESS and inside > outside * MOST_SWELLING)


def _ooxml_type(packed: zipfile.ZipFile, names: set[str]) -> str | None:
    if b"macroEnabled" in _member(packed, "[Content_Types].xml"):
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _member(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as member:
        return member.read(_MEMBER)


def _not_allowed(head: bytes, found: str = "") -> Refused:
    details = {"found": found or _name_of(head), "allowed": ALLOWED}
    return Refused(RefusalKind.FILE_TYPE, details)


def _name_of(head: bytes) -> str:
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return str(matches[0].extension).lstrip(".") if matches else ""


def _read_at(stream: BinaryIO, place: int, length: int) -> bytes:
    stream.seek(place)
    return stream.read(length)
