"""The scenarios of what taxpayers ask for, on SQLite and PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_bdd import scenarios

import processes
from tests.features.tax_service_steps import *  # noqa: F403  # steps are fixtures of their module
from tests.features.window import Procedure
from tests.features.window_steps import *  # noqa: F403  # steps are fixtures of their module
from tests.town import Town

TAXES = Path(processes.__file__).parent / "taxes"


@pytest.fixture
def procedure(town: Town) -> Procedure:
    """The case of the scenario."""
    return Procedure(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


SERVICES = (
    "beneficio_pensionista",
    "inafectacion_predial",
    "prescripcion_tributaria",
    "reclamacion_tributaria",
)
for _service in SERVICES:
    scenarios(str(TAXES / _service / "scenarios"))
