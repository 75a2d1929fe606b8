"""Small, real PDF files for the demo: one page with a title and a few lines.

Written by hand, so that the house needs no library for paper: PDF 1.4, one font, Latin letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_A4 = (595, 842)
_LEFT, _TOP, _LEADING = 64, 770, 20
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def sheet_of(title: str, lines: Iterable[str]) -> bytes:
    """One page of A4: the title, then the lines below it."""
    drawn = _drawn(title, tuple(lines))
    width, height = _A4
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}]"
        " /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>"
    )
    return _file(
        (
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page.encode(),
            _FONT,
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        )
    )


def _drawn(title: str, lines: Sequence[str]) -> bytes:
    parts = [b"BT /F1 16 Tf %d %d Td %d TL" % (_LEFT, _TOP, _LEADING), _shown(title)]
    parts.append(b"/F1 11 Tf T*")
    parts += [b"T* " + _shown(line) for line in lines]
    return b"\n".join([*parts, b"ET"])


def _shown(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        raw = raw.replace(sign, b"\\" + sign)
    return b"(" + raw + b") Tj"


def _file(objects: Sequence[bytes]) -> bytes:
    content, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return content + b"startxref\n%d\n%%%%EOF\n" % table
