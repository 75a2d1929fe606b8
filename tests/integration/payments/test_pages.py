"""The till, the reconciliation and paying, in a browser without script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.payments.ways.trial import WAY, TrialGateway
from tests.fees import aside, asks_for_fees, bank_file, case_with_fee, order_of, pays_at_the_till
from tests.hall import Desk, Hall
from tests.town import Town
from ui.settings import Settings

DAY = "2026-03-02"


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """A town that asks for fees, with its pages and the gateway for trying."""
    town = Town(database_url, tmp_path / "documents")
    asks_for_fees(town)
    town.person("aldo", "auditor")
    gateway = TrialGateway(b"secret", town.installation.database)
    town.installation = replace(town.installation, gateways={WAY: gateway})
    yield Hall(town, Settings())
    town.close()


def number_of(house: Hall, case_id: int) -> str:
    return house.town.case(case_id).number


def takes(desk: Desk, order_id: int, received: str = "50,00") -> str:
    """The cashier opens the till and takes the cash; the address of the receipt."""
    desk.sends("till", {"till": "1"}, on="till")
    page = desk.sends(f"till/orders/{order_id}", {"received": received}, on="till")
    return page.location


def test_a_cashier_finds_an_order_by_its_code_and_prints_the_receipt(house: Hall) -> None:
    case_id = case_with_fee(house.town)
    order, desk = order_of(house.town, case_id), house.desk("celia")
    assert desk.opens("till").heading == "Caja"
    desk.sends("till", {"till": "1"}, on="till")
    found = desk.opens(f"till?q={order.code}")
    assert "Cobrar S/ 35.00" in found.text.replace("\xa0", " ")
    page = desk.follows(desk.sends(f"till/orders/{order.id}", {"received": "50"}, on="till"))
    assert page.heading == "Recibo C01-2026-000001"
    assert "S/ 15.00" in page.text.replace("\xa0", " ")
    assert house.town.steps(case_id) == ["atender"]


def test_too_little_cash_is_told_and_kept_as_typed(house: Hall) -> None:
    order, desk = order_of(house.town, case_with_fee(house.town)), house.desk("celia")
    desk.sends("till", {"till": "1"}, on="till")
    for typed in ("34.99", "", "mucho", "-50", "1e9"):
        page = desk.sends(f"till/orders/{order.id}", {"received": typed}, on="till")
        assert page.status == 422
        assert page.value("received") == typed
        assert page.faults == ["Escriba cuánto recibió: al menos lo que se debe."]
    assert order_of(house.town, order.case_id).state == "pending"


def test_the_amount_of_a_receipt_is_not_taken_from_the_browser(house: Hall) -> None:
    case_id = case_with_fee(house.town)
    order, desk = order_of(house.town, case_id), house.desk("celia")
    desk.sends("till", {"till": "1"}, on="till")
    sent = {"received": "40", "amount": "1.00", "code": "000000000000"}
    page = desk.follows(desk.sends(f"till/orders/{order.id}", sent, on="till"))
    assert "S/ 35.00" in page.text.replace("\xa0", " ")


def test_a_receipt_is_voided_with_a_reason_by_who_gave_it(house: Hall) -> None:
    case_id = case_with_fee(house.town)
    desk = house.desk("celia")
    receipt = takes(desk, order_of(house.town, case_id).id)
    assert house.desk("bruno").opens(f"{receipt}/voiding").status == 403
    assert house.desk("mesa").opens(receipt).status == 403
    assert desk.sends(f"{receipt}/voiding", {"reason": " "}, on="till").status == 422
    page = desk.sends(f"{receipt}/voiding", {"reason": "Era de otra persona"}, on="till")
    assert "Era de otra persona" in desk.follows(page).text
    assert order_of(house.town, case_id).state == "pending"


def test_the_day_is_closed_by_counting_first(house: Hall) -> None:
    case_id = case_with_fee(house.town)
    desk = house.desk("celia")
    takes(desk, order_of(house.town, case_id).id)
    assert "35.00" not in desk.opens("till/closing").text
    page = desk.sends("till/closing", {"counted": "30"}, on="till")
    assert page.status == 422
    assert page.faults == ["No coincide con el libro: escriba por qué."]
    done = desk.sends("till/closing", {"counted": "30", "note": "Vuelto mal dado"}, on="till")
    assert done.status == 303
    seen = house.desk("teresa").opens("payments").text
    assert "Vuelto mal dado" in seen


def test_the_treasury_reads_a_file_once_and_settles_what_waits(house: Hall) -> None:
    town, desk = house.town, house.desk("teresa")
    case_id = case_with_fee(town)
    code = order_of(town, case_id).code
    content = bank_file((code, "30.00", DAY, "1"), ("nadie", "5.00", DAY, "2"))
    brought = {"file": ("banco.csv", content, "text/csv")}
    first = desk.sends("payments/files", {}, brought, on="payments")
    assert first.status == 303
    lines = desk.follows(first).text
    assert "de menos" in lines
    assert "sin orden conocida" in lines
    again = desk.sends(
        "payments/files", {}, {"file": ("b.csv", content, "text/csv")}, on="payments"
    )
    assert again.location == first.location
    for waiting in aside(town):
        sent = {"how": "applied", "code": code, "reason": "Lo trajo su vecina"}
        page = desk.sends(f"payments/suspense/{waiting.id}", sent, on="payments")
        assert page.status == 303, page.faults
    assert order_of(town, case_id).state == "paid"
    assert "Nada espera." in desk.opens("payments").text


def test_a_file_that_does_not_read_says_why_line_by_line(house: Hall) -> None:
    desk = house.desk("teresa")
    content = b"referencia,monto,fecha,operacion\n1,x,2026-03-02,1\n1,2,ayer,2\n"
    page = desk.sends("payments/files", {}, {"file": ("b.csv", content, "text/csv")}, on="payments")
    assert page.status == 422
    assert "Línea 2: el monto" in page.text
    assert "Línea 3: la fecha" in page.text
    assert desk.sends("payments/files", {}, on="payments").status == 422


def test_settling_tells_what_is_missing(house: Hall) -> None:
    desk = house.desk("teresa")
    content = bank_file(("nadie", "5.00", DAY, "2"))
    desk.sends("payments/files", {}, {"file": ("b.csv", content, "text/csv")}, on="payments")
    (waiting,) = aside(house.town)
    for sent, said in (
        ({"reason": "Así"}, "Diga qué se hace con el dinero."),
        ({"how": "returned"}, "Escriba el motivo."),
        ({"how": "applied", "code": "1", "reason": "Así"}, "No hay una orden con ese código"),
    ):
        page = desk.sends(f"payments/suspense/{waiting.id}", sent, on="payments")
        assert page.status == 422
        assert said in page.text


def test_pages_of_money_are_for_who_handles_it(house: Hall) -> None:
    case_id = case_with_fee(house.town)
    number = number_of(house, case_id)
    assert house.desk("mesa").opens("till").status == 403
    assert house.desk("mesa").opens("payments").status == 403
    assert house.desk("celia").opens("payments").status == 403
    assert house.desk("teresa").opens("till").status == 403
    assert house.desk("aldo").opens("payments").status == 200
    assert "Archivo del banco" not in house.desk("aldo").opens("payments").text
    assert house.desk("mesa").opens(f"cases/{number}/payments").status == 200
    assert house.desk("teresa").opens("till/receipts/5").status == 404


def test_the_case_shows_its_orders_and_the_treasury_gives_back(house: Hall) -> None:
    town = house.town
    case_id = case_with_fee(town)
    number, order = number_of(house, case_id), order_of(town, case_id)
    assert f"cases/{number}/payments" in house.desk("mesa").opens(f"cases/{number}").text
    pays_at_the_till(town, "celia", case_id)
    town.person("tito", "tesoreria", "mesa")
    desk, address = house.desk("tito"), f"cases/{number}/payments"
    over = desk.sends(f"{address}/{order.id}/refund", {"amount": "99", "reason": "x"}, on=address)
    assert over.status == 422
    done = desk.sends(
        f"{address}/{order.id}/refund", {"amount": "5", "reason": "De más"}, on=address
    )
    assert done.status == 303
    assert "devolvió S/ 5.00" in house.desk("mesa").opens(f"cases/{number}").text.replace(
        "\xa0", " "
    )
    mesa = house.desk("mesa")
    refused = mesa.sends(f"{address}/{order.id}/refund", {"amount": "5", "reason": "De más"})
    assert refused.status == 403


def test_somebody_pays_by_the_gateway_with_nothing_but_the_code(house: Hall) -> None:
    case_id = case_with_fee(house.town)
    order, desk = order_of(house.town, case_id), house.desk()
    page = desk.opens(f"pay/{order.code}")
    assert "Pagar S/ 35.00" in page.text.replace("\xa0", " ")
    assert "Constancia de posesión" in page.text
    sent = desk.sends(f"pay/{order.code}/trial", {"amount": "0.01"}, on=f"pay/{order.code}")
    assert sent.status == 303
    away = sent.location.removeprefix("http://testserver")
    assert "S/ 35.00" in desk.opens(away).text.replace("\xa0", " ")
    back = desk.follows(desk.sends(away, {"choice": "pay"}, on=away))
    assert "La pasarela confirmó su pago." in desk.follows(back).text
    assert order_of(house.town, case_id).state == "paid"
    assert house.town.steps(case_id) == ["atender"]


def test_the_way_back_leads_to_the_address_that_the_house_was_given(house: Hall) -> None:
    order = order_of(house.town, case_with_fee(house.town))
    desk = Hall(house.town, Settings(public_url="https://tramites.tambo.example/")).desk()
    sent = desk.sends(f"pay/{order.code}/trial", on=f"pay/{order.code}")
    assert sent.location.startswith(f"https://tramites.tambo.example/{house.slug}/pay/back/")


def test_what_is_refused_there_is_told_and_owed(house: Hall) -> None:
    case_id = case_with_fee(house.town)
    order, desk = order_of(house.town, case_id), house.desk()
    sent = desk.sends(f"pay/{order.code}/trial", on=f"pay/{order.code}")
    away = sent.location.removeprefix("http://testserver")
    back = desk.follows(desk.sends(away, {"choice": "refuse"}, on=away))
    assert "No se le cobró" in desk.follows(back).text
    assert order_of(house.town, case_id).state == "pending"


def test_without_the_gateway_there_is_no_button_and_no_page(house: Hall) -> None:
    order = order_of(house.town, case_with_fee(house.town))
    house.town.installation.gateways.clear()  # type: ignore[attr-defined]  # a dict, in this test
    desk = house.desk()
    assert "<form" not in desk.opens(f"pay/{order.code}").text.split("<main")[1].split("</main")[0]
    assert desk.opens(f"pay/back/{'0' * 48}/trial").status == 404


def test_a_form_of_another_site_moves_no_money(house: Hall) -> None:
    case_id = case_with_fee(house.town)
    order, desk = order_of(house.town, case_id), house.desk("celia")
    desk.sends("till", {"till": "1"}, on="till")
    slug = house.slug
    for address, data in (
        (f"/{slug}/till/orders/{order.id}", {"received": "50"}),
        (f"/{slug}/till", {"till": "2"}),
        (f"/{slug}/payments/files", {}),
        (f"/{slug}/payments/suspense/1", {"how": "returned", "reason": "x"}),
        (f"/{slug}/pay/{order.code}/trial", {}),
        (f"/{slug}/pay/back/{'0' * 48}/trial", {"choice": "pay"}),
        (f"/{slug}/cases/{number_of(house, case_id)}/payments/{order.id}/refund", {"amount": "1"}),
    ):
        assert desk.client.post(address, data=data).status_code == 403, address
    assert order_of(house.town, case_id).state == "pending"


def test_a_notice_over_the_wire_is_proved_by_its_signature_alone(house: Hall) -> None:
    town = house.town
    case_id = case_with_fee(town)
    order, desk = order_of(town, case_id), house.desk()
    sent = desk.sends(f"pay/{order.code}/trial", on=f"pay/{order.code}")
    token = sent.location.split("/")[-2]
    said = {"token": token, "state": "paid", "amount": "35.00", "currency": "PEN", "operation": "1"}
    body = json.dumps(said).encode()
    address = f"/{house.slug}/pay/notices/trial/server"
    forged = desk.client.post(address, content=body)
    assert (forged.status_code, forged.json()) == (401, {"state": "refused"})
    assert desk.client.post(address, content=b"x" * 30_000).status_code == 413
    gateway = town.installation.gateways[WAY]
    assert isinstance(gateway, TrialGateway)
    headers = dict(gateway.signed(town.municipality_id, body, now=town.clock.now()))
    for _ in range(2):
        heard = desk.client.post(address, content=body, headers=headers)
        assert (heard.status_code, heard.json()) == (200, {"state": "paid"})
    assert order_of(town, case_id).state == "paid"


def test_who_guesses_codes_has_to_wait(house: Hall) -> None:
    desk = house.desk()
    answers = [desk.opens(f"pay/{number:012d}").status for number in range(40)]
    assert answers[0] == 404
    assert answers[-1] == 429
