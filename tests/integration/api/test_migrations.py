"""Migrating cases over the API: tried, begun, followed and put back by a program that may."""

from __future__ import annotations

import pytest

from engine.cases.permission import OPERATOR
from engine.operations import run_batches
from tests.hall import PERMIT_ASKED, Hall
from tests.programs import NEXT_VERSION, Program, next_version, program


@pytest.fixture
def operator(hall: Hall) -> Program:
    """A program that operates the municipality; a permit is open, its process has a new version."""
    hall.town.open_case("rosa", "permit", PERMIT_ASKED)
    next_version(hall.town)
    return program(hall, OPERATOR)


def test_a_trial_says_what_would_come_of_each_case(operator: Program) -> None:
    said = operator.posts("migrations/trial", NEXT_VERSION)
    assert (said.status, said.json["goes"], said.json["stays"]) == (200, 1, 0)
    said = operator.posts("migrations/trial", {**NEXT_VERSION, "elements": {"revisar": None}})
    assert said.json["items"][0]["obstacles"] == [
        {"kind": "no_target", "element": "revisar", "told": ""}
    ]


def test_a_migration_is_begun_once_followed_and_put_back(hall: Hall, operator: Program) -> None:
    asked = {**NEXT_VERSION, "reason": "Nueva ley"}
    first = operator.posts("migrations", asked, key="k1")
    again = operator.posts("migrations", asked, key="k1")
    assert (first.status, first.json) == (201, again.json)
    run_batches(hall.town.installation)
    address = f"migrations/{first.json['id']}"
    done = operator.gets(address).json
    assert (done["state"], done["counts"]) == ("completed", {"done": 1})
    back = operator.posts(f"{address}/undoing", {"reason": "Por error"})
    assert back.status == 201
    run_batches(hall.town.installation)
    assert operator.gets(f"migrations/{back.json['id']}").json["counts"] == {"done": 1}
    assert operator.posts(f"{address}/undoing", {"reason": "Otra vez"}).kind == "nothing_to_undo"


def test_a_plan_that_cannot_be_is_refused_with_its_problems(operator: Program) -> None:
    asked = {**NEXT_VERSION, "elements": {"revisar": "nada"}}
    said = operator.posts("migrations/trial", asked)
    assert (said.status, said.kind) == (422, "bad_plan")
    assert said.json["facts"] == {"problems": '[["removed", "revisar", "nada"]]'}
