"""The load, for a program that operates."""

from __future__ import annotations

from engine.access import Scope
from engine.cases.permission import OPERATOR
from tests.hall import PERMIT_ASKED, Hall
from tests.programs import Program, program


def test_an_operator_reads_who_has_how_much_and_what_nobody_took(hall: Hall) -> None:
    cases = [hall.town.open_case("rosa", "permit", PERMIT_ASKED) for _ in range(3)]
    hall.town.claim("rosa", hall.town.open_task(cases[0], "revisar"))
    hall.town.waits(days=20)
    items = program(hall, OPERATOR).gets("load").json["items"]
    people = {each["person"]["name"]: each["tasks"] for each in items if each["person"]}
    assert people["Rosa"] == 1
    assert people["Elmer"] == 0
    assert [each for each in items if each["role"]] == [
        {"person": None, "role": "mesa", "tasks": 2, "overdue": 2, "due_this_week": 0}
    ]


def test_who_operates_nothing_reads_nothing(hall: Hall, permit: str) -> None:
    assert permit
    assert program(hall, "tecnico").gets("load").json["items"] == []


def test_another_scope_does_not_read_it(hall: Hall, desk: Program) -> None:
    assert desk.gets("load").status == 200
    assert program(hall, "mesa", scopes=(Scope.TASKS_READ,)).gets("load").status == 403
