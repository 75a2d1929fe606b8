"""The citizen's window without script: asking for a service, following it, correcting it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from gettext import NullTranslations
from pathlib import Path

import pytest

from engine.catalogue.listing import with_closed
from engine.notices.following import tell_people
from engine.parameters import load_parameters
from processes.registry import family, parameters_of
from storage.queries.citizens import application_by_code
from storage.queries.documents import documents_of_case
from storage.queries.identity import names_of
from storage.queries.municipalities import municipality_by_id
from storage.queries.party_notices import party_notices_in
from storage.writes.municipalities import update_settings
from tests.hall import Desk, Hall, Page
from tests.town import PNG, Town
from tests.window import NELIDA, PASSWORD, observed, proof_of, window_service, with_account
from ui.notices.party_words import party_words
from ui.settings import Settings

APPLY = "services/stall/apply"
WHO = {"name": NELIDA.name, "national_id": NELIDA.national_id, "email": NELIDA.email}
PHOTO = {"_document.fotos": ("puesto.png", PNG, "image/png")}


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Rosa judges, Marta receives at the counter; the service may be asked for from outside."""
    town = Town(database_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.person("marta", "mesa_de_partes")
    town.deploys(window_service())
    yield Hall(town, Settings(upload_limit_mb=1))
    town.close()


def draft_on(page: Page) -> str:
    return str(page.tree.xpath("//input[@name='_draft']/@value")[0])


def turns(
    desk: Desk, address: str, page: Page, number: str, data: dict[str, str], **more: object
) -> Page:
    """Send one page, and open the next."""
    fields = {"_draft": draft_on(page), "_page": number, **data}
    return desk.follows(desk.sends(address, fields, on=address, **more))


def fills_in(desk: Desk, address: str = APPLY, **who: str) -> Page:
    """From the first page to the summary."""
    page = turns(desk, address, desk.opens(address), "who", {**WHO, **who})
    page = turns(
        desk, address, page, "1", {"nombre": "Nélida Rojas", "dni": "43214541", "empresa": "no"}
    )
    page = turns(desk, address, page, "3", {"rubro": "Quesos"})
    return turns(desk, address, page, "4", {}, files=PHOTO)


def sends_it(desk: Desk, summary: Page, address: str = APPLY) -> Page:
    fields = {"_draft": draft_on(summary), "_page": "0"}
    return desk.follows(desk.sends(address, fields, on=address))


def secrets_on(page: Page) -> tuple[str, str]:
    """Code and PIN, as they stand large on the receipt."""
    code, pin = page.all("//p[@class='code-large']")
    return code, pin


def files(hall: Hall) -> tuple[Desk, str, str]:
    desk = hall.desk()
    code, pin = secrets_on(sends_it(desk, fills_in(desk)))
    return desk, code, pin


def test_a_guest_asks_for_a_service_step_by_step(hall: Hall) -> None:
    desk = hall.desk()
    first = desk.opens(APPLY)
    assert first.heading == "Usted"
    assert first.all("//ol[@aria-label]/li/span[1]")[0].startswith("Usted")
    page = turns(desk, APPLY, first, "who", WHO)
    assert page.heading == "Quién pide"
    summary = fills_in(desk)
    assert summary.heading == "Revise antes de enviar"
    assert "Nélida Rojas" in summary.text
    assert "puesto.png" in summary.text
    receipt = sends_it(desk, summary)
    code, pin = secrets_on(receipt)
    assert re.fullmatch(r"2026-TAMBO-000001-\d", code)
    assert len(pin) == 6
    assert receipt.headers["cache-control"] == "private, no-store"
    paper = desk.opens(f"tracking/{code}/receipt.pdf")
    assert paper.status == 200
    (case,) = hall.town.cases_of("stall")
    assert hall.town.data_of(case)["rubro"] == "Quesos"
    elsewhere = hall.desk().opens(f"tracking/{code}/receipt")
    assert pin not in elsewhere.text
    assert "Nélida" not in elsewhere.text


def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(hall: Hall) -> None:
    desk = hall.desk()
    fields = {"_draft": draft_on(desk.opens(APPLY)), "_page": "who", "name": "Ana", "email": "ana"}
    page = desk.sends(APPLY, fields, on=APPLY)
    assert page.status == 422
    assert page.tree.xpath("//title")[0].text.startswith("Error")
    assert page.faults == ["Escriba el número del documento, sin espacios."]
    assert (page.value("name"), page.value("email")) == ("Ana", "ana")
    page = turns(desk, APPLY, desk.opens(APPLY), "who", WHO)
    wrong = desk.sends(
        APPLY, {"_draft": draft_on(page), "_page": "1", "nombre": "Ana", "dni": "1"}, on=APPLY
    )
    assert wrong.status == 422
    assert wrong.value("nombre") == "Ana"
    assert len(wrong.faults) == 2
    back = desk.opens(f"{APPLY}?draft={draft_on(page)}&page=1")
    assert back.value("nombre") == "Ana"  # kept, also with faults


def test_a_draft_goes_on_elsewhere_with_its_code(hall: Hall) -> None:
    desk, other = hall.desk(), hall.desk()
    page = turns(desk, APPLY, desk.opens(APPLY), "who", WHO)
    fields = {"_draft": draft_on(page), "_page": "1", "nombre": "Ana", "_elsewhere": "1"}
    shared = desk.sends(APPLY, fields, on=APPLY)
    code = shared.one("//p[@class='code-large']")
    wrong = other.sends("citizen/go-on", {"code": "AAAA-AAA-AAA"}, on="citizen/go-on")
    assert wrong.status == 422
    there = other.follows(other.sends("citizen/go-on", {"code": code}, on="citizen/go-on"))
    assert there.value("nombre") == "Ana"
    assert hall.desk().opens(f"{APPLY}?draft={draft_on(page)}&page=1").value("name") == ""


def test_following_names_areas_and_days_and_nobody(hall: Hall) -> None:
    _desk, code, _pin = files(hall)
    there = hall.desk()
    assert there.opens("tracking", params={"code": code.lower()}).status == 303
    page = there.opens(f"tracking/{code}")
    sentence = page.one("//p[@class='tracking-sentence']")
    assert (
        sentence
        == "La tiene el área de Mesa de partes. Debemos responderle hasta el lunes 9 de marzo."
    )
    for private in ("Nélida", "43214541", "rosa", "Quesos", "nelida@", "PUE-2026"):
        assert private not in page.text
    assert "···ida@correo.pe" in page.text
    assert "su solicitud queda aprobada" in page.text
    assert page.all("//ol[@class='timeline']/li/p[1]")[-1] == "Recibimos su solicitud"


def test_an_unknown_code_is_told_so(hall: Hall) -> None:
    page = hall.desk().opens("tracking/2026-TAMBO-000009-9")
    assert page.status == 404
    assert page.faults == [
        "No encontramos ese código. Revise que tenga 4 números, letras, 6 números y uno final."
    ]


def test_just_the_observed_field_is_corrected_with_the_pin(hall: Hall) -> None:
    _desk, code, pin = files(hall)
    (case,) = hall.town.cases_of("stall")
    observed(hall.town, "rosa", case, rubro="Diga qué quesos")
    there = hall.desk()
    page = there.opens(f"tracking/{code}")
    assert "Necesitamos que corrija 1 dato" in page.one("//p[@class='tracking-sentence']")
    assert "Diga qué quesos" not in page.text
    assert there.opens(f"tracking/{code}/correction").status == 403
    address = f"tracking/{code}"
    wrong = there.sends(f"{address}/pin", {"pin": "AAAAAA"}, on=address)
    assert wrong.status == 422
    form = there.follows(
        there.sends(f"{address}/pin", {"pin": pin.lower(), "to": "correction"}, on=address)
    )
    assert form.all("//p[@class='observed-note']") == ["Qué corregir: Diga qué quesos"]
    controls = form.tree.xpath("//div[@id='form-parts']//*[self::input or self::textarea]/@name")
    assert controls == ["rubro"]
    sent = there.sends(
        f"{address}/correction",
        {"rubro": "Quesos de cabra", "dni": "1"},
        on=f"{address}/correction",
    )
    done = there.follows(sent)
    assert "Recibimos sus correcciones: 1" in done.all("//ol[@class='timeline']/li/p[1]")
    assert hall.town.data_of(case)["rubro"] == "Quesos de cabra"
    assert hall.town.data_of(case)["dni"] == "43214541"


def test_they_write_withdraw_and_close(hall: Hall) -> None:
    desk, code, _pin = files(hall)  # who filed has it open already
    address = f"tracking/{code}"
    page = desk.follows(desk.sends(f"{address}/messages", {"text": "¿Falta algo?"}, on=address))
    assert "¿Falta algo?" in page.text
    empty = desk.sends(f"{address}/messages", {"text": " "}, on=address)
    assert empty.status == 422
    assert "¿Falta algo?" not in hall.desk().opens(address).text
    asked = desk.sends(f"{address}/withdrawal", {"reason": ""}, on=f"{address}/withdrawal")
    assert asked.status == 422
    gone = desk.sends(f"{address}/withdrawal", {"reason": "Ya no"}, on=f"{address}/withdrawal")
    assert "Usted desistió" in desk.follows(gone).text
    survey = desk.follows(desk.sends(f"{address}/survey", {"rating": "4"}, on=address))
    assert "¿Cómo fue la atención?" not in survey.text
    closed = desk.follows(desk.sends(f"{address}/pin", {"_method": "DELETE"}, on=address))
    assert "Nélida" not in closed.text


def test_an_account_lists_its_cases_and_what_is_to_be_done(hall: Hall) -> None:
    desk = hall.desk()
    asked = desk.sends("citizen/sign-up", {"email": NELIDA.email}, on="citizen/sign-up")
    form, letter_id = asked.location, int(asked.location.rpartition("/")[2])
    code = proof_of(hall.town, letter_id).code
    entered = {**WHO, "phone": "", "password": PASSWORD, "code": code}
    weak = desk.sends(form, {**entered, "password": "corta"}, on=form)
    assert weak.status == 422
    assert weak.value("code") == code
    empty = desk.follows(desk.sends(form, entered, on=form))
    assert "Todavía no presentó" in empty.text
    code, _pin = secrets_on(sends_it(desk, fills_in(desk)))
    observed(hall.town, "rosa", hall.town.cases_of("stall")[0], rubro="Diga qué quesos")
    listed = desk.opens("citizen")
    assert listed.all("//h2") == ["Qué debo hacer"]
    assert code in listed.text
    assert desk.opens(f"tracking/{code}/correction").status == 200  # its own: no PIN needed
    out = desk.sends("citizen/sign-out", {}, on="citizen")
    assert out.status == 303
    assert desk.opens("citizen").heading == "Sus trámites"
    wrong = desk.sends("citizen/sign-in", {"email": NELIDA.email, "password": "x"}, on="citizen")
    assert wrong.status == 422
    right = {"email": NELIDA.email, "password": PASSWORD}
    assert code in desk.follows(desk.sends("citizen/sign-in", right, on="citizen")).text


def test_a_session_of_a_case_ends_after_an_hour(hall: Hall) -> None:
    desk, code, _pin = files(hall)
    assert "Nélida" in desk.opens(f"tracking/{code}").text
    hall.town.clock.advance(timedelta(minutes=61))
    assert "Nélida" not in desk.opens(f"tracking/{code}").text


def test_a_file_that_was_observed_is_sent_again_with_the_pin(hall: Hall) -> None:
    _desk, code, pin = files(hall)
    (case,) = hall.town.cases_of("stall")
    observed(hall.town, "rosa", case, fotos="No se ve el puesto")
    desk, address = hall.desk(), f"tracking/{code}"
    there = f"{address}/correction"
    desk.follows(desk.sends(f"{address}/pin", {"pin": pin, "to": "correction"}, on=address))
    asked = desk.sends(there, {}, on=there)
    assert asked.status == 422  # it is asked for again
    new = {"_document.fotos": ("mejor.png", PNG, "image/png")}
    done = desk.follows(desk.sends(there, {}, new, on=there))
    assert "Recibimos sus correcciones: 1" in done.all("//ol[@class='timeline']/li/p[1]")
    found = hall.town.reads(lambda c: documents_of_case(c, hall.town.municipality_id, case))
    assert "mejor.png" in {each.filename for one in found for each in one.versions}


def test_pieces_of_a_file_come_under_the_sessions_of_the_portal(hall: Hall) -> None:
    desk = hall.desk()
    page = turns(desk, APPLY, desk.opens(APPLY), "who", WHO)
    place = {"draft": draft_on(page), "process": "stall", "kind": "fotos"}
    told = {**place, "filename": "puesto.png", "size": str(len(PNG))}
    announced = desk.sends("citizen/uploads", told, on=APPLY)
    assert announced.status == 201, announced.text
    upload = f"citizen/uploads/{announced.json['id']}"
    token = {"x-csrf-token": desk.token(APPLY)}
    address = f"/{hall.slug}/{upload}"
    sent = desk.client.put(f"{address}?at=0&process=stall", content=PNG, headers=token)
    assert sent.json()["whole"] is True
    assert desk.opens(upload).json["received"] == len(PNG)
    assert desk.opens(f"{upload}/picture").content == PNG
    stranger = hall.desk()
    assert stranger.opens(upload).status == 404
    assert (
        desk.client.request("DELETE", address, data={"csrf": token["x-csrf-token"]}).status_code
        == 204
    )
    assert desk.opens(upload).status == 404


def test_what_goes_to_the_applicant_names_the_code_and_nothing_of_the_case(hall: Hall) -> None:
    _desk, code, _pin = files(hall)
    (case,) = hall.town.cases_of("stall")
    tell_people(hall.town.installation)
    hall.town.clock.advance(timedelta(minutes=1))
    observed(hall.town, "rosa", case, rubro="Diga qué quesos")
    tell_people(hall.town.installation)
    key = hall.town.municipality_id
    (went,) = hall.town.reads(lambda c: party_notices_in(c, key, case))  # once: not of the task too
    row = hall.town.reads(lambda c: municipality_by_id(c, key))
    assert row is not None
    words = party_words(row, NullTranslations(), went, "Nélida Rojas")
    assert words is not None
    number = hall.town.case(case).number
    assert f"Su expediente {number} tiene observaciones por corregir." in words.body
    assert f"Sígalo en nuestra página con el código {code}." in words.body
    assert "quesos" not in words.body.lower()


def test_what_was_said_on_the_first_page_is_not_asked_for_again(hall: Hall) -> None:
    load_parameters(hall.town.installation, hall.town.municipality_id, parameters_of("PE"))
    hall.town.deploys(family("one_stop_shop/acceso_informacion").bundle)
    desk, address = hall.desk(), "services/acceso_informacion/apply"
    page = turns(desk, address, desk.opens(address), "who", WHO)
    assert page.value("nombre_solicitante") == NELIDA.name
    assert page.value("dni") == NELIDA.national_id
    assert page.value("correo") == NELIDA.email
    assert "Viene de la primera página." in page.text


def test_a_service_that_is_closed_at_the_window_is_not_asked_for_there(hall: Hall) -> None:
    town, desk = hall.town, hall.desk()
    assert desk.opens(APPLY).status in (200, 303)
    closed = with_closed("{}", frozenset({"stall"}))
    town.installation.database.run(
        lambda connection: update_settings(connection, town.municipality_id, settings=closed),
        municipality=town.municipality_id,
    )
    page = desk.opens(APPLY)
    page = desk.follows(page) if page.status == 303 else page
    assert page.status == 404


def test_who_files_next_at_the_same_device_is_somebody_else(hall: Hall) -> None:
    desk = hall.desk()
    other = turns(desk, APPLY, desk.opens(APPLY), "who", {**WHO, "name": "Ana Paz"})
    left = draft_on(other)
    first, _pin = secrets_on(sends_it(desk, fills_in(desk)))
    again = desk.opens(f"{APPLY}?draft={left}&page=who")
    assert again.value("name") == "Ana Paz"  # a draft that was not sent is not lost
    page = desk.opens(f"{APPLY}?draft={left}&page=1")
    for number, data in (
        ("1", {"nombre": "Ana Paz", "dni": "43214541", "empresa": "no"}),
        ("3", {"rubro": "Miel"}),
    ):
        page = turns(desk, APPLY, page, number, data)
    turns(desk, APPLY, page, "4", {}, files=PHOTO)
    fields = {"_draft": left, "_page": "0"}
    second, _pin = secrets_on(desk.follows(desk.sends(APPLY, fields, on=APPLY)))
    key = hall.town.municipality_id

    def asker(code: str) -> int:
        row = hall.town.reads(lambda c: application_by_code(c, key, code))
        assert row is not None
        return row.person_id

    people = [asker(first), asker(second)]
    names = hall.town.reads(lambda c: names_of(c, key, people))
    assert [names[each] for each in people] == ["Nélida Rojas", "Ana Paz"]


def test_a_case_that_was_closed_is_open_to_no_copy_of_its_session(hall: Hall) -> None:
    desk, code, _pin = files(hall)
    copy = hall.desk()
    copy.client.cookies.update(desk.client.cookies)
    address = f"tracking/{code}"
    assert "Nélida" in copy.opens(address).text
    desk.sends(f"{address}/pin", {"_method": "DELETE"}, on=address)
    assert "Nélida" not in copy.opens(address).text


def test_the_applicant_says_anew_where_they_are_told(hall: Hall) -> None:
    desk, code, _pin = files(hall)
    address = f"tracking/{code}/notices"
    assert desk.opens(address).value("address") == NELIDA.email
    assert hall.desk().opens(address).status == 403
    assert hall.desk().sends(address, {"address": "x@y.pe"}, on="citizen").status == 403
    wrong = desk.sends(address, {"address": "984"}, on=address)
    assert wrong.status == 422
    page = desk.follows(desk.sends(address, {"address": "+51 984 111 222"}, on=address))
    assert "+51 ··· 222" in page.text
    page = desk.follows(desk.sends(address, {"address": ""}, on=address))
    assert "No dejó correo ni teléfono" in page.text
    assert hall.town.verification().whole


def test_an_account_changes_its_password(hall: Hall) -> None:
    desk, address = hall.desk(), "citizen/password"
    assert desk.opens(address).status == 303
    desk.client.cookies.set("cauce_citizen", with_account(hall.town))
    wrong = desk.sends(address, {"old": "x", "new": "otra feria de quesos rojos"}, on=address)
    assert wrong.faults == ["No es su clave de ahora."]
    weak = desk.sends(address, {"old": PASSWORD, "new": "corta"}, on=address)
    assert weak.status == 422
    done = desk.sends(address, {"old": PASSWORD, "new": "otra feria de quesos rojos"}, on=address)
    assert done.status == 303
    entered = {"email": NELIDA.email, "password": "otra feria de quesos rojos"}
    assert hall.desk().sends("citizen/sign-in", entered, on="citizen").status == 303
