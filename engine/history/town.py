"""The history of the municipality itself: who let whom in, who gave which role to whom, who gave up
a case that could not be opened, and why.

Chained as the history of a case, as if it were that of a case numbered zero. The head is locked
when a verb begins, so that one verb at a time decides about rights.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum

from engine.history.chain import Entry, digest_of_detail, link, origin
from engine.identity.actor import Actor
from engine.installation import Installation
from engine.values import Value, dumps
from storage.database import Connection
from storage.tables.types import micros
from storage.writes.town_history import NewTownEvent, append, lock_head

NO_CASE = 0
SALT_BYTES = 16


class TownEventKind(IntEnum):
    """What happened, in the past tense; numbers that never change, apart from those of cases."""

    TOWN_REGISTERED = 100
    TOWN_CHANGED = 101
    PERSON_ADDED = 110
    PERSON_CORRECTED = 111
    PERSON_DISABLED = 112
    PERSON_RETURNED = 113
    PASSWORD_GIVEN = 114
    PASSWORD_CHANGED = 115
    SECOND_FACTOR_SET = 116
    SECOND_FACTOR_REMOVED = 117
    SECOND_FACTOR_RESET = 118
    SECOND_FACTOR_ROLES = 119
    ROLE_GRANTED = 120
    ROLE_REVOKED = 121
    RECOVERY_CODE_USED = 122
    HOLD_PLACED = 130
    HOLD_LIFTED = 131
    CASES_DISPOSED = 132
    PERSONAL_ERASED = 133
    CASE_GIVEN_UP = 140
    WORDS_SAID_ANEW = 150
    QUIET_HOURS_CHANGED = 151
    MANDATE_RECORDED = 160
    MANDATE_REVOKED = 161
    ACCOUNT_UNLOCKED = 162
    ACCOUNT_RESET_SENT = 163
    ACCOUNT_CLOSED = 164
    PROVIDER_PARTED = 165
    SERVICE_OPENED = 170
    SERVICE_CLOSED = 171
    SERVICE_FEE_SET = 172
    SERVICE_HOURS_SET = 173
    PERSON_LOOKED_UP = 180
    TILL_CLOSED = 190
    PAYMENTS_READ = 191
    PAYMENT_SETTLED = 192
    INDICATOR_BOUND_SET = 210
    SUPPLIER_ENTERED = 220
    SUPPLIER_CORRECTED = 221
    SUPPLIER_MARKED = 222
    SUPPLIER_UNMARKED = 223
    SUPPLIER_REQUEST_GRANTED = 224
    SUPPLIER_REQUEST_REFUSED = 225
    SUPPLIERS_IMPORTED = 226
    PARCELS_LOADED = 240
    ROADS_LOADED = 245
    PARCELS_CHANGED = 241
    PARCEL_REGISTERED = 242
    ACCOUNT_VERIFIED = 260
    VOTING_PASS_GIVEN = 261
    PARCEL_INSCRIBED = 243
    TAX_VALUES_LOADED = 250
    DRAFT_BEGUN = 280
    DRAFT_DISCARDED = 281
    DRAFT_IMPORTED = 282
    PUBLISHING_ASKED = 283
    PUBLISHING_WITHDRAWN = 284
    PUBLISHING_REFUSED = 285
    PUBLISHING_APPROVED = 286
    VERSION_IN_FORCE = 287
    OPEN_DATA_DECIDED = 295
    PROCESS_ADOPTED = 310
    SHARED_TAKEN_IN = 315
    EXPERIENCE_ASKED = 350
    EXPERIENCE_SHARED = 351
    EXPERIENCE_REFUSED = 352
    EXPERIENCE_WITHDRAWN = 353
    TEAM_FORMED = 360
    TEAM_MEMBER_ADDED = 361
    TEAM_MEMBER_REMOVED = 362
    TEAM_ADMITTED = 363
    TEAM_ENDED = 364
    TEAM_GUEST_ADDED = 365
    TEAM_ENTERED = 366


class TownHistory:
    """Grows by one event at a time within one transaction; `write` ends it."""

    def __init__(self, installation: Installation, connection: Connection, actor: Actor) -> None:
        self.now: datetime = installation.clock.now()
        self._installation = installation
        self._connection = connection
        self._actor = actor
        start = origin(actor.municipality_id, NO_CASE)
        self._seq, self._hash = lock_head(connection, actor.municipality_id, origin=start)
        self._rows: list[NewTownEvent] = []

    def add(
        self,
        kind: TownEventKind,
        subject_id: int | None = None,
        *,
        data: Mapping[str, Value] | None = None,
        detail: Mapping[str, Value] | None = None,
    ) -> None:
        """Append an event; `data` holds nothing personal, `detail` may (and the reason)."""
        salt = self._installation.random_bytes(SALT_BYTES) if detail else None
        told = dumps(detail) if detail else None
        digest = digest_of_detail(salt, told) if salt and told else None
        entry = entry_of(
            self._seq + 1,
            kind,
            self._actor.person_id,
            subject_id,
            micros(self.now),
            dumps(data) if data else "",
            digest,
        )
        self._seq, self._hash = entry.seq, link(self._hash, entry)
        self._rows.append(
            NewTownEvent(
                entry.seq,
                int(kind),
                self._actor.person_id,
                subject_id,
                self.now,
                entry.data,
                digest,
                self._hash,
                salt,
                told,
            )
        )

    def write(self) -> None:
        """Into the same transaction as what they tell."""
        append(self._connection, self._actor.municipality_id, self._rows)
        self._rows = []


def entry_of(
    seq: int,
    kind: int,
    person_id: int | None,
    subject_id: int | None,
    at: int,
    data: str,
    digest: bytes | None,
) -> Entry:
    """What is hashed: whom it concerns stands where the task stands in a case."""
    return Entry(seq, int(kind), None, person_id, subject_id, at, data, digest)
