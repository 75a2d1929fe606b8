"""The improvement plans of a municipality, as their cases know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.installation import Installation
from processes.improvement.progress import Course, Milestone
from processes.improvement.rounds import day_in, known_by, mappings
from storage.database import Connection
from storage.queries.standing_data import stands_of_process

PROCESS = "plan_mejora"
MOST = 6
"""The newest plans that are looked into."""


@dataclass(frozen=True, slots=True)
class Action:
    """An action of a plan, with its course in time; `proofs`: by milestone, where it stands written
    that it is met. Points are of 1 to 5, those of the risk of 1 to 3; `item` is what it buys by the
    annual plan of purchases («2026-14»). What is not written yet is empty or None."""

    title: str
    area: str
    owner: str
    baseline: str
    target: str
    budget: Decimal | None
    source: str
    risk: str
    likelihood: int | None
    damage: int | None
    item: str
    impact: Decimal | None
    feasibility: Decimal | None
    cost: Decimal | None
    priority: Decimal | None
    course: Course | None
    proofs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan; `agreement` is the number of the council's act that approved it, empty before."""

    number: str
    title: str
    state: str
    agreement: str
    actions: tuple[Action, ...]
    lessons: str

    @property
    def courses(self) -> list[Course]:
        """The courses of the actions that have one."""
        return [each.course for each in self.actions if each.course is not None]

    @property
    def budget(self) -> Decimal:
        """What all actions that go on are to cost."""
        kept = (a for a in self.actions if a.course is None or not a.course.cancelled)
        return sum((each.budget or Decimal(0) for each in kept), Decimal(0))


def plans_of(
    installation: Installation, connection: Connection, municipality_id: int
) -> tuple[Plan, ...]:
    """Those whose actions are known, newest first."""
    found = []
    for row in stands_of_process(connection, municipality_id, PROCESS, limit=MOST):
        known = known_by(installation, connection, municipality_id, row)
        actions = mappings(known.get("acciones"))
        milestones = mappings(known.get("hitos"))
        approved = known.get("aprobado") == "si"
        found.append(
            Plan(
                number=row.number,
                title=row.title,
                state=row.state,
                agreement=_text(known.get("acuerdo")) if approved else "",
                actions=tuple(_action(each, milestones) for each in actions),
                lessons=_text(known.get("lecciones")),
            )
        )
    return tuple(found)


def _action(told: Mapping[str, Any], milestones: Sequence[Mapping[str, Any]]) -> Action:
    own = [each for each in milestones if each.get("accion") == told.get("accion")]
    return Action(
        title=_text(told.get("accion")),
        area=_text(told.get("area")),
        owner=_text(told.get("responsable")),
        baseline=_text(told.get("linea_base")),
        target=_text(told.get("meta")),
        budget=_number(told.get("presupuesto")),
        source=_text(told.get("fuente")),
        risk=_text(told.get("riesgo")),
        likelihood=_level(told.get("probabilidad")),
        damage=_level(told.get("dano")),
        item=_text(told.get("item_plan")),
        impact=_number(told.get("impacto")),
        feasibility=_number(told.get("factibilidad")),
        cost=_number(told.get("costo")),
        priority=_number(told.get("prioridad")),
        course=_course(told, own),
        proofs={_text(e.get("hito")): _text(e.get("sustento")) for e in own if e.get("sustento")},
    )


def _course(told: Mapping[str, Any], milestones: Sequence[Mapping[str, Any]]) -> Course | None:
    begins = day_in(told.get("inicio"))
    read = [each for each in map(_milestone, milestones) if each is not None]
    if begins is None or not read:
        return None
    ordered = tuple(sorted(read, key=lambda each: each.due))
    return Course(begins, ordered, cancelled=told.get("cancelada") is True)


def _milestone(told: Mapping[str, Any]) -> Milestone | None:
    due, weight = day_in(told.get("vence")), _number(told.get("peso"))
    if due is None or weight is None:
        return None
    return Milestone(_text(told.get("hito")), weight, due, day_in(told.get("cumplido")))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _level(value: object) -> int | None:
    return int(value) if isinstance(value, str) and value in ("1", "2", "3") else None


def _number(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
