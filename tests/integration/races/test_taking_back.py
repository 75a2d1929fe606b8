"""Taking back in one process while the receiver acts in another: one of them wins, and says so."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases import Facts
from engine.history.kinds import EventKind
from engine.refusals import RefusalKind, Refused
from engine.tasks import (
    ActUndone,
    Assigned,
    Completed,
    DraftSaved,
    assign,
    complete,
    read_draft,
    save_draft,
    undo_act,
)
from tests.diagrams import bundle, end, path, start, user
from tests.integration.races.conftest import Arena
from tests.rivals import act
from tests.town import Town

ROUNDS = 6
NOTHING = Facts({})
STEPS = bundle(start(), user("file"), user("sign"), end(), path("start", "file", "sign", "end"))


def test_against_who_completes_it_the_case_goes_on_once(arena: Arena) -> None:
    town = arena.town
    town.deploys(STEPS)
    ana, bea = (town.people[who] for who in ("ana", "bea"))
    for _ in range(ROUNDS):
        case_id = town.open_case("ana", "test", NOTHING)
        task_id = town.open_task(case_id, "file")
        given = assign(town.installation, ana, task_id, bea.person_id or 0)
        assert isinstance(given, Assigned)
        back, done = arena.race(
            act(undo_act, ana, task_id, given.seq),
            act(complete, bea, task_id, NOTHING),
        )
        assert isinstance(done, Completed), "a free task of one's role is completed too"
        undone = isinstance(back, ActUndone)
        assert undone or back.kind is RefusalKind.ACTED_ON
        assert arena.told(case_id).count(EventKind.ACT_UNDONE) == undone
        assert town.steps(case_id) == ["sign"]
        arena.is_sound(case_id)


def test_against_who_begins_to_write_nothing_typed_is_lost(arena: Arena) -> None:
    town = arena.town
    town.deploys(STEPS)
    ana, bea = (town.people[who] for who in ("ana", "bea"))
    for _ in range(ROUNDS):
        case_id = town.open_case("ana", "test", NOTHING)
        task_id = town.open_task(case_id, "file")
        given = assign(town.installation, ana, task_id, bea.person_id or 0)
        assert isinstance(given, Assigned)
        back, typed = arena.race(
            act(undo_act, ana, task_id, given.seq),
            act(save_draft, bea, task_id, {"nota": "Ya voy"}),
        )
        assert isinstance(typed, DraftSaved)
        assert drafted(town, task_id, bea.person_id or 0) == {"nota": "Ya voy"}
        [task] = town.open_tasks(case_id)
        if isinstance(back, Refused):
            assert back.kind in (RefusalKind.BEGUN, RefusalKind.ACTED_ON)
        assert (task.assignee_id is None) is isinstance(back, ActUndone)
        arena.is_sound(case_id)


def drafted(town: Town, task_id: int, person_id: int) -> Mapping[str, object]:
    return town.reads(lambda c: read_draft(c, town.municipality_id, task_id, person_id))


def test_pressed_in_two_windows_it_is_taken_back_once(arena: Arena) -> None:
    town = arena.town
    town.deploys(STEPS)
    ana, bea = (town.people[who] for who in ("ana", "bea"))
    for _ in range(ROUNDS):
        case_id = town.open_case("ana", "test", NOTHING)
        task_id = town.open_task(case_id, "file")
        given = assign(town.installation, ana, task_id, bea.person_id or 0)
        assert isinstance(given, Assigned)
        answers = arena.race(*(act(undo_act, ana, task_id, given.seq) for _ in range(3)))
        assert [type(each) for each in answers] == [ActUndone] * 3
        assert arena.told(case_id).count(EventKind.ACT_UNDONE) == 1
        arena.is_sound(case_id)
