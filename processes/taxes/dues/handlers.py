"""What the processes of unpaid debt have done: their service tasks, by kind.

Each is of its case and may be done again. `taxes:choose`, `taxes:remind`, `taxes:value_all` and
`taxes:write_off` are of a campaign;
`taxes:value`, `taxes:coerce` take debts to a stage, `taxes:note` says what was done about them,
`taxes:left` what is left of them, `taxes:release` lets them go, `taxes:transfer` hands them over,
`taxes:cost` charges what the executor's acts cost, `taxes:stop` ends the collection of its case,
`taxes:reminded` notes by which way a reminder went, `taxes:ask` takes what somebody asks of the
executor to the case that it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from engine.identity import system_actor
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.messages import publish
from engine.refusals import Refused
from engine.sentences import N_, phrase
from processes.taxes.account import INCOME
from processes.taxes.dues.campaigns import Desk, choose, desk_of, is_due, total_of
from processes.taxes.dues.criteria import criteria_of
from processes.taxes.dues.issuing import issue_valores
from processes.taxes.dues.owing import owing_of, words_of
from processes.taxes.dues.prescribing import Act
from processes.taxes.dues.reminding import note_way, remind
from processes.taxes.dues.stages import STOPS, acts_for, note, release, take, tell
from processes.taxes.dues.writing_off import write_off
from storage.database import Connection
from storage.queries.cases import case_by_id, case_by_number
from storage.queries.dues import debts_by_id, debts_of_case
from storage.queries.tasks import doers_of
from storage.queries.taxes import RECEIVABLE, TaxEntryRow, account_of, lock_taxpayer
from storage.tables.dues import Stage
from storage.tables.taxes import TaxEntryKind
from storage.writes.dues import enter_stage
from storage.writes.taxes import insert_tax_entries

COSTS = "costas"
COERCES = "deuda_exigible"


def dues_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    acts = {
        "taxes:choose": _choosing,
        "taxes:value_all": _valuing_all,
        "taxes:remind": _reminding,
        "taxes:reminded": note_way,
        "taxes:write_off": _writing_off,
        "taxes:value": _valuing,
        "taxes:coerce": _coercing,
        "taxes:note": _noting,
        "taxes:left": _leaving,
        "taxes:release": _releasing,
        "taxes:transfer": _transferring,
        "taxes:cost": _costing,
        "taxes:stop": _stopping,
        "taxes:ask": _asking,
    }
    return {
        kind: lambda work, act=act: act(installation, work)  # type: ignore[misc]
        for kind, act in acts.items()
    }


def _choosing(installation: Installation, work: Work) -> Result:
    ids = _ids(work.payload.get("debts"))
    asked = criteria_of(work.payload)
    return Done(choose(installation, work.municipality_id, work.case_id or 0, asked, ids))


APPROVES = ("aprobar",)
"""The step of a batch of valores in which they are approved."""


def _valuing_all(installation: Installation, work: Work) -> Result:
    town, case_id = work.municipality_id, work.case_id or 0
    with installation.database.read(town) as connection:
        approved = doers_of(connection, town, case_id, APPROVES)
    given = {
        "aprobaron_valor": [str(each) for each in sorted(approved)],
        "tipo_valor": str(work.payload.get("kind") or "OP"),
        "motivo_valor": str(work.payload.get("reason") or ""),
        "base_legal": str(work.payload.get("law") or ""),
    }
    return Done(issue_valores(installation, town, case_id, given))


def _reminding(installation: Installation, work: Work) -> Result:
    name = " ".join(str(work.payload.get("campaign") or "").split())
    return Done(remind(installation, work.municipality_id, work.case_id or 0, name))


def _writing_off(installation: Installation, work: Work) -> Result:
    ground, text = (str(work.payload.get(key) or "") for key in ("ground", "resolution"))
    return Done(write_off(installation, work.municipality_id, work.case_id or 0, ground, text))


def _valuing(installation: Installation, work: Work) -> Result:
    """The debts that may still be taken are this case's; what they come to today."""
    ids = _ids(work.payload.get("debts"))
    return _taking(installation, work, ids, Stage.VALUED, before=Stage.ORDINARY)


