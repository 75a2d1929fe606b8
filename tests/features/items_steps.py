"""A call with several items: each is bid for, awarded, appealed and contracted alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pytest_bdd import given, then, when

from storage.queries.contracts import Wanted, contracts_of, guarantees_of_case
from tests.features.given_steps import _integrated
from tests.features.purchase import Offer, Purchase, guarantee
from tests.features.selection_steps import follower
from tests.features.sentences import money, say
from tests.ocds import judged, publishes


@given("una licitación por relación de ítems con estas cuantías:")
def _(purchase: Purchase, datatable: Sequence[Sequence[str]]) -> None:
    items = [
        {"descripcion_item": what, "cantidad_item": "20", "unidad_item": "unidad"}
        for what, _ in datatable
    ]
    prices = [{"precio_item": price} for _, price in datatable]
    purchase.on(date(2026, 2, 23))
    purchase.need("Agua potable", area="Servicios Públicos", days="30", items=items)
    purchase.study("", adjudicacion="items", precios_items=prices)
    purchase.certify()
    purchase.approve()
    purchase.on(date(2026, 3, 9))
    purchase.call(enquiries="3", offers="5")
    _integrated(purchase)


@given(say("que se abren estas ofertas el <day:when_>:"))
def _(purchase: Purchase, when_: date, datatable: Sequence[Sequence[str]]) -> None:
    for bidder, ruc, *prices in datatable[1:]:
        purchase.bid(Offer(bidder, ruc, "", "30", parts=tuple(prices)))
    purchase.on(when_)
    purchase.do("abrir_sobres")
    rows = purchase.seen()["ofertas"]
    assert isinstance(rows, list)
    purchase.do("abrir_ofertas", admision=[{"admitida": "true"} for _ in rows])
    purchase.declare()
    purchase.evaluate(["80" for _ in rows])


@given(say("los ítems se adjudican el <day:when_> al de menor precio"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    rows = [{"decision": "otorgar"} for _ in range(3)]
    purchase.do("otorgar_items", decision_buena_pro="items", numero_acta="9", adjudicaciones=rows)


@when(say("un postor apela el ítem <number:number> el <day:when_>"))
def _(purchase: Purchase, number: str, when_: date) -> None:
    purchase.on(when_)
    purchase.appeal(item=int(number))


@when(say("llega el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)


@when(say("se firma el contrato del ítem <number:number> por todo su importe"))
def _(purchase: Purchase, number: str) -> None:
    today, item = purchase.town.clock.now().date(), int(number)
    purchase.do("recibir_documentos", item=item, presento="si", **guarantee(today, "31/12/2030"))
    purchase.do("firmar_contrato", item=item, firmado="si", numero_contrato=f"C-{number}")


@when(say('la apelación del ítem 2 resulta "<text:outcome>"'))
def _(purchase: Purchase, outcome: str) -> None:
    purchase.resolve(outcome)


@when(say("Contrataciones advierte un vicio en el ítem <number:number>"))
def _(purchase: Purchase, number: str) -> None:
    why = "La oferta trae un documento falso"
    purchase.do("recibir_documentos", item=int(number), presento="vicio", motivo_vicio=why)


@when(say('el ganador no responde y la autoridad anula desde "<text:stage>"'))
def _(purchase: Purchase, stage: str) -> None:
    purchase.on(purchase.day_after("Plazo del ganador para responder"))
    purchase.do(
        "declarar_nulidad_oficio",
        declara_nulidad="si",
        etapa_nulidad=stage,
        numero_resolucion="020-2026-MDTR",
        fundamento_nulidad="Consta",
    )


@then(say('el ítem 1 es de "<text:first>" y el ítem 2 de "<text:second>"'))
def _(purchase: Purchase, first: str, second: str) -> None:
    found = purchase.seen()["buenas_pro"]
    assert isinstance(found, list)
    assert [each["postor"] for each in found[:2]] == [first, second]


@then(say('el ítem 1 espera "<text:first>" y el ítem 2 "<text:second>"'))
def _(purchase: Purchase, first: str, second: str) -> None:
    found = dict(_waiting(purchase))
    assert (found["Ítem 1: Motobombas"], found["Ítem 2: Tubería"]) == (first, second)


@then(
    say(
        "el registro tiene un contrato de S/ <money:first> y otro de S/ <money:second>, "
        "cada uno con su garantía"
    )
)
def _(purchase: Purchase, first: str, second: str) -> None:
    publishes(purchase.town)
    town, case_id = purchase.town.municipality_id, purchase.case_id
    today = purchase.town.clock.now().date()
    listed = purchase.town.reads(lambda c: contracts_of(c, town, Wanted(), today=today))
    signed = sorted((each.contract.number, each.contract.amount) for each in listed)
    assert signed == [("C-1", money(first)), ("C-2", money(second))]
    assert [each.guaranteed_until for each in listed] == [date(2030, 12, 31)] * 2
    kept = purchase.town.reads(lambda c: guarantees_of_case(c, town, case_id))
    found = [(each.contract, each.amount) for each in kept]
    assert found == [("C-1", money(first) / 10), ("C-2", money(second) / 10)]


@then(say('lo publicado tiene 3 ítems: "<text:one>", "<text:two>" y "<text:three>"'))
def _(purchase: Purchase, one: str, two: str, three: str) -> None:
    publishes(purchase.town)
    _, compiled = judged(purchase.town, purchase.case_id)
    lots = compiled["tender"]["lots"]
    assert [each["status"] for each in lots] == [one, two, three]
    assert [each["relatedLot"] for each in compiled["tender"]["items"]] == ["1", "2", "3"]
    names = {each["id"]: each["relatedLots"] for each in compiled["awards"]}
    assert len(names) == len({tuple(each) for each in names.values()})


@then(say('el expediente nuevo compra solo "<text:what>" por S/ <money:amount>'))
def _(purchase: Purchase, what: str, amount: str) -> None:
    again = follower(purchase)
    known = again.seen()
    assert (known["descripcion"], known["cuantia"]) == (what, money(amount))
    assert known["cuantia_procedimiento"] == Decimal(180000)
    publishes(purchase.town)


def _waiting(purchase: Purchase) -> list[tuple[str, str]]:
    """The steps that wait in each item."""
    return [
        (each.item or "", each.element_key) for each in purchase.town.open_tasks(purchase.case_id)
    ]
