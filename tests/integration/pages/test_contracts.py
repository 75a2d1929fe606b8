"""The register of contracts: for the people of the municipality, and what anybody may read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.features.given_steps import ANDES, SOUTH
from tests.features.purchase import Purchase, quote
from tests.hall import Hall
from tests.ocds import publishes
from tests.town import Town
from ui.settings import Settings


@pytest.fixture
def bought(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, Purchase]]:
    """A contract in two deliveries, of which one is late, and a small order."""
    town = Town(database_url, tmp_path / "documents")
    one, other = Purchase(town), Purchase(town)
    one.found()
    one.on(date(2026, 2, 23))
    other.need("Cemento para la losa", area="Obras", days="10")
    other.study("38450.00")
    other.certify()
    quote(other, "Quispe Mamani, Rosa", "37900.00", "120")
    other.do("emitir_orden", numero_orden="OC-0001")
    other.do("firmar_orden", firmado="si")
    one.need("Motobombas", area="Obras", days="30")
    studied = {"cuantia": "180000.00", "fuentes": ["cotizaciones"], "compras_previas": "0"}
    one.do("estudio_mercado", **studied, excepcion_fraccionamiento="ninguna")
    one.certify()
    one.approve()
    one.on(date(2026, 3, 9))
    one.call(enquiries="3", offers="5")
    one.on(date(2026, 3, 13))
    one.do("absolver_consultas", hay_consultas="no")
    one.bid(SOUTH)
    one.bid(ANDES)
    one.on(date(2026, 3, 23))
    one.open_offers()
    one.evaluate(["90", "82"])
    one.on(date(2026, 3, 27))
    one.award()
    one.on(date(2026, 4, 20))
    one.bring_documents(until="10/06/2026")
    one.on(date(2026, 4, 23))
    one.sign(("100000", "25/05/2026"), ("71500", "24/06/2026"))
    one.on(date(2026, 5, 27))
    publishes(town)
    yield Hall(town, Settings(public_url="https://cauce.example")), one
    town.close()


def test_the_list_says_what_is_late_and_which_guarantee_ends(
    bought: tuple[Hall, Purchase],
) -> None:
    hall, _ = bought
    page = hall.desk("rosa").opens("contracts")
    rows = page.all("//tbody/tr")
    assert len(rows) == 2
    assert "012-2026-MDTR" in rows[0]
    assert "Entrega vencida el" in rows[0]
    assert "Garantía: vence en 14 días" in rows[0]
    assert "OC-0001" in rows[1]
    assert "vencida" not in rows[1]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=cemento", ["OC-0001"]),
        ("q=hidráulica", ["012-2026-MDTR"]),
        ("least=100,000", ["012-2026-MDTR"]),
        ("most=100000.00", ["OC-0001"]),
        ("year=2025", []),
        ("year=2026&state=active", ["012-2026-MDTR", "OC-0001"]),
        ("state=settled", []),
        ("alert=late", ["012-2026-MDTR"]),
        ("alert=guarantee", ["012-2026-MDTR"]),
        ("least=mucho&year=x&state=x&alert=x", ["012-2026-MDTR", "OC-0001"]),
    ],
)
def test_the_list_is_narrowed_by_what_the_address_says(
    bought: tuple[Hall, Purchase], asked: str, found: list[str]
) -> None:
    hall, _ = bought
    page = hall.desk("rosa").opens(f"contracts?{asked}")
    numbers = page.tree.xpath("//tbody/tr/td[1]/strong")
    assert [each.text_content() for each in numbers] == found


def test_guarantees_stand_by_their_end_and_move_when_they_are_renewed(
    bought: tuple[Hall, Purchase],
) -> None:
    hall, purchase = bought
    desk = hall.desk("carmen")
    (row,) = desk.opens("contracts/guarantees").all("//tbody/tr")
    assert "CF 01" in row
    assert "Vence en 14 días" in row
    purchase.do(
        "custodiar_garantia",
        destino_garantia="renovada",
        emisor_renovado="Banco de la Nación",
        documento_renovado="CF 02",
        importe_renovado="17150",
        desde_renovado="27/05/2026",
        hasta_renovado="30/09/2026",
    )
    publishes(hall.town)
    (row,) = desk.opens("contracts/guarantees").all("//tbody/tr")
    assert "CF 02" in row
    assert "30/09" in row
    purchase.do("custodiar_garantia", destino_garantia="ejecutada", motivo_garantia="No la renovó")
    publishes(hall.town)
    assert desk.opens("contracts/guarantees").all("//tbody/tr") == []
    assert len(desk.opens("contracts/guarantees?state=collected").all("//tbody/tr")) == 1


def test_who_is_from_outside_does_not_see_the_register_of_the_house(
    bought: tuple[Hall, Purchase],
) -> None:
    hall, _ = bought
    assert hall.desk("proveedor").opens("contracts").status == 403


def test_anybody_reads_the_register_without_its_guarantees(bought: tuple[Hall, Purchase]) -> None:
    hall, purchase = bought
    desk = hall.desk()
    page = desk.opens("open/contracts")
    assert "Motobombas" in page.text
    assert "Entrega vencida el" in page.text
    assert "Garantía" not in page.text
    assert "CF 01" not in page.text
    told = desk.opens("open/contracts.json").json
    first, second = told["contracts"]
    assert first["number"] == "012-2026-MDTR"
    assert (first["amount"], first["status"]) == (171500.0, "active")
    assert (first["date_signed"], first["date_ends"]) == ("2026-04-23", "2026-06-24")
    assert second["supplier_name"] == "Quispe Mamani, Rosa"
    rows = list(csv.DictReader(io.StringIO(desk.opens("open/contracts.csv").text)))
    assert [row["number"] for row in rows] == ["012-2026-MDTR", "OC-0001"]
    assert rows[0]["url"].endswith(f"/open/purchases/{first['ocid']}")
    purchase.deliver(date(2026, 5, 27))
    purchase.accept()
    publishes(hall.town)
    assert desk.opens("open/contracts.json").json["contracts"][0]["deliveries_accepted"] == 1
