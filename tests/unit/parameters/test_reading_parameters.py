"""A file of dated parameters is taken whole, or refused with every fault."""

from collections.abc import Callable
from datetime import date
from itertools import count

import pytest

from engine.parameters import ParametersRefused
from engine.parameters.loading import read_parameters
from storage.queries.deadlines import ParameterRow

UIT_2026 = """
[[parameters]]
key = "pe.uit"
value = "5500"
unit = "PEN"
valid_from = 2026-01-01
source = "DS 301-2025-EF"
status = "V"
"""


def numbering() -> Callable[[], int]:
    numbers = count(1)
    return lambda: next(numbers)


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(ParametersRefused) as refused:
        read_parameters(text.encode(), new_id=numbering())
    return refused.value.problems


def test_a_parameter_is_read_with_its_source_and_its_certainty() -> None:
    assert read_parameters(UIT_2026.encode(), new_id=numbering()) == (
        ParameterRow(1, "pe.uit", "5500", "PEN", date(2026, 1, 1), None, "DS 301-2025-EF", "V"),
    )


def test_a_period_without_an_end_lasts_until_the_next_begins() -> None:
    earlier = UIT_2026.replace("2026-01-01", "2025-01-01").replace("5500", "5350")
    rows = read_parameters((UIT_2026 + earlier).encode(), new_id=numbering())
    assert [row.value for row in rows] == ["5500", "5350"]


def test_periods_that_overlap_are_refused() -> None:
    earlier = UIT_2026.replace("2026-01-01", "2025-01-01\nvalid_to = 2026-01-01")
    assert problems_of(UIT_2026 + earlier) == ("«pe.uit» tiene dos valores el 01/01/2026.",)


def test_two_values_from_the_same_day_are_refused() -> None:
    assert problems_of(UIT_2026 + UIT_2026) == ("«pe.uit» tiene dos valores el 01/01/2026.",)


SINCE = "valid_from = 2026-01-01"
NO_DAY = "A «pe.uit» le falta valid_from, una fecha."


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ('value = "5500"', 'value = "x"', "«pe.uit» no es un número: 'x'."),
        ('value = "5500"', 'value = "NaN"', "«pe.uit» no es un número: 'NaN'."),
        ('value = "5500"', "value = 5500", "A «pe.uit» le falta value."),
        ('status = "V"', 'status = "Z"', "status de «pe.uit» debe ser V, S o K."),
        ('source = "DS 301-2025-EF"', 'source = ""', "A «pe.uit» le falta source."),
        (SINCE, "valid_from = 2026", NO_DAY),
        (SINCE, f"{SINCE}T00:00:00", NO_DAY),
        (SINCE, f'{SINCE}\nvalid_to = "x"', "valid_to de «pe.uit» debe ser una fecha."),
        (
            SINCE,
            f"{SINCE}\nvalid_to = 2025-01-01",
            "«pe.uit» termina el 01/01/2025, antes de empezar.",
        ),
        ('unit = "PEN"', 'unit = "PEN"\nunits = "x"', "«pe.uit» no puede tener units."),
    ],
)
def test_a_fault_is_named(right: str, wrong: str, problem: str) -> None:
    assert problems_of(UIT_2026.replace(right, wrong)) == (problem,)


@pytest.mark.parametrize("text", ["[", "\udcff", "parameters = 5", "parameters = [5]"])
def test_what_is_no_list_of_parameters_is_refused(text: str) -> None:
    with pytest.raises(ParametersRefused):
        read_parameters(text.encode("utf-8", "surrogateescape"), new_id=numbering())
