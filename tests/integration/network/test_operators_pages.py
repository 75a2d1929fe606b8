"""The pages of those who run the installation: a municipality begins there and works at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.identity import register_municipality
from engine.network.accounts import add_account, end_account
from engine.network.samples import MARK
from processes.registry import families_of
from storage.tables.network_accounts import AccountKind
from tests.hall import Desk, Hall, Page
from tests.town import Town
from ui.settings import Settings

PASSWORD = "puente-molino-42"
NEW = "/network/municipalities/new"
ONE = "/network/municipalities/rio-claro"
CHOSEN = ("one_stop_shop/acceso_informacion", "one_stop_shop/queja_demora")
ASKED: dict[str, str | list[str]] = {
    "name": "Municipalidad Distrital de Río Claro",
    "slug": "rio-claro",
    "country": "PE",
    "timezone": "America/Lima",
    "locale": "es",
    "accent": "#8C3B1E",
    "folders": list(CHOSEN),
    "people.0.name": "Marta Quispe",
    "people.0.email": "marta@rio-claro.example",
    "people.2.name": "José Luna",
    "people.2.email": "jose@rio-claro.example",
    "people.2.role": "mesa_de_partes",
}


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """A municipality with its administrator; Óscar runs the installation, Ana reads figures."""
    town = Town(database_url, tmp_path / "documents", now=datetime(2026, 10, 20, 14, tzinfo=UTC))
    town.person("rosa", "administrador")
    for login, kind in (("oscar", AccountKind.OPERATOR), ("ana", AccountKind.GOVERNMENT)):
        add_account(
            town.installation,
            login=f"{login}@red.example",
            name=login.capitalize(),
            kind=kind,
            password=PASSWORD,
            needs_code=False,
        )
    yield Hall(town, Settings())
    town.close()


def posts(desk: Desk, address: str, fields: dict[str, str | list[str]]) -> Page:
    """A form, with the proof that the sign-in page gives."""
    found = re.search(r'name="csrf" value="([^"]+)"', desk.opens("/network/sign-in").text)
    assert found is not None
    return Page(desk.client.post(address, data={"csrf": found[1], **fields}))


def come_in(hall: Hall, who: str) -> Desk:
    desk = hall.desk()
    answer = posts(desk, "/network/sign-in", {"login": f"{who}@red.example", "password": PASSWORD})
    assert answer.status == 303
    return desk


def passwords_on(page: Page) -> list[str]:
    return page.all("//strong[contains(@class,'code')]")


def enters(hall: Hall, login: str, password: str) -> tuple[Desk, Page]:
    """Somebody at the door of the new municipality."""
    desk = Desk(hall.app, "rio-claro")
    fields = {"login": login, "password": password}
    return desk, desk.sends("sign-in", fields, on="sign-in")


def test_a_municipality_begins_in_three_steps_and_its_people_work_in_it(hall: Hall) -> None:
    desk = come_in(hall, "oscar")
    assert desk.opens("/network").location == "/network/municipalities"
    fresh = desk.opens(f"{NEW}?country=PE")
    offered = fresh.tree.xpath("//input[@name='folders']/@value")
    assert set(offered) == {one.name for one in families_of("PE")}
    look = posts(desk, NEW, {**ASKED, "step": "look"})
    assert (look.status, look.heading) == (200, ASKED["name"])
    assert "José Luna" in look.text
    assert desk.opens(ONE).status == 404
    again = posts(desk, NEW, {**ASKED, "step": "again"})
    assert (again.value("people.2.email"), again.faults) == ("jose@rio-claro.example", [])
    made = posts(desk, NEW, {**ASKED, "step": "make"})
    assert "Con 2 procedimientos vigentes" in made.text
    first, second = passwords_on(made)
    marta, inside = enters(hall, "marta@rio-claro.example", first)
    assert marta.follows(inside).location.startswith("/rio-claro/password")  # chosen at once
    own = {"old": first, "new": "una clave muy suya", "again": "una clave muy suya"}
    assert marta.sends("password", own, on="password").location == "/rio-claro/inbox"
    assert "José Luna" in marta.opens("people").text
    assert "Acceso a la información pública" in marta.opens("processes").text
    assert "aún no trae los números de la ley" not in made.text
    _, jose = enters(hall, "jose@rio-claro.example", second)
    assert jose.status == 303
    citizen = Desk(hall.app, "rio-claro").opens("/rio-claro/services")
    assert "Acceso a la información pública" in citizen.text
    told = desk.opens("/network/acts").one("//ul[@class='told-list']/li/a")
    assert told == "Oscar creó «Municipalidad Distrital de Río Claro»"


def test_what_is_wrong_is_told_at_once_and_nothing_typed_is_lost(hall: Hall) -> None:
    desk = come_in(hall, "oscar")
    wrong = {**ASKED, "name": "", "slug": "Río Claro", "people.0.email": "marta", "step": "make"}
    page = posts(desk, NEW, {**wrong, "people.2.email": ""})
    assert page.status == 422
    assert page.faults == [
        "Escriba el nombre de la municipalidad.",
        "La dirección lleva letras sin tilde, números y guiones.",
        "Escriba el correo completo, por ejemplo rosa@muni.gob.pe.",
        "Escriba su correo: con él ingresa.",
    ]
    assert (page.value("slug"), page.value("people.2.name")) == ("Río Claro", "José Luna")
    assert page.tree.xpath("//input[@name='folders' and @checked]/@value") == list(CHOSEN)
    taken = posts(desk, NEW, {**ASKED, "slug": hall.slug, "step": "look"})
    assert taken.faults == ["Otra municipalidad ya tiene esa dirección."]
    twice = {**ASKED, "people.2.email": "MARTA@rio-claro.example", "step": "look"}
    assert posts(desk, NEW, twice).status == 422
    foreign = posts(desk, NEW, {**ASKED, "people.2.role": "presidente", "step": "make"})
    assert len(foreign.faults) == 1
    assert posts(desk, NEW, {**ASKED, "country": "XX", "step": "make"}).status == 200
    assert desk.opens(ONE).status == 404


def test_what_is_missing_is_adopted_and_a_lost_password_is_made_anew(hall: Hall) -> None:
    desk = come_in(hall, "oscar")
    made = posts(desk, NEW, {**ASKED, "folders": [CHOSEN[1]], "step": "make"})
    first = passwords_on(made)[0]
    page = desk.opens(ONE)
    assert "1 procedimiento vigente" in page.text
    assert posts(desk, f"{ONE}/adopt", {"key": "acceso_informacion"}).location == ONE
    assert "2 procedimientos vigentes" in desk.opens(ONE).text
    assert "puso en vigencia «Acceso a la información pública»" in desk.opens(ONE).text
    for login in ("", "jose@rio-claro.example", "nadie@rio-claro.example"):
        answer = posts(desk, f"{ONE}/password", {"login": login})
        assert answer.faults == ["Con ese correo nadie administra esta municipalidad."], login
    renewed = posts(desk, f"{ONE}/password", {"login": " Marta@rio-claro.example"})
    assert enters(hall, "marta@rio-claro.example", first)[1].status == 422
    assert enters(hall, "marta@rio-claro.example", passwords_on(renewed)[0])[1].status == 303
    told = desk.opens("/network/acts").all("//ul[@class='told-list']/li")[0]
    assert told.startswith("Oscar dio una clave nueva a quien administra /rio-claro")


def test_who_does_not_run_the_installation_finds_no_such_pages(hall: Hall) -> None:
    """Neither the central government, nor who administers a municipality, nor an ended account."""
    ana, rosa, oscar = come_in(hall, "ana"), hall.desk("rosa"), come_in(hall, "oscar")
    addresses = ("/network/municipalities", NEW, f"/network/municipalities/{hall.slug}")
    for address in (*addresses, "/network/acts"):
        assert ana.opens(address).status == 404
        assert rosa.opens(address).location.startswith("/network/sign-in")
        assert oscar.opens(address).status == 200
    assert "/network/municipalities" not in ana.opens("/network/indicators").text
    one = f"/network/municipalities/{hall.slug}"
    for address in (NEW, f"{one}/adopt", f"{one}/password"):
        assert posts(ana, address, {**ASKED, "step": "make"}).status == 404
        assert posts(rosa, address, {**ASKED, "step": "make"}).status == 303
    assert oscar.client.post(NEW, data={**ASKED, "step": "make", "csrf": "x"}).status_code == 403
    assert oscar.opens(ONE).status == 404
    register_municipality(
        hall.town.installation, slug="solo-cifras", name="Solo cifras", country="PE",
        timezone="America/Lima", currency="PEN", settings={MARK: True},
    )  # fmt: skip
    figures = "/network/municipalities/solo-cifras"
    assert "hay solo cifras" in oscar.opens(figures).text
    for act, field in (("adopt", "key"), ("password", "login")):
        assert posts(oscar, f"{figures}/{act}", {field: "*"}).status == 404
    end_account(hall.town.installation, "oscar@red.example")
    assert posts(oscar, NEW, {**ASKED, "step": "make"}).status == 303
    assert come_in(hall, "ana").opens("/rio-claro/services").status == 404
