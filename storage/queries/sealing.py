"""Calls that take sealed envelopes, and the envelopes: what lies there, sealed as it lies."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import envelope_files, envelopes, sealed_calls
from storage.tables.sealing import EnvelopeState


@dataclass(frozen=True, slots=True)
class SealedCallRow:
    """One waiting task that takes envelopes; `opens` is the element that opens them."""

    id: int
    case_id: int
    task_id: int
    opens: str
    public_key: bytes
    wrapped_key: bytes
    not_before: datetime
    made_at: datetime
    opened_at: datetime | None
    opened_by: int | None


@dataclass(frozen=True, slots=True)
class EnvelopeRow:
    """One envelope; `content` is sealed, `sha256` of it and its files, empty for a draft."""

    id: int
    call_id: int
    mark: str
    code: str
    state: str
    content: bytes
    sha256: str
    saved_at: datetime
    filed_at: datetime | None


@dataclass(frozen=True, slots=True)
class EnvelopeFileRow:
    """A content of the store, encrypted, that lies in an envelope."""

    id: int
    envelope_id: int
    sha256: str
    size: int


_CALL = select(*(sealed_calls.c[name] for name in SealedCallRow.__dataclass_fields__))
_ENVELOPE = select(*(envelopes.c[name] for name in EnvelopeRow.__dataclass_fields__))
_FILE = select(*(envelope_files.c[name] for name in EnvelopeFileRow.__dataclass_fields__))


def sealed_call_of_task(
    connection: Connection, municipality_id: int, task_id: int
) -> SealedCallRow | None:
    """The call of a task; None before the first envelope was begun."""
    found = _CALL.where(
        sealed_calls.c.municipality_id == municipality_id, sealed_calls.c.task_id == task_id
    )
    return one(connection, found, SealedCallRow)


def sealed_calls_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[SealedCallRow, ...]:
    """Every call of a case, oldest first."""
    found = _CALL.where(
        sealed_calls.c.municipality_id == municipality_id, sealed_calls.c.case_id == case_id
    ).order_by(sealed_calls.c.made_at, sealed_calls.c.id)
    return many(connection, found, SealedCallRow)


def cases_with_calls(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> frozenset[int]:
    """Those of these cases that have a call for envelopes."""
    found = select(sealed_calls.c.case_id).where(
        sealed_calls.c.municipality_id == municipality_id,
        sealed_calls.c.case_id.in_(sorted(case_ids)),
    )
    return frozenset(connection.execute(found).scalars())


def sealed_calls_after(
    connection: Connection, municipality_id: int, *, after: int = 0, limit: int = 100
) -> tuple[SealedCallRow, ...]:
    """A page of all calls, opened or not, by their ids."""
    found = (
        _CALL.where(sealed_calls.c.municipality_id == municipality_id, sealed_calls.c.id > after)
        .order_by(sealed_calls.c.id)
        .limit(limit)
    )
    return many(connection, found, SealedCallRow)


def envelopes_of_call(
    connection: Connection, municipality_id: int, call_id: int
) -> tuple[EnvelopeRow, ...]:
    """What came into a call and what is being written, in the order of filing."""
    found = _ENVELOPE.where(
        envelopes.c.municipality_id == municipality_id, envelopes.c.call_id == call_id
    ).order_by(envelopes.c.filed_at, envelopes.c.id)
    return many(connection, found, EnvelopeRow)


def envelope_of(
    connection: Connection, municipality_id: int, call_id: int, *, mark: str, state: EnvelopeState
) -> EnvelopeRow | None:
    """What somebody has in a call: their draft, or the envelope that will be opened."""
    found = (
        _ENVELOPE.where(
            envelopes.c.municipality_id == municipality_id, envelopes.c.call_id == call_id
        )
        .where(envelopes.c.mark == mark, envelopes.c.state == state)
        .order_by(envelopes.c.saved_at.desc())
    )
    return one(connection, found, EnvelopeRow)


def envelope_by_code(
    connection: Connection, municipality_id: int, code: str
) -> tuple[EnvelopeRow, SealedCallRow] | None:
    """The envelope of a receipt, with its call."""
    found = _ENVELOPE.where(
        envelopes.c.municipality_id == municipality_id, envelopes.c.code == code
    )
    envelope = one(connection, found, EnvelopeRow)
    if envelope is None:
        return None
    call = _CALL.where(
        sealed_calls.c.municipality_id == municipality_id, sealed_calls.c.id == envelope.call_id
    )
    its = one(connection, call, SealedCallRow)
    return None if its is None else (envelope, its)


def files_of_call(
    connection: Connection, municipality_id: int, call_id: int
) -> tuple[EnvelopeFileRow, ...]:
    """The files of every envelope of a call."""
    found = (
        _FILE.join(envelopes, joined(envelope_files, envelopes, "envelope_id"))
        .where(envelopes.c.municipality_id == municipality_id, envelopes.c.call_id == call_id)
        .order_by(envelope_files.c.id)
    )
    return many(connection, found, EnvelopeFileRow)


def files_of_envelope(
    connection: Connection, municipality_id: int, envelope_id: int
) -> tuple[EnvelopeFileRow, ...]:
    """The files of one envelope."""
    found = _FILE.where(
        envelope_files.c.municipality_id == municipality_id,
        envelope_files.c.envelope_id == envelope_id,
    ).order_by(envelope_files.c.id)
    return many(connection, found, EnvelopeFileRow)


def waiting_calls(
    connection: Connection, municipality_id: int, *, limit: int
) -> tuple[SealedCallRow, ...]:
    """Calls that were not opened, the newest first."""
    found = (
        _CALL.where(sealed_calls.c.municipality_id == municipality_id)
        .where(sealed_calls.c.opened_at.is_(None))
        .order_by(sealed_calls.c.made_at.desc(), sealed_calls.c.id.desc())
        .limit(limit)
    )
    return many(connection, found, SealedCallRow)


def cases_of_marks(
    connection: Connection, municipality_id: int, marks: Collection[str]
) -> frozenset[int]:
    """The cases in which an envelope with one of these marks will be opened."""
    found = (
        select(sealed_calls.c.case_id)
        .select_from(envelopes)
        .join(sealed_calls, joined(envelopes, sealed_calls, "call_id"))
        .where(envelopes.c.municipality_id == municipality_id, envelopes.c.mark.in_(list(marks)))
        .where(envelopes.c.state == EnvelopeState.FILED)
    )
    return frozenset(connection.scalars(found))
