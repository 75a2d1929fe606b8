"""What came of a campaign of reminders: how each taxpayer was told, and what they paid since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import (
    cases,
    tax_campaign_items,
    tax_debt_acts,
    tax_debts,
    tax_entries,
    taxpayers,
)
from storage.tables.dues import ItemOutcome
from storage.tables.taxes import TaxEntryKind


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A case that did something to many debts: to how many taxpayers, and what these came to."""

    number: str
    title: str
    opened_at: datetime
    taxpayers: int
    cents: int


@dataclass(frozen=True, slots=True)
class RemindedRow:
    """A taxpayer of a campaign: the debts that were reminded of and what they came to, `how` they
    were told (else why they were left out), and the number of the case of their letter."""

    taxpayer_id: int
    code: str
    name: str
    document: str
    debts: int
    cents: int
    how: str
    left_out: str
    opened: str


REMINDED = "reminded"
_OF = tax_campaign_items.c
_DONE = _OF.state == ItemOutcome.DONE


def campaigns_of(
    connection: Connection, municipality_id: int, process_key: str, *, limit: int
) -> tuple[CampaignRow, ...]:
    """The campaigns of a process, the newest first."""
    found = (
        select(
            cases.c.number,
            cases.c.title,
            cases.c.opened_at,
            func.count(case((_DONE, _OF.taxpayer_id)).distinct()),
            func.sum(_OF.cents),
        )
        .join(cases, joined(tax_campaign_items, cases, "case_id"))
        .where(_OF.municipality_id == municipality_id, cases.c.process_key == process_key)
        .group_by(cases.c.id, cases.c.number, cases.c.title, cases.c.opened_at)
        .order_by(cases.c.id.desc())
    )
    return many(connection, found.limit(limit), CampaignRow)


def reminded_in(
    connection: Connection, municipality_id: int, case_id: int, *, after: int = 0, limit: int
) -> tuple[RemindedRow, ...]:
    """The taxpayers of a campaign by their number; the page after one of them."""
    found = (
        select(
            taxpayers.c.id,
            taxpayers.c.code,
            taxpayers.c.name,
            taxpayers.c.document,
            func.count(case((_DONE, _OF.debt_id))),
            func.sum(_OF.cents),
            func.coalesce(func.max(case((_DONE, _OF.why))), ""),
            func.coalesce(func.max(case((_OF.state == ItemOutcome.SKIPPED, _OF.why))), ""),
            func.max(_OF.opened),
        )
        .join(taxpayers, joined(tax_campaign_items, taxpayers, "taxpayer_id"))
        .where(_OF.municipality_id == municipality_id, _OF.case_id == case_id)
        .where(_OF.taxpayer_id > after)
        .group_by(taxpayers.c.id, taxpayers.c.code, taxpayers.c.name, taxpayers.c.document)
        .order_by(taxpayers.c.id)
        .limit(limit)
    )
    return many(connection, found, RemindedRow)


def last_reminder(
    connection: Connection, municipality_id: int, taxpayer_id: int, *, since: date
) -> tuple[date, int] | None:
    """The day on which somebody was last reminded since then, and of how many cents; None: not, or
    nothing is left of what it was about."""
    of, debt = tax_debt_acts.c, tax_debts.c
    found = (
        select(of.on_day, func.sum(_OF.cents))
        .join(tax_debts, joined(tax_debt_acts, tax_debts, "debt_id"))
        .join(
            tax_campaign_items,
            and_(
                _OF.municipality_id == of.municipality_id,
                _OF.case_id == of.case_id,
                _OF.debt_id == of.debt_id,
            ),
        )
        .where(of.municipality_id == municipality_id, debt.taxpayer_id == taxpayer_id)
        .where(of.kind == REMINDED, of.on_day >= since, debt.tax + debt.interest > 0)
        .group_by(of.on_day)
        .order_by(of.on_day.desc())
        .limit(1)
    )
    row = connection.execute(found).first()
    return None if row is None else (row[0], int(row[1]))


def told_in(
    connection: Connection, municipality_id: int, case_id: int
) -> Mapping[str, tuple[int, int]]:
    """How many taxpayers of a campaign were told by each way, and of how much; "": those whose
    turn has not come."""
    found = (
        select(_OF.why, func.count(_OF.taxpayer_id.distinct()), func.sum(_OF.cents))
        .where(_OF.municipality_id == municipality_id, _OF.case_id == case_id)
        .where(_OF.state != ItemOutcome.SKIPPED)
        .group_by(_OF.why)
    )
    return {row[0]: (row[1], int(row[2])) for row in connection.execute(found)}


def came_since(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    taxpayer_ids: Sequence[int] | None = None,
) -> Mapping[int, int]:
    """The cents that came for the reminded debts since that day, less what was taken back, by
    taxpayer; of all of the campaign, or of these."""
    paid = _paid(municipality_id, case_id, taxpayer_ids)
    entry, contra = tax_entries.alias("paid"), tax_entries.alias("contra")
    back = (
        select(contra.c.taxpayer_id, -func.sum(contra.c.cents))
        .join(
            entry,
            and_(
                entry.c.municipality_id == contra.c.municipality_id,
                entry.c.id == contra.c.counters,
            ),
        )
        .where(contra.c.municipality_id == municipality_id)
        .where(entry.c.id.in_(paid.with_only_columns(tax_entries.c.id)))
        .group_by(contra.c.taxpayer_id)
    )
    came = paid.with_only_columns(
        tax_entries.c.taxpayer_id, func.sum(tax_entries.c.cents)
    ).group_by(tax_entries.c.taxpayer_id)
    found: dict[int, int] = {}
    for asked in (came, back):
        for who, cents in connection.execute(asked):
            found[who] = found.get(who, 0) + int(cents)
    return {who: cents for who, cents in found.items() if cents}


def _paid(
    municipality_id: int, case_id: int, taxpayer_ids: Sequence[int] | None
) -> Select[tuple[Any, ...]]:
    """The payments of its reminded debts since the day on which they were."""
    of, debt, act = tax_entries.c, tax_debts.c, tax_debt_acts.c
    same = (
        of[name] == debt[name]
        for name in ("municipality_id", "taxpayer_id", "year", "concept", "instalment", "due_on")
    )
    found = (
        select(of.id)
        .join(tax_debts, and_(*same))
        .join(
            tax_debt_acts,
            and_(act.municipality_id == debt.municipality_id, act.debt_id == debt.id),
        )
        .where(of.municipality_id == municipality_id, act.case_id == case_id)
        .where(of.kind == TaxEntryKind.PAYMENT, of.on_day >= act.on_day)
    )
    return found if taxpayer_ids is None else found.where(of.taxpayer_id.in_(taxpayer_ids))
