"""How a supplier stood when they bid, won or signed: looked up in the register in the very step,
and kept in the case for ever, whatever the register says later.

`[publicity.standing]` of the manifest says at which elements: the moment, and who is meant. Of bids
it is the act that opens them: until then nobody may know who filed one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.bpmn import data_of
from engine.cases.scene import Scene
from engine.definitions.loading import Definition
from engine.definitions.manifest import Manifest
from engine.definitions.publication import condition
from engine.installation import Installation
from engine.suppliers.eligibility import Standing, facts_of, reasons_text, standing
from engine.values import Value
from storage.database import Connection
from storage.queries.suppliers import marks_of, supplier_by_number
from storage.step import LoadedTask
from storage.tables.suppliers import SnapshotMoment
from storage.writes.suppliers import insert_snapshot


def standing_of(
    connection: Connection, municipality_id: int, number: str, on: date, *, chapter: str = ""
) -> Standing:
    """How the supplier with a number stands on a day."""
    row = supplier_by_number(connection, municipality_id, number)
    marks = marks_of(connection, municipality_id, row.id) if row else ()
    return standing(row, marks, on, number=number, chapter=chapter)


def looks_at(manifest: Manifest, element: str) -> Mapping[str, Any] | None:
    """What is looked at when an element is done; None at most of them."""
    table = manifest.publicity.get("standing")
    found = table.get(element) if isinstance(table, dict) else None
    return found if isinstance(found, dict) else None


def note_standing(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    task: LoadedTask,
    values: Mapping[str, Value],
    today: date,
) -> None:
    """Where the process says so of what was just done; `values` came with it."""
    looked = looks_at(definition.manifest, definition.program.elements[task.element].id)
    if looked is None:
        return
    known = data_of(definition.program, scene.snapshot, task.token)
    keep_standing(
        scene.installation,
        connection,
        scene.municipality_id,
        scene.loaded.case.id,
        looked=looked,
        known={**known, **values},
        on=today,
    )


def keep_standing(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    case_id: int,
    *,
    looked: Mapping[str, Any],
    known: Mapping[str, Value],
    on: date,
) -> None:
    """Write down how whoever is meant stands today; nothing where nobody is meant."""
    when = looked.get("when")
    if when and condition(str(when)).evaluate(dict(known)) is not True:
        return
    for number, name in _meant(looked, known):
        row = supplier_by_number(connection, municipality_id, number)
        marks = marks_of(connection, municipality_id, row.id) if row else ()
        found = standing(row, marks, on, number=number)
        insert_snapshot(
            connection,
            municipality_id,
            snapshot_id=installation.ids.new(),
            case_id=case_id,
            moment=SnapshotMoment(looked["moment"]),
            number=number,
            name=found.name or name,
            on_day=on,
            eligible=found.eligible,
            reasons=reasons_text(found.reasons),
            facts=json.dumps(facts_of(row, marks), ensure_ascii=False),
            at=installation.clock.now(),
        )


def _meant(looked: Mapping[str, Any], known: Mapping[str, Value]) -> list[tuple[str, str]]:
    """Number and name of each: `each` is an expression that gives them, one or a list."""
    told = condition(str(looked["each"])).evaluate(dict(known))
    rows = told if isinstance(told, list) else [told]
    pairs = [(row.get("number"), row.get("name")) for row in rows if isinstance(row, Mapping)]
    return [
        (number, name if isinstance(name, str) else "")
        for number, name in pairs
        if isinstance(number, str) and number
    ]
