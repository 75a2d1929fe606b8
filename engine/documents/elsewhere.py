"""Going on with a draft on another device: a short code, read aloud or typed once.

A draft with its files follows the account: who signs in elsewhere finds it. A code leads there
without looking for it. For who files without an account it is the way itself: a code that is given
`to_holder` opens the draft to whoever shows it. The first signs of a code find it and are no
secret; the others are kept as a hash. Wrong tries are counted against the code, and a code is over
after a day, when it is taken back, or when another is given out for the same draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.documents.places import Place
from engine.identity import Actor
from engine.identity.passwords import check_password, hash_password
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.drafts import is_under_seal
from engine.tasks.lifecycle import TaskVerb
from engine.tasks.permission import refusal_to_take
from storage.database import Connection
from storage.queries.draft_codes import DraftCodeRow, draft_code_at, draft_code_named
from storage.queries.tasks import task_by_id
from storage.queries.uploads import start_draft_by_id
from storage.writes import draft_codes as rows

LASTS = timedelta(days=1)
TRIES = 5
"""Wrong tries, one after the other, after which a code opens nothing."""
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 signs that nobody mistakes for each other on paper."""
NAMED, SECRET = 4, 6
"""Signs that find a code, and those that prove it: 30 bits, tried five times."""


@dataclass(frozen=True, slots=True)
class CodeGiven:
    """«K7QF-3M9-DXA», which is shown only now, and until when it is good."""

    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The draft that a code leads to, and whose it is: who goes on does so in that name."""

    place: Place
    person_id: int


def give_code(
    installation: Installation,
    actor: Actor,
    place: Place,
    *,
    to_holder: bool = False,
    lasts: timedelta = LASTS,
) -> CodeGiven | Refused:
    """A code for a draft of one's own; the one before is over."""
    if actor.person_id is None:
        return Refused(RefusalKind.NO_ROLE)
    town, person_id, now = actor.municipality_id, actor.person_id, installation.clock.now()
    secret = _signs(installation, SECRET)
    secret_hash = hash_password(secret)

    def verb(connection: Connection) -> CodeGiven | Refused:
        refused = _refusal(installation, connection, actor, place)
        if refused is not None:
            return refused
        _drop(connection, town, person_id, place)
        sign = _free_sign(installation, connection, town)
        row = DraftCodeRow(
            id=installation.ids.new(),
            person_id=person_id,
            task_id=place.task_id,
            draft_id=place.draft_id,
            sign=sign,
            secret_hash=secret_hash,
            to_holder=int(to_holder),
            tries_left=TRIES,
            made_at=now,
            expires_at=now + lasts,
        )
        rows.insert_draft_code(connection, town, row)
        return CodeGiven(f"{sign}-{secret[:3]}-{secret[3:]}", row.expires_at)

    return installation.database.run(verb, municipality=town)


def go_on(
    installation: Installation, municipality_id: int, code: str, actor: Actor | None = None
) -> Found | Refused:
    """Where a code leads: `actor`, whose draft it is, or, with a code that is given to its holder,
    anybody. What is wrong with a code that leads nowhere is not told."""
    typed = "".join(each for each in code.upper() if each in SIGNS)[: NAMED + SECRET]
    sign, secret = typed[:NAMED], typed[NAMED:]
    now, town = installation.clock.now(), municipality_id

    def spend(connection: Connection) -> DraftCodeRow | None:
        row = draft_code_named(connection, town, sign)
        if row is None or not _may_use(row, actor, town):
            return None
        return row if rows.spend_try(connection, town, row.id, now=now) else None

    row = installation.database.run(spend, municipality=town)
    right, _ = check_password(secret, None if row is None else row.secret_hash)
    if row is None or not right:
        return Refused(RefusalKind.NOT_FOUND)

    def arrive(connection: Connection) -> Found | Refused:
        rows.set_tries(connection, town, row.id, tries=TRIES)
        place = _place_of(connection, town, row)
        return Refused(RefusalKind.NOT_FOUND) if place is None else Found(place, row.person_id)

    return installation.database.run(arrive, municipality=town)


def take_code_back(installation: Installation, actor: Actor, place: Place) -> bool:
    """The code of a draft of one's own opens nothing any more; whether there was one."""
    town, person_id = actor.municipality_id, actor.person_id
    if person_id is None:
        return False
    return installation.database.run(
        lambda connection: _drop(connection, town, person_id, place), municipality=town
    )


def code_given(
    installation: Installation, connection: Connection, actor: Actor, place: Place
) -> DraftCodeRow | None:
    """The code of a draft of one's own that is still good."""
    row = draft_code_at(
        connection,
        actor.municipality_id,
        actor.person_id or 0,
        task_id=place.task_id,
        draft_id=place.draft_id,
    )
    good = row is not None and row.tries_left > 0 and row.expires_at > installation.clock.now()
    return row if good else None


def _refusal(
    installation: Installation, connection: Connection, actor: Actor, place: Place
) -> Refused | None:
    """Only of what the person fills in."""
    if place.task_id is not None:
        task = task_by_id(connection, actor.municipality_id, place.task_id)
        if task is None:
            return Refused(RefusalKind.NOT_FOUND)
        if is_under_seal(installation, connection, actor.municipality_id, task):
            return Refused(RefusalKind.IN_ENVELOPE)
        return refusal_to_take(actor, task, TaskVerb.COMPLETE)
    draft = start_draft_by_id(connection, actor.municipality_id, place.draft_id or 0)
    own = draft is not None and draft.person_id == actor.person_id
    return None if own else Refused(RefusalKind.NOT_FOUND)


def _may_use(row: DraftCodeRow, actor: Actor | None, town: int) -> bool:
    if row.to_holder:
        return True
    own = actor is not None and actor.municipality_id == town
    return own and actor is not None and actor.person_id == row.person_id


def _place_of(connection: Connection, town: int, row: DraftCodeRow) -> Place | None:
    """None where the draft of a case is gone: its case began, or it lapsed."""
    if row.task_id is not None:
        return Place(row.task_id)
    draft = start_draft_by_id(connection, town, row.draft_id or 0)
    return None if draft is None else Place(None, draft.id, draft.process_key)


def _drop(connection: Connection, town: int, person_id: int, place: Place) -> bool:
    row = draft_code_at(connection, town, person_id, task_id=place.task_id, draft_id=place.draft_id)
    if row is not None:
        rows.drop_draft_code(connection, town, row.id)
    return row is not None


def _free_sign(installation: Installation, connection: Connection, town: int) -> str:
    """Signs that no other code begins with; one that is over makes room."""
    while True:
        sign = _signs(installation, NAMED)
        other = draft_code_named(connection, town, sign)
        if other is None:
            return sign
        if other.expires_at <= installation.clock.now():
            rows.drop_draft_code(connection, town, other.id)
            return sign


def _signs(installation: Installation, number: int) -> str:
    return "".join(SIGNS[byte % len(SIGNS)] for byte in installation.random_bytes(number))
