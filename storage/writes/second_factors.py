"""Devices that count codes out, codes that stand in for them, and who must come in with one."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, update

from storage.database import Connection
from storage.tables import recovery_codes, second_factor_roles, second_factors


def begin_factor(
    connection: Connection, municipality_id: int, person_id: int, *, secret: bytes, at: datetime
) -> None:
    """A device that waits for its first code, in place of another that waited."""
    drop_factor(connection, municipality_id, person_id)
    connection.execute(
        insert(second_factors).values(
            municipality_id=municipality_id,
            person_id=person_id,
            secret=secret,
            begun_at=at,
            last_step=0,
        )
    )


def confirm_factor(
    connection: Connection, municipality_id: int, person_id: int, *, at: datetime
) -> None:
    """From now on it counts."""
    connection.execute(
        update(second_factors)
        .where(second_factors.c.municipality_id == municipality_id)
        .where(second_factors.c.person_id == person_id)
        .values(confirmed_at=at)
    )


def take_step(connection: Connection, municipality_id: int, person_id: int, step: int) -> bool:
    """The code of this half minute is used; False when it was, or a later one."""
    taken = connection.execute(
        update(second_factors)
        .where(second_factors.c.municipality_id == municipality_id)
        .where(second_factors.c.person_id == person_id, second_factors.c.last_step < step)
        .values(last_step=step)
    )
    return taken.rowcount == 1


def drop_factor(connection: Connection, municipality_id: int, person_id: int) -> bool:
    """No device and no recovery codes any more; whether there was one."""
    connection.execute(
        delete(recovery_codes)
        .where(recovery_codes.c.municipality_id == municipality_id)
        .where(recovery_codes.c.person_id == person_id)
    )
    gone = connection.execute(
        delete(second_factors)
        .where(second_factors.c.municipality_id == municipality_id)
        .where(second_factors.c.person_id == person_id)
    )
    return gone.rowcount == 1


def set_recovery_codes(
    connection: Connection, municipality_id: int, person_id: int, hashes: Collection[str]
) -> None:
    """The codes of a device that was just confirmed; it had none before."""
    rows = [
        {"municipality_id": municipality_id, "person_id": person_id, "code_hash": each}
        for each in hashes
    ]
    connection.execute(insert(recovery_codes), rows)


def use_recovery_code(
    connection: Connection, municipality_id: int, person_id: int, code_hash: str, *, at: datetime
) -> bool:
    """Whether it was one that nobody had used; it is used now."""
    used = connection.execute(
        update(recovery_codes)
        .where(recovery_codes.c.municipality_id == municipality_id)
        .where(recovery_codes.c.person_id == person_id)
        .where(recovery_codes.c.code_hash == code_hash, recovery_codes.c.used_at.is_(None))
        .values(used_at=at)
    )
    return used.rowcount == 1


def set_roles(connection: Connection, municipality_id: int, roles: Collection[str]) -> None:
    """These roles and no others come in with a code."""
    connection.execute(
        delete(second_factor_roles).where(second_factor_roles.c.municipality_id == municipality_id)
    )
    rows = [{"municipality_id": municipality_id, "role": role} for role in sorted(set(roles))]
    if rows:
        connection.execute(insert(second_factor_roles), rows)
