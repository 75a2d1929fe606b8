"""The pages of taxes in a municipality of Colombia, in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.hall import Hall
from tests.taxes import run_of
from tests.taxes_co import RATES, bills, collects_in_colombia, registers
from tests.town import Town
from ui.settings import Settings


@pytest.fixture
def alcaldia(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, int]]:
    """The year is billed to a house and to a lot."""
    town = Town(database_url, tmp_path / "documents", country="CO")
    collects_in_colombia(town)
    registers(town, "01-0001", Decimal(155000000), estrato="3", desde=date(2026, 1, 1),
              impuesto_anterior=Decimal(320000))  # fmt: skip
    registers(town, "01-0002", Decimal(60000000), numero_documento="2", estrato="0",
              nombre_contribuyente="Vecino 2", destino="Lote urbanizable",
              exclusion="lote no edificado")  # fmt: skip
    yield Hall(town, Settings()), bills(town, 2026)
    town.close()


def test_its_pages_say_it_in_its_words(alcaldia: tuple[Hall, int]) -> None:
    hall, case_id = alcaldia
    desk, run_id = hall.desk("nora"), run_of(hall.town, case_id).id
    page = desk.opens("taxes/runs")
    assert page.heading == "Liquidaciones"
    assert "Emisiones" not in page.text
    page = desk.opens(f"taxes/runs/{run_id}")
    assert page.heading == "Impuesto predial unificado 2026"
    assert "Facturas expedidas" in page.text
    assert "Costo de la emisión" not in page.text
    page = desk.opens("taxes/000001?day=2026-07-10")
    told = " ".join(page.all("//section[.//h2='Cómo se determinó 2026']//tbody/tr"))
    for words in ("Avalúo catastral", "estrato 3", "al 4 por mil", "Acuerdo 012 de 2024",
                  "Catastro sin actualizar: 50 % más; el año anterior pagó", "Ley 1995 de 2019",
                  "Impuesto del predio"):  # fmt: skip
        assert words in told
    assert "10 días sobre" in page.text
    assert "al 22.5 % anual" in page.text
    assert "Autovalúo" not in page.text
    printed = desk.opens(f"taxes/runs/{run_id}/coupons").text
    assert printed.count("Factura n.º") == 2
    assert "Sin límite de aumento" in printed
    for path in ("taxes", "taxes/arrears", "taxes/prescription"):
        assert desk.opens(path).status == 200


def test_the_rates_of_its_council_come_in_from_a_file(alcaldia: tuple[Hall, int]) -> None:
    desk = alcaldia[0].desk("nora")
    page = desk.opens("taxes/values?year=2026")
    assert "Tarifas del acuerdo" in page.text
    assert "Aranceles de terrenos" not in page.text
    assert "Interés moratorio anual (%)" in page.text
    said = {"kind": "rate", "day": "2027-01-01", "source": "Acuerdo 9", "status": "V"}
    high = RATES + b"Otro,7,,34\n"
    wrong = desk.sends("taxes/values", said, files={"file": ("a.csv", high)})
    assert "«7» no es un estrato del 0 al 6" in wrong.text
    high = RATES + b"Otro,6,,34\n"
    wrong = desk.sends("taxes/values", said, files={"file": ("a.csv", high)})
    assert "«34» es más de 33 por mil" in wrong.text
    land = {**said, "kind": "land"}
    assert desk.sends("taxes/values", land, files={"file": ("a.csv", RATES)}).status == 422
    page = desk.follows(desk.sends("taxes/values", said, files={"file": ("a.csv", RATES)}))
    assert page.heading == "Valores de 2027"
    assert "Acuerdo 9 (verificado en la norma)" in page.text
