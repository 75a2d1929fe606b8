"""A change of rights, buildings or data of a parcel enters the register: rows end and begin, with
what they rest on. The caller's transaction holds it all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from engine.cadastre.boxes import ground_columns, shape_of
from engine.cadastre.describing import plan_buildings, plan_correction, plan_use
from engine.cadastre.enacting import Changed, Enacting, Unfit
from engine.cadastre.facts import Asked, Facts, Line, Plan, Planned
from engine.cadastre.transferring import plan_rights
from engine.sentences import N_, Sentence, phrase
from storage.database import Connection
from storage.queries.cadastre import ParcelRow, held_by_case, parcel_by_code, party_of
from storage.queries.lineage import units_of_case
from storage.tables.cadastre import LandFact, LandOperation, LandSourceKind
from storage.writes.cadastre import (
    drop_holds,
    end_buildings,
    end_right_rows,
    end_spatial_units,
    insert_buildings,
    insert_lineage,
    insert_parties,
    insert_rights,
    insert_source,
    insert_spatial_units,
)

PLANS: Mapping[str, Callable[[Asked], Planned]] = {
    LandFact.RIGHTS: plan_rights,
    LandFact.BUILDINGS: plan_buildings,
    LandOperation.USE: plan_use,
    LandOperation.CORRECTION: plan_correction,
}
"""By what the manifest calls the change."""


def preview(
    connection: Connection, municipality_id: int, case_id: int, change: str, facts: Facts,
    today: date,
) -> tuple[Line, ...] | Sentence:  # fmt: skip
    """What a change would do as the register stands, or why it would not be taken."""
    parcel = _held(connection, municipality_id, case_id)
    if isinstance(parcel, Sentence):
        return parcel
    plan = PLANS[change](Asked(connection, municipality_id, parcel, facts, today))
    return plan.lines if isinstance(plan, Plan) else plan


def inscribe(asked: Enacting) -> Changed | Unfit:
    """The change that a case asks for, of the parcel that it holds."""
    connection, town = asked.connection, asked.municipality_id
    parcel = _held(connection, town, asked.case_id)
    if isinstance(parcel, Sentence):
        return (parcel,)
    plan = PLANS[asked.change](Asked(connection, town, parcel, asked.facts, asked.today))
    if not isinstance(plan, Plan):
        return (plan,)
    _write(asked, parcel, plan)
    after = units_of_case(connection, town, asked.case_id) or (parcel,)
    told = {
        "novedad": plan.novelty,
        "detalle": plan.detail,
        "titulares": [dict(each) for each in plan.owners],
        "cambios": [each.told() for each in plan.lines],
    }
    return Changed((parcel,), after, told)


def _held(connection: Connection, municipality_id: int, case_id: int) -> ParcelRow | Sentence:
    held = held_by_case(connection, municipality_id, case_id)
    parcel = parcel_by_code(connection, municipality_id, held[0].code) if held else None
    if parcel is None or parcel.end_on is not None:
        return phrase(N_("El expediente no tiene el predio: no se puede inscribir en él."))
    return parcel


def _write(asked: Enacting, parcel: ParcelRow, plan: Plan) -> None:
    connection, town, on = asked.connection, asked.municipality_id, asked.today
    source = asked.scene.installation.ids.new()
    fresh = {"begin_on": on, "end_on": None, "source_id": source, "case_id": asked.case_id}
    kind = LandSourceKind.ADMINISTRATIVE
    insert_source(
        connection, town, id=source, on_day=on, case_id=asked.case_id, kind=kind,
        **asdict(asked.source),
    )  # fmt: skip
    end_right_rows(connection, town, plan.ends_rights, on=on, case_id=asked.case_id)
    end_buildings(connection, town, plan.ends_buildings, on=on, case_id=asked.case_id)
    insert_rights(connection, town, [{**_right(asked, parcel, r), **fresh} for r in plan.rights])
    insert_buildings(connection, town, _buildings(asked, parcel, plan.buildings, fresh))
    if plan.version:
        _next_version(asked, parcel, plan, fresh)
    drop_holds(connection, town, [parcel.ba_unit_id])


def _right(asked: Enacting, parcel: ParcelRow, row: Mapping[str, Any]) -> dict[str, Any]:
    """A right with its party: who is known by their document, or somebody new."""
    told = {name: value for name, value in row.items() if name != "party"}
    party_id = row["party_id"] or _party(asked, row["party"])
    new = asked.scene.installation.ids.new()
    return {"id": new, "ba_unit_id": parcel.ba_unit_id, **told, "party_id": party_id}


def _party(asked: Enacting, party: Mapping[str, Any]) -> int:
    known = party_of(asked.connection, asked.municipality_id, str(party["number"]))
    if known is not None and not party.get("new"):
        return known
    row = {name: party[name] for name in ("kind", "name", "number")}
    new = asked.scene.installation.ids.new()
    insert_parties(asked.connection, asked.municipality_id, [{"id": new, **row}])
    return new


def _buildings(
    asked: Enacting, parcel: ParcelRow, rows: Sequence[Mapping[str, Any]], fresh: Mapping[str, Any]
) -> list[dict[str, Any]]:
    new = asked.scene.installation.ids.new
    return [{"id": new(), "ba_unit_id": parcel.ba_unit_id, **row, **fresh} for row in rows]


def _next_version(asked: Enacting, parcel: ParcelRow, plan: Plan, fresh: Mapping[str, Any]) -> None:
    """The parcel as it was, with what is different now."""
    connection, town = asked.connection, asked.municipality_id
    ids = [parcel.id]
    end_spatial_units(connection, town, ids, on=asked.today, case_id=asked.case_id)
    kept = {
        "area": parcel.area,
        "land_use": parcel.land_use,
        "address": parcel.address,
        **ground_columns(shape_of(parcel.ground)),
    }
    new = asked.scene.installation.ids.new()
    row = {**kept, **plan.version, "operation": asked.change, **fresh}
    insert_spatial_units(connection, town, [{"id": new, "ba_unit_id": parcel.ba_unit_id, **row}])
    insert_lineage(connection, town, [{"child_id": new, "parent_id": parcel.id}])
