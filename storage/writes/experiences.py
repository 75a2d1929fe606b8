"""Writing experiences down, what they are attached to, and what becomes of them."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, insert, update

from storage.database import Connection
from storage.queries.experiences import ExperienceRow, PlaceRow
from storage.tables import experience_places, experiences


def put_experience(
    connection: Connection,
    municipality_id: int,
    row: ExperienceRow,
    places: Collection[PlaceRow],
) -> None:
    """A new one, or what is now written in the one with its id; its places with it."""
    values = {name: getattr(row, name) for name in ExperienceRow.__dataclass_fields__}
    own = (experiences.c.municipality_id == municipality_id, experiences.c.id == row.id)
    changed = connection.execute(update(experiences).where(*own).values(**values))
    if not changed.rowcount:
        connection.execute(insert(experiences).values(municipality_id=municipality_id, **values))
    connection.execute(
        delete(experience_places).where(
            experience_places.c.municipality_id == municipality_id,
            experience_places.c.experience_id == row.id,
        )
    )
    names = PlaceRow.__dataclass_fields__
    rows = [{name: getattr(place, name) for name in names} for place in places]
    told = [{"municipality_id": municipality_id, **each} for each in rows]
    connection.execute(insert(experience_places), told)


def move_experience(
    connection: Connection,
    municipality_id: int,
    experience_id: int,
    *,
    frm: str,
    values: Mapping[str, Any],
) -> bool:
    """From one state on, with what is known of that; False where it is in another one by now."""
    moved = connection.execute(
        update(experiences)
        .where(
            experiences.c.municipality_id == municipality_id,
            experiences.c.id == experience_id,
            experiences.c.state == frm,
        )
        .values(**values)
    )
    return moved.rowcount == 1
