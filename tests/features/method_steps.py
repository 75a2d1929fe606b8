"""Steps of the methods that choose by price or do not compete, and of what adds up in a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pytest_bdd import given, step, then, when

from engine.refusals import InvalidData
from tests.features.given_steps import SOUTH
from tests.features.purchase import Offer, Purchase
from tests.features.sentences import money, say
from tests.ocds import judged, publishes

ASKED = {
    "bienes": {},
    "servicios": {"entregables": "Un informe al mes"},
    "consultoria": {"entregables": "Tres informes", "personal_clave": "Una ingeniera"},
    "obras": {
        "resolucion_expediente": "0042-2026-MDTR",
        "fecha_expediente": "10/02/2026",
        "cui": "2456789",
        "sistema_entrega": "suma_alzada",
    },
}
"""What the requirement of each object says besides."""


@given(
    say(
        'que se necesitan "<text:kind>": "<text:what>", código <number:code>, en <number:days> días'
    )
)
def _(purchase: Purchase, kind: str, what: str, code: str, days: str) -> None:
    purchase.need(what, area="Servicios Públicos", days=days, code=code, kind=kind, **ASKED[kind])


@given(
    say(
        'que la municipalidad tiene un expediente de "<text:what>", código <number:code>,'
        " por S/ <money:amount>"
    )
)
def _(purchase: Purchase, what: str, code: str, amount: str) -> None:
    purchase.need(what, area="Obras", days="10", code=code)
    purchase.study(amount)


@given("que ese expediente se cierra sin crédito")
def _(purchase: Purchase) -> None:
    purchase.certify(credit=False)


@when(say('Contrataciones estima S/ <money:amount> y está en la lista de "<text:listed>"'))
def _(purchase: Purchase, amount: str, listed: str) -> None:
    purchase.study(amount, modalidad=listed)


@when(say('Contrataciones estima S/ <money:amount> por la causal "<text:ground>"'))
def _(purchase: Purchase, amount: str, ground: str) -> None:
    purchase.study(amount, causal=ground)


@when(say("Contrataciones estima S/ <money:amount> y ya se había convocado el <day:called>"))
def _(purchase: Purchase, amount: str, called: date) -> None:
    purchase.study(amount, fecha_convocada=f"{called:%d/%m/%Y}")


@when(say("Contrataciones estima S/ <money:amount> sin una excepción"))
def _(purchase: Purchase, amount: str) -> None:
    purchase.study(amount, excepcion_fraccionamiento="ninguna")


@when(say('Contrataciones estima S/ <money:amount> porque "<text:why>"'))
def _(purchase: Purchase, amount: str, why: str) -> None:
    purchase.study(amount, excepcion_fraccionamiento="recursos", motivo_excepcion=why)


@step("la autoridad aprueba el expediente sin comité")
def _(purchase: Purchase) -> None:
    purchase.do("aprobar_expediente", decision_expediente="aprobar")


@when(say("Contrataciones invita el <day:when_> con <number:days> días para ofertar"))
def _(purchase: Purchase, when_: date, days: str) -> None:
    purchase.on(when_)
    purchase.do("invitacion_convocar", dias_ofertas=days, numero_convocatoria="CP-002-2026")


@step(
    say(
        "Contrataciones invita el <day:when_> con <number:days> días para ofertar y"
        " <number:rounds> rondas de un día con <number:less> % de mejora"
    )
)
def _(purchase: Purchase, when_: date, days: str, rounds: str, less: str) -> None:
    purchase.on(when_)
    purchase.do(
        "invitacion_convocar",
        dias_ofertas=days,
        numero_convocatoria="SIE-001-2026",
        rondas=rounds,
        dias_ronda="1",
        decremento=less,
    )


@step("los proveedores ofertan estos precios:")
def _(purchase: Purchase, datatable: Sequence[Sequence[str]]) -> None:
    _, *rows = datatable
    for bidder, ruc, price in rows:
        purchase.bid(Offer(bidder, ruc, price, "20"), at="invitacion_ofertar")


@step(say("Contrataciones abre y admite los precios el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.do("invitacion_abrir_sobres")
    found: Any = purchase.seen()["admision"]
    purchase.do("invitacion_abrir", admision=[{"admitida": "true"} for _ in found])


@when(say("Contrataciones otorga la buena pro al precio más bajo el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.do("precio_otorgar", decision_buena_pro="otorgar", numero_acta="0010-2026")


@step("Contrataciones declara desierta la selección por precio")
def _(purchase: Purchase) -> None:
    purchase.do("precio_desierto", motivo_desierto="Una sola oferta")


@when(say("el postor <number:ruc> mejora a S/ <money:price>"))
def _(purchase: Purchase, ruc: str, price: str) -> None:
    answers = {"ruc_lance": ruc, "monto_lance": price}
    purchase.late_answer = purchase.attempt("subasta_mejorar", who="proveedor", answers=answers)


@when(say("llega y se atiende el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)


@when("el área y Contrataciones sustentan la causal")
def _(purchase: Purchase) -> None:
    purchase.do("directa_sustentar", who="julia", sustento_causal="Los hechos del informe")
    purchase.do("directa_informar", numero_informe_legal="021-2026", conclusion_legal="Procede")


@when(say("la autoridad aprueba la contratación el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.do(
        "directa_aprobar", who="luis", decision_directa="aprobar", numero_acto_directa="033-2026"
    )


@when("la autoridad niega la contratación")
def _(purchase: Purchase) -> None:
    purchase.do(
        "directa_aprobar",
        who="luis",
        decision_directa="negar",
        numero_acto_directa="033-2026",
        motivo_negativa="Hay otros fabricantes",
    )


@when(say("Contrataciones registra la oferta de S/ <money:price>"))
def _(purchase: Purchase, price: str) -> None:
    purchase.do(
        "directa_ofertar", postor=SOUTH.bidder, ruc=SOUTH.ruc, monto=price, plazo_ofrecido="15"
    )


@when(say("Contrataciones atiende la emergencia desde el <day:since> por S/ <money:price>"))
def _(purchase: Purchase, since: date, price: str) -> None:
    purchase.do(
        "directa_atender",
        postor=SOUTH.bidder,
        ruc=SOUTH.ruc,
        monto=price,
        plazo_ofrecido="5",
        hecho_urgente="Un huaico cerró la quebrada",
        fecha_inicio=f"{since:%d/%m/%Y}",
    )


@when(say("Contrataciones publica la contratación el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.do("directa_publicar", lugar_publicacion="Pladicop")


@then(say("la ronda es la <number:round_> y el precio más bajo es S/ <money:price>"))
def _(purchase: Purchase, round_: str, price: str) -> None:
    told: Any = purchase.seen()["subasta"]
    assert (told["ronda"], told["menor"]) == (int(round_), money(price))


@then("se le pide mejorar más")
def _(purchase: Purchase) -> None:
    answer = purchase.late_answer
    assert isinstance(answer, InvalidData)
    assert [each.key for each in answer.errors] == ["monto_lance"]


@then(say('se sumaron S/ <money:amount> de los expedientes "<text:numbers>"'))
def _(purchase: Purchase, amount: str, numbers: str) -> None:
    method: Any = purchase.seen()["metodo"]
    assert method["previas"] == money(amount)
    assert [one["numero"] for one in method["contadas"]] == numbers.split(", ")


@then("no se sumó ningún expediente")
def _(purchase: Purchase) -> None:
    method: Any = purchase.seen()["metodo"]
    assert (method["previas"], method["contadas"]) == (0, [])


@then(say('lo publicado dice "<text:name>" como "<text:method>" y "<text:category>"'))
def _(purchase: Purchase, name: str, method: str, category: str) -> None:
    publishes(purchase.town)
    _, compiled = judged(purchase.town, purchase.case_id)
    told = compiled["tender"]
    assert (
        told["procurementMethodDetails"],
        told["procurementMethod"],
        told["mainProcurementCategory"],
    ) == (name, method, category)
