"""Operators reach no other town, and read nothing that is under seal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.bpmn import StepFailed
from engine.cases import Facts, Order, cancel, move, preview_move, resume, suspend
from engine.operations import BatchBegun, BatchKind, begin, pause, run_batches
from engine.refusals import RefusalKind, Refused
from engine.tasks.holding import reassign
from storage.queries.batches import items_of
from storage.queries.incidents import incidents_of
from tests.attacks.test_sealed_pages import CASE, CONTEST
from tests.diagrams import bundle, end, path, start, user
from tests.hall import Hall
from tests.town import PDF, Town

ASKS = bundle(start(), user("write"), user("check"), end(), path("start", "write", "check", "end"))
SECRET = "El precio «1234.50» no es un número."


@pytest.fixture
def other(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """A second town on the same database, whose operator may operate everything there."""
    neighbour = Town(database_url, tmp_path / "documents")
    neighbour.person("eva", "operador", "clerk")
    yield neighbour
    neighbour.close()


@pytest.fixture
def case_id(town: Town) -> int:
    town.person("ana", "clerk")
    town.person("luis", "operador")
    town.deploys(ASKS)
    return town.open_case("ana", "test", Facts({}))


def test_an_operator_of_another_town_finds_nothing_to_act_upon(
    town: Town, other: Town, case_id: int
) -> None:
    eva, there = other.people["eva"], other.installation
    task_id = town.open_task(case_id, "write")
    answers = [
        suspend(there, eva, case_id, "x"),
        resume(there, eva, case_id, "x"),
        cancel(there, eva, case_id, "x"),
        preview_move(there, eva, case_id, Order("check")),
        move(there, eva, case_id, Order("check"), "x"),
        reassign(there, eva, task_id, eva.person_id or 0, "x"),
        begin(there, eva, BatchKind.SUSPEND, [case_id], reason="x"),
        begin(there, eva, BatchKind.ASSIGN, [task_id], reason="x"),
    ]
    assert answers == [Refused(RefusalKind.NOT_FOUND)] * 8
    assert (town.case(case_id).state, town.steps(case_id)) == ("open", ["write"])


def test_a_batch_of_another_town_is_neither_stopped_nor_read(
    town: Town, other: Town, case_id: int
) -> None:
    begun = begin(town.installation, town.people["luis"], "suspend", [case_id], reason="Motivo")
    assert isinstance(begun, BatchBegun)
    eva = other.people["eva"]
    assert pause(other.installation, eva, begun.batch_id) == Refused(RefusalKind.NOT_FOUND)
    assert other.reads(lambda c: items_of(c, other.municipality_id, begun.batch_id)) == ()
    assert run_batches(town.installation) == 1


def test_what_failed_at_a_sealed_step_is_not_told_before_the_opening(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.town.person("luis", "operador")
    hall.town.deploys(CONTEST)
    case = hall.town.open_case("rosa", "contest", {})
    offer = hall.town.open_task(case, "ofertar")

    def fails(*_: object, **__: object) -> None:
        raise StepFailed("ofertar", SECRET)

    with monkeypatch.context() as patched:
        patched.setattr("engine.bpmn.complete", fails)
        paper = {"_document.oferta": ("oferta.pdf", PDF, "application/pdf")}
        hall.desk("nelida").sends(f"tasks/{offer}/completion", {"precio": "1234.50"}, paper)
    found = hall.town.reads(lambda c: incidents_of(c, hall.town.municipality_id))
    assert [row.message for row in found] == [SECRET]
    luis = hall.desk("luis")
    paths = ("incidents", f"incidents/{found[0].id}", CASE, f"{CASE}/events", f"{CASE}/move")
    told = [luis.opens(each) for each in paths]
    assert [page.status for page in told] == [200] * len(paths)
    assert not any("1234.50" in page.text or "1,234.50" in page.text for page in told)
    assert sum("después del acto de apertura" in page.text for page in told) == 3
