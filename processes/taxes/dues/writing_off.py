"""What the municipality collects no more (Código Tributario, art. 27): its entries, once.

Onerous: what a taxpayer owes in all is not worth what collecting it costs, up to a part of the tax
unit. Doubtful: it may be declared prescribed, or the executor found nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine.installation import Installation
from engine.sentences import N_
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
from processes.taxes.dues.owing import Owing
from processes.taxes.dues.prescribing import Act, years_after
from processes.taxes.dues.stages import AFTER
from storage.database import Connection
from storage.queries.dues import acts_of_debts
from storage.queries.taxes import INTEREST, RECEIVABLE, TaxEntryRow, lock_taxpayer
from storage.tables.dues import Stage
from storage.tables.taxes import TaxEntryKind
from storage.writes.dues import DebtAct, enter_stage, note_acts
from storage.writes.taxes import insert_tax_entries

ONEROUS, DOUBTFUL = "onerosa", "dudosa"
MOST = "pe.tributos.castigo.onerosa"
UIT = "pe.uit"
LOSS = "castigo"
DEAR = N_("Pasa del tope de la recuperación onerosa.")
HOPEFUL = N_("No prescribió, y el ejecutor no la devolvió sin bienes.")
_BEFORE = [stage for stage, after in AFTER.items() if Stage.WRITTEN_OFF in after]


def write_off(
    installation: Installation,
    town: int,
    case_id: int,
    ground: str,
    resolution: str,
    heard: Told = lambda _done: None,
) -> Mapping[str, Any]:
    """Write off all that wait on a ground, by a resolution; what it came to."""

    def look(connection: Connection, desk: Desk, owing: Sequence[Owing]) -> Sequence[Came]:
        acts = acts_of_debts(connection, town, [each.row.id for each in owing])
        hopeless = {each.debt_id for each in acts if each.kind == Act.RELEASED}
        dear = total_of(owing) > _most(desk)
        return [_looked(each, desk, ground, dear, hopeless) for each in owing]

    def book(connection: Connection, desk: Desk, owing: Sequence[Owing]) -> None:
        lock_taxpayer(connection, town, owing[0].row.taxpayer_id)
        ids = [each.row.id for each in owing]
        for each in owing:
            entries = list(_entries(installation, desk, each, resolution))
            insert_tax_entries(connection, town, entries)
        enter_stage(
            connection, town, ids, before=_BEFORE, stage=Stage.WRITTEN_OFF, case_id=None,
            on=desk.day,
        )  # fmt: skip
        acts = [DebtAct(debt, Act.WRITTEN_OFF, case_id, desk.day, note=resolution) for debt in ids]
        note_acts(connection, town, acts, at=installation.clock.now())

    return work_off(installation, town, case_id, Steps(look, inside=book), heard)


def _most(desk: Desk) -> Decimal:
    share = Decimal(desk.figures.in_force(MOST, desk.day))
    return share * Decimal(desk.figures.in_force(UIT, desk.day)) / 100


def _looked(owing: Owing, desk: Desk, ground: str, dear: bool, hopeless: set[int]) -> Came:
    row = owing.row
    if not is_due(row, desk.day):
        return Came(row.id, skipped=PAID)
    if row.stage not in _BEFORE or row.case_id is not None:
        return Came(row.id, skipped=ELSEWHERE)
    if ground == ONEROUS and dear:
        return Came(row.id, skipped=DEAR)
    lost = years_after(row.runs_from, desk.years) <= desk.day or row.id in hopeless
    if ground == DOUBTFUL and not lost:
        return Came(row.id, skipped=HOPEFUL)
    return Came(row.id, cents=row.tax + row.interest)


def _entries(
    installation: Installation, desk: Desk, owing: Owing, resolution: str
) -> Iterator[TaxEntryRow]:
    """The tax, and the interest that the ledger holds, become a loss."""
    row = owing.row
    for account, cents in ((RECEIVABLE, row.tax), (INTEREST, row.interest)):
        if cents:
            yield TaxEntryRow(
                id=installation.ids.new(), taxpayer_id=row.taxpayer_id, year=row.year,
                concept=row.concept, instalment=row.instalment, due_on=row.due_on,
                kind=TaxEntryKind.WRITE_OFF, debit=LOSS, credit=account, cents=cents,
                on_day=desk.day, run_id=None, person_id=None, note=resolution,
                at=installation.clock.now(),
            )  # fmt: skip
