"""Money that nobody knows where to put, and the taxpayers that it may be of.

`taxes:identify` reads the `reference` of a bank: the `code` of the taxpayer and the `coupon` where
it is a coupon whose debt is still owed, nothing otherwise. `taxes:find` finds taxpayers by `words`
(name, document, code, or a coupon), each with what they owe; `more` where there are others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from engine.installation import Installation
from engine.jobs.results import Done, Handler, Result, Work
from processes.taxes.account import Account, is_of
from processes.taxes.collecting import account_today
from processes.taxes.coupons import Coupon, coupon_code, pays_first, read_coupon
from processes.taxes.money import today_in
from processes.taxes.told import debt_words
from storage.database import Connection
from storage.queries.taxes import TaxpayerRow, taxpayer_by_code, taxpayers_of

MOST = 8
"""Taxpayers that one search shows; more want more words."""


def suspending_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    return {
        "taxes:identify": lambda work: _identify(installation, work),
        "taxes:find": lambda work: _find(installation, work),
    }


def coupon_owed(
    installation: Installation, connection: Connection, municipality_id: int, typed: str
) -> tuple[TaxpayerRow, Coupon, Decimal] | None:
    """Whose coupon it is and what its debt comes to today; None where it is none of ours."""
    coupon, first = read_coupon(typed), pays_first(typed)
    who = taxpayer_by_code(connection, municipality_id, coupon.taxpayer) if coupon else None
    if coupon is None or who is None:
        return None
    today = today_in(installation, municipality_id)
    account = account_today(installation, connection, municipality_id, who.id, today)
    return who, coupon, sum((e.total for e in account.owed if is_of(e, first)), Decimal(0))


def _identify(installation: Installation, work: Work) -> Result:
    typed = str(work.payload.get("reference") or "")
    with installation.database.read(work.municipality_id) as connection:
        found = coupon_owed(installation, connection, work.municipality_id, typed)
    if found is None or not found[2]:
        return Done({"code": None, "coupon": None})
    return Done({"code": found[0].code, "coupon": coupon_code(found[1])})


def _find(installation: Installation, work: Work) -> Result:
    words, town = str(work.payload.get("words") or "").strip(), work.municipality_id
    today = today_in(installation, town)
    with installation.database.read(town) as connection:
        coupon = coupon_owed(installation, connection, town, words)
        rows: Sequence[TaxpayerRow] = (coupon[0],) if coupon else ()
        if coupon is None and words:
            rows = taxpayers_of(connection, town, words, limit=MOST + 1)
        found = [
            _told(row, account_today(installation, connection, town, row.id, today))
            for row in rows[:MOST]
        ]
    named = coupon_code(coupon[1]) if coupon else None
    return Done({"found": found, "more": len(rows) > MOST, "coupon": named})


def _told(row: TaxpayerRow, account: Account) -> dict[str, Any]:
    return {
        "codigo": row.code, "nombre": row.name, "documento": row.document,
        "debe": f"debe {account.total:,.2f}" if account.total else "no debe nada",
        "deudas": list(_debts(account)),
    }  # fmt: skip


def _debts(account: Account) -> Iterator[dict[str, Any]]:
    for each in account.owed:
        what = each.what
        yield {
            "que": debt_words(what.concept, what.year, what.instalment),
            "vence": what.due_on, "debe": f"{each.total:,.2f}",
        }  # fmt: skip
