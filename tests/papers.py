"""Real PDFs for the tests, made without a press."""

import io
import zipfile

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.writer import PdfFileWriter


def pages(count: int, *, stream_xrefs: bool = False) -> bytes:
    """A real PDF of so many pages; with its objects packed where asked for."""
    writer = PdfFileWriter(stream_xrefs=stream_xrefs)
    for _ in range(count):
        page = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Page"),
                generic.pdf_name("/MediaBox"): generic.ArrayObject(
                    map(generic.NumberObject, (0, 0, 100, 100))
                ),
            }
        )
        writer.insert_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def written(*lines: str) -> bytes:
    """A PDF of a page for each line, with its words to be read."""
    writer = PdfFileWriter()
    font = writer.add_object(
        generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Font"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/Type1"),
                generic.pdf_name("/BaseFont"): generic.pdf_name("/Helvetica"),
                generic.pdf_name("/Encoding"): generic.pdf_name("/WinAnsiEncoding"),
            }
        )
    )
    for line in lines:
        shown = line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
        content = writer.add_object(
            generic.StreamObject(stream_data=b"BT /F1 12 Tf 20 700 Td (" + shown + b") Tj ET")
        )
        fonts = generic.DictionaryObject({generic.pdf_name("/F1"): font})
        page = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Page"),
                generic.pdf_name("/MediaBox"): generic.ArrayObject(
                    map(generic.NumberObject, (0, 0, 600, 800))
                ),
                generic.pdf_name("/Resources"): generic.DictionaryObject(
                    {generic.pdf_name("/Font"): fonts}
                ),
                generic.pdf_name("/Contents"): content,
            }
        )
        writer.insert_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
T = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def word_file(*paragraphs: tuple[str, ...]) -> bytes:
    """A DOCX; each paragraph in the runs that it is cut into, a tab where a run is one."""
    inside = "".join(
        "<w:p>" + "".join(f"<w:r>{_run(run)}</w:r>" for run in runs) + "</w:p>"
        for runs in paragraphs
    )
    document = f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'
    return _packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def open_file(*paragraphs: str, doctype: str = "") -> bytes:
    """An ODT."""
    inside = "".join(f"<t:p>{each}</t:p>" for each in paragraphs)
    content = f'{doctype}<o xmlns:t="{T}">{inside}</o>'
    return _packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _run(run: str) -> str:
    return "<w:tab/>" if run == "\t" else f"<w:t>{run}</w:t>"


def _packed(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()
