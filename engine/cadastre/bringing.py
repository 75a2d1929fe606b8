"""The first load is put into the register by whoever administers the municipality."""

from __future__ import annotations

from dataclasses import dataclass

import shapely

from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.faults import Fault
from engine.cadastre.loading import FileRefused, faults_of_load, read_parcels, rows_of_load
from engine.cadastre.town import land_town
from engine.deadlines.calendars import calendar_of
from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.installation import Installation
from engine.sentences import N_, Fact, phrase, why_of
from storage.database import Connection
from storage.queries.cadastre import known_codes, parcels_in
from storage.queries.municipalities import municipality_by_id
from storage.tables.cadastre import LandSourceKind
from storage.writes.cadastre import (
    insert_ba_units,
    insert_parties,
    insert_rights,
    insert_source,
    insert_spatial_units,
)


@dataclass(frozen=True, slots=True)
class Brought:
    """How many parcels came in; with faults, or a sentence, none did."""

    count: int = 0
    faults: tuple[Fault, ...] = ()
    said: Fact = ""


def bring_parcels(installation: Installation, actor: Actor, content: bytes, source: str) -> Brought:
    """All parcels of a GeoJSON file, or none; `source` is where the file comes from."""
    town_id = actor.municipality_id

    def verb(connection: Connection) -> Brought:
        row = municipality_by_id(connection, town_id)
        assert row is not None  # noqa: S101  # the actor's own
        today = calendar_of(installation, connection, town_id).local_day(installation.clock.now())
        town = land_town(connection, row, today)
        try:
            parcels = read_parcels(content, town)
        except FileRefused as fault:
            return Brought(said=why_of(fault))
        known = known_codes(connection, town_id, [each.code for each in parcels])
        if known:
            return Brought(said=phrase(N_("El predio «%(code)s» ya existe."), code=known[0]))
        if not parcels:
            return Brought(said=phrase(N_("El archivo no tiene predios.")))
        whole = box_of(shapely.multipolygons([each.shape for each in parcels]))
        there = parcels_in(connection, town_id, whole, limit=200_000)
        faults = faults_of_load(parcels, {p.code: shape_of(p.ground) for p in there}, town)
        if faults:
            return Brought(faults=tuple(faults))
        source_id, kind = installation.ids.new(), LandSourceKind.SPATIAL
        insert_source(
            connection, town_id, id=source_id, kind=kind, title=source, on_day=today, sha256="",
            case_id=None,
        )  # fmt: skip
        rows = rows_of_load(parcels, installation.ids.new, source_id, today)
        insert_ba_units(connection, town_id, rows["units"])
        insert_spatial_units(connection, town_id, rows["versions"])
        insert_parties(connection, town_id, rows["parties"])
        insert_rights(connection, town_id, rows["rights"])
        history = TownHistory(installation, connection, actor)
        told = {"lines": str(len(parcels))}
        history.add(TownEventKind.PARCELS_LOADED, data=told, detail={"title": source})
        history.write()
        return Brought(len(parcels))

    return installation.database.run(verb, municipality=town_id)
