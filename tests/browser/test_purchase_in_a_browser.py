"""A whole purchase, from the need to the payment, each step by its person in a real browser."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.identity.sessions import actor_for
from processes.demo.contracts import closing, conformity, contract, delivery, payment
from processes.demo.plan import Act, Bid, minor, order_signed, preparation, tender
from processes.demo.sealing import sealed
from processes.demo.tambo_real import BOMBAS, DOMAIN, HIDRAULICA, LUCES, SLUG, VALLE
from storage.database import WHOLE_INSTALLATION
from storage.queries.cases import case_by_number
from storage.queries.identity import person_by_login
from storage.queries.municipalities import municipality_by_slug
from storage.queries.tasks import tasks_of_case
from tests.browser.conftest import Site
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser

BIDS = (
    Bid(HIDRAULICA, "171500.00", points=90),
    Bid(BOMBAS, "174900.00", points=82),
    Bid(VALLE, "178200.00", points=75),
)
PUMPS = (
    *preparation("180000.00", code="40151503", quantity="4", unit="kit", days=30),
    *tender(BIDS, number="0009-2026-MDTR/CON"),
    *contract("010-2026-MDTR"),
    delivery(52, quantity="4"),
    conformity(54),
    *payment(58, HIDRAULICA, "171500.00"),
    *closing(60),
)
COMPUTERS = (
    *preparation("36800.00", code="43211503", quantity="8", unit="unidad", days=15),
    *minor(LUCES, "35990.00", days=15, name="OC 0088-2026"),
    order_signed(),
    delivery(15, quantity="8"),
    conformity(17),
    *payment(21, LUCES, "35990.00"),
    *closing(23, guaranteed=False),
)
NUMBER, BID = "CON-2026-0001", "presentar_oferta"


def opens_the_case(visitor: Visitor, what: str) -> None:
    visitor.enters("julia")
    visitor.opens("start")
    visitor.page.locator("main a.button[href$='/start/compra']").click()
    visitor.fills(
        {
            "descripcion": what,
            "area": "Servicios Públicos",
            "finalidad": "Bombear agua a los barrios altos, hoy abastecidos por cisterna.",
        }
    )
    visitor.page.locator(".work-foot .button-primary").click()
    visitor.page.wait_for_url("**/tasks/*")
    assert NUMBER in visitor.page.locator("#toasts").inner_text()


def carries_out(visitor: Visitor, acts: tuple[Act, ...]) -> None:
    """Every act on its business day, by its person."""
    turns: Counter[int] = Counter()
    for act in acts:
        turns[act.day] += 1
        visitor.site.goes_to(visitor.site.business_day(act.day), minutes=7 * turns[act.day])
        if act.step != BID:
            visitor.does(act, NUMBER)
        elif act.data["ruc"] == HIDRAULICA.ruc:
            seals(visitor, act)
        else:
            sealed_elsewhere(visitor.site, act)


def seals(visitor: Visitor, act: Act) -> None:
    """A supplier writes their envelope, looks through it and files it."""
    visitor.enters(act.who)
    visitor.opens(f"inbox?text={NUMBER}")
    visitor.page.locator("a.row-link[href*='/tasks/']").first.click()
    visitor.page.wait_for_url("**/envelope")
    visitor.fills(act.data)
    visitor.attaches(act.papers, NUMBER)
    visitor.page.get_by_role("button", name="Revisar").click()
    read_back = visitor.page.get_by_role("heading", name="Revise antes de sellar")
    read_back.wait_for()
    visitor.page.get_by_role("button", name="Sellar y presentar").click()
    visitor.page.wait_for_url("**/receipt")
    assert "quedó sellado" in visitor.page.locator("#toasts").inner_text()


def sealed_elsewhere(site: Site, act: Act) -> None:
    """Another supplier files theirs, from wherever they are."""
    installation = site.installation
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, SLUG)
        assert town is not None
    with installation.database.read(town.id) as connection:
        person = person_by_login(connection, town.id, f"{act.who}@{DOMAIN}")
        assert person is not None
        actor = actor_for(installation, connection, town.id, person)
        case = case_by_number(connection, town.id, NUMBER)
        assert actor is not None
        assert case is not None
        waiting = tasks_of_case(connection, town.id, case.id, open_only=True)
    task = next(each for each in waiting if each.element_key == BID)
    sealed(installation, actor, task, act.data, act.papers)


def ends_paid(visitor: Visitor) -> None:
    visitor.opens(f"cases/{NUMBER}")
    sentence = visitor.page.locator("#status").inner_text()
    assert sentence.startswith("Terminó el ")
    assert sentence.endswith(": Pagado.")
    assert visitor.page.locator("#history .state-ok").inner_text() == "íntegra"
    assert visitor.page.locator(".river li[aria-current]").count() == 0


def test_the_pumps_go_from_the_need_to_the_payment(visitor: Visitor) -> None:
    opens_the_case(visitor, "Motobombas y tubería para el agua potable")
    carries_out(visitor, PUMPS)
    ends_paid(visitor)


def test_a_small_purchase_goes_all_the_way_without_script(plain_visitor: Visitor) -> None:
    opens_the_case(plain_visitor, "Equipos de cómputo para la oficina de Rentas")
    carries_out(plain_visitor, COMPUTERS)
    ends_paid(plain_visitor)
