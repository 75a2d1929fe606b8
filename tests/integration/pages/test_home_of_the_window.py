"""What the home tells besides its services: when taxes fall due, and what most people ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engine.catalogue.dues import Due, dues_of
from engine.parameters import load_parameters
from processes.registry import family, parameters_of
from storage.queries.deadlines import all_parameters
from tests.features.filings import FILINGS
from tests.hall import Hall
from tests.town import Town
from ui.settings import Settings

NOVEMBER = datetime(2026, 11, 16, 14, tzinfo=UTC)


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """The law of Peru and a service, in the middle of November."""
    town = Town(database_url, tmp_path / "documents")
    town.clock.move(to=NOVEMBER)
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    town.deploys(family("certificado").bundle)
    town.person("sonia", "mesa_de_partes")
    yield Hall(town, Settings())
    town.close()


def test_what_falls_due_soon_is_on_the_home(hall: Hall) -> None:
    text = hall.desk().opens(f"/{hall.slug}").text
    assert "vence la cuota 4 del impuesto predial." in text
    assert "cuota 1 de:" not in text  # not this winter's


def test_days_of_taxes_are_read_from_the_parameters(hall: Hall) -> None:
    town = hall.town
    rows = town.reads(lambda c: all_parameters(c, town.municipality_id))
    assert dues_of(rows, date(2026, 11, 16))[:2] == (
        Due(date(2026, 11, 30), "predial", 4),
        Due(date(2027, 2, 26), "predial", 1),
    )


def test_what_five_asked_for_is_named_and_less_is_not(hall: Hall) -> None:
    for _ in range(4):
        hall.town.open_case("sonia", "certificado", FILINGS["certificado"])
    assert "Lo más pedido este año" not in hall.desk().opens(f"/{hall.slug}").text
    hall.town.open_case("sonia", "certificado", FILINGS["certificado"])
    assert "Lo más pedido este año" in hall.desk().opens(f"/{hall.slug}").text
