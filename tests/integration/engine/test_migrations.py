"""A case goes over to another version of its process and back; nothing that people had is lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from engine.bpmn.migration import Edits, Obstacle, ObstacleKind
from engine.cases import Facts
from engine.cases.eras import eras_of
from engine.cases.suspending import resume, suspend
from engine.definitions.deploying import activate
from engine.definitions.loading import program_of
from engine.history.kinds import EventKind
from engine.migrations import Migrated, Order, Undone, count_standing, migrate, try_out, undo
from engine.migrations.wording import obstacles_from_text
from engine.operations import BatchBegun, migrate_all, run_batches, undo_all
from engine.refusals import RefusalKind, Refused
from engine.tasks import Completed, complete, read_draft, save_draft
from engine.tasks.undoing import StepUndone, undo_step
from storage.queries.batches import counts_of, items_of
from storage.queries.cases import where_it_stands
from storage.queries.deadlines import deadlines_of_case
from storage.queries.definitions import versions_of
from storage.queries.history import history_of
from storage.queries.tasks import task_by_id, tasks_of_case
from storage.writes.migrations import Place, image_of
from tests.diagrams import boundary, bundle, end, field, form, path, start, timer, user
from tests.rivals import together
from tests.town import Town

MANIFEST = 'operators = ["boss"]'
FORM = form(field("nota"))
OTHER_FORM = form(field("nota"), field("folio"))
CASE = '<bpmn:extensionElements><cauce:subject expression="{}"/></bpmn:extensionElements>'


def version(*body: str, asked: bytes = FORM, subject: str = "=asunto", **more: Any) -> Any:
    forms = {"ask": form(field("asunto"), field("lugar", required=False)), "note": asked}
    case = CASE.format(subject)
    return bundle(
        *body, start(form="ask"), end(), forms=forms, case=case, manifest=MANIFEST, **more
    )


FIRST = version(
    user("write", form="note"),
    user("sign", "boss"),
    boundary("late", "write", timer("P9D")),
    user("chase"),
    path("start", "write", "sign", "end"),
    path("late", "chase", "end"),
)
SECOND = version(
    # Another order in the file: every element and flow has another number.
    user("chase"),
    user("check"),
    user("sign", "boss"),
    user("write", form="note").replace('name="write"', 'name="Redactar"'),
    boundary("late", "write", timer("P20D")),
    boundary("stale", "write", timer("P2D"), interrupts=False),
    path("late", "chase", "end"),
    path("start", "write", "check", "sign", "end"),
    path("stale", "remind", "end"),
    user("remind"),
    asked=OTHER_FORM,
    subject="=&quot;Nuevo: &quot; + asunto + &quot; en &quot; + lugar",
)
READS_THE_NOTE = version(
    user("write", form="note"),
    user("sign", "boss"),
    boundary("late", "write", timer("P9D")),
    user("chase"),
    path("start", "write", "sign", "end"),
    path("late", "chase", "end"),
    subject="=&quot;Nota &quot; + nota",
)
ORDER = Order("test", 1, 2)
ASKED = {"asunto": "Bombas", "lugar": "Tambo"}


@pytest.fixture
def hall(town: Town) -> Town:
    town.person("ana", "clerk")
    town.person("bea", "clerk")
    town.person("luis", "boss")
    town.deploys(FIRST)
    return town


def opened(hall: Town) -> int:
    """A case in which Ana holds a task with a draft."""
    case_id = hall.open_case("ana", "test", ASKED)
    task_id = hall.open_task(case_id, "write")
    hall.claim("ana", task_id)
    save_draft(hall.installation, hall.people["ana"], task_id, {"nota": "a medias"})
    return case_id


def goes(hall: Town, case_id: int, who: str = "luis", order: Order = ORDER, **more: Any) -> Any:
    return migrate(hall.installation, hall.people[who], case_id, order, reason="Nueva ley", **more)


def comes_back(hall: Town, case_id: int, who: str = "luis") -> Any:
    return undo(hall.installation, hall.people[who], case_id, reason="Error mío")


def everything(hall: Town, case_id: int) -> Any:
    """The state of a case, and all rows that hang at it, byte for byte."""

    def look(connection: Any) -> Any:
        stand = where_it_stands(connection, hall.municipality_id, case_id)
        assert stand is not None
        image = image_of(connection, Place(hall.municipality_id, case_id, stand.instance_id))
        state = (bytes(stand.tokens), stand.scopes, stand.definition_id)
        drafts = read_draft(
            connection, hall.municipality_id, hall.open_tasks(case_id)[0].id,
            hall.people["ana"].person_id or 0,
        )  # fmt: skip
        case = hall.case(case_id)
        return state, image, drafts, (case.title, case.amount, case.definition_id)

    return hall.reads(look)


@pytest.mark.parametrize("undone", [False, True])
def test_what_was_taken_back_was_not_declared(hall: Town, undone: bool) -> None:
    """A version that reads more finds what people said, and not what they unsaid."""
    case_id, ana = opened(hall), hall.people["ana"]
    task = hall.open_task(case_id, "write", "ana")
    done = complete(hall.installation, ana, task, {"nota": "vieja"}, undoable=True)
    assert isinstance(done, Completed)
    if undone:
        assert isinstance(undo_step(hall.installation, ana, case_id), StepUndone)
    hall.deploys(READS_THE_NOTE)
    assert isinstance(goes(hall, case_id), Migrated)
    assert (hall.case(case_id).title == "Nota vieja") is not undone


def kinds(hall: Town, case_id: int) -> list[EventKind]:
    rows = hall.reads(lambda c: history_of(c, hall.municipality_id, case_id))
    return [EventKind(row.kind) for row in rows]


def test_a_case_goes_over_with_holder_draft_due_date_and_form(hall: Town) -> None:
    case_id = opened(hall)
    before = hall.open_tasks(case_id)[0]
    hall.deploys(SECOND)
    assert goes(hall, case_id) == Migrated(case_id, "TEST-2026-0001", 2)
    (task,) = hall.open_tasks(case_id)
    assert (task.id, task.assignee_id, task.token) == (before.id, before.assignee_id, before.token)
    assert (task.name, task.element_key, task.due_at) == ("Redactar", "write", before.due_at)
    assert task.form_definition_id == before.definition_id
    assert hall.case(case_id).title == "Nuevo: Bombas en Tambo"
    done = hall.does("ana", case_id, "write", {"nota": "lista"})
    assert [task.element_id for task in done.opened] == ["check"]
    hall.does("bea", case_id, "check", Facts({}))
    assert hall.does("luis", case_id, "sign", Facts({})).finished
    assert hall.verification().faults == ()


def test_a_task_takes_the_new_form_when_the_plan_says_so(hall: Town) -> None:
    case_id = opened(hall)
    hall.deploys(SECOND)
    order = Order("test", 1, 2, Edits(new_forms=frozenset({"write"})))
    assert isinstance(goes(hall, case_id, order=order), Migrated)
    refused = hall.complete("ana", hall.open_task(case_id, "write", "ana"), {"nota": "lista"})
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.INVALID_DATA
    hall.does("ana", case_id, "write", {"nota": "lista", "folio": "7"})


def test_a_timer_keeps_its_date_and_a_new_one_is_armed(hall: Town) -> None:
    case_id = opened(hall)
    hall.waits(days=5)
    hall.deploys(SECOND)
    goes(hall, case_id)
    hall.waits(days=3)
    hall.listens()
    assert sorted(hall.steps(case_id)) == ["remind", "write"]
    hall.waits(days=2)
    hall.listens()
    assert sorted(hall.steps(case_id)) == ["chase", "remind"]


def test_undoing_gives_the_very_state_of_before(hall: Town) -> None:
    case_id = opened(hall)
    before = everything(hall, case_id)
    assert hall.verification().faults == ()
    hall.deploys(SECOND)
    hall.waits(hours=3)
    goes(hall, case_id)
    assert everything(hall, case_id) != before
    assert hall.verification().faults == ()
    hall.waits(hours=1)
    assert comes_back(hall, case_id) == Undone(case_id, "TEST-2026-0001", 1)
    assert everything(hall, case_id) == before
    assert hall.verification().faults == ()
    assert kinds(hall, case_id)[-2:] == [EventKind.CASE_MIGRATED, EventKind.CASE_MIGRATION_UNDONE]
    done = hall.does("ana", case_id, "write", {"nota": "lista"})
    assert [task.element_id for task in done.opened] == ["sign"]


def test_a_case_that_has_moved_since_is_not_put_back(hall: Town) -> None:
    case_id = opened(hall)
    hall.deploys(SECOND)
    goes(hall, case_id)
    hall.does("ana", case_id, "write", {"nota": "lista"})
    before = everything(hall, case_id)
    refused = comes_back(hall, case_id)
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.MOVED_ON
    assert everything(hall, case_id) == before


def test_a_claim_and_a_draft_since_then_stay_when_it_is_undone(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", ASKED)
    task_id = hall.open_task(case_id, "write")
    hall.deploys(SECOND)
    goes(hall, case_id)
    hall.claim("bea", task_id)
    save_draft(hall.installation, hall.people["bea"], task_id, {"nota": "de Bea"})
    assert isinstance(comes_back(hall, case_id), Undone)
    task = hall.reads(lambda c: task_by_id(c, hall.municipality_id, task_id))
    assert task is not None
    assert task.assignee_id == hall.people["bea"].person_id
    draft = hall.reads(
        lambda c: read_draft(c, hall.municipality_id, task_id, hall.people["bea"].person_id or 0)
    )
    assert draft == {"nota": "de Bea"}


def test_nothing_is_undone_twice(hall: Town) -> None:
    case_id = opened(hall)
    hall.deploys(SECOND)
    goes(hall, case_id)
    comes_back(hall, case_id)
    refused = comes_back(hall, case_id)
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.NOTHING_TO_UNDO


def test_events_of_before_are_read_with_the_version_of_then(hall: Town) -> None:
    case_id = opened(hall)
    hall.deploys(SECOND)
    goes(hall, case_id)
    hall.does("ana", case_id, "write", {"nota": "lista"})

    def named(connection: Any) -> list[str]:
        now = program_of(
            hall.installation, connection, hall.municipality_id, hall.case(case_id).definition_id
        )
        eras = eras_of(hall.installation, connection, case_id, now)
        rows = history_of(connection, hall.municipality_id, case_id)
        found = [eras.element(row.seq, row.element) for row in rows]
        return [each.id for each in found if each is not None]

    told = hall.reads(named)
    assert told == ["start", "write", "write", "write", "check"]


def test_a_closed_task_stays_with_the_version_it_was_done_under(hall: Town) -> None:
    case_id = opened(hall)
    hall.does("ana", case_id, "write", {"nota": "lista"})
    hall.deploys(SECOND)
    first = hall.case(case_id).definition_id
    assert isinstance(goes(hall, case_id), Migrated)
    tasks = {
        task.element_key: task
        for task in hall.reads(lambda c: tasks_of_case(c, hall.municipality_id, case_id))
    }
    assert (tasks["write"].done_under, tasks["sign"].done_under) == (first, None)


def test_who_does_not_operate_the_process_may_not(hall: Town) -> None:
    case_id = opened(hall)
    hall.deploys(SECOND)
    for act in (goes, comes_back):
        refused = act(hall, case_id, who="ana")
        assert isinstance(refused, Refused)
        assert refused.kind is RefusalKind.NO_ROLE
    refused = try_out(hall.installation, hall.people["ana"], ORDER)
    assert refused == Refused(RefusalKind.NO_ROLE)


def test_another_town_reaches_nothing(hall: Town, tmp_path: Path) -> None:
    case_id = opened(hall)
    other_town = Town(hall.database_url, tmp_path / "other")
    hall.deploys(SECOND)
    other_town.person("eva", "boss")
    other_town.deploys(FIRST)
    other_town.deploys(SECOND)
    actor = other_town.people["eva"]
    answers = [
        migrate(other_town.installation, actor, case_id, ORDER, reason="x"),
        undo(other_town.installation, actor, case_id, reason="x"),
    ]
    assert answers == [Refused(RefusalKind.NOT_FOUND)] * 2
    found = try_out(other_town.installation, actor, ORDER)
    assert not isinstance(found, Refused)
    assert list(found) == []
    other_town.close()


GONE = version(user("other"), path("start", "other", "end"))


def test_the_dry_run_says_what_would_come_of_each_case_and_touches_nothing(hall: Town) -> None:
    first, second = opened(hall), opened(hall)
    hall.does("ana", second, "write", {"nota": "lista"})
    hall.deploys(version(user("sign", "boss"), path("start", "sign", "end")))
    before = everything(hall, first)
    found = try_out(hall.installation, hall.people["luis"], ORDER)
    assert not isinstance(found, Refused)
    assert [(each.case_id, each.obstacles) for each in found] == [
        (first, (Obstacle(ObstacleKind.NO_TARGET, "write"),)),
        (second, ()),
    ]
    assert everything(hall, first) == before
    refused = goes(hall, first)
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.CANNOT_MIGRATE
    told = obstacles_from_text(refused.details["obstacles"])
    assert told == (Obstacle(ObstacleKind.NO_TARGET, "write"),)
    assert everything(hall, first) == before


def test_a_plan_that_cannot_be_is_refused(hall: Town) -> None:
    case_id = opened(hall)
    hall.deploys(GONE)
    order = Order("test", 1, 2, Edits({"write": "end"}))
    refused = goes(hall, case_id, order=order)
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.BAD_PLAN


def test_a_suspended_case_goes_over_and_what_is_new_waits_until_it_is_resumed(hall: Town) -> None:
    case_id = opened(hall)
    hall.deploys(SECOND)
    suspend(hall.installation, hall.people["luis"], case_id, "Pausa")
    assert isinstance(goes(hall, case_id), Migrated)
    hall.waits(days=4)
    hall.listens()
    assert hall.steps(case_id) == ["write"]
    resume(hall.installation, hall.people["luis"], case_id, "Sigue")
    hall.listens()
    assert sorted(hall.steps(case_id)) == ["remind", "write"]


def test_a_batch_brings_over_every_case_and_another_one_brings_them_back(hall: Town) -> None:
    cases = [opened(hall) for _ in range(3)]
    hall.does("ana", cases[2], "write", {"nota": "lista"})
    before = [everything(hall, case_id) for case_id in cases]
    hall.deploys(SECOND)
    begun = migrate_all(hall.installation, hall.people["luis"], ORDER, reason="Nueva ley")
    assert isinstance(begun, BatchBegun)
    run_batches(hall.installation)
    assert counts(hall, begun.batch_id) == {"done": 3}
    hall.does("ana", cases[0], "write", {"nota": "lista"})
    back = undo_all(hall.installation, hall.people["luis"], begun.batch_id, reason="Error")
    assert isinstance(back, BatchBegun)
    run_batches(hall.installation)
    items = hall.reads(lambda c: items_of(c, hall.municipality_id, back.batch_id))
    assert [(item.subject_id, item.state, item.outcome) for item in items] == [
        (cases[0], "refused", "moved_on"),
        (cases[1], "done", ""),
        (cases[2], "done", ""),
    ]
    assert [everything(hall, case_id) for case_id in cases[1:]] == before[1:]
    assert hall.verification().faults == ()


def counts(hall: Town, batch_id: int) -> dict[str, int]:
    return hall.reads(lambda c: counts_of(c, hall.municipality_id, [batch_id])[batch_id])


def test_migrating_and_completing_at_once_loses_no_token(hall: Town) -> None:
    hall.deploys(SECOND)
    versions = hall.reads(lambda c: versions_of(c, hall.municipality_id, "test"))
    activate(hall.installation, hall.people["luis"], versions[-1].id)
    for _ in range(6):
        case_id = hall.open_case("ana", "test", ASKED)
        task_id = hall.open_task(case_id, "write")
        moved, done = together(
            partial(goes, hall, case_id),
            partial(hall.complete, "ana", task_id, {"nota": "lista"}),
        )
        assert isinstance(moved, Migrated)
        assert isinstance(done, Completed)
        (step,) = hall.steps(case_id)
        assert step in ("check", "sign")
        assert hall.case(case_id).definition_id != 0
    assert hall.verification().faults == ()


def test_migrating_and_undoing_at_once_leaves_one_of_both(hall: Town) -> None:
    case_id = opened(hall)
    before = everything(hall, case_id)
    hall.deploys(SECOND)
    goes(hall, case_id)
    answers = together(partial(comes_back, hall, case_id), partial(comes_back, hall, case_id))
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "Undone"]
    assert everything(hall, case_id) == before


def joined(*waited_for: str) -> Any:
    """Three branches, of which a join waits for some; the others end by themselves."""
    branches = [path("split", name, "join" if name in waited_for else "end") for name in "abc"]
    gateways = '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>'
    return version(
        gateways,
        *(user(name) for name in "abc"),
        user("after"),
        path("start", "split"),
        path("join", "after", "end"),
        *branches,
    )


def test_what_only_the_migration_had_opened_is_withdrawn_when_it_is_undone(town: Town) -> None:
    town.person("ana", "clerk")
    town.person("luis", "boss")
    town.deploys(joined("a", "b", "c"))
    case_id = town.open_case("ana", "test", ASKED)
    town.does("ana", case_id, "a", Facts({}))
    town.does("ana", case_id, "b", Facts({}))
    before = everything(town, case_id)[0]
    town.deploys(joined("a", "b"))
    assert isinstance(goes(town, case_id), Migrated)
    assert sorted(town.steps(case_id)) == ["after", "c"]
    assert isinstance(comes_back(town, case_id), Undone)
    assert (town.steps(case_id), everything(town, case_id)[0]) == (["c"], before)
    assert kinds(town, case_id)[-2:] == [
        EventKind.TASK_WITHDRAWN,
        EventKind.CASE_MIGRATION_UNDONE,
    ]
    assert town.verification().faults == ()


TERM = (
    '<cauce:deadline title="Para firmar" length="=5" unit="business" source="Ley" effect="none"/>'
)


def test_a_term_of_the_new_version_begins_with_it_and_goes_when_it_is_undone(hall: Town) -> None:
    case_id = opened(hall)
    before = everything(hall, case_id)
    drawn = user("write", form="note", more=TERM)
    hall.deploys(version(drawn, user("sign", "boss"), path("start", "write", "sign", "end")))
    assert isinstance(goes(hall, case_id), Migrated)
    (task,) = hall.open_tasks(case_id)
    (term,) = hall.reads(lambda c: deadlines_of_case(c, hall.municipality_id, case_id))
    assert (term.title, term.state, term.task_id) == ("Para firmar", "open", task.id)
    assert task.due_at is not None
    comes_back(hall, case_id)
    (term,) = hall.reads(lambda c: deadlines_of_case(c, hall.municipality_id, case_id))
    assert term.state == "cancelled"
    after = everything(hall, case_id)
    after[1]["deadlines"] = []
    assert after == before
    assert hall.verification().faults == ()


def test_all_cases_are_counted_at_their_elements_a_state_being_read_once(hall: Town) -> None:
    cases = [hall.open_case("ana", "test", ASKED) for _ in range(5)]
    for case_id in cases[:2]:
        hall.does("ana", case_id, "write", Facts({"nota": "x"}))
    suspend(hall.installation, hall.people["luis"], cases[4], "Medida cautelar")
    over = hall.open_case("ana", "test", ASKED)
    hall.does("ana", over, "write", Facts({"nota": "x"}))
    hall.does("luis", over, "sign", Facts({}))
    definition = hall.reads(
        lambda c: program_of(
            hall.installation, c, hall.municipality_id, hall.case(over).definition_id
        )
    )
    counted = hall.reads(lambda c: count_standing(c, definition))
    assert dict(counted.at) == {"write": 3, "sign": 2}
    assert counted.cases == 5
    most = hall.reads(lambda c: count_standing(c, definition, most=1))
    assert (dict(most.at), most.cases) == ({"write": 3}, 3)
