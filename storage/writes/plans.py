"""The rows that a case has in the register of plans: those of a plan, and that of a purchase."""

from collections.abc import Sequence
from dataclasses import asdict

from storage.database import Connection
from storage.queries.plans import PlanItemRow, PlanPurchaseRow, PlanVersionRow
from storage.tables import plan_items, plan_purchases, plan_versions


def put_plan(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    items: Sequence[PlanItemRow],
    versions: Sequence[PlanVersionRow],
) -> None:
    """A plan as its case has it now, in the place of what was there."""
    for table, rows in ((plan_items, items), (plan_versions, versions)):
        own = (table.c.municipality_id == municipality_id, table.c.case_id == case_id)
        connection.execute(table.delete().where(*own))
        if rows:
            values = [{"municipality_id": municipality_id, **asdict(row)} for row in rows]
            connection.execute(table.insert(), values)


def put_plan_purchase(
    connection: Connection, municipality_id: int, case_id: int, row: PlanPurchaseRow | None
) -> None:
    """The item that a purchase runs now; None takes it out."""
    of = plan_purchases.c
    own = (of.municipality_id == municipality_id, of.case_id == case_id)
    connection.execute(plan_purchases.delete().where(*own))
    if row is not None:
        value = {"municipality_id": municipality_id, **asdict(row)}
        connection.execute(plan_purchases.insert(), value)
