"""What a supplier does in a purchase: which tasks are theirs, and finishing one in their name.

A task that the model gives to a supplier by its number (`assignee="=ranking[orden].ruc"`) is theirs
and nobody else's. A free one is anybody's where the manifest says so (`[publicity] anybody`), of
the one whose number an expression gives (`[publicity.theirs]`), and else of those who bid. Who the
supplier is comes from the register and never from what was typed (`[publicity.supplier]`: fields
of forms, and what of the register stands in each).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.bpmn import Snapshot, TokenGone, data_of
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
    stand = where_it_stands(connection, town, task.case_id)
    if stand is None or task.state != "open":
        return Refused(RefusalKind.NOT_FOUND)
    snapshot = Snapshot(stand.tokens, stand.scopes)
    numbers = numbers_for(definition, snapshot, task)
    mine = numbers is None or company.number in numbers
    return None if mine else Refused(RefusalKind.NOT_FOUND)


def numbers_for(
    definition: Definition, snapshot: Snapshot, task: TaskDetail
) -> frozenset[str] | None:
    """The numbers of the suppliers whose a free task is, by what its case knows there; None:
    anybody's."""
    manifest = definition.manifest
    if is_anybodys(manifest, task.element_key):
        return None
    try:
        known = dict(data_of(definition.program, snapshot, task.token))
    except TokenGone:
        return frozenset()
    theirs = manifest.publicity.get("theirs", {}).get(task.element_key)
    if theirs:
        return frozenset({str(condition(str(theirs)).evaluate(known) or "")})
    text = manifest.publication.tables.get("data", {}).get("bids")
    told = condition(text).evaluate(known) if text else None
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
