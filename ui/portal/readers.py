"""Who opened a case, for the citizen whose case it is: the day and the position, never a name."""

from __future__ import annotations

from engine.auditing.accesses import Looked
from storage.database import Connection
from storage.queries.accesses import opened_case
from ui.visit import Visit

KINDS = frozenset({Looked.CASE, Looked.TASK, Looked.DOCUMENT, Looked.HISTORY, Looked.EXPORT})
READ, SHOWN = 200, 12


def readers_of(here: Visit, connection: Connection, case_id: int) -> list[str]:
    """«30/03 · Jefa de Licencias», each day and position once, the newest first."""
    rows = opened_case(connection, here.municipality.id, case_id, kinds=KINDS, limit=READ)
    unsaid = here.words.gettext("Personal de la municipalidad")
    told = (f"{here.formats.short_day(at, here.today)} · {where or unsaid}" for at, where in rows)
    return list(dict.fromkeys(told))[:SHOWN]
