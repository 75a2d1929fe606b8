"""What a completion may cost: at most ten statements and one commit, whatever else lies there."""

from __future__ import annotations

import json
from pathlib import Path

from engine.cases import Facts
from engine.tasks import Completed, complete
from storage.counting import counting
from storage.queries.tasks import undo_of
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town
from ui.cli.bench.w1 import run

PLAIN = bundle(start(), user("ask"), user("answer"), end(), path("start", "ask", "answer", "end"))
AGAIN = bundle(
    start(),
    '<bpmn:exclusiveGateway id="back"/>',
    user("ask"),
    '<bpmn:exclusiveGateway id="which" default="which_end"/>',
    end(),
    path("start", "back", "ask", "which", "end"),
    '<bpmn:sequenceFlow id="again" sourceRef="which" targetRef="back">'
    "<bpmn:conditionExpression>=more = true</bpmn:conditionExpression></bpmn:sequenceFlow>",
)


def test_the_workload_stays_within_its_budget(database_url: str) -> None:
    result = run(database_url, cases=2).as_json()
    complete = result["complete"]
    assert complete["statements"] <= 10
    assert complete["commits"] == 1
    assert set(result) >= {"create", "complete", "bytes_per_case", "limit"}
    assert set(complete) >= {"ops_s", "p50_ms", "p95_ms", "statements", "commits"}
    assert "\n" not in json.dumps(result)


def test_the_cost_beside_open_cases_is_measured_in_turn(sqlite_url: str, tmp_path: Path) -> None:
    crowded = f"sqlite:///{tmp_path / 'crowded.db'}"
    result = run(sqlite_url, cases=1, open_cases=3, crowded_url=crowded).as_json()
    assert result["crowded"]["open_cases"] == 3
    assert result["crowded"]["ratio"] > 0


def test_a_completion_costs_the_same_in_an_old_case_and_a_new_one(town: Town) -> None:
    town.deploys(AGAIN)
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", Facts({"more": True}))
    costs = []
    for _ in range(12):
        task_id = town.open_task(case_id, "ask")
        with counting() as count:
            town.complete("ana", task_id, Facts({"more": True}))
        costs.append((count.statements, count.commits))
    assert set(costs[1:]) == {costs[1]}
    assert costs[1][0] <= 10
    assert costs[1][1] == 1


def test_many_cases_cost_a_completion_no_more_statements(town: Town) -> None:
    town.deploys(PLAIN)
    town.person("ana", "clerk")

    def cost() -> int:
        task_id = town.open_task(town.open_case("ana", "test", Facts({})), "ask")
        with counting() as count:
            town.complete("ana", task_id, Facts({}))
        return count.statements

    cost()
    alone = cost()
    for _ in range(10):
        town.open_case("ana", "test", Facts({}))
    assert cost() == alone


def test_what_a_step_can_be_taken_back_with_costs_a_statement_and_no_trip(town: Town) -> None:
    town.deploys(PLAIN)
    ana = town.person("ana", "clerk")

    def cost(*, undoable: bool) -> tuple[int, int]:
        task_id = town.open_task(town.open_case("ana", "test", Facts({})), "ask")
        with counting() as count:
            done = complete(town.installation, ana, task_id, Facts({}), undoable=undoable)
        assert isinstance(done, Completed)
        return count.statements, count.round_trips

    cost(undoable=False)
    statements, trips = cost(undoable=False)
    assert cost(undoable=True) == (statements + 1, trips)


def test_what_is_kept_of_an_old_case_is_what_is_open(town: Town) -> None:
    town.deploys(AGAIN)
    ana = town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", Facts({"more": True}))
    sizes = []
    for _ in range(6):
        task_id = town.open_task(case_id, "ask")
        complete(town.installation, ana, task_id, Facts({"more": True}), undoable=True)
        kept = town.reads(lambda c: undo_of(c, town.municipality_id, case_id))
        assert kept is not None
        sizes.append(len(json.loads(kept.before)["tasks"]))
    assert set(sizes) == {1}
