"""Programs at the same moment: who loses a race is not told of it; who comes second is told why."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.diagrams import bundle, end, path, start, user
from tests.hall import Hall
from tests.programs import Program, Said, program

BRANCHES = 4
FORK = bundle(
    start(),
    '<bpmn:parallelGateway id="split"/>',
    *(user(f"part_{n}") for n in range(BRANCHES)),
    '<bpmn:parallelGateway id="join"/>',
    end(),
    path("start", "split"),
    *(path("split", f"part_{n}", "join") for n in range(BRANCHES)),
    path("join", "end"),
)


def at_once(acts: list[Callable[[], Said]]) -> list[Said]:
    """What each was answered; all begin together."""
    line = Barrier(len(acts))

    def act(each: Callable[[], Said]) -> Said:
        line.wait()
        return each()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(act, acts))


def opened(hall: Hall) -> tuple[str, list[str]]:
    """A case with all its branches open; its number and its tasks."""
    hall.town.deploys(FORK)
    answer = program(hall, "clerk").posts("cases", {"process": "test"}).json
    return answer["number"], [task["id"] for task in answer["opened"]]


def completes(who: Program, task: str) -> Callable[[], Said]:
    return lambda: who.posts(f"tasks/{task}/completion", {"data": {}})


def test_branches_of_one_case_are_completed_at_once_and_nobody_is_refused(hall: Hall) -> None:
    number, tasks = opened(hall)
    programs = [program(hall, "clerk") for _ in tasks]
    answers = at_once([completes(*each) for each in zip(programs, tasks, strict=True)])
    assert [each.status for each in answers] == [200] * BRANCHES, [each.text for each in answers]
    assert sorted(each.json["finished"] for each in answers) == [False] * 3 + [True]
    assert programs[0].gets(f"cases/{number}").json["state"] == "completed"
    assert programs[0].gets(f"cases/{number}/history/verification").json["whole"] is True


def test_of_many_who_take_a_task_one_has_it_and_the_others_are_told_who(hall: Hall) -> None:
    _, tasks = opened(hall)
    programs = [program(hall, "clerk", name=f"P{n}") for n in range(4)]

    def takes(who: Program) -> Callable[[], Said]:
        return lambda: who.posts(f"tasks/{tasks[0]}/assignment")

    answers = at_once([takes(who) for who in programs])
    assert sorted(each.status for each in answers) == [200, 409, 409, 409]
    (winner,) = [each.json["assignee_id"] for each in answers if each.status == 200]
    losers = [each for each in answers if each.status == 409]
    assert {each.kind for each in losers} == {"held_by_other"}
    assert {each.json["facts"]["holder_id"] for each in losers} == {winner}


def test_of_many_who_complete_a_task_one_does_and_the_others_come_late(hall: Hall) -> None:
    number, tasks = opened(hall)
    programs = [program(hall, "clerk") for _ in range(4)]
    answers = at_once([completes(who, tasks[0]) for who in programs])
    assert sorted(each.status for each in answers) == [200, 409, 409, 409]
    assert {each.kind for each in answers if each.status == 409} == {"already_completed"}
    history = programs[0].gets(f"cases/{number}/history").json["items"]
    assert len([each for each in history if each["kind"] == "task_completed"]) == 1


def test_of_many_who_insist_on_what_they_read_one_acts(hall: Hall) -> None:
    number, tasks = opened(hall)
    programs = [program(hall, "clerk") for _ in tasks]
    read = {"if-match": programs[0].gets(f"cases/{number}").etag}

    def insists(who: Program, task: str) -> Callable[[], Said]:
        return lambda: who.posts(f"tasks/{task}/completion", {"data": {}}, headers=read)

    answers = at_once([insists(*each) for each in zip(programs, tasks, strict=True)])
    assert sorted(each.status for each in answers) == [200, 412, 412, 412]
