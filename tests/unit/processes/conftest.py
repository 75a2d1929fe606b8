"""The purchase's decisions, evaluated on the law as shipped and a clock that stands still."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.calendar import Calendar
from engine.calendar.feel_functions import functions
from engine.dmn import Result, evaluate, parse_model
from engine.feel import Host
from processes.registry import family, parameters_of

NOON_IN_LIMA = 17

Decide = Callable[..., Result]


def in_force(key: str, on: date) -> Decimal | str:
    """The value of a parameter of Peru on a date, straight from the file."""
    for one in tomllib.loads(parameters_of("PE").decode())["parameters"]:
        if one["key"] == key and one["valid_from"] <= on <= one.get("valid_to", date.max):
            return Decimal(one["value"])
    raise LookupError(f"there is no {key} on {on}")


def host_on(today: date) -> Host:
    """What FEEL may call, on a day."""
    noon = datetime(today.year, today.month, today.day, NOON_IN_LIMA, tzinfo=UTC)
    return Host(functions(Calendar(), in_force), clock=lambda: noon)


@pytest.fixture(scope="session")
def decide() -> Decide:
    """Evaluates one decision of one file of the purchase, on a day."""
    files = family("procurement").bundle.ending(".dmn")
    models = {path.removesuffix(".dmn"): parse_model(body) for path, body in files.items()}

    def _decide(
        file: str, decision: str, inputs: Mapping[str, object], *, on: date = date(2026, 3, 9)
    ) -> Result:
        return evaluate(models[file], decision, inputs, host=host_on(on))  # type: ignore[arg-type]

    return _decide
