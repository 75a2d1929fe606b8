"""Notes, people, other cases and letters over the API."""

from engine.cases.permission import OPERATOR
from engine.notices.following import tell_people
from tests.hall import PERMIT_ASKED, Hall
from tests.programs import Program, program


def test_people_notes_and_cases_stand_around_a_case(hall: Hall, desk: Program, permit: str) -> None:
    other = hall.town.case(hall.town.open_case("rosa", "permit", PERMIT_ASKED)).number
    assert desk.posts(f"cases/{permit}/notes", {"note": "Llamó"}).json["seq"] > 1
    party = {"role": "expert", "name": "Perito Uno", "national_id": "40112233"}
    made = desk.posts(f"cases/{permit}/people", party).json["id"]
    (row,) = desk.gets(f"cases/{permit}/people").json["items"]
    assert (row["id"], row["role"], row["name"]) == (made, "expert", "Perito Uno")
    joint = {"number": other, "kind": "attached", "reason": "Misma feria"}
    joined = desk.posts(f"cases/{permit}/links", joint).json["id"]
    assert desk.gets(f"cases/{other}/links").json["items"][0]["outward"] is False
    gone = [
        desk.asks("DELETE", f"cases/{permit}/{what}/{which}", params={"reason": "x"}).status
        for what, which in (("people", made), ("links", joined))
    ]
    assert gone == [200, 200]
    assert desk.gets(f"cases/{permit}/people").json["items"] == []
    assert desk.gets(f"cases/{permit}/links").json["items"] == []


def test_who_has_no_account_is_told_as_they_agreed_and_what_went_is_listed(
    hall: Hall, desk: Program, permit: str
) -> None:
    party = desk.posts(f"cases/{permit}/people", {"role": "applicant", "name": "Julia"}).json["id"]
    notices = f"cases/{permit}/people/{party}/notices"
    assert desk.asks("PUT", notices, {"channel": "sms", "address": "984"}).kind == "invalid_data"
    assert desk.asks("PUT", notices, {"channel": "mail", "address": "j@correo.pe"}).status == 200
    suspended = {"reason": "Falta un informe"}
    assert program(hall, OPERATOR).posts(f"cases/{permit}/suspension", suspended).status < 300
    tell_people(hall.town.installation)
    (row,) = desk.gets(f"cases/{permit}/people").json["items"]
    assert (row["told_by"]["channel"], row["told_by"]["address"]) == ("mail", "j@correo.pe")
    assert [(each["channel"], each["state"]) for each in row["notices"]] == [("mail", "waiting")]
    assert desk.asks("DELETE", notices).status == 200
    (row,) = desk.gets(f"cases/{permit}/people").json["items"]
    assert row["told_by"] is None
    assert program(hall, "feriante").asks("DELETE", notices).kind == "not_found"


def test_a_program_begins_a_letter_and_a_person_signs_it(desk: Program, permit: str) -> None:
    made = desk.posts(f"cases/{permit}/letters", {"kind": "constancia"}).json["id"]
    (row,) = desk.gets(f"cases/{permit}/letters").json["items"]
    assert (row["id"], row["state"], row["number"]) == (made, "draft", None)
    assert desk.posts(f"cases/{permit}/letters", {"kind": "otra"}).kind == "not_found"


def test_outsiders_find_nothing_around_a_case(hall: Hall, permit: str) -> None:
    trader = program(hall, "feriante")
    for what in ("people", "links", "letters"):
        assert trader.gets(f"cases/{permit}/{what}").kind == "not_found"
    assert trader.posts(f"cases/{permit}/notes", {"note": "x"}).kind == "not_found"


def test_only_operators_incorporate(hall: Hall, desk: Program, permit: str) -> None:
    other = hall.town.case(hall.town.open_case("rosa", "permit", PERMIT_ASKED)).number
    joint = {"number": other, "kind": "incorporated", "reason": "Se acumula"}
    assert program(hall, "tecnico").posts(f"cases/{permit}/links", joint).kind == "no_role"
    assert program(hall, OPERATOR).posts(f"cases/{permit}/links", joint).status == 201
    assert desk.gets(f"cases/{other}").json["state"] == "suspended"
