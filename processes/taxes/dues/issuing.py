"""Valores in bulk: the debts of a taxpayer that were chosen become one case, which issues it.

The case is begun by a message under the key of its campaign and taxpayer: however often a killed
batch is taken up again, nobody gets a second one, and numbers, which the case takes, have no gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.identity import system_actor
from engine.installation import Installation
from engine.messages import publish
from engine.refusals import Refused
from engine.sentences import N_
from processes.taxes.dues.campaigns import Came, Desk, Steps, Told, is_due, work_off
from processes.taxes.dues.owing import Owing
from storage.database import Connection
from storage.tables.dues import Stage

BEGINS = "valor_por_emitir"
PAID = N_("Ya no se debe.")
ELSEWHERE = N_("Ya está en otra etapa.")


def issue_valores(
    installation: Installation,
    town: int,
    case_id: int,
    given: Mapping[str, Any],
    heard: Told = lambda _done: None,
) -> Mapping[str, Any]:
    """Begin the case of each taxpayer; `given` goes with it: kind, reason and law."""

    def look(_connection: Connection, desk: Desk, owing: Sequence[Owing]) -> Sequence[Came]:
        return [looked(each, desk) for each in owing]

    def begin(owing: Sequence[Owing]) -> str:
        key = f"valor:{case_id}:{owing[0].row.taxpayer_id}"
        debts = [str(each.row.id) for each in owing]
        payload = {**given, "clave": key, "deudas_por_cobrar": debts}
        answer = publish(
            installation, system_actor(town), BEGINS, key, payload, sender_key=key
        )  # fmt: skip
        if isinstance(answer, Refused):
            raise LookupError(f"{answer.kind} {answer.details}")
        return key

    return work_off(installation, town, case_id, Steps(look, begin), heard)


def looked(owing: Owing, desk: Desk) -> Came:
    """What comes of a debt for which a valor is to be issued."""
    row = owing.row
    if not is_due(row, desk.day):
        return Came(row.id, skipped=PAID)
    if row.stage != Stage.ORDINARY:
        return Came(row.id, skipped=ELSEWHERE)
    return Came(row.id, cents=int(owing.total * 100))
