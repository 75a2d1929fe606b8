"""The scenarios of the purchases of Colombia, on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, scenarios, step, then, when

import processes
from engine.parameters import load_parameters
from processes.registry import family, parameters_of
from tests.features.given_steps import JANUARY
from tests.features.purchase import Offer, Purchase
from tests.features.sentences import say
from tests.ocds import judged, publishes
from tests.town import Town

WHO = {
    "co_estudios": "julia",
    "co_cdp": "hugo",
    "co_registro": "hugo",
    "sco_evaluar": "marta",
    "pco_aceptar": "luis",
    "sco_adjudicar": "luis",
    "co_suscribir": "luis",
    "co_iniciar": "elmer",
    "co_recibir": "elmer",
    "co_pagar": "carmen",
}
PEOPLE = {
    "julia": "area_usuaria",
    "hugo": "presupuesto",
    "rosa": "contrataciones",
    "marta": "comite",
    "luis": "autoridad",
    "elmer": "supervisor",
    "carmen": "tesoreria",
}


def pesos(text: str) -> Decimal:
    """490.253.400,00."""
    return Decimal(text.replace(".", "").replace(",", "."))


class ColombianPurchase(Purchase):
    """A purchase of Colombia, by the people of its alcaldía."""

    def found(self) -> None:
        """The alcaldía with its law, its people and its process in force."""
        town = self.town
        load_parameters(town.installation, town.municipality_id, parameters_of("CO"))
        for key, role in PEOPLE.items():
            town.person(key, role)
        town.deploys(family("procurement_co").bundle)

    def do(self, step: str, *, who: str = "", **answers: object) -> None:
        """One person completes one step."""
        super().do(step, who=who or WHO.get(step, "rosa"), **answers)


@pytest.fixture
def alcaldia(database_url: str, tmp_path: Path) -> Iterator[ColombianPurchase]:
    """An alcaldía on a fresh database."""
    town = Town(database_url, tmp_path / "documents", country="CO")
    yield ColombianPurchase(town)
    town.close()


@pytest.fixture(autouse=True)
def _on_both_databases(alcaldia: ColombianPurchase) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given("un municipio de Colombia de la menor banda con su personal")
def _(alcaldia: ColombianPurchase) -> None:
    alcaldia.town.clock.move(to=JANUARY)
    alcaldia.found()


@given(say("que hoy es el <day:when_>"))
def _(alcaldia: ColombianPurchase, when_: date) -> None:
    alcaldia.on(when_)


@given(say('que Educación necesita "<text:what>" por \\$ <money:amount>'))
def _(alcaldia: ColombianPurchase, what: str, amount: str) -> None:
    need = {"descripcion": what, "area": "Educación", "finalidad": "Que haya clases"}
    alcaldia.case_id = alcaldia.town.open_case("julia", "compra_co", need)
    alcaldia.do(
        "co_estudios",
        objeto="bienes",
        codigo_catalogo="44121706",
        especificaciones="Según la ficha adjunta",
        cantidad="100",
        unidad="caja",
        lugar_entrega="Alcaldía",
        plazo_requerido="15",
        cuantia=amount,
        uniforme="no",
        compras_previas="0",
    )


@given("que hay disponibilidad presupuestal")
def _(alcaldia: ColombianPurchase) -> None:
    alcaldia.do("co_cdp", credito="si", numero_ccp="CDP-018", meta="2.1.2.02")


@then(say('la modalidad es "<text:name>", hasta \\$ <money:limit>'))
def _(alcaldia: ColombianPurchase, name: str, limit: str) -> None:
    method: Any = alcaldia.seen()["metodo"]
    assert method["nombre"] == name
    assert pesos(limit) in (method["limite_minima"], method["limite_menor"])


@when(say("se publica la invitación con <number:days> días? para ofertar"))
def _(alcaldia: ColombianPurchase, days: str) -> None:
    alcaldia.do("invitacion_convocar", dias_ofertas=days, numero_convocatoria="004-2026")


@when(say("se publica el proyecto de pliego con el precio al <number:weight> %"))
def _(alcaldia: ColombianPurchase, weight: str) -> None:
    alcaldia.do("sco_pliego", peso_precio=weight, puntaje_minimo="60")


@when(say("nadie observa hasta el <day:when_>"))
def _(alcaldia: ColombianPurchase, when_: date) -> None:
    alcaldia.on(when_)
    alcaldia.do("sco_responder", hay_observaciones="no")


@then(say('"<text:title>" vence el <day:when_>'))
def _(alcaldia: ColombianPurchase, title: str, when_: date) -> None:
    assert alcaldia.due(title) == when_


@when("llegan estas ofertas:")
def _(alcaldia: ColombianPurchase, datatable: Sequence[Sequence[str]]) -> None:
    for bidder, nit, price in datatable[1:]:
        alcaldia.bid(Offer(bidder, nit, price, "15"), at="invitacion_ofertar")


@when(say("se abren y se habilitan el <day:when_>"))
def _(alcaldia: ColombianPurchase, when_: date) -> None:
    alcaldia.on(when_)
    alcaldia.do("invitacion_abrir_sobres")
    found: Any = alcaldia.seen()["admision"]
    alcaldia.do("invitacion_abrir", admision=[{"admitida": "true"} for _ in found])


@when(say(r"el comité evalúa con (?P<points>[\d, y]+)"))
def _(alcaldia: ColombianPurchase, points: str) -> None:
    rows = [{"puntaje": each} for each in re.findall(r"\d+", points)]
    alcaldia.do("sco_evaluar", calificaciones=rows)


@when("el ordenador del gasto acepta la oferta más baja")
def _(alcaldia: ColombianPurchase) -> None:
    alcaldia.do("pco_aceptar", decision_adjudicacion="adjudicar", numero_acto="CA-004-2026")


@when(say("el ordenador del gasto adjudica el <day:when_>"))
def _(alcaldia: ColombianPurchase, when_: date) -> None:
    alcaldia.on(when_)
    alcaldia.do("sco_adjudicar", decision_adjudicacion="adjudicar", numero_acto="R-021")


@when("se suscribe el contrato")
def _(alcaldia: ColombianPurchase) -> None:
    alcaldia.do("co_suscribir", numero_contrato="012-2026")


@then(say('se contrata a "<text:bidder>" por \\$ <money:price>'))
def _(alcaldia: ColombianPurchase, bidder: str, price: str) -> None:
    winner = alcaldia.winner()
    assert (winner["postor"], winner["monto"]) == (bidder, pesos(price))


@then("nada se ejecuta sin el registro presupuestal")
def _(alcaldia: ColombianPurchase) -> None:
    assert alcaldia.town.steps(alcaldia.case_id) == ["co_registro"]


@when("se expide el registro presupuestal y se inicia")
def _(alcaldia: ColombianPurchase) -> None:
    alcaldia.do("co_registro", numero_rp="RP-0031")
    alcaldia.do("co_iniciar", con_garantias="no")


@when(say("el supervisor recibe a satisfacción el <day:when_>"))
def _(alcaldia: ColombianPurchase, when_: date) -> None:
    alcaldia.on(when_)
    alcaldia.do(
        "co_recibir", conforme="si", fecha_entrega=f"{when_:%d/%m/%Y}", notas_recibo="Completo"
    )


@step(say("Tesorería paga y se liquida el <day:when_>"))
def _(alcaldia: ColombianPurchase, when_: date) -> None:
    alcaldia.on(when_)
    alcaldia.do("co_pagar", numero_factura="FE-1", fecha_pago=f"{when_:%d/%m/%Y}")
    alcaldia.do("co_liquidar", resumen_liquidacion="Nada por devolver")


@then(say('el proceso termina en "<text:outcome>"'))
def _(alcaldia: ColombianPurchase, outcome: str) -> None:
    assert alcaldia.town.case(alcaldia.case_id).outcome == outcome


@then(say('se publicó "<text:name>" como "<text:method>" y "<text:what>", en "<text:money_>"'))
def _(alcaldia: ColombianPurchase, name: str, method: str, what: str, money_: str) -> None:
    publishes(alcaldia.town)
    _, compiled = judged(alcaldia.town, alcaldia.case_id)
    told = compiled["tender"]
    found = (
        told["procurementMethodDetails"],
        told["procurementMethod"],
        told["mainProcurementCategory"],
        told["value"]["currency"],
    )
    assert found == (name, method, what, money_)
    assert [each["status"] for each in compiled["awards"]] == ["active"]
    assert [each["status"] for each in compiled["contracts"]] == ["terminated"]


scenarios(str(Path(processes.__file__).parent / "procurement_co" / "scenarios"))
