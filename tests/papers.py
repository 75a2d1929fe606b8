"""Real PDFs for the tests, made without a press."""

import io

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
