"""The pages of taxes: taxpayers, an account explained line by line on a day, and the year's run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from processes.taxes.assessing import Benefit
from processes.taxes.collecting import pay
from processes.taxes.delivering import notified_of
from processes.taxes.posting import Payment
from storage.queries.taxes import taxpayer_by_code
from tests.hall import Hall
from tests.taxes import begins_run, collects_taxes, declares, issues, run_of
from tests.town import Town
from ui.settings import Settings


@pytest.fixture
def taxed(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, str, int]]:
    """Three taxpayers, of whom one has paid a part and one has no amount; the year is issued."""
    town = Town(database_url, tmp_path / "documents")
    collects_taxes(town)
    town.person("olga", "mesa")
    who = declares(town, "1", "450000")
    declares(town, "2", "300000", benefit=Benefit("pensionista", only_home=True))
    declares(town, "3", "1000", use="castillo")
    case_id = begins_run(town)
    issues(town, case_id)
    paid = Payment(Decimal("222.00"), date(2026, 6, 15), "bank", "x")
    pay(town.installation, town.municipality_id, who.id, paid)
    yield Hall(town, Settings()), who.code, run_of(town, case_id).id
    town.close()


def test_what_a_taxpayer_owes_is_explained_to_a_day(taxed: tuple[Hall, str, int]) -> None:
    hall, code, run_id = taxed
    desk = hall.desk("nora")
    page = desk.opens("taxes")
    assert [row.split()[0] for row in page.all("//tbody/tr")] == ["000001", "000002", "000003"]
    assert "S/ 2,673.09" in page.all("//tbody/tr")[0]  # 2,872.00 and 23.09 less 222.00
    assert len(desk.opens("taxes?q=dni 2").all("//tbody/tr")) == 1
    assert "Nadie con esas palabras" in desk.opens("taxes?q=nadie").text
    page = desk.opens(f"taxes/{code}?day=2026-06-25")
    assert page.heading == "Vecino 1"
    owed = " ".join(page.all("//section[.//h2='Lo que debe']//tbody/tr"))
    assert "Predial 2026, cuota 1" in owed
    assert "10 días sobre S/ 535.59, al 0.9 % mensual" in owed
    assert "S/ 537.20" in owed
    told = " ".join(page.all("//section[.//h2='Cómo se determinó 2026']//tbody/tr"))
    for words in (
        "P-1: Afecto. Autovalúo: S/ 450,000.00",
        "Más de 15 y hasta 60 UIT: S/ 247,500.00 al 0.6 %",
        "Impuesto del año", "S/ 2,850.00", "TUO DS 156-2004-EF, art. 13",
    ):  # fmt: skip
        assert words in told
    ledger = page.all("//section[.//h2='Movimientos']//tbody/tr")
    assert (len(ledger), "Pago" in ledger[-1]) == (9, True)
    assert "Escriba un día" in desk.opens(f"taxes/{code}?day=mañana").text
    assert desk.opens("taxes/999999").status == 404
    page = desk.opens("taxes/runs")
    assert "Emitida" in page.all("//tbody/tr")[0]
    page = desk.opens(f"taxes/runs/{run_id}")
    assert page.heading == "Impuesto predial 2026"
    review = page.all("//section[.//h2='Por revisar']//tbody/tr")
    assert ["Vecino 3" in row for row in review] == [True]
    assert "S/ 2,900.00" in page.all("//dd")
    assert desk.opens("taxes/runs/7").status == 404
    assert hall.desk("olga").opens("taxes").status == 403
    assert hall.desk("olga").opens(f"taxes/{code}").status == 403


LAND = b"zona,valor\nJr. Lima,100\nAv. Cusco,250.50\n"


def test_the_tables_of_a_year_come_in_from_a_file_and_what_lacks_is_told(
    taxed: tuple[Hall, str, int],
) -> None:
    hall = taxed[0]
    desk = hall.desk("nora")
    page = desk.opens("taxes/values?year=2027")
    assert page.heading == "Valores de 2027"
    assert "Faltan los aranceles de 2027." in page.text
    assert "Impuesto mínimo (% de la UIT)" in page.text
    said = {"kind": "land", "day": "2026-10-30", "source": "RM 412-2026", "status": "V"}
    wrong = desk.sends("taxes/values", {**said, "source": ""}, files={"file": ("a.csv", LAND)})
    assert wrong.status == 422
    assert "Escriba la norma que la publicó" in wrong.text
    bad = LAND + b"jr. lima,3\n"
    wrong = desk.sends("taxes/values", said, files={"file": ("a.csv", bad)})
    assert "Línea 4: «jr. lima» está dos veces." in wrong.text
    page = desk.follows(desk.sends("taxes/values", said, files={"file": ("a.csv", LAND)}))
    assert page.heading == "Valores de 2027"
    assert "Faltan los aranceles de 2027." not in page.text
    assert any("S/ 250.50" in row for row in page.all("//tbody/tr"))
    assert "RM 412-2026 (verificado en la norma)" in page.text
    assert "Ningún arancel" in desk.opens("taxes/values?year=2026").text
    assert hall.desk("celia").sends("taxes/values", said).status == 403
    assert "Cargar una tabla oficial" not in hall.desk("celia").opens("taxes/values").text


def test_a_run_tells_what_it_comes_to_and_what_came_of_each(
    taxed: tuple[Hall, str, int],
) -> None:
    hall, code, run_id = taxed
    desk = hall.desk("nora")
    page = desk.opens("taxes/runs")
    assert "3 contribuyentes, 3 predios" in page.all("//tbody/tr")[0]
    page = desk.opens(f"taxes/runs/{run_id}")
    assert "de 2 contribuyentes" in page.text
    rows = page.all("//section[.//h2='Resultado de cada contribuyente']//tbody/tr")
    assert ["Emitido" in row for row in rows] == [True, True, False]
    assert "Sin importe" in rows[2]
    found = desk.opens(f"taxes/runs/{run_id}?q=dni 2")
    assert len(found.all("//section[.//h2='Resultado de cada contribuyente']//tbody/tr")) == 1
    assert "Calculados" not in desk.opens(f"taxes/runs/{run_id}/progress").text
    printed = desk.opens(f"taxes/runs/{run_id}/coupons")
    assert printed.text.count("Hoja resumen n.º") == 2
    one = desk.opens(f"taxes/runs/{run_id}/coupons?code={code}")
    assert one.text.count("Hoja resumen n.º") == 1
    assert f"{code}-2026-1-" in one.text
    assert "Predio urbano: P-1: Afecto" in one.text
    assert desk.opens(f"taxes/runs/{run_id}/coupons?first=9").status == 404
    assert hall.desk("olga").opens(f"taxes/runs/{run_id}/coupons").status == 403


def test_claims_count_from_the_first_delivery_that_notifies(taxed: tuple[Hall, str, int]) -> None:
    hall, code, run_id = taxed
    desk, address = hall.desk("nora"), f"taxes/runs/{run_id}/deliveries/{code}"
    assert "Todavía no está notificado" in desk.opens(address).text
    said = {"outcome": "absent", "day": "2026-01-20", "bearer": "Elmer Rojas", "proof": "Acta 12"}
    wrong = desk.sends(address, {**said, "day": "2036-01-20", "proof": ""})
    assert wrong.status == 422
    assert "no puede ser posterior a hoy" in wrong.text
    assert 'value="Elmer Rojas"' in wrong.text
    page = desk.follows(desk.sends(address, said))
    assert "Todavía no está notificado" in page.text
    page = desk.follows(desk.sends(address, {**said, "outcome": "refused", "day": "2026-01-22"}))
    assert "Notificado desde el" in page.text
    assert len(page.all("//tbody/tr")) == 2
    town = hall.town
    who = town.reads(lambda c: taxpayer_by_code(c, town.municipality_id, code))
    asked = (town.municipality_id, who.id, 2026)
    assert town.reads(lambda c: notified_of(c, *asked)) == date(2026, 1, 22)
    assert "Rechazadas, notificadas igual: 1" in desk.opens(f"taxes/runs/{run_id}").text
    assert hall.desk("celia").sends(address, said).status == 403
