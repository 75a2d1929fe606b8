"""What municipalities share of their experiences, over the whole installation.

Only what a second person let out is found here, and of nobody who wrote it.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import and_, func, select

from storage.database import Connection
from storage.queries.experiences import PlaceRow
from storage.queries.reading import many, one
from storage.tables import experience_places, experiences, municipalities
from storage.tables.experiences import ExperienceState


@dataclass(frozen=True, slots=True)
class SharedRow:
    """An experience and whose it is: `town` is the name of the municipality, `slug` its address."""

    municipality_id: int
    slug: str
    town: str
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
    decided_at: datetime
    least: int | None
    below: int | None


_TOWN = ("municipality_id", "slug", "town")
_SHARED = (
    select(
        experiences.c.municipality_id,
        municipalities.c.slug,
        municipalities.c.name,
        *(experiences.c[n] for n in SharedRow.__dataclass_fields__ if n not in _TOWN),
    )
    .join(municipalities, municipalities.c.id == experiences.c.municipality_id)
    .where(experiences.c.state == ExperienceState.SHARED)
)
_SAME = and_(
    experience_places.c.municipality_id == experiences.c.municipality_id,
    experience_places.c.experience_id == experiences.c.id,
)


def shared_experiences(
    connection: Connection, *, limit: int, process_key: str = ""
) -> tuple[SharedRow, ...]:
    """The newest that are shared; those about a process where one is named."""
    asked = _SHARED.order_by(experiences.c.decided_at.desc(), experiences.c.id.desc())
    if process_key:
        about = experience_places.c.process_key == process_key
        asked = asked.where(select(experience_places.c.name).where(_SAME, about).exists())
    return many(connection, asked.limit(limit), SharedRow)


def shared_experience(connection: Connection, *, slug: str, experience_id: int) -> SharedRow | None:
    """One that the municipality at this address shares."""
    asked = _SHARED.where(municipalities.c.slug == slug, experiences.c.id == experience_id)
    return one(connection, asked, SharedRow)


def shared_places(
    connection: Connection, *, experience_ids: list[int]
) -> dict[int, tuple[PlaceRow, ...]]:
    """What some of them are attached to, by the experience; ids are unique in an installation."""
    columns = (experience_places.c[name] for name in PlaceRow.__dataclass_fields__)
    asked = (
        select(*columns)
        .join(experiences, _SAME)
        .where(experiences.c.state == ExperienceState.SHARED)
        .where(experiences.c.id.in_(experience_ids))
        .order_by(experience_places.c.process_key, experience_places.c.element)
    )
    found: dict[int, tuple[PlaceRow, ...]] = {}
    for row in many(connection, asked, PlaceRow):
        found[row.experience_id] = (*found.get(row.experience_id, ()), row)
    return found


def shared_by_process(connection: Connection) -> dict[str, int]:
    """How many are shared about each process."""
    number = func.count(experiences.c.id.distinct()).label("number")
    asked = (
        select(experience_places.c.process_key, number)
        .join(experiences, _SAME)
        .where(experiences.c.state == ExperienceState.SHARED)
        .group_by(experience_places.c.process_key)
    )
    return {row.process_key: row.number for row in connection.execute(asked)}
