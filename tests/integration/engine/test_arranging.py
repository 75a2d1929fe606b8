"""Arranging work: day, priority, giving away for a while, comments that name people, four eyes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine.cases import Facts
from engine.history.kinds import EventKind
from engine.identity.absences import Absence, be_away
from engine.refusals import RefusalKind, Refused
from engine.tasks import (
    Arranged,
    Assigned,
    Claimed,
    Commented,
    Completed,
    Released,
    assign,
    claim,
    comment,
    complete,
    delegate,
    get_back,
    release,
    set_due,
    set_priority,
)
from engine.tasks.naming import Named, foresee, named_in
from storage.queries.history import events_of_case, history_of
from storage.queries.identity import people_of
from storage.queries.inbox import counts_aside, open_tasks
from storage.queries.tasks import TaskDetail, mentions_of, task_by_id
from tests.diagrams import bundle, end, path, start, user
from tests.integration.identity.test_absences import acts_as
from tests.town import Town

APART = '[[separate]]\nelements = ["start", "approve"]\n[[separate]]\nelements = ["file", "sign"]\n'
PROCESS = bundle(
    start(),
    user("file"),
    user("approve"),
    user("sign"),
    end(),
    path("start", "file", "approve", "sign", "end"),
    manifest=APART,
)


@pytest.fixture
def hall(town: Town) -> Town:
    """Ana and Luis are clerks; Eva is not."""
    town.person("ana", "clerk")
    town.person("luis", "clerk")
    town.person("eva", "boss")
    town.deploys(PROCESS)
    return town


@pytest.fixture
def task_id(hall: Town) -> int:
    return hall.open_task(hall.open_case("ana", "test", Facts({})), "file")


def seen(town: Town, task_id: int) -> TaskDetail:
    found = town.reads(lambda c: task_by_id(c, town.municipality_id, task_id))
    assert found is not None
    return found


def told(town: Town, task_id: int) -> list[EventKind]:
    case_id = seen(town, task_id).case_id
    events = town.reads(lambda c: history_of(c, town.municipality_id, case_id))
    return [EventKind(event.kind) for event in events]


def test_a_day_and_a_priority_are_set_and_told(hall: Town, task_id: int) -> None:
    ana = hall.people["ana"]
    due = set_due(hall.installation, ana, task_id, date(2026, 3, 6))
    pressing = set_priority(hall.installation, ana, task_id, 80)
    assert (due, pressing) == (
        Arranged(task_id, due=date(2026, 3, 6)),
        Arranged(task_id, priority=80),
    )
    task = seen(hall, task_id)
    assert (task.priority, task.due_at) == (80, datetime(2026, 3, 7, 4, 59, 59, 999999, tzinfo=UTC))
    assert told(hall, task_id)[-2:] == [EventKind.TASK_DUE_CHANGED, EventKind.TASK_PRIORITIZED]
    assert set_due(hall.installation, ana, task_id, None) == Arranged(task_id)
    assert seen(hall, task_id).due_at is None


def test_only_who_has_part_in_a_task_arranges_it_and_not_into_the_past(
    hall: Town, task_id: int
) -> None:
    eva, ana = hall.people["eva"], hall.people["ana"]
    refused = set_due(hall.installation, eva, task_id, date(2026, 3, 6))
    past = set_due(hall.installation, ana, task_id, date(2026, 3, 1))
    beyond = set_priority(hall.installation, ana, task_id, 101)
    assert [each.kind for each in (refused, past, beyond) if isinstance(each, Refused)] == [
        RefusalKind.NO_ROLE,
        RefusalKind.INVALID_DATA,
        RefusalKind.INVALID_DATA,
    ]
    hall.claim("luis", task_id)
    held = set_priority(hall.installation, ana, task_id, 80)
    assert isinstance(held, Refused)
    assert held.kind is RefusalKind.HELD_BY_OTHER


def test_what_is_given_away_for_a_while_comes_back(hall: Town, task_id: int) -> None:
    ana, luis = hall.people["ana"], hall.people["luis"]
    luis_id = luis.person_id or 0
    free = delegate(hall.installation, ana, task_id, luis_id)
    assert isinstance(free, Refused)
    assert free.kind is RefusalKind.NOT_HELD
    hall.claim("ana", task_id)
    assert isinstance(delegate(hall.installation, ana, task_id, luis_id), Assigned)
    assert (seen(hall, task_id).assignee_id, seen(hall, task_id).delegator_id) == (
        luis_id,
        ana.person_id,
    )
    assert release(hall.installation, luis, task_id) == Released(task_id)
    assert (seen(hall, task_id).assignee_id, seen(hall, task_id).delegator_id) == (
        ana.person_id,
        None,
    )
    delegate(hall.installation, ana, task_id, luis_id)
    assert get_back(hall.installation, ana, task_id) == Claimed(task_id)
    assert seen(hall, task_id).assignee_id == ana.person_id
    again = get_back(hall.installation, ana, task_id)
    assert isinstance(again, Refused)
    assert again.kind is RefusalKind.NOT_DELEGATED
    assert told(hall, task_id)[-4:] == [
        EventKind.TASK_DELEGATED,
        EventKind.TASK_RETURNED,
        EventKind.TASK_DELEGATED,
        EventKind.TASK_RETURNED,
    ]


def test_what_i_gave_away_is_among_what_i_wait_for(hall: Town) -> None:
    task_id = hall.open_task(hall.open_case("luis", "test", Facts({})), "file")
    ana, town = hall.people["ana"], hall.municipality_id
    hall.claim("ana", task_id)
    delegate(hall.installation, ana, task_id, hall.people["luis"].person_id or 0)
    who = {"people": ana.people, "roles": ana.roles, "now": hall.clock.now()}
    aside = hall.reads(lambda c: counts_aside(c, town, **who))
    waiting = hall.reads(lambda c: open_tasks(c, town, tab="others", **who))
    assert (aside.others, [row.task_id for row in waiting]) == (1, [task_id])


def test_a_comment_is_told_and_names_people(hall: Town, task_id: int) -> None:
    ana, luis = hall.people["ana"], hall.people["luis"]
    said = comment(hall.installation, ana, task_id, f"Falta el plano, @{luis.name}. Gracias")
    assert said == Commented(task_id, (named(hall, task_id, "luis"),))
    [mention] = hall.reads(lambda c: mentions_of(c, hall.municipality_id, luis.person_id or 0))
    assert (mention.task_id, mention.by_id) == (task_id, ana.person_id)
    assert told(hall, task_id)[-1] is EventKind.TASK_COMMENTED
    assert hall.reads(lambda c: mentions_of(c, hall.municipality_id, ana.person_id or 0)) == ()
    nothing = comment(hall.installation, ana, task_id, "  ")
    stranger = comment(hall.installation, hall.people["eva"], task_id, "Hola")
    assert isinstance(nothing, Refused)
    assert isinstance(stranger, Refused)
    assert (nothing.kind, stranger.kind) == (RefusalKind.INVALID_DATA, RefusalKind.NO_ROLE)


def named(hall: Town, task_id: int, who: str, *, told: bool = True) -> Named:
    person = hall.people[who]
    return Named(person.person_id or 0, person.name, seen(hall, task_id).number, told)


def test_who_may_not_see_the_case_is_named_and_not_told(hall: Town, task_id: int) -> None:
    ana, olga = hall.people["ana"], hall.person("olga", "gardener")
    text = f"Mire esto, @{olga.name}; y @{hall.people['luis'].name}"
    foreseen = foresee(hall.installation, ana, [task_id], text)
    assert foreseen == (named(hall, task_id, "olga", told=False), named(hall, task_id, "luis"))
    assert comment(hall.installation, ana, task_id, text) == Commented(task_id, foreseen)
    assert hall.reads(lambda c: mentions_of(c, hall.municipality_id, olga.person_id or 0)) == ()
    last = hall.reads(
        lambda c: events_of_case(c, hall.municipality_id, seen(hall, task_id).case_id)
    )
    assert str(olga.person_id) not in last[0].data
    assert foresee(hall.installation, olga, [task_id], text) == ()
    assert foresee(hall.installation, ana, [task_id, 1], "Sin nadie @") == ()


def test_names_are_found_whatever_their_accents_and_the_longest_is_meant(hall: Town) -> None:
    people = hall.reads(lambda c: people_of(c, hall.municipality_id, at=hall.clock.now()))
    ana = hall.people["ana"]
    assert named_in(f"@{ana.name.upper()}, mira", people)[0].id == ana.person_id
    assert named_in(f"correo@{ana.name}x y @nadie", people) == ()


def test_who_opened_a_case_does_not_approve_it(hall: Town, task_id: int) -> None:
    ana, luis = hall.people["ana"], hall.people["luis"]
    case_id = seen(hall, task_id).case_id
    hall.does("ana", case_id, "file", Facts({}))
    approval = hall.open_task(case_id, "approve")
    for attempt in (
        claim(hall.installation, ana, approval),
        complete(hall.installation, ana, approval, Facts({})),
    ):
        assert isinstance(attempt, Refused)
        assert attempt.kind is RefusalKind.SEPARATED
        assert dict(attempt.details) == {
            "did": "start", "person_id": str(ana.person_id), "opened": "1", "own": "1",
        }  # fmt: skip
    given = assign(hall.installation, luis, approval, ana.person_id or 0)
    assert isinstance(given, Refused)
    assert (given.kind, "own" in given.details) == (RefusalKind.SEPARATED, False)
    assert isinstance(complete(hall.installation, luis, approval, Facts({})), Completed)
    signing = hall.open_task(case_id, "sign")
    filed = claim(hall.installation, ana, signing)
    assert isinstance(filed, Refused)
    assert filed.details["did"] == "file"
    assert isinstance(claim(hall.installation, luis, signing), Claimed)


def test_standing_in_is_no_way_around_four_eyes(hall: Town, task_id: int) -> None:
    ana = hall.people["ana"]
    hall.does("ana", seen(hall, task_id).case_id, "file", Facts({}))
    approval = hall.open_task(seen(hall, task_id).case_id, "approve")
    away = Absence(hall.people["eva"].person_id or 0, date(2026, 3, 2), date(2026, 3, 6), "")
    be_away(hall.installation, ana, away)
    refused = claim(hall.installation, acts_as(hall, "eva"), approval)
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.SEPARATED
