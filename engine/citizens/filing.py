"""Filing: a case begins for an applicant, with its tracking code and its PIN, in one transaction.

Three ways lead here, with the same form, files and rules: as a guest, with an account (for oneself
or, with a mandate, for another), and at the counter, where somebody of the house does it for who
came, and writes down which originals were seen. The code comes from a counter in the transaction of
the case: a case that could not begin gives its number back, and the series has no gaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from engine.cases.entry import Entry
from engine.cases.opening import Opening
from engine.cases.starting import Started, start
from engine.catalogue.listing import is_closed
from engine.citizens import codes, pins
from engine.citizens.mandates import refusal_to_represent
from engine.citizens.people import Applicant, enter_citizen, wrong_in
from engine.citizens.sessions import SessionKind
from engine.documents.receiving import NewFile
from engine.history.kinds import EventKind
from engine.history.ledger import Ledger
from engine.identity import Actor
from engine.identity.house import COUNTER
from engine.identity.passwords import hash_password
from engine.installation import Installation
from engine.notices.kinds import Channel
from engine.refusals import InvalidData, RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.citizens import ApplicationRow, citizen_by_id
from storage.queries.mandates import mandate_by_id
from storage.queries.municipalities import municipality_by_id
from storage.tables.casefile import PartyRole
from storage.writes import citizens as writes
from storage.writes.casefile import insert_party
from storage.writes.party_notices import set_way

MOST_ORIGINALS = 40


class FiledThrough(StrEnum):
    """portal: without an account; account: with one; counter: by somebody of the house."""

    PORTAL = "portal"
    ACCOUNT = "account"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Filed:
    """The case is open; the PIN is shown only now."""

    started: Started
    code: str
    pin: str = field(repr=False)


def file(
    installation: Installation,
    actor: Actor,
    process_key: str,
    data: Entry,
    *,
    applicant: Applicant,
    kind: SessionKind | None = None,
    mandate_id: int | None = None,
    originals: Iterable[str] = (),
    files: Iterable[NewFile] = (),
) -> Filed | Refused:
    """Begin a case that somebody from outside asks for. `kind` is the session of who is from
    outside; `mandate_id`: for whom an account files instead; `originals`: what was seen at the
    counter."""
    told = _asked_for(installation, actor, applicant, mandate_id).tidy()
    refused = _refusal(installation, actor, process_key, told, kind, mandate_id)
    if refused is not None:
        return refused
    beside = _Application(
        installation,
        actor,
        told,
        channel=_channel(actor, kind),
        mandate_id=mandate_id,
        originals=tuple(each.strip() for each in originals if each.strip())[:MOST_ORIGINALS],
        pin=pins.new_pin(installation.random_bytes),
    )
    started = start(
        installation,
        actor,
        process_key,
        data,
        files=files,
        on_behalf_of=told.name if beside.for_another else None,
        beside=beside,
    )
    if isinstance(started, Refused):
        return started
    return Filed(started, beside.code, beside.pin)


def _refusal(
    installation: Installation,
    actor: Actor,
    process_key: str,
    told: Applicant,
    kind: SessionKind | None,
    mandate_id: int | None,
) -> Refused | None:
    if not actor.outside and COUNTER not in actor.roles:
        return Refused(RefusalKind.NO_ROLE, {"role": COUNTER})
    if actor.person_id is None or kind is SessionKind.CASE:
        return Refused(RefusalKind.NOT_ALLOWED_TO_START)
    if actor.outside and _closed(installation, actor, process_key):
        return Refused(RefusalKind.NOT_ACTIVE)
    if mandate_id is not None:
        refused = refusal_to_represent(installation, actor, mandate_id, process_key)
        if refused is not None:
            return refused
    wrong = wrong_in(told)
    return InvalidData(RefusalKind.INVALID_DATA, {"field": wrong}) if wrong else None


def _closed(installation: Installation, actor: Actor, process_key: str) -> bool:
    """The service is not offered at the window now; the reception desk still takes it."""
    with installation.database.read(actor.municipality_id) as connection:
        return is_closed(connection, actor.municipality_id, process_key)


def _asked_for(
    installation: Installation, actor: Actor, applicant: Applicant, mandate_id: int | None
) -> Applicant:
    """Who asks: the person whom one acts for, told of it where who acts is told."""
    if mandate_id is None:
        return applicant
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        mandate = mandate_by_id(connection, town, mandate_id)
        row = citizen_by_id(connection, town, mandate.principal_id) if mandate else None
    if row is None:
        return applicant
    return Applicant(row.name, row.national_id, applicant.email, applicant.phone)


def _channel(actor: Actor, kind: SessionKind | None) -> FiledThrough:
    if not actor.outside:
        return FiledThrough.COUNTER
    return FiledThrough.ACCOUNT if kind is SessionKind.ACCOUNT else FiledThrough.PORTAL


class _Application:
    """What stands beside a case that somebody from outside asked for. A transaction that lost a
    race is run again: everything is made anew then but the PIN."""

    def __init__(
        self,
        installation: Installation,
        actor: Actor,
        told: Applicant,
        *,
        channel: FiledThrough,
        mandate_id: int | None,
        originals: tuple[str, ...],
        pin: str,
    ) -> None:
        self.pin, self.code = pin, ""
        self._installation, self._actor, self._told = installation, actor, told
        self._channel, self._mandate_id, self._originals = channel, mandate_id, originals
        self._pin_hash = hash_password(pin)
        self._party_id = installation.ids.new()

    @property
    def for_another(self) -> bool:
        """Who files is not who asks."""
        return self._channel is FiledThrough.COUNTER or self._mandate_id is not None

    def tell(self, ledger: Ledger) -> None:
        """How it came in, who asks and how they agreed to be told; which originals were seen."""
        channel = str(self._channel)
        if self._mandate_id is not None:
            data = {"channel": channel, "mandate": str(self._mandate_id)}
        else:
            data = {"channel": channel}
        ledger.add(EventKind.APPLICATION_FILED, data=data, detail={"title": self._told.name})
        if self._originals:
            seen = {"title": ", ".join(self._originals), "count": len(self._originals)}
            ledger.add(EventKind.ORIGINALS_SEEN, data=seen)
        way = self._way()
        if way is not None:
            told = {"party": str(self._party_id), "channel": str(way[0])}
            ledger.add(EventKind.PARTY_WAY_AGREED, data=told, detail={"title": self._told.name})

    def write(self, connection: Connection, opening: Opening, case_id: int) -> None:
        """The applicant, their part in the case, and the row that ties them."""
        town, now = opening.actor.municipality_id, opening.now
        person_id = self._applicant(connection, town)
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
                person_id=person_id,
                code=self.code,
                pin_hash=self._pin_hash,
                tries_left=pins.TRIES,
                closed_until=None,
                channel=self._channel,
                filed_by=self._actor.person_id if self.for_another else None,
                mandate_id=self._mandate_id,
                filed_at=now,
                withdrawn_at=None,
            ),
        )
        self._enter_party(connection, opening, case_id)

    def _applicant(self, connection: Connection, town: int) -> int:
        """The row of who asks: their own, that of whom they act for, or a new one."""
        told, own = self._told, self._actor.person_id or 0
        if self._mandate_id is not None:
            mandate = mandate_by_id(connection, town, self._mandate_id)
            assert mandate is not None  # noqa: S101  # asked before
            return mandate.principal_id
        if self._channel is FiledThrough.COUNTER:
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
