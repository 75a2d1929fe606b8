"""A case is moved by hand: previewed, done with its reason, and never half."""

from __future__ import annotations

from functools import partial

from engine.cases import (
    CaseMoved,
    Facts,
    MovePreview,
    Order,
    move,
    preview_move,
    resume,
    suspend,
)
from engine.cases.effects import EffectKind
from engine.history.kinds import EventKind
from engine.jobs.results import Done, Incident, Result, Work
from engine.operations import BatchKind, begin, run_batches
from engine.refusals import RefusalKind, Refused
from engine.tasks import Completed
from engine.values import loads
from storage.queries.cases import incidents_of_case, where_it_stands
from storage.queries.history import events_of_case
from tests.diagrams import boundary, bundle, end, path, service, start, timer, user
from tests.rivals import together
from tests.town import Town

STAGES = bundle(
    start(),
    user("write"),
    user("check"),
    boundary("late", "check", timer("P3D")),
    user("remind"),
    end(),
    end("reminded"),
    path("start", "write", "check", "end"),
    path("late", "remind", "reminded"),
    manifest='operators = ["boss"]',
)
WORKS = bundle(
    start(),
    user("write"),
    service("send", "mail"),
    user("check"),
    end(),
    path("start", "write", "send", "check", "end"),
    manifest='operators = ["boss"]',
)
FORK = bundle(
    start(),
    '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>',
    user("write"),
    user("left"),
    user("right"),
    user("last"),
    end(),
    path("start", "write", "split", "left", "join", "last", "end"),
    path("split", "right", "join"),
    manifest='operators = ["boss"]',
)


def opened(town: Town) -> int:
    town.person("ana", "clerk")
    town.person("luis", "boss")
    return town.open_case("ana", "test", Facts({}))


def moves(town: Town, case_id: int, to: str, *, who: str = "luis", **more: object) -> object:
    order = Order(to, **more)  # type: ignore[arg-type]
    why = "Nulidad de oficio"
    return move(town.installation, town.people[who], case_id, order, why, basis="RA 45-2026")


def last_move(town: Town, case_id: int) -> tuple[dict[str, object], dict[str, object]]:
    events = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id))
    found = next(event for event in events if event.kind == EventKind.CASE_MOVED)
    return loads(found.data), loads(found.detail or "{}")


def test_a_case_goes_back_and_its_history_says_why(town: Town) -> None:
    town.deploys(STAGES)
    case_id = opened(town)
    town.does("ana", case_id, "write")
    answer = moves(town, case_id, "write")
    assert isinstance(answer, CaseMoved)
    assert [task.name for task in answer.opened] == ["write"]
    assert town.steps(case_id) == ["write"]
    told, why = last_move(town, case_id)
    assert told.pop("keys"), "what a replay needs"
    assert (told, why) == (
        {"from": ["check"], "to": "write"},
        {"reason": "Nulidad de oficio", "basis": "RA 45-2026"},
    )
    town.waits(days=4)
    assert town.steps(case_id) == ["write"], "the timer of the stage that was left fires no more"
    town.does("ana", case_id, "write")
    town.does("ana", case_id, "check")
    assert (town.case(case_id).state, town.verification().faults) == ("completed", ())


def test_a_preview_tells_what_the_move_would_do_and_does_nothing(town: Town) -> None:
    town.deploys(STAGES)
    case_id = opened(town)
    town.does("ana", case_id, "write")
    before = town.reads(lambda c: where_it_stands(c, town.municipality_id, case_id))
    seen = preview_move(town.installation, town.people["luis"], case_id, Order("write"))
    assert isinstance(seen, MovePreview)
    assert [(each.kind, each.name) for each in seen.effects] == [
        (EffectKind.TASK_CLOSED, "check"),
        (EffectKind.TIMER_CLOSED, "late"),
        (EffectKind.TASK_OPENED, "write"),
    ]
    assert town.reads(lambda c: where_it_stands(c, town.municipality_id, case_id)) == before


def test_what_changed_since_it_was_looked_at_is_looked_at_again(town: Town) -> None:
    town.deploys(STAGES)
    case_id = opened(town)
    seen = preview_move(town.installation, town.people["luis"], case_id, Order("check"))
    assert isinstance(seen, MovePreview)
    town.does("ana", case_id, "write")
    answer = moves(town, case_id, "check", chosen=seen.chosen, seen=seen.version)
    assert answer == Refused(RefusalKind.NOT_MOVABLE, {"why": "moved_meanwhile"})


def test_a_move_that_would_leave_a_join_waiting_is_refused_and_changes_nothing(town: Town) -> None:
    town.deploys(FORK)
    case_id = opened(town)
    answer = moves(town, case_id, "left")
    assert isinstance(answer, Refused)
    assert (answer.kind, answer.details["why"]) == (RefusalKind.NOT_MOVABLE, "join_starves")
    assert town.steps(case_id) == ["write"]


def test_who_does_not_operate_the_process_neither_moves_nor_previews(town: Town) -> None:
    town.deploys(STAGES)
    case_id = opened(town)
    seen = preview_move(town.installation, town.people["ana"], case_id, Order("check"))
    answers = [moves(town, case_id, "check", who="ana"), seen]
    assert answers == [Refused(RefusalKind.NO_ROLE)] * 2


def test_what_begins_in_a_suspended_case_waits_until_it_is_resumed(town: Town) -> None:
    town.deploys(STAGES)
    case_id, luis = opened(town), town.people["luis"]
    suspend(town.installation, luis, case_id, "Orden judicial")
    moves(town, case_id, "check")
    town.waits(days=4)
    assert town.steps(case_id) == ["check"]
    resume(town.installation, luis, case_id, "Se levantó")
    town.listens()
    assert town.steps(case_id) == ["remind"]


def test_what_failed_where_the_case_no_longer_stands_needs_nobody(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)
    town.does("ana", case_id, "write")

    def fails(_: Work) -> Result:
        return Incident("No hay servidor.")

    town.works({"mail": fails})
    assert len(town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))) == 1
    moves(town, case_id, "write")
    assert town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id)) == ()
    town.does("ana", case_id, "write")
    assert town.works({"mail": lambda _: Done({})}) == 1
    assert town.steps(case_id) == ["check"]


def test_many_cases_go_back_as_one_batch(town: Town) -> None:
    town.deploys(STAGES)
    cases = [opened(town) for _ in range(3)]
    for case_id in cases[:2]:
        town.does("ana", case_id, "write")
    begin(
        town.installation,
        town.people["luis"],
        BatchKind.MOVE,
        cases,
        reason="Nulidad",
        parameters={"to": "write"},
    )
    run_batches(town.installation)
    assert [town.steps(each) for each in cases] == [["write"]] * 3


def test_a_move_against_who_completes_loses_and_doubles_no_token(town: Town) -> None:
    town.deploys(FORK)
    for _ in range(10):
        case_id = opened(town)
        town.does("ana", case_id, "write")
        task_id = town.open_task(case_id, "left")
        done, moved = together(
            partial(town.complete, "ana", task_id, Facts({})),
            partial(moves, town, case_id, "write"),
        )
        assert isinstance(moved, CaseMoved)
        assert isinstance(done, Completed) or done.kind is RefusalKind.NOT_OPEN
        assert town.steps(case_id) == ["write"]
        for step in ("write", "left", "right", "last"):
            town.does("ana", case_id, step)
        assert town.case(case_id).state == "completed"
    assert town.verification().faults == ()
