"""Who acts for which supplier: somebody with an account, by a mandate that holds today.

It is the mandate of the window (`engine.citizens.mandates`), asked for with every request: one that
lapsed or was taken back is gone with the next page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from engine.citizens.mandates import today_of
from engine.identity import Actor
from engine.identity.actor import StandIn
from engine.identity.house import SUPPLIER
from engine.installation import Installation
from storage.database import Connection
from storage.queries.suppliers import CompanyRow, companies_of

_ROLE = frozenset({SUPPLIER})


def companies_here(
    installation: Installation, connection: Connection, actor: Actor, process_key: str = ""
) -> tuple[CompanyRow, ...]:
    """The suppliers for whom somebody acts today, in a process where it is named; none for who
    has no account, or came in by the PIN of a case."""
    if actor.person_id is None or not actor.outside or actor.confined:
        return ()
    town = actor.municipality_id
    today = today_of(installation, connection, town)
    return companies_of(connection, town, actor.person_id, on=today, process_key=process_key)


def as_supplier(actor: Actor, companies: Iterable[CompanyRow]) -> Actor:
    """The same person with the hands of these suppliers: what is given to one of them is theirs to
    do, and the history tells in whose name it was done."""
    stands = tuple(StandIn(each.person_id, _ROLE) for each in companies)
    if not stands or not actor.outside:
        return actor
    return replace(actor, roles=_ROLE, stands_for=stands)
