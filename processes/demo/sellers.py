"""The suppliers of Tambo Real: in its register, one sanctioned, and two people who act for theirs.

They come in at the window like any citizen. What is there already stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from engine.citizens.people import Applicant, enter_citizen
from engine.identity import Actor
from engine.identity.passwords import hash_password
from engine.installation import Installation
from engine.refusals import Refused
from engine.suppliers.asking import Asked, ask_to_act, decide_to_let_act
from engine.suppliers.companies import Entered, Told, enter_supplier
from engine.suppliers.marks import mark_supplier
from processes.demo.tambo_real import (
    BOMBAS,
    HIDRAULICA,
    PASSWORD,
    SUPPLIERS,
    Supplier,
)
from storage.queries.citizens import citizen_by_login
from storage.queries.suppliers import supplier_by_number

SANCTIONED = Supplier("Suministros del Norte S.A.C.", "20459876546", "140101")
YEARS = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Seller:
    """Somebody with an account who acts for a supplier."""

    applicant: Applicant
    supplier: Supplier
    document: str


SELLERS = (
    Seller(
        Applicant("Nélida Farfán", "46872210", "nelida@hidraulica.example", "+51984555210"),
        HIDRAULICA,
        "Vigencia de poder, SUNARP Cusco",
    ),
    Seller(
        Applicant("Raúl Ticona", "40113355", "raul@bombas.example", "+51984555211"),
        BOMBAS,
        "Vigencia de poder, SUNARP Cusco",
    ),
)


def enter_suppliers(installation: Installation, rosa: Actor, *, since: date) -> None:
    """The register as Rosa of Contrataciones keeps it, and who may act for whom."""
    town = rosa.municipality_id
    for one in (*SUPPLIERS, SANCTIONED):
        with installation.database.read(town) as connection:
            known = supplier_by_number(connection, town, one.ruc)
        if known is None:
            _enter(installation, rosa, one, since)
    for seller in SELLERS:
        with installation.database.read(town) as connection:
            account = citizen_by_login(connection, town, seller.applicant.email)
        if account is None:
            _let_in(installation, rosa, seller)


def _enter(installation: Installation, rosa: Actor, one: Supplier, since: date) -> None:
    told = Told(
        one.ruc,
        one.name,
        small=one.small,
        registered_from=since - YEARS,
        chapters=("goods", "services"),
    )
    entered = enter_supplier(installation, rosa, told)
    if not isinstance(entered, Entered):
        raise RuntimeError(f"{one.name} cannot be entered: {entered.details}")
    if one is SANCTIONED:
        mark_supplier(
            installation,
            rosa,
            entered.supplier_id,
            kind="sanction",
            from_on=since,
            until_on=None,
            source="Tribunal de Contrataciones, Res. 0123-2026 (ejemplo)",
        )


def _let_in(installation: Installation, rosa: Actor, seller: Seller) -> None:
    town = rosa.municipality_id
    person_id = installation.database.run(
        lambda connection: enter_citizen(
            installation,
            connection,
            town,
            seller.applicant,
            login=seller.applicant.email,
            password_hash=hash_password(PASSWORD),
            locale="es",
        ),
        municipality=town,
    )
    account = Actor(town, person_id, seller.applicant.name, outside=True)
    told = Told(seller.supplier.ruc, seller.supplier.name)
    asked = ask_to_act(installation, account, told, seller.document)
    if not isinstance(asked, Asked):
        raise RuntimeError(f"{seller.applicant.name} cannot ask: {asked}")
    done = decide_to_let_act(installation, rosa, asked.request_id, granted=True)
    if isinstance(done, Refused):
        raise RuntimeError(f"{seller.applicant.name} may not act: {done}")
