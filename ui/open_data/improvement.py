"""How the municipality is managed and what it does about it, for everybody: the rounds of the
diagnostic with their pictures, the plan with its progress, and both as JSON and CSV.

Rounds are told once they are concluded, plans once the council approved them. What each area
answered, and with which evidence, is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.spreadsheets import line, written
from processes.improvement.experiences import Experience, experiences_of
from processes.improvement.plans import Action, Plan, plans_of
from processes.improvement.progress import (
    Course,
    overall,
    planned,
    progress,
    schedule_index,
    standing,
)
from processes.improvement.questionnaire import questionnaire
from processes.improvement.rounds import Round, rounds_of
from processes.procurement.ocds.packages import LICENSE
from ui.improvement.pages import drawn_round
from ui.improvement.plan import action_lines, drawn, plan_sentence
from ui.open_data.files import CSV, JSON, answer
from ui.portal.around import Link, citizen_page
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/open/improvement")
ROUND_COLUMNS = ("round", "period", "date", "questionnaire", "area", "dimension", "score",
                 "answered", "applicable", "x", "y", "band")  # fmt: skip
PLAN_COLUMNS = ("plan", "agreement", "action", "area", "owner", "baseline", "target", "budget",
                "date_begins", "date_ends", "progress", "planned", "spi", "status", "milestone",
                "weight", "date_due", "date_met")  # fmt: skip


@router.get("", response_model=None)
def page(here: AnyVisit) -> Response:
    """The newest round beside the one before, and the plan that is under way."""
    rounds, plans = _known(here)
    context: dict[str, object] = {
        "rounds": rounds,
        "plan": plans[0] if plans else None,
        "proposals_href": here.path("proposals"),
        "votes_href": here.path("votes"),
        "files": [
            Link(f"{title} ({kind.upper()})", here.path("open", "improvement", f"{name}.{kind}"))
            for name, title in (
                ("rounds", here.words.gettext("Diagnóstico")),
                ("plan", here.words.gettext("Plan de mejora")),
            )
            for kind in ("csv", "json")
        ]
        + [
            Link(
                f"{here.words.gettext('Experiencias')} (JSON)",
                here.path("open", "improvement", "experiences.json"),
            )
        ],
        "license_href": LICENSE,
    }
    if rounds:
        context |= drawn_round(here, rounds)
    if plans:
        context |= {
            "plan_sentence": plan_sentence(plans[0], here),
            "roadmap": drawn(plans[0], here),
            "lines": action_lines(plans[0], here),
        }
    return citizen_page(here, "open_data/improvement.html", context)


@router.get("/rounds.csv", response_model=None)
def rounds_csv(here: AnyVisit) -> Response:
    """One row for each area and dimension of each round."""
    rounds, _plans = _known(here)

    def rows() -> Iterator[Mapping[str, Any]]:
        for told in map(_round, rounds):
            for cell in told["cells"]:
                yield {**told, **cell}

    return _csv(here, ROUND_COLUMNS, list(rows()))


@router.get("/rounds.json", response_model=None)
def rounds_json(here: AnyVisit) -> Response:
    """Every round with its axes, areas, dimensions and cells."""
    rounds, _plans = _known(here)
    return _json(here, {"rounds": [_round(each) for each in rounds]})


@router.get("/plan.csv", response_model=None)
def plan_csv(here: AnyVisit) -> Response:
    """One row for each milestone of each action."""
    return _csv(here, PLAN_COLUMNS, milestones_told(here))


@router.get("/plan.json", response_model=None)
def plan_json(here: AnyVisit) -> Response:
    """Every plan that was approved, with its actions and their milestones."""
    _rounds, plans = _known(here)
    return _json(here, {"plans": [_plan(each, here) for each in plans]})


@router.get("/experiences.json", response_model=None)
def experiences_json(here: AnyVisit) -> Response:
    """What plans taught, for other municipalities: offices are named, and no person."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        known = experiences_of(here.installation, connection, town)
    return _json(here, {"experiences": [_experience(each) for each in known]})


def milestones_told(here: Visit) -> list[Mapping[str, Any]]:
    """Each milestone of each action of the plans that were approved."""
    _rounds, plans = _known(here)
    return [
        {**told, **action, **milestone}
        for told in (_plan(each, here) for each in plans)
        for action in told["actions"]
        for milestone in action["milestones"]
    ]


def _experience(each: Experience) -> dict[str, Any]:
    return {
        "plan": each.plan,
        "title": each.title,
        "area": each.area,
        "context": each.context,
        "done": each.done,
        "result": each.result,
        "cost": each.cost,
        "ask": each.ask,
    }


def _known(here: Visit) -> tuple[Sequence[Round], Sequence[Plan]]:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rounds = rounds_of(here.installation, connection, town)
        plans = plans_of(here.installation, connection, town)
    return [each for each in rounds if each.conclusions], [e for e in plans if e.agreement]


def _round(told: Round) -> dict[str, Any]:
    scores = told.scores
    bands = {each.title: each.key for each in questionnaire(told.version).bands}
    return {
        "round": told.number,
        "period": told.period,
        "date": told.cutoff,
        "questionnaire": told.version,
        "x": scores.x,
        "y": scores.y,
        "band": bands.get(scores.band, ""),
        "areas": scores.areas,
        "dimensions": scores.dimensions,
        "cells": [
            {
                "area": each.area,
                "dimension": each.dimension,
                "score": each.score,
                "answered": each.answered,
                "applicable": each.applicable,
            }
            for each in scores.cells
        ],
        "conclusions": told.conclusions,
    }


def _plan(plan: Plan, here: Visit) -> dict[str, Any]:
    done, share, index = overall(plan.courses, here.today)
    return {
        "plan": plan.number,
        "title": plan.title,
        "agreement": plan.agreement,
        "progress": done,
        "planned": share,
        "spi": index,
        "actions": [
            _action(each, each.course, here) for each in plan.actions if each.course is not None
        ],
    }


def _action(action: Action, course: Course, here: Visit) -> dict[str, Any]:
    return {
        "action": action.title,
        "area": action.area,
        "owner": action.owner,
        "baseline": action.baseline,
        "target": action.target,
        "budget": action.budget,
        "date_begins": course.begins,
        "date_ends": course.ends,
        "progress": progress(course),
        "planned": planned(course, here.today),
        "spi": schedule_index(course, here.today),
        "status": str(standing(course, here.today)),
        "milestones": [
            {
                "milestone": each.title,
                "weight": each.weight,
                "date_due": each.due,
                "date_met": each.met,
            }
            for each in course.milestones
        ],
    }


def _csv(here: Visit, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Response:
    text = "".join(
        [line(list(columns)), *(line([written(row[name]) for name in columns]) for row in rows)]
    )
    return answer(here, iter([text]), CSV, _tag(text))


def _json(here: Visit, told: Mapping[str, Any]) -> Response:
    about = {"publisher": here.municipality.name, "license": LICENSE}
    text = json.dumps({**about, **told}, ensure_ascii=False, default=str)
    return answer(here, iter([text]), JSON, _tag(text))


def _tag(text: str) -> str:
    return f'W/"{sha256(text.encode()).hexdigest()[:20]}"'
