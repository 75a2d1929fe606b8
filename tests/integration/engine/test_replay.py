"""The committed history of a case, done again from nothing, gives the state that lies there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from engine.cases import Facts
from engine.jobs.results import Done
from storage.tables import instances
from tests.chaos.procedure import ANSWERED, TRAMITE
from tests.replay import Replayed, replay
from tests.town import Town


def replayed(town: Town, case_id: int) -> Replayed:
    return replay(town.installation, town.municipality_id, case_id)


@pytest.fixture
def case_id(town: Town) -> int:
    town.person("ana", "clerk")
    town.deploys(TRAMITE)
    return town.open_case("ana", "tramite", {"folio": "F1"})


def test_every_stage_of_a_case_is_what_its_history_says(town: Town, case_id: int) -> None:
    handlers = {"cobro": lambda _: Done(), "aviso": lambda _: Done()}
    assert replayed(town, case_id).agrees
    town.attach("ana", case_id, task_id=town.open_task(case_id, "registrar"))
    town.does("ana", case_id, "registrar", Facts({"nota": "Recibido"}))
    assert replayed(town, case_id).agrees
    town.works(handlers)
    town.waits(hours=1)
    assert (town.steps(case_id), replayed(town, case_id).agrees) == (["apurar"], True)
    town.publish(ANSWERED, "F1")
    town.does("ana", case_id, "apurar", Facts({"nota": "Tarde"}))
    town.clock.advance(timedelta(hours=1))
    town.listens()
    town.works(handlers)
    assert (town.steps(case_id), replayed(town, case_id).agrees) == (["archivar"], True)
    town.does("ana", case_id, "archivar", Facts({"nota": "Fin"}))
    assert (town.case(case_id).state, replayed(town, case_id).agrees) == ("completed", True)


def test_a_cancelled_case_is_what_its_history_says(town: Town, case_id: int) -> None:
    town.cancel("ana", case_id, "Ya no")
    assert replayed(town, case_id).agrees


def test_a_state_that_its_history_does_not_imply_is_seen(town: Town, case_id: int) -> None:
    before = replayed(town, case_id).stored.tokens
    town.attach("ana", case_id, task_id=town.open_task(case_id, "registrar"))
    town.does("ana", case_id, "registrar", Facts({"nota": "Recibido"}))
    town.installation.database.run(
        lambda connection: connection.execute(update(instances).values(tokens=before)),
        municipality=town.municipality_id,
    )
    assert not replayed(town, case_id).agrees
