"""The text that a file holds, in pieces as they come; what it looks like is left out. Pure.

PDF (a scanned one has none), Word, Excel and OpenDocument files, plain text and CSV; what else may
come in are pictures. Whoever calls it gives it little time and memory (`text_apart.py`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import IO, BinaryIO

from lxml import etree

from engine.documents.content import DOCX, ODS, ODT, PDF, XLSX

MOST_PAGES = 300
_PIECE = 64 * 1024
_MEMBERS = {
    DOCX: ("word/document.xml", "word/header", "word/footer", "word/footnotes.xml"),
    XLSX: ("xl/sharedStrings.xml", "xl/worksheets/sheet"),
    ODT: ("content.xml",),
    ODS: ("content.xml",),
}
"""How the names of the members begin that hold text."""
_PARAGRAPHS = frozenset({"p", "h", "si", "is"})
_GAPS = frozenset({"tab", "br", "cr", "s", "line-break"})
READABLE = frozenset({PDF, DOCX, XLSX, ODT, ODS, "text/plain", "text/csv"})


def text_in(stream: BinaryIO, media_type: str) -> Iterator[str]:
    """The pieces of text of a seekable file; nothing for what holds none.

    Raises whatever the readers of broken files raise.
    """
    if media_type == PDF:
        return _in_pdf(stream)
    if media_type in _MEMBERS:
        return _in_packed(stream, _MEMBERS[media_type])
    return _in_plain(stream) if media_type in READABLE else iter(())


def _in_pdf(stream: BinaryIO) -> Iterator[str]:
    from pypdf import PdfReader  # loaded with the first PDF

    for page in islice(PdfReader(stream).pages, MOST_PAGES):
        yield page.extract_text()


def _in_packed(stream: BinaryIO, beginnings: tuple[str, ...]) -> Iterator[str]:
    with zipfile.ZipFile(stream) as packed:
        for name in packed.namelist():
            if name.startswith(beginnings) and name.endswith(".xml"):
                with packed.open(name) as member:
                    yield from _in_xml(member)


def _in_xml(member: IO[bytes]) -> Iterator[str]:
    """Paragraph by paragraph; a word may be cut into runs, so that nothing stands between them."""
    reading = etree.iterparse(
        member,
        events=("end",),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    for _, element in reading:
        name = etree.QName(element).localname
        if name in _GAPS:
            element.text = " "
        elif name in _PARAGRAPHS:
            yield "".join(element.itertext())
            element.clear(keep_tail=True)


def _in_plain(stream: BinaryIO) -> Iterator[str]:
    """In UTF-8, or in the one-byte encoding that office programs of the region still write."""
    try:
        yield from _decoded(stream, "utf-8-sig")
    except UnicodeDecodeError:
        yield from _decoded(stream, "cp1252")


def _decoded(stream: BinaryIO, encoding: str) -> Iterator[str]:
    stream.seek(0)
    lines = io.TextIOWrapper(stream, encoding, errors="replace" if encoding == "cp1252" else None)
    try:
        while piece := lines.readlines(_PIECE):
            yield "".join(piece)
    finally:
        lines.detach()
