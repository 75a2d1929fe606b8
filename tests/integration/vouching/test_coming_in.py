"""Citizens and staff come in by a provider: the first time they say which account is theirs, or a
claim that the municipality believes says it; from then on it opens by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.queries.accounts import outer_identities_of
from storage.queries.citizens import citizen_by_id, citizen_by_login
from storage.tables import outer_identities, outer_sign_ins
from tests.doors import Doors
from tests.vouching import NEXT_KEY
from tests.window import NELIDA, PASSWORD, actor_with, known, with_account


def test_somebody_new_gets_an_account_with_what_the_provider_says(doors: Doors) -> None:
    doors.lets_vouch(national_id="dni")
    doors.vouching.claims |= {"dni": "40718825", "email": "ana@correo.pe", "email_verified": True}
    desk, town = doors.hall.desk(), doors.hall.town
    assert desk.opens("citizen").all("//*[@id='providers']//a") == ["Ingresar con ID Perú"]
    page = desk.follows(doors.comes_back(desk))
    assert page.heading == "Su primera vez con ID Perú"
    assert page.all("//dl[@class='declared-list']//dd") == ["Ana Paz", "40718825"]
    forged = {"name": "Otra", "national_id": "11111111", "email": "ana@correo.pe", "phone": ""}
    listed = desk.follows(desk.sends("citizen/joining/new", forged, on="citizen/joining"))
    assert listed.heading == "Mis trámites"
    row = town.reads(
        lambda c: citizen_by_id(
            c,
            town.municipality_id,
            actor_with(town, desk.client.cookies["cauce_citizen"]).person_id or 0,
        )
    )
    assert row is not None
    assert (row.name, row.national_id, row.login) == ("Ana Paz", "40718825", None)
    again = doors.hall.desk()
    assert "Ana Paz" in again.follows(doors.comes_back(again)).text
    kept = town.reads(lambda c: c.execute(outer_sign_ins.select()).all())
    assert [each.told for each in kept] == [None, None]  # nothing of them stays on the way


def test_who_has_an_account_proves_it_once_by_its_password(doors: Doors) -> None:
    doors.lets_vouch()
    town = doors.hall.town
    token = with_account(town)
    desk = doors.hall.desk()
    page = desk.follows(doors.comes_back(desk))
    assert page.value("national_id") == ""
    entry = {"login": NELIDA.email, "password": "no es la clave"}
    wrong = desk.sends("citizen/joining/password", entry, on="citizen/joining")
    assert wrong.status == 422
    right = {**entry, "password": PASSWORD}
    mine = desk.follows(desk.sends("citizen/joining/password", right, on="citizen/joining"))
    assert NELIDA.name in mine.text
    person = actor_with(town, token).person_id or 0
    joined = town.reads(lambda c: outer_identities_of(c, town.municipality_id, person))
    assert [(each.subject, each.linked_by) for each in joined] == [("u-1", "password")]
    again = doors.hall.desk()
    assert NELIDA.name in again.follows(doors.comes_back(again)).text


@pytest.mark.parametrize(
    ("trusts", "verified", "joins"),
    [(True, True, True), (False, True, False), (True, False, False), (True, "true", False)],
)
def test_a_verified_email_joins_where_the_municipality_trusts_its_word(
    doors: Doors, *, trusts: bool, verified: object, joins: bool
) -> None:
    doors.lets_vouch(trusts_email=trusts)
    with_account(doors.hall.town)
    doors.vouching.claims |= {"email": NELIDA.email.upper(), "email_verified": verified}
    desk = doors.hall.desk()
    page = desk.follows(doors.comes_back(desk))
    assert (page.heading == "Mis trámites") is joins


def test_the_national_id_that_a_citizen_once_typed_joins_nobody(doors: Doors) -> None:
    doors.lets_vouch(national_id="dni")
    with_account(doors.hall.town)
    doors.vouching.claims |= {"dni": NELIDA.national_id}
    desk = doors.hall.desk()
    assert desk.follows(doors.comes_back(desk)).heading == "Su primera vez con ID Perú"


def test_who_is_in_joins_the_provider_to_their_account(doors: Doors) -> None:
    doors.lets_vouch()
    town = doors.hall.town
    desk = doors.hall.desk()
    desk.client.cookies.set("cauce_citizen", with_account(town))
    page = desk.sends("citizen/with/sso", {}, on="citizen")
    url = str(page.tree.xpath("//a[contains(@href, '/authorize')]/@href")[0])
    doors.vouching.now = int(town.clock.now().timestamp())
    back = desk.opens("citizen/with/sso/answer", params=doors.vouching.approves(url))
    assert NELIDA.name in desk.follows(back).text
    assert "Unir ID Perú" not in desk.opens("citizen").text
    again = doors.hall.desk()
    assert NELIDA.name in again.follows(doors.comes_back(again)).text


def test_a_join_that_was_begun_in_an_account_counts_only_while_it_is_open(doors: Doors) -> None:
    doors.lets_vouch()
    town = doors.hall.town
    desk = doors.hall.desk()
    desk.client.cookies.set("cauce_citizen", with_account(town))
    page = desk.sends("citizen/with/sso", {}, on="citizen")
    url = str(page.tree.xpath("//a[contains(@href, '/authorize')]/@href")[0])
    desk.client.cookies.delete("cauce_citizen")
    back = desk.opens("citizen/with/sso/answer", params=doors.vouching.approves(url))
    assert "ya no vale" in back.text
    assert town.reads(lambda c: c.execute(outer_identities.select()).all()) == []


def test_the_claims_may_come_with_the_user_info(doors: Doors) -> None:
    doors.lets_vouch(national_id="dni")
    doors.vouching.claims = {"sub": "u-1"}
    doors.vouching.user_info = {"sub": "u-1", "name": "Ana Paz", "dni": "40718825"}
    desk = doors.hall.desk()
    page = desk.follows(doors.comes_back(desk))
    assert page.all("//dl[@class='declared-list']//dd") == ["Ana Paz", "40718825"]
    doors.vouching.user_info["sub"] = "u-2"
    assert "no es segura" in doors.comes_back(desk).text


def test_a_level_of_assurance_may_be_asked_for(doors: Doors) -> None:
    doors.lets_vouch(levels=("alto", "muy-alto"))
    desk = doors.hall.desk()
    assert "acr_values=alto+muy-alto" in doors.leaves(desk)
    low = doors.comes_back(desk)
    assert (low.status, "comprobar mejor" in low.text) == (403, True)
    doors.vouching.claims |= {"acr": "alto"}
    assert doors.comes_back(desk).status == 303


def test_keys_may_change(doors: Doors) -> None:
    doors.lets_vouch()
    desk = doors.hall.desk()
    assert doors.comes_back(desk).status == 303
    doors.hall.town.clock.advance(timedelta(minutes=2))
    doors.vouching.key, doors.vouching.header = NEXT_KEY, {"alg": "RS256", "kid": "two"}
    doors.vouching.keys = [NEXT_KEY]
    assert doors.comes_back(desk).status == 303
    assert doors.vouching.asked.count("/jwks") == 2


def test_staff_come_in_where_they_may_and_to_the_page_they_asked_for(doors: Doors) -> None:
    doors.lets_vouch(doors=("staff",), national_id="dni")
    town, desk = doors.hall.town, doors.hall.desk()
    assert desk.opens("citizen/with/sso").status == 404
    assert "Ingresar con ID Perú" not in desk.opens("citizen").text
    page = desk.opens("sign-in", params={"back": f"/{doors.hall.slug}/cases"})
    assert "Ingresar con ID Perú" in page.text
    first = desk.follows(doors.comes_back(desk, "sign-in"))
    assert first.heading == "Su primera vez con ID Perú"
    entry = {"login": "rosa@tambo.pe", "password": "no es la clave"}
    assert desk.sends("sign-in/joining", entry, on="sign-in/joining").status == 422
    assert town.reads(lambda c: c.execute(outer_identities.select()).all()) == []


def test_another_door_than_the_one_that_was_left_by_is_none(doors: Doors) -> None:
    doors.lets_vouch()
    desk = doors.hall.desk()
    brought = doors.vouching.approves(doors.leaves(desk))
    assert "ya no vale" in desk.opens("sign-in/with/sso/answer", params=brought).text


def test_signing_out_leads_out_of_the_provider_too(doors: Doors) -> None:
    doors.lets_vouch()
    town, desk = doors.hall.town, doors.hall.desk()
    with_account(town)
    desk.follows(doors.comes_back(desk))
    entry = {"login": NELIDA.email, "password": PASSWORD}
    desk.sends("citizen/joining/password", entry, on="citizen/joining")
    token = desk.client.cookies["cauce_citizen"]
    page = desk.sends("citizen/sign-out", {}, on="citizen")
    assert page.heading == "Salió de su cuenta"
    (href,) = page.tree.xpath("//a[contains(@href, '/end?')]/@href")
    assert "id_token_hint=" in href
    assert f"post_logout_redirect_uri=http%3A%2F%2Ftestserver%2F{doors.hall.slug}%2Fcitizen" in href
    assert known(town, token) is None
    assert "Salir también" not in desk.sends("citizen/sign-out", {}, on="citizen").text


def test_a_provider_that_is_away_is_told_and_its_own_door_stays(doors: Doors) -> None:
    doors.lets_vouch(issuer=f"{doors.vouching.issuer}/away")
    page = doors.hall.desk().opens("citizen/with/sso")
    assert (page.status, "no responde ahora" in page.text) == (503, True)
    assert page.value("email") == ""
    assert (
        doors.hall.town.reads(
            lambda c: citizen_by_login(c, doors.hall.town.municipality_id, NELIDA.email)
        )
        is None
    )
