"""Paying in quotas: what the processes have done about it, by kind.

All take the `code` of a taxpayer; `debts` are those that were chosen, where not all that is overdue
was. `taxes:agreement-debt` tells what may be paid so, what was agreed before, and whether the case
was asked for online; `taxes:agreement-plan`, with `months` and `initial` (percent), what would be
signed; `taxes:agreement-sign` signs it for its case, where one was `accepted` that or none;
`taxes:agreement-check` tells how it stands and when to look again; `taxes:agreement-lose` makes
what is left due at once. Each may be done again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from engine.citizens.applications import FiledThrough
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase
from processes.taxes.account import AGREED, What
from processes.taxes.agreeing import (
    Schedule,
    Terms,
    losing,
    monthly_percent,
    quotas_of,
    signing,
    unpaid_in_a_row,
)
from processes.taxes.cents import NOTHING
from processes.taxes.coupons import choice_of
from processes.taxes.dues.agreed import asked, runs_again, stands
from processes.taxes.dues.stages import tell_agreed
from processes.taxes.figures import TIM
from processes.taxes.money import Act, of_taxpayer
from processes.taxes.offering import Today, standing, told, total_of
from storage.database import Connection
from storage.queries.cases import case_by_id
from storage.queries.citizens import application_of
from storage.queries.dues import debts_of_taxpayer
from storage.queries.tax_agreements import AgreementRow, agreement_of_case
from storage.queries.taxes import TaxpayerRow, lock_taxpayer
from storage.tables.dues import Stage
from storage.writes.dues import enter_stage
from storage.writes.tax_agreements import insert_agreement, lose_agreement
from storage.writes.taxes import insert_tax_entries

LOSS = "pe.fraccionamiento.perdida"
LAST_WAIT = timedelta(days=30)
"""After the last quota's day, so long is waited for what is left of it."""
DAY = timedelta(days=1)


def agreement_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    acts: Mapping[str, Act] = {
        "taxes:agreement-debt": _debt,
        "taxes:agreement-plan": _plan,
        "taxes:agreement-sign": _sign,
        "taxes:agreement-check": _check,
        "taxes:agreement-lose": _lose,
    }
    return {kind: of_taxpayer(installation, act) for kind, act in acts.items()}


def _debt(installation: Installation, work: Work, who: TaxpayerRow) -> Result:
    town, chosen = work.municipality_id, _chosen(work)
    with installation.database.read(town) as connection:
        today = Today(installation, connection, town, who.id, chosen)
        known = standing(connection, town, who, today)
        row = application_of(connection, town, work.case_id or 0)
    _note_asked(installation, work, who)
    online = row is not None and row.channel != FiledThrough.COUNTER
    return Done({**known, "online": online})


def _chosen(work: Work) -> str:
    return str(work.payload.get("debts") or "")


def _note_asked(installation: Installation, work: Work, who: TaxpayerRow) -> None:
    town, case_id = work.municipality_id, work.case_id or 0

    def verb(connection: Connection) -> None:
        today = Today(installation, connection, town, who.id, _chosen(work))
        what = [each.what for each in today.overdue]
        asked(installation, connection, town, who.id, what, case_id, today.figures, today.day)

    installation.database.run(verb, municipality=town)


def _plan(installation: Installation, work: Work, who: TaxpayerRow) -> Result:
    with installation.database.read(work.municipality_id) as connection:
        today = Today(installation, connection, work.municipality_id, who.id, _chosen(work))
        try:
            plan = today.plan(_terms(work))
        except ValueError:
            return _impossible()
        rate = today.figures.in_force(today.figures.key(TIM), today.day)
    return Done(told(plan, Decimal(rate), monthly_percent(today.figures, today.day)))


def _terms(work: Work) -> Terms:
    months, initial = work.payload.get("months"), work.payload.get("initial")
    if not isinstance(months, Decimal) or not isinstance(initial, Decimal):
        raise ValueError("months and initial are numbers")
    return Terms(initial, int(months))


def _impossible() -> Incident:
    said = N_("No hay deuda vencida que fraccionar, o las cuotas no son de 1 a 120.")
    return Incident(phrase(said))


def _sign(installation: Installation, work: Work, who: TaxpayerRow) -> Result:
    town = work.municipality_id

    def verb(connection: Connection) -> AgreementRow:
        lock_taxpayer(connection, town, who.id)
        before = agreement_of_case(connection, town, work.case_id or 0)
        return before or _signed(installation, connection, work, who)

    try:
        row = installation.database.run(verb, municipality=town)
    except _Changed:
        return Done(dict.fromkeys(("number", "signed", "next", "first"), None) | {"changed": True})
    except ValueError:
        return _impossible()
    tell_agreed(installation, town, who.id, row.signed_on)
    first = What(row.signed_on, row.signed_on.year, f"{AGREED} {row.number}", 0)
    return Done({
        "number": row.number, "signed": row.signed_on, "next": row.signed_on + DAY,
        "first": choice_of([first]), "changed": False,
    })  # fmt: skip


