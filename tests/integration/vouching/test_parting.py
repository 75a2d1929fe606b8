"""Who is joined to a provider sees it and parts with it, but never with the last way in."""

from __future__ import annotations

from storage.tables import outer_identities
from tests.doors import Doors
from tests.hall import Desk, Page
from tests.town import Town
from tests.window import with_account

NEW = {"name": "Ana Paz", "national_id": "40718825", "email": "", "phone": ""}
OWN = "un molino de viento azul"


def identities(town: Town) -> list[int]:
    return [each.id for each in town.reads(lambda c: c.execute(outer_identities.select()).all())]


def parts(desk: Desk, at: str, identity: int, on: str = "") -> Page:
    return desk.sends(f"{at}/{identity}", {"_method": "DELETE"}, on=on or at)


def test_a_citizen_parts_with_a_provider_while_a_password_is_left(doors: Doors) -> None:
    doors.lets_vouch()
    town, desk = doors.hall.town, doors.hall.desk()
    desk.client.cookies.set("cauce_citizen", with_account(town))
    page = desk.sends("citizen/with/sso", {}, on="citizen")
    url = str(page.tree.xpath("//a[contains(@href, '/authorize')]/@href")[0])
    doors.vouching.now = int(town.clock.now().timestamp())
    desk.follows(desk.opens("citizen/with/sso/answer", params=doors.vouching.approves(url)))
    assert f"/{doors.hall.slug}/citizen/joined" in desk.opens("citizen").tree.xpath("//a/@href")
    listed = desk.opens("citizen/joined")
    assert "ID Perú" in listed.text
    assert "También ingresa con su clave." in listed.text
    [one] = identities(town)
    other = doors.hall.desk()
    assert (
        parts(other, "citizen/joined", one, on="citizen").location == f"/{doors.hall.slug}/citizen"
    )
    assert identities(town) == [one]  # nobody else parts with it
    assert "Ya no se ingresa" in desk.follows(parts(desk, "citizen/joined", one)).text
    assert identities(town) == []
    assert parts(desk, "citizen/joined", one, on="citizen").status == 404


def test_nobody_parts_with_the_last_way_in(doors: Doors) -> None:
    doors.lets_vouch()
    town, desk = doors.hall.town, doors.hall.desk()
    desk.follows(doors.comes_back(desk))
    assert desk.sends("citizen/joining/new", NEW, on="citizen/joining").status == 303
    assert "Es su única forma de ingresar" in desk.opens("citizen/joined").text
    [one] = identities(town)
    refused = parts(desk, "citizen/joined", one, on="citizen")
    assert (refused.status, "única forma" in refused.text) == (409, True)
    assert identities(town) == [one]


def test_staff_come_in_by_a_provider_with_success_and_part_with_it(doors: Doors) -> None:
    doors.lets_vouch(doors=("staff",))
    town, desk = doors.hall.town, doors.hall.desk()
    town.person("lucia", "mesa", password=OWN)
    desk.follows(doors.comes_back(desk, "sign-in"))
    entry = {"login": "lucia@tamboreal.example", "password": OWN}
    came = desk.follows(desk.sends("sign-in/joining", entry, on="sign-in/joining"))
    assert "Lucia" in came.text
    again = doors.hall.desk()  # from now on the provider is enough
    back = doors.comes_back(again, "sign-in")
    assert back.status == 303
    inbox = again.follows(back)
    assert "Lucia" in inbox.text
    assert f"/{doors.hall.slug}/joined" in inbox.tree.xpath("//a/@href")
    [one] = identities(town)
    other = doors.hall.desk("rosa")
    assert "Ninguno está unido" in other.opens("joined").text
    assert parts(other, "joined", one, on="absences").status == 404
    assert "Ya no se ingresa" in again.follows(parts(again, "joined", one)).text
    assert identities(town) == []
    third = doors.hall.desk()
    first = third.follows(doors.comes_back(third, "sign-in"))
    assert first.heading == "Su primera vez con ID Perú"
