"""Numbers follow the country, words follow the reader."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ui.formats import Formats, Localisation

TODAY = date(2026, 3, 30)
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("currency", "written"),
    [
        ("PEN", "S/ 171,500.00"),
        ("BOB", "Bs 171.500,00"),
        ("BRL", "R$ 171.500,00"),
        ("MXN", "$ 171,500.00 MXN"),
        ("CLP", "$ 171.500 CLP"),
        ("PYG", "₲ 171.500"),
    ],
)
def test_money_is_written_as_its_country_does_and_never_breaks(currency: str, written: str) -> None:
    formats = Formats(Localisation(currency=currency))
    assert formats.money(Decimal(171500)) == written.replace(" ", NBSP)


def test_money_rounds_half_up_and_a_missing_amount_is_a_dash(formats: Formats) -> None:
    assert formats.money(Decimal("0.125")) == f"S/{NBSP}0.13"
    assert formats.money(Decimal("-1234.5")) == f"S/{NBSP}-1,234.50"
    assert formats.money(None) == "—"


@pytest.mark.parametrize(
    ("locale", "words"),
    [("es", "martes 7 de abril"), ("pt", "terça-feira, 7 de abril"), ("en", "Tuesday 7 April")],
)
def test_a_day_in_words_says_its_year_only_when_it_is_another(locale: str, words: str) -> None:
    formats = Formats(Localisation(locale))
    told = formats.day_words(date(2026, 4, 7), TODAY)
    assert told.replace(NBSP, " ") == words
    assert "2027" in formats.day_words(date(2027, 4, 7), TODAY)


def test_a_day_in_words_may_break_only_after_the_weekday(formats: Formats) -> None:
    assert formats.day_words(date(2026, 4, 7), TODAY).split(" ") == [
        "martes",
        NBSP.join(("7", "de", "abril")),
    ]


def test_the_first_of_a_month_is_an_ordinal_in_portuguese() -> None:
    told = Formats(Localisation("pt")).date_words(date(2026, 4, 1), TODAY)
    assert told.replace(NBSP, " ") == "1º de abril"


def test_short_days_carry_the_year_only_when_it_is_another(formats: Formats) -> None:
    assert formats.short_day(date(2026, 4, 7), TODAY) == "07/04"
    assert formats.short_day(date(2025, 4, 7), TODAY) == "07/04/2025"
    assert formats.short_day(date(2026, 4, 7)) == "07/04/2026"


def test_moments_are_told_on_the_clock_of_the_municipality(formats: Formats) -> None:
    night = datetime(2026, 3, 31, 2, 5, tzinfo=UTC)
    assert formats.clock(night) == "21:05"
    assert formats.moment(night, TODAY) == "hoy, 21:05"
    assert formats.moment(date(2026, 3, 27), TODAY) == f"vie{NBSP}27/03"
    assert formats.moment(date(2025, 3, 27), TODAY) == "27/03/2025"


def test_shares_and_sizes_keep_their_unit_beside_them(formats: Formats) -> None:
    assert formats.percent(Decimal("0.87")) == f"87{NBSP}%"
    assert formats.percent(Decimal("0.0472"), 2) == f"4.72{NBSP}%"
    assert formats.file_size(1_400_000) == f"1.4{NBSP}MB"
    assert formats.file_size(120) == f"1{NBSP}KB"


def test_an_unknown_language_reads_spanish() -> None:
    assert Localisation("qu-PE").language == "es"
    assert Localisation("pt-BR").language == "pt"