def _coercing(installation: Installation, work: Work) -> Result:
    ids, held = _ids(work.payload.get("debts")), _ids([work.payload.get("from")])
    return _taking(
        installation, work, ids, Stage.COERCIVE,
        before=Stage.VALUED, held_by=held[0] if held else None,
    )  # fmt: skip


def _taking(
    installation: Installation,
    work: Work,
    ids: Sequence[int],
    stage: Stage,
    *,
    before: Stage,
    held_by: int | None = None,
) -> Result:
    town, case_id = work.municipality_id, work.case_id or 0

    def verb(connection: Connection) -> Mapping[str, Any]:
        desk = desk_of(installation, connection, town)
        due = [row.id for row in debts_by_id(connection, town, ids) if is_due(row, desk.day)]
        take(
            connection, town, due, stage,
            case_id=case_id, before=before, on=desk.day, held_by=held_by,
        )  # fmt: skip
        return told_of(connection, town, case_id, desk)

    return Done(installation.database.run(verb, municipality=town))


def told_of(connection: Connection, town: int, case_id: int, desk: Desk) -> Mapping[str, Any]:
    """The debtor and what is left of the debts that a case holds, with each of them in words."""
    rows = debts_of_case(connection, town, case_id)
    owing = owing_of(connection, town, rows, desk.day, desk.figures)
    first = rows[0] if rows else None
    return {
        "case": str(case_id),
        "debts": [str(row.id) for row in rows],
        "count": len(rows),
        "code": first.code if first else "",
        "name": first.name if first else "",
        "document": first.document if first else "",
        "address": first.address if first else "",
        "tax": sum((each.tax for each in owing), Decimal("0.00")),
        "interest": sum((each.interest for each in owing), Decimal("0.00")),
        "total": total_of(owing),
        "detail": "; ".join(words_of(each) for each in owing),
        "on": desk.day,
    }


def _noting(installation: Installation, work: Work) -> Result:
    town, given = work.municipality_id, work.payload
    kind, on = str(given.get("kind") or ""), given.get("on")
    if kind not in set(Act):
        return Incident(phrase(N_("«kind» no es un acto de cobranza: %(kind)s."), kind=kind))
    case_id, text = work.case_id or 0, str(given.get("note") or "")

    def verb(connection: Connection) -> None:
        desk = desk_of(installation, connection, town)
        day = on if isinstance(on, date) else desk.day
        acts = acts_for(connection, town, case_id, Act(kind), day, text)
        note(installation, connection, town, acts, desk.figures, desk.day)

    installation.database.run(verb, municipality=town)
    return Done({})


def _leaving(installation: Installation, work: Work) -> Result:
    town = work.municipality_id
    with installation.database.read(town) as connection:
        desk = desk_of(installation, connection, town)
        return Done(told_of(connection, town, work.case_id or 0, desk))


NOTHING_FOUND = "sin_bienes"
_WHEN_IT_STOPS: Mapping[str, Stage] = {
    "fraccionamiento": Stage.AGREEMENT,
    "reclamo": Stage.CLAIMED,
}
"""The stage of debts whose collection stops for a reason; for others it is the ordinary one."""


def _releasing(installation: Installation, work: Work) -> Result:
    town, case_id = work.municipality_id, work.case_id or 0
    reason = str(work.payload.get("reason") or "")
    stage = _WHEN_IT_STOPS.get(reason, Stage.ORDINARY)

    def verb(connection: Connection) -> None:
        desk = desk_of(installation, connection, town)
        if reason == NOTHING_FOUND:
            acts = acts_for(connection, town, case_id, Act.RELEASED, desk.day, reason)
            note(installation, connection, town, acts, desk.figures, desk.day)
        release(connection, town, case_id, stage, on=desk.day)

    installation.database.run(verb, municipality=town)
    return Done({})


