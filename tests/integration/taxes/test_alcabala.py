"""A house is bought: its tax is explained, charged, paid and certified, and the next year is the
buyer's. On SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from storage.queries.letters import letters_of_case
from storage.queries.taxes import parcels_of_taxpayer, taxpayer_by_document
from tests.fees import order_of, pays_at_the_till
from tests.taxes import account, begins_run, collects_taxes, declares, issues, works
from tests.town import Town

D = Decimal
SALE = {
    "tipo_documento": "DNI",
    "numero_documento": "40000009",
    "nombre_solicitante": "Quispe, Ana",
    "domicilio_fiscal": "Jr. Puno 12",
    "tipo_documento_vende": "DNI",
    "numero_documento_vende": "1",
    "nombre_vende": "Vecino 1",
    "codigo_predio": "P-1",
    "participacion": "100",
    "fecha_transferencia": "20/05/2026",
    "precio": "140000",
    "causa": "ninguna",
}


@pytest.fixture
def hall(town: Town) -> Town:
    """The service is in force too."""
    collects_taxes(town, "alcabala")
    return town


def files(hall: Town, **more: str) -> int:
    """Somebody brings a sale."""
    case_id = hall.open_case("nora", "alcabala", {**SALE, **more})
    works(hall)
    return case_id


def letters(hall: Town, case_id: int) -> list[str]:
    """What was issued, in its order."""
    town = hall.municipality_id
    found = [each.body for each in hall.reads(lambda c: letters_of_case(c, town, case_id))]
    assert not any("{{" in each for each in found)
    return found


def test_a_house_is_bought_paid_and_certified(hall: Town) -> None:
    town = hall.municipality_id
    declares(hall, "1", "54000", code="P-0")
    seller = declares(hall, "1", "117000")
    issues(hall, begins_run(hall))
    before = account(hall, seller.code, date(2026, 2, 1)).total
    hall.move_to(date(2026, 6, 1))
    case_id = files(hall)
    assert order_of(hall, case_id).amount == D("2550.00")
    buyer = hall.reads(lambda c: taxpayer_by_document(c, town, "DNI 40000009"))
    assert buyer is not None
    (owed,) = account(hall, buyer.code, date(2026, 6, 30)).owed
    assert (owed.what.concept, owed.tax, owed.what.due_on) == (
        "alcabala", D("2550.00"), date(2026, 6, 30),
    )  # fmt: skip
    late = account(hall, buyer.code, date(2026, 7, 10))
    assert late.total == D("2557.65")  # 10 days at 0.03 %
    [told] = letters(hall, case_id)
    for words in ("Base: S/ 140000", "10 UIT quedan S/ 85000", "al 3 %: S/ 2550.00", "2027"):
        assert words in told
    pays_at_the_till(hall, "celia", case_id, "2550.00")
    works(hall)
    assert hall.case(case_id).outcome == "Constancia entregada"
    assert account(hall, buyer.code, date(2026, 6, 30)).total == 0
    assert "está pagado" in letters(hall, case_id)[-1]
    assert account(hall, seller.code, date(2026, 2, 1)).total == before  # 2026 stays the seller's
    hall.move_to(date(2027, 1, 4))
    issues(hall, begins_run(hall, 2027))
    first = date(2027, 1, 5)
    assert account(hall, buyer.code, first).total - 22 == D("372.00")
    assert account(hall, seller.code, first).owed[-1].what.year == 2027
    of_2027 = [each.tax for each in account(hall, seller.code, first).owed
               if each.what.year == 2027 and each.what.concept == "predial"]  # fmt: skip
    assert sum(of_2027) == D("108.00")


def test_what_is_not_owed_is_certified_at_once_and_half_stays(hall: Town) -> None:
    town = hall.municipality_id
    seller = declares(hall, "1", "117000")
    hall.move_to(date(2026, 6, 1))
    case_id = files(hall, participacion="50", precio="0", causa="sucesión")
    assert hall.case(case_id).outcome == "Constancia entregada"
    assert "Transferencia por causa de muerte" in letters(hall, case_id)[-1]
    rows = hall.reads(lambda c: parcels_of_taxpayer(c, town, seller.id))
    assert [(each.share, each.from_on, each.until_on) for each in rows] == [
        (D(50), date(2027, 1, 1), None), (D(100), date(2020, 5, 4), date(2027, 1, 1)),
    ]  # fmt: skip


def test_a_parcel_that_nobody_declares_is_valued_by_the_office(hall: Town) -> None:
    hall.move_to(date(2026, 6, 1))
    case_id = files(hall, codigo_predio="P-9")
    assert hall.steps(case_id) == ["valorizar"]
    hall.claim("nora", hall.open_task(case_id, "valorizar"))
    said = {"autovaluo": "120000", "valor_terreno": "50000"}
    hall.complete("nora", hall.open_task(case_id, "valorizar", "nora"), said)
    works(hall)
    assert order_of(hall, case_id).amount == D("2550.00")
    assert "ambas partes presentan" in letters(hall, case_id)[0]
