"""A process in which an answer may be asked for again, and a town that lives with it by dice."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from engine.cases import Facts
from storage.database import Connection
from storage.tables import cases, tasks
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town

AGAIN = (
    '<bpmn:sequenceFlow id="again" sourceRef="which" targetRef="back">'
    "<bpmn:conditionExpression>=more = true</bpmn:conditionExpression></bpmn:sequenceFlow>"
)
ANSWERING = bundle(
    start(),
    '<bpmn:exclusiveGateway id="back"/>',
    user("ask"),
    '<bpmn:exclusiveGateway id="which" default="which_sign"/>',
    user("sign"),
    end(),
    path("start", "back", "ask", "which", "sign", "end"),
    AGAIN,
    key="answers",
)


def lives(
    town: Town, seed: int, *, acts: int = 60, meanwhile: Callable[[], object] = lambda: None
) -> None:
    """Cases are opened, taken, let go, answered once or more often, signed; time goes by."""
    dice, begun = random.Random(seed), list[int]()  # noqa: S311  choices, no secret
    for _ in range(acts):
        act = dice.choice(["open", "take", "do", "do", "do", "wait", "count"])
        waiting = [task for each in begun for task in town.open_tasks(each)]
        if act == "count":
            meanwhile()
        elif act == "wait":
            town.clock.advance(timedelta(minutes=dice.choice([3, 50, 700, 9_000])))
        elif act == "open" or not waiting:
            begun.append(town.open_case("clerk", "answers", {}))
        elif act == "take":
            town.claim("clerk", dice.choice(waiting).id)
        else:
            town.complete("clerk", dice.choice(waiting).id, Facts({"more": dice.random() < 0.3}))


def asked_of_tasks(town: Town) -> dict[str, dict[str, int]]:
    """The same counted otherwise: from the tasks as they lie, not from any history."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def question(connection: Connection) -> None:
        of = tasks.c
        rows = connection.execute(
            select(
                of.case_id, of.element_key, of.state, of.created_at, of.claimed_at, of.closed_at
            ).where(of.municipality_id == town.municipality_id)
        )
        done: Counter[tuple[int, str]] = Counter()
        for case_id, step, state, created, claimed, closed in sorted(rows, key=lambda r: r[3]):
            found[step]["visits"] += 1
            found[step]["repeats"] += int(done[case_id, step] > 0)
            if state != "completed":
                continue
            done[case_id, step] += 1
            found[step]["done"] += 1
            found[step]["waited"] += round(((claimed or closed) - created).total_seconds())
            found[step]["worked"] += round((closed - (claimed or closed)).total_seconds())
        for (state,) in connection.execute(
            select(cases.c.state).where(cases.c.municipality_id == town.municipality_id)
        ):
            found[""]["visits"] += 1
            found[""]["done"] += int(state == "completed")

    town.reads(question)
    return {step: {what: n for what, n in of.items() if n} for step, of in found.items()}
