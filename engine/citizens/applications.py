"""What stands beside a case that somebody from outside asked for: who asks, their part in the case,
its tracking code and the PIN that opens it.

Cases of one application have a code each, one applicant and one PIN: that of the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.cases.opening import Opening
from engine.citizens import codes, pins
from engine.citizens.people import Applicant, enter_citizen
from engine.history.kinds import EventKind
from engine.history.ledger import Ledger
from engine.identity import Actor
from engine.identity.passwords import hash_password
from engine.installation import Installation
from engine.notices.kinds import Channel
from storage import step
from storage.database import Connection
from storage.queries.citizens import ApplicationRow
from storage.queries.mandates import mandate_by_id
from storage.queries.municipalities import municipality_by_id
from storage.tables.casefile import PartyRole
from storage.writes import citizens as writes
from storage.writes.casefile import insert_party
from storage.writes.party_notices import set_way


class FiledThrough(StrEnum):
    """portal: without an account; account: with one; counter: by somebody of the house."""

    PORTAL = "portal"
    ACCOUNT = "account"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for it, how, and for whom instead; `originals` were seen at the counter."""

    told: Applicant
    channel: FiledThrough
    mandate_id: int | None = None
    originals: tuple[str, ...] = ()

    @property
    def for_another(self) -> bool:
        """Who files is not who asks."""
        return self.channel is FiledThrough.COUNTER or self.mandate_id is not None


class Together:
    """The cases of one application, while they are written: one applicant, one PIN. A transaction
    that lost a race is run again: everything is made anew then but the PIN."""

    def __init__(self, installation: Installation, *, several: bool) -> None:
        self.pin = pins.new_pin(installation.random_bytes)
        self.pin_hash = hash_password(self.pin)
        self.several = several
        self.lead_id = self.person_id = 0


class Application:
    """One of them. The first is written first."""

    def __init__(
        self, installation: Installation, actor: Actor, asked: Asked, together: Together, place: int
    ) -> None:
        self.code = ""
        self._installation, self._actor, self._asked = installation, actor, asked
        self._together, self._first = together, place == 0
        self._told, self._party_id = asked.told, installation.ids.new()

    def tell(self, ledger: Ledger) -> None:
        """How it came in, who asks and how they agreed to be told; which originals were seen."""
        channel = str(self._asked.channel)
        if self._asked.mandate_id is not None:
            data = {"channel": channel, "mandate": str(self._asked.mandate_id)}
        else:
            data = {"channel": channel}
        ledger.add(EventKind.APPLICATION_FILED, data=data, detail={"title": self._told.name})
        if self._asked.originals:
            seen = {"title": ", ".join(self._asked.originals), "count": len(self._asked.originals)}
            ledger.add(EventKind.ORIGINALS_SEEN, data=seen)
        way = self._way()
        if way is not None:
            told = {"party": str(self._party_id), "channel": str(way[0])}
            ledger.add(EventKind.PARTY_WAY_AGREED, data=told, detail={"title": self._told.name})

    def write(self, connection: Connection, opening: Opening, case_id: int) -> None:
        """The applicant, their part in the case, and the row that ties them."""
        town, now = opening.actor.municipality_id, opening.now
        together = self._together
        if self._first:
            together.lead_id, together.person_id = case_id, self._applicant(connection, town)
        row = municipality_by_id(connection, town)
        assert row is not None  # noqa: S101  # its case just began
        number = step.next_number(connection, town, kind=codes.SERIES, year=opening.year)
        short_name = codes.short_name_of(row.slug, row.short_name)
        self.code = codes.code_of(year=opening.year, short_name=short_name, number=number)
        writes.insert_application(
            connection,
            town,
            ApplicationRow(
                case_id=case_id,
                person_id=together.person_id,
                code=self.code,
                pin_hash=together.pin_hash,
                tries_left=pins.TRIES,
                closed_until=None,
                channel=self._asked.channel,
                filed_by=self._actor.person_id if self._asked.for_another else None,
                mandate_id=self._asked.mandate_id,
                filed_at=now,
                withdrawn_at=None,
                lead_id=together.lead_id if together.several else None,
            ),
        )
        self._enter_party(connection, opening, case_id)

    def _applicant(self, connection: Connection, town: int) -> int:
        """The row of who asks: their own, that of whom they act for, or a new one."""
        told, own = self._told, self._actor.person_id or 0
        if self._asked.mandate_id is not None:
            mandate = mandate_by_id(connection, town, self._asked.mandate_id)
            assert mandate is not None  # noqa: S101  # asked before
            return mandate.principal_id
        if self._asked.channel is FiledThrough.COUNTER:
            return enter_citizen(self._installation, connection, town, told)
        writes.correct_citizen(
            connection,
            town,
            own,
            name=told.name,
            national_id=told.national_id,
            email=told.email,
            phone=told.phone,
        )
        return own

    def _enter_party(self, connection: Connection, opening: Opening, case_id: int) -> None:
        told, town = self._told, opening.actor.municipality_id
        insert_party(
            connection,
            town,
            id=self._party_id,
            case_id=case_id,
            role=PartyRole.APPLICANT,
            name=told.name,
            national_id=told.national_id,
            contact=" · ".join(each for each in (told.email, told.phone) if each),
            added_at=opening.now,
            added_by=opening.actor.person_id,
        )
        way = self._way()
        if way is not None:
            set_way(
                connection,
                town,
                self._party_id,
                case_id=case_id,
                channel=way[0],
                address=way[1],
                at=opening.now,
                by=opening.actor.person_id,
            )

    def _way(self) -> tuple[str, str] | None:
        """By mail where they gave an address, else to their telephone."""
        if self._told.email:
            return Channel.MAIL, self._told.email
        return (Channel.SMS, self._told.phone) if self._told.phone else None
