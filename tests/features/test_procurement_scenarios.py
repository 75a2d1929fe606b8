"""The scenarios of the purchase of goods, on SQLite and PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_bdd import scenarios

import processes
from tests.town import Town


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(processes.__file__).parent / "procurement" / "scenarios"))
