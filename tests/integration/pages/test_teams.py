"""Mobile teams through the pages: who administers admits and ends, who is of one passes over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.identity import register_municipality
from engine.parameters import load_parameters
from processes.registry import family, parameters_of
from tests.features.test_team import ASKED
from tests.hall import Desk, Hall
from tests.town import Town
from ui.settings import Settings

MANAGED = "municipality/teams"


class Both:
    """The municipality of a team, and one that may admit it."""

    def __init__(self, town: Town) -> None:
        self.hall = Hall(town, Settings())
        other = Town.__new__(Town)
        other.__dict__.update(town.__dict__)
        other.people = {}
        self.slug = f"puerto-azul-{town.installation.ids.new()}"
        other.municipality_id = register_municipality(
            town.installation, slug=self.slug, name="Puerto Azul", country="PE",
            timezone="America/Lima", currency="PEN",
        )  # fmt: skip
        other.person("hugo", "planeamiento")
        other.deploys(family("asesoria").bundle)
        load_parameters(town.installation, other.municipality_id, parameters_of("PE"))
        other.open_case("hugo", "asesoria", ASKED)
        for each in (town, other):
            each.person("luis", "administrador")
            each.person("iris")
        self.town, self.other = town, other
        self.beyond = Hall(other, Settings())
        self.beyond.app = self.hall.app

    def formed(self) -> tuple[str, str]:
        """The team of Iris: its municipality and its number, as the forms of others send them."""
        desk = self.hall.desk("luis")
        assert desk.sends(MANAGED, {"name": "Valle", "knows": "Licencias"}).status == 303
        page = desk.opens(MANAGED)
        at = page.tree.xpath("//form[contains(@action, '/own/')]/@action")[0]
        iris = self.town.people["iris"].person_id
        assert desk.sends(at, {"person": iris}).status == 303
        return str(self.town.municipality_id), at.split("/")[-2]

    def admitted(self) -> str:
        """Where its admission is ended."""
        home, team = self.formed()
        boss = self.beyond.desk("luis")
        assert boss.sends(f"{MANAGED}/admissions", {"home": home, "team": team}).status == 303
        return str(boss.opens(MANAGED).tree.xpath("//form[contains(@action, '/end')]/@action")[0])

    def guest(self, desk: Desk) -> Desk:
        """The same browser at the other municipality."""
        desk.slug = self.slug
        return desk


@pytest.fixture
def both(database_url: str, tmp_path: Path) -> Iterator[Both]:
    """No team yet."""
    town = Town(database_url, tmp_path / "documents")
    yield Both(town)
    town.close()


def test_iris_passes_with_one_press_and_is_out_when_it_ends(both: Both) -> None:
    ends = both.admitted()
    boss, desk = both.beyond.desk("luis"), both.hall.desk("iris")
    page = boss.opens(MANAGED)
    assert "De Tambo Real, desde" in page.text
    assert "Iris" in page.one("//section[.//h2[text()='Trabajan aquí']]//p[@class='meta']")
    mine = desk.opens("team")
    assert "1 tarea en 2 municipalidades." in mine.text
    assert ("Tomar el pedido" in mine.text, "Licencias" in mine.text) == (True, False)
    task = mine.tree.xpath("//input[@name='task']/@value")[0]
    leaves = desk.sends("team/passes", {"to": both.slug, "task": task}, on="team")
    assert leaves.location.startswith(f"/{both.slug}/team/entrance?pass=")
    arrives = desk.opens(leaves.location)
    assert arrives.location == f"/{both.slug}/tasks/{task}"
    assert both.guest(desk).opens(f"tasks/{task}").status == 200
    assert desk.opens(leaves.location).status == 403
    assert desk.opens(f"/{both.hall.slug}/inbox").status in (303, 404)
    assert "ingresó con un pase" in boss.opens(MANAGED).text
    assert desk.opens(MANAGED).status == 403
    assert boss.sends(ends, {"why": ""}).status == 422
    assert boss.sends(ends, {"why": "Terminó el convenio"}).status == 303
    assert desk.opens("team").status in (303, 401)


def test_nobody_else_forms_admits_or_passes(both: Both) -> None:
    ends, iris = both.admitted(), both.hall.desk("iris")
    own = both.hall.desk("luis").opens(MANAGED)
    members = own.tree.xpath("//form[contains(@action, '/own/')]/@action")[0]
    for path in (MANAGED, f"{MANAGED}/admissions", members):
        assert iris.sends(path, {"name": "x", "knows": "y"}).status == 403, path
    far = ends.replace(both.slug, both.hall.slug)
    assert both.hall.desk("luis").sends(far, {"why": "x"}).status == 404
    boss = both.hall.desk("luis")
    assert "Usted todavía no es de un equipo" in boss.opens("team").text
    assert boss.sends("team/passes", {"to": both.slug}).status == 409
    stolen = iris.sends("team/passes", {"to": both.slug}, on="team").location
    assert boss.opens(stolen).status == 403
    stranger = both.hall.desk()
    assert stranger.opens(stolen).status == 403
    assert iris.opens(stolen).status == 303
    twin = {"home": both.town.municipality_id, "team": members.split("/")[-2]}
    assert both.hall.desk("luis").sends(f"{MANAGED}/admissions", twin).status == 404
