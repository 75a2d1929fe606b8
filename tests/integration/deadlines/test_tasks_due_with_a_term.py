"""A task that falls due with a legal term of its case follows it, whoever moves the term."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from engine.cases import Facts
from engine.deadlines.decreeing import Asked, decree, lift
from engine.deadlines.following import follow_decrees
from engine.deadlines.moving import Why, extend, pause, resume
from engine.deadlines.permission import CALENDAR_KEEPER
from engine.refusals import Refused
from storage.queries.deadlines import deadlines_of_case
from tests.diagrams import bundle, end, path, start, user
from tests.integration.deadlines.test_moving_terms import FILED, SILENCE
from tests.town import Town

LIMA = timezone(timedelta(hours=-5))
WHY = Why("Se pidió corregir el plano.")


def due(day: str) -> str:
    return f"<zeebe:taskSchedule dueDate='=date(\"{day}\")'/>"


LICENCE = bundle(
    start(),
    user("evaluate", more=due("2026-07-31")),
    user("report", more=due("2026-07-30")),
    SILENCE,
    end("decided"),
    end("reported"),
    end("approved"),
    path("start", "evaluate", "decided"),
    path("start", "report", "reported"),
    path("silence", "approved"),
    manifest='timekeepers = ["boss"]',
)


@pytest.fixture
def lodged(town: Town) -> int:
    """A licence whose thirty days end on 31 July, as one of its two tasks does."""
    town.clock.move(to=FILED)
    town.deploys(LICENCE)
    town.person("ana", "clerk")
    town.person("luis", "boss", CALENDAR_KEEPER)
    return town.open_case("ana", "test", Facts({}))


def last_day(day: date) -> datetime:
    return datetime.combine(day, datetime.max.time().replace(microsecond=0), LIMA).astimezone(UTC)


def dues(town: Town, case_id: int) -> dict[str, datetime | None]:
    return {task.element_key: task.due_at for task in town.open_tasks(case_id)}


def both(evaluate: date) -> dict[str, datetime]:
    return {"evaluate": last_day(evaluate), "report": last_day(date(2026, 7, 30))}


def term_of(town: Town, case_id: int) -> int:
    [found] = town.reads(lambda c: deadlines_of_case(c, town.municipality_id, case_id))
    return found.id


def test_a_decree_moves_it_and_one_taken_back_brings_it_back(town: Town, lodged: int) -> None:
    assert dues(town, lodged) == both(date(2026, 7, 31))
    asked = Asked(date(2026, 7, 20), "Aniversario del distrito", "Decreto de Alcaldía 004-2026")
    answer = decree(town.installation, town.people["luis"], asked)
    assert not isinstance(answer, Refused)
    follow_decrees(town.installation)
    assert dues(town, lodged) == both(date(2026, 8, 3))
    lift(town.installation, town.people["luis"], answer.closure_id)
    follow_decrees(town.installation)
    assert dues(town, lodged) == both(date(2026, 7, 31))


def test_more_time_for_the_term_is_more_time_for_it(town: Town, lodged: int) -> None:
    extend(town.installation, town.people["luis"], term_of(town, lodged), 2, WHY)
    assert dues(town, lodged) == both(date(2026, 8, 4))


def test_after_a_pause_it_ends_when_the_term_does(town: Town, lodged: int) -> None:
    town.move_to(date(2026, 6, 16))
    pause(town.installation, town.people["luis"], term_of(town, lodged), WHY)
    assert dues(town, lodged) == both(date(2026, 7, 31))
    town.move_to(date(2026, 6, 18))
    resume(town.installation, town.people["luis"], term_of(town, lodged), WHY)
    assert dues(town, lodged) == both(date(2026, 8, 4))


def test_what_another_case_has_to_do_that_day_stays(town: Town, lodged: int) -> None:
    other = town.open_case("ana", "test", Facts({}))
    extend(town.installation, town.people["luis"], term_of(town, lodged), 2, WHY)
    assert dues(town, other) == both(date(2026, 7, 31))
