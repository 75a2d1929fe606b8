"""Then: what anybody may see afterwards: terms, amounts, documents, history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pytest_bdd import then

from engine.refusals import RefusalKind, Refused
from tests.features.purchase import Purchase
from tests.features.sentences import money, say
from tests.ocds import judged, publishes, releases_of, tags_of


@then(say('el método es "<text:name>"'))
def _(purchase: Purchase, name: str) -> None:
    method = purchase.seen()["metodo"]
    assert isinstance(method, dict)
    assert method["nombre"] == name


@then(say('el plazo "<text:title>" vence el <day:when_>'))
def _(purchase: Purchase, title: str, when_: date) -> None:
    assert purchase.due(title) == when_


@then(say('la buena pro es de "<text:bidder>" por S/ <money:price>'))
@then(say('le toca a "<text:bidder>" por S/ <money:price>'))
def _(purchase: Purchase, bidder: str, price: str) -> None:
    winner = purchase.winner()
    assert (winner["postor"], winner["monto"]) == (bidder, money(price))


@then(say("la buena pro queda consentida el <day:when_>"))
def _(purchase: Purchase, when_: date) -> None:
    assert purchase.seen()["consentimiento"] == {"fecha": when_}


@then(say("la garantía es de S/ <money:amount>"))
def _(purchase: Purchase, amount: str) -> None:
    guarantee = purchase.seen()["garantia"]
    assert isinstance(guarantee, dict)
    assert (guarantee["exigible"], guarantee["importe"]) == (True, money(amount))


@then("no se exige garantía")
def _(purchase: Purchase) -> None:
    guarantee = purchase.seen()["garantia"]
    assert isinstance(guarantee, dict)
    assert guarantee["exigible"] is False


@then(say('el expediente termina en "<text:outcome>"'))
def _(purchase: Purchase, outcome: str) -> None:
    assert purchase.town.case(purchase.case_id).outcome == outcome


@then(say(r"el ahorro es de (?P<share>[\d.]+) %"))
def _(purchase: Purchase, share: str) -> None:
    amount = purchase.seen()["cuantia"]
    won = purchase.winner()["monto"]
    assert isinstance(amount, Decimal)
    assert isinstance(won, Decimal)
    assert round((amount - won) / amount * 100, 2) == Decimal(share)


@then("el expediente guarda estos documentos:")
def _(purchase: Purchase, datatable: Sequence[Sequence[str]]) -> None:
    kept = purchase.papers()
    assert {row[0] for row in datatable} - kept == set()


@then("la historia del expediente está íntegra")
def _(purchase: Purchase) -> None:
    assert purchase.town.verification().faults == ()


@then("se le responde que el plazo ya venció")
def _(purchase: Purchase) -> None:
    answer = purchase.late_answer
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.LATE


@then("el comité no encuentra ninguna oferta")
def _(purchase: Purchase) -> None:
    purchase.do("abrir_sobres")
    assert purchase.seen()["admision"] == []


@then(say('resuelve "<text:body>"'))
def _(purchase: Purchase, body: str) -> None:
    found = purchase.seen()["organo"]
    assert isinstance(found, dict)
    assert found["nombre"] == body


@then("el comité tiene que evaluar otra vez")
def _(purchase: Purchase) -> None:
    assert sorted(purchase.town.steps(purchase.case_id)) == [*["evaluar"] * 3, "recusar"]


@then("Contrataciones tiene que convocar otra vez")
def _(purchase: Purchase) -> None:
    assert purchase.town.steps(purchase.case_id) == ["convocar"]


@then("nadie puede apelar")
def _(purchase: Purchase) -> None:
    assert "apelar" not in purchase.town.steps(purchase.case_id)


@then("se publicó en este orden:")
def _(purchase: Purchase, datatable: Sequence[Sequence[str]]) -> None:
    publishes(purchase.town)
    assert tags_of(purchase.town, purchase.case_id) == [row[0] for row in datatable]


@then("lo publicado cumple el estándar y se une igual que con otra herramienta")
def _(purchase: Purchase) -> None:
    publishes(purchase.town)
    judged(purchase.town, purchase.case_id)


@then("lo publicado no dice nada de las ofertas")
def _(purchase: Purchase) -> None:
    publishes(purchase.town)
    said = "".join(row.body for row in releases_of(purchase.town, purchase.case_id))
    assert said
    for offer in purchase.offers:
        assert not any(secret in said for secret in (offer.bidder, offer.ruc, offer.price))


@then(say("lo publicado dice que se pagó S/ <money:paid> de S/ <money:agreed>"))
def _(purchase: Purchase, paid: str, agreed: str) -> None:
    (contract,) = judged(purchase.town, purchase.case_id)[1]["contracts"]
    (transaction,) = contract["implementation"]["transactions"]
    told = (transaction["value"]["amount"], contract["value"]["amount"])
    assert told == (float(money(paid)), float(money(agreed)))
