"""The steps of sealed bids: what lies in the house, what is told, and what an attacker does."""

from __future__ import annotations

from datetime import date

from pytest_bdd import then, when
from sqlalchemy import text

from engine.cases import Order, move
from engine.history.kinds import UNDER_SEAL, EventKind
from engine.history.verification import FaultKind
from engine.refusals import RefusalKind, Refused
from engine.sealing.filing import Withdrawn, withdraw
from engine.values import loads
from storage.queries.history import TimelineRow, events_of_case
from tests.envelopes import found
from tests.features.given_steps import SOUTH
from tests.features.purchase import Purchase
from tests.features.sentences import say


@when("el proveedor retira su oferta")
def _(purchase: Purchase) -> None:
    town, actor = purchase.town, purchase.bidder(SOUTH.ruc)
    task_id = town.open_task(purchase.case_id, "presentar_oferta")
    assert isinstance(withdraw(town.installation, actor, task_id), Withdrawn)
    purchase.offers.clear()


@when(say('quien administra lleva el expediente a "<text:step>" antes de tiempo'))
def _(purchase: Purchase, step: str) -> None:
    town = purchase.town
    order = Order(step)
    moved = move(
        town.installation, town.people["luis"], purchase.case_id, order, "Prisa", basis="R"
    )
    assert not isinstance(moved, Refused), moved


@when(say('alguien altera en la base de datos el sobre de "<text:bidder>"'))
def _(purchase: Purchase, bidder: str) -> None:
    receipt = purchase.receipts[bidder]
    change = text("UPDATE envelopes SET content = :forged WHERE code = :code")
    with purchase.town.installation.database.verb(purchase.town.municipality_id) as connection:
        connection.execute(change, {"forged": b"otra cosa", "code": receipt.code})


@when(say("el comité abre los sobres el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    purchase.on(when_)
    purchase.do("abrir_sobres")


@then("nada de las ofertas se lee en la base de datos ni en los archivos")
def _(purchase: Purchase) -> None:
    secrets = [each.price for each in purchase.offers]
    secrets += [each.price.replace(",", "") for each in purchase.offers]
    secrets += [each.ruc for each in purchase.offers] + [each.bidder for each in purchase.offers]
    assert found(purchase.town, purchase.town.folder, *secrets) == []


@then("el expediente no dice que haya llegado alguna oferta")
def _(purchase: Purchase) -> None:
    assert not any(event.kind in UNDER_SEAL for event in _history(purchase))
    assert "oferta" not in purchase.papers()
    assert purchase.seen()["ofertas"] == []


@then("los sobres no se pueden abrir todavía")
def _(purchase: Purchase) -> None:
    answer = purchase.attempt("abrir_sobres", answers={})
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.OPENED_LATER


@then(say("la historia dice que se abrieron <number:count> sobres"))
def _(purchase: Purchase, count: str) -> None:
    (opening,) = [event for event in _history(purchase) if event.kind == EventKind.ENVELOPES_OPENED]
    told = loads(opening.data)
    assert told["count"] == int(count)
    codes = {receipt.code: receipt.sha256 for receipt in purchase.receipts.values()}
    assert all(codes[each["code"]] == each["sha256"] for each in told["envelopes"])
    assert opening.person_id == purchase.town.people["marta"].person_id


@then("las ofertas y sus documentos están en el expediente")
def _(purchase: Purchase) -> None:
    assert "oferta" in purchase.papers()
    bidders = {one["ruc"] for one in purchase.seen()["ofertas"]}  # type: ignore[attr-defined]
    assert bidders == {one.ruc for one in purchase.offers}


@then("la auditoría nombra un sobre cambiado")
def _(purchase: Purchase) -> None:
    faults = purchase.town.verification().faults
    assert [fault.kind for fault in faults] == [FaultKind.ENVELOPE_CHANGED]


def _history(purchase: Purchase) -> tuple[TimelineRow, ...]:
    town = purchase.town
    return town.reads(
        lambda c: events_of_case(c, town.municipality_id, purchase.case_id, limit=200)
    )
