"""The portal of suppliers: what anybody reads of a call, and what a supplier does there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.citizens.accounts import CameIn, come_in
from engine.citizens.mandates import revoke_mandate
from engine.citizens.people import Applicant
from storage.queries.mandates import list_mandates
from tests.features.purchase import Purchase
from tests.hall import Desk, Hall
from tests.ocds import publishes
from tests.sellers import (
    BOMBAS,
    HIDRAULICA,
    NELIDA,
    RAUL,
    called,
    number_of,
    seller,
    token_of,
)
from tests.town import PDF, Town
from tests.window import PASSWORD
from ui.settings import Settings

BID = {"monto": "171500.00", "plazo_ofrecido": "30"}


@pytest.fixture
def calling(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, Purchase]]:
    """A purchase in its term of enquiries, published."""
    town = Town(database_url, tmp_path / "documents")
    purchase = called(town)
    publishes(town)
    yield Hall(town, Settings(public_url="https://cauce.example")), purchase
    town.close()


def again(hall: Hall, applicant: Applicant) -> Desk:
    """Some days later they sign in anew."""
    town = hall.town
    came = come_in(town.installation, town.municipality_id, applicant.email, PASSWORD)
    assert isinstance(came, CameIn)
    return seller(hall, came.token)


def receives_offers(purchase: Purchase) -> None:
    purchase.on(date(2026, 3, 13))
    purchase.do("absolver_consultas", hay_consultas="no")
    publishes(purchase.town)


def test_anybody_reads_what_is_called_and_until_when(calling: tuple[Hall, Purchase]) -> None:
    hall, purchase = calling
    visitor, number = hall.desk(), number_of(purchase)
    listed = visitor.opens("suppliers")
    assert listed.all("//main//li//a") == ["Motobombas para el agua"]
    assert "Consultas hasta el jueves 12 de marzo" in listed.one("//main")
    page = visitor.opens(f"suppliers/calls/{number}")
    assert page.heading == "Motobombas para el agua"
    assert "observar las bases hasta el jueves 12 de marzo" in page.one("//main//p[@class='lead']")
    assert "S/ 180,000.00" in page.one("//main")
    (paper,) = page.tree.xpath("//a[contains(@href, '/open/documents/')]/@href")
    assert visitor.opens(paper).status == 200
    assert "cauce_citizen" not in page.headers.get("set-cookie", "")


def test_what_was_not_called_is_not_there(calling: tuple[Hall, Purchase]) -> None:
    hall, purchase = calling
    visitor = hall.desk()
    purchase.need("Cemento para la losa", area="Obras", days="10")
    for tried in (number_of(purchase), "CON-2026-9999", "x%00y"):
        assert visitor.opens(f"suppliers/calls/{tried}").status == 404, tried


def test_nothing_of_a_bid_is_read_before_the_opening(calling: tuple[Hall, Purchase]) -> None:
    hall, purchase = calling
    receives_offers(purchase)
    number = number_of(purchase)
    desk = seller(hall, token_of(hall.town, NELIDA, HIDRAULICA))
    rival = seller(hall, token_of(hall.town, RAUL, BOMBAS))
    page = desk.opens(f"suppliers/calls/{number}/presentar_oferta")
    assert "Hidráulica del Sur S.A.C. (20512345671)" in page.one("//main")
    assert not page.tree.xpath("//*[@name='ruc' or @name='postor']")
    address = f"suppliers/calls/{number}/presentar_oferta"
    read_back = desk.sends(
        address,
        {**BID, "postor": "Otro", "ruc": BOMBAS.number},
        {"_document.oferta": ("oferta.pdf", PDF, "application/pdf")},
        on=address,
    )
    assert "Revise antes de sellar" in read_back.one("//main")
    assert "171,500.00" in read_back.one("//main").replace("\xa0", " ")
    sent = desk.sends(address, {"_file": "1"}, on=address)
    back = desk.follows(sent)
    assert "Su sobre quedó sellado y presentado" in back.text
    assert f"{HIDRAULICA.name} ({HIDRAULICA.number})" in back.one("//main")
    assert "171" not in back.one("//main").replace(number, "")
    assert "No ha presentado" in rival.opens(f"{address}/receipt").one("//main")
    for reader in (hall.desk(), rival, desk):
        read = reader.opens(f"suppliers/calls/{number}").text
        assert "171,500" not in read
        assert "Hidráulica" not in read.partition("<main")[2].partition("toasts")[0]
    assert "Motobombas para el agua" in desk.opens("suppliers/mine").one("//main")
    assert "Motobombas" not in rival.opens("suppliers/mine").one("//main")
    purchase.on(date(2026, 3, 23))
    purchase.offers.append(None)  # type: ignore[arg-type]  # one came from outside
    purchase.open_offers()
    offers: Any = purchase.seen()["ofertas"]
    assert [(each["postor"], each["ruc"]) for each in offers] == [
        (HIDRAULICA.name, HIDRAULICA.number)
    ]
    assert "Abierto" in again(hall, NELIDA).opens(f"{address}/receipt").one("//main")
    assert "Hidráulica del Sur S.A.C. · S/ 171,500.00" in hall.desk().opens(
        f"suppliers/calls/{number}"
    ).one("//main")


def test_who_acts_for_nobody_is_told_what_is_missing(calling: tuple[Hall, Purchase]) -> None:
    hall, purchase = calling
    receives_offers(purchase)
    address = f"suppliers/calls/{number_of(purchase)}/presentar_oferta"
    stranger = hall.desk()
    assert stranger.opens(address).status == 403
    assert stranger.opens("suppliers/mine").location.endswith("/citizen")
    desk = seller(hall, token_of(hall.town, NELIDA))
    assert desk.opens(address).status == 403
    assert desk.opens("suppliers/mine").location.endswith("/suppliers/companies")
    asked = {
        "number": "20512345670",
        "name": HIDRAULICA.name,
        "kind": "legal",
        "document": "Vigencia de poder",
    }
    wrong = desk.sends("suppliers/companies", asked, on="suppliers/companies")
    assert wrong.faults == ["Revise el RUC: falta una cifra o no corresponde."]
    assert wrong.value("name") == HIDRAULICA.name
    asked["number"] = HIDRAULICA.number
    sent = desk.sends("suppliers/companies", asked, on="suppliers/companies")
    assert "Por revisar" in desk.follows(sent).one("//main")
    assert desk.opens(address).status == 403  # asking is not enough


def test_a_mandate_that_was_taken_back_ends_with_the_next_page(
    calling: tuple[Hall, Purchase],
) -> None:
    hall, purchase = calling
    receives_offers(purchase)
    town = hall.town
    desk = seller(hall, token_of(town, NELIDA, HIDRAULICA))
    address = f"suppliers/calls/{number_of(purchase)}/presentar_oferta"
    assert desk.opens(address).status == 200
    (mandate,) = town.reads(lambda c: list_mandates(c, town.municipality_id))
    counter = town.people["sonia"]
    revoke_mandate(town.installation, counter, mandate.id, "Ya no trabaja ahí")
    assert desk.opens(address).status == 403


def test_after_the_term_nothing_is_received(calling: tuple[Hall, Purchase]) -> None:
    hall, purchase = calling
    receives_offers(purchase)
    desk = seller(hall, token_of(hall.town, NELIDA, HIDRAULICA))
    address = f"suppliers/calls/{number_of(purchase)}/presentar_oferta"
    token = desk.token(address)
    purchase.on(date(2026, 3, 23))
    desk = again(hall, NELIDA)
    late = desk.sends(address, {**BID, "csrf": token}, on="citizen/sign-up")
    assert late.status in (403, 409)
    assert desk.opens(address).status == 409
    assert "Ya no se recibe" in desk.opens(address).text
