"""Suppliers for the tests: accounts that act for companies, and the purchases that they sell to."""

from __future__ import annotations

from datetime import date

from engine.citizens.people import Applicant
from engine.identity import Actor
from engine.suppliers.asking import Asked, Decided, ask_to_act, decide_to_let_act
from engine.suppliers.companies import Told
from storage.queries.suppliers import CompanyRow, companies_of
from tests.features.purchase import Purchase
from tests.hall import Desk, Hall
from tests.town import Town
from tests.window import actor_with, with_account

HIDRAULICA = Told("20512345671", "Hidráulica del Sur S.A.C.")
BOMBAS = Told("20498765433", "Bombas y Riegos Andinos S.A.C.")
NELIDA = Applicant("Nélida Farfán", "46872210", "nelida@hidraulica.pe")
RAUL = Applicant("Raúl Ticona", "40113355", "raul@bombas.pe")


def token_of(town: Town, applicant: Applicant, *companies: Told) -> str:
    """The token of a new account that acts for these suppliers."""
    token = with_account(town, applicant)
    for company in companies:
        let_act(town, actor_with(town, token), company)
    return token


def let_act(town: Town, account: Actor, company: Told) -> None:
    """The account asks, and Rosa of Contrataciones grants it."""
    asked = ask_to_act(town.installation, account, company, "Vigencia de poder, SUNARP")
    assert isinstance(asked, Asked), asked
    done = decide_to_let_act(town.installation, town.people["rosa"], asked.request_id, granted=True)
    assert isinstance(done, Decided), done


def companies(town: Town, account: Actor, on: date) -> tuple[CompanyRow, ...]:
    """For whom an account acts on a day."""
    person = account.person_id or 0
    return town.reads(lambda c: companies_of(c, town.municipality_id, person, on=on))


def seller(hall: Hall, token: str) -> Desk:
    """A browser of somebody with an account."""
    desk = hall.desk()
    desk.client.cookies.set("cauce_citizen", token)
    return desk


def called(town: Town, *, day: date = date(2026, 3, 9)) -> Purchase:
    """A purchase that was called on a day, in its term of enquiries."""
    purchase = Purchase(town)
    purchase.found()
    purchase.on(date(2026, 3, 2))
    purchase.need("Motobombas para el agua", area="Obras", days="30")
    purchase.study("180000.00")
    purchase.certify()
    purchase.approve()
    purchase.on(day)
    purchase.call(enquiries="3", offers="5")
    return purchase


def number_of(purchase: Purchase) -> str:
    """The number of its case."""
    return purchase.town.case(purchase.case_id).number
