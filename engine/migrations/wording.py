"""Obstacles and faults of a plan as the facts of a refusal: text that any floor can read again."""

from __future__ import annotations

import json
from collections.abc import Iterable

from engine.bpmn.migration import Left, Obstacle, ObstacleKind, Reason
from engine.sentences import fact_of, parts_of


def obstacles_as_text(obstacles: Iterable[Obstacle]) -> str:
    """As JSON."""
    return json.dumps([[each.kind, each.element_id, parts_of(each.told)] for each in obstacles])


def obstacles_from_text(text: str) -> tuple[Obstacle, ...]:
    """And back."""
    return tuple(
        Obstacle(ObstacleKind(kind), at, fact_of(told)) for kind, at, told in json.loads(text)
    )


def problems_as_text(problems: Iterable[Left]) -> str:
    """As JSON."""
    return json.dumps([[each.reason, each.element_id, each.wanted] for each in problems])


def problems_from_text(text: str) -> tuple[Left, ...]:
    """And back."""
    return tuple(Left(at, Reason(reason), wanted) for reason, at, wanted in json.loads(text))
