"""Nobody reaches the rights of others by the pages: a role less, another town, a forged form, an
old session, a program."""

from __future__ import annotations

from datetime import date

import pytest

from engine.identity.absences import Absence, be_away
from engine.identity.founding import Founded, TownFacts, found_town
from engine.identity.people import Particulars
from tests.hall import Hall
from tests.programs import issued

PAGES = ("people", "people/new", "people/{}", "people/{}/details", "people/{}/leaving")
MORE = ("people/{}/password", "people/{}/return", "people/{}/roles/mesa/end", "municipality")
ACTS = (
    "people",
    "people/{}/details",
    "people/{}/roles",
    "people/{}/roles/mesa/end",
    "people/{}/leaving",
    "people/{}/return",
    "people/{}/password",
    "municipality",
)
ASKED = {"name": "Eva Paz", "email": "eva@p.pe", "reason": "x", "role": "operador"}


@pytest.mark.parametrize("address", [*PAGES, *MORE])
def test_who_does_not_administer_sees_no_page_of_people(hall: Hall, address: str) -> None:
    hall.town.person("olga", "operador", "calendario", "auditor", "mesa")
    marta = hall.town.people["marta"].person_id
    page = hall.desk("olga").opens(address.format(marta))
    assert page.status == 403
    assert "Marta" not in page.text


@pytest.mark.parametrize("address", ACTS)
def test_who_does_not_administer_decides_nothing(hall: Hall, address: str) -> None:
    hall.town.person("olga", "operador", "calendario", "auditor", "mesa")
    marta = hall.town.people["marta"].person_id
    assert hall.desk("olga").sends(address.format(marta), ASKED).status == 403
    assert hall.desk("marta").opens("inbox").status == 200


@pytest.mark.parametrize("address", ACTS)
def test_a_form_from_elsewhere_decides_nothing(hall: Hall, address: str) -> None:
    hall.town.person("luis", "administrador")
    marta = hall.town.people["marta"].person_id
    page = hall.desk("luis").sends(address.format(marta), {**ASKED, "csrf": "x.y"})
    assert page.status == 403
    assert hall.desk("marta").opens("inbox").status == 200


@pytest.mark.parametrize("address", [*PAGES[2:], *MORE[:3]])
def test_the_people_of_another_town_are_not_found(hall: Hall, address: str) -> None:
    hall.town.person("luis", "administrador")
    found = found_town(
        hall.town.installation,
        "puerto-azul",
        TownFacts("Puerto Azul", "BO", "America/La_Paz", "BOB"),
        Particulars("Inés Mamani", "ines@puerto.bo"),
    )
    assert isinstance(found, Founded)
    desk, theirs = hall.desk("luis"), found.administrator.person_id
    assert desk.opens(address.format(theirs)).status == 404
    if address != "people/{}":
        assert desk.sends(address.format(theirs), ASKED).status == 404


def test_a_program_is_nobody_who_can_be_let_in(hall: Hall) -> None:
    hall.town.person("luis", "administrador")
    desk, program = hall.desk("luis"), issued(hall, "mesa", name="Escáner")
    assert "Escáner" not in desk.opens("people").text
    for address in ("people/{}/roles", "people/{}/password", "people/{}/details"):
        asked = desk.sends(address.format(program.person_id), ASKED)
        assert asked.status == 404


def test_who_stands_in_for_an_administrator_does_not_administer(hall: Hall) -> None:
    luis, marta = hall.town.person("luis", "administrador"), hall.town.people["marta"]
    day = date(2026, 3, 2)
    be_away(hall.town.installation, luis, Absence(marta.person_id or 0, day, day))
    assert hall.desk("marta").opens("people").status == 403


def test_a_first_password_opens_only_the_page_that_replaces_it(hall: Hall) -> None:
    hall.town.person("luis", "administrador")
    luis = hall.desk("luis")
    asked = {**ASKED, "roles": "administrador"}
    password = luis.sends("people", asked).one("//*[@id='first-password']")
    eva = hall.desk()
    eva.sends("sign-in", {"login": "eva@p.pe", "password": password}, on="sign-in")
    for address in ("inbox", "people", "municipality", "cases", "start", "absences", "calendar"):
        assert "/password" in eva.opens(address).location
    sent = eva.sends("people", {**ASKED, "email": "otra@p.pe"}, on="password")
    assert "/password" in sent.location
    assert "otra@p.pe" not in luis.opens("people").text
