"""Who the case says has a conflict of interest may not have its tasks, whoever gives them."""

from __future__ import annotations

import pytest

from engine.cases import Facts
from engine.refusals import RefusalKind, Refused
from engine.tasks import Assigned, Claimed, Completed, assign, claim, complete
from engine.tasks.holding import reassign
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town

WHY = "declaró un conflicto de intereses"
RULE = f"""
operators = ["boss"]
[[exclude]]
elements = ["judge"]
people = "impedidos"
reason = "{WHY}"
"""
PROCESS = bundle(
    start(),
    user("file"),
    user("judge"),
    end(),
    path("start", "file", "judge", "end"),
    manifest=RULE,
)


@pytest.fixture
def hall(town: Town) -> Town:
    """Ana and Luis judge; Eva operates the process."""
    for name in ("ana", "luis"):
        town.person(name, "clerk")
    town.person("eva", "boss")
    town.deploys(PROCESS)
    return town


def judging(hall: Town, *barred: str) -> int:
    """A case in which these people are known to have a conflict; its task."""
    mails = [f"{each}@tamboreal.example" for each in barred]
    case_id = hall.open_case("ana", "test", Facts({"impedidos": mails}))
    hall.does("ana", case_id, "file", Facts({}))
    return hall.open_task(case_id, "judge")


def test_nobody_takes_completes_or_is_given_what_their_conflict_bars(hall: Town) -> None:
    task, (ana, luis, eva) = judging(hall, "ana"), (hall.people[n] for n in ("ana", "luis", "eva"))
    for attempt in (
        claim(hall.installation, ana, task),
        complete(hall.installation, ana, task, Facts({})),
    ):
        assert isinstance(attempt, Refused)
        assert attempt.kind is RefusalKind.EXCLUDED
        assert dict(attempt.details) == {
            "reason": WHY, "person_id": str(ana.person_id), "own": "1",
        }  # fmt: skip
    for given in (
        assign(hall.installation, luis, task, ana.person_id or 0),
        reassign(hall.installation, eva, task, ana.person_id or 0, "Falta gente"),
    ):
        assert isinstance(given, Refused)
        assert (given.kind, "own" in given.details) == (RefusalKind.EXCLUDED, False)
    assert isinstance(claim(hall.installation, luis, task), Claimed)
    assert isinstance(complete(hall.installation, luis, task, Facts({})), Completed)


def test_where_nobody_has_a_conflict_everybody_of_the_role_may(hall: Town) -> None:
    task, ana = judging(hall), hall.people["ana"]
    assert isinstance(claim(hall.installation, ana, task), Claimed)
    luis = hall.people["luis"].person_id or 0
    assert isinstance(assign(hall.installation, ana, task, luis), Assigned)
