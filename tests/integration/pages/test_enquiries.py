"""Questions about the bases and observations: from suppliers, hidden until they are answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from processes.procurement.ocds.packages import Shelf, record_package
from tests.features.purchase import Purchase
from tests.hall import Hall, Page
from tests.ocds import faults_of, publishes, record_of, releases_of
from tests.sellers import BOMBAS, HIDRAULICA, NELIDA, RAUL, called, number_of, seller, token_of
from tests.town import Town
from ui.settings import Settings

ASKED = {
    "tipo_consulta": "observacion",
    "seccion": "Capítulo III, 3.1",
    "fundamento": "Se pide una sola marca sin sustento.",
    "norma": "Ley 32069, art. 5",
}


@pytest.fixture
def calling(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, Purchase]]:
    town = Town(database_url, tmp_path / "documents")
    purchase = called(town)
    publishes(town)
    yield Hall(town, Settings(public_url="https://cauce.example")), purchase
    town.close()


def asks(hall: Hall, purchase: Purchase, token: str, **said: str) -> Page:
    """One supplier files one."""
    address = f"suppliers/calls/{number_of(purchase)}/consultar"
    return seller(hall, token).sends(address, {**ASKED, **said}, on=address)


def test_questions_are_numbered_hidden_answered_and_published(
    calling: tuple[Hall, Purchase],
) -> None:
    hall, purchase = calling
    town, address = hall.town, f"suppliers/calls/{number_of(purchase)}"
    nelida, raul = token_of(town, NELIDA, HIDRAULICA), token_of(town, RAUL, BOMBAS)
    wrong = asks(hall, purchase, nelida, seccion="")
    assert wrong.status == 422
    assert wrong.value("fundamento") == ASKED["fundamento"]
    assert asks(hall, purchase, nelida).status == 303
    assert asks(hall, purchase, raul, tipo_consulta="consulta", seccion="Anexo 2").status == 303
    own = seller(hall, nelida).opens(address).one("//main")
    assert "Observación 1: Capítulo III, 3.1" in own
    assert "Anexo 2" not in own
    assert "Capítulo III" not in hall.desk().opens(address).text
    town.waits(hours=1)
    publishes(town)
    assert "enquiries" not in json.loads(record_of(town, purchase.case_id).body)["tender"]
    purchase.on(date(2026, 3, 13))
    rows = [
        {"resultado": "acoge", "respuesta": "Se aceptan equivalentes.", "cambio": "Marca libre."},
        {"resultado": "aclara", "respuesta": "Son cuatro equipos.", "cambio": ""},
    ]
    purchase.do("absolver_consultas", absoluciones=rows)
    publishes(town)
    read = hall.desk().opens(address).one("//main")
    assert "Se acoge. Se aceptan equivalentes." in read
    assert "Cambia en las bases: Marca libre." in read
    assert HIDRAULICA.name in read
    assert "Se aclara. Son cuatro equipos." in read
    record = json.loads(record_of(town, purchase.case_id).body)
    first, second = record["tender"]["enquiries"]
    assert (first["title"], first["answer"]) == (
        "Observación: Capítulo III, 3.1",
        "Se aceptan equivalentes. Marca libre.",
    )
    assert second["author"]["id"] == f"PE-RUC-{BOMBAS.number}"
    assert record["tender"]["amendments"][-1]["description"] == "Marca libre."
    asked = {each["name"] for each in record["parties"] if "enquirer" in each["roles"]}
    assert asked == {HIDRAULICA.name, BOMBAS.name}
    shelf = Shelf("https://cauce.example", hall.slug, "Tambo Real")
    row = record_of(town, purchase.case_id)
    package = "".join(record_package(shelf, row, releases_of(town, purchase.case_id)))
    assert faults_of(json.loads(package), "record-package") == []


def test_after_the_term_a_question_is_refused_in_a_sentence(
    calling: tuple[Hall, Purchase],
) -> None:
    hall, purchase = calling
    purchase.on(date(2026, 3, 13))
    token = token_of(hall.town, NELIDA, HIDRAULICA)
    address = f"suppliers/calls/{number_of(purchase)}/consultar"
    desk = seller(hall, token)
    late = desk.sends(address, ASKED, on="citizen/sign-up")
    assert late.status == 409
    assert "El plazo terminó" in late.text
    assert purchase.seen()["consultas"] == []
    assert "Consultar u observar" not in desk.opens(f"suppliers/calls/{number_of(purchase)}").text
