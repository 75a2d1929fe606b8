"""Drafts of a process: nothing that somebody drew is lost, and nothing of it runs."""

from __future__ import annotations

import pytest

from engine.history.town import TownEventKind
from engine.refusals import RefusalKind, Refused
from engine.workshop import Aside, Begun, Kept, begin, discard, faults_of, keep, mend, restore
from engine.workshop.keeping import TOGETHER, is_path
from storage.queries.definitions import versions_of
from storage.queries.town_history import town_events_of
from storage.queries.workshop import files_of_draft, revisions_of, saves_of
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town

FIRST = bundle(
    start(), user("ask"), end(), path("start", "ask", "end"), manifest='operators = ["boss"]'
)
FILE = "test.bpmn"


@pytest.fixture
def draft(town: Town) -> int:
    """Luis and Eva run the process; Luis began a draft of it."""
    town.person("luis", "boss")
    town.person("eva", "boss")
    town.person("ana", "clerk")
    town.deploys(FIRST)
    answer = begin(town.installation, town.people["luis"], "test")
    assert isinstance(answer, Begun)
    return answer.draft_id


def saves(town: Town, draft: int, who: str, content: bytes | None, over: int) -> Kept | Aside:
    answer = keep(town.installation, town.people[who], draft, FILE, content, over=over)
    assert not isinstance(answer, Refused), answer
    return answer


def now(town: Town, draft: int) -> bytes:
    files = town.reads(lambda c: files_of_draft(c, town.municipality_id, draft))
    return files[FILE]


def acts(town: Town, draft: int) -> list[tuple[int, str]]:
    rows = town.reads(lambda c: saves_of(c, town.municipality_id, draft))
    return [(row.revision, row.act) for row in rows]


def test_a_draft_begins_with_the_files_in_force_and_is_one_for_all(town: Town, draft: int) -> None:
    files = town.reads(lambda c: files_of_draft(c, town.municipality_id, draft))
    assert files == dict(FIRST.files)
    again = begin(town.installation, town.people["eva"], "test")
    assert again == Begun(draft, before=True)
    [event] = town.reads(lambda c: town_events_of(c, town.municipality_id))[:1]
    assert event.kind == TownEventKind.DRAFT_BEGUN


def test_what_one_draws_without_a_pause_is_one_state(town: Town, draft: int) -> None:
    first = saves(town, draft, "luis", b"one", 1)
    second = saves(town, draft, "luis", b"two", first.revision)
    assert acts(town, draft) == [(3, "kept"), (1, "begun")]
    assert saves(town, draft, "luis", b"two", second.revision).revision == second.revision
    town.clock.move(to=town.clock.now() + TOGETHER * 2)
    saves(town, draft, "luis", b"three", second.revision)
    assert acts(town, draft) == [(4, "kept"), (3, "kept"), (1, "begun")]


def test_two_who_draw_at_once_lose_nothing(town: Town, draft: int) -> None:
    saves(town, draft, "luis", b"of luis", 1)
    late = saves(town, draft, "eva", b"of eva", 1)
    assert isinstance(late, Aside)
    assert late.theirs.person_name == town.people["luis"].name
    assert now(town, draft) == b"of luis"
    restore(town.installation, town.people["eva"], draft, late.revision)
    assert now(town, draft) == b"of eva"
    restore(town.installation, town.people["luis"], draft, 2)
    assert now(town, draft) == b"of luis"


def test_an_earlier_state_comes_back_whole(town: Town, draft: int) -> None:
    over = town.reads(lambda c: revisions_of(c, town.municipality_id, draft))[FILE]
    saves(town, draft, "luis", None, over)
    who = town.people["luis"]
    keep(town.installation, who, draft, "forms/new.json", b"{}", over=0)
    restore(town.installation, who, draft, 1)
    files = town.reads(lambda c: files_of_draft(c, town.municipality_id, draft))
    assert files == dict(FIRST.files)


def test_only_who_operates_the_process_draws(town: Town, draft: int) -> None:
    ana = town.people["ana"]
    for answer in (
        begin(town.installation, ana, "test"),
        keep(town.installation, ana, draft, FILE, b"x", over=1),
        restore(town.installation, ana, draft, 1),
        discard(town.installation, ana, draft, reason="x"),
    ):
        assert answer == Refused(RefusalKind.NO_ROLE)


def test_a_draft_that_was_given_up_is_closed_and_another_may_begin(town: Town, draft: int) -> None:
    luis = town.people["luis"]
    nothing = discard(town.installation, luis, draft, reason=" ")
    assert nothing == Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
    discard(town.installation, luis, draft, reason="Era una prueba")
    late = keep(town.installation, luis, draft, FILE, b"x", over=1)
    assert late == Refused(RefusalKind.NOT_OPEN, {"state": "discarded"})
    assert begin(town.installation, luis, "test") != Begun(draft, before=True)


def test_the_check_says_what_a_deployment_would_and_a_press_mends_it(
    town: Town, draft: int
) -> None:
    drawn = FIRST.files[FILE].replace(
        b"</bpmn:process>", user("alone").encode() + b"</bpmn:process>"
    )
    saves(town, draft, "luis", drawn, 1)
    files = town.reads(lambda c: files_of_draft(c, town.municipality_id, draft))
    found = faults_of(town.installation, files)
    assert {fault.element_id for fault in found if fault.is_error} >= {"alone"}
    versions = town.reads(lambda c: versions_of(c, town.municipality_id, "test"))
    assert [row.version for row in versions] == [1]
    fixes = [fault for fault in found if fault.fix is not None]
    for fault in fixes:
        assert isinstance(mend(town.installation, town.people["luis"], draft, fault), Kept)


def test_no_file_leads_out_of_its_folder(town: Town, draft: int) -> None:
    good = ["compra.bpmn", "manifest.toml", "forms/a.json", "scenarios/a.feature"]
    assert all(map(is_path, good))
    bad = ["../a.bpmn", "/a.bpmn", "forms/../a.json", "a/b.bpmn", "a.py", "forms/a.py", ".a.bpmn"]
    assert [each for each in bad if is_path(each)] == []
    answer = keep(town.installation, town.people["luis"], draft, "a.py", b"", over=0)
    assert answer == Refused(RefusalKind.INVALID_DATA, {"field": "path"})
    much = b"x" * (town.installation.limits.definition_bytes + 1)
    answer = keep(town.installation, town.people["luis"], draft, "b.bpmn", much, over=0)
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.FILE_TOO_LARGE
