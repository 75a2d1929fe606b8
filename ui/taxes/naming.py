"""What the pages of taxes call things in the country of a municipality."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.visit import Visit

Gettext = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Named:
    """`runs`, what they do in a sentence, the `tax`, what is printed, issued and delivered, a
    `sheet` of it by number, the sheet of a `parcel`, and the `slips` by which it is paid."""

    runs: str
    sentence: str
    tax: str
    print: str
    issued: str
    bills: str
    delivery: str
    sheet: str
    parcel: str
    slips: str
    back: str


def named(here: Visit) -> Named:
    """The words of its country: Peru's where it has none of its own."""
    return (_colombia if here.municipality.country == "CO" else _peru)(here.words.gettext)


def _peru(_: Gettext) -> Named:
    return Named(
        runs=_("Emisiones"),
        sentence=_(
            "El impuesto de cada ejercicio: se toma el padrón, se calcula, se revisa, se aprueba y"
            " se emite."
        ),
        tax=_("Impuesto predial %(year)s"),
        print=_("Imprimir cuponeras"),
        issued=_("Cuponeras emitidas"),
        bills=_("Cuponeras de %(year)s"),
        delivery=_("Entrega de la cuponera de %(year)s"),
        sheet=_("Hoja resumen n.º %(number)s"),
        parcel=_("Predio urbano: %(what)s"),
        slips=_("Cupones de pago"),
        back=_("Volver a la emisión"),
    )


def _colombia(_: Gettext) -> Named:
    return Named(
        runs=_("Liquidaciones"),
        sentence=_(
            "El impuesto de cada vigencia: se toman los predios, se liquida cada uno, se revisa,"
            " se aprueba y se factura."
        ),
        tax=_("Impuesto predial unificado %(year)s"),
        print=_("Imprimir facturas"),
        issued=_("Facturas expedidas"),
        bills=_("Facturas de %(year)s"),
        delivery=_("Entrega de la factura de %(year)s"),
        sheet=_("Factura n.º %(number)s"),
        parcel=_("Predio: %(what)s"),
        slips=_("Talones de pago"),
        back=_("Volver a la liquidación"),
    )
