"""Which stage of collection may follow which, and how a case takes debts, lets them go, and is
told that nothing is left of them.

A debt has one stage and at most one case that holds it there; whoever takes it names the stage that
it must be at, in the statement itself, so that of two who take it one gets nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from engine.cases.delivery import deliver
from engine.cases.kept_messages import settle
from engine.identity import system_actor
from engine.installation import Installation
from engine.values import Value
from processes.taxes.dues.prescribing import (
    INTERRUPTS,
    SUSPENDS,
    YEARS,
    Act,
    prescription,
)
from processes.taxes.figures import Figures
from storage.database import Connection
from storage.queries.dues import (
    acts_of_debts,
    debts_by_id,
    debts_of_case,
    debts_of_taxpayer,
)
from storage.queries.taxes import account_of
from storage.queries.waits import waiting_in_case
from storage.tables.dues import Stage
from storage.tables.taxes import TaxEntryKind
from storage.writes.dues import DebtAct, enter_stage, note_acts, runs_anew

STOPS = "cobranza_se_detiene"
"""The message that ends the collection of a case, whatever it is doing."""
AFTER: Mapping[Stage, frozenset[Stage]] = {
    Stage.ORDINARY: frozenset(
        {Stage.VALUED, Stage.AGREEMENT, Stage.CLAIMED, Stage.WRITTEN_OFF}
    ),
    Stage.VALUED: frozenset({Stage.ORDINARY, Stage.COERCIVE, Stage.AGREEMENT, Stage.CLAIMED}),
    Stage.COERCIVE: frozenset(
        {Stage.ORDINARY, Stage.AGREEMENT, Stage.CLAIMED, Stage.WRITTEN_OFF}
    ),
    Stage.AGREEMENT: frozenset({Stage.ORDINARY, Stage.COERCIVE}),
    Stage.CLAIMED: frozenset({Stage.ORDINARY, Stage.VALUED, Stage.COERCIVE}),
    Stage.WRITTEN_OFF: frozenset(),
}  # fmt: skip
"""What may follow each; nothing else does."""


def take(
    connection: Connection,
    town: int,
    debt_ids: Collection[int],
    stage: Stage,
    *,
    case_id: int,
    before: Stage,
    on: date,
    held_by: int | None = None,
) -> int:
    """A case takes debts to a stage; how many it got. What it took before it keeps."""
    if stage not in AFTER[before]:
        raise ValueError(f"{stage} does not follow {before}")
    return enter_stage(
        connection, town, debt_ids,
        before=[before], stage=stage, case_id=case_id, held_by=held_by, on=on,
    )  # fmt: skip


def release(connection: Connection, town: int, case_id: int, stage: Stage, *, on: date) -> None:
    """What a case holds enters another stage and is held by no case."""
    ids = [row.id for row in debts_of_case(connection, town, case_id)]
    before = [each for each, following in AFTER.items() if stage in following]
    enter_stage(
        connection, town, ids, before=before, stage=stage, case_id=None, held_by=case_id, on=on
    )


def note(
    installation: Installation,
    connection: Connection,
    town: int,
    acts: Sequence[DebtAct],
    figures: Figures,
    day: date,
) -> None:
    """Write down what was done; what moves the prescription of the debts moves it."""
    note_acts(connection, town, acts, at=installation.clock.now())
    if any(each.kind in INTERRUPTS | SUSPENDS for each in acts):
        count_terms(connection, town, {each.debt_id for each in acts}, figures, day)


def count_terms(
    connection: Connection, town: int, debt_ids: Collection[int], figures: Figures, day: date
) -> None:
    """From when the terms of these debts run, by all that was done and paid."""
    years = int(figures.in_force(figures.key(YEARS), day))
    acts = acts_of_debts(connection, town, debt_ids)
    starts = []
    for row in debts_by_id(connection, town, debt_ids):
        mine = [each for each in acts if each.debt_id == row.id]
        payments = payments_of(connection, town, row.taxpayer_id, row.due_on, row.instalment)
        term = prescription(row.due_on, mine, payments, day, years)
        starts.append((row.id, term.runs_from))
    runs_anew(connection, town, starts)


def payments_of(
    connection: Connection, town: int, taxpayer_id: int, due_on: date, instalment: int
) -> list[date]:
    """The days on which something was paid of a debt and counts still."""
    rows = account_of(connection, town, taxpayer_id)
    gone = {each.counters for each in rows if each.counters is not None}
    return [
        each.on_day
        for each in rows
        if (each.due_on, each.instalment) == (due_on, instalment)
        and each.kind in (TaxEntryKind.PAYMENT, TaxEntryKind.APPLIED)
        and each.id not in gone
    ]


PAID, AGREED, CLAIMED = "pago", "fraccionamiento", "reclamo"
"""Why the collection of a case ends, in the words of its diagram."""


def tell_paid(installation: Installation, town: int, taxpayer_id: int, on: date) -> int:
    """The cases that hold debts of a taxpayer of which nothing is left are told, once each; how
    many were."""
    return _tell_of(installation, town, taxpayer_id, on, PAID)


def tell_agreed(installation: Installation, town: int, taxpayer_id: int, on: date) -> int:
    """The same where what was owed is paid in quotas from now on."""
    return _tell_of(installation, town, taxpayer_id, on, AGREED)


def _tell_of(installation: Installation, town: int, taxpayer_id: int, on: date, why: str) -> int:
    with installation.database.read(town) as connection:
        rows = debts_of_taxpayer(connection, town, taxpayer_id)
    return tell_idle(installation, town, {row.case_id for row in rows if row.case_id}, on, why)


def tell_idle(
    installation: Installation, town: int, case_ids: Collection[int], on: date, why: str
) -> int:
    """Those of these cases that hold nothing that is owed are told that their collection ends."""
    told = 0
    for case_id in sorted(case_ids):
        with installation.database.read(town) as connection:
            held = debts_of_case(connection, town, case_id)
        if not any(row.tax + row.interest > 0 for row in held):
            said = {"motivo_fin": why, "fecha_fin": on}
            told += tell(installation, town, case_id, STOPS, said, sender_key=f"{why}:{case_id}")
    return told


def tell(
    installation: Installation,
    town: int,
    case_id: int,
    name: str,
    said: Mapping[str, Value],
    *,
    sender_key: str,
) -> bool:
    """One case gets a message, whatever it is doing; False where it does not wait for it."""
    with installation.database.read(town) as connection:
        waiting = waiting_in_case(connection, town, case_id, name=name)
    got = False
    for one in waiting:
        actor = system_actor(town)
        advance = deliver(installation, actor, one, lambda _: said, sender_key=sender_key)
        if advance is not None:
            settle(installation, town, advance)
            got = True
    return got


def acts_for(
    connection: Connection, town: int, case_id: int, kind: Act, day: date, text: str = ""
) -> list[DebtAct]:
    """The same act for all debts that a case holds."""
    rows = debts_of_case(connection, town, case_id)
    return [DebtAct(row.id, kind, case_id, day, note=text) for row in rows]
