"""The first load is put into the register by whoever administers the municipality."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import shapely

from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.faults import Fault
from engine.cadastre.formats import features_in
from engine.cadastre.loading import FileRefused, Loaded, faults_of_load, read_parcels, rows_of_load
from engine.cadastre.planes import NoPlane
from engine.cadastre.town import PLANE, LandTown, land_town
from engine.deadlines.calendars import calendar_of, forget_calendar
from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.installation import Installation
from engine.sentences import N_, Fact, phrase, why_of
from storage.database import Connection
from storage.queries.cadastre import known_codes, parcels_in
from storage.queries.municipalities import MunicipalityRow, municipality_by_id
from storage.tables.cadastre import LandSourceKind
from storage.writes.cadastre import (
    insert_ba_units,
    insert_parties,
    insert_rights,
    insert_source,
    insert_spatial_units,
)
from storage.writes.municipalities import update_settings


@dataclass(frozen=True, slots=True)
class Brought:
    """How many parcels came in, or would; with faults, or a sentence, none did. `parcels`: those of
    the file, as far as it could be read."""

    count: int = 0
    faults: tuple[Fault, ...] = ()
    said: Fact = ""
    parcels: tuple[Loaded, ...] = ()


def bring_parcels(
    installation: Installation,
    actor: Actor,
    content: bytes,
    source: str,
    *,
    plane: int | None = None,
    filename: str = "parcels.geojson",
    only_look: bool = False,
) -> Brought:
    """All parcels of a file (its format is told by `filename`), or none; `source` is where it comes
    from. The first load settles for good in which plane (EPSG) the municipality measures: `plane`,
    or its usual one. `only_look` tells what would come of it and writes nothing."""
    town_id = actor.municipality_id

    def verb(connection: Connection) -> Brought:
        row = municipality_by_id(connection, town_id)
        assert row is not None  # noqa: S101  # the actor's own
        today = calendar_of(installation, connection, town_id).local_day(installation.clock.now())
        try:
            town = land_town(connection, _measuring_in(row, plane), today)
            parcels = read_parcels(features_in(content, filename), town)
        except FileRefused as fault:
            return Brought(said=why_of(fault))
        except NoPlane as fault:
            said = N_("EPSG %(code)s no es una proyección en metros.")
            return Brought(said=phrase(said, code=fault.args[0]))
        refused = _refusal(connection, town_id, parcels, town)
        if refused is not None:
            return replace(refused, parcels=parcels)
        if only_look:
            return Brought(len(parcels), parcels=parcels)
        _write(installation, connection, actor, parcels, source, today)
        settings = {**json.loads(row.settings), PLANE: town.plane.epsg}
        update_settings(connection, town_id, settings=json.dumps(settings))
        return Brought(len(parcels))

    answer = installation.database.run(verb, municipality=town_id)
    forget_calendar(installation, town_id)
    return answer


def _measuring_in(row: MunicipalityRow, plane: int | None) -> MunicipalityRow:
    """The municipality as if it measured in that plane; raises FileRefused where it measures in
    another already."""
    settings = json.loads(row.settings)
    known = settings.get(PLANE)
    if plane is None or plane == known:
        return row
    if known:
        said = N_("El catastro ya se mide en EPSG %(known)s: no se cambia.")
        raise FileRefused(phrase(said, known=known))
    return replace(row, settings=json.dumps({**settings, PLANE: plane}))


def _refusal(
    connection: Connection, town_id: int, parcels: Sequence[Loaded], town: LandTown
) -> Brought | None:
    if not parcels:
        return Brought(said=phrase(N_("El archivo no tiene predios.")))
    known = known_codes(connection, town_id, [each.code for each in parcels])
    if known:
        return Brought(said=phrase(N_("El predio «%(code)s» ya existe."), code=known[0]))
    whole = box_of(shapely.multipolygons([each.shape for each in parcels]))
    there = parcels_in(connection, town_id, whole, limit=200_000)
    faults = faults_of_load(parcels, {p.code: shape_of(p.ground) for p in there}, town)
    return Brought(faults=tuple(faults)) if faults else None


def _write(
    installation: Installation, connection: Connection, actor: Actor, parcels: Sequence[Loaded],
    source: str, today: date,
) -> None:  # fmt: skip
    town_id, source_id = actor.municipality_id, installation.ids.new()
    told = {"kind": LandSourceKind.SPATIAL, "title": source, "sha256": "", "case_id": None}
    insert_source(connection, town_id, id=source_id, on_day=today, **told)
    rows = rows_of_load(parcels, installation.ids.new, source_id, today)
    insert_ba_units(connection, town_id, rows["units"])
    insert_spatial_units(connection, town_id, rows["versions"])
    insert_parties(connection, town_id, rows["parties"])
    insert_rights(connection, town_id, rows["rights"])
    history = TownHistory(installation, connection, actor)
    lines = {"lines": str(len(parcels))}
    history.add(TownEventKind.PARCELS_LOADED, data=lines, detail={"title": source})
    history.write()
