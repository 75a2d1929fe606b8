"""The law of Peru and of Colombia as the house ships it, without a database."""

from __future__ import annotations

import pytest

from engine.calendar import Calendar
from engine.calendar.feel_functions import functions
from engine.feel import Host
from processes.registry import in_force
from processes.taxes.assessing import Law
from processes.taxes.law import law_of


@pytest.fixture(scope="session")
def law() -> Law:
    """The tables with the numbers of Peru."""
    return law_of(lambda key, on: in_force("PE", key, on))


@pytest.fixture(scope="session")
def colombia() -> Host:
    """The host of a Colombian municipality."""
    return Host(functions(Calendar(), lambda key, on: in_force("CO", key, on)))
