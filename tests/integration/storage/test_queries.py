"""What the questions of the pages and of the verbs answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from storage.counting import counting
from storage.database import WHOLE_INSTALLATION, Database, TooManyRaces
from storage.door import session_at_door
from storage.queries import (
    batches,
    case_lists,
    deadlines,
    definitions,
    documents,
    history,
    identity,
    waits,
)
from storage.queries import tasks as task_queries
from storage.queries.deadlines import ChangeRow, ParameterRow
from storage.queries.definitions import DefinitionRow
from storage.queries.documents import VersionRow
from storage.step import (
    CaseUpdate,
    DeadlineRow,
    EventDetailRow,
    SubscriptionRow,
    TimerRow,
    save,
)
from storage.tables import tasks, timers
from storage.writes.batches import NewBatch, insert_batch
from storage.writes.deadlines import Ends, Move, move_deadlines, put_parameters
from storage.writes.definitions import activate_definition, insert_definition
from storage.writes.documents import insert_document, insert_version, withdraw_document
from storage.writes.identity import (
    end_membership,
    end_session,
    insert_membership,
    insert_session,
    record_attempt,
)
from storage.writes.incidents import fail_timer, rearm_timer
from storage.writes.messages import keep_message, prune_messages, take_message
from storage.writes.tasks import drop_draft, save_draft
from tests.integration.storage.conftest import AT, NOW, Opened, Rows

Open = Callable[..., Opened]
DAY = timedelta(days=1)


@pytest.fixture
def town(database: Database, tambo: Rows, open_case: Open) -> Rows:
    for number, title in (
        ("CON-2026-0001", "Adquisición de laptops"),
        ("CON-2026-0011", "Compra de cemento y fierro"),
        ("LIC-2026-0001", "Licencia de panadería"),
    ):
        open_case(tambo, number, title=title, process_key=number[:3].lower())
    return tambo


def numbers(database: Database, **question: object) -> list[str]:
    with database.read(1) as connection:
        return [case.number for case in case_lists.list_cases(connection, 1, **question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({}, ["LIC-2026-0001", "CON-2026-0011", "CON-2026-0001"]),
        ({"text": "0001"}, ["LIC-2026-0001", "CON-2026-0001"]),
        ({"text": " con-2026-00 "}, ["CON-2026-0011", "CON-2026-0001"]),
        ({"text": "panaderia"}, ["LIC-2026-0001"]),
        ({"text": "COMPRA fie"}, ["CON-2026-0011"]),
        ({"text": "compra laptops"}, []),
        ({"text": "%"}, []),
        ({"process_key": "lic"}, ["LIC-2026-0001"]),
        ({"state": "completed"}, []),
        ({"text": "0001", "state": "open", "process_key": "con"}, ["CON-2026-0001"]),
    ],
)
def test_cases_are_listed_newest_first_and_found_by_number_and_words(
    database: Database, town: Rows, question: dict[str, object], expected: list[str]
) -> None:
    assert numbers(database, **question) == expected


def test_pages_of_cases_follow_each_other(database: Database, town: Rows) -> None:
    with database.read(1) as connection:
        first = case_lists.list_cases(connection, 1, limit=2)
        second = case_lists.list_cases(connection, 1, limit=2, after=first[-1].id)
    assert [case.number for case in (*first, *second)] == numbers(database)


def test_a_new_title_is_found_and_the_old_one_is_not(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo, title="Compra de laptops")
    with database.verb(1) as connection:
        save(connection, opened.step(case=CaseUpdate(title="Compra de tractores")))
    assert numbers(database, text="tractor") == ["CON-2026-0001"]
    assert numbers(database, text="laptop") == []


def test_roles_are_held_in_time(database: Database, tambo: Rows) -> None:
    with database.verb(1) as connection:
        insert_membership(
            connection,
            1,
            membership_id=tambo.new(),
            person_id=tambo.person_id,
            role="mayor",
            valid_from=NOW,
        )
        ended = end_membership(
            connection, 1, person_id=tambo.person_id, role="mayor", until=NOW + DAY
        )
        held = [
            identity.roles_of(connection, 1, tambo.person_id, at=NOW + by)
            for by in (-DAY, timedelta(0), DAY)
        ]
    assert ended == 1
    assert held == [frozenset(), frozenset({"mayor"}), frozenset()]


def test_a_person_is_meant_by_email_national_id_or_number(
    database: Database, tambo: Rows, other: Rows
) -> None:
    me, another = tambo.person_id, tambo.other_person_id
    names = [f"{me}@TAMBO-REAL.pe", str(another), "nobody@x.pe", str(other.person_id), "9" * 40]
    with database.read(1) as connection:
        meant = identity.persons_named(connection, 1, names, at=NOW)
    assert meant == {names[0]: me, names[1]: another}


def test_failures_are_counted_since_the_last_success(database: Database, tambo: Rows) -> None:
    with database.verb(1) as connection:
        for minute, succeeded in enumerate((False, True, False, False)):
            record_attempt(
                connection,
                1,
                attempt_id=tambo.new(),
                login_hash="h",
                at=NOW + timedelta(minutes=minute),
                succeeded=succeeded,
            )
        since_ever = identity.failures_since(connection, 1, "h", since=NOW - DAY)
        lately = identity.failures_since(connection, 1, "h", since=NOW + timedelta(minutes=3))
    assert since_ever == (NOW + timedelta(minutes=2), NOW + timedelta(minutes=3))
    assert lately == (NOW + timedelta(minutes=3),)


def test_a_session_ends_once(database: Database, tambo: Rows) -> None:
    with database.verb(1) as connection:
        insert_session(
            connection,
            1,
            session_id=tambo.new(),
            person_id=tambo.person_id,
            token_hash="t",
            created_at=NOW,
            expires_at=NOW + DAY,
        )
        for hour in (1, 2):
            end_session(connection, 1, token_hash="t", at=NOW + timedelta(hours=hour))
    _, session, _ = session_at_door(database, 1, "t", slug="", at=NOW)
    assert session is not None
    assert session.ended_at == NOW + timedelta(hours=1)


def _version(rows: Rows, number: int, **changes: object) -> DefinitionRow:
    row = DefinitionRow(
        rows.new(), "licence", number, f"h{number}", "Licencia", "f", "{}", NOW, None, "deployed"
    )
    return replace(row, **changes)


def test_one_version_of_a_process_is_active(database: Database, tambo: Rows) -> None:
    first, second = _version(tambo, 1), _version(tambo, 2)
    with database.verb(1) as connection:
        for row in (first, second):
            insert_definition(connection, 1, row, {"a.bpmn": b"<a/>", "forms/b.json": b"{}"})
            activate_definition(connection, 1, key="licence", definition_id=row.id)
        states = [row.state for row in definitions.versions_of(connection, 1, "licence")]
        active = definitions.active_definition(connection, 1, "licence")
        files = definitions.files_of(connection, 1, second.id)
        following = definitions.next_version(connection, 1, "licence")
    assert states == ["active", "superseded"]
    assert active == replace(second, state="active")
    assert files == {"a.bpmn": b"<a/>", "forms/b.json": b"{}"}
    assert following == 3


def test_a_version_is_deployed_once(database: Database, tambo: Rows) -> None:
    with database.verb(1) as connection:
        insert_definition(connection, 1, _version(tambo, 1), {"a": b""})
    with pytest.raises(TooManyRaces):
        database.run(
            lambda connection: insert_definition(connection, 1, _version(tambo, 1), {"a": b""}),
            municipality=1,
        )


def test_documents_come_with_their_versions_newest_first_in_two_queries(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    with database.verb(1) as connection:
        ids = [_document(connection, opened, kind) for kind in ("bases", "bid", "minutes")]
        for document_id, version in ((ids[0], 1), (ids[0], 2), (ids[1], 1)):
            row = VersionRow(
                document_id, version, "ab", 3, "text/csv", "a.csv", NOW, tambo.person_id, 7, 1, 1
            )
            insert_version(connection, 1, row)
        withdraw_document(connection, 1, ids[1])
    with database.read(1) as connection:
        with counting() as count:
            found = documents.documents_of_case(connection, 1, opened.case.id)
        present = documents.kinds_present(connection, 1, opened.case.id)
        left = documents.kinds_left_by_task(connection, 1, 7)
        newest = documents.document_version(connection, 1, ids[0])
    assert count.statements == 2
    shape = [(each.document.kind, [v.version for v in each.versions]) for each in found]
    assert shape == [("bases", [2, 1]), ("bid", [1]), ("minutes", [])]
    assert (present, left) == ({"bases", "minutes"}, ("bases",))
    assert newest is not None
    assert (newest.version, newest.uploader_name) == (2, "Rosa Quispe de tambo-real")


def _document(connection: object, opened: Opened, kind: str) -> int:
    document_id = opened.rows.new()
    insert_document(
        connection,
        1,
        document_id=document_id,
        case_id=opened.case.id,
        kind=kind,
        title=kind.title(),
        created_at=NOW,
        created_by=opened.rows.person_id,
    )
    return document_id


def test_the_timeline_is_newest_first_with_names_and_personal_parts(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    step = opened.step(event_details=(EventDetailRow(2, b"salt", '{"why":"viaje"}'),))
    event = replace(step.events[0], task_id=opened.task.id)
    with database.verb(1) as connection:
        save(connection, replace(step, events=(event,)))
    with database.read(1) as connection:
        newest, oldest = history.events_of_case(connection, 1, opened.case.id)
        before = history.events_of_case(connection, 1, opened.case.id, before=2, limit=1)
        chain = history.history_of(connection, 1, opened.case.id)
        head = history.head_of(connection, 1, opened.case.id)
    assert (newest.seq, newest.detail, newest.task_name) == (
        2,
        '{"why":"viaje"}',
        "Revisar requerimiento",
    )
    assert (oldest.seq, oldest.detail, oldest.person_name) == (1, None, "Rosa Quispe de tambo-real")
    assert before == (oldest,)
    assert [(row.seq, row.at, row.salt) for row in chain] == [(1, AT, None), (2, AT, b"salt")]
    assert head is not None
    assert (head.chain_seq, head.chain_hash) == (2, bytes([2]) * 32)


def test_a_moved_term_takes_its_timer_and_its_task_along(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    timer, deadline = tambo.new(), tambo.new()
    term = DeadlineRow(
        deadline, opened.task.id, timer, 1, 3, "Plazo", "2026-03-27", "business", 5,
        "2026-04-07", AT, "art. 304", "none", "entity",
        "next-business-day", "next_business_day", AT, AT,
    )  # fmt: skip
    with database.verb(1) as connection:
        save(
            connection,
            opened.step(armed_timers=(TimerRow(timer, 1, 4, AT),), deadlines=(term,)),
        )
    change = ChangeRow(
        tambo.new(), deadline, NOW, tambo.person_id, date(2026, 4, 7), date(2026, 4, 8),
        "extended", "Prórroga", None, None, None,
    )  # fmt: skip
    with database.verb(1) as connection:
        ends = Ends(date(2026, 4, 8), NOW + DAY, NOW + DAY)
        move_deadlines(connection, 1, [Move(change, ends, timer, opened.task.id)])
    with database.read(1) as connection:
        [moved] = deadlines.deadlines_of_case(connection, 1, opened.case.id, open_only=True)
        [why] = deadlines.changes_of_case(connection, 1, opened.case.id)
        followed = [
            connection.scalars(select(table.c.due_at).where(table.c.due_at == NOW + DAY)).all()
            for table in (timers, tasks)
        ]
        due = deadlines.deadlines_due(
            connection, 1, from_on=date(2026, 4, 8), to_on=date(2026, 4, 8)
        )
    assert (moved.due_on, moved.due_at) == (date(2026, 4, 8), NOW + DAY)
    assert (why.reason, why.person_name) == ("Prórroga", "Rosa Quispe de tambo-real")
    assert followed == [[NOW + DAY], [NOW + DAY]]
    assert [row.number for row in due] == ["CON-2026-0001"]


def test_a_page_of_batches_is_full_whoever_looks(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    case = open_case(tambo, "CON-2026-0001").case
    reached = ["a", "b", "a b", "ab", "b c", "a", "c"]
    ids = [tambo.new() for _ in reached]
    with database.verb(1) as connection:
        for batch_id, processes in zip(ids, reached, strict=True):
            row = NewBatch(
                batch_id, "suspend", processes, "{}", "Inventario", 1, NOW, tambo.person_id
            )
            insert_batch(connection, 1, row, [(case.id, case.id)])

    def seen(*keys: str, begun_by: int = 0, after: int | None = None) -> list[str]:
        with database.read(1) as connection:
            rows = batches.list_batches(
                connection, 1, processes=keys, begun_by=begun_by, after=after, limit=3
            )
        return [row.processes for row in rows]

    assert seen("a", "b") == ["a", "a b", "b"]
    assert seen("a", "b", after=ids[1]) == ["a"]
    assert (seen("b", "c"), seen("ab"), seen()) == (["c", "b c", "b"], ["ab"], [])
    assert seen(begun_by=tambo.person_id) == ["c", "a", "b c"]


def test_a_number_of_the_law_is_the_one_of_its_day(database: Database, tambo: Rows) -> None:
    rows = (
        ParameterRow(
            tambo.new(), "uit", "5350", "PEN", date(2025, 1, 1), date(2025, 12, 31), "a", "V"
        ),
        ParameterRow(tambo.new(), "uit", "5500", "PEN", date(2026, 1, 1), None, "b", "V"),
    )
    with database.verb(1) as connection:
        put_parameters(connection, 1, rows)
        found = [
            deadlines.parameter_on(connection, 1, "uit", on=on)
            for on in (date(2024, 12, 31), date(2025, 12, 31), date(2026, 1, 1))
        ]
    assert found == [None, *rows]


def test_due_timers_are_swept_over_all_towns_and_failed_ones_are_not(
    database: Database, tambo: Rows, other: Rows, open_case: Open
) -> None:
    here, there = open_case(tambo), open_case(other)
    late, later, future = tambo.new(), other.new(), tambo.new()
    with database.verb(1) as connection:
        armed = (TimerRow(late, 5, 4, AT - 9), TimerRow(future, 6, 4, AT + 9))
        save(connection, here.step(armed_timers=armed))
    with database.verb(2) as connection:
        save(connection, there.step(armed_timers=(TimerRow(later, 5, 4, AT - 3),)))

    def due() -> list[int]:
        with database.read(WHOLE_INSTALLATION) as connection:
            return [timer.id for timer in waits.due_timers(connection, now=NOW, limit=10)]

    assert due() == [late, later]
    with database.verb(1) as connection:
        fail_timer(connection, 1, late)
    assert due() == [later]
    with database.verb(1) as connection:
        rearm_timer(connection, 1, late)
    assert due() == [late, later]


def test_a_town_with_many_overdue_timers_does_not_keep_the_others_waiting(
    database: Database, tambo: Rows, other: Rows, open_case: Open
) -> None:
    here, there = open_case(tambo), open_case(other)
    with database.verb(1) as connection:
        many = tuple(TimerRow(tambo.new(), token, 4, AT - 500 + token) for token in range(1, 31))
        save(connection, here.step(armed_timers=many))
    with database.verb(2) as connection:
        few = tuple(TimerRow(other.new(), token, 4, AT - token) for token in (1, 2))
        save(connection, there.step(armed_timers=few))
    with database.read(WHOLE_INSTALLATION) as connection:
        due = waits.due_timers(connection, now=NOW, limit=6)
    assert [(timer.municipality_id, timer.token) for timer in due] == [
        (1, 1), (2, 2), (1, 2), (2, 1), (1, 3), (1, 4),
    ]  # fmt: skip


def test_a_kept_message_is_found_until_it_is_taken_or_expires(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo)
    first, second = tambo.new(), tambo.new()
    with database.verb(1) as connection:
        for message_id, hours in ((first, 1), (second, 2)):
            keep_message(
                connection,
                1,
                message_id=message_id,
                name="bid",
                correlation_key="k",
                payload="{}",
                sent_at=NOW + timedelta(hours=hours),
                expires_at=NOW + timedelta(hours=hours) + DAY,
            )
        save(connection, opened.step(subscriptions=(SubscriptionRow(9, 4, 5, "bid", "k"),)))
    with database.verb(WHOLE_INSTALLATION) as connection:
        awaited = waits.awaited_messages(connection, now=NOW, limit=5)
        kept = waits.kept_message(connection, 1, name="bid", correlation_key="k", now=NOW)
        taken = [take_message(connection, 1, first) for _ in range(2)]
        gone = prune_messages(connection, now=NOW + 3 * DAY)
    assert [(each.name, each.correlation_key) for each in awaited] == [("bid", "k")]
    assert kept is not None
    assert kept.id == first
    assert (taken, gone) == ([True, False], 1)


def test_a_draft_replaces_the_one_before(database: Database, tambo: Rows, open_case: Open) -> None:
    opened = open_case(tambo)
    mine = {"task_id": opened.task.id, "person_id": tambo.person_id}
    with database.verb(1) as connection:
        for data in ("{}", '{"a":1}'):
            save_draft(connection, 1, **mine, data=data, saved_at=NOW)
        kept = task_queries.draft_of(connection, 1, opened.task.id, person_id=tambo.person_id)
        drop_draft(connection, 1, **mine)
        gone = task_queries.draft_of(connection, 1, opened.task.id, person_id=tambo.person_id)
    assert kept is not None
    assert (kept.data, gone) == ('{"a":1}', None)


def test_a_task_is_shown_with_its_case_and_its_people(
    database: Database, tambo: Rows, open_case: Open
) -> None:
    opened = open_case(tambo, task=tambo.task(assignee_id=tambo.other_person_id))
    with database.read(1) as connection:
        task = task_queries.task_by_id(connection, 1, opened.task.id)
        tasks_of_case = task_queries.tasks_of_case(connection, 1, opened.case.id, open_only=True)
    assert task is not None
    assert (task.assignee_name, task.closed_by_name) == ("Luis Vargas de tambo-real", None)
    assert (task.number, task.case_title, task.due_at) == (
        "CON-2026-0001",
        "Adquisición de laptops",
        None,
    )
    assert tasks_of_case == (task,)
