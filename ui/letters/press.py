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

from engine.installation import Installation
from engine.jobs.letters import Presses
from engine.letters.paper import Printed, Sheet
from storage.queries.municipalities import municipality_by_id
from ui.formats import Localisation
from ui.language import known_language
from ui.settings import Settings
from ui.templating import Templates, catalogue_of, formats_of
from ui.visit import Visit

PDF_VARIANT = "pdf/a-2b"
LONGEST_NAME = 80

log = structlog.get_logger("cauce.letters")


@dataclass(frozen=True, slots=True)
class HousePress:
    """Prints in one language for the municipality whose pages begin with `base`."""

    base: str
    templates: Templates
    localisation: Localisation

    def address_of(self, code: str) -> str:
        """Where anybody looks the code up."""
        return f"{self.base}/v/{code}"

    def print(self, sheet: Sheet) -> Printed:
        """PDF/A, or the plain text where no PDF can be made."""
        name = file_name(sheet)
        make = pdf_maker()
        if make is None:
            text = plain_text(sheet, self.localisation)
            return Printed(f"{name}.txt", text.encode(), is_pdf=False)
        formats = formats_of(self.localisation)
        html = self.templates.render(
            "letters/pdf.html",
            {"sheet": sheet, "qr": qr_of(sheet.address), "formats": formats},
            locale=self.localisation,
        )
        return Printed(f"{name}.pdf", make(html), is_pdf=True)


def press_here(here: Visit) -> HousePress:
    """For the municipality that somebody visits, in their language, under the address that the
    house was given; only where it has none, the one by which its signer came."""
    address = f"{here.house}/{here.municipality.slug}"
    return HousePress(address, here.surroundings.templates, here.localisation)


def presses_of(installation: Installation, chosen: Settings) -> Presses:
    """For what the house issues by itself: in the language of the municipality."""
    templates = Templates()

    def press(municipality_id: int) -> HousePress:
        with installation.database.read(municipality_id) as connection:
            town = municipality_by_id(connection, municipality_id)
        assert town is not None  # noqa: S101  # a case is of a municipality
        language = known_language(town.locale) or "es"
        place = Localisation(language, town.timezone, town.currency)
        return HousePress(f"{chosen.links}/{town.slug}", templates, place)

    return press


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


def plain_text(sheet: Sheet, localisation: Localisation) -> str:
    """The same words without form."""
    _ = catalogue_of(localisation.language).gettext
    lines = [
        sheet.municipality,
        f"{sheet.kind} {sheet.number}",
        formats_of(localisation).date_words(sheet.day),
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
