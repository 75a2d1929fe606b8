"""What is owed of each thing is kept as the ledger says, whoever writes it. On SQLite and
PostgreSQL."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.parameters import load_parameters
from processes.taxes.collecting import Payment, pay
from processes.taxes.dues.criteria import Criteria, wanted_of
from processes.taxes.dues.owing import Age, age_of, due_between, owing_on
from processes.taxes.figures import Figures
from storage.queries.dues import (
    DEAREST,
    DebtRow,
    SumRow,
    debts_by_id,
    debts_of_taxpayer,
    overdue,
    sums_of,
)
from tests.taxes import account, begins_run, declares, issues
from tests.town import Town

D = Decimal
INDEX = """
[[parameters]]
key = "pe.ipm"
value = "{value}"
unit = "ratio"
valid_from = {since}
source = "Prueba"
status = "V"
"""


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 7, 14), date(2027, 2, 1)])
def test_a_debt_comes_to_what_its_account_says(hall: Town, day: date) -> None:
    town = hall.municipality_id
    for since, value in (("2026-02-01", "100"), ("2026-04-01", "101.2"), ("2026-06-01", "102")):
        load_parameters(
            hall.installation, town, INDEX.format(value=value, since=since).encode()
        )  # fmt: skip
    people = [declares(hall, str(one), value) for one, value in ((1, "450000"), (2, "82500"))]
    issues(hall, begins_run(hall))
    for place, amount in enumerate(("22", "300.07", "900")):
        on = date(2026, 6, 15) + timedelta(days=20 * place)
        if on <= day:
            paid = Payment(D(amount), on, "bank", f"p{place}")
            pay(hall.installation, town, people[0].id, paid)
    figures = hall.reads(lambda c: Figures.of(c, town, hall.surroundings().calendar))
    for who in people:
        rows = hall.reads(lambda c, who=who: debts_of_taxpayer(c, town, who.id))
        owed = {
            (each.what.concept, each.what.instalment): (each.tax, each.interest)
            for each in account(hall, who.code, day).owed
        }
        found = {(row.concept, row.instalment): owing_on(row, day, figures) for row in rows}
        assert {key: (each.tax, each.interest) for key, each in found.items() if each.total} == owed


def test_overdue_debts_are_found_in_order_and_add_up(hall: Town) -> None:
    town = hall.municipality_id
    declares(hall, "1", "450000", code="01-045-001")
    other = declares(hall, "2", "82500", code="01-046-001")
    issues(hall, begins_run(hall))
    day = date(2026, 9, 1)

    def asked(**more: object) -> tuple[DebtRow, ...]:
        wanted = wanted_of(Criteria(**more), day, 4)  # type: ignore[arg-type]
        return hall.reads(lambda c: overdue(c, town, wanted))

    def sums(**more: object) -> tuple[SumRow, ...]:
        wanted = wanted_of(Criteria(**more), day, 4)  # type: ignore[arg-type]
        return hall.reads(lambda c: sums_of(c, town, wanted))

    everything = asked()
    assert len(everything) == 8  # three instalments and the emission of each; November is to come
    whole = sums()
    assert sum(each.tax for each in whole) == sum(row.tax for row in everything)
    assert (sum(each.number for each in whole), {each.stage for each in whole}) == (8, {"ordinary"})
    assert [row.code for row in asked(words="dni 2")] == [other.code] * 4
    assert sum(each.number for each in sums(words="dni 2")) == 4
    assert {row.sector for row in asked(sector="01-046")} == {"01-046"}
    assert len(asked(age=Age.MONTHS_3)) == 2
    assert len(asked(age=Age.YEAR)) == 6
    assert len(asked(least=D("41.26"))) == 3
    assert asked(year=2025) == asked(stage="coercive") == asked(soon=365) == ()
    assert sums(stage="coercive") == ()
    wanted = wanted_of(Criteria(), day, 4)
    pages, last = [], None
    while True:
        page = hall.reads(
            lambda c, last=last: overdue(c, town, wanted, order=DEAREST, after=last, limit=3)
        )
        pages += page
        if len(page) < 3:
            break
        last = page[-1]
    assert [row.tax for row in pages] == sorted((row.tax for row in everything), reverse=True)
    assert {row.id for row in pages} == {row.id for row in everything}
    assert hall.reads(lambda c: debts_by_id(c, town + 1, [everything[0].id])) == ()
    assert hall.reads(lambda c: sums_of(c, town + 1, wanted)) == ()


def test_every_day_of_delay_has_one_age() -> None:
    day = date(2026, 9, 1)
    for late in range(1, 1600):
        due = day - timedelta(days=late)
        inside = [
            age
            for age in Age
            for first, before in [due_between(age, day)]
            if (first is None or first <= due) and due < before
        ]
        assert inside == [age_of(due, day)]
