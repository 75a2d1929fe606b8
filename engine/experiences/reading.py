"""What municipalities share, for any of them to read: found by process, words, area and size."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.experiences import PlaceRow
from storage.queries.shared_experiences import (
    SharedRow,
    shared_by_process,
    shared_experience,
    shared_experiences,
    shared_places,
)

MOST = 200
"""The newest that are looked into."""


@dataclass(frozen=True, slots=True)
class Shared:
    """An experience that a municipality shares, and the processes and steps that it is about."""

    row: SharedRow
    places: tuple[PlaceRow, ...]


def shared(
    installation: Installation, *, process_key: str = "", limit: int = MOST
) -> tuple[Shared, ...]:
    """The newest of all municipalities; of a process where one is named."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        rows = shared_experiences(connection, limit=limit, process_key=process_key)
        return _placed(connection, rows)


def shared_one(installation: Installation, slug: str, experience_id: int) -> Shared | None:
    """One that the municipality at this address shares."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        row = shared_experience(connection, slug=slug, experience_id=experience_id)
        return None if row is None else _placed(connection, (row,))[0]


def how_many_shared(installation: Installation) -> dict[str, int]:
    """How many are shared about each process, by its key."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        return shared_by_process(connection)


def matching(
    known: Iterable[Shared], *, words: str = "", area: str = "", least: str = ""
) -> tuple[Shared, ...]:
    """Those of an area and of a band of size (by its lower bound) that hold every word. Pure."""
    asked = _plain(words).split()
    return tuple(
        each
        for each in known
        if area in ("", each.row.area)
        and least in ("", str(each.row.least))
        and all(word in _plain(_text_of(each)) for word in asked)
    )


def _text_of(each: Shared) -> str:
    row = each.row
    names = (place.name for place in each.places)
    return " ".join((row.title, row.context, row.done, row.result, row.indicator, row.town, *names))


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


def _placed(connection: Connection, rows: tuple[SharedRow, ...]) -> tuple[Shared, ...]:
    places = shared_places(connection, experience_ids=[row.id for row in rows])
    return tuple(Shared(row, places.get(row.id, ())) for row in rows)
