"""A benefit that is no longer due ends on its day. On SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.cases import Facts
from processes.registry import family
from processes.taxes.assessing import Benefit
from storage.queries.taxes import benefits_of_taxpayer
from tests.taxes import account, begins_run, decides, declares, issues, works
from tests.town import Town

D = Decimal


@pytest.mark.parametrize(
    ("since", "tax"), [(date(2025, 11, 3), D("1470.00")), (date(2026, 1, 20), D("50.00"))]
)
def test_it_ends_and_the_years_after_it_are_counted_again(
    hall: Town, since: date, tax: Decimal
) -> None:
    hall.deploys(family("taxes/cese_beneficio").bundle)
    who = declares(hall, "1", "300000", benefit=Benefit("pensionista", only_home=True))
    issues(hall, begins_run(hall))
    said = {"codigo_contribuyente": who.code, "causa_cese": "no vive en el predio",
            "fecha_cese": since, "sustento_cese": "Visita 12"}  # fmt: skip
    case_id = hall.open_case("nora", "cese_beneficio", Facts(said))
    works(hall)
    resolved = {"decision_cese": "si", "numero_resolucion": "RG 7"}
    decides(hall, "alba", case_id, "resolver", resolved)
    decides(hall, "nora", case_id, "notificar", {"fecha_notificacion": date(2026, 2, 2)})
    assert hall.case(case_id).outcome == "Beneficio terminado"
    owed = account(hall, who.code, date(2026, 1, 31)).owed
    assert sum((e.tax for e in owed if e.what.concept == "predial"), D(0)) == tax
    (row,) = hall.reads(lambda c: benefits_of_taxpayer(c, hall.municipality_id, who.id))
    assert row.until_on == since
    again = hall.open_case("nora", "cese_beneficio", Facts(said | {"fecha_cese": date(2026, 2, 2)}))
    works(hall)
    assert hall.case(again).outcome == "No tiene beneficio"
