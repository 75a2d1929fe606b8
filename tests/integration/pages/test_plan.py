"""The plan of a year: for the people of the municipality, and what anybody may read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.features.plan import AnnualPlan, need
from tests.features.purchase import Purchase
from tests.hall import Hall
from tests.ocds import publishes
from tests.town import Town
from ui.settings import Settings

FEW = 9
"""Items of the first half of the year, besides the one that is bought."""


@pytest.fixture
def bought(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, Purchase]]:
    """A plan of 2026 with eleven items, changed once; one is called in time."""
    town = Town(database_url, tmp_path / "documents")
    purchase, plan = Purchase(town), AnnualPlan(town)
    purchase.found()
    purchase.on(date(2026, 3, 2))
    others = [need(f"Compra {n}", "60000.00", code=f"2510{n}702", month=5) for n in range(FEW)]
    plan.comes_into_force(2026, [need("Motobombas", "180000.00"), *others])
    publishes(town)
    more = {**need("Posta médica", "320000.00", code="72121406", kind="obras", month=12)}
    plan.changes(
        "Llegó una transferencia.",
        incluidos=[{**more, "area": "Salud"}],
        cambiados=[{"numero": "2", "monto": "65000.00"}],
        excluidos=[{"numero": "3"}],
    )
    plan.finds_right()
    plan.approves("0044-2026-A")
    plan.is_published()
    purchase.need("Motobombas", area="Obras", days="30", planned={"item_plan": "2026-1"})
    purchase.study("180000.00")
    purchase.certify()
    purchase.approve()
    purchase.on(date(2026, 3, 12))
    purchase.call(enquiries="3", offers="5")
    publishes(town)
    yield Hall(town, Settings(public_url="https://cauce.example")), purchase
    town.close()


def test_the_plan_as_those_inside_and_anybody_read_it(bought: tuple[Hall, Purchase]) -> None:
    hall, _ = bought
    rosa, citizen = hall.desk("rosa"), hall.desk()
    page = rosa.opens("plan")
    rows = page.all("//table[@class='table']/tbody/tr")
    assert len(rows) == FEW + 2
    assert "Convocado el" in rows[0]
    assert "CON-2026-0001" in rows[0]
    assert "Excluido" in rows[2]
    assert "dato insuficiente" in page.text
    assert "10 ítems por S/ 985,000.00" in page.text.replace("\xa0", " ")
    assert "Cambió el ítem 2: monto de S/ 60,000.00 a S/ 65,000.00." in page.text.replace(
        "\xa0", " "
    )
    for asked, found in (
        ("q=posta", 1), ("state=called", 1), ("state=excluded", 1), ("area=Salud", 1),
        ("quarter=1", 1), ("quarter=4", 1), ("quarter=9&state=x", FEW + 2), ("q=nada", 0),
    ):  # fmt: skip
        narrowed = rosa.opens(f"plan?year=2026&{asked}")
        assert len(narrowed.all("//table[@class='table']/tbody/tr")) == found, asked
    assert "No hay un plan aprobado de 2031" in rosa.opens("plan?year=2031").text
    assert rosa.opens("plan?year=20x1").status == 404
    for address in ("open/plan", "open/plan/2026"):
        shown = citizen.opens(address)
        assert shown.status == 200
        assert len(shown.all("//table[contains(@class, 'plan-table')]/tbody/tr")) == FEW + 2
    assert 'id="item-1"' in shown.text
    assert f"/cases/{'CON-2026-0001'}" not in shown.text
    assert "Todavía no hay un plan" in citizen.opens("open/plan/2031").text
    assert "Plan anual de contrataciones 2026" not in citizen.opens("open/purchases").text


def test_an_item_that_is_chosen_brings_what_the_plan_says(bought: tuple[Hall, Purchase]) -> None:
    hall, _ = bought
    julia = hall.desk("julia")
    typed = {"item_plan": "2026-4", "_fetch": "item_plan"}
    page = julia.sends("start/compra", typed, on="start/compra")
    while page.status == 303:
        page = julia.opens(page.headers["location"].partition(f"/{hall.slug}/")[2])
    assert 'value="Compra 2"' in page.text
    assert 'value="Obras"' in page.text
    assert "De nuestro registro." in page.text


def test_the_files_say_the_same_at_addresses_that_stay(bought: tuple[Hall, Purchase]) -> None:
    hall, _ = bought
    citizen = hall.desk()
    told = json.loads(citizen.opens("open/plan/2026.json").text)
    rows = list(csv.DictReader(io.StringIO(citizen.opens("open/plan/2026.csv").text)))
    assert [each["version"] for each in told["versions"]] == [1, 2]
    assert len(told["items"]) == len(rows) == FEW + 2
    assert (told["items"][0]["status"], rows[0]["status"]) == ("called", "called")
    assert rows[0]["date_called"] == "2026-03-12"
    assert rows[0]["ocids"].startswith("ocds-xxxxxx-")
    assert rows[0]["url"].endswith("/open/plan/2026#item-1")
    assert (rows[1]["amount"], rows[1]["changed_in_version"]) == ("65000.00", "2")
    assert rows[2]["status"] == "excluded"
    first = citizen.client.get(f"/{hall.slug}/open/plan/2026.csv")
    again = citizen.client.get(
        f"/{hall.slug}/open/plan/2026.csv", headers={"if-none-match": first.headers["etag"]}
    )
    assert again.status_code == 304
    assert citizen.opens("open/plan/2031.csv").status == 404
    tenders = citizen.opens("open/ocds/tender.csv").text
    assert len(tenders.strip().splitlines()) == 2
