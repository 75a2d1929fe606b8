"""Migrating cases in the browser: plan, trial, reason, result and the way back, without script."""

from __future__ import annotations

import pytest

from engine.operations import run_batches
from tests.diagrams import boundary, bundle, end, field, form, path, start, timer, user
from tests.hall import Desk, Hall
from tests.town import Town

FIRST = bundle(
    start(form="ask"),
    user("write", form="note"),
    user("old"),
    end(),
    path("start", "write", "old", "end"),
    forms={"ask": form(field("asunto")), "note": form(field("nota"))},
    manifest='operators = ["boss"]',
)
SECOND = bundle(
    start(form="ask"),
    user("write", form="note"),
    boundary("stale", "write", timer("P2D"), interrupts=False),
    user("remind"),
    user("fresh").replace('name="fresh"', 'name="old"'),
    end(),
    path("start", "write", "fresh", "end"),
    path("stale", "remind", "end"),
    forms={"ask": form(field("asunto")), "note": form(field("nota"), field("folio"))},
    manifest='operators = ["boss"]',
)
PLAN = "processes/test/migration?from=1&to=2"
TRIAL = "processes/test/migration/trial?from=1&to=2"


@pytest.fixture
def town(hall: Hall) -> Town:
    """Two cases on the first version: one is being written, the other waits at what is renamed."""
    town = hall.town
    town.person("ana", "clerk")
    town.person("luis", "boss")
    town.deploys(FIRST)
    town.open_case("ana", "test", {"asunto": "Uno"})
    second = town.open_case("ana", "test", {"asunto": "Dos"})
    town.does("ana", second, "write", {"nota": "lista"})
    town.deploys(SECOND)
    return town


@pytest.fixture
def desk(hall: Hall, town: Town) -> Desk:
    return hall.desk("luis")


def test_the_process_leads_to_the_cases_of_other_versions(desk: Desk) -> None:
    page = desk.opens("processes/test")
    assert "Migrar expedientes de la versión 1 a la 2" in page.text
    assert "2 expedientes" in page.text


def test_who_does_not_operate_the_process_sees_no_way_and_finds_none(
    hall: Hall, town: Town
) -> None:
    ana = hall.desk("ana")
    assert "Migrar expedientes" not in ana.opens("processes/test").text
    assert ana.opens(PLAN).status == 403
    assert ana.opens(TRIAL).status == 403
    sent = ana.sends("processes/test/migrations", {"from": "1", "to": "2", "reason": "x"})
    assert sent.status == 403


def test_the_plan_shows_what_changes_and_suggests_what_was_renamed(desk: Desk) -> None:
    page = desk.opens(PLAN)
    assert page.status == 200
    assert "«old» pasa a ser" in page.text
    assert "sugerido" in page.text
    assert 'value="fresh" selected' in page.text
    assert "remind" in page.text
    assert "Formulario de las tareas abiertas" in page.text
    assert "Los números cuentan todos los expedientes abiertos, ahora." in page.text


def test_the_trial_says_what_would_come_of_each_case(desk: Desk) -> None:
    page = desk.opens(TRIAL)
    assert "Pasa y sigue donde está." in page.text
    assert "«old» espera y no tiene lugar en la otra versión." in page.text
    page = desk.opens(TRIAL + "&e.old=fresh")
    assert "no tiene lugar" not in page.text


def test_a_plan_that_cannot_be_says_why(desk: Desk) -> None:
    page = desk.opens(TRIAL + "&e.old=end")
    assert page.status == 422
    assert "Lo que hay allí es de otra clase." in page.text


def test_without_a_reason_nothing_begins(desk: Desk, town: Town) -> None:
    sent = desk.sends("processes/test/migrations", {"from": "1", "to": "2"}, on=TRIAL)
    assert sent.status == 422
    assert "Diga el motivo" in sent.text
    assert run_batches(town.installation) == 0


def test_the_cases_go_over_and_come_back(desk: Desk, town: Town) -> None:
    asked = {"from": "1", "to": "2", "e.old": "fresh", "reason": "Ley 32069"}
    sent = desk.sends("processes/test/migrations", asked, on=TRIAL)
    address = sent.location
    assert "0 de 2" in desk.follows(sent).text
    run_batches(town.installation)
    page = desk.opens(address)
    assert "2 de 2" in page.text
    assert "Devolver 2 expedientes" in page.text
    told = desk.opens("cases/TEST-2026-0002").text
    assert "pasó el expediente de la versión 1 a la 2 del proceso: Ley 32069" in told
    sent = desk.sends(address + "/undoing", {"reason": "Me equivoqué"}, on=address)
    run_batches(town.installation)
    assert "2 de 2" in desk.follows(sent).text
    told = desk.opens("cases/TEST-2026-0002").text
    assert "volvió a la versión 1 del proceso: Me equivoqué" in told


def test_one_case_comes_back_by_its_own_button(desk: Desk, town: Town) -> None:
    asked = {"from": "1", "to": "2", "e.old": "fresh", "reason": "Ley 32069"}
    address = desk.sends("processes/test/migrations", asked, on=TRIAL).location
    run_batches(town.installation)
    buttons = desk.opens(address).tree.xpath("//form[contains(@action, '/cases/')]/@action")
    assert len(buttons) == 2
    back = desk.follows(desk.sends(buttons[0], {}, on=address))
    assert "TEST-2026-0001 volvió a la versión 1." in back.text
    assert "Devolver 1 expediente<" in back.text


def test_a_batch_that_is_not_there_is_not_found(desk: Desk) -> None:
    assert desk.opens("migrations/12345").status == 404
