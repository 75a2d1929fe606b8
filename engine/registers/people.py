"""The people whom the municipality knows by their national identifier: those in its cases, as far
as the reader may look into them, and those with an account. Somebody from outside finds what they
declared in their own cases, for themselves or for whom they act, and nothing else.

Of several cases the newest goes first. Besides name and contact, what a person declared when such a
case was opened, in a form that itself takes of this register (so an address is known too).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.cases.finding import reach_of
from engine.cases.starting import plain_start
from engine.definitions.loading import program_of
from engine.forms.registers import declared_in
from engine.identity.actor import Actor
from engine.registers.offering import Found
from engine.values import Value, loads
from storage.database import Connection
from storage.queries.cases import submissions_of_case
from storage.queries.identity import person_by_national_id
from storage.queries.known_people import KnownPartyRow, known_parties, own_parties
from storage.words import plain_number

if TYPE_CHECKING:  # the installation holds the registers
    from engine.installation import Installation

NAME = "people"
GIVES = frozenset({"nombre", "correo", "telefono", "domicilio"})
SHORTEST = 5
"""Signs of an identifier; a shorter one finds nobody."""
CASES = 3
"""So many of the newest cases are looked into."""
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,}")


class People:
    """The register of people."""

    name = NAME
    gives = GIVES
    of_people = True

    def lookup(
        self, installation: Installation, connection: Connection, actor: Actor, key: str
    ) -> Found | None:
        """Name, e-mail, telephone and address, as far as they are known."""
        number = plain_number(key)
        if len(number) < SHORTEST:
            return None
        town = actor.municipality_id
        parties = _known_to(connection, actor, number)
        values: dict[str, Value] = {}
        for party in parties:
            for name, value in _of_party(party).items():
                values.setdefault(name, value)
            for name, value in _declared(installation, connection, party, key).items():
                values.setdefault(name, value)
        account = None if actor.outside else person_by_national_id(connection, town, key)
        if account is not None:
            values.setdefault("nombre", account.name)
            if account.email:
                values.setdefault("correo", account.email)
        if not values:
            return None
        return Found(values, parties[0].number if parties else "")


def _known_to(connection: Connection, actor: Actor, number: str) -> tuple[KnownPartyRow, ...]:
    """Of somebody from outside only who asked for a case that is theirs: they themselves, and those
    whom they act for. What they say of their number proves nothing."""
    town = actor.municipality_id
    if actor.outside:
        among = actor.applicant_of
        return own_parties(connection, town, number, among=among, limit=CASES) if among else ()
    inside = reach_of(connection, actor).inside
    return known_parties(connection, town, number, definitions=inside, limit=CASES)


def _of_party(party: KnownPartyRow) -> dict[str, Value]:
    """The contact of somebody in a case is one line: an e-mail, a telephone, or both in words."""
    known: dict[str, Value] = {"nombre": party.name}
    mail = next((word for word in re.split(r"[\s,;]+", party.contact) if "@" in word), "")
    phone = _PHONE.search(party.contact)
    if mail:
        known["correo"] = mail
    if phone:
        known["telefono"] = phone[0].strip()
    return known


def _declared(
    installation: Installation, connection: Connection, party: KnownPartyRow, key: str
) -> dict[str, Value]:
    """What was declared when the case was opened, of this very person."""
    town = party.municipality_id
    definition = program_of(installation, connection, town, party.definition_id)
    form = definition.form_of(plain_start(definition).form_key)
    started = (row for row in submissions_of_case(connection, town, party.case_id))
    first = next((row for row in started if row.task_id is None and not row.sealed), None)
    if form is None or first is None:
        return {}
    values = loads(first.data)
    return declared_in(form, values, NAME, key) if isinstance(values, dict) else {}


PEOPLE = People()
