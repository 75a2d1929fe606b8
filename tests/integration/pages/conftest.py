"""The town hall with its pages, for every test in this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hall import PERMIT, PERMIT_ASKED, Hall
from tests.town import Town
from ui.settings import Settings


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Rosa receives, Marta too, Elmer visits, Nélida is a trader; the permit is in force."""
    town = Town(database_url, tmp_path / "documents")
    for name, role in (("rosa", "mesa"), ("marta", "mesa"), ("elmer", "tecnico")):
        town.person(name, role)
    town.person("nelida", "feriante")
    town.deploys(PERMIT)
    yield Hall(town, Settings(upload_limit_mb=1))
    town.close()


@pytest.fixture
def permit(hall: Hall) -> int:
    """A permit that waits to be reviewed; its case id."""
    return hall.town.open_case("rosa", "permit", PERMIT_ASKED)


@pytest.fixture
def review(hall: Hall, permit: int) -> int:
    """The free task of reviewing it."""
    return hall.town.open_task(permit, "revisar")
