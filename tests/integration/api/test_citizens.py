"""Programs at the counter: they read the catalogue, file for people, follow cases by their code,
act with the PIN, and write down who acts for whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.identity.house import COUNTER
from storage.queries.citizens import application_of
from tests import offered
from tests.hall import Hall
from tests.programs import Program, Said, program
from tests.town import PNG, Town
from tests.window import ASKED, NELIDA, files_as_guest, observed, window_service, with_account
from ui.attempts import MOST
from ui.settings import Settings

WHO = {"name": NELIDA.name, "national_id": NELIDA.national_id, "email": NELIDA.email}


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    town = Town(database_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.deploys(window_service())
    yield Hall(town, Settings(upload_limit_mb=1))
    town.close()


@pytest.fixture
def kiosk(hall: Hall) -> Program:
    return program(hall, COUNTER)


def with_pin(
    kiosk: Program, method: str, path: str, pin: str, json: Any = None, **more: Any
) -> Said:
    return kiosk.asks(method, path, json, headers={"x-cauce-pin": pin}, **more)


def sent_photo(kiosk: Program) -> str:
    upload = str(kiosk.posts("uploads").json["upload"])
    told = {"upload-offset": "0", "content-type": "application/octet-stream"}
    assert kiosk.asks("PATCH", f"uploads/{upload}", content=PNG, headers=told).status == 200
    return upload


def test_the_catalogue_is_told_with_todays_numbers(hall: Hall, kiosk: Program) -> None:
    hall.town.deploys(offered.service())
    (line,) = kiosk.gets("services").json["items"]
    assert (line["key"], line["open"], line["qualification"]) == ("licencia", True, "positive")
    assert [each["length"] for each in line["terms"]] == [2, None]  # no parameter says the other
    whole = kiosk.gets("services/licencia")
    assert whole.json["remedies"][0]["body"] == "Alcaldía"
    again = kiosk.asks("GET", "services/licencia", headers={"if-none-match": whole.etag})
    assert again.status == 304
    linked = kiosk.gets("services/licencia/jsonld")
    assert linked.headers["content-type"].startswith("application/ld+json")
    assert linked.json["@graph"][1]["@type"] == "cpsv:PublicService"
    assert kiosk.gets("services/nada").status == 404


def test_a_case_is_filed_for_a_person_once(hall: Hall, kiosk: Program) -> None:
    asked = {
        "service": "stall",
        "applicant": WHO,
        "data": ASKED,
        "originals": ["DNI"],
        "files": [{"kind": "fotos", "filename": "a.png", "upload": sent_photo(kiosk)}],
    }
    first = kiosk.posts("applications", asked, key="uno")
    assert first.status == 201, first.text
    again = kiosk.posts("applications", asked, key="uno")
    assert {**first.json, "pin": ""} == again.json  # told once
    assert len(hall.town.cases_of("stall")) == 1
    case_id = hall.town.cases_of("stall")[0]
    row = hall.town.reads(lambda c: application_of(c, hall.town.municipality_id, case_id))
    assert row is not None
    assert (row.channel, row.code) == ("counter", first.json["code"])
    assert first.headers["location"].endswith(f"/tracking/{row.code}")


def test_what_is_wrong_is_named(hall: Hall, kiosk: Program) -> None:
    bad = {"service": "stall", "applicant": {**WHO, "national_id": "¿43214541?"}, "data": ASKED}
    answer = kiosk.posts("applications", bad)
    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "body.applicant.national_id")
    empty = kiosk.posts("applications", {"service": "stall", "applicant": WHO})
    assert empty.status == 422
    assert {each["field"] for each in empty.json["errors"]} >= {"nombre", "dni"}
    clerk = program(hall, "mesa")
    assert clerk.posts("applications", {**bad, "applicant": WHO}).kind == "no_role"


def test_with_the_code_alone_nothing_of_the_person_is_told(hall: Hall, kiosk: Program) -> None:
    filed = files_as_guest(hall.town)
    told = kiosk.gets(f"tracking/{filed.code.lower().replace('-', ' ')}")
    assert told.status == 200
    assert (told.json["applicant"], told.json["number"], told.json["letters"]) == (None, None, [])
    assert "La tiene el área de Mesa de partes." in told.json["sentence"]
    for private in ("Nélida", "43214541", "Quesos", "nelida@correo.pe", "PUE-2026"):
        assert private not in told.text
    mine = with_pin(kiosk, "GET", f"tracking/{filed.code}", filed.pin)
    assert mine.json["applicant"] == NELIDA.name


def test_the_applicant_acts_with_the_pin(hall: Hall, kiosk: Program) -> None:
    filed = files_as_guest(hall.town)
    case_id, base = filed.started.case_id, f"tracking/{filed.code}"
    written = with_pin(kiosk, "POST", f"{base}/messages", filed.pin, {"text": "¿Falta algo?"})
    assert written.json == {"code": filed.code}
    observed(hall.town, "rosa", case_id, rubro="Diga qué quesos")
    seen = with_pin(kiosk, "GET", base, filed.pin).json
    assert [each["reason"] for each in seen["observed"]] == ["Diga qué quesos"]
    assert [(each["own"], each["text"]) for each in seen["letters"]] == [(True, "¿Falta algo?")]
    forged = {"data": {"rubro": "Quesos de cabra", "dni": "00000000"}}
    corrected = with_pin(kiosk, "POST", f"{base}/corrections", filed.pin, forged)
    assert corrected.status == 200, corrected.text
    known = hall.town.data_of(case_id)
    assert (known["rubro"], known["dni"]) == ("Quesos de cabra", "43214541")
    early = with_pin(kiosk, "POST", f"{base}/survey", filed.pin, {"rating": 4})
    assert early.status == 409
    gone = with_pin(kiosk, "POST", f"{base}/withdrawal", filed.pin, {"reason": "Ya no"}, key="w")
    assert gone.status == 200
    repeated = with_pin(
        kiosk, "POST", f"{base}/withdrawal", filed.pin, {"reason": "Ya no"}, key="w"
    )
    assert (repeated.status, repeated.headers["idempotency-replayed"]) == (200, "true")
    assert hall.town.case(case_id).state == "cancelled"
    assert with_pin(kiosk, "POST", f"{base}/survey", filed.pin, {"rating": 4}).status == 200
    assert with_pin(kiosk, "POST", f"{base}/survey", filed.pin, {"rating": 5}).kind == "answered"


ACTS = {
    "messages": {"text": "Hola"},
    "corrections": {"data": {"rubro": "Otro"}},
    "withdrawal": {"reason": "Ya no"},
    "survey": {"rating": 1},
}


@pytest.mark.parametrize("act", ACTS)
def test_nobody_acts_without_the_pin_of_that_very_case(
    hall: Hall, kiosk: Program, act: str
) -> None:
    filed, other = files_as_guest(hall.town), files_as_guest(hall.town)
    observed(hall.town, "rosa", filed.started.case_id, rubro="Diga qué quesos")
    address = f"tracking/{filed.code}/{act}"
    assert kiosk.posts(address, ACTS[act]).status == 422
    for pin in ("AAAAAA", other.pin, ""):
        assert with_pin(kiosk, "POST", address, pin, ACTS[act]).kind == "wrong_password"
    assert hall.town.case(filed.started.case_id).state == "open"
    assert hall.town.data_of(filed.started.case_id)["rubro"] == "Quesos"


def test_a_pin_is_not_found_by_trying_here_either(hall: Hall, kiosk: Program) -> None:
    filed = files_as_guest(hall.town)
    address = f"tracking/{filed.code}"
    for guess in ("AAAAAA", "BBBBBB", "CCCCCC", "DDDDDD", "EEEEEE"):
        assert with_pin(kiosk, "GET", address, guess).status == 422
    assert with_pin(kiosk, "GET", address, filed.pin).status == 422  # now it has to wait too


def test_who_guesses_codes_has_to_wait(hall: Hall, kiosk: Program) -> None:
    filed = files_as_guest(hall.town)
    for number in range(MOST):
        assert kiosk.gets(f"tracking/2026-TAMBO-{500 + number:06d}-0").status == 404
    stopped = kiosk.gets(f"tracking/{filed.code}")
    assert (stopped.status, stopped.kind) == (429, "too_many_attempts")
    assert int(stopped.headers["retry-after"]) > 0
    assert program(hall, COUNTER, name="Otro").gets(f"tracking/{filed.code}").status == 200


def test_a_mandate_is_written_down_and_taken_back(hall: Hall, kiosk: Program) -> None:
    with_account(hall.town)
    asked = {
        "agent": NELIDA.email,
        "principal_name": "Quesos del Valle S.A.C.",
        "principal_id": "20123456789",
        "services": ["stall"],
        "until_on": "2026-12-31",
        "document": "Poder por escritura 4",
    }
    given = kiosk.posts("mandates", asked)
    assert given.status == 200, given.text
    (line,) = kiosk.gets("mandates").json["items"]
    assert (line["agent"], line["services"], line["in_force"]) == (NELIDA.name, ["stall"], True)
    over = {**asked, "until_on": "2026-01-01"}
    assert kiosk.posts("mandates", over).json["errors"][0]["field"] == "until_on"
    assert kiosk.posts("mandates", {**asked, "agent": "nadie@x.pe"}).status == 422
    gone = kiosk.asks("DELETE", f"mandates/{given.json['id']}", params={"reason": "Revocado"})
    assert gone.status == 200
    (line,) = kiosk.gets("mandates").json["items"]
    assert line["in_force"] is False
