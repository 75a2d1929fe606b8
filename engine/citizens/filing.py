"""Filing: a case begins for an applicant, with its tracking code and its PIN, in one transaction.

Three ways lead here, with the same form, files and rules: as a guest, with an account (for oneself
or, with a mandate, for another), and at the counter, where somebody of the house does it for who
came, and writes down which originals were seen. The code comes from a counter in the transaction of
the case: a case that could not begin gives its number back, and the series has no gaps.

Several services may be asked for in one application: all their cases begin, related to the first,
or none does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.cases.entry import Entry
from engine.cases.first_step import Started
from engine.cases.linking import relate_in
from engine.cases.starting import Beginning, start_together
from engine.catalogue.listing import is_closed
from engine.citizens.applications import Application, Asked, FiledThrough, Together
from engine.citizens.mandates import refusal_to_represent
from engine.citizens.people import Applicant, wrong_in
from engine.citizens.sessions import SessionKind
from engine.definitions.loading import active_program_of
from engine.documents.receiving import NewFile
from engine.identity import Actor, system_actor
from engine.identity.house import COUNTER
from engine.installation import Installation
from engine.refusals import InvalidData, RefusalKind, Refused
from storage.database import Connection
from storage.queries.citizens import citizen_by_id
from storage.queries.mandates import mandate_by_id

MOST_ORIGINALS = 40
TOGETHER = "Se presentaron juntos, en una sola solicitud."
"""Why the cases of one application are related."""


@dataclass(frozen=True, slots=True)
class Filed:
    """The case is open; the PIN is shown only now. `others` were filed in the same application."""

    started: Started
    code: str
    pin: str = field(repr=False)
    others: tuple[Started, ...] = ()


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
    asked_at: str = "",
) -> Filed | Refused:
    """Begin a case that somebody from outside asks for. `kind` is the session of who is from
    outside; `mandate_id`: for whom an account files instead; `originals`: what was seen at the
    counter; `asked_at`: the page where it is asked for, of a service that has its own."""
    return file_together(
        installation,
        actor,
        [process_key],
        data,
        applicant=applicant,
        kind=kind,
        mandate_id=mandate_id,
        originals=originals,
        files={process_key: files},
        asked_at=asked_at,
    )


def file_together(
    installation: Installation,
    actor: Actor,
    process_keys: Sequence[str],
    data: Entry,
    *,
    applicant: Applicant,
    kind: SessionKind | None = None,
    mandate_id: int | None = None,
    originals: Iterable[str] = (),
    files: Mapping[str, Iterable[NewFile]],
    asked_at: str = "",
) -> Filed | Refused:
    """The same for several services, from the same answers: each takes what its own form asks
    for, and the `files` of its key."""
    told = _asked_for(installation, actor, applicant, mandate_id).tidy()
    for key in process_keys:
        refused = _refusal(installation, actor, key, told, kind, mandate_id)
        if refused is not None:
            return refused
        if actor.outside and _elsewhere(installation, actor, key, asked_at):
            return Refused(RefusalKind.NOT_ALLOWED_TO_START, {"process": key})
    seen = tuple(each.strip() for each in originals if each.strip())[:MOST_ORIGINALS]
    asked = Asked(told, _channel(actor, kind), mandate_id, seen)
    together = Together(installation, several=len(process_keys) > 1)
    beside = [
        Application(installation, actor, asked, together, place)
        for place in range(len(process_keys))
    ]
    behalf = told.name if asked.for_another else None
    begins = [
        Beginning(key, data, files.get(key, ()), behalf, one)
        for key, one in zip(process_keys, beside, strict=True)
    ]

    def afterwards(connection: Connection, cases: Sequence[Started]) -> None:
        _relate(installation, connection, actor, cases)

    started = start_together(installation, actor, begins, afterwards=afterwards)
    if isinstance(started, Refused):
        return started
    return Filed(started[0], beside[0].code, together.pin, started[1:])


def _relate(
    installation: Installation, connection: Connection, actor: Actor, cases: Sequence[Started]
) -> None:
    """Each of the others to the first."""
    house = system_actor(actor.municipality_id)
    for each in cases[1:]:
        pair = (cases[0].case_id, each.case_id)
        joined = relate_in(installation, connection, house, pair, TOGETHER)
        assert not isinstance(joined, Refused), joined  # noqa: S101  # both just began


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


def _elsewhere(installation: Installation, actor: Actor, process_key: str, asked_at: str) -> bool:
    """It is asked for on a page of its own, which knows who asks, and this is not it."""
    with installation.database.read(actor.municipality_id) as connection:
        found = active_program_of(installation, connection, actor.municipality_id, process_key)
    service = found.manifest.service if found else None
    return service is not None and service.asked_at != asked_at


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
