"""Whether a milestone of a plan is still to be met, as the case of its plan knows it by now.

`improvement:milestone` takes `action`, `milestone` and `due`; back come `open` and the `days` that
are left until it is due, counted by the calendar and below zero once it is late.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from engine.bpmn import Snapshot, data_of
from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import program_of
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase
from processes.improvement.rounds import mappings
from storage.database import Connection
from storage.queries.cases import where_it_stands


def milestone_handlers(installation: Installation) -> dict[str, Handler]:
    """The handler by its kind."""
    return {"improvement:milestone": lambda work: _look(installation, work)}


def _look(installation: Installation, work: Work) -> Result:
    due = work.payload.get("due")
    if not isinstance(due, date):
        return Incident(phrase(N_("Falta el día en que vence el hito.")))
    town = work.municipality_id
    with installation.database.read(town) as connection:
        known = _known(installation, connection, town, work.case_id or 0)
        today = calendar_of(installation, connection, town).local_day(installation.clock.now())
    named = str(work.payload.get("action")), str(work.payload.get("milestone"))
    return Done({"open": is_open(known, *named), "days": Decimal((due - today).days)})


def is_open(known: Mapping[str, Any], action: str, milestone: str) -> bool:
    """It is in the plan, not met, and its action was not given up. Pure."""
    given_up = any(
        each.get("accion") == action and each.get("cancelada") is True
        for each in mappings(known.get("acciones"))
    )
    return not given_up and any(
        each.get("accion") == action
        and each.get("hito") == milestone
        and each.get("cumplido") is None
        for each in mappings(known.get("hitos"))
    )


def _known(
    installation: Installation, connection: Connection, town: int, case_id: int
) -> Mapping[str, Any]:
    stand = where_it_stands(connection, town, case_id)
    if stand is None:
        return {}
    definition = program_of(installation, connection, town, stand.definition_id)
    return data_of(definition.program, Snapshot(stand.tokens, stand.scopes))
