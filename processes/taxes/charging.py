"""What a run issues to a taxpayer: a number, and what is owed in the ledger. Pure but for ids and
the moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from engine.installation import Installation
from processes.taxes.account import EMISSION, INCOME, PREDIAL
from processes.taxes.lines import LineKind, read
from storage.queries.tax_runs import AssessmentRow, RunRow
from storage.queries.taxes import RECEIVABLE, TaxEntryRow
from storage.tables.taxes import AssessmentState, TaxEntryKind


def charged(
    installation: Installation, run: RunRow, rows: Sequence[AssessmentRow], days: Sequence[date]
) -> Iterator[dict[str, Any]]:
    """What is written of each: its number and `entries`. Whom the tables gave no amount for is
    passed over and gets no number."""
    number = run.issued
    for row in rows:
        if row.state != AssessmentState.ASSESSED:
            yield {"taxpayer": row.taxpayer_id}
            continue
        number += 1
        yield {
            "taxpayer": row.taxpayer_id,
            "state": AssessmentState.ISSUED,
            "number": f"{run.year}-{number:06d}",
            "entries": list(_charges(installation, run, row, days)),
        }


def _charges(
    installation: Installation, run: RunRow, row: AssessmentRow, days: Sequence[date]
) -> Iterator[TaxEntryRow]:
    at = installation.clock.now()
    quotas = [each for each in read(row.lines) if each.kind is LineKind.INSTALMENT]
    owed = [(PREDIAL, each.days, days[each.days - 1], int(each.amount * 100)) for each in quotas]
    for concept, place, due_on, cents in (*owed, (EMISSION, 0, days[0], row.emission)):
        if cents:
            yield TaxEntryRow(
                id=installation.ids.new(), taxpayer_id=row.taxpayer_id, year=run.year,
                concept=concept, instalment=place, due_on=due_on, kind=TaxEntryKind.CHARGE,
                debit=RECEIVABLE, credit=INCOME, cents=cents, on_day=date(run.year, 1, 1),
                run_id=run.id, person_id=None, note="", at=at,
            )  # fmt: skip
