"""Nobody gets past the citizen's window: guessed codes and PINs, another's case by its id, a PIN
used elsewhere, a mandate that lapsed, a forged form, a field not observed, another town."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from engine.citizens.codes import code_of
from engine.citizens.filing import Filed, file
from engine.citizens.mandates import Power, Recorded, record_mandate
from engine.citizens.people import Applicant
from engine.citizens.sessions import SessionKind, open_citizen_session
from engine.citizens.unlocking import unlock
from engine.documents.places import Place
from engine.documents.uploading import begin
from engine.identity.founding import Founded, TownFacts, found_town
from engine.identity.people import Particulars
from engine.identity.sessions import actor_of
from engine.refusals import Refused
from storage.queries.citizens import application_of, citizen_by_login
from tests.hall import Desk, Hall
from tests.town import Town
from tests.window import (
    ASKED,
    NELIDA,
    actor_with,
    files_as_guest,
    observed,
    photo,
    unlocked,
    window_service,
    with_account,
)
from ui.attempts import MOST
from ui.settings import Settings

PRIVATE = ("Nélida", "43214541", "Quesos", "nelida@correo.pe", "PUE-2026", "984111222")
OTHERS = Applicant("Ana Paz", "40718825", "ana@correo.pe")


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    town = Town(database_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.person("marta", "mesa_de_partes")
    town.deploys(window_service())
    yield Hall(town, Settings(upload_limit_mb=1))
    town.close()


def opened(hall: Hall, filed: Filed) -> Desk:
    """A browser that showed the PIN."""
    desk, address = hall.desk(), f"tracking/{filed.code}"
    assert desk.sends(f"{address}/pin", {"pin": filed.pin}, on=address).status == 303
    return desk


def own_pages(code: str) -> list[str]:
    return [
        f"tracking/{code}",
        f"tracking/{code}/receipt",
        f"tracking/{code}/receipt.pdf",
        f"tracking/{code}/correction",
        f"tracking/{code}/withdrawal",
        f"tracking/{code}/notices",
    ]


ACTS = ("correction", "messages", "withdrawal", "survey", "notices")


def test_guessing_codes_is_slow_and_tells_nothing(hall: Hall) -> None:
    filed = files_as_guest(hall.town)
    desk = hall.desk()
    for number in range(MOST):
        guess = code_of(year=2026, short_name="TAMBO", number=500 + number)
        assert desk.opens(f"tracking/{guess}").status == 404
    stopped = desk.opens(f"tracking/{filed.code}")
    assert stopped.status == 429
    assert int(stopped.headers["retry-after"]) > 0
    assert desk.sends(f"tracking/{filed.code}/pin", {"pin": filed.pin}, on="citizen").status == 429
    hall.town.clock.advance(timedelta(minutes=6))
    assert desk.opens(f"tracking/{filed.code}").status == 200


def test_a_pin_is_not_found_by_trying(hall: Hall) -> None:
    filed = files_as_guest(hall.town)
    desk, address = hall.desk(), f"tracking/{filed.code}"
    for guess in ("AAAAAA", "", "BBBBBB", "'; --", "CCCCCC"):
        page = desk.sends(f"{address}/pin", {"pin": guess}, on=address)
        assert page.status == 422
        assert "Nélida" not in page.text
    right = desk.sends(f"{address}/pin", {"pin": filed.pin}, on=address)
    assert right.status == 422  # also the right one has to wait now
    hall.town.clock.advance(timedelta(minutes=61))
    assert desk.sends(f"{address}/pin", {"pin": filed.pin}, on=address).status == 303


@pytest.mark.usefixtures("shipped_passwords")
def test_a_wrong_pin_and_an_unknown_code_take_as_long(hall: Hall) -> None:
    filed, town = files_as_guest(hall.town), hall.town
    unknown = code_of(year=2026, short_name="TAMBO", number=777)

    def seconds(code: str) -> float:
        begun = time.perf_counter()
        answer = unlock(town.installation, town.municipality_id, code, "AAAAAA")
        assert isinstance(answer, Refused)
        return time.perf_counter() - begun

    seconds(unknown)
    wrong = min(seconds(filed.code) for _ in range(3))
    missing = min(seconds(unknown) for _ in range(3))
    assert missing > wrong / 4  # the hash is computed for nobody too
    assert wrong > missing / 4


def test_with_the_code_alone_nothing_private_is_shown_or_done(hall: Hall) -> None:
    filed = files_as_guest(hall.town)
    observed(hall.town, "rosa", filed.started.case_id, rubro="Su DNI 43214541 no corresponde")
    desk = hall.desk()
    for address in own_pages(filed.code):
        page = desk.opens(address)
        assert page.status in (200, 403), address
        for private in PRIVATE:
            assert private not in page.text, (address, private)
    for act in ACTS:
        sent = {"rubro": "Otro", "text": "Hola", "reason": "Ya no", "rating": "1"}
        page = desk.sends(f"tracking/{filed.code}/{act}", sent, on="citizen")
        assert page.status == 403, act
    assert hall.town.case(filed.started.case_id).state == "open"
    assert hall.town.data_of(filed.started.case_id)["rubro"] == "Quesos"


def test_the_pin_of_one_case_opens_no_other_and_no_page_of_the_staff(hall: Hall) -> None:
    mine, other = files_as_guest(hall.town, OTHERS), files_as_guest(hall.town)
    desk = opened(hall, mine)
    for act in ACTS:
        sent = {"rubro": "Otro", "text": "Hola", "reason": "Ya no", "rating": "1"}
        assert desk.sends(f"tracking/{other.code}/{act}", sent, on="citizen").status == 403
    for address in own_pages(other.code):
        assert "Nélida" not in desk.opens(address).text
    for page in ("inbox", "cases", "start", "people", "documents", "absences", "uploads"):
        answer = desk.opens(page)
        assert "/sign-in" in answer.location or answer.status in (404, 405), page
    number = hall.town.case(mine.started.case_id).number
    assert "/sign-in" in desk.opens(f"cases/{number}").location
    assert desk.opens("citizen").heading == "Sus trámites"  # nor the account


def test_no_token_of_the_window_is_one_of_the_staff(hall: Hall) -> None:
    town, filed = hall.town, files_as_guest(hall.town)
    token = with_account(town)
    desk = hall.desk()
    answer = unlock(town.installation, town.municipality_id, filed.code, filed.pin)
    assert not isinstance(answer, Refused)
    for stolen in (token, answer.token):
        assert actor_of(town.installation, stolen) is None
        desk.client.cookies.set("cauce_session", stolen)
        assert "/sign-in" in desk.opens("inbox").location
    staff = hall.session("rosa")
    for cookie in ("cauce_citizen", "cauce_case"):
        other = hall.desk()
        other.client.cookies.set(cookie, staff)
        assert other.opens("citizen").heading == "Sus trámites"
        assert "Nélida" not in other.opens(f"tracking/{filed.code}").text


def test_an_account_reaches_no_case_of_another_by_any_address(hall: Hall) -> None:
    town, filed = hall.town, files_as_guest(hall.town)
    observed(town, "rosa", filed.started.case_id, rubro="Diga qué quesos")
    desk = hall.desk()
    desk.client.cookies.set("cauce_citizen", with_account(town, OTHERS))
    for address in own_pages(filed.code):
        assert "Nélida" not in desk.opens(address).text
    task = town.open_task(filed.started.case_id, "subsanar")
    place = {"task": str(task), "kind": "fotos", "filename": "a.png", "size": "10"}
    sent = desk.sends("citizen/uploads", place, on="citizen")
    assert sent.status in (403, 404, 409)
    row = begin(
        town.installation,
        unlocked(town, filed),
        Place(task),
        kind="fotos",
        filename="a.png",
        size=10,
    )
    if not isinstance(row, Refused):
        for address in (f"citizen/uploads/{row.id}", f"citizen/uploads/{row.id}/picture"):
            assert desk.opens(address).status == 404


def test_a_draft_of_another_is_a_new_one(hall: Hall) -> None:
    address = "services/stall/apply"
    first, second = hall.desk(), hall.desk()
    page = first.opens(address)
    draft = str(page.tree.xpath("//input[@name='_draft']/@value")[0])
    who = {"name": NELIDA.name, "national_id": NELIDA.national_id}
    first.sends(address, {"_draft": draft, "_page": "who", **who}, on=address)
    stolen = second.opens(f"{address}?draft={draft}&page=1")
    assert "Nélida" not in stolen.text
    second.sends(
        address,
        {"_draft": draft, "_page": "who", "name": "X", "national_id": "1234567"},
        on=address,
    )
    assert first.opens(f"{address}?draft={draft}&page=who").value("name") == NELIDA.name


@pytest.mark.parametrize("act", ["pin", *ACTS])
def test_a_form_from_elsewhere_does_nothing(hall: Hall, act: str) -> None:
    filed = files_as_guest(hall.town)
    desk = opened(hall, filed)
    sent = {"csrf": "x.y", "pin": filed.pin, "text": "Hola", "reason": "Ya no", "rating": "1"}
    assert desk.sends(f"tracking/{filed.code}/{act}", sent, on="citizen").status == 403
    assert hall.town.case(filed.started.case_id).state == "open"


@pytest.mark.parametrize("address", ["services/stall/apply", "citizen/sign-in", "citizen/sign-up"])
def test_no_form_of_the_window_is_taken_from_elsewhere(hall: Hall, address: str) -> None:
    assert hall.desk().sends(address, {"csrf": "x.y"}, on="citizen").status == 403


def test_what_was_not_observed_does_not_come_in(hall: Hall) -> None:
    filed = files_as_guest(hall.town)
    case = filed.started.case_id
    observed(hall.town, "rosa", case, rubro="Diga qué quesos")
    forged = {
        "rubro": "Quesos de cabra",
        "nombre": "Otra persona",
        "dni": "00000000",
        "productos[0].nombre": "Licor",
        "observaciones[0].campo": "nombre",
        "resultado": "si",
    }
    address = f"tracking/{filed.code}/correction"
    assert opened(hall, filed).sends(address, forged, on=address).status == 303
    known = hall.town.data_of(case)
    assert (known["rubro"], known["nombre"], known["dni"]) == (
        "Quesos de cabra",
        "Nélida Rojas",
        "43214541",
    )
    assert known["productos"][0]["nombre"] == "Queso"
    assert known.get("resultado") is None


def test_nothing_is_corrected_that_waits_for_somebody_else(hall: Hall) -> None:
    filed = files_as_guest(hall.town)
    desk = opened(hall, filed)
    assert desk.opens(f"tracking/{filed.code}/correction").status == 404
    sent = desk.sends(f"tracking/{filed.code}/correction", {"resultado": "si"}, on="citizen")
    assert sent.status == 404
    assert hall.town.steps(filed.started.case_id) == ["calificar"]


def test_a_mandate_that_lapsed_opens_nothing_any_more(hall: Hall) -> None:
    town = hall.town
    token = with_account(town, OTHERS)
    today = date(2026, 3, 2)
    power = Power(
        OTHERS.email, NELIDA, ("stall",), today, today + timedelta(days=1), "Poder simple"
    )
    given = record_mandate(town.installation, town.people["marta"], power)
    assert isinstance(given, Recorded)
    filed = file(
        town.installation,
        actor_with(town, token),
        "stall",
        ASKED,
        applicant=OTHERS,
        kind=SessionKind.ACCOUNT,
        mandate_id=given.mandate_id,
        files=[photo()],
    )
    assert isinstance(filed, Filed)
    desk = hall.desk()
    desk.client.cookies.set("cauce_citizen", token)
    assert "Nélida" in desk.opens(f"tracking/{filed.code}").text
    town.clock.advance(timedelta(days=2))
    agent = new_session(town)
    desk.client.cookies.set("cauce_citizen", agent)
    assert "Nélida" not in desk.opens(f"tracking/{filed.code}").text
    sent = {"text": "Hola", "reason": "Ya no"}
    for act in ("messages", "withdrawal"):
        assert desk.sends(f"tracking/{filed.code}/{act}", sent, on="citizen").status == 403


def new_session(town: Town) -> str:
    """The same account signs in again."""
    row = town.reads(lambda c: citizen_by_login(c, town.municipality_id, OTHERS.email))
    assert row is not None
    return town.installation.database.run(
        lambda c: open_citizen_session(
            town.installation, c, town.municipality_id, row.person_id, SessionKind.ACCOUNT
        ),
        municipality=town.municipality_id,
    )


def test_another_town_knows_neither_code_nor_session(hall: Hall) -> None:
    town, filed = hall.town, files_as_guest(hall.town)
    found = found_town(
        town.installation,
        "puerto-azul",
        TownFacts("Puerto Azul", "BO", "America/La_Paz", "BOB"),
        Particulars("Inés Mamani", "ines@puerto.bo"),
    )
    assert isinstance(found, Founded)
    desk = opened(hall, filed)
    token = with_account(town)
    desk.slug = "puerto-azul"
    assert desk.opens(f"tracking/{filed.code}").status == 404
    desk.client.cookies.set("cauce_citizen", token, path="/puerto-azul")
    assert desk.opens("citizen").heading == "Sus trámites"
    there = found.municipality_id
    assert town.reads(lambda c: application_of(c, there, filed.started.case_id)) is None
    assert isinstance(unlock(town.installation, there, filed.code, filed.pin), Refused)
