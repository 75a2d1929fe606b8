"""The town hall of the pages, and programs that come to its other door."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from engine.definitions import Bundle, read_folder
from engine.definitions.manifest import FILE
from tests.hall import PERMIT, PERMIT_ASKED, Hall
from tests.programs import Program, program
from tests.town import Town
from ui.settings import Settings


@pytest.fixture
def town_hall(tmp_path: Path) -> Iterator[Callable[[str], Hall]]:
    """Opens a hall on a database: Rosa receives, Elmer visits, Nélida trades; permits are given."""
    with ExitStack() as stack:

        def opened(database_url: str) -> Hall:
            town = Town(database_url, tmp_path / "documents")
            stack.callback(town.close)
            for name, role in (("rosa", "mesa"), ("elmer", "tecnico"), ("nelida", "feriante")):
                town.person(name, role)
            town.deploys(operated(PERMIT))
            return Hall(town, Settings(upload_limit_mb=1))

        yield opened


def operated(folder: Path) -> Bundle:
    """The process of a folder, whose cases the front desk operates and whose terms it moves."""
    files = read_folder(folder).files
    rights = b'operators = ["mesa"]\ntimekeepers = ["mesa"]\n'
    return Bundle({**files, FILE: rights + files[FILE]})


@pytest.fixture
def hall(database_url: str, town_hall: Callable[[str], Hall]) -> Hall:
    """The hall, on both kinds of database."""
    return town_hall(database_url)


@pytest.fixture
def desk(hall: Hall) -> Program:
    """A program that may do whatever the front desk may."""
    return program(hall, "mesa", name="Mesa virtual")


@pytest.fixture
def permit(hall: Hall) -> str:
    """A permit that waits to be reviewed; its number."""
    return hall.town.case(hall.town.open_case("rosa", "permit", PERMIT_ASKED)).number
