"""A debt in quotas: shown, signed, paid, and lost. On SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.cases import Facts
from processes.taxes.collecting import pay
from processes.taxes.posting import Payment
from storage.queries.dues import acts_of_debts, debts_of_taxpayer
from storage.queries.tax_agreements import agreement_of_case
from storage.queries.taxes import TaxpayerRow, account_of
from tests.taxes import account, decides, declares, issued_before, ledger_balances, works
from tests.town import Town

D = Decimal
DAY = date(2026, 6, 15)


@pytest.fixture
def owing(hall: Town) -> tuple[Town, TaxpayerRow]:
    """Somebody owes 2,400 since yesterday."""
    who = declares(hall, "1", "82500")
    hall.move_to(DAY)
    issued_before(hall, who, D(2400), due_on=DAY - timedelta(days=1), concept="emision")
    return hall, who


def _asks(town: Town, who: TaxpayerRow, months: int = 6, initial: int = 20) -> int:
    said = {"codigo_contribuyente": who.code, "cuotas": D(months), "inicial": D(initial)}
    case_id = town.open_case("nora", "fraccionamiento_tributario", Facts(said))
    works(town)
    return case_id


def _signs(town: Town, case_id: int) -> None:
    decides(town, "nora", case_id, "mostrar", {"acepta": "si"})
    decides(town, "alba", case_id, "aprobar", {"decision": "si", "numero_resolucion": "R-1"})


def _waits_until(town: Town, day: date) -> None:
    town.move_to(day)
    town.listens()
    works(town)


def _pays(town: Town, who: TaxpayerRow, amount: str, proof: str) -> None:
    today = town.surroundings().today
    pay(town.installation, town.municipality_id, who.id, Payment(D(amount), today, "bank", proof))


def _acts(town: Town, who: TaxpayerRow) -> list[tuple[str, date, date | None]]:
    """What moved the prescription of their debts."""
    asked = town.municipality_id
    debts = [each.id for each in town.reads(lambda c: debts_of_taxpayer(c, asked, who.id))]
    acts = town.reads(lambda c: acts_of_debts(c, asked, debts))
    told = [(each.kind, each.on_day, each.until_on) for each in acts]
    return sorted(told, key=lambda each: (each[1], each[0] != "agreement_asked"))


def test_2400_with_a_fifth_at_once_and_six_quotas(owing: tuple[Town, TaxpayerRow]) -> None:
    town, who = owing
    case_id = _asks(town, who)
    assert town.steps(case_id) == ["mostrar"]
    _signs(town, case_id)
    signed = town.reads(lambda c: agreement_of_case(c, town.municipality_id, case_id))
    assert signed is not None
    assert (signed.debt, signed.initial, signed.months, signed.percent) == (
        240000, 48000, 6, D("0.72"),
    )  # fmt: skip
    after = account(town, who.code, DAY)
    assert [each.what.concept for each in after.owed] == [f"fraccionamiento {signed.number}"] * 7
    amounts = [D(480), *[D("328.11")] * 5, D("328.12")]
    assert [each.total for each in after.owed] == amounts
    interest = [D(each) for each in ("0", "13.82", "11.56", "9.28", "6.99", "4.67", "2.35")]
    assert [each.interest for each in after.owed] == interest
    assert after.owed[1].what.due_on == date(2026, 7, 31)
    assert after.late == 0
    ledger = town.reads(lambda c: account_of(c, town.municipality_id, who.id))
    moved = sum((each.debit == "agreed") * each.cents - (each.credit == "agreed") * each.cents
                for each in ledger)  # fmt: skip
    assert (moved, ledger_balances(ledger)) == (0, True)
    assert _acts(town, who) == [("agreement_asked", DAY, None), *[("agreement", DAY, None)] * 7]


def test_quotas_are_paid_and_the_case_ends(owing: tuple[Town, TaxpayerRow]) -> None:
    town, who = owing
    case_id = _asks(town, who)
    _signs(town, case_id)
    _pays(town, who, "480", "inicial")
    _waits_until(town, date(2026, 8, 3))  # the first is late
    assert town.case(case_id).state == "open"
    owed = account(town, who.code, date(2026, 8, 3)).owed[0]
    assert owed.total > D("328.11")  # with the interest of its delay
    _pays(town, who, "9999", "todo")
    _waits_until(town, date(2026, 9, 1))
    assert town.case(case_id).state == "completed"
    assert account(town, who.code, DAY).total == 0


def test_two_in_a_row_unpaid_make_the_rest_due_at_once(owing: tuple[Town, TaxpayerRow]) -> None:
    town, who = owing
    case_id = _asks(town, who)
    _signs(town, case_id)
    _pays(town, who, "480", "inicial")
    for day in (date(2026, 8, 3), date(2026, 9, 1)):
        _waits_until(town, day)
    assert town.case(case_id).state == "completed"
    signed = town.reads(lambda c: agreement_of_case(c, town.municipality_id, case_id))
    assert signed is not None
    assert (signed.lost_on, signed.why) == (date(2026, 9, 1), "Cuotas impagas: 2")
    lost = account(town, who.code, date(2026, 9, 1))
    (rest,) = lost.owed
    assert (rest.what.due_on, rest.tax) == (date(2026, 9, 1), D(1920))
    assert rest.interest > D("13.82") + D("11.56")
    ledger = town.reads(lambda c: account_of(c, town.municipality_id, who.id))
    assert ledger_balances(ledger)
    ended = ("agreement", DAY, date(2026, 9, 1))
    assert _acts(town, who) == [("agreement_asked", DAY, None), *[ended] * 7]
    again = _asks(town, who)
    assert town.steps(again) == ["no_procede"]


def test_the_table_says_who_may(owing: tuple[Town, TaxpayerRow]) -> None:
    town, who = owing
    for months, initial in ((13, 20), (6, 19)):
        assert town.steps(_asks(town, who, months, initial)) == ["no_procede"]
    first = _asks(town, who)
    decides(town, "nora", first, "mostrar", {"acepta": "otras", "cuotas": D(12), "inicial": D(30)})
    _signs(town, first)
    assert len(account(town, who.code, DAY).owed) == 13
    assert town.steps(_asks(town, who)) == ["no_procede"]
