"""What one did to a task is taken back while nobody has acted on it, and the task is as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.cases import Facts, suspend
from engine.history.kinds import EventKind
from engine.notices.following import tell_people
from engine.refusals import RefusalKind, Refused
from engine.tasks import (
    ActUndone,
    assign,
    claim,
    complete,
    delegate,
    get_back,
    release,
    save_draft,
    set_due,
    set_priority,
    undo_act,
)
from engine.tasks.arranging import _tell as arranging_tell
from engine.tasks.holding import reassign
from engine.tasks.postponing import postpone
from engine.tasks.undoing import UNDO_FOR
from storage.queries.history import history_of
from storage.queries.notices import notices_of
from storage.tables import tasks
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town

PROCESS = bundle(
    start(),
    user("file"),
    user("sign"),
    end(),
    path("start", "file", "sign", "end"),
    manifest='operators = ["boss"]',
)
NEXT_WEEK = date(2026, 3, 9)
Act = Callable[[Town, int], Any]


@pytest.fixture
def hall(town: Town) -> Town:
    town.person("ana", "clerk", "boss")
    town.person("luis", "clerk")
    town.person("eva", "clerk")
    town.deploys(PROCESS)
    return town


@pytest.fixture
def task(hall: Town) -> int:
    """A free task."""
    return hall.open_task(hall.open_case("ana", "test", Facts({})), "file")


def number(hall: Town, who: str) -> int:
    return hall.people[who].person_id or 0


def row(hall: Town, task_id: int) -> Any:
    """The task as it lies."""
    found = select(tasks).where(tasks.c.municipality_id == hall.municipality_id)
    return hall.reads(lambda c: c.execute(found.where(tasks.c.id == task_id)).one())


def undoes(hall: Town, task_id: int, done: Any, who: str = "ana") -> object:
    hall.clock.advance(timedelta(seconds=5))
    return undo_act(hall.installation, hall.people[who], task_id, done.seq)


def takes(hall: Town, task_id: int) -> Any:
    return claim(hall.installation, hall.people["ana"], task_id)


def lets_go(hall: Town, task_id: int) -> Any:
    return release(hall.installation, hall.people["ana"], task_id)


def gives(hall: Town, task_id: int) -> Any:
    return assign(hall.installation, hall.people["ana"], task_id, number(hall, "luis"))


def lends(hall: Town, task_id: int) -> Any:
    return delegate(hall.installation, hall.people["ana"], task_id, number(hall, "luis"))


def asks_back(hall: Town, task_id: int) -> Any:
    return get_back(hall.installation, hall.people["ana"], task_id)


def puts_aside(hall: Town, task_id: int) -> Any:
    return postpone(hall.installation, hall.people["ana"], task_id, NEXT_WEEK)


def dates(hall: Town, task_id: int) -> Any:
    return set_due(hall.installation, hall.people["ana"], task_id, NEXT_WEEK)


def takes_the_day_away(hall: Town, task_id: int) -> Any:
    return set_due(hall.installation, hall.people["ana"], task_id, None)


def urges(hall: Town, task_id: int) -> Any:
    return set_priority(hall.installation, hall.people["ana"], task_id, 80)


def spreads(hall: Town, task_id: int) -> Any:
    """As an operator does, whoever holds it."""
    ana, luis = hall.people["ana"], number(hall, "luis")
    return reassign(hall.installation, ana, task_id, luis, "Vacaciones")


def holds_back(hall: Town, task_id: int) -> Any:
    return claim(hall.installation, hall.people["eva"], task_id)


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ((), takes),
        ((), gives),
        ((takes,), gives),
        ((takes,), lends),
        ((takes,), lets_go),
        ((takes,), puts_aside),
        ((takes, lends), asks_back),
        ((takes, puts_aside), gives),
        ((), dates),
        ((dates,), takes_the_day_away),
        ((takes, takes_the_day_away), urges),
        ((), spreads),
        ((takes,), spreads),
        ((holds_back,), spreads),
    ],
)
def test_what_is_taken_back_leaves_the_task_as_it_was(
    hall: Town, task: int, before: tuple[Act, ...], act: Act
) -> None:
    for each in before:
        assert not isinstance(each(hall, task), Refused)
        hall.clock.advance(timedelta(seconds=1))
    then = row(hall, task)
    done = act(hall, task)
    assert row(hall, task) != then
    case = hall.case(then.case_id)
    assert undoes(hall, task, done) == ActUndone(task, case.number)
    assert row(hall, task) == then
    events = hall.reads(lambda c: history_of(c, hall.municipality_id, case.id))
    assert (events[-1].kind, events[-1].task_id) == (EventKind.ACT_UNDONE, task)
    assert hall.verification().faults == ()


def test_twice_is_once_and_acts_are_taken_back_one_after_the_other(hall: Town, task: int) -> None:
    first = takes(hall, task)
    second = puts_aside(hall, task)
    assert refusal(undoes(hall, task, first)) is RefusalKind.ACTED_ON
    assert isinstance(undoes(hall, task, second), ActUndone)
    assert isinstance(undoes(hall, task, second), ActUndone)
    assert isinstance(undoes(hall, task, first), ActUndone)
    assert (row(hall, task).assignee_id, row(hall, task).follow_up_at) == (None, None)
    kinds = [each.kind for each in hall.reads(history(hall, task))]
    assert kinds.count(EventKind.ACT_UNDONE) == 2


def refusal(answer: object) -> RefusalKind:
    assert isinstance(answer, Refused), answer
    return answer.kind


def history(hall: Town, task_id: int) -> Any:
    case_id = row(hall, task_id).case_id
    return lambda c: history_of(c, hall.municipality_id, case_id)


def of_another(hall: Town, task: int, done: Any) -> object:
    return undoes(hall, task, done, "luis")


def test_what_changed_nothing_is_no_act(hall: Town, task: int) -> None:
    assert isinstance(dates(hall, task).seq, int)
    for each in (dates, urges):
        each(hall, task)
        assert each(hall, task).seq is None


def test_a_day_that_the_law_has_meanwhile_set_stays(
    hall: Town, task: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = dates(hall, task)
    there = Refused(RefusalKind.LEGAL_TERM)
    monkeypatch.setattr("engine.tasks.taking_back.refusal_of_term", lambda *_: there)
    assert undoes(hall, task, done) == there


def test_what_an_operator_gave_away_in_a_case_that_rests_is_taken_back_there(
    hall: Town, task: int
) -> None:
    before = spreads(hall, task)
    suspend(hall.installation, hall.people["ana"], row(hall, task).case_id, "Pausa")
    assert refusal(undoes(hall, task, before)) is RefusalKind.SUSPENDED
    meanwhile = reassign(
        hall.installation, hall.people["ana"], task, number(hall, "eva"), "Reparto"
    )
    assert isinstance(undoes(hall, task, meanwhile), ActUndone)
    assert row(hall, task).assignee_id == number(hall, "luis")


def test_an_event_that_does_not_say_how_it_was_is_no_act_to_take_back(
    hall: Town, task: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As histories of before were written."""
    told = {"value": 80}
    monkeypatch.setattr(
        "engine.tasks.arranging._tell",
        lambda c, scene, task, kind, _told: arranging_tell(c, scene, task, kind, told),
    )
    assert refusal(undoes(hall, task, urges(hall, task))) is RefusalKind.NOT_FOUND
    assert row(hall, task).priority == 80


