"""A process relates another case to its own: once, told in both histories, never a wrong one."""

from __future__ import annotations

import pytest

from engine.cases import Facts
from engine.history.kinds import EventKind
from engine.jobs.linking import link_handlers
from engine.jobs.results import Done, Incident, Work
from storage.queries.casefile import links_of_case
from storage.queries.history import events_of_case
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town


@pytest.fixture
def pair(town: Town) -> tuple[int, int]:
    town.deploys(bundle(start(), user("decide"), end(), path("start", "decide", "end")))
    town.person("ana", "clerk")
    first, second = (town.open_case("ana", "test", Facts({})) for _ in range(2))
    return first, second


def asked(town: Town, case_id: int, **payload: object) -> object:
    work = Work(town.municipality_id, case_id, "cauce:link", payload, {}, "k", 1, 5, 6)
    return link_handlers(town.installation)["cauce:link"](work)


def test_two_cases_are_related_once_and_both_tell_it(town: Town, pair: tuple[int, int]) -> None:
    here, there = pair
    number = town.case(there).number
    for _ in range(2):
        assert asked(town, here, number=number, reason="Recurso") == Done({"linked": True})
    (row,) = town.reads(lambda one: links_of_case(one, town.municipality_id, here))
    assert (row.number, row.kind, row.reason) == (number, "related", "Recurso")
    for case_id in pair:
        events = town.reads(lambda one, key=case_id: events_of_case(one, town.municipality_id, key))
        assert [one.person_id for one in events if one.kind == EventKind.CASE_LINKED] == [None]
    assert town.verification().faults == ()


def test_a_number_that_is_nobodys_or_its_own_relates_nothing(
    town: Town, pair: tuple[int, int]
) -> None:
    here, _ = pair
    for number in ("LIC-1999-0001", town.case(here).number, ""):
        assert asked(town, here, number=number, reason="Recurso") == Done({"linked": False})
    assert town.reads(lambda one: links_of_case(one, town.municipality_id, here)) == ()


def test_what_is_no_text_waits_for_a_person(town: Town, pair: tuple[int, int]) -> None:
    assert isinstance(asked(town, pair[0], number=None, reason="Recurso"), Incident)
    assert isinstance(asked(town, pair[0], number=town.case(pair[1]).number, reason=" "), Incident)
