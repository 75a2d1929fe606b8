"""The catalogue of the house as one municipality sees it: what it offers for its country, and what
of that is in force there, as the house has it now or otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.definitions.bundle import Bundle
from engine.history.town import TownEventKind
from engine.values import loads
from processes.registry import Family, families_of, manifest_of
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.municipalities import MunicipalityRow
from storage.queries.town_history import town_events_of

ALL = "all"
_EVERY = 1_000_000


class Standing(StrEnum):
    """absent: nothing of it is in force. current: as the house has it now. newer: it is in force
    as it was adopted, and the house has another one by now. own: the municipality made or deployed
    the version in force itself."""

    ABSENT = "absent"
    CURRENT = "current"
    NEWER = "newer"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Offered:
    """One process of the catalogue; `version` is the one in force there, None where none is."""

    name: str
    key: str
    title: str
    area: str
    purpose: str
    bundle: Bundle
    standing: Standing
    version: int | None


class UnknownFamilies(LookupError):
    """Nothing of the house is called so in that country; `names` are the words that were given."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def families_named(country: str, names: Sequence[str]) -> frozenset[str]:
    """The folders of what was asked for, by `all`, a folder (`taxes/alcabala`), a folder of several
    (`taxes`), a process (`alcabala`) or its area (`tributos`). Raises UnknownFamilies."""
    known = {one.name: _words_for(one) for one in families_of(country)}
    wanted = {name.strip().casefold().rstrip("/") for name in names} - {""}
    found = {word: {name for name, words in known.items() if word in words} for word in wanted}
    if unknown := tuple(sorted(word for word, folders in found.items() if not folders)):
        raise UnknownFamilies(unknown)
    return frozenset().union(*found.values())


def offered(connection: Connection, town: MunicipalityRow) -> tuple[Offered, ...]:
    """What the house offers to a municipality, by area and title."""
    in_force = {row.key: row for row in active_definitions(connection, town.id)}
    adopted = _adopted(connection, town.id)
    found = []
    for one in families_of(town.country):
        manifest, row = manifest_of(one), in_force.get(manifest_of(one).key)
        if row is None:
            standing = Standing.ABSENT
        elif row.hash == one.bundle.hash:
            standing = Standing.CURRENT
        else:
            standing = Standing.NEWER if (row.key, row.version) in adopted else Standing.OWN
        found.append(
            Offered(
                name=one.name,
                key=manifest.key,
                title=manifest.title,
                area=manifest.family,
                purpose=manifest.purpose,
                bundle=one.bundle,
                standing=standing,
                version=row.version if row else None,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.area, each.title)))


def _adopted(connection: Connection, municipality_id: int) -> set[tuple[str, int]]:
    """The versions that came from the catalogue, as the municipality's history tells them."""
    kinds = (TownEventKind.PROCESS_ADOPTED,)
    events = town_events_of(connection, municipality_id, kinds=kinds, limit=_EVERY)
    told = (loads(event.data) for event in events)
    return {(data["key"], int(data["number"])) for data in told}


def _words_for(one: Family) -> frozenset[str]:
    manifest = manifest_of(one)
    folder = one.name.partition("/")[0]
    return frozenset({ALL, one.name, folder, manifest.key, manifest.family.casefold()})
