"""The owners of the demo's two thousand lots are believable, and all of them pay taxes."""

from __future__ import annotations

from collections import Counter
from datetime import date

from stdnum.pe import ruc

from engine.calendar import Calendar
from processes.demo.collected import code_of
from processes.demo.owners import HILDA, NAMED
from processes.demo.padron import padron
from processes.demo.parcels import lots
from processes.demo.paying import visits
from processes.demo.taxed import DECLARED, tax_years

YEARS = (2025, 2026)
PEOPLE = padron(lots(), DECLARED, YEARS[0])


def test_every_lot_is_declared_whole_by_those_who_own_it() -> None:
    declared: Counter[str] = Counter()
    for each in PEOPLE:
        for holding in each.holdings:
            declared[holding.lot.code] += int(holding.share)
    assert set(declared.values()) == {100}
    assert {*declared, *DECLARED} == {lot.code for lot in lots()}
    assert len(lots()) == 2_000


def test_nobody_has_the_document_of_another_and_companies_have_a_valid_one() -> None:
    numbers = Counter(each.owner.number for each in PEOPLE)
    assert set(numbers.values()) == {1}
    assert all(ruc.is_valid(number) for number in numbers if len(number) == 11)
    assert {len(number) for number in numbers} == {8, 11}


def test_some_own_several_lots_some_share_one_and_pensioners_have_a_single_home() -> None:
    assert sum(len(each.holdings) > 1 for each in PEOPLE) > 100
    assert sum(each.holdings[0].share == 50 for each in PEOPLE) > 300
    pensioners = [each for each in PEOPLE if each.owner.pensioner]
    assert len(pensioners) > 50
    assert all(len(each.holdings) == 1 and each.income for each in pensioners)


def test_of_whom_the_story_tells_is_registered_first() -> None:
    assert [each.owner for each in PEOPLE[: len(NAMED)]] == list(NAMED)
    assert code_of(HILDA) == "000006"


def test_the_bank_tells_of_most_of_them_on_business_days_of_both_years() -> None:
    calendar = Calendar()
    told = list(visits(calendar, PEOPLE, YEARS))
    assert [each.day for each in told] == sorted(each.day for each in told)
    assert all(calendar.is_business_day(each.day) for each in told)
    payers = {payer.number for each in told if each.day.year == 2025 for payer in each.payers}
    assert 0.6 < len(payers) / len(PEOPLE) < 0.75


def test_a_year_is_collected_from_march_on() -> None:
    assert tax_years(date(2026, 11, 24)) == (2025, 2026)
    assert tax_years(date(2027, 1, 2)) == (2025, 2026)
