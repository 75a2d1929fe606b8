"""Incidents as the API tells them. What failed in a step that is still sealed keeps its message to
itself: it may quote what was filed."""

from __future__ import annotations

from engine.bpmn import Snapshot, visited
from engine.cases.sealing import is_open, seal_of
from engine.definitions.loading import program_of
from storage.database import Connection
from storage.queries.cases import CaseRow, IncidentRow, where_it_stands
from storage.queries.incidents import FailedStep
from ui.api.door import Program
from ui.api.present.tasks import person
from ui.api.shapes.others import Incident
from ui.cases.scene import CaseScene
from ui.failures import told_failure


def incident(
    here: Program, case: CaseRow, scene: CaseScene, row: IncidentRow, assignee_name: str | None
) -> Incident:
    """One incident of a case."""
    program = scene.definition.program
    element = next((each for each in program.elements if each.id == row.element_key), None)
    sealed = element is not None and not is_open(seal_of(program, element), scene.visited, program)
    return Incident(
        id=str(row.id),
        case_number=case.number,
        case_state=case.state,  # type: ignore[arg-type]  # the table holds no other
        process=case.process_key,
        element=row.element_key,
        message="" if sealed else told_failure(row.message, row.said, here.words),
        raised_at=row.raised_at,
        resolved_at=row.resolved_at,
        task_id=None if row.task_id is None else str(row.task_id),
        job_id=None if row.job_id is None else str(row.job_id),
        assignee=person(row.assignee_id, assignee_name),
    )


def incident_line(here: Program, connection: Connection, row: FailedStep) -> Incident:
    """An incident in the list over all cases."""
    return Incident(
        id=str(row.id),
        case_number=row.number,
        case_state=row.case_state,  # type: ignore[arg-type]  # the table holds no other
        process=row.process_key,
        element=row.element_key,
        message=""
        if is_sealed(here, connection, row)
        else told_failure(row.message, row.said, here.words),
        raised_at=row.raised_at,
        resolved_at=row.resolved_at,
        task_id=None if row.task_id is None else str(row.task_id),
        job_id=None if row.job_id is None else str(row.job_id),
        assignee=person(row.assignee_id, row.assignee_name),
    )


def is_sealed(here: Program, connection: Connection, row: FailedStep) -> bool:
    """The step is filed under seal, and its opening has not come. Only processes that seal cost
    more than a look into the definition."""
    town = here.municipality.id
    program = program_of(here.installation, connection, town, row.definition_id).program
    element = next((each for each in program.elements if each.id == row.element_key), None)
    seal = seal_of(program, element) if element else 0
    stand = where_it_stands(connection, town, row.case_id) if seal else None
    if stand is None:
        return False
    return not is_open(seal, visited(program, Snapshot(stand.tokens, stand.scopes)), program)
