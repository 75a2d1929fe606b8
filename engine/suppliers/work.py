"""What a supplier does in a purchase: which tasks are theirs, and finishing one in their name.

A task that the model gives to a supplier by its number (`assignee="=ranking[orden].ruc"`) is theirs
and nobody else's. A free one is anybody's where the manifest says so (`[publicity] anybody`), and
else of those who bid. Who the supplier is comes from the register and never from what was typed
(`[publicity.supplier]`: fields of forms, and what of the register stands in each).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.bpmn import Snapshot, data_of
from engine.definitions.loading import Definition, program_of
from engine.definitions.manifest import Manifest
from engine.definitions.publication import condition
from engine.identity import Actor
from engine.identity.house import SUPPLIER
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks import Completed, complete
from storage.database import Connection
from storage.queries.cases import where_it_stands
from storage.queries.suppliers import CompanyRow
from storage.queries.tasks import TaskDetail, task_by_id


def own_fields(manifest: Manifest, company: CompanyRow) -> dict[str, Any]:
    """What the register says of a supplier, by the names of the fields in forms."""
    known = {
        "name": company.name,
        "number": company.number,
        "small": "true" if company.small else "",
    }
    named = manifest.publicity.get("supplier", {})
    return {field: known[what] for field, what in named.items() if what in known}


def is_anybodys(manifest: Manifest, element_key: str) -> bool:
    """Any supplier may do it."""
    return element_key in manifest.publicity.get("anybody", [])


def refusal_to_work(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    company: CompanyRow,
    task: TaskDetail,
) -> Refused | None:
    """Why a task is not this supplier's: to them it is not there at all."""
    if task.role != SUPPLIER:
        return Refused(RefusalKind.NOT_FOUND)
    if task.assignee_id is not None:
        mine = task.assignee_id == company.person_id
        return None if mine else Refused(RefusalKind.NOT_FOUND)
    town = municipality_id
    definition = program_of(installation, connection, town, task.definition_id)
    if is_anybodys(definition.manifest, task.element_key):
        return None
    numbers = bidders_in(connection, town, definition, task)
    return None if company.number in numbers else Refused(RefusalKind.NOT_FOUND)


def bidders_in(
    connection: Connection, municipality_id: int, definition: Definition, task: TaskDetail
) -> frozenset[str]:
    """The numbers of who bid in the case of a task, as the case knows them there."""
    stand = where_it_stands(connection, municipality_id, task.case_id)
    if stand is None or task.state != "open":
        return frozenset()
    known = data_of(definition.program, Snapshot(stand.tokens, stand.scopes), task.token)
    text = definition.manifest.publication.tables.get("data", {}).get("bids")
    told = condition(text).evaluate(dict(known)) if text else None
    rows = told if isinstance(told, list) else []
    return frozenset(str(each.get("id")) for each in rows if isinstance(each, Mapping))


def with_own(
    definition: Definition, element_key: str, company: CompanyRow, data: Mapping[str, Any]
) -> dict[str, Any]:
    """What was entered, with what the register says of the supplier in place of what was typed."""
    form = definition.form_of(definition.program.element(element_key).form_key)
    own = own_fields(definition.manifest, company)
    return {**data, **{name: own[name] for name in own if form is not None and name in form.writes}}


def finish(
    installation: Installation,
    actor: Actor,
    company: CompanyRow,
    task_id: int,
    data: Mapping[str, Any],
) -> Completed | Refused:
    """Complete a task in the name of a supplier; `actor` has the hands of that one alone."""
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        task = task_by_id(connection, town, task_id)
        if task is None:
            return Refused(RefusalKind.NOT_FOUND)
        refused = refusal_to_work(installation, connection, town, company, task)
        if refused is not None:
            return refused
        definition = program_of(installation, connection, town, task.definition_id)
    told = with_own(definition, task.element_key, company, data)
    return complete(installation, actor, task_id, told)
