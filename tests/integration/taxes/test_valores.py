"""Valores: issued in bulk without gap or double, notified, paid or handed to the executor."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from processes.taxes.dues.issuing import issue_valores
from processes.taxes.dues.stages import count_terms
from processes.taxes.figures import Figures
from storage.queries.dues import acts_of_debts, items_of
from storage.queries.letters import letters_of_case
from tests.dues import begins, collects_debts, debts, does, goes_on, notified, pays_all
from tests.taxes import begins_run, declares, issues
from tests.town import Town

D = Decimal
REASON = {"motivo_valor": "No se pagó lo declarado", "base_legal": "TUO DS 156-2004-EF, art. 15"}


@pytest.fixture
def late(hall: Town) -> Town:
    """The first instalment of five taxpayers is overdue."""
    collects_debts(hall)
    for place in range(5):
        declares(hall, str(place), "82500", code=f"01-04{place}-001")
    issues(hall, begins_run(hall))
    hall.move_to(date(2026, 4, 1))
    return hall


def number_of(town: Town, case_id: int) -> str:
    """The number of the only letter of a case."""
    (letter,) = town.reads(lambda c: letters_of_case(c, town.municipality_id, case_id))
    return letter.number or ""


def test_a_batch_that_is_killed_goes_on_without_gap_or_double(late: Town) -> None:
    town, house = late.municipality_id, late.installation
    case_id = begins(late, "emision_valores", tipo_valor="OP", sector="01-", **REASON)
    assert late.data_of(case_id)["reunidas"]["deudas"] == D(10)  # type: ignore[index,call-overload]

    def dies(done: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        issue_valores(house, town, case_id, {"tipo_valor": "OP", **REASON}, dies)
    paid = [row for row in items(late, case_id) if row.state == "waiting"]
    assert len(paid) == 6
    does(late, "nora", case_id, "aprobar", {"decision_emision": "emitir"})
    assert late.data_of(case_id)["emision"]["emitidas"] == D(10)  # type: ignore[index,call-overload]
    valores = sorted(late.cases_of("cobranza_tributaria"))
    numbers = sorted(number_of(late, each) for each in valores)
    assert numbers == [f"OP-2026-{place:06d}" for place in range(1, 6)]
    again = begins(late, "emision_valores", tipo_valor="OP", **REASON)
    assert late.steps(again) == []
    assert len(late.cases_of("cobranza_tributaria")) == 5
    assert late.verification().faults == ()


def items(town: Town, case_id: int):  # type: ignore[no-untyped-def]
    return town.reads(lambda c: items_of(c, town.municipality_id, case_id))


def test_a_resolution_is_claimed_paid_or_becomes_exigible(late: Town) -> None:
    case_id = begins(late, "emision_valores", tipo_valor="RD", sector="01-", **REASON)
    chosen = {row.code: row.debt_id for row in items(late, case_id)}
    paying = debts_by_code(late, "000001")
    pays_all(late, paying, "63.92", date(2026, 4, 1))  # 41.25, 22.00 and 33 days of interest
    does(late, "nora", case_id, "aprobar", {"decision_emision": "emitir"})
    skipped = [row for row in items(late, case_id) if row.state == "skipped"]
    assert {row.code for row in skipped} == {"000001"}
    assert len(chosen) == 5
    cases = {
        str(late.data_of(each)["valor"]["codigo"]): each  # type: ignore[index,call-overload]
        for each in late.cases_of("cobranza_tributaria")
    }
    for code in ("000002", "000003", "000004"):
        notified(late, "carla", cases[code], date(2026, 4, 1))
    claimed, paid, silent = (cases[code] for code in ("000002", "000003", "000004"))
    does(late, "carla", claimed, "esperar", {
        "resultado_espera": "reclamo", "referencia_espera": "REC-2026-0001",
    })  # fmt: skip
    assert {row.stage for row in debts(late, debts_by_code(late, "000002")) if row.case_id is None
            and row.instalment < 2} == {"claimed"}  # fmt: skip
    pays_all(late, debts_by_code(late, "000003"), "63.66", date(2026, 4, 1))
    assert late.case(paid).state == "completed"
    # twenty business days from 2 April, Easter and 1 May not counted
    late.move_to(date(2026, 5, 4))
    goes_on(late)
    assert late.steps(silent) == ["esperar"]
    late.move_to(date(2026, 5, 6))
    goes_on(late)
    assert late.steps(silent) == []
    mine = [row for row in debts(late, debts_by_code(late, "000004")) if row.instalment < 2]
    assert {row.stage for row in mine} == {"valued"}
    assert {row.runs_from for row in mine} == {date(2027, 1, 1)}
    acts = late.reads(lambda c: acts_of_debts(c, late.municipality_id, [row.id for row in mine]))
    assert {each.kind for each in acts} == {"valued", "valor_notified"}


def debts_by_code(town: Town, code: str):  # type: ignore[no-untyped-def]
    from storage.queries.taxes import taxpayer_by_code

    return town.reads(lambda c: taxpayer_by_code(c, town.municipality_id, code))


def test_the_term_is_counted_by_what_was_done(late: Town) -> None:
    town = late.municipality_id
    who = debts_by_code(late, "000001")
    pays_all(late, who, "30.00", date(2028, 5, 3))
    figures = late.reads(lambda c: Figures.of(c, town, late.surroundings().calendar))
    ids = [row.id for row in debts(late, who)]
    day = date(2028, 6, 1)
    late.installation.database.run(
        lambda c: count_terms(c, town, ids, figures, day), municipality=town
    )
    starts = {(row.concept, row.instalment): row.runs_from for row in debts(late, who)}
    assert starts["predial", 4] == date(2027, 1, 1)
    assert date(2028, 5, 4) in starts.values()
