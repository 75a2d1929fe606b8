"""The register of suppliers: entered, corrected, marked; each act in the history of the town.

A supplier is a person from outside whom nobody signs in as: who acts for it has a mandate.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.identity.people import LONGEST_NAME, is_email
from engine.installation import Installation
from engine.outside.texts import PHONE
from engine.refusals import RefusalKind, Refused
from engine.suppliers.numbers import read_number
from engine.suppliers.rights import refusal_to_keep
from storage.database import Connection, TooManyRaces
from storage.queries.municipalities import municipality_by_id
from storage.queries.suppliers import SupplierRow, supplier_by_id, supplier_by_number
from storage.tables.suppliers import SupplierKind
from storage.writes.identity import insert_person
from storage.writes.suppliers import change_supplier, insert_supplier

T = TypeVar("T")
CHAPTERS = ("goods", "services", "works", "consulting")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What an officer writes of a supplier. `small`: a micro or small enterprise; the days are
    those of the national register, `chapters` some of CHAPTERS; `account` of a bank is personal."""

    number: str
    name: str
    kind: str = SupplierKind.LEGAL
    small: bool = False
    registered_from: date | None = None
    registered_until: date | None = None
    chapters: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    address: str = ""
    account: str = ""

    def columns(self) -> dict[str, Any]:
        """As they are stored."""
        told = {**asdict(self), "chapters": " ".join(self.chapters), "small": int(self.small)}
        return {name: told[name] for name in told if name not in ("number", "name")}


@dataclass(frozen=True, slots=True)
class Entered:
    """The supplier stands in the register; `new` when it did not before, `changed` when something
    is told otherwise."""

    supplier_id: int
    new: bool
    changed: bool = False


def enter_supplier(installation: Installation, actor: Actor, told: Told) -> Entered | Refused:
    """Write a supplier down, or what is now known of the one with that number."""

    def verb(connection: Connection) -> Entered | Refused:
        return entered(installation, connection, actor, told)

    return _kept(installation, actor, verb)


def entered(
    installation: Installation, connection: Connection, actor: Actor, told: Told
) -> Entered | Refused:
    """The same inside a transaction."""
    town = actor.municipality_id
    told, wrong = tidied(told, country_of(connection, town))
    if wrong:
        return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
    history = TownHistory(installation, connection, actor)
    known = supplier_by_number(connection, town, told.number)
    if known is None:
        supplier_id = write_supplier(installation, connection, town, told)
        kind = TownEventKind.SUPPLIER_ENTERED
    else:
        changed = changed_in(known, told)
        if not changed:
            return Entered(known.id, new=False)
        supplier_id, kind = known.id, TownEventKind.SUPPLIER_CORRECTED
        change_supplier(
            connection,
            town,
            known.id,
            person_id=known.person_id,
            name=told.name,
            at=history.now,
            values=told.columns(),
        )
        history.add(
            kind,
            data={"supplier": str(known.id), "fields": json.dumps(changed)},
            detail={"title": told.name, "before": _before(known, changed)},
        )
    if known is None:
        data = {"supplier": str(supplier_id)}
        history.add(kind, data=data, detail={"title": told.name, "number": told.number})
    history.write()
    return Entered(supplier_id, new=known is None, changed=known is not None)


def write_supplier(
    installation: Installation, connection: Connection, municipality_id: int, told: Told
) -> int:
    """Their rows, without a word in the history; the id of the supplier."""
    person_id, supplier_id = installation.ids.new(), installation.ids.new()
    now = installation.clock.now()
    insert_person(
        connection,
        municipality_id,
        person_id=person_id,
        name=told.name,
        national_id=told.number,  # by it the assignee of a model is found
        active_from=now,
        outside=True,
    )
    insert_supplier(
        connection,
        municipality_id,
        supplier_id=supplier_id,
        person_id=person_id,
        number=told.number,
        at=now,
        values=told.columns(),
    )
    return supplier_id


def tidied(told: Told, country: str) -> tuple[Told, str]:
    """Without spaces around; and the field to correct, empty when all is well."""
    number = read_number(country, told.number)
    clean = Told(
        number or told.number.strip()[:LONGEST],
        " ".join(told.name.split()),
        told.kind,
        told.small,
        told.registered_from,
        told.registered_until,
        tuple(each for each in CHAPTERS if each in told.chapters),
        told.email.strip().lower(),
        "".join(each for each in told.phone if each not in " -"),
        " ".join(told.address.split()),
        " ".join(told.account.split()),
    )
    return clean, _wrong(clean, number)


def country_of(connection: Connection, municipality_id: int) -> str:
    """ISO code of the country of a municipality."""
    row = municipality_by_id(connection, municipality_id)
    return row.country if row is not None else ""


def changed_in(known: SupplierRow, told: Told) -> list[str]:
    """The names of what is told otherwise than it is known."""
    columns = told.columns() | {"name": told.name}
    return sorted(name for name, value in columns.items() if getattr(known, name) != value)


def _before(known: SupplierRow, changed: list[str]) -> str:
    """What was known, as it is kept with the change."""
    return json.dumps({name: str(getattr(known, name)) for name in changed}, ensure_ascii=False)


def _wrong(told: Told, number: str) -> str:
    if not number:
        return "number"
    if not 2 <= len(told.name) <= LONGEST_NAME or not told.name.isprintable():
        return "name"
    if told.kind not in tuple(SupplierKind):
        return "kind"
    if told.email and not is_email(told.email):
        return "email"
    if told.phone and not PHONE.fullmatch(told.phone):
        return "phone"
    first, last = told.registered_from, told.registered_until
    if first is not None and last is not None and last < first:
        return "registered_until"
    texts = {"address": told.address, "account": told.account}
    return next((name for name, text in texts.items() if len(text) > LONGEST), "")


def _kept(
    installation: Installation, actor: Actor, verb: Callable[[Connection], T | Refused]
) -> T | Refused:
    refused = refusal_to_keep(actor)
    if refused is not None:
        return refused
    try:
        return installation.database.run(verb, municipality=actor.municipality_id)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)


def supplier_for(
    connection: Connection, municipality_id: int, supplier_id: int
) -> SupplierRow | Refused:
    """The supplier of an address, or that there is none."""
    row = supplier_by_id(connection, municipality_id, supplier_id)
    return row or Refused(RefusalKind.NOT_FOUND)
