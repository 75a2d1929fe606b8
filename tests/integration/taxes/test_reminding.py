"""Reminders and write-offs in bulk: once, never for who paid, and taken up again where it was
killed. On SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.taxes.dues.campaigns import told
from processes.taxes.dues.prescribing import Act, prescription
from processes.taxes.dues.reminding import remind
from processes.taxes.dues.stages import AFTER
from storage.queries.dues import ActRow, items_of
from storage.queries.taxes import account_of, taxpayer_by_id
from storage.tables.dues import Stage
from storage.writes.participation import insert_verified
from tests.dues import begins, collects_debts, debts, does, pays_all
from tests.taxes import account, begins_run, declares, issues
from tests.town import Town
from tests.window import NELIDA, actor_with, with_account

D = Decimal


@pytest.fixture
def late(hall: Town) -> Town:
    """The first instalment and the emission of four taxpayers are overdue."""
    collects_debts(hall, "recordatorio_tributos", "aviso_deuda", "castigo_tributos")
    for place in range(4):
        declares(hall, str(place), "82500")
    issues(hall, begins_run(hall))
    hall.move_to(date(2026, 4, 1))
    return hall


def test_nobody_is_reminded_twice_nor_after_paying(late: Town) -> None:
    town, house = late.municipality_id, late.installation
    case_id = begins(late, "recordatorio_tributos", campana="Abril")
    rows = late.reads(lambda c: items_of(c, town, case_id))
    assert len(rows) == 8

    def dies(done: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        remind(house, town, case_id, "Abril", dies)
    assert told(house, town, case_id)["done"] == 4
    last = late.reads(lambda c: account_of(c, town, rows[-1].taxpayer_id))
    (paying,) = {each.taxpayer_id for each in last}
    who = late.reads(lambda c: taxpayer_by_id(c, town, paying))
    assert who is not None
    pays_all(late, who, "500.00", date(2026, 4, 1))
    does(late, "carla", case_id, "conforme", {"decision_campana": "enviar"})
    found = told(house, town, case_id)
    assert (found["done"], found["skipped"], found["waiting"]) == (6, 2, 0)
    assert len(late.cases_of("aviso_deuda")) == 3
    again = begins(late, "recordatorio_tributos", campana="Abril")
    does(late, "carla", again, "conforme", {"decision_campana": "enviar"})
    assert told(house, town, again)["skipped"] == 6
    assert len(late.cases_of("aviso_deuda")) == 3


def test_only_an_account_whose_document_was_seen_gets_the_mail(hall: Town) -> None:
    """Whoever writes another's number into their account learns nothing of the other's debts."""
    collects_debts(hall, "recordatorio_tributos", "aviso_deuda")
    declares(hall, NELIDA.national_id, "82500")
    issues(hall, begins_run(hall))
    hall.move_to(date(2026, 4, 1))
    token = with_account(hall, NELIDA)

    def mails(campaign: str) -> list[object]:
        case_id = begins(hall, "recordatorio_tributos", campana=campaign)
        does(hall, "carla", case_id, "conforme", {"decision_campana": "enviar"})
        return [hall.data_of(each).get("correo") for each in hall.cases_of("aviso_deuda")]

    assert mails("Abril") == [""]
    person_id, at = actor_with(hall, token).person_id or 0, hall.clock.now()
    hall.installation.database.run(
        lambda c: insert_verified(
            c, hall.municipality_id, person_id, NELIDA.national_id,
            how="counter", checked_by=None, at=at,
        ),
        municipality=hall.municipality_id,
    )  # fmt: skip
    assert mails("Mayo") == ["", NELIDA.email]


def test_what_costs_more_than_it_brings_is_written_off_once(late: Town) -> None:
    town = late.municipality_id
    case_id = begins(late, "castigo_tributos", "nora", causal_castigo="onerosa")
    task = late.open_task(case_id, "informar")
    late.claim("nora", task)
    late.attach("nora", case_id, task_id=task, kind="informe_castigo", title="Informe")
    late.complete("nora", task, {"sustento_castigo": "No la justifica"})
    said = {"decision_castigo": "castigar", "numero_resolucion": "RA 40-2026"}
    does(late, "alba", case_id, "aprobar", said)
    found = told(late.installation, town, case_id)
    assert (found["done"], found["skipped"], found["total"]) == (8, 0, D("253.00"))
    rows = late.reads(lambda c: items_of(c, town, case_id))
    who = late.reads(lambda c: taxpayer_by_id(c, town, rows[0].taxpayer_id))
    assert who is not None
    left = account(late, who.code, date(2026, 4, 1))
    assert [each.what.instalment for each in left.owed] == [2, 3, 4]
    gone = [row for row in debts(late, who) if row.instalment < 2]
    assert {(row.stage, row.tax + row.interest) for row in gone} == {("written_off", 0)}
    ledger = late.reads(lambda c: account_of(c, town, who.id))
    assert {(each.debit, each.note) for each in ledger if each.kind == "write_off"} == {
        ("castigo", "RA 40-2026")
    }
    doubtful = begins(late, "castigo_tributos", "nora", causal_castigo="dudosa")
    assert late.steps(doubtful) == []


DAYS = st.dates(date(2020, 3, 1), date(2030, 1, 1))
ACTS = st.lists(st.tuples(st.sampled_from(list(Act)), DAYS), max_size=6)


@given(ACTS, st.lists(DAYS, max_size=4), DAYS)
def test_whatever_is_done_never_shortens_a_term(
    done: list[tuple[Act, date]], paid: list[date], day: date
) -> None:
    acts = [
        ActRow(1, kind, place, on, on, "") for place, (kind, on) in enumerate(done)
    ]  # fmt: skip
    plain = prescription(date(2020, 2, 28), [], [], day, 4)
    found = prescription(date(2020, 2, 28), acts, paid, day, 4)
    assert plain.prescribes_on == date(2025, 1, 1)
    assert found.prescribes_on is not None
    assert found.prescribes_on >= date(2025, 1, 1)
    assert [each.on for each in found.turns] == sorted(each.on for each in found.turns)
    known = [each for each in paid if date(2021, 1, 1) <= each <= day]
    assert not known or found.runs_from > max(known)


def test_no_stage_follows_itself_and_nothing_follows_a_write_off() -> None:
    assert set(AFTER) == set(Stage)
    assert all(stage not in after for stage, after in AFTER.items())
    assert AFTER[Stage.WRITTEN_OFF] == frozenset()
