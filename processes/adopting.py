"""The catalogue of the house as one municipality sees it: what it offers for its country, and what
of that is in force there, as the house has it now or otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from engine.definitions.bundle import Bundle
from processes.registry import Family, families_of, manifest_of
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, active_definitions
from storage.queries.municipalities import MunicipalityRow
from storage.queries.origins import origins_in_force

ALL = "all"


class Standing(StrEnum):
    """absent: nothing of it is in force. current: as the house has it now. newer: it is in force
    as it was adopted, and the house has another one by now. variant: with changes of the
    municipality over what the house has now. behind: with changes of the municipality, and the
    house has another one by now. own: the municipality drew or deployed the version in force
    itself, and it was made from nothing of the house."""

    ABSENT = "absent"
    CURRENT = "current"
    NEWER = "newer"
    VARIANT = "variant"
    BEHIND = "behind"
    OWN = "own"


CHANGED = frozenset({Standing.VARIANT, Standing.BEHIND, Standing.OWN})
"""What a municipality has of its own: nothing of the house takes its place unasked."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A process as the house has it now; `changed`: the municipality has changes of its own."""

    key: str
    title: str
    hash: str
    bundle: Bundle
    changed: bool


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
    origins = origins_in_force(connection, town.id)
    found = []
    for one in families_of(town.country):
        manifest, row = manifest_of(one), in_force.get(manifest_of(one).key)
        standing = _standing(row, origins.get(manifest.key), hash_of(one))
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


def newer_shared(connection: Connection, town: MunicipalityRow) -> tuple[Shared, ...]:
    """The processes in force of which the house has another version by now."""
    origins = origins_in_force(connection, town.id)
    if not origins:
        return ()
    found = (shared for one in families_of(town.country) if (shared := _shared(one)))
    in_force = {row.key: row for row in active_definitions(connection, town.id)}
    return tuple(
        replace(each, changed=in_force[each.key].hash != origins[each.key])
        for each in found
        if origins.get(each.key, each.hash) != each.hash and in_force[each.key].hash != each.hash
    )


def shared_of(country: str, key: str) -> Shared | None:
    """A process as the house has it now, for a country."""
    return next((_shared(one) for one in families_of(country) if manifest_of(one).key == key), None)


def hash_of(one: Family) -> str:
    """The hash of its files, counted once."""
    return _hash(tuple(sorted(one.bundle.files.items())))


@lru_cache(maxsize=128)
def _hash(files: tuple[tuple[str, bytes], ...]) -> str:
    return Bundle(dict(files)).hash


def _shared(one: Family) -> Shared:
    manifest = manifest_of(one)
    return Shared(manifest.key, manifest.title, hash_of(one), one.bundle, changed=False)


def _standing(row: DefinitionRow | None, origin: str | None, now: str) -> Standing:
    if row is None:
        return Standing.ABSENT
    if row.hash == now:
        return Standing.CURRENT
    if origin is None:
        return Standing.OWN
    if row.hash == origin:
        return Standing.NEWER
    return Standing.VARIANT if origin == now else Standing.BEHIND


def _words_for(one: Family) -> frozenset[str]:
    manifest = manifest_of(one)
    folder = one.name.partition("/")[0]
    return frozenset({ALL, one.name, folder, manifest.key, manifest.family.casefold()})
