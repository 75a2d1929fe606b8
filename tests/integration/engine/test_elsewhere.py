"""A code leads to a draft on another device: its own person, or whoever it was given for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.cases.drafting import drop_draft_of_start, keep_start_draft
from engine.definitions.loading import active_program_of
from engine.documents.elsewhere import (
    LASTS,
    SIGNS,
    TRIES,
    CodeGiven,
    Found,
    code_given,
    give_code,
    go_on,
    take_code_back,
)
from engine.documents.places import Place
from engine.documents.uploading import begin, there_of
from engine.refusals import RefusalKind, Refused
from engine.tasks import read_draft, save_draft
from engine.worker.pruner import prune
from storage.queries.draft_codes import draft_code_named
from tests.diagrams import bundle, end, field, form, path, start, user
from tests.town import Town

PROCESS = bundle(
    start(form="ask"),
    user("file", form="fill"),
    end(),
    path("start", "file", "end"),
    forms={"ask": form(field("what")), "fill": form(field("note"), field("plan", "filepicker"))},
)
NOWHERE = Refused(RefusalKind.NOT_FOUND)
DRAFT = 77


@pytest.fixture
def hall(town: Town) -> Town:
    town.person("ana", "clerk")
    town.person("luis", "clerk")
    town.person("eva", "boss")
    town.deploys(PROCESS)
    return town


@pytest.fixture
def task(hall: Town) -> Place:
    """A task that Ana has begun to fill in."""
    task_id = hall.open_task(hall.open_case("ana", "test", {"what": "x"}), "file")
    save_draft(hall.installation, hall.people["ana"], task_id, {"note": "A medias"})
    return Place(task_id)


@pytest.fixture
def unopened(hall: Town) -> Place:
    """A case that Ana has begun to ask for."""
    ana = hall.people["ana"]
    definition = hall.reads(
        lambda c: active_program_of(hall.installation, c, hall.municipality_id, "test")
    )
    assert definition is not None
    keep_start_draft(hall.installation, ana, definition, DRAFT, {"what": "A medias"})
    return Place(None, DRAFT, "test")


def gives(hall: Town, place: Place, *, to_holder: bool = False) -> str:
    given = give_code(hall.installation, hall.people["ana"], place, to_holder=to_holder)
    assert isinstance(given, CodeGiven)
    assert given.expires_at == hall.clock.now() + LASTS
    return given.code


def goes(hall: Town, code: str, who: str = "ana") -> Found | Refused:
    actor = hall.people[who] if who else None
    return go_on(hall.installation, hall.municipality_id, code, actor)


def other(code: str) -> str:
    """The same code with a wrong last sign."""
    return code[:-1] + SIGNS[(SIGNS.index(code[-1]) + 1) % len(SIGNS)]


def test_the_code_leads_its_own_person_to_the_draft_and_its_files(hall: Town, task: Place) -> None:
    ana, town = hall.people["ana"], hall.municipality_id
    person = ana.person_id or 0
    begin(hall.installation, ana, task, kind="plan", filename="p.pdf", size=9)
    code = gives(hall, task)
    found = goes(hall, f" {code.lower().replace('-', ' ')} ")
    assert found == Found(task, person)
    assert hall.reads(lambda c: read_draft(c, town, task.task_id or 0, person)) == {
        "note": "A medias"
    }
    assert [each.filename for each in hall.reads(lambda c: there_of(c, town, person, task))] == [
        "p.pdf"
    ]
    assert goes(hall, code) == found, "it is good until it is over"


@pytest.mark.parametrize("who", ["luis", "eva", ""])
def test_nobody_else_gets_anywhere_with_it(hall: Town, task: Place, who: str) -> None:
    code = gives(hall, task)
    for _ in range(TRIES + 1):
        assert goes(hall, code, who) == NOWHERE
    assert goes(hall, code) != NOWHERE, "nor do they use up its tries"


def test_a_code_for_its_holder_opens_the_draft_to_who_shows_it(hall: Town, unopened: Place) -> None:
    code = gives(hall, unopened, to_holder=True)
    assert goes(hall, code, "") == Found(unopened, hall.people["ana"].person_id or 0)
    drop_draft_of_start(hall.installation, hall.people["ana"], DRAFT)
    assert goes(hall, code, "") == NOWHERE


def test_after_so_many_wrong_tries_it_opens_nothing(hall: Town, unopened: Place) -> None:
    code = gives(hall, unopened, to_holder=True)
    for _ in range(TRIES - 1):
        assert goes(hall, other(code), "") == NOWHERE
    assert goes(hall, code, "") != NOWHERE
    for _ in range(TRIES):
        assert goes(hall, other(code), "") == NOWHERE
    assert goes(hall, code, "") == NOWHERE


def test_it_is_over_after_a_day_when_taken_back_and_when_another_is_given(
    hall: Town, task: Place
) -> None:
    ana = hall.people["ana"]
    first = gives(hall, task)
    second = gives(hall, task)
    assert goes(hall, first) == NOWHERE
    assert take_code_back(hall.installation, ana, task)
    assert not take_code_back(hall.installation, ana, task)
    assert goes(hall, second) == NOWHERE
    third = gives(hall, task)
    assert hall.reads(lambda c: code_given(hall.installation, c, ana, task)) is not None
    hall.clock.advance(LASTS)
    assert goes(hall, third) == NOWHERE
    assert hall.reads(lambda c: code_given(hall.installation, c, ana, task)) is None
    hall.clock.advance(timedelta(seconds=1))
    prune(hall.installation)
    assert hall.reads(lambda c: draft_code_named(c, hall.municipality_id, third[:4])) is None


def test_only_a_hash_of_it_lies_there(hall: Town, task: Place) -> None:
    code = gives(hall, task)
    row = hall.reads(lambda c: draft_code_named(c, hall.municipality_id, code[:4]))
    assert row is not None
    secret = code.replace("-", "")[4:]
    assert secret not in repr(row)
    assert row.secret_hash.startswith("$argon2")


def test_a_code_is_given_only_for_ones_own_draft(hall: Town, task: Place, unopened: Place) -> None:
    luis, eva = hall.people["luis"], hall.people["eva"]
    foreign = give_code(hall.installation, luis, unopened)
    assert foreign == NOWHERE
    barred = give_code(hall.installation, eva, task)
    assert isinstance(barred, Refused)
    assert barred.kind is RefusalKind.NO_ROLE
    for place in (Place(1), Place(None, 1, "test")):
        assert give_code(hall.installation, luis, place) == NOWHERE


@pytest.mark.parametrize("code", ["", "ABCD", "ABCD-EFG-HJK", "🙂", "\x00" * 9, "0" * 5000])
def test_what_is_no_code_leads_nowhere(hall: Town, code: str) -> None:
    assert goes(hall, code, "") == NOWHERE
