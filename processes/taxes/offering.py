"""What an agreement would be today: of which debts, whether it may be, and its quotas.

The counter's case and the page of the citizen's window count it here, so that what is seen before
asking is what is signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.calendar import Calendar
from engine.deadlines.calendars import calendar_of
from engine.dmn import evaluate
from engine.installation import Installation
from processes.taxes.account import Account, Owed, account_on, is_of
from processes.taxes.agreeing import (
    Schedule,
    Terms,
    overdue,
    quotas_of,
    schedule,
)
from processes.taxes.cents import NOTHING
from processes.taxes.coupons import pays_first
from processes.taxes.dues.stopped import stops_of_taxpayer
from processes.taxes.figures import Figures
from processes.taxes.law import host_of, model
from storage.database import Connection
from storage.queries.tax_agreements import agreements_of_taxpayer
from storage.queries.taxes import TaxpayerRow, account_of

RECENT = timedelta(days=730)
LEAST, MOST, MOST_OF_LARGE = (
    f"pe.fraccionamiento.{each}" for each in ("inicial", "cuotas", "cuotas_mayor")
)
AUTOMATIC = "pe.fraccionamiento.automatico"
_RULES = "fraccionamiento_tributario/fraccionamiento"


class Today:
    """The account of a taxpayer today, with what it is counted by; `chosen`: of which debts, as
    `choice_of` writes them (empty: all that are overdue)."""

    def __init__(
        self,
        installation: Installation,
        connection: Connection,
        town: int,
        taxpayer_id: int,
        chosen: str = "",
    ) -> None:
        self.calendar: Calendar = calendar_of(installation, connection, town)
        self.day: date = self.calendar.local_day(installation.clock.now())
        self.figures = Figures.of(connection, town, self.calendar)
        self.ledger = account_of(connection, town, taxpayer_id)
        stops = stops_of_taxpayer(connection, town, taxpayer_id)
        self.account: Account = account_on(self.ledger, self.day, self.figures, stops)
        self._chosen = chosen

    @property
    def overdue(self) -> tuple[Owed, ...]:
        """What it is about: overdue, in no living agreement, and chosen."""
        first, found = pays_first(self._chosen), overdue(self.account)
        return tuple(each for each in found if not self._chosen or is_of(each, first))

    @property
    def debt(self) -> Decimal:
        """What that comes to."""
        return sum((each.total for each in self.overdue), NOTHING)

    def plan(self, terms: Terms) -> Schedule:
        """What would be signed today; ValueError where it cannot be."""
        return schedule(self.debt, terms, self.figures, self.calendar, self.day)

    def number(self, key: str) -> Decimal:
        """A number of the ordinance that is in force today."""
        return Decimal(self.figures.in_force(key, self.day))


@dataclass(frozen=True, slots=True)
class Offer:
    """What would come of asking: a plan, or why there is none (in the words of the table);
    `automatic`: nobody has to approve it."""

    plan: Schedule | None
    why_not: str = ""
    automatic: bool = False


def standing(
    connection: Connection, town: int, who: TaxpayerRow, today: Today
) -> Mapping[str, Any]:
    """What the table of decisions asks of a taxpayer."""
    before = agreements_of_taxpayer(connection, town, who.id)
    alive = [each for each in before if not each.lost_on and quotas_of(today.account, each.number)]
    lost = [each for each in before if each.lost_on and today.day - each.lost_on <= RECENT]
    return {
        "name": who.name, "debt": today.debt, "alive": len(alive), "lost": len(lost),
        "on": today.day,
    }  # fmt: skip


def offer(connection: Connection, town: int, who: TaxpayerRow, today: Today, terms: Terms) -> Offer:
    """What would be agreed on these terms; the case itself asks the table in force again."""
    known = standing(connection, town, who, today)
    account = {
        "deuda": known["debt"], "vigentes": Decimal(known["alive"]),
        "perdidos": Decimal(known["lost"]), "al": known["on"],
    }  # fmt: skip
    asked = {"cuenta": account, "cuotas": Decimal(terms.months), "inicial": terms.initial_percent}
    host = host_of(today.figures.in_force, today.calendar)
    said: Any = evaluate(model(_RULES), "fraccionamiento", asked, host=host).value
    if not said or not said["procede"]:
        return Offer(None, str(said["motivo"]) if said else "")
    try:
        plan = today.plan(terms)
    except ValueError:
        return Offer(None)
    return Offer(plan, automatic=today.debt <= today.number(AUTOMATIC))


def interest_of(plan: Schedule) -> Decimal:
    """The interest of all its quotas."""
    return sum((each.interest for each in plan.agreement.quotas), NOTHING)


def total_of(plan: Schedule) -> Decimal:
    """What is paid in all."""
    paid = sum((each.amount for each in plan.agreement.quotas), NOTHING)
    return plan.agreement.initial + paid


def told(plan: Schedule, rate: Decimal, percent: Decimal) -> dict[str, Any]:
    """A plan in the words of the diagram."""
    agreed = plan.agreement
    quotas = [
        {"numero": Decimal(each.number), "vence": day, "saldo": each.left + each.capital,
         "interes": each.interest, "amortizacion": each.capital, "cuota": each.amount}
        for each, day in zip(agreed.quotas, plan.days, strict=True)
    ]  # fmt: skip
    return {
        "debt": agreed.debt, "initial": agreed.initial, "financed": agreed.debt - agreed.initial,
        "quotas": quotas, "rate": rate, "percent": percent,
        "interest": interest_of(plan), "total": total_of(plan),
    }  # fmt: skip
