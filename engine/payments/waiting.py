"""Money begins to wait for a person: each opens a case of its own, once.

The case is wished for in the very commit that lays the money aside, of whatever process in force
begins with `dinero_en_suspenso`; without one the money waits in the list of `/payments` alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.identity import system_actor
from engine.installation import Installation
from engine.messages import publish
from engine.messages.unopened import wish_for_case
from engine.values import Value
from storage.database import Connection
from storage.queries.bank_lines import lines_paying
from storage.queries.payments import SuspenseRow, suspense_by_id
from storage.queries.starts import starts_by
from storage.tables.waits import StartKind
from storage.writes.payments import insert_suspense

BEGINS = "dinero_en_suspenso"
SETTLED = "dinero_resuelto"
"""What a case of it hears when the money was settled on the page of payments meanwhile."""


def lay_aside(
    installation: Installation, connection: Connection, municipality_id: int, row: SuspenseRow
) -> None:
    """Write it, and wish for its case."""
    insert_suspense(connection, municipality_id, row)
    known = suspense_by_id(connection, municipality_id, row.id) or row
    begins = starts_by(connection, municipality_id, kind=StartKind.MESSAGE, name=BEGINS)
    for start in {each.process_key: each for each in reversed(begins)}.values():
        facts = _facts(connection, municipality_id, known)
        key = f"suspense:{row.id}"
        wish_for_case(installation, connection, start, facts, key=key, correlation=str(row.id))


def tell_settled(installation: Installation, municipality_id: int, suspense_id: int) -> None:
    """It waits no more: a case of it that still asks somebody ends."""
    publish(installation, system_actor(municipality_id), SETTLED, str(suspense_id), {})


def _facts(connection: Connection, municipality_id: int, row: SuspenseRow) -> Mapping[str, Value]:
    """The line at a glance, as the case begins with it."""
    return {
        "partida": str(row.id),
        "monto": abs(row.amount),
        "referencia": row.reference or row.code or "",
        "operacion": row.operation or "",
        "fecha_banco": row.paid_on,
        "situacion": row.outcome,
        "operacion_original": _original(connection, municipality_id, row),
    }


def _original(connection: Connection, municipality_id: int, row: SuspenseRow) -> str | None:
    """The operation that the bank most likely took back; None where nothing says so."""
    if row.amount >= 0:
        return None
    for typed in (row.operation, row.reference):
        if typed:
            found = lines_paying(connection, municipality_id, typed, -row.amount, limit=1)
            if found:
                return found[0].operation
    return None
