"""The press of the house: a letter as PDF/A where the machine can make one, else as plain text.

WeasyPrint (the extra `pdf`) needs Pango; it is looked for once. It fetches nothing: fonts are the
machine's, and the only picture is the code drawn here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import segno
import structlog

from engine.letters.paper import Printed, Sheet
from ui.settings import NONE, Settings
from ui.visit import Visit

PDF_VARIANT = "pdf/a-2b"
LONGEST_NAME = 80

log = structlog.get_logger("cauce.letters")


@dataclass(frozen=True, slots=True)
class HousePress:
    """Prints for the municipality that somebody visits, in its language."""

    here: Visit

    def address_of(self, code: str) -> str:
        """Where anybody looks the code up: under the address that the house was given. Only where
        it has none, the one by which its signer came."""
        chosen = self.here.surroundings.settings
        base = chosen.links if is_known(chosen) else str(self.here.request.base_url)
        return base.rstrip("/") + self.here.path("v", code)

    def print(self, sheet: Sheet) -> Printed:
        """PDF/A, or the plain text where no PDF can be made."""
        name = file_name(sheet)
        make = pdf_maker()
        if make is None:
            return Printed(f"{name}.txt", plain_text(sheet, self.here).encode(), is_pdf=False)
        html = self.here.surroundings.templates.render(
            "letters/pdf.html",
            {"sheet": sheet, "qr": qr_of(sheet.address), "here": self.here},
            locale=self.here.localisation,
        )
        return Printed(f"{name}.pdf", make(html), is_pdf=True)


def is_known(chosen: Settings) -> bool:
    """Whether somebody said where people reach the house."""
    return chosen.public_url != NONE


@cache
def pdf_maker() -> Any:
    """Makes PDF/A of HTML; None where the machine cannot."""
    try:
        import weasyprint  # an extra, and needs libraries of the system
    except (ImportError, OSError) as fault:
        log.info("no_pdf", reason=type(fault).__name__)
        return None

    def make(html: str) -> bytes:
        made = weasyprint.HTML(string=html, url_fetcher=only_drawn())
        return bytes(made.write_pdf(pdf_variant=PDF_VARIANT))

    return make


def only_drawn() -> Any:
    """Fetches data that the page itself carries, and nothing else."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=("data",))


def qr_of(address: str) -> str:
    """The address as a QR code, a picture that the page carries itself."""
    return str(segno.make(address, error="m", micro=False).svg_data_uri(scale=3, border=1))


def file_name(sheet: Sheet) -> str:
    """«resolucion-RES-2026-0009»."""
    plain = unicodedata.normalize("NFKD", f"{sheet.kind}-{sheet.number}")
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    return words[:LONGEST_NAME] or "documento"


def plain_text(sheet: Sheet, here: Visit) -> str:
    """The same words without form."""
    _ = here.words.gettext
    lines = [
        sheet.municipality,
        f"{sheet.kind} {sheet.number}",
        here.formats.date_words(sheet.day),
        "",
        sheet.addressee,
        sheet.title,
        "",
        "\n\n".join(sheet.paragraphs),
        "",
        sheet.signer,
        sheet.position,
        "",
        f"{_('Expediente')} {sheet.case_number}",
        f"{_('Código de verificación')}: {sheet.code}",
        sheet.address,
    ]
    return "\n".join(lines) + "\n"
