"""The service in force: Rosa judges, Marta receives at the counter."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.town import Town
from tests.window import window_service


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    town = Town(database_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.person("marta", "mesa_de_partes")
    town.deploys(window_service())
    yield town
    town.close()