def _transferring(installation: Installation, work: Work) -> Result:
    """The executor's case begins with the debts; it takes them itself."""
    town, case_id = work.municipality_id, work.case_id or 0
    with installation.database.read(town) as connection:
        rows = debts_of_case(connection, town, case_id)
        case = case_by_id(connection, town, case_id)
    number = str(work.payload.get("number") or "")
    payload = {
        **{str(key): value for key, value in work.payload.items() if key not in ("number", "type")},
        "valor_origen": str(case_id),
        "expediente_valor": case.number if case else "",
        "numero_valor": number,
        "deudas_por_cobrar": [str(row.id) for row in rows],
        "clave": f"coactiva:{case_id}",
    }
    key = f"coactiva:{case_id}"
    answer = publish(installation, system_actor(town), COERCES, key, payload, sender_key=key)
    if isinstance(answer, Refused):
        return Incident(phrase(N_("La cobranza coactiva no está vigente en la municipalidad.")))
    return Done({})


def _costing(installation: Installation, work: Work) -> Result:
    """Costs are charged once a job, due on the day, and collected with the rest."""
    town, case_id = work.municipality_id, work.case_id or 0
    amount = work.payload.get("amount")
    if not isinstance(amount, Decimal) or amount < 0:
        return Incident(phrase(N_("«amount» debe ser un monto.")))
    proof = work.idempotency_key

    def verb(connection: Connection) -> None:
        rows = debts_of_case(connection, town, case_id)
        if not rows or not amount:
            return
        who, desk = rows[0].taxpayer_id, desk_of(installation, connection, town)
        lock_taxpayer(connection, town, who)
        costs = [each for each in account_of(connection, town, who) if each.concept == COSTS]
        if any(each.note == proof for each in costs):
            return
        entry = TaxEntryRow(
            id=installation.ids.new(), taxpayer_id=who, year=desk.day.year, concept=COSTS,
            instalment=1 + len(costs), due_on=desk.day, kind=TaxEntryKind.CHARGE, debit=RECEIVABLE,
            credit=INCOME, cents=int(amount * 100), on_day=desk.day, run_id=None, person_id=None,
            note=proof, at=installation.clock.now(),
        )  # fmt: skip
        insert_tax_entries(connection, town, [entry])
        enter_stage(
            connection, town, [entry.id],
            before=[Stage.ORDINARY], stage=Stage.COERCIVE, case_id=case_id, on=desk.day,
        )  # fmt: skip

    installation.database.run(verb, municipality=town)
    return Done({})


def _stopping(installation: Installation, work: Work) -> Result:
    town, case_id = work.municipality_id, work.case_id or 0
    with installation.database.read(town) as connection:
        on = desk_of(installation, connection, town).day
    said = {"motivo_fin": str(work.payload.get("reason") or ""), "fecha_fin": on}
    tell(installation, town, case_id, STOPS, said, sender_key=work.idempotency_key)
    return Done({})


_ASKED = {"suspension": "pide_suspension", "terceria": "pide_terceria"}


def _asking(installation: Installation, work: Work) -> Result:
    town, given = work.municipality_id, work.payload
    name = _ASKED.get(str(given.get("what") or ""))
    number = str(given.get("number") or "").strip().upper()
    with installation.database.read(town) as connection:
        case = case_by_number(connection, town, number)
    if name is None or case is None:
        return Done({"received": False})
    said = {
        "causal_suspension": str(given.get("cause") or "otra"),
        "sustento_pedido": str(given.get("why") or ""),
        "fecha_pedido": given.get("on"),
    }
    key = work.idempotency_key
    return Done({"received": tell(installation, town, case.id, name, said, sender_key=key)})


def _ids(given: object) -> list[int]:
    """Numbers of rows, as a process holds them: texts."""
    if isinstance(given, str):
        given = given.replace(",", " ").split()
    if not isinstance(given, (list, tuple)):
        return []
    return [int(each) for each in given if isinstance(each, str) and each.isdecimal()]
