"""The worker runs every duty, rests when there is none, survives a failing one, and stops."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event, Thread

import pytest

from engine.cases import Facts
from engine.jobs.results import Done
from engine.worker import worker
from storage.jobs import queue_of
from tests.diagrams import bundle, catch, end, path, service, start, timer
from tests.town import Town

CHORES = bundle(
    start(),
    catch("rest", timer("P1D")),
    service("send", "mail"),
    end(),
    path("start", "rest", "send", "end"),
)


@pytest.fixture
def case_id(town: Town) -> int:
    town.deploys(CHORES)
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", Facts({}))
    town.clock.advance(timedelta(days=1))
    return case_id


def test_a_round_does_every_duty(town: Town, case_id: int) -> None:
    # The rest is over, yesterday is signed, what happened is listed and counted, the daily check
    # begun.
    assert worker.one_round(town.installation, {}) == 6
    assert town.works({"mail": lambda _: Done()}) == 1
    assert town.case(case_id).state == "completed"
    assert worker.one_round(town.installation, {}) >= 1  # the notices of the end
    assert worker.one_round(town.installation, {}) == 0


def test_a_duty_that_fails_takes_no_other_down_and_tells_no_secrets(
    town: Town, case_id: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: object) -> int:
        raise RuntimeError("Ana Ruiz, DNI 41203377")

    monkeypatch.setattr(worker, "sweep_messages", broken)
    with caplog.at_level(logging.ERROR, logger="cauce.worker"):
        assert worker.one_round(town.installation, {}) == 6
    (record,) = caplog.records
    assert (record.duty, record.error) == ("messages", "RuntimeError")  # type: ignore[attr-defined]
    assert "Ana" not in caplog.text


def test_the_worker_stops_when_it_is_told_and_lets_what_runs_come_to_its_end(
    town: Town, case_id: int
) -> None:
    stop, done = Event(), Event()

    def handler(_: object) -> Done:
        done.set()
        assert stop.wait(20)
        return Done()

    queue = queue_of(town.installation.database, now=town.clock.now, name="w", places=2, share=1)
    thread = Thread(
        target=worker.run,
        args=(town.installation, {"mail": handler}, stop),
        kwargs={"queue": queue},
        daemon=True,
    )
    thread.start()
    assert done.wait(20)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
    assert town.case(case_id).state == "completed"