def after_the_receiver_completed(hall: Town, task: int, done: Any) -> object:
    complete(hall.installation, hall.people["luis"], task, Facts({}))
    return undoes(hall, task, done)


def after_the_receiver_acted(hall: Town, task: int, done: Any) -> object:
    set_priority(hall.installation, hall.people["luis"], task, 80)
    return undoes(hall, task, done)


def after_the_receiver_began(hall: Town, task: int, done: Any) -> object:
    save_draft(hall.installation, hall.people["luis"], task, {"nota": "Ya voy"})
    return undoes(hall, task, done)


def too_late(hall: Town, task: int, done: Any) -> object:
    hall.clock.advance(UNDO_FOR)
    return undoes(hall, task, done)


def while_the_case_rests(hall: Town, task: int, done: Any) -> object:
    suspend(hall.installation, hall.people["ana"], row(hall, task).case_id, "Pausa")
    return undoes(hall, task, done)


def of_what_is_no_such_act(hall: Town, task: int, _done: Any) -> object:
    return undo_act(hall.installation, hall.people["ana"], task, 1)


@pytest.mark.parametrize(
    ("attempt", "kind"),
    [
        (of_another, RefusalKind.NOT_FOUND),
        (of_what_is_no_such_act, RefusalKind.NOT_FOUND),
        (after_the_receiver_completed, RefusalKind.ACTED_ON),
        (after_the_receiver_acted, RefusalKind.ACTED_ON),
        (after_the_receiver_began, RefusalKind.BEGUN),
        (too_late, RefusalKind.UNDO_OVER),
        (while_the_case_rests, RefusalKind.SUSPENDED),
    ],
)
def test_what_stays_done_says_why(
    hall: Town, task: int, attempt: Callable[..., object], kind: RefusalKind
) -> None:
    done = gives(hall, task)
    assert refusal(attempt(hall, task, done)) is kind
    assert row(hall, task).assignee_id == number(hall, "luis")


def test_what_the_receiver_had_typed_before_blocks_nothing(hall: Town, task: int) -> None:
    save_draft(hall.installation, hall.people["luis"], task, {"nota": "Antes"})
    hall.clock.advance(timedelta(seconds=1))
    assert isinstance(undoes(hall, task, gives(hall, task)), ActUndone)


def told(hall: Town, who: str) -> list[int]:
    """The numbers of the events that somebody has a notice of."""
    town, person = hall.municipality_id, number(hall, who)
    return sorted(each.seq for each in hall.reads(lambda c: notices_of(c, town, person)))


def test_nobody_is_told_of_a_task_that_was_taken_back_before(hall: Town, task: int) -> None:
    undone = gives(hall, task)
    undoes(hall, task, undone)
    tell_people(hall.installation)
    assert told(hall, "luis") == []
    again = gives(hall, task)
    tell_people(hall.installation)
    assert told(hall, "luis") == [again.seq]
    hall.clock.advance(timedelta(minutes=9))
    undoes(hall, task, again)
    for _ in range(2):
        tell_people(hall.installation)
        assert told(hall, "luis") == [again.seq, again.seq + 1]
