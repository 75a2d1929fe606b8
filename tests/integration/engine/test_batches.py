"""An act upon many cases: progress, an outcome for each, and nothing done twice or forgotten."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

import engine.operations.running as running
from engine.cases import Facts
from engine.documents.attaching import Attached
from engine.documents.keeping import classify
from engine.history.kinds import EventKind
from engine.identity import revoke
from engine.operations import BatchBegun, BatchKind, begin, cancel, pause, resume, run_batches
from engine.refusals import RefusalKind, Refused
from engine.values import loads
from storage.queries.batches import batch_by_id, counts_of, items_of
from storage.queries.history import history_of
from storage.tables.documents import Level
from tests.diagrams import bundle, end, path, start, user
from tests.rivals import together
from tests.town import Town

ASKS = bundle(
    start(),
    user("write"),
    end(),
    path("start", "write", "end"),
    manifest='operators = ["boss"]',
)


def open_cases(town: Town, count: int) -> list[int]:
    town.person("ana", "clerk")
    town.person("luis", "boss")
    town.deploys(ASKS)
    return [town.open_case("ana", "test", Facts({})) for _ in range(count)]


def begun(town: Town, kind: str, subjects: list[int], **parameters: object) -> int:
    answer = begin(
        town.installation,
        town.people["luis"],
        kind,
        subjects,
        reason="Inventario",
        parameters=parameters,
    )
    assert isinstance(answer, BatchBegun)
    return answer.batch_id


def works(town: Town) -> int:
    done = 0
    while found := run_batches(town.installation):
        done += found
    return done


def state(town: Town, batch_id: int) -> tuple[str, dict[str, int]]:
    batch = town.reads(lambda c: batch_by_id(c, town.municipality_id, batch_id))
    counts = town.reads(lambda c: counts_of(c, town.municipality_id, [batch_id]))
    assert batch is not None
    return batch.state, counts[batch_id]


def times_told(town: Town, case_id: int, kind: EventKind) -> int:
    events = town.reads(lambda c: history_of(c, town.municipality_id, case_id))
    return sum(event.kind == kind for event in events)


def test_each_case_gets_its_outcome_and_its_line_of_history(town: Town) -> None:
    cases = open_cases(town, 3)
    town.cancel("luis", cases[1], "Desistimiento")
    batch_id = begun(town, BatchKind.SUSPEND, cases)
    assert works(town) == 3
    assert state(town, batch_id) == ("completed", {"done": 2, "refused": 1})
    items = town.reads(lambda c: items_of(c, town.municipality_id, batch_id))
    assert [(item.case_id, item.state, item.outcome) for item in items] == [
        (cases[0], "done", ""),
        (cases[1], "refused", "case_not_open"),
        (cases[2], "done", ""),
    ]
    assert [town.case(each).state for each in cases] == ["suspended", "cancelled", "suspended"]
    assert [times_told(town, each, EventKind.CASE_SUSPENDED) for each in cases] == [1, 0, 1]


def test_tasks_are_given_to_a_colleague_who_has_their_role(town: Town) -> None:
    cases = open_cases(town, 2)
    bea = town.person("bea", "clerk")
    tasks = [town.open_task(each, "write") for each in cases]
    town.claim("ana", tasks[0])
    batch_id = begun(town, BatchKind.ASSIGN, tasks, person_id=bea.person_id)
    works(town)
    holders = [task.assignee_id for each in cases for task in town.open_tasks(each)]
    assert holders == [bea.person_id] * 2
    no_clerk = begun(town, BatchKind.ASSIGN, tasks, person_id=town.people["luis"].person_id)
    works(town)
    assert (state(town, batch_id)[1], state(town, no_clerk)[1]) == ({"done": 2}, {"refused": 2})


def test_a_paused_batch_waits_and_a_cancelled_one_keeps_what_was_done(town: Town) -> None:
    cases = open_cases(town, 4)
    luis = town.people["luis"]
    batch_id = begun(town, BatchKind.SUSPEND, cases)
    assert run_batches(town.installation, limit=1) == 1
    pause(town.installation, luis, batch_id)
    assert (works(town), state(town, batch_id)) == (0, ("paused", {"done": 1, "waiting": 3}))
    resume(town.installation, luis, batch_id)
    assert run_batches(town.installation, limit=1) == 1
    cancel(town.installation, luis, batch_id)
    assert (works(town), state(town, batch_id)) == (0, ("cancelled", {"done": 2, "waiting": 2}))
    answer = resume(town.installation, luis, batch_id)
    assert isinstance(answer, Refused)
    assert answer.details == {"state": "cancelled"}


def test_a_worker_that_dies_after_an_act_leaves_the_rest_to_another(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = open_cases(town, 3)
    batch_id = begun(town, BatchKind.SUSPEND, cases)

    class Killed(BaseException):
        """As if the process ended: nothing is tidied up."""

    def dies(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(running, "free_batch", dies)
        with pytest.raises(Killed):
            run_batches(town.installation, limit=2)
    assert run_batches(town.installation) == 0, "the batch is still the dead worker's"
    town.clock.advance(running.LOCKED)
    assert (works(town), state(town, batch_id)) == (1, ("completed", {"done": 3}))
    assert [times_told(town, each, EventKind.CASE_SUSPENDED) for each in cases] == [1, 1, 1]


def test_an_act_whose_item_was_ended_elsewhere_is_rolled_back(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = open_cases(town, 1)
    batch_id = begun(town, BatchKind.SUSPEND, cases)
    monkeypatch.setattr(running, "end_item", lambda *_, **__: False)
    assert run_batches(town.installation) == 0
    assert (town.case(cases[0]).state, state(town, batch_id)[1]) == ("open", {"waiting": 1})


def test_a_broken_item_is_named_and_the_others_go_on(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = open_cases(town, 2)
    batch_id = begun(town, BatchKind.SUSPEND, cases)
    perform = running.perform

    def breaks(installation: object, kind: str, act: running.Act) -> object:
        if act.subject_id == cases[0]:
            raise ZeroDivisionError
        return perform(town.installation, kind, act)

    monkeypatch.setattr(running, "perform", breaks)
    works(town)
    items = town.reads(lambda c: items_of(c, town.municipality_id, batch_id))
    assert [(item.state, item.outcome) for item in items] == [
        ("failed", "ZeroDivisionError"),
        ("done", ""),
    ]


def test_a_right_that_ended_meanwhile_ends_the_batch_in_refusals(town: Town) -> None:
    cases = open_cases(town, 1)
    batch_id = begun(town, BatchKind.SUSPEND, cases)
    luis = town.people["luis"]
    assert luis.person_id is not None
    revoke(town.installation, luis, luis.person_id, "boss")
    works(town)
    assert state(town, batch_id) == ("completed", {"refused": 1})
    assert town.case(cases[0]).state == "open"


def test_who_does_not_operate_every_process_begins_nothing(town: Town) -> None:
    cases = open_cases(town, 1)
    ana = town.people["ana"]
    answer = begin(town.installation, ana, BatchKind.SUSPEND, cases, reason="Inventario")
    assert answer == Refused(RefusalKind.NO_ROLE)


def test_more_than_the_limit_is_refused(town: Town) -> None:
    cases = open_cases(town, 2)
    limits = replace(town.installation.limits, batch_items=1)
    small = replace(town.installation, limits=limits)
    answer = begin(small, town.people["luis"], BatchKind.SUSPEND, cases, reason="Inventario")
    assert isinstance(answer, Refused)
    assert answer.details == {"field": "subjects", "limit": "1"}


def test_two_workers_do_each_item_once(town: Town) -> None:
    cases = open_cases(town, 30)
    batch_id = begun(town, BatchKind.SUSPEND, cases)
    done = 0
    while state(town, batch_id)[0] == "running":
        work = partial(run_batches, town.installation, limit=5)
        done += sum(together(work, work, work))
    assert (done, state(town, batch_id)) == (30, ("completed", {"done": 30}))
    told = {times_told(town, each, EventKind.CASE_SUSPENDED) for each in cases}
    assert told == {1}


def attached(town: Town, case_id: int) -> int:
    """The id of a document in the file of a case."""
    answer = town.attach("ana", case_id, title="Resolución 45")
    assert isinstance(answer, Attached), answer
    return answer.document_id


def test_many_moves_rest_on_one_document_wherever_it_lies(town: Town) -> None:
    first, second = open_cases(town, 2)
    document = attached(town, first)
    begun(town, BatchKind.MOVE, [first, second], to="write", document_id=str(document))
    assert works(town) == 2
    own, other = (
        loads(event.data)
        for case_id in (first, second)
        for event in town.reads(lambda c, at=case_id: history_of(c, town.municipality_id, at))
        if event.kind == EventKind.CASE_MOVED
    )
    assert (own["document"], own.get("file")) == (str(document), None)
    assert (other["document"], other["file"]) == (str(document), "TEST-2026-0001")
    assert town.verification().faults == ()


def test_a_batch_rests_only_on_what_its_beginner_may_read(town: Town) -> None:
    [case_id] = open_cases(town, 1)
    document = attached(town, case_id)
    ana = town.people["ana"]
    reserved = classify(town.installation, ana, document, Level.RESERVED, "Datos de salud")
    assert not isinstance(reserved, Refused), reserved
    for given in (str(document), "7", "algo"):
        answer = begin(
            town.installation,
            town.people["luis"],
            BatchKind.MOVE,
            [case_id],
            reason="Inventario",
            parameters={"to": "write", "document_id": given},
        )
        assert answer == Refused(RefusalKind.INVALID_DATA, {"field": "document_id"})
