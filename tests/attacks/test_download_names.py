"""A file's name comes from a person; it may not break a header, a folder or the reader's eye."""

import pytest

from ui.documents.download import disposition, headers_of, safe_name


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("acta.pdf", "acta.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\rosa\\acta.pdf", "acta.pdf"),
        ("acta\r\nSet-Cookie: a=b.pdf", "actaSet-Cookie: a=b.pdf"),
        ("acta\u202efdp.exe", "actafdp.exe"),
        ("\x00", "documento"),
        ("...", "documento"),
        ("", "documento"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_a_name_cannot_add_a_header_or_a_parameter() -> None:
    told = disposition('x"; filename="evil.html\r\nX-Evil: 1', shown=False)
    assert told == (
        'attachment; filename="x filename=evil.htmlX-Evil: 1"; '
        "filename*=UTF-8''x%22%3B%20filename%3D%22evil.htmlX-Evil%3A%201"
    )


def test_accents_reach_who_reads_them_and_plain_letters_the_rest() -> None:
    told = disposition("Acta de buena pro n.º 3 – año.pdf", shown=True)
    assert told == (
        'inline; filename="Acta de buena pro n.o 3  ano.pdf"; '
        "filename*=UTF-8''Acta%20de%20buena%20pro%20n.%C2%BA%203%20%E2%80%93%20a%C3%B1o.pdf"
    )


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [("application/pdf", "inline"), ("text/plain", "attachment"), ("text/csv", "attachment")],
)
def test_only_pdf_and_pictures_are_shown_and_nothing_may_run(media_type: str, kind: str) -> None:
    headers = headers_of("acta", media_type, 3, sha256="ab")
    assert headers["content-disposition"].startswith(f"{kind};")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["content-security-policy"].endswith("; sandbox") == (kind == "attachment")
