"""Envelopes are kept, filed, replaced, withdrawn and opened; what they hold comes sealed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from storage.database import Connection
from storage.queries.sealing import EnvelopeFileRow, EnvelopeRow, SealedCallRow
from storage.tables import envelope_files, envelopes, sealed_calls
from storage.tables.sealing import EnvelopeState


def insert_sealed_call(connection: Connection, municipality_id: int, row: SealedCallRow) -> None:
    """A call gets its key pair; a second one for the same task is a lost race."""
    values = {name: getattr(row, name) for name in SealedCallRow.__dataclass_fields__}
    connection.execute(insert(sealed_calls).values(municipality_id=municipality_id, **values))


def mark_call_opened(
    connection: Connection, municipality_id: int, call_id: int, *, at: datetime, by: int | None
) -> None:
    """Its envelopes were opened; they are once."""
    connection.execute(
        update(sealed_calls)
        .where(sealed_calls.c.municipality_id == municipality_id, sealed_calls.c.id == call_id)
        .where(sealed_calls.c.opened_at.is_(None))
        .values(opened_at=at, opened_by=by)
    )


def insert_envelope(connection: Connection, municipality_id: int, row: EnvelopeRow) -> None:
    """A draft, or an envelope that is filed."""
    values = {name: getattr(row, name) for name in EnvelopeRow.__dataclass_fields__}
    connection.execute(insert(envelopes).values(municipality_id=municipality_id, **values))


def save_envelope_draft(
    connection: Connection, municipality_id: int, envelope_id: int, *, content: bytes, at: datetime
) -> None:
    """What is being written, as it stands now."""
    connection.execute(
        update(envelopes)
        .where(envelopes.c.municipality_id == municipality_id, envelopes.c.id == envelope_id)
        .where(envelopes.c.state == EnvelopeState.DRAFT)
        .values(content=content, saved_at=at)
    )


def file_envelope(
    connection: Connection,
    municipality_id: int,
    envelope_id: int,
    *,
    content: bytes,
    sha256: str,
    at: datetime,
) -> None:
    """A draft is closed and filed."""
    connection.execute(
        update(envelopes)
        .where(envelopes.c.municipality_id == municipality_id, envelopes.c.id == envelope_id)
        .where(envelopes.c.state == EnvelopeState.DRAFT)
        .values(content=content, sha256=sha256, state=EnvelopeState.FILED, saved_at=at, filed_at=at)
    )


def move_envelope(
    connection: Connection, municipality_id: int, envelope_id: int, *, to: EnvelopeState
) -> None:
    """A filed envelope is replaced, withdrawn, opened, or found broken."""
    connection.execute(
        update(envelopes)
        .where(envelopes.c.municipality_id == municipality_id, envelopes.c.id == envelope_id)
        .where(envelopes.c.state == EnvelopeState.FILED)
        .values(state=to)
    )


def drop_envelope_draft(connection: Connection, municipality_id: int, envelope_id: int) -> None:
    """Nobody goes on with a draft; its files go with it."""
    draft = select(envelopes.c.id).where(
        envelopes.c.municipality_id == municipality_id,
        envelopes.c.id == envelope_id,
        envelopes.c.state == EnvelopeState.DRAFT,
    )
    connection.execute(
        delete(envelope_files).where(
            envelope_files.c.municipality_id == municipality_id,
            envelope_files.c.envelope_id.in_(draft),
        )
    )
    connection.execute(
        delete(envelopes).where(
            envelopes.c.municipality_id == municipality_id,
            envelopes.c.id == envelope_id,
            envelopes.c.state == EnvelopeState.DRAFT,
        )
    )


def insert_envelope_file(
    connection: Connection, municipality_id: int, row: EnvelopeFileRow
) -> None:
    """An encrypted content lies in an envelope."""
    values = {name: getattr(row, name) for name in EnvelopeFileRow.__dataclass_fields__}
    connection.execute(insert(envelope_files).values(municipality_id=municipality_id, **values))


def drop_envelope_files(
    connection: Connection, municipality_id: int, file_ids: Collection[int]
) -> None:
    """Files that are taken out of a draft."""
    connection.execute(
        delete(envelope_files).where(
            envelope_files.c.municipality_id == municipality_id, envelope_files.c.id.in_(file_ids)
        )
    )


def empty_envelopes(connection: Connection, municipality_id: int, case_id: int) -> None:
    """A case is disposed of: what was sealed goes with it; codes and hashes stay."""
    calls = select(sealed_calls.c.id).where(
        sealed_calls.c.municipality_id == municipality_id, sealed_calls.c.case_id == case_id
    )
    own = select(envelopes.c.id).where(
        envelopes.c.municipality_id == municipality_id, envelopes.c.call_id.in_(calls)
    )
    connection.execute(
        delete(envelope_files).where(
            envelope_files.c.municipality_id == municipality_id,
            envelope_files.c.envelope_id.in_(own),
        )
    )
    connection.execute(
        update(envelopes)
        .where(envelopes.c.municipality_id == municipality_id, envelopes.c.call_id.in_(calls))
        .values(content=b"", mark="")
    )
    connection.execute(
        update(sealed_calls)
        .where(sealed_calls.c.municipality_id == municipality_id, sealed_calls.c.case_id == case_id)
        .values(wrapped_key=b"")
    )
