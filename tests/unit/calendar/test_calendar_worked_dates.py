"""The dates that DOMAIN's scenarios work out by hand (Peru and Colombia, 2026)."""

from datetime import date

import pytest

from engine.calendar import Calendar, Unit

PERU = Calendar("PE")
COLOMBIA = Calendar("CO", timezone="America/Bogota")


@pytest.mark.parametrize(
    ("what", "start", "length", "due"),
    [
        ("enquiries on an abridged tender", date(2026, 3, 9), 3, date(2026, 3, 12)),
        ("appeal after the award", date(2026, 3, 27), 5, date(2026, 4, 7)),
        ("documents for the contract", date(2026, 4, 8), 8, date(2026, 4, 20)),
        ("signature of the contract", date(2026, 4, 20), 3, date(2026, 4, 23)),
        ("offers on a full tender", date(2026, 3, 9), 22, date(2026, 4, 10)),
        ("appeal on a full tender", date(2026, 3, 27), 8, date(2026, 4, 10)),
        ("high risk licence", date(2026, 3, 26), 8, date(2026, 4, 9)),
        ("its silence", date(2026, 4, 9), 5, date(2026, 4, 16)),
        ("thirty-day procedure", date(2026, 6, 15), 30, date(2026, 7, 31)),
        ("its silence, past the 6 August", date(2026, 7, 31), 5, date(2026, 8, 10)),
        ("correction by the applicant", date(2026, 4, 1), 2, date(2026, 4, 7)),
        ("thirty days anew from the correction", date(2026, 6, 18), 30, date(2026, 8, 5)),
        ("its silence anew", date(2026, 8, 5), 5, date(2026, 8, 13)),
        ("appeal over the July holidays", date(2026, 7, 24), 15, date(2026, 8, 19)),
        ("complaints book, over the new year", date(2026, 11, 20), 30, date(2027, 1, 7)),
        ("information request", date(2026, 9, 30), 10, date(2026, 10, 15)),
    ],
)
def test_peruvian_terms_in_business_days_end_as_worked_out(
    what: str, start: date, length: int, due: date
) -> None:
    assert PERU.add(start, length, Unit.BUSINESS) == due, what


@pytest.mark.parametrize(
    ("length", "due"),
    [(15, date(2026, 7, 1)), (10, date(2026, 6, 23)), (30, date(2026, 7, 24))],
)
def test_colombian_petitions_end_as_worked_out(length: int, due: date) -> None:
    assert COLOMBIA.add(date(2026, 6, 5), length, "business") == due


@pytest.mark.parametrize(
    ("window_ends", "consent"),
    [(date(2026, 4, 7), date(2026, 4, 8)), (date(2026, 4, 10), date(2026, 4, 13))],
)
def test_the_award_becomes_final_on_the_business_day_after_the_appeal_window(
    window_ends: date, consent: date
) -> None:
    assert PERU.next_business_day(window_ends) == consent
