"""What is paid in quotas, or contested, is collected no more. On SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.cases import Facts
from processes.taxes.contesting import Matter, contest
from storage.queries.taxes import TaxpayerRow
from tests.dues import begins, collects_debts, debts, does, goes_on, notified
from tests.taxes import begins_run, decides, declares, issues
from tests.town import Town

D = Decimal
DAY = date(2026, 4, 1)
REASON = {"motivo_valor": "No se pagó lo declarado", "base_legal": "TUO DS 156-2004-EF, art. 15"}


@pytest.fixture
def valued(hall: Town) -> tuple[Town, TaxpayerRow, int]:
    """Somebody was notified of what they owe; who, and the case that collects it."""
    collects_debts(hall)
    who = declares(hall, "1", "1000000")
    issues(hall, begins_run(hall))
    hall.move_to(DAY)
    batch = begins(hall, "emision_valores", tipo_valor="RD", **REASON)
    does(hall, "nora", batch, "aprobar", {"decision_emision": "emitir"})
    (case_id,) = hall.cases_of("cobranza_tributaria")
    notified(hall, "carla", case_id, DAY)
    assert hall.steps(case_id) == ["esperar"]
    return hall, who, case_id


def stages(town: Town, who: TaxpayerRow, concept: str) -> set[str]:
    """At which stages the debts of a concept are that somebody still owes."""
    rows = debts(town, who)
    return {row.stage for row in rows if row.concept.startswith(concept) and row.tax > 0}


def test_an_agreement_ends_the_collection_of_what_it_is_about(
    valued: tuple[Town, TaxpayerRow, int],
) -> None:
    town, who, case_id = valued
    said = {"codigo_contribuyente": who.code, "cuotas": D(6), "inicial": D(20)}
    agreed = town.open_case("nora", "fraccionamiento_tributario", Facts(said))
    goes_on(town)
    decides(town, "nora", agreed, "mostrar", {"acepta": "si"})
    decides(town, "alba", agreed, "aprobar", {"decision": "si", "numero_resolucion": "R-1"})
    goes_on(town)
    assert town.case(case_id).state == "completed"
    assert stages(town, who, "fraccionamiento") == {"agreement"}
    town.move_to(date(2026, 4, 15))  # what was to be paid at once is overdue
    again = begins(town, "emision_valores", tipo_valor="OP", **REASON)
    assert town.data_of(again)["reunidas"]["deudas"] == D(0)  # type: ignore[index,call-overload]


def test_a_claim_ends_the_collection_of_what_it_contests(
    valued: tuple[Town, TaxpayerRow, int],
) -> None:
    town, who, case_id = valued
    claim = town.open_case("nora", "fraccionamiento_tributario", Facts({
        "codigo_contribuyente": who.code, "cuotas": D(6), "inicial": D(20),
    }))  # fmt: skip  # any case may be the one that a claim is written to
    for concept, left in (("predial", False), ("emision", True)):
        contest(
            town.installation, town.municipality_id, claim, Matter(who.code, concept, 2026, 2026)
        )
        goes_on(town)
        assert (town.case(case_id).state == "completed") is left
    assert stages(town, who, "predial") == stages(town, who, "emision") == {"claimed"}
