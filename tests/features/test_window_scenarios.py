"""The scenarios of the one-stop shop, on SQLite and PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_bdd import scenarios

import processes
from tests.features.control_steps import *  # noqa: F403  # steps are fixtures of their module
from tests.features.proof_steps import *  # noqa: F403  # steps are fixtures of their module
from tests.features.window import Procedure
from tests.features.window_steps import *  # noqa: F403  # steps are fixtures of their module
from tests.town import Town


@pytest.fixture
def procedure(town: Town) -> Procedure:
    """The case of the scenario."""
    return Procedure(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(processes.__file__).parent / "one_stop_shop"))
scenarios(str(Path(processes.__file__).parent / "control"))
