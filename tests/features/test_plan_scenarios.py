"""The scenarios of the annual plan, on SQLite and PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_bdd import scenarios

import processes
from tests.features.plan_steps import *  # noqa: F403  # the sentences of this feature alone
from tests.town import Town


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(processes.__file__).parent / "procurement" / "plan_anual" / "scenarios"))
