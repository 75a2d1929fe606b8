"""What must be known before a case can begin: the process in force, who may, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.bpmn import Surroundings
from engine.cases.numerals import decimal_point
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import Definition, active_program_of
from engine.definitions.manifest import Manifest
from engine.definitions.service import Channel
from engine.history.ledger import Ledger
from engine.identity import Actor
from engine.identity.house import APPLICANT, COUNTER
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.municipalities import municipality_by_id
from storage.tables.types import micros


class Beside(Protocol):
    """What is told and written together with a case that begins, in its transaction."""

    def tell(self, ledger: Ledger) -> None:
        """Its events, after that of the beginning."""

    def write(self, connection: Connection, opening: Opening, case_id: int) -> None:
        """Its rows, once those of the case are there."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A case about to begin."""

    installation: Installation
    actor: Actor
    definition: Definition
    surroundings: Surroundings
    now: datetime
    currency: str | None
    point: str
    on_behalf_of: str | None
    beside: Beside | None = None

    @property
    def at(self) -> int:
        """The moment in stored form."""
        return micros(self.now)

    @property
    def year(self) -> int:
        """The local year, in whose series the case is counted."""
        return self.surroundings.today.year

    def next_number(self, connection: Connection) -> str:
        """The next number of the series, taken in this transaction."""
        number = self.definition.manifest.number
        sequence = step.next_number(
            connection, self.actor.municipality_id, kind=number.counter, year=self.year
        )
        return number.write(year=self.year, sequence=sequence)


def may_start(actor: Actor, definition: Definition) -> bool:
    """A person with these roles may open this kind of case by hand."""
    by_hand = any(point.trigger == "none" for point in definition.program.starts)
    return by_hand and may_begin(actor, definition.manifest)


def may_begin(actor: Actor, manifest: Manifest) -> bool:
    """The same, asked of the manifest alone: who has the role, and where cases may be filed from
    outside, who is, and the counter for them. Who came in by the PIN of a case begins no other."""
    starters = manifest.starters
    if actor.outside:
        online = manifest.service is None or Channel.ONLINE in manifest.service.channels
        return APPLICANT in starters and online and not actor.confined
    for_others = APPLICANT in starters and COUNTER in actor.roles
    return for_others or not actor.roles.isdisjoint(starters)


def opening_of(
    installation: Installation,
    actor: Actor,
    connection: Connection,
    process_key: str,
    on_behalf_of: str | None,
    beside: Beside | None = None,
) -> Opening | Refused:
    """The opening, or why the person may not open a case."""
    municipality_id = actor.municipality_id
    definition = active_program_of(installation, connection, municipality_id, process_key)
    if definition is None:
        return Refused(RefusalKind.NOT_ACTIVE, {"process": process_key})
    if not may_start(actor, definition):
        return Refused(RefusalKind.NOT_ALLOWED_TO_START, {"process": definition.title})
    return opening_for(installation, actor, connection, definition, on_behalf_of, beside)


def opening_for(
    installation: Installation,
    actor: Actor,
    connection: Connection,
    definition: Definition,
    on_behalf_of: str | None = None,
    beside: Beside | None = None,
) -> Opening:
    """The opening of a case that may begin."""
    municipality_id = actor.municipality_id
    now = installation.clock.now()
    town = municipality_by_id(connection, municipality_id)
    return Opening(
        installation=installation,
        actor=actor,
        definition=definition,
        surroundings=surroundings_of(installation, connection, municipality_id, now),
        now=now,
        currency=None if town is None else town.currency,
        point="." if town is None else decimal_point(town.country),
        on_behalf_of=on_behalf_of,
        beside=beside,
    )
