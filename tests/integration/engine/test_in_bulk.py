"""Many tasks of one step with one filled-in form: each by the ordinary verb, with its result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.refusals import RefusalKind, Refused
from engine.tasks import Completed, read_draft
from engine.tasks.in_bulk import Together, complete_many, gather
from storage.counting import counting
from tests.bulk_steps import OTHER_REVIEW, review_process
from tests.town import Town

YES = {"resultado": "si"}


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """Rosa, Luis and Eva review; Eva opened three requests, which are reviewed three at a time."""
    hall = Town(database_url, tmp_path / "documents")
    for name in ("rosa", "luis", "eva"):
        hall.person(name, "mesa")
    hall.person("elmer", "tecnico")
    hall.deploys(review_process())
    yield hall
    hall.close()


def opened(town: Town, number: int = 3, who: str = "eva") -> list[int]:
    cases = [town.open_case(who, "review", {"pedido": f"Feria {each}"}) for each in range(number)]
    return [town.open_task(each, "revisar") for each in cases]


def completes(town: Town, who: str, tasks: list[int], data: dict[str, object]) -> list[str]:
    """What became of each."""
    outcomes = complete_many(town.installation, town.people[who], tasks, data)
    assert list(outcomes) == tasks
    return [str(each.kind) if isinstance(each, Refused) else "done" for each in outcomes.values()]


def gathers(town: Town, who: str, tasks: list[int]) -> Together | None:
    return town.reads(lambda c: gather(town.installation, town.people[who], c, tasks))


def test_each_is_completed_and_tells_it_in_its_own_history(town: Town) -> None:
    tasks = opened(town)
    assert completes(town, "rosa", tasks, YES) == ["done"] * 3
    for case in town.cases_of("review"):
        assert town.steps(case) == ["archivar"]
        assert town.data_of(case)["pedido"].startswith("Feria")  # type: ignore[union-attr]
    assert town.verification().faults == ()
    assert completes(town, "rosa", tasks, YES) == ["already_completed"] * 3


def test_what_cannot_be_done_says_why_and_does_not_stop_the_others(town: Town) -> None:
    mine, held, free = opened(town, 1, "rosa")[0], *opened(town, 2)
    assert not isinstance(town.claim("luis", held), Refused)
    assert completes(town, "rosa", [mine, held, free], YES) == [
        "separated",
        "held_by_other",
        "done",
    ]


def test_what_one_case_asks_beyond_the_others_is_refused_alone_and_kept(town: Town) -> None:
    tasks = opened(town, 2)
    assert completes(town, "rosa", tasks, {"resultado": "no"}) == ["invalid_data"] * 2
    kept = town.reads(
        lambda c: read_draft(c, town.municipality_id, tasks[0], town.people["rosa"].person_id or 0)
    )
    assert kept == {"resultado": "no"}


def test_a_field_that_is_not_shown_never_comes_in(town: Town) -> None:
    case = town.open_case("eva", "review", {})
    forged = {**YES, "permiso": "forjado", "pedido": "otro", "archivado": "si"}
    assert completes(town, "rosa", [town.open_task(case, "revisar")], forged) == ["done"]
    assert not {"permiso", "archivado"} & {
        name for name, value in town.data_of(case).items() if value is not None
    }
    assert town.data_of(case).get("pedido") is None


def test_many_are_gathered_in_as_many_statements_as_one(town: Town) -> None:
    tasks = opened(town)
    gathers(town, "rosa", tasks)
    counts = []
    for marked in (tasks[:1], tasks):
        with counting() as count:
            found = gathers(town, "rosa", marked)
        assert found is not None
        assert [task.id for task in found.tasks] == marked
        counts.append(count.statements)
    assert counts[0] == counts[1]


def test_only_as_many_as_the_process_says_are_completed_at_a_time(town: Town) -> None:
    tasks = opened(town, 4)
    assert completes(town, "rosa", tasks, YES) == ["done"] * 3 + ["too_many"]


def test_other_steps_and_other_versions_stay_apart(town: Town) -> None:
    old = opened(town, 2)
    town.deploys(review_process(OTHER_REVIEW))
    new = opened(town, 1)
    town.complete("rosa", old[1], YES)
    filing = town.open_task(town.cases_of("review")[1], "archivar")
    assert completes(town, "rosa", [old[0], new[0], filing], YES) == [
        "done",
        "one_by_one",
        "one_by_one",
    ]
    assert completes(town, "rosa", [filing], {}) == ["one_by_one"]


def test_a_form_of_another_version_than_the_one_that_was_filled_in_is_refused(town: Town) -> None:
    tasks = opened(town, 2)
    found = gathers(town, "rosa", tasks)
    assert found is not None
    for step in (
        replace(found.step, definition_id=found.step.definition_id + 1),
        replace(found.step, form_definition_id=1),
        replace(found.step, element="archivar"),
        replace(found.step, element="nada"),
    ):
        outcomes = complete_many(town.installation, town.people["rosa"], tasks, YES, step)
        kinds = [each.kind for each in outcomes.values() if isinstance(each, Refused)]
        assert kinds == [RefusalKind.ONE_BY_ONE] * 2


def test_who_has_not_the_role_is_told_nothing(town: Town) -> None:
    tasks = opened(town, 1)
    assert gathers(town, "elmer", tasks) is None
    assert completes(town, "elmer", tasks, YES) == ["not_found"]


def test_tasks_of_another_town_are_not_there(town: Town, database_url: str, tmp_path: Path) -> None:
    other = Town(database_url, tmp_path / "other")
    other.person("ana", "mesa")
    other.deploys(review_process())
    theirs = other.open_task(other.open_case("ana", "review", {}), "revisar")
    mine = opened(town, 1)
    assert completes(town, "rosa", [*mine, theirs], YES) == ["done", "not_found"]
    step = other.reads(lambda c: gather(other.installation, other.people["ana"], c, [theirs]))
    assert step is not None
    outcomes = complete_many(town.installation, town.people["rosa"], [theirs], YES, step.step)
    assert [each.kind for each in outcomes.values() if isinstance(each, Refused)] == ["not_found"]
    assert other.steps(other.cases_of("review")[0]) == ["revisar"]
    other.close()


def test_the_form_shows_nothing_of_one_case_alone(town: Town) -> None:
    found = gathers(town, "rosa", opened(town, 2))
    assert found is not None
    assert [part.key for part in found.form.components] == ["resultado", "motivo", "permiso"]


def test_each_that_was_done_can_be_taken_back(town: Town) -> None:
    from engine.tasks.undoing import undo_step

    [task] = opened(town, 1)
    outcome = complete_many(town.installation, town.people["rosa"], [task], YES)[task]
    assert isinstance(outcome, Completed)
    assert not isinstance(
        undo_step(town.installation, town.people["rosa"], outcome.case_id), Refused
    )
