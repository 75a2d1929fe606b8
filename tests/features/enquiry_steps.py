"""The sentences about questions and observations of the bases."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from pytest_bdd import then, when

from engine.citizens.people import Applicant
from engine.refusals import Refused
from engine.suppliers.acting import as_supplier
from engine.suppliers.companies import Told
from engine.suppliers.work import finish
from storage.queries.tasks import tasks_of_case
from tests.features.purchase import Purchase
from tests.features.sentences import say
from tests.ocds import publishes, record_of
from tests.sellers import companies, token_of
from tests.window import actor_with

NUMBERS = {
    "Hidráulica del Sur S.A.C.": "20512345671",
    "Bombas y Riegos Andinos S.A.C.": "20498765433",
}


def files(purchase: Purchase, name: str, kind: str, section: str) -> object:
    """Somebody with an account files one in the name of a company; the answer."""
    town = purchase.town
    told = Applicant(f"Representante de {name}", "46872210", f"{NUMBERS[name]}@empresa.pe")
    actor = actor_with(town, token_of(town, told, Told(NUMBERS[name], name)))
    (company,) = companies(town, actor, town.installation.clock.now().date())
    tasks = town.reads(lambda c: tasks_of_case(c, town.municipality_id, purchase.case_id))
    last = [each.id for each in tasks if each.element_key == "consultar"][-1]
    said = {
        "tipo_consulta": kind,
        "seccion": section,
        "fundamento": "Se pide una sola marca sin sustento.",
        "norma": "Ley 32069, art. 5" if kind == "observacion" else "",
        "ruc": "20601234565",  # what is typed of oneself does not count
    }
    return finish(town.installation, as_supplier(actor, [company]), company, last, said)


@when(say('"<text:name>" observa las bases en "<text:section>"'))
def _(purchase: Purchase, name: str, section: str) -> None:
    assert not isinstance(files(purchase, name, "observacion", section), Refused)


@when(say('"<text:name>" consulta las bases en "<text:section>"'))
def _(purchase: Purchase, name: str, section: str) -> None:
    assert not isinstance(files(purchase, name, "consulta", section), Refused)


@when(say('"<text:name>" quiere observar las bases fuera de plazo'))
def _(purchase: Purchase, name: str) -> None:
    purchase.late_answer = files(purchase, name, "observacion", "Capítulo III")


@then(say("hay <number:n> consultas con su número y nadie las lee todavía"))
def _(purchase: Purchase, n: str) -> None:
    asked: Any = purchase.seen()["consultas"]
    assert [each["numero"] for each in asked] == list(range(1, int(n) + 1))
    assert [each["ruc"] for each in asked] == list(NUMBERS.values())
    publishes(purchase.town)
    assert "enquiries" not in record_of(purchase.town, purchase.case_id).body


@when(say("Contrataciones absuelve las consultas el <day:when_> y acoge la primera"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    rows = [
        {"resultado": "acoge", "respuesta": "Se aceptan equivalentes.", "cambio": "Marca libre."},
        {"resultado": "aclara", "respuesta": "Son cuatro equipos.", "cambio": ""},
    ]
    purchase.do("absolver_consultas", absoluciones=rows)


@then("lo absuelto se publica con quien preguntó y el cambio en las bases")
def _(purchase: Purchase) -> None:
    publishes(purchase.town)
    tender = json.loads(record_of(purchase.town, purchase.case_id).body)["tender"]
    told = [(each["author"]["name"], each["answer"]) for each in tender["enquiries"]]
    assert told == [
        ("Hidráulica del Sur S.A.C.", "Se aceptan equivalentes. Marca libre."),
        ("Bombas y Riegos Andinos S.A.C.", "Son cuatro equipos."),
    ]
    assert tender["amendments"][-1]["description"] == "Marca libre."


@then("no se le recibe y no hay consultas")
def _(purchase: Purchase) -> None:
    assert isinstance(purchase.late_answer, Refused)
    assert purchase.seen()["consultas"] == []
