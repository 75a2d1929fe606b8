"""An order to a supplier that may not contract: signed with a reason, or not at all."""

from __future__ import annotations

from datetime import date

from pytest_bdd import given, then, when

from engine.refusals import InvalidData
from engine.suppliers.companies import Entered, Told, enter_supplier
from engine.suppliers.marks import Marked, mark_supplier
from storage.queries.suppliers import snapshots_of_case
from tests.features.purchase import Purchase, quote
from tests.features.sentences import say

NUMBER = "20601234565"
WHY = "decision_no_elegible"


@given(say('que "<text:name>" está en el registro, sancionada desde el <day:when_>'))
def _(purchase: Purchase, name: str, when_: date) -> None:
    house, rosa = purchase.town.installation, purchase.town.people["rosa"]
    told = Told(
        NUMBER,
        name,
        registered_from=date(2025, 1, 1),
        registered_until=date(2027, 12, 31),
        chapters=("goods",),
    )
    known = enter_supplier(house, rosa, told)
    assert isinstance(known, Entered), known
    source = "Tribunal, Res. 0123-2026"
    marked = mark_supplier(
        house, rosa, known.supplier_id, kind="sanction", from_on=when_, until_on=None, source=source
    )
    assert isinstance(marked, Marked), marked


@given(say("una orden de compra de S/ <money:amount> que espera la firma"))
def _(purchase: Purchase, amount: str) -> None:
    purchase.on(date(2026, 3, 2))
    purchase.need("Cemento para la losa deportiva", area="Obras", days="10")
    purchase.study(amount)
    purchase.certify()
    quote(purchase, "Ferretería El Valle E.I.R.L.", amount, "10")
    purchase.do("emitir_orden", numero_orden="OC 0117-2026")


@when("la autoridad firma la orden sin decir por qué")
def _(purchase: Purchase) -> None:
    purchase.late_answer = purchase.attempt("firmar_orden", answers={"firmado": "si"})


@then("falta decir por qué se firma aunque no pueda contratar")
def _(purchase: Purchase) -> None:
    refused = purchase.late_answer
    assert isinstance(refused, InvalidData)
    assert [each.key for each in refused.errors] == [WHY]
    assert purchase.town.open_task(purchase.case_id, "firmar_orden", "luis")


@when(say('la autoridad firma la orden y dice "<text:why>"'))
def _(purchase: Purchase, why: str) -> None:
    purchase.do("firmar_orden", firmado="si", **{WHY: why})


@then("el expediente guarda que al firmar no podía contratar")
def _(purchase: Purchase) -> None:
    town = purchase.town
    looked = town.reads(lambda c: snapshots_of_case(c, town.municipality_id, purchase.case_id))
    assert [(each.moment, each.eligible) for each in looked] == [("signature", 0)]
    assert "Tribunal, Res. 0123-2026" in looked[0].reasons
