"""What who administers decides about the services of the window, on their pages."""

from __future__ import annotations

import pytest

from engine.parameters import load_parameters
from tests.hall import Desk, Hall
from tests.offered import NUMBERS, service

LICENCE = "municipality/services/licencia"
FEE = {
    "parameter": "derecho", "amount": "142.10", "unit": "money", "fee_source": "Ordenanza 012-2026",
    "fee_from-day": "12", "fee_from-month": "3", "fee_from-year": "2026",
}  # fmt: skip
HOURS = {
    "hours": "Martes de 8:00 a 12:00", "hours_source": "Resolución 4",
    "hours_from-day": "2", "hours_from-month": "3", "hours_from-year": "2026",
}  # fmt: skip


@pytest.fixture
def boss(hall: Hall) -> Desk:
    """Luis administers; the licence is offered."""
    load_parameters(hall.town.installation, hall.town.municipality_id, NUMBERS)
    hall.town.person("luis", "administrador")
    hall.town.deploys(service())
    return hall.desk("luis")


def test_the_list_says_what_is_open_how_long_and_how_much(boss: Desk) -> None:
    page = boss.opens("municipality/services")
    assert page.all("//tbody//td") == ["Licencia", "Abierto", "2 u 8 días hábiles", "S/ 137.50"]
    assert "municipality/services" in "".join(
        boss.opens("municipality").tree.xpath("//main//a/@href")
    )


def test_a_service_is_closed_with_a_reason_and_opened_again(hall: Hall, boss: Desk) -> None:
    missing = boss.sends(f"{LICENCE}/window", {"open": "false", "reason": " "}, on=LICENCE)
    assert (missing.status, missing.faults) == (422, ["Escriba el motivo: queda en la historia."])
    done = boss.follows(
        boss.sends(f"{LICENCE}/window", {"open": "false", "reason": "Mudanza"}, on=LICENCE)
    )
    assert "No se ofrece en línea" in done.text
    assert "Abrir en la ventanilla" in done.text
    listed = boss.opens("municipality/services")
    assert listed.all("//tbody//td")[1] == "Cerrado"
    assert listed.all("//*[@class='entry-sentence']") == [
        "Luis cerró en la ventanilla «Licencia»: Mudanza"
    ]
    assert hall.desk().opens("services").all("//*[@class='service-what']") == []
    boss.sends(f"{LICENCE}/window", {"open": "true", "reason": "Ya está"}, on=LICENCE)
    assert len(hall.desk().opens("services").all("//*[@class='service-what']")) == 1


def test_a_fee_begins_on_its_day_and_the_page_says_what_is_to_come(hall: Hall, boss: Desk) -> None:
    done = boss.follows(boss.sends(f"{LICENCE}/fee", FEE, on=LICENCE))
    assert done.all("//*[contains(@class, 'note-help')]") == [
        "Desde el 12 de marzo: S/ 142.10 (Ordenanza 012-2026)"
    ]
    part = {**FEE, "amount": "3.25", "unit": "percent", "fee_from-day": "2"}
    boss.sends(f"{LICENCE}/fee", part, on=LICENCE)
    prices = hall.desk().opens("services/licencia").all("//aside//dd")
    assert "Riesgo bajo: S/ 178.75" in prices
    told = boss.opens("municipality/services").all("//*[@class='entry-sentence']")
    assert told == [
        "Luis fijó el costo de «Licencia» en 3.25 % de la UIT desde el 2 de marzo"
        " (Ordenanza 012-2026)",
        "Luis fijó el costo de «Licencia» en S/ 142.10 desde el 12 de marzo (Ordenanza 012-2026)",
    ]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"amount": "mucho"}, "Escriba el monto con números, por ejemplo 142.10."),
        ({"amount": "-5"}, "Escriba el monto con números, por ejemplo 142.10."),
        ({"amount": "1.234"}, "Escriba el monto con números, por ejemplo 142.10."),
        ({"fee_from-day": "31", "fee_from-month": "2"}, "Escriba el día completo, desde hoy en"),
        ({"fee_from-year": "2025"}, "Escriba el día completo, desde hoy en adelante."),
        ({"fee_source": ""}, "Escriba la norma que lo dice, por ejemplo «Ordenanza 012-2026»."),
    ],
)
def test_a_wrong_fee_comes_back_as_it_was_typed(
    boss: Desk, wrong: dict[str, str], fault: str
) -> None:
    page = boss.sends(f"{LICENCE}/fee", {**FEE, **wrong}, on=LICENCE)
    assert page.status == 422
    [told] = page.faults
    assert told.startswith(fault)
    assert page.value("amount") == {**FEE, **wrong}["amount"]
    [link] = page.tree.xpath("//*[@id='error-summary']//a/@href")
    assert page.tree.xpath(f"//*[@id='{link[1:]}']")
    assert boss.opens("municipality/services").all("//*[@class='entry-sentence']") == []


def test_hours_of_its_own_are_on_its_page(hall: Hall, boss: Desk) -> None:
    boss.sends(f"{LICENCE}/hours", HOURS, on=LICENCE)
    assert "Martes de 8:00 a 12:00" in hall.desk().opens("services/licencia").text
    boss.sends(f"{LICENCE}/hours", {**HOURS, "hours": ""}, on=LICENCE)
    assert "Martes" not in hall.desk().opens("services/licencia").text


def test_only_who_administers_sees_and_decides(hall: Hall, boss: Desk) -> None:
    rosa = hall.desk("rosa")
    for path in ("municipality/services", LICENCE):
        assert rosa.opens(path).status == 403
    assert rosa.sends(f"{LICENCE}/fee", FEE).status == 403
    assert rosa.sends(f"{LICENCE}/window", {"open": "false", "reason": "x"}).status == 403
    assert rosa.sends(f"{LICENCE}/hours", HOURS).status == 403
    assert boss.opens("municipality/services/permit").status == 404
    other = {**FEE, "parameter": "pe.uit"}
    assert boss.sends(f"{LICENCE}/fee", other, on=LICENCE).status == 404
