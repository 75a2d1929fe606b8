"""People in several processes at once: somebody wins, the others are told so in a sentence, no
token is lost and none is doubled."""

from __future__ import annotations

from collections import Counter

from engine.cases import Cancelled, Facts, Started, cancel, start
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks import Claimed, Completed, claim, complete
from tests.diagrams import bundle, end, event, flow, path, user
from tests.diagrams import start as begin
from tests.integration.races.conftest import CLERKS, Arena
from tests.rivals import act

ROUNDS = 5
NOTHING = Facts({})
BRANCHES = bundle(
    begin(),
    '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>',
    *(user(who) for who in CLERKS),
    user("last"),
    end(),
    path("start", "split"),
    path("join", "last", "end"),
    *(path("split", who, "join") for who in CLERKS),
)
CALLED = (
    '<bpmn:process id="called" isExecutable="false">',
    begin("inner_start"),
    user("child"),
    end("inner_end"),
    path("inner_start", "child", "inner_end"),
    "</bpmn:process>",
)
CALLS = bundle(
    begin(),
    '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>',
    '<bpmn:callActivity id="part"><bpmn:extensionElements>'
    '<zeebe:calledElement processId="called"/></bpmn:extensionElements></bpmn:callActivity>',
    user("parent"),
    user("last"),
    end(),
    path("start", "split", "part", "join", "last", "end"),
    path("split", "parent", "join"),
    roots="".join(CALLED),
)
ENDS = bundle(
    begin(),
    '<bpmn:parallelGateway id="split"/>',
    '<bpmn:subProcess id="part">',
    begin("inner_start"),
    user("child"),
    user("grandchild"),
    end("inner_end"),
    path("inner_start", "child", "grandchild", "inner_end"),
    "</bpmn:subProcess>",
    user("parent"),
    end(),
    event("all", "endEvent", "<bpmn:terminateEventDefinition/>"),
    path("start", "split", "part", "end"),
    path("split", "parent", "all"),
)
CHOOSES = bundle(
    begin(),
    '<bpmn:exclusiveGateway id="which"/>',
    user("work"),
    end(),
    path("start", "which"),
    flow("which", "work", "amount &gt; 10"),
    flow("which", "nothing", "amount &lt; 0"),
    end("nothing"),
    path("work", "end"),
)


def kinds(answers: list[object]) -> Counter[object]:
    """How many answers of each kind there are."""
    return Counter(
        answer.kind if isinstance(answer, Refused) else type(answer) for answer in answers
    )


def test_of_four_who_complete_the_same_task_one_wins(arena: Arena) -> None:
    town = arena.town
    town.deploys(BRANCHES)
    for _ in range(ROUNDS):
        case_id = town.open_case("ana", "test", NOTHING)
        task_id = town.open_task(case_id, "ana")
        answers = arena.race(*(act(complete, town.people[who], task_id, NOTHING) for who in CLERKS))
        assert kinds(answers) == {Completed: 1, RefusalKind.ALREADY_COMPLETED: 3}
        assert town.steps(case_id) == list(CLERKS[1:])
        arena.is_sound(case_id)


def test_branches_that_end_at_the_same_moment_join_once(arena: Arena) -> None:
    town = arena.town
    town.deploys(BRANCHES)
    for _ in range(ROUNDS):
        case_id = town.open_case("ana", "test", NOTHING)
        answers = arena.race(
            *(
                act(complete, town.people[who], town.open_task(case_id, who), NOTHING)
                for who in CLERKS
            )
        )
        assert kinds(answers) == {Completed: 4}
        assert town.steps(case_id) == ["last"]
        arena.is_sound(case_id)


def test_of_four_who_take_the_same_task_one_holds_it(arena: Arena) -> None:
    town = arena.town
    town.deploys(BRANCHES)
    for _ in range(ROUNDS):
        case_id = town.open_case("ana", "test", NOTHING)
        task_id = town.open_task(case_id, "ana")
        answers = arena.race(*(act(claim, town.people[who], task_id) for who in CLERKS))
        assert kinds(answers) == {Claimed: 1, RefusalKind.HELD_BY_OTHER: 3}
        winner = CLERKS[[type(answer) for answer in answers].index(Claimed)]
        (held,) = (task for task in town.open_tasks(case_id) if task.id == task_id)
        assert held.assignee_id == town.people[winner].person_id
        assert arena.told(case_id).count(EventKind.TASK_CLAIMED) == 1
        arena.is_sound(case_id)


