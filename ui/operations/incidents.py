"""Incidents: what failed over all cases, one of them, and trying again, one or many."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases.entrusting import entrust, menders_of
from engine.cases.permission import may_mend, may_operate, may_see
from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import program_of
from engine.messages.unopened import unopened_cases
from engine.operations import BatchBegun, BatchKind, begin
from engine.refusals import RefusalKind, Refused
from storage.queries.cases import case_by_id, incident_by_id, incidents_of_case
from storage.queries.definitions import active_definitions
from storage.queries.identity import names_of
from storage.queries.incidents import attempts_of_job, incidents_of
from ui.errors import forbidden, not_found
from ui.history.town import town_entries
from ui.operations.allowed import is_operated, operated_by
from ui.operations.asked import IncidentsAsked, number, numbers
from ui.operations.incident import incident_context
from ui.operations.incident_list import incidents_context
from ui.operations.telling import is_sealed_to, sealed_incidents
from ui.operations.unopened import given_up
from ui.refusals import told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

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
            assignee_id=here.actor.person_id if asked.whose == "mine" else None,
            unassigned=asked.whose == "nobody",
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
            people=menders_of(
                connection, here.installation, town, [each.manifest for each in programs.values()]
            ),
            more=len(found) > PAGE,
            unopened=unopened,
            given_up=town_entries(given_up(here, connection, keys), here, {})
            if asked == IncidentsAsked()
            else [],
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
        known = {found.resolved_by, found.assignee_id} - {None}
        context = incident_context(
            here,
            found,
            case,
            definition,
            attempts=attempts_of_job(connection, town, found.job_id) if found.job_id else (),
            others=incidents_of_case(connection, town, case.id, open_only=False),
            names=names_of(connection, town, [each for each in known if each]),
            people=menders_of(connection, here.installation, town, [definition.manifest])
            if may_operate(here.actor, definition)
            else (),
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


@router.post("/{incident_id}/assignment", response_model=None)
def give(here: SignedIn, incident_id: IncidentId, form: Form) -> Response:
    """Give an incident to a person, or to nobody in particular."""
    person_id = number(form.one("person"))
    outcome = entrust(here.installation, here.actor, incident_id, person_id)
    if isinstance(outcome, Refused) and outcome.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    saying = here.words.gettext("Queda encargada.") if person_id else ""
    saying = saying or here.words.gettext("Ya no está encargada a nadie.")
    if isinstance(outcome, Refused):
        saying = refused_words(here, outcome)
    return go(here, here.path("incidents", incident_id), saying=saying)


@router.post("/entrustments", response_model=None)
def give_many(here: SignedIn, form: Form) -> Response:
    """Give everything that was marked to a person: a batch that the worker does."""
    chosen = numbers(form.fields.get("incident", ()))
    if not chosen:
        saying = here.words.gettext("Marque al menos una incidencia.")
        return go(here, here.path("incidents"), saying=saying)
    answer = begin(
        here.installation,
        here.actor,
        BatchKind.ENTRUST,
        chosen,
        reason=here.words.gettext("Encargo desde Incidencias"),
        parameters={"person_id": form.one("person") if number(form.one("person")) else ""},
    )
    if not isinstance(answer, BatchBegun):
        return go(here, here.path("incidents"), saying=refused_words(here, answer))
    return go(here, here.path("batches", answer.batch_id))


def refused_words(here: Member, refused: Refused) -> str:
    """Why an incident could not be given."""
    if refused.kind is not RefusalKind.NO_ROLE:
        return told(refused, here.words).sentence
    if "person_id" in refused.details:
        return here.words.gettext("Esa persona no opera este proceso.")
    return here.words.gettext("Esto es para quien opera el proceso.")
