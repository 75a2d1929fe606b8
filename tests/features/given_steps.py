"""Given: how things stand when a scenario begins. The days are those of the calendar of 2026."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from pytest_bdd import given

from tests.features.purchase import Offer, Purchase, offers_of, quote
from tests.features.sentences import money, say

JANUARY = datetime(2026, 1, 26, 14, tzinfo=UTC)
SOUTH = Offer("Hidráulica del Sur S.A.C.", "20512345671", "171,500.00", "30")
ANDES = Offer("Bombas y Riegos Andinos", "20498765433", "174,900.00", "30")


@given("la municipalidad de Tambo Real con su personal")
def _(purchase: Purchase) -> None:
    purchase.town.clock.move(to=JANUARY)
    purchase.found()


@given(say(r"que el sistema (?P<way>sigue en marcha|se reinicia entre un paso y otro)"))
def _(purchase: Purchase, way: str) -> None:
    purchase.restarts = way != "sigue en marcha"


@given(say("que es el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)


@given(say('que (?P<area>Servicios Públicos) necesita "<text:what>" en <number:days> días'))
def _(purchase: Purchase, area: str, what: str, days: str) -> None:
    purchase.need(what, area=area, days=days)


@given(say("una licitación de S/ <money:amount> convocada el <day:when_>"))
def _(purchase: Purchase, amount: str, when_: date) -> None:
    _called(purchase, amount, when_)


@given(say("una licitación de S/ <money:amount> convocada el <day:when_> que espera ofertas"))
def _(purchase: Purchase, amount: str, when_: date) -> None:
    _called(purchase, amount, when_)
    _integrated(purchase)


@given(say("una licitación de S/ <money:amount> convocada el <day:when_> con estas ofertas:"))
def _(purchase: Purchase, amount: str, when_: date, datatable: Sequence[Sequence[str]]) -> None:
    _called(purchase, amount, when_)
    _opened(purchase, offers_of(datatable))


@given(say("una licitación de S/ <money:amount> con la buena pro otorgada el <day:when_>"))
def _(purchase: Purchase, amount: str, when_: date) -> None:
    _awarded(purchase, amount, when_)


@given(say("una licitación de S/ <money:amount> con la buena pro consentida el <day:when_>"))
def _(purchase: Purchase, amount: str, when_: date) -> None:
    _awarded(purchase, amount, date(2026, 3, 27))
    purchase.on(when_)


@given(say("un contrato menor de S/ <money:amount> con entrega hasta el <day:when_>"))
def _(purchase: Purchase, amount: str, when_: date) -> None:
    purchase.on(date(2026, 3, 2))
    purchase.need("Cemento para la losa deportiva", area="Obras", days="10")
    purchase.study(amount)
    purchase.certify()
    quote(purchase, "Ferretería El Valle E.I.R.L.", amount, "10")
    purchase.do("emitir_orden", numero_orden="OC 0117-2026")
    purchase.on(date(2026, 3, 9))
    purchase.do("firmar_orden", firmado="si")
    assert purchase.due("Plazo de entrega") == when_


@given("que el proveedor abrió el formulario de su oferta")
def _(purchase: Purchase) -> None:
    purchase.late_answer = purchase.town.open_task(purchase.case_id, "presentar_oferta")


def _called(purchase: Purchase, amount: str, on: date) -> None:
    days = "7" if money(amount) >= 485_000 else "3"
    purchase.need("Motobombas y tubería", area="Servicios Públicos", days="30")
    purchase.study(amount)
    purchase.certify()
    purchase.approve()
    purchase.on(on)
    purchase.call(enquiries=days, offers="7" if days == "7" else "5")


def _integrated(purchase: Purchase) -> None:
    purchase.on(purchase.day_after("Plazo de consultas y observaciones"))
    purchase.do("absolver_consultas", hay_consultas="no")


def _opened(purchase: Purchase, offers: Sequence[Offer]) -> None:
    _integrated(purchase)
    for offer in offers:
        purchase.bid(offer)
    purchase.on(purchase.day_after("Presentación de ofertas"))
    purchase.open_offers()


def _awarded(purchase: Purchase, amount: str, on: date) -> None:
    _called(purchase, amount, date(2026, 3, 9))
    _opened(purchase, [SOUTH, ANDES])
    purchase.evaluate(["90", "82"])
    purchase.on(on)
    purchase.award()
