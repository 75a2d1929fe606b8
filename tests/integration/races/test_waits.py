"""Messages, timers and jobs in several processes at once: each happens once, whoever is faster."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from engine.cases import Cancelled, Facts, Started, cancel, start
from engine.history.kinds import EventKind
from engine.identity import system_actor
from engine.installation import Installation
from engine.jobs.results import Done, Result, Work
from engine.messages import Published, publish
from engine.refusals import RefusalKind, Refused
from engine.tasks import Completed, complete
from engine.worker.dispatcher import run_due
from engine.worker.timekeeper import sweep
from tests.diagrams import (
    boundary,
    bundle,
    catch,
    end,
    message,
    message_root,
    path,
    service,
    timer,
    user,
)
from tests.diagrams import start as begin
from tests.integration.races.conftest import CLERKS, FOUR, Arena
from tests.rivals import act

ROUNDS = 5
NOTHING = Facts({})
PAID = message_root("payment", "folio")
DAY = timedelta(days=1)
RECEIVES = bundle(
    begin(),
    catch("paid", message("payment")),
    user("check"),
    end(),
    path("start", "paid", "check", "end"),
    roots=PAID,
)
EITHER = bundle(
    begin(),
    '<bpmn:eventBasedGateway id="either"/>',
    catch("paid", message("payment")),
    catch("late", timer("P1D")),
    user("check"),
    user("chase"),
    end(),
    path("start", "either", "paid", "check", "end"),
    path("either", "late", "chase", "end"),
    roots=PAID,
)
INTERRUPTS = bundle(
    begin(),
    user("file"),
    boundary("paid", "file", message("payment")),
    user("check"),
    user("chase"),
    end(),
    path("start", "file", "chase", "end"),
    path("paid", "check", "end"),
    roots=PAID,
)
RESTS = bundle(
    begin(),
    catch("rest", timer("P1D")),
    user("check"),
    end(),
    path("start", "rest", "check", "end"),
)
WORKS = bundle(
    begin(),
    service("send", "mail"),
    user("check"),
    end(),
    path("start", "send", "check", "end"),
)


def test_a_message_that_is_sent_four_times_at_once_is_received_once(arena: Arena) -> None:
    town = arena.town
    town.deploys(RECEIVES)
    sender = town.person("systems")
    for number in range(ROUNDS):
        case_id = town.open_case("ana", "test", Facts({"folio": str(number)}))
        answers = arena.race(*[act(publish, sender, "payment", str(number), {})] * FOUR)
        refused = [answer.kind for answer in answers if isinstance(answer, Refused)]
        assert refused == [RefusalKind.NOT_EXPECTED] * 3
        assert answers.count(Published(1, kept=False)) == 1
        assert town.steps(case_id) == ["check"]
        arena.is_sound(case_id)


def test_a_message_that_comes_while_a_case_begins_to_wait_is_not_lost(arena: Arena) -> None:
    town = arena.town
    town.deploys(RECEIVES)
    sender = town.person("systems")
    for number in range(ROUNDS):
        folio = str(number)
        started, _sent = arena.race(
            act(start, town.people["ana"], "test", Facts({"folio": folio})),
            act(keep_publishing, sender.municipality_id, folio),
        )
        assert isinstance(started, Started)
        town.listens()  # should both have looked before the other had written
        assert town.steps(started.case_id) == ["check"]
        assert arena.told(started.case_id).count(EventKind.MESSAGE_RECEIVED) == 1
        arena.is_sound(started.case_id)


def test_a_kept_message_goes_to_one_of_the_cases_that_begin_to_wait(arena: Arena) -> None:
    town = arena.town
    town.deploys(RECEIVES)
    for number in range(ROUNDS):
        facts = Facts({"folio": str(number)})
        kept = town.publish("payment", str(number), keep_for=DAY)
        assert kept == Published(0, kept=True)
        opened = arena.race(*(act(start, town.people[who], "test", facts) for who in CLERKS))
        town.listens()
        steps = sorted(town.steps(one.case_id) for one in opened)
        assert steps == [[], [], [], ["check"]]
        arena.is_sound(*(one.case_id for one in opened))


def test_a_message_against_a_timer_goes_one_way(arena: Arena) -> None:
    town = arena.town
    town.deploys(EITHER)
    sender = town.person("systems")
    for number in range(ROUNDS):
        folio = str(number)
        case_id = town.open_case("ana", "test", Facts({"folio": folio}))
        town.clock.advance(DAY)
        fired, published = arena.race(act(sweep), act(publish, sender, "payment", folio, {}))
        if isinstance(published, Published):
            assert (town.steps(case_id), fired) == (["check"], 0)
        else:
            assert (town.steps(case_id), fired) == (["chase"], 1)
        told = arena.told(case_id)
        ways = told.count(EventKind.TIMER_FIRED) + told.count(EventKind.MESSAGE_RECEIVED)
        assert ways == 1
        arena.is_sound(case_id)


def test_a_message_against_the_task_that_it_interrupts_goes_one_way(arena: Arena) -> None:
    town = arena.town
    town.deploys(INTERRUPTS)
    sender = town.person("systems")
    for number in range(ROUNDS):
        folio = str(number)
        case_id = town.open_case("ana", "test", Facts({"folio": folio}))
        done, sent = arena.race(
            act(complete, town.people["ana"], town.open_task(case_id, "file"), NOTHING),
            act(publish, sender, "payment", folio, {}),
        )
        if isinstance(done, Completed):
            assert (town.steps(case_id), type(sent)) == (["chase"], Refused)
        else:
            assert (town.steps(case_id), done.kind) == (["check"], RefusalKind.NOT_OPEN)
            assert sent == Published(1, kept=False)
        arena.is_sound(case_id)


def test_four_timekeepers_fire_each_timer_once(arena: Arena) -> None:
    town = arena.town
    town.deploys(RESTS)
    cases = [town.open_case("ana", "test", NOTHING) for _ in range(8)]
    town.clock.advance(DAY)
    assert sum(arena.race(*[act(sweep)] * FOUR)) == 8
    assert [town.steps(case_id) for case_id in cases] == [["check"]] * 8
    arena.is_sound(*cases)


def test_four_workers_do_each_job_once(arena: Arena, tmp_path: Path) -> None:
    town = arena.town
    town.deploys(WORKS)
    cases = [town.open_case("ana", "test", NOTHING) for _ in range(16)]
    done = arena.race(*[act(work_off, tmp_path / "done")] * FOUR)
    assert sum(done) == 16
    keys = (tmp_path / "done").read_text().splitlines()
    assert (len(keys), len(set(keys))) == (16, 16)
    assert [town.steps(case_id) for case_id in cases] == [["check"]] * 16
    arena.is_sound(*cases)


def test_work_that_ends_while_its_case_is_cancelled_does_not_wake_it(
    arena: Arena, tmp_path: Path
) -> None:
    town = arena.town
    town.deploys(WORKS)
    for _ in range(ROUNDS):
        case_id = town.open_case("ana", "test", NOTHING)
        _, cancelled = arena.race(
            act(work_off, tmp_path / "done"), act(cancel, town.people["ana"], case_id, "Ya no")
        )
        assert isinstance(cancelled, Cancelled)
        assert (town.case(case_id).state, town.steps(case_id)) == ("cancelled", [])
        arena.is_sound(case_id)
    assert work_off(town.installation, tmp_path / "after") == 0


def keep_publishing(installation: Installation, municipality_id: int, folio: str) -> object:
    """A message that waits for a day when nobody expects it yet."""
    sender = system_actor(municipality_id)
    return publish(installation, sender, "payment", folio, {}, keep_for=DAY)


def work_off(installation: Installation, file: Path) -> int:
    """Do what is due until nothing is; each piece of work leaves its key in the file."""

    def leave_key(work: Work) -> Result:
        with file.open("a") as kept:
            kept.write(f"{work.idempotency_key}\n")
        return Done()

    total = 0
    while done := run_due(installation, {"mail": leave_key}, limit=2):
        total += done
    return total