class _Changed(ValueError):
    """What would be signed is no longer what was accepted."""


def _signed(
    installation: Installation, connection: Connection, work: Work, who: TaxpayerRow
) -> AgreementRow:
    town, case_id = work.municipality_id, work.case_id or 0
    today = Today(installation, connection, town, who.id, _chosen(work))
    plan, case = _as_accepted(today, work), case_by_id(connection, town, case_id)
    number, agreed = case.number if case else "", plan.agreement
    row = AgreementRow(
        installation.ids.new(), who.id, case_id, number, int(agreed.debt * 100),
        int(agreed.initial * 100), len(agreed.quotas), agreed.percent, today.day,
    )  # fmt: skip
    insert_agreement(connection, town, row)
    at = installation.clock.now()
    wrote = list(signing(installation.ids, at, who.id, today.overdue, plan, number))
    insert_tax_entries(connection, town, wrote)
    _hold_quotas(connection, town, row)
    quotas = _quotas(connection, town, row)
    stands(installation, connection, town, quotas, case_id, number, today.figures, today.day)
    return row


def _as_accepted(today: Today, work: Work) -> Schedule:
    """What would be signed; where somebody accepted a schedule online, that one and no other."""
    accepted = work.payload.get("accepted")
    try:
        plan = today.plan(_terms(work))
    except ValueError as fault:
        raise (_Changed if accepted is not None else ValueError)(str(fault)) from fault
    if accepted is not None and accepted != {"total": total_of(plan), "vence": plan.days[0]}:
        raise _Changed(str(accepted))
    return plan


def _quotas(connection: Connection, town: int, row: AgreementRow) -> list[int]:
    debts = debts_of_taxpayer(connection, town, row.taxpayer_id)
    return [each.id for each in debts if each.concept == f"{AGREED} {row.number}"]


def _hold_quotas(connection: Connection, town: int, row: AgreementRow) -> None:
    """Quotas are collected by nobody while their agreement lives."""
    quotas = _quotas(connection, town, row)
    enter_stage(
        connection, town, quotas,
        before=[Stage.ORDINARY], stage=Stage.AGREEMENT, case_id=None, on=row.signed_on,
    )  # fmt: skip


def _check(installation: Installation, work: Work, who: TaxpayerRow) -> Result:
    town = work.municipality_id
    with installation.database.read(town) as connection:
        row = agreement_of_case(connection, town, work.case_id or 0)
        if row is None:
            return Incident(phrase(N_("El expediente no firmó todavía un fraccionamiento.")))
        today = Today(installation, connection, town, who.id)
    owed = quotas_of(today.account, row.number)
    run = unpaid_in_a_row(owed, today.day)
    coming = [each.what.due_on for each in owed if each.what.due_on >= today.day]
    most = int(Decimal(today.figures.in_force(LOSS, today.day)))
    last = max((each.what.due_on for each in owed), default=today.day)
    over = not coming and today.day > last + LAST_WAIT
    state = "pagado" if not owed else "perdido" if run >= most or over else "vigente"
    left = sum((each.total for each in owed), NOTHING)
    return Done({"state": state, "unpaid": run, "left": left,
                 "next": min(coming, default=today.day + LAST_WAIT) + DAY})  # fmt: skip


def _lose(installation: Installation, work: Work, who: TaxpayerRow) -> Result:
    town, why = work.municipality_id, str(work.payload.get("why") or "").strip() or "-"

    def verb(connection: Connection) -> Decimal:
        lock_taxpayer(connection, town, who.id)
        row = agreement_of_case(connection, town, work.case_id or 0)
        today = Today(installation, connection, town, who.id)
        owed = quotas_of(today.account, row.number) if row else ()
        if row and owed and lose_agreement(connection, town, row.id, on=today.day, why=why):
            at = installation.clock.now()
            wrote = losing(installation.ids, at, today.ledger, owed, today.day)
            insert_tax_entries(connection, town, list(wrote))
            quotas = _quotas(connection, town, row)
            runs_again(installation, connection, town, quotas, today.figures, today.day)
            today = Today(installation, connection, town, who.id)
        left = quotas_of(today.account, row.number) if row else ()
        return sum((each.total for each in left), NOTHING)

    return Done({"left": installation.database.run(verb, municipality=town)})
