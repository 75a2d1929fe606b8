"""The list of cases, the page of one, all its events, and the retry of a step that failed."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.auditing.accesses import Looked
from engine.cases.finding import find_cases
from engine.cases.mending import mend
from engine.cases.permission import may_see
from engine.cases.sealing import takes_envelopes
from engine.deadlines.calendars import calendar_of
from engine.documents.permission import has_a_portal
from engine.history.verify import verify_case
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.case_lists import list_cases
from storage.queries.cases import (
    CaseRow,
    case_by_id,
    case_by_number,
    incident_by_id,
    incidents_of_case,
)
from storage.queries.deadlines import changes_of_case
from storage.queries.definitions import active_definitions
from storage.queries.history import events_of_case, sealed_events_of
from storage.queries.notifications import notifications_of_case
from ui.cases.acts import menu_of
from ui.cases.ahead import next_steps
from ui.cases.entries import entry_of, teller_of
from ui.cases.foretold import foretold
from ui.cases.forms import CasesAsked
from ui.cases.listing import cases_context
from ui.cases.present import case_context
from ui.cases.scene import CaseScene, case_scene
from ui.cases.status import status_of
from ui.cut_short import cut_short
from ui.errors import forbidden, not_found
from ui.parts import Crumb
from ui.readings import looked
from ui.refusals import told
from ui.seen import definitions_seen
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go, page

router = APIRouter(prefix="/{municipality}")
PAGE = 50
EVENTS_PAGE = 100
Number = Annotated[str, Path(max_length=80)]
IncidentId = Annotated[int, Path(ge=1, lt=2**63)]


@router.get("/cases", response_model=None)
def cases(here: SignedIn) -> Response:
    """The cases that the address asks for and the reader may look into, newest first."""
    asked = CasesAsked.of(here.request.query_params)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        finding = find_cases(connection, here.actor, asked.text, here.municipality.locale)
        found = list_cases(
            connection,
            town,
            text=asked.text,
            also=finding.case_ids,
            process_key=asked.process,
            state=asked.state,
            definition_ids=definitions_seen(here, connection),
            after=asked.after,
            limit=PAGE + 1,
        )
        titles = {each.key: each.title for each in active_definitions(connection, town)}
        more = len(found) > PAGE
        context = cases_context(here, asked, found[:PAGE], titles, more=more)
        context["cut_short"] = cut_short(here, finding)
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here, connection, "cases/list.html", context, section="cases", calendar=calendar
        )


@router.get("/cases/{number}", response_model=None)
def case_page(here: SignedIn, number: Number) -> Response:
    """One case: where it is, who has it, until when and why."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        case, scene = seen_case(here, connection, number)
        context = case_context(
            here,
            case,
            scene,
            changes=changes_of_case(connection, town, case.id),
            incidents=incidents_of_case(connection, town, case.id),
            menu=menu_of(here, case, scene),
            intact=is_intact(here, case),
            events=events_told(scene, connection, town),
            ahead=next_steps(scene, connection, town),
            notified=notifications_of_case(connection, town, case.id),
        )
        context["foretold"] = foretold(here, connection, case, scene)
        return staff_page(
            here, connection, "cases/page.html", context, section="cases", calendar=scene.calendar
        )


def events_told(scene: CaseScene, connection: Connection, town: int) -> int:
    """How many events there are to be read: none of those that are still under seal."""
    if not any(takes_envelopes(each) for each in scene.definition.program.elements):
        return scene.stand.chain_seq
    return scene.stand.chain_seq - sealed_events_of(connection, town, scene.case_id)


@router.get("/cases/{number}/events", response_model=None)
def events_page(here: SignedIn, number: Number, before: int | None = None) -> Response:
    """Every event of a case, newest first, a hundred a page."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        case, scene = seen_case(here, connection, number)
        found = events_of_case(connection, town, case.id, before=before, limit=EVENTS_PAGE + 1)
        teller = teller_of(scene, here)
        last = found[EVENTS_PAGE - 1].seq if len(found) > EVENTS_PAGE else None
        context = {
            "case": case,
            "crumbs": [
                Crumb(here.words.gettext("Expedientes"), here.path("cases")),
                Crumb(case.number, here.path("cases", case.number)),
            ],
            "entries": [entry_of(event, teller, here) for event in found[:EVENTS_PAGE]],
            "intact": is_intact(here, case),
            "more_href": here.path("cases", case.number, "events", before=last) if last else "",
        }
        return staff_page(
            here, connection, "cases/events.html", context, section="cases", calendar=scene.calendar
        )


@router.get("/cases/{number}/status", response_model=None)
def case_status(here: SignedIn, number: Number) -> Response:
    """The sentence alone, for a page that is open; nothing travels while nothing has changed."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene = seen_case(here, connection, number)
    seen = (scene.stand.version, here.today, here.localisation, here.actor.person_id)
    tag = f'"{sha256(repr(seen).encode()).hexdigest()[:20]}"'
    if here.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag})
    context = {
        "sentence": status_of(case, scene, here).sentence,
        "status_href": here.path("cases", case.number, "status"),
    }
    response = page(here, "cases/sentence.html", context)
    response.headers["etag"] = tag
    return response


@router.post("/incidents/{incident_id}/retry", response_model=None)
def retry(here: SignedIn, incident_id: IncidentId, form: Form) -> Response:
    """Try again the step that failed."""
    outcome = mend(here.installation, here.actor, incident_id, note=form.one("note"))
    if isinstance(outcome, Refused) and outcome.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    saying = here.words.gettext("Se intenta de nuevo. En un momento verá aquí el resultado.")
    if isinstance(outcome, Refused):
        saying = told(outcome, here.words).sentence
    return go(here, address_of_incident(here, incident_id), saying=saying)


def address_of_incident(here: Member, incident_id: int) -> str:
    """The page of the case in which something failed."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        incident = incident_by_id(connection, town, incident_id)
        case = case_by_id(connection, town, incident.case_id) if incident else None
    return here.path("cases", case.number) if case else here.path("cases")


def seen_case(here: Member, connection: Connection, number: str) -> tuple[CaseRow, CaseScene]:
    """The case with that number, if there is one here and the person may look into it."""
    case = case_by_number(connection, here.municipality.id, number)
    if case is None:
        raise not_found(here.words, tried=number)
    scene = case_scene(here, connection, case.id, case.definition_id)
    if not may_see(here.actor, scene.definition) or _of_others(here, scene):
        raise forbidden(here.words, scene.definition.title)
    looked(here, Looked.CASE, case_id=case.id)
    return case, scene


def _of_others(here: Member, scene: CaseScene) -> bool:
    """A supplier with an account of the staff sees the cases in which they hold or did something,
    and those that call everybody now; no other."""
    actor, manifest = here.actor, scene.definition.manifest
    if not has_a_portal(actor, manifest):
        return False
    anybody = manifest.publicity.get("anybody", [])
    return not any(
        task.assignee_id in actor.people or (task.state == "open" and task.element_key in anybody)
        for task in scene.tasks
    )


def is_intact(here: Member, case: CaseRow) -> bool:
    """Whether the chain of the case's events still verifies."""
    verified = verify_case(here.installation, here.municipality.id, case.id)
    return verified is not None and verified.whole
