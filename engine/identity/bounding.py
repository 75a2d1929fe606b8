"""The outline of a municipality's ground: drawn under the points that forms ask for, and what says
whether one lies inside."""

from __future__ import annotations

import json

from engine.deadlines.calendars import forget_calendar
from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.identity.founding import Changed
from engine.identity.people import administering, because
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.territory.bounds import BOUNDS, Bounds
from storage.database import Connection
from storage.queries.municipalities import municipality_by_id
from storage.writes.municipalities import update_settings


def bound_town(
    installation: Installation, actor: Actor, bounds: Bounds | None, reason: str
) -> Changed | Refused:
    """Say where the municipality ends, or that nobody knows (None); a reason is asked for."""

    def verb(connection: Connection, history: TownHistory) -> Changed | Refused:
        before = municipality_by_id(connection, actor.municipality_id)
        assert before is not None  # noqa: S101  # the actor's own
        if not reason.strip():
            return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
        known = json.loads(before.settings)
        after = {**known, BOUNDS: bounds.geometry() if bounds else None}
        if known.get(BOUNDS) == after[BOUNDS]:
            return Changed(before.accent)
        update_settings(connection, actor.municipality_id, settings=json.dumps(after))
        told = str(len(bounds.rings)) if bounds else ""
        data = {"fields": [BOUNDS], f"{BOUNDS}_to": told}
        history.add(TownEventKind.TOWN_CHANGED, data=data, detail=because(reason))
        return Changed(before.accent, (BOUNDS,))

    answer = administering(installation, actor, verb)
    forget_calendar(installation, actor.municipality_id)
    return answer
