"""A person of one town, with every role and every id of another, reaches nothing there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from engine.cases import Facts
from engine.cases.mending import mend
from engine.definitions import activate
from engine.documents.attaching import Attached
from engine.documents.opening import open_version
from engine.history.verify import verify_case
from engine.refusals import RefusalKind, Refused
from engine.tasks import assign, release, save_draft
from storage.queries.cases import incidents_of_case
from tests.diagrams import bundle, catch, end, flow, message, message_root, path, start, user
from tests.town import Town

SECRET = bundle(
    start(),
    '<bpmn:parallelGateway id="split"/>',
    user("ask"),
    user("weigh"),
    '<bpmn:exclusiveGateway id="which"/>',
    end("heavy"),
    end("light"),
    catch("paid", message("payment")),
    end("asked"),
    path("start", "split", "ask", "asked"),
    path("split", "weigh", "which"),
    flow("which", "heavy", "peso &gt; 1"),
    flow("which", "light", "peso &lt;= 1"),
    path("split", "paid", "asked"),
    roots=message_root("payment", "folio"),
)


@pytest.fixture
def other(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """A second town on the same database, with people who hold the same roles."""
    neighbour = Town(database_url, tmp_path / "documents")
    neighbour.person("eva", "clerk", "boss", "auditor")
    yield neighbour
    neighbour.close()


@pytest.fixture
def case_id(town: Town) -> int:
    town.deploys(SECRET)
    town.person("ana", "clerk")
    return town.open_case("ana", "test", Facts({"folio": "A"}))


def kind_of(answer: object) -> RefusalKind | None:
    return answer.kind if isinstance(answer, Refused) else None


def test_nothing_of_another_town_can_be_acted_upon(town: Town, other: Town, case_id: int) -> None:
    ask, weigh = town.open_task(case_id, "ask"), town.open_task(case_id, "weigh")
    town.complete("ana", weigh, Facts({}))
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    attached = town.attach("ana", case_id)
    assert isinstance(attached, Attached)
    house, eva = other.installation, other.people["eva"]
    assert eva.person_id is not None
    answers = [
        other.claim("eva", ask),
        release(house, eva, ask),
        assign(house, eva, ask, eva.person_id),
        other.complete("eva", ask, Facts({})),
        save_draft(house, eva, ask, {"nota": "x"}),
        other.attach("eva", case_id),
        other.attach("eva", case_id, task_id=ask),
        other.cancel("eva", case_id, "porque sí"),
        mend(house, eva, incident.id),
        open_version(house, eva, attached.document_id),
        activate(house, eva, town.case(case_id).definition_id),
    ]
    assert {kind_of(answer) for answer in answers} == {RefusalKind.NOT_FOUND}
    assert verify_case(house, other.municipality_id, case_id) is None
    assert sorted(town.steps(case_id)) == ["ask", "weigh"]
    assert town.verification().faults == ()


def test_a_message_stays_inside_its_town(town: Town, other: Town, case_id: int) -> None:
    answer = other.publish("payment", "A", {"folio": "A"}, keep_for=timedelta(days=9))
    assert (getattr(answer, "delivered", None), getattr(answer, "kept", None)) == (0, True)
    town.reopen()
    second = town.open_case("ana", "test", Facts({"folio": "A"}))
    delivered = town.publish("payment", "A")
    assert getattr(delivered, "delivered", None) == 2
    assert "paid" not in town.steps(second)


def test_a_process_of_another_town_cannot_be_started(town: Town, other: Town, case_id: int) -> None:
    assert kind_of(other.start("eva", "test", Facts({}))) is RefusalKind.NOT_ACTIVE
