"""The proposals of citizens, as their cases write them into the register.

`improvement:proposal` says what changed: `state`, and of `title`, `area`, `place`, `told`, `paper`
(supports on paper), `answer`, `action` and `cost` those that are known. The first time it also
notes the day and until when there must be an answer. What was not admitted is told without its
words: only that it was not, and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.deadlines.calendars import calendar_of
from engine.installation import Installation
from engine.parameters.resolving import NoParameter, resolve
from storage.database import Connection
from storage.queries.cases import case_by_id
from storage.queries.municipalities import municipality_by_id
from storage.queries.proposals import proposal_of_case
from storage.tables.participation import ProposalState
from storage.writes.participation import put_proposal

TERM = "propuesta.responder"
THRESHOLD = "propuesta.apoyos"
_TEXTS = ("title", "area", "place", "told", "answer", "action")
_ANSWERED = (ProposalState.REFUSED, ProposalState.ACCEPTED, ProposalState.DECLINED)


def write_proposal(
    installation: Installation, municipality_id: int, case_id: int, told: Mapping[str, Any]
) -> str:
    """The register follows the case; the number of the proposal. Raises KeyError and ValueError."""
    state = ProposalState(str(told["state"]))
    town = municipality_id

    def verb(connection: Connection) -> str:
        case = case_by_id(connection, town, case_id)
        calendar = calendar_of(installation, connection, town)
        today = calendar.local_day(installation.clock.now())
        row = proposal_of_case(connection, town, case_id)
        number = case.number if case else str(case_id)
        values = {name: str(told[name]).strip() for name in _TEXTS if told.get(name)}
        if row is None:
            values = {**dict.fromkeys(_TEXTS, ""), **values}
        changed: dict[str, Any] = {**values, "state": str(state), "number": number}
        if row is None:
            days = number_of(connection, town, TERM, today)
            due = today + timedelta(days=days) if days is not None else None
            changed |= {"filed_on": today, "due_on": due, "paper_supports": 0, "cost": None}
        if isinstance(told.get("paper"), Decimal):
            changed["paper_supports"] = int(told["paper"])
        if isinstance(told.get("cost"), Decimal):
            changed["cost"] = told["cost"]
        if state in _ANSWERED:
            changed["answered_on"] = today
        put_proposal(connection, town, case_id, changed)
        return number

    return installation.database.run(verb, municipality=town)


def number_of(connection: Connection, municipality_id: int, name: str, today: date) -> int | None:
    """A number of the municipality's rules; None where it has none."""
    town = municipality_by_id(connection, municipality_id)
    country = town.country.lower() if town else "pe"
    try:
        value = resolve(connection, municipality_id, f"{country}.{name}", today)
    except NoParameter:
        return None
    return int(value) if isinstance(value, Decimal) else None
