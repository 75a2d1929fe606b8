"""Suppliers keep out of each other's tasks, questions and papers, over pages and the API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.definitions.loading import active_program_of
from engine.definitions.publication import condition
from engine.identity.house import SUPPLIER
from engine.refusals import RefusalKind, Refused
from engine.suppliers.acting import as_supplier
from engine.suppliers.asking import ask_to_act, decide_to_let_act
from engine.suppliers.companies import Told, enter_supplier
from engine.suppliers.marks import mark_supplier
from engine.suppliers.work import finish
from engine.tasks import claim, complete
from storage.queries.tasks import tasks_of_case
from tests.features.purchase import Purchase
from tests.hall import Hall
from tests.sellers import (
    BOMBAS,
    HIDRAULICA,
    NELIDA,
    RAUL,
    called,
    companies,
    number_of,
    seller,
    token_of,
)
from tests.town import Town
from tests.window import actor_with
from ui.settings import Settings

ASKED = {
    "tipo_consulta": "consulta",
    "seccion": "Anexo secreto",
    "fundamento": "Fundamento secreto",
}


@pytest.fixture
def calling(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, Purchase]]:
    town = Town(database_url, tmp_path / "documents")
    purchase = called(town)
    yield Hall(town, Settings()), purchase
    town.close()


def test_what_one_asked_is_read_by_no_other_supplier(calling: tuple[Hall, Purchase]) -> None:
    hall, purchase = calling
    town, address = hall.town, f"suppliers/calls/{number_of(purchase)}"
    mine, rival = token_of(town, NELIDA, HIDRAULICA), token_of(town, RAUL, BOMBAS)
    sent = seller(hall, mine).sends(f"{address}/consultar", ASKED, on=f"{address}/consultar")
    assert sent.status == 303
    for token in (rival, ""):
        desk = seller(hall, token) if token else hall.desk()
        for page in (address, f"{address}/consultar", "suppliers/mine", "suppliers"):
            assert "secreto" not in desk.opens(page).text, page


def test_a_draft_of_one_is_not_shown_to_another(calling: tuple[Hall, Purchase]) -> None:
    hall, purchase = calling
    town, address = hall.town, f"suppliers/calls/{number_of(purchase)}/consultar"
    mine, rival = token_of(town, NELIDA, HIDRAULICA), token_of(town, RAUL, BOMBAS)
    half = seller(hall, mine).sends(address, {**ASKED, "tipo_consulta": ""}, on=address)
    assert half.status == 422
    assert "secreto" in seller(hall, mine).opens(address).text
    assert "secreto" not in seller(hall, rival).opens(address).text


def test_nobody_acts_for_a_supplier_that_is_not_theirs(calling: tuple[Hall, Purchase]) -> None:
    hall, purchase = calling
    town, address = hall.town, f"suppliers/calls/{number_of(purchase)}/consultar"
    token_of(town, NELIDA, HIDRAULICA)
    rival = token_of(town, RAUL, BOMBAS)
    (theirs,) = companies(town, actor_with(town, rival), date(2026, 3, 9))
    desk = seller(hall, rival)
    assert desk.opens(f"{address}?supplier={theirs.supplier_id}").status == 200
    for other in (theirs.supplier_id + 1, 1, "x", "-1", "%00"):
        assert desk.opens(f"{address}?supplier={other}").status in (200, 403), other
        assert "Hidráulica" not in desk.opens(f"{address}?supplier={other}").text
    named = {**ASKED, "postor": HIDRAULICA.name, "ruc": HIDRAULICA.number}
    assert desk.sends(address, named, on=address).status == 303
    told = purchase.seen()["consultas"]
    assert [each["ruc"] for each in told] == [BOMBAS.number]  # type: ignore[attr-defined]


def test_the_register_is_written_by_nobody_from_outside(calling: tuple[Hall, Purchase]) -> None:
    hall, _purchase = calling
    town = hall.town
    account = actor_with(town, token_of(town, NELIDA))
    asked = ask_to_act(town.installation, account, Told(HIDRAULICA.number, "Sur"), "Mi palabra")
    assert not isinstance(asked, Refused)
    company = as_supplier(account, ())
    tries = [
        decide_to_let_act(town.installation, account, asked.request_id, granted=True),
        decide_to_let_act(town.installation, company, asked.request_id, granted=True),
        decide_to_let_act(
            town.installation, town.people["proveedor"], asked.request_id, granted=True
        ),
        enter_supplier(town.installation, account, HIDRAULICA),
        mark_supplier(
            town.installation,
            town.people["julia"],
            1,
            kind="sanction",
            from_on=date(2026, 3, 1),
            until_on=None,
            source="Nadie",
        ),
    ]
    assert [each.kind for each in tries if isinstance(each, Refused)] == [RefusalKind.NO_ROLE] * 5


def test_a_role_from_outside_opens_no_task_of_the_house_nor_one_of_another(
    calling: tuple[Hall, Purchase],
) -> None:
    hall, purchase = calling
    town = hall.town
    account = actor_with(town, token_of(town, NELIDA, HIDRAULICA))
    acting = companies(town, account, date(2026, 3, 9))
    actor = as_supplier(account, acting)
    purchase.on(date(2026, 3, 13))
    tasks = town.reads(lambda c: tasks_of_case(c, town.municipality_id, purchase.case_id))
    (answering,) = [each for each in tasks if each.element_key == "absolver_consultas"]
    for answer in (
        claim(town.installation, actor, answering.id),
        complete(town.installation, actor, answering.id, {"hay_consultas": "no"}),
        finish(town.installation, actor, acting[0], answering.id, {"hay_consultas": "no"}),
    ):
        assert isinstance(answer, Refused)
        assert answer.kind in (RefusalKind.NO_ROLE, RefusalKind.NOT_FOUND)
    address = f"suppliers/calls/{number_of(purchase)}/absolver_consultas"
    assert seller(hall, account_token(hall)).opens(address).status in (404, 409)


def account_token(hall: Hall) -> str:
    """Another account that acts for another supplier."""
    return token_of(hall.town, RAUL, BOMBAS)


def test_the_session_of_an_account_is_no_session_of_the_house(
    calling: tuple[Hall, Purchase],
) -> None:
    hall, purchase = calling
    token = token_of(hall.town, NELIDA, HIDRAULICA)
    desk = seller(hall, token)
    number = number_of(purchase)
    for page in ("inbox", f"cases/{number}", "supplier-register", f"cases/{number}/index"):
        assert "/sign-in" in desk.opens(page).location, page
    for call in ("me", "tasks", f"cases/{number}"):
        answer = desk.client.get(f"/api/v1/{call}", headers={"authorization": f"Bearer {token}"})
        assert answer.status_code in (401, 403, 404), call


def test_what_the_manifest_says_of_suppliers_names_steps_that_there_are(
    calling: tuple[Hall, Purchase],
) -> None:
    town = calling[0].town
    definition = town.reads(
        lambda c: active_program_of(town.installation, c, town.municipality_id, "compra")
    )
    assert definition is not None
    steps = {each.id for each in definition.program.elements}
    said = definition.manifest.publicity
    for name in ("theirs", "standing"):
        assert set(said[name]) <= steps, name
    assert set(said["anybody"]) <= steps
    known = {"ranking": [{"ruc": "1"}, {"ruc": "2"}], "orden": Decimal(1)}
    assert condition(said["theirs"]["presentar_factura"]).evaluate(known) == "1"
    mine = [each for each in definition.program.elements if each.role == SUPPLIER]
    assert {"consultar", "presentar_factura", "apelar"} <= {each.id for each in mine}


def test_a_supplier_at_the_door_of_the_staff_sees_no_case_of_others(
    calling: tuple[Hall, Purchase],
) -> None:
    hall, purchase = calling
    town, open_call = hall.town, number_of(purchase)
    other = Purchase(town)
    other.need("Motobombas secretas", area="Obras", days="10")
    hidden = number_of(other)
    desk, julia = hall.desk("proveedor"), hall.desk("julia")
    for page in (f"cases/{hidden}", f"cases/{hidden}/events"):
        assert julia.opens(page).status == 200
        refused = desk.opens(page)
        assert (refused.status, "secretas" in refused.text) == (403, False), page
    for page in ("cases", "cases?q=Motobombas", "inbox"):
        assert "secretas" not in desk.opens(page).text, page
    assert "Motobombas secretas" in julia.opens("cases").text
    assert desk.opens(f"cases/{open_call}").status == 200  # it calls everybody
