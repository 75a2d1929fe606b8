"""Which files may come in: judged by content, whatever they call themselves."""

from __future__ import annotations

import io
import zipfile

import pytest

from engine.documents.content import ALLOWED, DOCX, ODS, ODT, XLSX, Content, examine
from engine.documents.names import safe_filename
from engine.refusals import RefusalKind, Refused

LIMIT = 50_000_000
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\x11" * 60 + b"\xff\xd9"


def packed(*names: str, mimetype: str = "", types: str = "<Types/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, types if name == "[Content_Types].xml" else "<x/>")
    return out.getvalue()


WORD = packed("[Content_Types].xml", "word/document.xml")
EXCEL = packed("[Content_Types].xml", "xl/workbook.xml")


def look(content: bytes, filename: str = "a.txt", declared: int | None = None) -> Content | Refused:
    return examine(io.BytesIO(content), filename=filename, limit=LIMIT, declared_size=declared)


@pytest.mark.parametrize(
    ("content", "filename", "media_type"),
    [
        (PDF, "bases.pdf", "application/pdf"),
        (PDF, "bases.exe", "application/pdf"),
        (PNG, "foto.png", "image/png"),
        (JPEG, "foto.JPG", "image/jpeg"),
        (WORD, "informe.docx", DOCX),
        (EXCEL, "cuadro.xlsx", XLSX),
        (packed("content.xml", mimetype=ODT), "informe.odt", ODT),
        (packed("content.xml", mimetype=ODS), "cuadro.ods", ODS),
        ("año;monto\n2026;1,5\n".encode(), "cuadro.csv", "text/csv"),
        ("año;monto\n2026;1,5\n".encode("cp1252"), "cuadro.csv", "text/csv"),
        (b"\xef\xbb\xbfacta de apertura\r\n", "acta.TXT", "text/plain"),
        (b"MZ B LOTE 4, menor que: 3 < 4\n", "lote.txt", "text/plain"),
    ],
)
def test_a_document_is_known_by_its_content(content: bytes, filename: str, media_type: str) -> None:
    assert look(content, filename) == Content(media_type, len(content))


@pytest.mark.parametrize("filename", ["bases.pdf", "acta.txt", "cuadro.csv", "foto.png"])
@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>hola</body></html>",
        b"\n\n  <!DOCTYPE html><p>hola",
        b'\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        b"hola\n" + b" " * 70_000 + b"<ScRiPt>x()</script>",
        b"<?php system($_GET[1]);",
        b"#!/bin/sh\nrm -rf /\n",
        b"@echo off\r\nformat c:\r\n",
        b"MZ\x90\0\3\0\0\0" + b"\0" * 200,
        b"\x7fELF\2\1\1\0" + b"\0" * 200,
        b"\xca\xfe\xba\xbe\0\0\0\x34",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"{\\rtf1 hola}",
        b"GIF89a\1\0\1\0",
        packed("hola.txt"),
        packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        packed("[Content_Types].xml", "xl/workbook.xml", types="<x>macroEnabled</x>"),
        packed("content.xml", "Basic/script.xml", mimetype=ODT),
        packed("[Content_Types].xml", "ppt/presentation.xml"),
    ],
)
def test_what_could_run_is_refused_whatever_it_is_called(content: bytes, filename: str) -> None:
    refused = look(content, filename)
    assert isinstance(refused, Refused)
    assert (refused.kind, refused.details["allowed"]) == (RefusalKind.FILE_TYPE, ALLOWED)


def test_text_is_let_in_only_under_a_name_of_text() -> None:
    refused = look(b"Sub AutoOpen()\n", "macro.vbs")
    assert isinstance(refused, Refused)
    assert refused.kind == RefusalKind.FILE_TYPE


@pytest.mark.parametrize("content", [PDF, PNG, JPEG, WORD, EXCEL])
def test_a_file_that_was_cut_off_is_refused(content: bytes) -> None:
    assert look(content[:-12]) == Refused(RefusalKind.FILE_TRUNCATED)


def test_a_file_shorter_than_announced_is_refused() -> None:
    assert look(b"acta", declared=5) == Refused(RefusalKind.FILE_TRUNCATED)
    assert look(b"", declared=5) == Refused(RefusalKind.FILE_TRUNCATED)


def test_an_empty_file_is_refused() -> None:
    assert look(b"") == Refused(RefusalKind.FILE_EMPTY)


def test_a_file_over_the_limit_is_refused() -> None:
    refused = examine(io.BytesIO(PDF), filename="a.pdf", limit=len(PDF) - 1)
    assert refused == Refused(RefusalKind.FILE_TOO_LARGE, {"limit": str(len(PDF) - 1)})


def test_the_stream_is_left_rewound() -> None:
    stream = io.BytesIO(PDF)
    examine(stream, filename="a.pdf", limit=LIMIT)
    assert stream.read() == PDF


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Bases técnicas.PDF", "Bases técnicas.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Ana\\bases.pdf", "bases.pdf"),
        ("factura\u202efdp.exe", "facturafdp.exe.pdf"),
        ('a"b\r\n<c>.pdf', "abc.pdf"),
        ("", "documento.pdf"),
        (".pdf", "pdf.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_file_name_is_made_harmless(given: str, kept: str) -> None:
    assert safe_filename(given, "application/pdf") == kept


def test_a_packed_file_that_swells_without_measure_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as member:
            for _ in range(70):
                member.write(b"\0" * 1_048_576)
    assert len(out.getvalue()) < 200_000
    refused = look(out.getvalue(), "informe.docx")
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.FILE_TYPE


def test_a_packed_file_with_countless_members_is_refused() -> None:
    names = [f"word/{number}.xml" for number in range(10_001)]
    refused = look(packed("[Content_Types].xml", "word/document.xml", *names), "informe.docx")
    assert isinstance(refused, Refused)