def test_cancelling_against_completing_leaves_nothing_open(arena: Arena) -> None:
    town = arena.town
    town.deploys(BRANCHES)
    for _ in range(ROUNDS):
        case_id = town.open_case("ana", "test", NOTHING)
        task_ids = [town.open_task(case_id, who) for who in CLERKS[:3]]
        *completed, cancelled = arena.race(
            *(act(complete, town.people["ana"], task_id, NOTHING) for task_id in task_ids),
            act(cancel, town.people["ana"], case_id, "Ya no hace falta"),
        )
        assert isinstance(cancelled, Cancelled)
        assert set(kinds(completed)) <= {Completed, RefusalKind.NOT_OPEN}
        assert (town.case(case_id).state, town.steps(case_id)) == ("cancelled", [])
        done = arena.told(case_id).count(EventKind.TASK_COMPLETED)
        assert done == kinds(completed)[Completed]
        arena.is_sound(case_id)


def test_a_case_that_ends_by_itself_while_it_is_cancelled_ends_once(arena: Arena) -> None:
    town = arena.town
    town.deploys(BRANCHES)
    for _ in range(ROUNDS):
        case_id = town.open_case("ana", "test", NOTHING)
        for who in CLERKS:
            town.does(who, case_id, who, NOTHING)
        completed, cancelled = arena.race(
            act(complete, town.people["ana"], town.open_task(case_id, "last"), NOTHING),
            act(cancel, town.people["bea"], case_id, "Ya no hace falta"),
        )
        ends = [EventKind.CASE_COMPLETED, EventKind.CASE_CANCELLED]
        told = [kind for kind in arena.told(case_id) if kind in ends]
        if isinstance(completed, Completed):
            assert isinstance(cancelled, Refused)
            assert (cancelled.kind, told) == (RefusalKind.CASE_NOT_OPEN, ends[:1])
        else:
            assert isinstance(cancelled, Cancelled)
            assert (completed.kind, told) == (RefusalKind.NOT_OPEN, ends[1:])
        arena.is_sound(case_id)


def test_parent_and_child_that_end_together_join_once(arena: Arena) -> None:
    town = arena.town
    town.deploys(CALLS)
    for _ in range(ROUNDS):
        case_id = town.open_case("ana", "test", NOTHING)
        answers = arena.race(
            act(complete, town.people["ana"], town.open_task(case_id, "parent"), NOTHING),
            act(complete, town.people["bea"], town.open_task(case_id, "child"), NOTHING),
        )
        assert kinds(answers) == {Completed: 2}
        assert town.steps(case_id) == ["last"]
        arena.is_sound(case_id)


def test_a_parent_that_ends_everything_takes_the_child_with_it(arena: Arena) -> None:
    town = arena.town
    town.deploys(ENDS)
    for _ in range(ROUNDS):
        case_id = town.open_case("ana", "test", NOTHING)
        parent, child = arena.race(
            act(complete, town.people["ana"], town.open_task(case_id, "parent"), NOTHING),
            act(complete, town.people["bea"], town.open_task(case_id, "child"), NOTHING),
        )
        assert isinstance(parent, Completed)
        assert isinstance(child, Completed) or child.kind is RefusalKind.NOT_OPEN
        assert (town.case(case_id).state, town.steps(case_id)) == ("completed", [])
        arena.is_sound(case_id)


def test_numbers_stay_without_gaps_beside_cases_that_could_not_be_opened(arena: Arena) -> None:
    town = arena.town
    town.deploys(CHOOSES)
    answers = arena.race(*(act(open_some, town.people[who]) for who in CLERKS))
    opened = [one for several in answers for one in several if isinstance(one, Started)]
    failed = [one.kind for several in answers for one in several if isinstance(one, Refused)]
    assert sorted(one.number for one in opened) == [f"TEST-2026-{n:04d}" for n in range(1, 21)]
    assert failed == [RefusalKind.STEP_FAILED] * 20
    arena.is_sound(*(one.case_id for one in opened))


def open_some(installation: Installation, actor: Actor) -> list[Started | Refused]:
    """Every second case cannot be opened: no way leads out of its gateway."""
    return [
        start(installation, actor, "test", Facts({"amount": 20 - number % 2 * 20}))
        for number in range(10)
    ]
