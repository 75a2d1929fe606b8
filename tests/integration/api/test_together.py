"""Many tasks of one step with one set of answers, for a program."""

from __future__ import annotations

import pytest

from tests.bulk_steps import review_process
from tests.hall import Hall
from tests.programs import Program, program


@pytest.fixture
def three(hall: Hall) -> list[str]:
    """Three requests that wait to be reviewed."""
    hall.town.deploys(review_process())
    cases = [hall.town.open_case("rosa", "review", {"pedido": "Feria"}) for _ in range(3)]
    return [str(hall.town.open_task(case, "revisar")) for case in cases]


def test_each_is_completed_with_its_result(hall: Hall, desk: Program, three: list[str]) -> None:
    hall.town.person("marta", "mesa")
    hall.town.claim("marta", int(three[1]))
    said = desk.posts(
        "tasks/completions", {"task_ids": [*three, "5"], "data": {"resultado": "si"}}, key="k"
    )
    assert said.status == 200
    items = said.json["items"]
    assert [each["task_id"] for each in items] == [*three, "5"]
    assert [each["problem"] for each in items] == [
        None,
        "urn:cauce:problem:held_by_other",
        None,
        "urn:cauce:problem:not_found",
    ]
    assert items[0]["case_number"] == "REVIEW-2026-0001"
    again = desk.posts(
        "tasks/completions", {"task_ids": [*three, "5"], "data": {"resultado": "si"}}, key="k"
    )
    assert again.json == said.json


def test_wrong_answers_are_told_by_field(desk: Program, three: list[str]) -> None:
    said = desk.posts("tasks/completions", {"task_ids": three[:1], "data": {"resultado": "no"}})
    [item] = said.json["items"]
    assert item["state"] == "refused"
    assert list(item["errors"]) == ["motivo"]


def test_what_is_completed_one_by_one_is_refused(hall: Hall, desk: Program, permit: str) -> None:
    task = hall.town.open_task(hall.town.cases_of("permit")[0], "revisar")
    said = desk.posts("tasks/completions", {"task_ids": [str(task)], "data": {"resultado": "si"}})
    assert said.json["items"][0]["problem"] == "urn:cauce:problem:one_by_one"
    assert permit


def test_a_program_without_the_role_finds_none_of_them(hall: Hall, three: list[str]) -> None:
    nobody = program(hall, "tecnico")
    said = nobody.posts("tasks/completions", {"task_ids": three, "data": {"resultado": "si"}})
    assert {each["problem"] for each in said.json["items"]} == {"urn:cauce:problem:not_found"}
    assert "REVIEW" not in said.text
    assert "Rosa" not in said.text


@pytest.mark.parametrize("ids", [[], ["x"], ["1"] * 201, None])
def test_tasks_are_named(desk: Program, ids: object) -> None:
    assert desk.posts("tasks/completions", {"task_ids": ids, "data": {}}).status == 422
