"""The pages of the second factor and of one's sessions."""

from __future__ import annotations

from base64 import b32decode
from datetime import timedelta

from tests.hall import Desk, Hall
from tests.integration.identity.test_people import OWN
from tests.integration.identity.test_second_factor import code_of, enrols

PHONE = {"user-agent": "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"}


def knocks(hall: Hall, login: str = "ana") -> Desk:
    """Somebody typed their password."""
    desk = hall.desk()
    typed = {"login": f"{login}@tamboreal.example", "password": OWN}
    page = desk.sends("sign-in", typed, on="sign-in?back=/" + hall.slug + "/keys", headers=PHONE)
    assert page.status in (200, 303), page.text[:300]
    return desk


def test_the_code_comes_after_the_password_and_leads_to_the_page_asked_for(hall: Hall) -> None:
    ana = hall.town.person("ana", "mesa", password=OWN)
    secret, _ = enrols(hall.town, ana)
    desk = knocks(hall)
    assert "cauce_session" not in desk.client.cookies
    assert desk.opens("inbox").status == 303
    page = desk.sends("sign-in/code", {"code": "000000"}, on="sign-in/code")
    assert page.status == 422
    assert "Ese código no es el de ahora" in page.text
    code = code_of(secret, hall.town)
    back = f"/{hall.slug}/keys"
    page = desk.sends("sign-in/code", {"code": code, "_back": back}, on="sign-in/code")
    assert page.status == 303
    assert page.headers["location"] == back
    assert desk.opens("inbox").status == 200


def test_the_code_page_is_nobodys_without_a_password_before(hall: Hall) -> None:
    desk = hall.desk()
    assert desk.opens("sign-in/code").headers["location"].endswith("/sign-in")
    page = desk.sends("sign-in/code", {"code": "123456"}, on="sign-in")
    assert page.status == 303
    assert "/sign-in" in page.headers["location"]


def test_a_role_that_asks_for_codes_leads_to_preparing_a_phone_and_back(hall: Hall) -> None:
    hall.town.person("luis", "administrador", password=OWN)
    luis = knocks(hall, "luis")
    asked = luis.opens("people/codes")
    assert asked.heading == "Ingreso con código"
    wrong = luis.sends("people/codes", {"roles": "administrador", "reason": ""}, on="people/codes")
    assert wrong.status == 422
    done = luis.sends(
        "people/codes", {"roles": "administrador", "reason": "Directiva 3"}, on="people/codes"
    )
    assert done.status == 303
    page = luis.opens("people")
    assert page.status == 303
    assert "/second-factor" in page.headers["location"]
    page = luis.opens(page.headers["location"])
    secret = page.one("//*[@id='secret']").replace(" ", "")
    assert len(b32decode(secret)) == 20
    assert page.headers["cache-control"] == "private, no-store"
    back = f"/{hall.slug}/people"
    typed = {"code": code_of(secret, hall.town), "_back": back}
    page = luis.sends("second-factor", typed, on="second-factor")
    assert page.status == 200
    assert len(page.all("//*[@id='recovery']/li")) == 10
    assert secret not in page.text
    assert luis.opens("people").status == 200
    assert "decidió qué roles ingresan con código" in luis.opens("municipality").text
    assert luis.opens("second-factor").all("//*[@id='secret']") == []


def test_an_administrator_takes_a_lost_phone_away(hall: Hall) -> None:
    ana = hall.town.person("ana", "mesa", password=OWN)
    hall.town.person("luis", "administrador")
    luis = hall.desk("luis")
    page = luis.opens(f"people/{ana.person_id}")
    assert "Quitar su código" not in page.text
    enrols(hall.town, ana)
    assert "Quitar su código" in luis.opens(f"people/{ana.person_id}").text
    act = f"people/{ana.person_id}/second-factor"
    assert luis.sends(act, {"reason": "Lo perdió"}, on=act).status == 303
    assert knocks(hall).opens("inbox").status == 200
    assert hall.desk("ana").sends(act, {"reason": "x"}).status == 403


def test_sessions_tell_device_and_place_and_are_ended_by_their_owner_alone(hall: Hall) -> None:
    hall.town.person("ana", "mesa", password=OWN)
    here, phone = hall.desk("ana"), knocks(hall)
    page = here.opens("sessions")
    assert page.heading == "Mis sesiones"
    rows = page.all("//tbody/tr/td[1]")
    assert sorted(rows) == ["Equipo desconocido", "Firefox, Android"]
    ending = str(page.tree.xpath("//form[contains(@action,'/end')]/@action")[0])
    assert hall.desk("rosa").sends(ending).status == 303
    assert phone.opens("inbox").status == 200
    assert here.sends(ending, on="sessions").status == 303
    assert phone.opens("inbox").status == 303
    again = knocks(hall)
    assert here.sends("sessions/others", on="sessions").status == 303
    assert again.opens("inbox").status == 303
    assert here.opens("inbox").status == 200


def test_the_last_use_is_written_down_every_quarter_of_an_hour(hall: Hall) -> None:
    hall.town.person("ana", "mesa")
    first, second = hall.desk("ana"), hall.desk("ana")
    hall.town.clock.advance(timedelta(minutes=20))
    second.opens("inbox")
    seen = first.opens("sessions").all("//tbody/tr/td[4]")
    assert sorted(each.rpartition(" ")[2] for each in seen) == ["9:20", "aquí"]
