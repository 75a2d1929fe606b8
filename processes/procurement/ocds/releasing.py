"""A state of a process becomes a release, and the record of what all of them come to. Pure.

What was published is never computed anew: each state is laid over what the record holds, so the
compiled release and any merge of the releases say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from engine.publishing.telling import CaseTold, Step
from processes.procurement.ocds.laying import laid_over, without_nulls
from processes.procurement.ocds.text import Json, dumps, loads
from storage.queries.releases import RecordRow, ReleaseRow

BLOCKS = ("planning", "tender", "bids", "awards", "contracts")
TICK = timedelta(microseconds=1)
"""Releases of a case have dates in their order: merging goes by the date."""
_ABOUT = ("ocid", "id", "date", "tag")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the house publishes: the registered prefix of its identifiers (`ocds-213czf`), and
    the address that its links begin with (`https://host`)."""

    prefix: str
    links: str


@dataclass(frozen=True, slots=True)
class Released:
    """A release, and what is needed for the record with it."""

    row: ReleaseRow
    compiled: str
    currency: str
    began_at: datetime

    def record(self, *, title: str, method: str, status: str, amount: Decimal | None) -> RecordRow:
        """What all the releases come to, and how it is listed."""
        row = self.row
        return RecordRow(
            case_id=row.case_id,
            ocid=row.ocid,
            seq=row.seq,
            title=title,
            method=method,
            status=status,
            amount=amount,
            currency=self.currency,
            began_at=self.began_at,
            changed_at=row.date,
            body=self.compiled,
            sha256=digest(self.compiled),
        )


def ocid_of(place: Place, case: CaseTold) -> str:
    """The identifier of what a case publishes; it never changes."""
    return f"{place.prefix}-{case.town.slug}-{case.number}"


def released(
    case: CaseTold,
    step: Step,
    tags: Sequence[str],
    ocid: str,
    state: Json,
    before: RecordRow | None,
    now: datetime,
) -> Released:
    """The release that tells a state; it holds the blocks that changed, whole."""
    date = step.at if before is None else max(step.at, before.changed_at + TICK)
    old: Json = loads(before.body) if before else {}
    over: Json = laid_over({k: old[k] for k in old if k not in _ABOUT}, state)
    whole: Json = without_nulls(over)
    release_id = f"{ocid}-{step.seq}"
    about = {"ocid": ocid, "id": release_id, "date": moment(date), "tag": list(tags)}
    same = {key for key in BLOCKS if key in over and over[key] == old.get(key)}
    body = dumps({**about, **{key: value for key, value in over.items() if key not in same}})
    row = ReleaseRow(
        case.case_id, step.seq, ocid, release_id, " ".join(tags), date, now, body, digest(body)
    )
    compiled = {**about, "id": f"{ocid}-{moment(date)}", "tag": ["compiled"], **whole}
    return Released(row, dumps(compiled), case.currency, before.began_at if before else date)


def moment(at: datetime) -> str:
    """An instant in UTC with all its digits: as text, such moments sort as they happened."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def digest(body: str) -> str:
    """The SHA-256 of a text."""
    return sha256(body.encode()).hexdigest()
