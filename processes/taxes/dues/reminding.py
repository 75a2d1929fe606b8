"""Reminders in bulk: each taxpayer gets one letter for what was chosen, and never two for the same
debt and campaign. Whoever has paid, pays by an agreement or contests it meanwhile gets none.

The letter is a case of its own (`aviso_deuda`), begun under the key of its campaign and taxpayer;
whoever has an account at the citizen's window gets it by mail too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.identity import system_actor
from engine.installation import Installation
from engine.jobs.results import Done, Result, Retry, Work
from engine.messages import publish
from engine.refusals import Refused
from engine.sentences import N_, phrase
from processes.taxes.dues.campaigns import (
    Came,
    Desk,
    Steps,
    Told,
    is_due,
    total_of,
    work_off,
)
from processes.taxes.dues.issuing import ELSEWHERE, PAID
from processes.taxes.dues.owing import Owing, words_of
from processes.taxes.dues.prescribing import Act
from storage.database import Connection
from storage.queries.cases import case_by_id
from storage.queries.citizens import citizen_by_id
from storage.queries.dues import acted_for
from storage.queries.proposals import person_verified_as
from storage.queries.taxes import taxpayer_by_code
from storage.tables.dues import Stage
from storage.writes.dues import DebtAct, note_acts, note_told

BEGINS = "aviso_por_enviar"
REMINDED = N_("Ya se le recordó en esta campaña.")
_MAY = frozenset({Stage.ORDINARY, Stage.VALUED})


def remind(
    installation: Installation,
    town: int,
    case_id: int,
    campaign: str,
    heard: Told = lambda _done: None,
) -> Mapping[str, Any]:
    """Remind all that wait; what it came to."""

    def look(connection: Connection, desk: Desk, owing: Sequence[Owing]) -> Sequence[Came]:
        ids = [each.row.id for each in owing]
        before = acted_for(connection, town, ids, Act.REMINDED, campaign)
        return [_looked(each, desk, before) for each in owing]

    def send(owing: Sequence[Owing]) -> str:
        row = owing[0].row
        key = f"aviso:{case_id}:{row.taxpayer_id}"
        with installation.database.read(town) as connection:
            mail = _mail_of(connection, town, row.document)
        payload = {
            "campana": campaign, "expediente_campana": str(case_id), "codigo": row.code,
            "nombre": row.name,
            "domicilio": row.address, "correo": mail, "total": total_of(owing),
            "detalle": "; ".join(words_of(each) for each in owing),
        }  # fmt: skip
        answer = publish(installation, system_actor(town), BEGINS, key, payload, sender_key=key)
        if isinstance(answer, Refused):
            raise LookupError(f"{answer.kind} {answer.details}")
        return key

    def note(connection: Connection, desk: Desk, owing: Sequence[Owing]) -> None:
        acts = [
            DebtAct(each.row.id, Act.REMINDED, case_id, desk.day, note=campaign) for each in owing
        ]
        note_acts(connection, town, acts, at=installation.clock.now())

    return work_off(installation, town, case_id, Steps(look, send, note), heard)


def note_way(installation: Installation, work: Work) -> Result:
    """The letter says by which way it goes (`sending` before, `mail` or `paper` after), of the
    `campaign` (the number of its row) and the taxpayer `code`; written beside their debts."""
    town, given = work.municipality_id, work.payload
    campaign = str(given.get("campaign") or "")
    with installation.database.read(town) as connection:
        who = taxpayer_by_code(connection, town, str(given.get("code") or ""))
        case = case_by_id(connection, town, work.case_id or 0)
    if who is None or case is None or not campaign.isdecimal():
        return Done()  # a letter that no campaign of today began

    def verb(connection: Connection) -> bool:
        return note_told(
            connection, town, int(campaign), who.id, how=str(given.get("way") or ""),
            opened=case.number,
        )  # fmt: skip

    if installation.database.run(verb, municipality=town):
        return Done()
    return Retry(phrase(N_("La campaña todavía anota este aviso.")))


def _looked(owing: Owing, desk: Desk, before: frozenset[int]) -> Came:
    row = owing.row
    if not is_due(row, desk.day):
        return Came(row.id, skipped=PAID)
    if row.stage not in _MAY:
        return Came(row.id, skipped=ELSEWHERE)
    if row.id in before:
        return Came(row.id, skipped=REMINDED)
    return Came(row.id, cents=int(owing.total * 100))


def _mail_of(connection: Connection, town: int, document: str) -> str:
    """The e-mail of the account for which this document was shown; "" without one. Who only says
    that a document is theirs is not told what its holder owes (Código Tributario, art. 85)."""
    person_id = person_verified_as(connection, town, document.rpartition(" ")[2])
    account = person_id and citizen_by_id(connection, town, person_id)
    return account.email if account and account.login else ""
