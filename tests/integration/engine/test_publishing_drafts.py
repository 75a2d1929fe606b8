"""A draft comes into force by a second person, on its day; who wrote it never approves it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine.identity.house import ADMINISTRATOR
from engine.refusals import BadDefinition, RefusalKind, Refused
from engine.workshop import Begun, Kept, begin, keep
from engine.workshop.impact import impact_of
from engine.workshop.packages import Taken, import_package, packed, unpacked
from engine.workshop.publishing import (
    Approved,
    Asked,
    approve,
    ask,
    refuse,
    sweep_versions,
    withdraw,
)
from storage.queries.definitions import active_definition, versions_of
from storage.queries.workshop import files_of_draft
from tests.diagrams import bundle, end, path, start, user
from tests.integration.engine.packages import TRICKS, package
from tests.town import Town

RUN = 'operators = ["boss"]'
FIRST = bundle(start(), user("ask"), end(), path("start", "ask", "end"), manifest=RUN)
SECOND = bundle(
    start(), user("fresh"), user("check"), end(), path("start", "fresh", "check", "end"),
    manifest=RUN,
)  # fmt: skip
FILE = "test.bpmn"
TODAY = date(2026, 3, 2)


@pytest.fixture
def draft(town: Town) -> int:
    """Luis and Eva run the process, Rosa administers; Luis drew the second version."""
    for name, role in (("luis", "boss"), ("eva", "boss"), ("ana", "clerk")):
        town.person(name, role)
    town.person("rosa", ADMINISTRATOR)
    town.deploys(FIRST)
    answer = begin(town.installation, town.people["luis"], "test")
    assert isinstance(answer, Begun)
    draws(town, answer.draft_id, "luis", SECOND.files[FILE], 1)
    return answer.draft_id


def draws(town: Town, draft: int, who: str, content: bytes, over: int) -> int:
    answer = keep(town.installation, town.people[who], draft, FILE, content, over=over)
    assert isinstance(answer, Kept), answer
    return answer.revision


def asks(town: Town, draft: int, who: str = "luis", day: date = TODAY) -> Asked | Refused:
    person = town.people[who]
    return ask(town.installation, person, draft, reason="Ley 32069", effective_on=day)


def asked(town: Town, draft: int, day: date = TODAY) -> int:
    answer = asks(town, draft, day=day)
    assert isinstance(answer, Asked), answer
    return answer.asking_id


def in_force(town: Town) -> int:
    row = town.reads(lambda c: active_definition(c, town.municipality_id, "test"))
    assert row is not None
    return row.version


def test_a_second_person_approves_and_new_cases_begin_with_it(town: Town, draft: int) -> None:
    old = town.open_case("ana", "test", {})
    asking = asked(town, draft)
    answer = approve(town.installation, town.people["eva"], asking)
    assert answer == Approved(2, TODAY, in_force=True)
    new = town.open_case("ana", "test", {})
    assert (town.steps(old), town.steps(new)) == (["ask"], ["fresh"])
    again = approve(town.installation, town.people["rosa"], asking)
    assert again == Refused(RefusalKind.ANSWERED)


def test_nobody_approves_what_they_drew_or_asked_for(town: Town, draft: int) -> None:
    asking = asked(town, draft)
    assert approve(town.installation, town.people["luis"], asking) == Refused(RefusalKind.ONESELF)
    assert approve(town.installation, town.people["ana"], asking) == Refused(RefusalKind.NO_ROLE)
    asks(town, draft, "eva")  # Eva asks anew: what Luis asked for is withdrawn
    assert approve(town.installation, town.people["rosa"], asking) == Refused(RefusalKind.ANSWERED)
    assert in_force(town) == 1


def test_what_was_drawn_after_asking_is_not_approved(town: Town, draft: int) -> None:
    asking = asked(town, draft)
    draws(town, draft, "luis", SECOND.files[FILE].replace(b'name="check"', b'name="mirar"'), 2)
    assert approve(town.installation, town.people["eva"], asking) == Refused(RefusalKind.CHANGED)


def test_it_begins_on_its_day_and_not_before(town: Town, draft: int) -> None:
    day = TODAY + timedelta(days=2)
    asking = asked(town, draft, day)
    answer = approve(town.installation, town.people["rosa"], asking)
    assert answer == Approved(2, day, in_force=False)
    assert (sweep_versions(town.installation), in_force(town)) == (0, 1)
    town.clock.move(to=town.clock.now() + timedelta(days=1, hours=13))  # the 4th in UTC, not here
    assert (sweep_versions(town.installation), in_force(town)) == (0, 1)
    town.clock.move(to=town.clock.now() + timedelta(hours=5))
    assert (sweep_versions(town.installation), in_force(town)) == (1, 2)
    assert sweep_versions(town.installation) == 0


def test_what_cannot_be_asked_for_says_why(town: Town, draft: int) -> None:
    luis = town.people["luis"]
    past = asks(town, draft, day=TODAY - timedelta(days=1))
    assert past == Refused(RefusalKind.INVALID_DATA, {"field": "effective"})
    silent = ask(town.installation, luis, draft, reason=" ", effective_on=TODAY)
    assert silent == Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
    over = draws(town, draft, "luis", SECOND.files[FILE].replace(b'"check_end"', b'"x"', 1), 2)
    broken = SECOND.files[FILE].replace(b"</bpmn:process>", b"")
    over = draws(town, draft, "luis", broken, over)
    assert isinstance(asks(town, draft), BadDefinition)
    draws(town, draft, "luis", FIRST.files[FILE], over)
    assert asks(town, draft) == Refused(RefusalKind.INVALID_DATA, {"field": "nothing"})
    assert asks(town, draft, "ana") == Refused(RefusalKind.NO_ROLE)


def test_a_draft_never_becomes_another_process(town: Town, draft: int) -> None:
    manifest = SECOND.files["manifest.toml"].replace(b'"test"', b'"other"', 1)
    luis = town.people["luis"]
    keep(town.installation, luis, draft, "manifest.toml", manifest, over=1)
    assert asks(town, draft) == Refused(RefusalKind.INVALID_DATA, {"field": "key"})


def test_a_refusal_needs_its_reason_and_a_request_can_be_taken_back(town: Town, draft: int) -> None:
    eva, asking = town.people["eva"], asked(town, draft)
    silent = refuse(town.installation, eva, asking, reason="")
    assert silent == Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
    told = refuse(town.installation, eva, asking, reason="Falta la norma")
    assert not isinstance(told, Refused)
    second = asked(town, draft)
    assert not isinstance(withdraw(town.installation, town.people["luis"], second), Refused)
    assert approve(town.installation, eva, second) == Refused(RefusalKind.ANSWERED)
    versions = town.reads(lambda c: versions_of(c, town.municipality_id, "test"))
    assert [row.version for row in versions] == [1]


def test_the_impact_counts_the_cases_where_they_wait(town: Town, draft: int) -> None:
    town.open_case("ana", "test", {})
    town.open_case("ana", "test", {})
    files = dict(SECOND.files)
    luis = town.people["luis"]
    [found] = town.reads(lambda c: impact_of(town.installation, c, luis, "test", files))
    assert (found.version, found.cases, found.staying) == (1, 2, 2)
    [place] = found.places
    assert (place.name, place.cases, place.becomes) == ("ask", 2, "")
    same = dict(FIRST.files)
    [kept] = town.reads(lambda c: impact_of(town.installation, c, luis, "test", same))
    assert (kept.staying, kept.places[0].becomes) == (0, "ask")


def test_a_package_goes_out_and_comes_in_whole(town: Town, draft: int) -> None:
    limit = town.installation.limits.definition_bytes
    taken = unpacked(packed(FIRST.files), limit=limit)
    assert taken == Taken(dict(FIRST.files))
    within = {f"licencia/{name}": body for name, body in FIRST.files.items()}
    around = unpacked(package({**within, "licencia/README.md": b"x"}), limit=limit)
    assert around == Taken(dict(FIRST.files), ("README.md",))
    answer = import_package(town.installation, town.people["luis"], draft, dict(FIRST.files))
    assert isinstance(answer, Kept)
    files = town.reads(lambda c: files_of_draft(c, town.municipality_id, draft))
    assert files == dict(FIRST.files)
    stranger = import_package(town.installation, town.people["ana"], draft, dict(FIRST.files))
    assert stranger == Refused(RefusalKind.NO_ROLE)


@pytest.mark.parametrize("content", TRICKS.values(), ids=TRICKS)
def test_a_package_that_plays_tricks_is_refused(content: bytes) -> None:
    assert isinstance(unpacked(content, limit=10_000), Refused)


def test_the_next_draft_goes_on_with_the_scenarios_of_the_published_one(
    town: Town, draft: int
) -> None:
    luis, told = town.people["luis"], "scenarios/uno.feature"
    assert isinstance(keep(town.installation, luis, draft, told, b"Feature: x", over=0), Kept)
    asked = asks(town, draft)
    assert isinstance(asked, Asked)
    assert isinstance(approve(town.installation, town.people["eva"], asked.asking_id), Approved)
    after = begin(town.installation, luis, "test")
    assert isinstance(after, Begun)
    files = town.reads(lambda c: files_of_draft(c, town.municipality_id, after.draft_id))
    assert (files[told], files[FILE]) == (b"Feature: x", SECOND.files[FILE])
