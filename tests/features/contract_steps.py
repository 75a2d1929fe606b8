"""A contract in execution: what its people do, and what can be seen of it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pytest_bdd import given, step, then, when

from engine.deadlines.warning import warn_of_terms
from engine.history.kinds import EventKind
from engine.values import loads
from storage.queries.history import events_of_case
from tests.features.given_steps import ANDES, SOUTH
from tests.features.purchase import Purchase
from tests.features.sentences import money, say

ALWAYS = {"gestionar_contrato", "pedir_ampliacion", "custodiar_garantia"}
"""What may be done at any time while a contract runs."""


def waiting(purchase: Purchase) -> list[str]:
    """The steps that wait, without those that always do."""
    steps = purchase.town.steps(purchase.case_id)
    return sorted(each for each in steps if each not in ALWAYS)


def delivery(purchase: Purchase, number: int) -> dict[str, object]:
    """A delivery as the contract knows it."""
    schedule = purchase.seen()["cronograma"]
    assert isinstance(schedule, list)
    found: dict[str, object] = schedule[number - 1]
    return found


@given("un contrato de S/ 171,500.00 firmado el 23/04/2026 con estas entregas:")
def _(purchase: Purchase, datatable: Sequence[Sequence[str]]) -> None:
    purchase.on(date(2026, 2, 23))
    purchase.need("Motobombas y tubería", area="Servicios Públicos", days="30")
    purchase.study("180000.00")
    purchase.certify()
    purchase.approve()
    purchase.on(date(2026, 3, 9))
    purchase.call(enquiries="3", offers="5")
    purchase.on(date(2026, 3, 13))
    purchase.do("absolver_consultas", hay_consultas="no")
    purchase.bid(SOUTH)
    purchase.bid(ANDES)
    purchase.on(date(2026, 3, 23))
    purchase.open_offers()
    purchase.evaluate(["90", "82"])
    purchase.on(date(2026, 3, 27))
    purchase.award()
    purchase.on(date(2026, 4, 20))
    purchase.bring_documents(until="31/08/2026")
    purchase.on(date(2026, 4, 23))
    _, *rows = datatable
    purchase.sign(*((amount.replace(",", ""), until) for amount, until in rows))


@when(say("Almacén recibe los bienes el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.deliver(when_)


@when(say("Almacén recibe la entrega <number:number> el <day:when_>"))
def _(purchase: Purchase, number: str, when_: date) -> None:
    purchase.on(when_)
    purchase.deliver(when_, number=int(number))


@when(say("Almacén recibe lo corregido el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    corrected = {"fecha_entrega": f"{when_:%d/%m/%Y}", "numero_guia": "T001-000490"}
    purchase.do("recibir_correccion", **corrected)


@when(say("el área usuaria da la conformidad el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.accept()


@when(say("el área usuaria da la conformidad a la entrega <number:number> el <day:when_>"))
def _(purchase: Purchase, number: str, when_: date) -> None:
    purchase.on(when_)
    purchase.accept(number=int(number))


@when(say("el área usuaria observa la entrega y da <number:days> días para corregir"))
def _(purchase: Purchase, days: str) -> None:
    purchase.do(
        "dar_conformidad",
        conforme="no",
        dias_correccion=days,
        sustento_conformidad="Faltan bolsas",
    )


@when("el área usuaria dice que no es lo contratado")
def _(purchase: Purchase) -> None:
    purchase.do("dar_conformidad", conforme="no_ejecutada", sustento_conformidad="Otra marca")


@when(say("Tesorería paga S/ <money:amount> el <day:when_>"))
def _(purchase: Purchase, amount: str, when_: date) -> None:
    purchase.on(when_)
    purchase.pay(when_)
    assert delivery(purchase, 1)["neto"] == money(amount)


@when(say("Tesorería paga S/ <money:amount> por la entrega <number:number> el <day:when_>"))
def _(purchase: Purchase, amount: str, number: str, when_: date) -> None:
    purchase.on(when_)
    purchase.pay(when_, number=int(number))
    assert delivery(purchase, int(number))["neto"] == money(amount)


@when("el proveedor presenta su factura")
def _(purchase: Purchase) -> None:
    purchase.invoice()


@when(say("el proveedor factura con el RUC <number:ruc>"))
def _(purchase: Purchase, ruc: str) -> None:
    invoice = {"numero_factura": "F001-9", "ruc_factura": ruc, "monto_factura": "171500.00"}
    purchase.do("presentar_factura", **invoice)


@when(say("el proveedor pide <number:days> días más el <day:when_>"))
def _(purchase: Purchase, days: str, when_: date) -> None:
    purchase.on(when_)
    purchase.do(
        "pedir_ampliacion",
        dias_pedidos=days,
        causal_ampliacion="no_imputable",
        fin_del_hecho=f"{when_:%d/%m/%Y}",
        hechos_ampliacion="La carretera estuvo cerrada por un huaico",
    )


@when(say("nadie responde hasta el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)


@when(say("se aprueba una adenda que agrega S/ <money:amount> hasta el <day:until>"))
def _(purchase: Purchase, amount: str, until: date) -> None:
    purchase.do("gestionar_contrato", hecho="adenda")
    purchase.do(
        "formular_adenda",
        clase_adenda="adicional",
        causal_adenda="Ley 32069, prestaciones adicionales",
        sustento_adenda="La red creció",
        entregas_nuevas=[{"monto": amount.replace(",", ""), "vence": f"{until:%d/%m/%Y}"}],
    )
    if "aprobar_adenda" in purchase.town.steps(purchase.case_id):
        approved = {"aprueba_adenda": "si", "numero_adenda": "Adenda 01"}
        purchase.do("aprobar_adenda", **approved)


@when(say("se requiere al proveedor por carta el <day:when_> con <number:days> días"))
def _(purchase: Purchase, when_: date, days: str) -> None:
    purchase.on(when_)
    purchase.do("gestionar_contrato", hecho="resolver", causal_resolucion="incumplimiento")
    purchase.do(
        "apercibir",
        fecha_carta=f"{when_:%d/%m/%Y}",
        dias_apercibimiento=days,
        obligacion_incumplida="Las entregas vencidas",
    )


@when(say("el proveedor no cumple y la autoridad resuelve el contrato el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    failed = {"cumplio": "no", "sustento_cumplimiento": "No llegó nada"}
    purchase.do("verificar_cumplimiento", **failed)
    purchase.do(
        "resolver_contrato",
        resuelve="si",
        numero_resolucion_contrato="RES-031-2026",
        fundamento_resolucion="Incumplió",
    )


@step("Contrataciones liquida el contrato")
def _(purchase: Purchase) -> None:
    purchase.settle()


@when("se devuelve la garantía y se evalúa el contrato")
@when("se evalúa el contrato")
def _(purchase: Purchase) -> None:
    purchase.close()


@when(say("Tesorería ejecuta la garantía el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.do("ejecutar_garantia", fecha_ejecucion=f"{when_:%d/%m/%Y}")


@then(
    say(
        "la penalidad es de <number:days> días a S/ <money:each>: S/ <money:total>,"
        " con un tope de S/ <money:top>"
    )
)
def _(purchase: Purchase, days: str, each: str, total: str, top: str) -> None:
    penalty = purchase.seen()["penalidad"]
    assert isinstance(penalty, dict)
    found = penalty["dias"], penalty["diaria"], penalty["total"], penalty["tope"]
    assert found == (int(days), money(each), money(total), money(top))


@then("no hubo penalidad")
def _(purchase: Purchase) -> None:
    schedule = purchase.seen()["cronograma"]
    assert isinstance(schedule, list)
    assert {each["mora"] for each in schedule} == {Decimal(0)}


@then(say("la entrega <number:number> tiene S/ <money:amount> de penalidad"))
def _(purchase: Purchase, number: str, amount: str) -> None:
    assert delivery(purchase, int(number))["mora"] == money(amount)


@then("Almacén tiene que recibir los bienes")
@then("Almacén tiene que recibir los bienes otra vez")
def _(purchase: Purchase) -> None:
    assert waiting(purchase) == ["recibir_bienes"]


@then("Almacén tiene que recibir lo corregido")
def _(purchase: Purchase) -> None:
    assert waiting(purchase) == ["recibir_correccion"]


@then("el proveedor tiene que facturar otra vez")
def _(purchase: Purchase) -> None:
    assert waiting(purchase) == ["presentar_factura"]


@then(say("faltan <number:count> entregas"))
def _(purchase: Purchase, count: str) -> None:
    assert waiting(purchase) == ["recibir_bienes"] * int(count)


@then("la adenda vuelve a Contrataciones porque pasa del límite")
def _(purchase: Purchase) -> None:
    assert "formular_adenda" in purchase.town.steps(purchase.case_id)


@then(say("el contrato vale S/ <money:amount>"))
def _(purchase: Purchase, amount: str) -> None:
    assert purchase.seen()["monto_vigente"] == money(amount)


@then(say("se avisa a quien custodia la garantía el <day:first>, el <day:second> y el <day:third>"))
def _(purchase: Purchase, first: date, second: date, third: date) -> None:
    told = []
    for day in (first, second, third):
        purchase.on(day)
        warn_of_terms(purchase.town.installation)
        told.append(_days_left(purchase))
    assert told == [[30], [30, 15], [30, 15, 5]]


def _days_left(purchase: Purchase) -> list[int]:
    """What was told of the guarantee, oldest first."""
    town = purchase.town
    rows = town.reads(lambda c: events_of_case(c, town.municipality_id, purchase.case_id))
    told = [loads(row.data) for row in rows if row.kind == EventKind.DEADLINE_WARNED]
    return sorted((int(each["left"]) for each in told if "left" in each), reverse=True)
