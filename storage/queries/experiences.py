"""Experiences that a municipality wrote, whatever their state, and what they are attached to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import experience_places, experiences


@dataclass(frozen=True, slots=True)
class ExperienceRow:
    """One experience; columns as in the table."""

    id: int
    title: str
    area: str
    context: str
    done: str
    result: str
    indicator: str
    unit: str
    before: Decimal | None
    after: Decimal | None
    cost: Decimal | None
    ask: str
    link: str
    state: str
    written_by: int
    written_at: datetime
    asked_by: int | None
    decided_by: int | None
    decided_at: datetime | None
    why: str
    least: int | None
    below: int | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A process, or a step of it (`element`), that an experience is about, by its name."""

    experience_id: int
    process_key: str
    element: str
    name: str


_WRITTEN = select(*(experiences.c[name] for name in ExperienceRow.__dataclass_fields__))
_PLACES = select(*(experience_places.c[name] for name in PlaceRow.__dataclass_fields__))


def written_experiences(
    connection: Connection, municipality_id: int, *, limit: int
) -> tuple[ExperienceRow, ...]:
    """The newest that were written there."""
    asked = _WRITTEN.where(experiences.c.municipality_id == municipality_id)
    return many(connection, asked.order_by(experiences.c.id.desc()).limit(limit), ExperienceRow)


def written_experience(
    connection: Connection, municipality_id: int, *, experience_id: int
) -> ExperienceRow | None:
    """The one with this id."""
    asked = _WRITTEN.where(
        experiences.c.municipality_id == municipality_id, experiences.c.id == experience_id
    )
    return one(connection, asked, ExperienceRow)


def places_of(
    connection: Connection, municipality_id: int, *, experience_ids: Collection[int]
) -> tuple[PlaceRow, ...]:
    """What some of them are attached to."""
    asked = _PLACES.where(
        experience_places.c.municipality_id == municipality_id,
        experience_places.c.experience_id.in_(sorted(experience_ids)),
    )
    order = (experience_places.c.process_key, experience_places.c.element)
    return many(connection, asked.order_by(*order), PlaceRow)
