"""When: what people do. `step` serves acts that may also be how another scenario begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from pytest_bdd import step, when

from tests.features.given_steps import SOUTH
from tests.features.purchase import Offer, Purchase, offers_of, quote
from tests.features.sentences import say


@step(say("(que )?Contrataciones estima la cuantía en S/ <money:amount>"))
def _(purchase: Purchase, amount: str) -> None:
    purchase.study(amount)


@when(
    say(
        "Contrataciones estima la cuantía en S/ <money:amount>"
        " con S/ <money:before> ya comprados en el año"
    )
)
def _(purchase: Purchase, amount: str, before: str) -> None:
    purchase.study(amount, before=before)


@step(say("(que )?Presupuesto certifica el crédito"))
def _(purchase: Purchase) -> None:
    purchase.certify()


@when("Presupuesto responde que no hay crédito")
def _(purchase: Purchase) -> None:
    purchase.certify(credit=False)


@when("la autoridad aprueba el expediente y designa al comité")
def _(purchase: Purchase) -> None:
    purchase.approve()


@when("la autoridad cancela la contratación")
def _(purchase: Purchase) -> None:
    purchase.do("aprobar_expediente", decision_expediente="cancelar", motivo_decision="Recorte")


@when(
    say(
        "Contrataciones convoca el <day:when_> con <number:enquiries> días para consultas"
        " y <number:offers> para ofertas"
    )
)
def _(purchase: Purchase, when_: date, enquiries: str, offers: str) -> None:
    purchase.on(when_)
    purchase.call(enquiries=enquiries, offers=offers)


@when(say("Contrataciones integra las bases el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.do("absolver_consultas", hay_consultas="no")


@when("se presentan estas ofertas:")
def _(purchase: Purchase, datatable: Sequence[Sequence[str]]) -> None:
    for offer in offers_of(datatable):
        purchase.bid(offer)


@when(say("el proveedor presenta una oferta de S/ <money:price>"))
def _(purchase: Purchase, price: str) -> None:
    purchase.bid(Offer(SOUTH.bidder, SOUTH.ruc, price, "30"))


@when(say("llega el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    noon = datetime(when_.year, when_.month, when_.day, 17, tzinfo=UTC)
    purchase.town.clock.move(to=noon)  # nobody has listened to the timers yet


@when("el proveedor presenta su oferta fuera de plazo")
def _(purchase: Purchase) -> None:
    task_id = purchase.late_answer
    assert isinstance(task_id, int)
    purchase.late_answer = purchase.attempt_bid(SOUTH, task_id=task_id)


@when(say("el comité abre( y admite)? las ofertas el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.open_offers()


@step(say(r"los tres evaluadores califican con (?P<points>[\d, y]+?) el <day:when_>"))
def _(purchase: Purchase, points: str, when_: date) -> None:
    purchase.on(when_)
    purchase.evaluate(re.findall(r"\d+", points))


@step(say("Contrataciones otorga la buena pro el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.award()


@when("Contrataciones declara que ninguna oferta califica")
def _(purchase: Purchase) -> None:
    purchase.award("desierto")


@when("Contrataciones registra la cancelación que dispuso la autoridad")
def _(purchase: Purchase) -> None:
    purchase.award("cancelar")


@step("Contrataciones declara desierto el procedimiento")
def _(purchase: Purchase) -> None:
    purchase.do("declarar_desierto", motivo_desierto="Nadie presentó una oferta")


@when("Contrataciones informa las causas y no convoca otra vez")
def _(purchase: Purchase) -> None:
    purchase.report_desert()


@when(say("nadie apela hasta el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)


@when(say("un postor apela el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.appeal()


@when(say('se resuelve "<text:outcome>" el <day:when_>'))
def _(purchase: Purchase, outcome: str, when_: date) -> None:
    purchase.on(when_)
    purchase.resolve(outcome)


@when(say("Contrataciones recibe los documentos el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.bring_documents()


@when(say("el ganador no presenta los documentos hasta el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.do("recibir_documentos", presento="no", motivo_no_presento="No se presentó")


@when(say("la autoridad firma el contrato el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.sign()


@when(say("el postor no firma el contrato el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.do("firmar_contrato", firmado="no", motivo_no_firma="No se presentó")


@when(
    say(
        'Contrataciones elige la cotización de "<text:supplier>" por S/ <money:price>'
        " en <number:days> días"
    )
)
def _(purchase: Purchase, supplier: str, price: str, days: str) -> None:
    quote(purchase, supplier, price, days)


@when("Contrataciones emite la orden de compra")
def _(purchase: Purchase) -> None:
    purchase.do("emitir_orden", numero_orden="OC 0117-2026")


@when(say("la autoridad firma la orden el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.do("firmar_orden", firmado="si")
