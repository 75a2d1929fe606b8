"""The lists of places at the terminal, and the place of a municipality in them."""

from pathlib import Path

import pytest

from engine.cases import surroundings_of
from engine.territory import ground_of
from tests.integration.cli.conftest import Terminal
from tests.town import Town
from ui.cli.console import out

LIST = "# country: PE\n# source: INEI\n# date: 2026-01-31\ncode,name,parent\n08,Cusco,\n"
WHOLE = LIST + "0803,Anta,08\n080309,Zurite,0803\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where lists are kept; tables are as wide as they must."""
    monkeypatch.setattr(out, "width", 200)
    monkeypatch.setenv("CAUCE_PLACES", str(tmp_path / "places"))
    return tmp_path / "places"


def test_a_list_is_loaded_and_named_with_its_source(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    assert "departamento: 25, provincia: 196, distrito: 1893" in terminal("places", "list").said
    file = tmp_path / "mine.csv"
    file.write_text(WHOLE, encoding="utf-8")
    typed = terminal("places", "load", str(file), "--system", "INEI")
    assert typed.code == 0
    assert "departamento: 1, provincia: 1, distrito: 1" in typed.said + typed.problem
    told = terminal("places", "list").said
    assert "cargada" in told
    assert "2026-01-31" in told
    assert [each.name for each in folder.iterdir()] == ["pe.csv"]


def test_a_wrong_list_is_told_by_line_and_changes_nothing(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(LIST + "0803,,08\n", encoding="utf-8")
    typed = terminal("places", "load", str(file))
    assert typed.code == 1
    assert "mine.csv: Línea 6: falta el nombre de «0803»." in typed.problem
    assert not folder.exists()


def test_a_town_says_where_it_lies_and_forms_know_it(terminal: Terminal, worked: Town) -> None:
    words = ("town", "set", "--reason", "El ubigeo del INEI", "--place")
    assert terminal(*words, "99", database=worked.database_url).code != 0
    assert terminal(*words, "080309", database=worked.database_url).code == 0
    worked.reopen()

    def home(connection) -> list[str]:  # type: ignore[no-untyped-def]  # a connection
        around = surroundings_of(
            worked.installation, connection, worked.municipality_id, worked.clock.now()
        )
        return [place.name for place in ground_of(around.clocked_host).home_chain]

    worked.waits(hours=1)
    assert worked.reads(home) == ["Cusco", "Anta", "Zurite"]
