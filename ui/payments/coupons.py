"""A coupon of taxes at the till: its code, scanned or typed, says whose debt it is; its order of
payment is made when the cashier asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from engine.cases import Facts, start
from engine.refusals import Refused
from processes.taxes.coupons import coupon_code
from processes.taxes.suspending import coupon_owed
from processes.taxes.told import debt_words
from storage.database import Connection
from storage.queries.payments import OrderRow, is_being_paid, orders_about
from storage.queries.taxes import TaxpayerRow
from ui.refusals import told
from ui.visit import Form, Member, go

PROCESS = "pago_tributos"


@dataclass(frozen=True, slots=True)
class CouponLine:
    """A coupon as the till shows it; `soon`: its order is being made."""

    code: str
    who: str
    what: str
    owes: str
    is_owed: bool
    soon: bool


def coupon_line(here: Member, connection: Connection, typed: str) -> CouponLine | None:
    """The coupon of a code; None where it is none of this municipality."""
    town = here.municipality.id
    found = coupon_owed(here.installation, connection, town, typed)
    if found is None:
        return None
    who, coupon, owed = found
    concept = "predial" if coupon.instalment else "emision"
    return CouponLine(
        coupon_code(coupon),
        f"{who.name}, {who.code}",
        debt_words(concept, coupon.year, coupon.instalment),
        here.formats.money(owed),
        owed > 0,
        is_being_paid(connection, town, f"Pago de tributos del contribuyente {who.code}"),
    )


def orders_of_coupon(here: Member, connection: Connection, typed: str) -> tuple[OrderRow, ...]:
    """The orders of its taxpayer that wait to be paid."""
    town = here.municipality.id
    found = coupon_owed(here.installation, connection, town, typed)
    return orders_about(connection, town, concept_of(found[0]), limit=5) if found else ()


def concept_of(who: TaxpayerRow) -> str:
    """What the orders of a taxpayer are for, as `pago_tributos` says it."""
    return f"Tributos del contribuyente {who.code}, {who.name}"


def begin_coupon(here: Member, form: Form) -> Response:
    """Have its order made; it stands at the same search a moment later."""
    town, typed, _ = here.municipality.id, form.one("coupon")[:40], here.words.gettext
    with here.installation.database.read(town) as connection:
        found = coupon_owed(here.installation, connection, town, typed)
    back = here.path("till", q=typed)
    if found is None or not found[2]:
        return go(here, back)
    said = {"codigo_contribuyente": found[0].code, "cupon": coupon_code(found[1])}
    answer = start(here.installation, here.actor, PROCESS, Facts({**said, "monto_a_pagar": None}))
    if isinstance(answer, Refused):
        return go(here, back, saying=told(answer, here.words).sentence)
    return go(here, back, saying=_("Preparamos la orden: búsquelo otra vez en unos segundos."))
