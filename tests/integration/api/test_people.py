"""People, roles and the municipality over the API."""

from __future__ import annotations

from engine.access import Scope
from engine.identity import SignedIn, sign_in
from tests.hall import Hall
from tests.programs import program

EVA = {"name": "Eva Paz", "email": "eva@pueblo.pe", "roles": ["mesa"], "reason": "Concurso"}


def test_somebody_is_let_in_and_the_password_is_told_once(hall: Hall) -> None:
    staff = program(hall, "administrador")
    first = staff.posts("people", EVA, key="uno")
    again = staff.posts("people", EVA, key="uno")
    assert (first.status, again.status) == (200, 200)
    assert again.json == {**first.json, "password": ""}
    town = hall.town
    came = sign_in(town.installation, town.municipality_id, "eva@pueblo.pe", first.json["password"])
    assert isinstance(came, SignedIn)
    eva = staff.gets(f"people/{first.json['person_id']}").json
    assert (eva["state"], eva["tasks"]) == ("active", 0)
    assert [(each["role"], each["valid_until"]) for each in eva["roles"]] == [("mesa", None)]


def test_what_is_wrong_is_named_by_its_field(hall: Hall) -> None:
    staff = program(hall, "administrador")
    answer = staff.posts("people", {**EVA, "roles": ["reina"]})
    assert (answer.status, answer.kind) == (422, "invalid_request")
    assert answer.json["errors"] == [
        {
            "field": "body.roles",
            "message": "Elija roles que existan en los procesos vigentes.",
        }
    ]


def test_a_role_is_given_until_a_day_and_taken_back(hall: Hall) -> None:
    staff, rosa = program(hall, "administrador"), hall.town.people["rosa"].person_id
    asked = {"role": "calendario", "reason": "Encargo", "until_on": "2026-03-06"}
    assert staff.posts(f"people/{rosa}/roles", asked).status == 200
    held = {
        each["role"]: each["valid_until"] for each in staff.gets(f"people/{rosa}").json["roles"]
    }
    assert held["calendario"] == "2026-03-07T05:00:00+00:00"
    far = {**asked, "role": "auditor", "until_on": "9999-12-31"}
    assert staff.posts(f"people/{rosa}/roles", far).status == 422
    gone = staff.asks("DELETE", f"people/{rosa}/roles/calendario", params={"reason": "Fin"})
    assert gone.status == 200
    again = staff.asks("DELETE", f"people/{rosa}/roles/calendario", params={"reason": "Fin"})
    assert again.kind == "not_found"


def test_who_is_shut_out_leaves_their_task_to_who_follows(hall: Hall) -> None:
    case = hall.town.open_case("rosa", "permit", {"motivo": "Feria", "garantia": "10.00"})
    hall.town.claim("rosa", hall.town.open_task(case, "revisar"))
    hall.town.person("marta", "mesa")
    rosa, marta = (hall.town.people[name].person_id for name in ("rosa", "marta"))
    staff = program(hall, "administrador")
    asked = {"reason": "Renuncia", "pass_to": str(marta)}
    answer = staff.asks("DELETE", f"people/{rosa}", params=asked)
    assert answer.json == {"person_id": str(rosa), "released": 0, "passed": 1, "kept": 0}
    assert hall.desk("rosa").opens("inbox").status == 303


def test_the_scope_alone_decides_nothing(hall: Hall) -> None:
    clerk = program(hall, "mesa", scopes=[Scope.PEOPLE_READ, Scope.PEOPLE_WRITE])
    assert clerk.gets("people").json == {"items": []}
    assert clerk.posts("people", EVA).kind == "no_role"


def test_the_municipality_says_itself_anew(hall: Hall) -> None:
    staff = program(hall, "administrador")
    facts = {"name": "Tambo Nuevo", "country": "PE", "timezone": "America/Lima", "currency": "PEN"}
    asked = {**facts, "accent": "#F2C14E", "reason": "Nueva imagen"}
    answer = staff.asks("PUT", "municipality", asked)
    assert answer.json == {"fields": ["name", "accent"], "accent": "#8B6609"}
    wrong = staff.asks("PUT", "municipality", {**asked, "timezone": "Lima"})
    assert wrong.json["errors"][0]["field"] == "body.timezone"
