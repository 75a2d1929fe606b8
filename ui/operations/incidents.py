"""Incidents: what failed over all cases, one of them, and trying again, one or many."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases.permission import may_mend, may_see
from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import program_of
from engine.messages.unopened import unopened_cases
from engine.operations import BatchBegun, BatchKind, begin
from storage.queries.cases import case_by_id, incident_by_id, incidents_of_case
from storage.queries.definitions import active_definitions
from storage.queries.identity import names_of
from storage.queries.incidents import attempts_of_job, incidents_of
from ui.errors import forbidden, not_found
from ui.operations.allowed import is_operated, operated_by
from ui.operations.asked import IncidentsAsked, numbers
from ui.operations.incident import incident_context
from ui.operations.incident_list import incidents_context
from ui.operations.telling import is_sealed_to, sealed_incidents
from ui.refusals import told
from ui.staff import staff_page
from ui.visit import Form, SignedIn, go

router = APIRouter(prefix="/{municipality}/incidents")
PAGE = 50
IncidentId = Annotated[int, Path(ge=1, lt=2**63)]


@router.get("", response_model=None)
def incidents(here: SignedIn) -> Response:
    """What failed and waits for a person, newest first."""
    asked = IncidentsAsked.of(here.request.query_params)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        keys = operated_by(here, connection)
        found = incidents_of(
            connection,
            town,
            open_only=not asked.resolved,
            processes=asked.within(keys),
            element_key=asked.element,
            kind=asked.kind,
            after=asked.after,
            limit=PAGE + 1,
        )
        shown = found[:PAGE]
        unopened = [
            each
            for each in unopened_cases(connection, town)
            if is_operated(each.process_key, keys) and asked == IncidentsAsked()
        ]
        programs = {
            each: program_of(here.installation, connection, town, each)
            for each in {row.definition_id for row in shown}
        }
        context = incidents_context(
            here,
            asked,
            shown,
            programs,
            titles={each.key: each.title for each in active_definitions(connection, town)},
            sealed=sealed_incidents(connection, town, shown, programs),
            more=len(found) > PAGE,
            unopened=unopened,
        )
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here,
            connection,
            "operations/incidents.html",
            context,
            section="incidents",
            calendar=calendar,
        )


@router.get("/{incident_id}", response_model=None)
def incident(here: SignedIn, incident_id: IncidentId) -> Response:
    """One incident: where it happened, what was tried, what to do."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        found = incident_by_id(connection, town, incident_id)
        case = case_by_id(connection, town, found.case_id) if found else None
        if found is None or case is None:
            raise not_found(here.words)
        definition = program_of(here.installation, connection, town, case.definition_id)
        if not may_see(here.actor, definition):
            raise forbidden(here.words, definition.title)
        resolver = {found.resolved_by} - {None}
        context = incident_context(
            here,
            found,
            case,
            definition,
            attempts=attempts_of_job(connection, town, found.job_id) if found.job_id else (),
            others=incidents_of_case(connection, town, case.id, open_only=False),
            resolved_by=names_of(connection, town, [each for each in resolver if each]),
            sealed=is_sealed_to(connection, town, found.element_key, case.id, definition),
            may_retry=may_mend(here.actor, definition),
        )
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here,
            connection,
            "operations/incident.html",
            context,
            section="incidents",
            calendar=calendar,
        )


@router.post("/retries", response_model=None)
def retries(here: SignedIn, form: Form) -> Response:
    """Try again everything that was marked: a batch that the worker does."""
    chosen = numbers(form.fields.get("incident", ()))
    if not chosen:
        saying = here.words.gettext("Marque al menos una incidencia.")
        return go(here, here.path("incidents"), saying=saying)
    reason = form.one("reason").strip() or here.words.gettext("Reintento desde Incidencias")
    answer = begin(here.installation, here.actor, BatchKind.RETRY, chosen, reason=reason)
    if not isinstance(answer, BatchBegun):
        return go(here, here.path("incidents"), saying=told(answer, here.words).sentence)
    return go(here, here.path("batches", answer.batch_id))
