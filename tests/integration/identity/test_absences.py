"""A colleague stands in for who is away: sees their tasks, does them, and the history says so."""

from __future__ import annotations

from datetime import date

import pytest

from engine.cases import Facts
from engine.identity import Actor, actor_of
from engine.identity.absences import Absence, Arranged, be_away, come_back
from engine.identity.sessions import open_session
from engine.refusals import RefusalKind, Refused
from engine.tasks import Claimed, Completed, claim, complete
from storage.queries.history import events_of_case
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town

TWO_STEPS = bundle(
    start(), user("file"), user("sign", "boss"), end(), path("start", "file", "sign", "end")
)
MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)


@pytest.fixture
def hall(town: Town) -> Town:
    """Ana is a clerk, Luis the boss; Eva has no role of her own."""
    town.deploys(TWO_STEPS)
    town.person("ana", "clerk")
    town.person("luis", "boss")
    town.person("eva")
    return town


def acts_as(town: Town, who: str) -> Actor:
    """The person as the next request knows them."""
    person_id = town.people[who].person_id or 0
    token = town.installation.database.run(
        lambda c: open_session(town.installation, c, town.municipality_id, person_id),
        municipality=town.municipality_id,
    )
    found = actor_of(town.installation, token)
    assert found is not None
    return found


def leaves(
    town: Town, who: str, substitute: str, *, first: date = MONDAY, last: date = FRIDAY
) -> Arranged | Refused:
    substitute_id = town.people[substitute].person_id or 0
    absence = Absence(substitute_id, first, last, "Vacaciones")
    return be_away(town.installation, town.people[who], absence)


def test_who_stands_in_does_what_the_absent_holds_and_it_is_told(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", Facts({}))
    task_id = hall.open_task(case_id, "file")
    assert isinstance(hall.claim("ana", task_id), Claimed)
    assert isinstance(leaves(hall, "ana", "eva"), Arranged)
    eva = acts_as(hall, "eva")
    assert isinstance(complete(hall.installation, eva, task_id, {}), Completed)
    told = hall.reads(lambda c: events_of_case(c, hall.municipality_id, case_id, limit=9))
    [done] = [event for event in told if event.kind == 14]
    assert done.person_name == "Eva"
    assert str(hall.people["ana"].person_id) in done.data
    assert hall.verification().faults == ()


def test_who_stands_in_takes_what_the_role_of_the_absent_may_take(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", Facts({}))
    task_id = hall.open_task(case_id, "file")
    refused = claim(hall.installation, acts_as(hall, "eva"), task_id)
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.NO_ROLE
    leaves(hall, "ana", "eva")
    assert isinstance(claim(hall.installation, acts_as(hall, "eva"), task_id), Claimed)


def test_what_one_may_oneself_is_done_in_ones_own_name(hall: Town) -> None:
    hall.person("rosa", "clerk")
    leaves(hall, "ana", "rosa")
    case_id = hall.open_case("ana", "test", Facts({}))
    rosa = acts_as(hall, "rosa")
    complete(hall.installation, rosa, hall.open_task(case_id, "file"), {})
    told = hall.reads(lambda c: events_of_case(c, hall.municipality_id, case_id, limit=9))
    [done] = [event for event in told if event.kind == 14]
    assert done.data == ""


def test_only_between_the_two_days(hall: Town) -> None:
    leaves(hall, "ana", "eva", first=date(2026, 3, 4))
    assert acts_as(hall, "eva").roles == frozenset()
    hall.move_to(date(2026, 3, 4))
    assert acts_as(hall, "eva").roles == {"clerk"}
    hall.move_to(FRIDAY)
    assert acts_as(hall, "eva").roles == {"clerk"}
    hall.move_to(date(2026, 3, 7))
    assert acts_as(hall, "eva").roles == frozenset()


def test_who_comes_back_early_ends_it_at_once(hall: Town) -> None:
    answer = leaves(hall, "ana", "eva")
    assert isinstance(answer, Arranged)
    other = come_back(hall.installation, hall.people["luis"], answer.substitution_id)
    assert isinstance(other, Refused)
    assert acts_as(hall, "eva").roles == {"clerk"}
    assert come_back(hall.installation, hall.people["ana"], answer.substitution_id) is None
    assert acts_as(hall, "eva").roles == frozenset()


def test_standing_in_is_not_passed_on_and_auditing_is_not_stood_in(hall: Town) -> None:
    hall.person("vera", "auditor", "clerk")
    leaves(hall, "vera", "luis")
    leaves(hall, "luis", "eva")
    assert acts_as(hall, "luis").roles == {"boss", "clerk"}
    assert acts_as(hall, "eva").roles == {"boss"}


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 3, 1), FRIDAY, "from"),
        (FRIDAY, MONDAY, "until"),
        (MONDAY, date(2027, 6, 1), "until"),
    ],
)
def test_wrong_days_are_refused_with_their_field(
    hall: Town, first: date, last: date, field: str
) -> None:
    answer = leaves(hall, "ana", "eva", first=first, last=last)
    assert isinstance(answer, Refused)
    assert answer.details == {"field": field}


def test_nobody_stands_in_for_themselves_nor_does_somebody_of_elsewhere(hall: Town) -> None:
    for substitute in (hall.people["ana"].person_id or 0, 7):
        answer = be_away(hall.installation, hall.people["ana"], Absence(substitute, MONDAY, FRIDAY))
        assert isinstance(answer, Refused)
        assert answer.details == {"field": "substitute"}


def test_one_is_away_once_at_a_time(hall: Town) -> None:
    leaves(hall, "ana", "eva")
    answer = leaves(hall, "ana", "luis", first=FRIDAY, last=date(2026, 3, 9))
    assert isinstance(answer, Refused)
    assert answer.details == {"field": "overlap"}
