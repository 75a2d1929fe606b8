"""What the services of taxpayers have done: their service tasks, by kind.

`taxes:weigh` sees what a declaration would change, `taxes:declare` writes it; `taxes:charge` makes
one debt; `taxes:worth` tells what a parcel is worth on the day of its transfer, `taxes:convey`
gives it to who bought it; what a resolution grants is in `granting_handlers.py`. Each may be done
again and does nothing twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from engine.deadlines.calendars import calendar_of
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase
from processes.taxes.assessing import NotAssessed
from processes.taxes.cents import to_cents
from processes.taxes.contesting_handlers import contesting_handlers
from processes.taxes.declarations import filed_of, words
from processes.taxes.due_days import alcabala_day
from processes.taxes.figures import Figures
from processes.taxes.filing import Outcome, file_declaration
from processes.taxes.granting_handlers import day_of, granting_handlers
from processes.taxes.owing import Charge, charge
from processes.taxes.registering import Person, registered
from processes.taxes.transferring import Transfer, transfer, worth_of
from storage.database import Connection


def service_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    return {
        "taxes:weigh": lambda work: _declaring(installation, work, only_try=True),
        "taxes:declare": lambda work: _declaring(installation, work),
        "taxes:charge": lambda work: _charging(installation, work),
        "taxes:worth": lambda work: _valuing(installation, work),
        "taxes:convey": lambda work: _transferring(installation, work),
        **granting_handlers(installation),
        **contesting_handlers(installation),
    }


def _declaring(installation: Installation, work: Work, *, only_try: bool = False) -> Result:
    try:
        said = filed_of(work.payload, work.idempotency_key)
        outcome = file_declaration(
            installation, work.municipality_id, work.case_id or 0, said, only_try=only_try
        )
    except (KeyError, TypeError, ArithmeticError) as fault:
        return _not_understood(fault)
    except NotAssessed as fault:
        return Incident(str(fault))
    days = [each.from_on for each in said.declared] + [each.on for each in said.gone]
    due = _day_of(installation, work.municipality_id, min(days, default=date.max))
    yearly = _yearly(installation, work.municipality_id)
    return Done({**_told(outcome), "due": due, "yearly": yearly})


def _yearly(installation: Installation, town: int) -> date:
    """Until when this year's declaration may be replaced by another one (art. 88)."""
    with installation.database.read(town) as connection:
        calendar = calendar_of(installation, connection, town)
        figures = Figures.of(connection, town, calendar)
    return figures.declared_until(calendar.local_day(installation.clock.now()).year)


def _told(outcome: Outcome) -> Mapping[str, Any]:
    total = sum((each.base or Decimal(0) for each in outcome.parcels), Decimal(0))
    return {
        "code": outcome.who.code,
        "name": outcome.who.name,
        "more": outcome.more,
        "less": outcome.less,
        "years": [
            {"year": Decimal(each.year), "before": each.before, "after": each.after}
            for each in outcome.changes
        ],
        "parcels": [
            {"code": each.note, "value": each.base or Decimal(0)} for each in outcome.parcels
        ],
        "value": to_cents(total),
        "missing": list(outcome.missing),
    }


def _day_of(installation: Installation, town: int, day: date) -> date | None:
    """The last business day of the month after what happened (art. 14)."""
    if day == date.max:
        return None
    with installation.database.read(town) as connection:
        calendar = calendar_of(installation, connection, town)
    return alcabala_day(calendar, day)


def _charging(installation: Installation, work: Work) -> Result:
    town, given = work.municipality_id, work.payload
    try:
        who = Person(words(given["document"]), words(given["name"]))
        said = Charge(
            words(given["concept"]), int(given["year"]), Decimal(given["amount"]),
            day_of(given["due"]), day_of(given["on"]),
        )  # fmt: skip
    except (KeyError, TypeError, ArithmeticError) as fault:
        return _not_understood(fault)

    def verb(connection: Connection) -> Result:
        row = registered(installation, connection, town, work.case_id, who)
        charge(installation, connection, town, row.id, said, work.idempotency_key)
        return Done({"code": row.code, "name": row.name, "amount": said.amount})

    return installation.database.run(verb, municipality=town)


def _valuing(installation: Installation, work: Work) -> Result:
    try:
        said = _transfer_of(work)
        found = worth_of(installation, work.municipality_id, said)
    except (KeyError, TypeError, ArithmeticError) as fault:
        return _not_understood(fault)
    except NotAssessed as fault:
        return Incident(str(fault))
    due = _day_of(installation, work.municipality_id, said.on)
    return Done({"value": found.value, "land": found.land, "factor": found.factor, "due": due})


def _transferring(installation: Installation, work: Work) -> Result:
    try:
        said = _transfer_of(work)
        moved = transfer(installation, work.municipality_id, work.case_id or 0, said)
    except (KeyError, TypeError, ArithmeticError) as fault:
        return _not_understood(fault)
    except NotAssessed as fault:
        return Incident(str(fault))
    return Done({"seller": moved.seller, "buyer": moved.buyer, "from": moved.from_on})


def _transfer_of(work: Work) -> Transfer:
    given = work.payload
    seller = Person(words(given["seller_document"]), words(given["seller"]))
    buyer = Person(
        words(given["buyer_document"]), words(given["buyer"]), str(given.get("address") or "")
    )
    return Transfer(
        seller, buyer, words(given["code"]), Decimal(given["share"]), day_of(given["on"]),
        work.idempotency_key,
    )  # fmt: skip


def _not_understood(fault: Exception) -> Incident:
    return Incident(phrase(N_("Lo declarado no se entiende: %(what)s."), what=fault))
